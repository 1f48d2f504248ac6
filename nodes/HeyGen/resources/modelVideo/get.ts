// Generative Video: Get (GET /v3/models/videos/{video_id})
import { unlisted, pickedFromItem } from '../../field';
import { operation } from '../../operation/operation';
import { jobs } from '../../../api/jobKinds';

/** The generative video an operation is about; HeyGen has no list of them. */
export const videoId = unlisted('videoId', {
	required: true,
	default: pickedFromItem('id', 'video_id'),
	description: "'Generative Video: Create' returns it",
});

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get generative video',
	description: 'Read a generative video, or wait until it is done',
	request: { method: 'GET', url: '/v3/models/videos/{video_id}' },
	fields: [videoId],
	follows: jobs.modelVideo,
});
