// Avatar: Delete (DELETE /v3/avatars/{group_id})
import { locator } from '../../field';
import { operation } from '../../operation/operation';

/** An avatar of the account; HeyGen calls it a group of looks. */
export const ownGroupId = locator('groupId', 'searchOwnGroups', {
	label: 'Avatar',
	required: true,
});

export const deleteAvatar = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete avatar',
	description: 'Delete an avatar of the account and all its looks for good',
	request: { method: 'DELETE', url: '/v3/avatars/{group_id}' },
	fields: [ownGroupId],
	deletes: { id: 'group_id', gone: true },
});
