// Video: Get Many (GET /v3/videos)
import { id, text } from '../../field';
import { operation } from '../../operation/operation';
import { jobs } from '../../../api/jobKinds';
import { pages } from '../../../api/limits';

export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many videos',
	description: 'List the videos of the account, newest first',
	request: { method: 'GET', url: '/v3/videos' },
	filters: [
		id('folderId', { label: 'Folder ID', description: 'Only videos in this folder' }),
		text('title', { description: 'Only videos whose title contains this text' }),
	],
	list: { max: pages.videos },
	simplify: jobs.video.summary,
});
