// Video Agent: Get Resource (GET /v3/video-agents/{session_id}/resources/{resource_id})
import { id } from '../../field';
import { operation } from '../../operation/operation';
import { sessionId } from './get';

export const getResource = operation({
	name: 'Get Resource',
	value: 'getResource',
	action: 'Get resource of video agent session',
	description: 'Read an image, video or sound that the agent works with',
	request: { method: 'GET', url: '/v3/video-agents/{session_id}/resources/{resource_id}' },
	fields: [
		sessionId,
		id('resourceId', {
			required: true,
			description: "One of the IDs that the session's messages name",
		}),
	],
});
