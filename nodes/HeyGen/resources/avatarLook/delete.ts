// Avatar Look: Delete (DELETE /v3/avatars/looks/{look_id})
import { locator } from '../../field';
import { operation } from '../../operation/operation';

/** A look of the account. */
export const ownLookId = locator('lookId', 'searchOwnLooks', { required: true });

export const deleteLook = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete avatar look',
	description: 'Delete a look of the account for good',
	request: { method: 'DELETE', url: '/v3/avatars/looks/{look_id}' },
	fields: [ownLookId],
	deletes: { id: 'look_id', gone: true },
});
