// Voice: Delete (DELETE /v3/voices/{voice_id})
import { locator } from '../../field';
import { operation } from '../../operation/operation';

export const deleteVoice = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete voice',
	description:
		"Delete a voice of the account for good. HeyGen's newer 'Voice Model: Delete' follows it.",
	successor: 'Voice Model: Delete',
	request: { method: 'DELETE', url: '/v3/voices/{voice_id}' },
	fields: [locator('voiceId', 'searchOwnVoices', { required: true })],
	deletes: { id: 'voice_id', gone: true },
});
