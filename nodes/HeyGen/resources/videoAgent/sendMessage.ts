// Video Agent: Send Message (POST /v3/video-agents/{session_id})
import { dragHint, text } from '../../field';
import { operation } from '../../operation/operation';
import { limits } from '../../../api/limits';
import { ingredients } from './create';
import { sessionId } from './get';

export const sendMessage = operation({
	name: 'Send Message',
	value: 'sendMessage',
	action: 'Send message to video agent',
	description: 'Answer a question of the agent, or ask it for changes',
	request: { method: 'POST', url: '/v3/video-agents/{session_id}' },
	fields: [
		sessionId,
		text('message', {
			rows: 4,
			limit: limits.agentMessage,
			description: 'What to tell the agent. Empty: it goes on with what it has',
			placeholder: 'e.g. Make it shorter and add a call to action',
			hint: dragHint,
		}),
	],
	options: ingredients,
	paid: true,
	// A second message would start more work.
	repeat: 'never',
});
