// Video Agent: Stop (POST /v3/video-agents/{session_id}/stop)
import { operation } from '../../operation/operation';
import { sessionId } from './get';

export const stop = operation({
	name: 'Stop',
	value: 'stop',
	action: 'Stop video agent session',
	description: 'End the work on a session',
	request: { method: 'POST', url: '/v3/video-agents/{session_id}/stop' },
	fields: [sessionId],
	repeat: 'always',
});
