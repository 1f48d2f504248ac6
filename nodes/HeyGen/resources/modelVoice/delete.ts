// Voice Model: Delete (DELETE /v3/models/audio/voices/{voice_id})
import { unchosen } from '../../field';
import { operation } from '../../operation/operation';
import { voiceId } from './get';

export const deleteVoice = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete voice model',
	description: "Delete one of the workspace's own voices for good, once it is trained",
	request: { method: 'DELETE', url: '/v3/models/audio/voices/{voice_id}' },
	fields: [unchosen(voiceId)],
	deletes: { id: 'voice_id', gone: true },
});
