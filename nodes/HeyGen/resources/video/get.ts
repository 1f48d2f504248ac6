// Video: Get (GET /v3/videos/{video_id})
import { locator } from '../../define/field';
import { operation } from '../../define/operation';
import { jobs } from '../../jobs/kinds';

/** The video an operation is about. */
export const videoId = locator('videoId', 'searchVideos', { required: true });

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get video',
	description: 'Read a video, or wait until it is done',
	request: { method: 'GET', url: '/v3/videos/{video_id}' },
	fields: [videoId],
	follows: jobs.video,
});
