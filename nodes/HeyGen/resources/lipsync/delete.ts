// Lipsync: Delete (DELETE /v3/lipsyncs/{lipsync_id})
import { unchosen } from '../../field';
import { operation } from '../../operation/operation';
import { lipsyncId } from './get';

export const deleteLipsync = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete lipsync',
	description: 'Delete a lipsync for good',
	request: { method: 'DELETE', url: '/v3/lipsyncs/{lipsync_id}' },
	fields: [unchosen(lipsyncId)],
	deletes: { id: 'lipsync_id', gone: true },
});
