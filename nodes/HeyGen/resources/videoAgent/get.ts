// Video Agent: Get (GET /v3/video-agents/{session_id})
import { locator, pickedFromItem } from '../../field';
import { operation } from '../../operation/operation';
import { jobs } from '../../../api/jobKinds';

/** The session an operation is about. */
export const sessionId = locator('sessionId', 'searchSessions', {
	default: pickedFromItem('session_id', 'id'),
	description: 'ID of the session, as the node that made it gives it',
	required: true,
});

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get video agent session',
	description: 'Read a session with its messages, or wait until its video is done',
	request: { method: 'GET', url: '/v3/video-agents/{session_id}' },
	fields: [sessionId],
	follows: jobs.videoAgent,
});
