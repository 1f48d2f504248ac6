// Video: Get Scenes (GET /v3/videos/{video_id}/scenes)
import { operation } from '../../operation/operation';
import { videoId } from './get';

export const getScenes = operation({
	name: 'Get Scenes',
	value: 'getScenes',
	action: 'Get scenes of video',
	description:
		'Read what a video is made of, scene by scene; not for translated videos, and HeyGen allows it less often than other reads',
	request: { method: 'GET', url: '/v3/videos/{video_id}/scenes' },
	fields: [videoId],
});
