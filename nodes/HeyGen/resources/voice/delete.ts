// Voice: Delete (DELETE /v3/voices/{voice_id})
import { operation } from '../../operation/operation';
import { voiceFrom } from './voiceId';

export const deleteVoice = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete voice',
	description:
		"Delete a voice of the account for good. HeyGen's newer 'Voice Model: Delete' follows it.",
	successor: 'Voice Model: Delete',
	request: { method: 'DELETE', url: '/v3/voices/{voice_id}' },
	fields: [voiceFrom('searchOwnVoices')],
	deletes: { id: 'voice_id', gone: true },
});
