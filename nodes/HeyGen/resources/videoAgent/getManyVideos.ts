// Video Agent: Get Many Videos (GET /v3/video-agents/{session_id}/videos)
import { operation } from '../../operation/operation';
import { jobs } from '../../../api/jobKinds';
import { sessionId } from './get';

export const getManyVideos = operation({
	name: 'Get Many Videos',
	value: 'getManyVideos',
	action: 'Get many videos of video agent session',
	description: 'List the videos that a session has made',
	request: { method: 'GET', url: '/v3/video-agents/{session_id}/videos' },
	fields: [sessionId],
	list: { max: 0 },
	simplify: jobs.video.summary,
});
