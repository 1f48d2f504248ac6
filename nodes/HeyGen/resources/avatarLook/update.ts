// Avatar Look: Update (PATCH /v3/avatars/looks/{look_id})
import { text } from '../../field';
import { operation } from '../../operation/operation';
import { limits } from '../../../api/limits';
import { ownLookId } from './delete';
import { lookFields } from './getMany';

export const update = operation({
	name: 'Update',
	value: 'update',
	action: 'Update avatar look',
	description: 'Give a look of the account another name',
	request: { method: 'PATCH', url: '/v3/avatars/looks/{look_id}' },
	fields: [
		ownLookId,
		text('name', { required: true, limit: limits.lookName, description: 'The new name' }),
	],
	repeat: 'always',
	simplify: lookFields,
});
