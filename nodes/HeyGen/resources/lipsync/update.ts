// Lipsync: Update (PATCH /v3/lipsyncs/{lipsync_id})
import { operation } from '../../operation/operation';
import { requiredTitle } from '../../parameters/look';
import { lipsyncId } from './get';

export const update = operation({
	name: 'Update',
	value: 'update',
	action: 'Update lipsync',
	description: 'Give a lipsync another title',
	request: { method: 'PATCH', url: '/v3/lipsyncs/{lipsync_id}' },
	fields: [lipsyncId, requiredTitle],
	repeat: 'always',
});
