// Video: Get (GET /v3/videos/{video_id})
import { locator, pickedFromItem } from '../../field';
import { operation } from '../../operation/operation';
import { jobs } from '../../../api/jobKinds';

/** The video an operation is about. */
export const videoId = locator('videoId', 'searchVideos', {
	default: pickedFromItem('id', 'video_id'),
	description: 'ID of the video, as the node that made it gives it',
	required: true,
});

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get video',
	description: 'Read a video, or wait until it is done',
	request: { method: 'GET', url: '/v3/videos/{video_id}' },
	fields: [videoId],
	follows: jobs.video,
});
