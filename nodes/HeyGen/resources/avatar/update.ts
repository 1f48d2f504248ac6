// Avatar: Update (PATCH /v3/avatars/{group_id})
import { locator } from '../../field';
import { operation } from '../../operation/operation';
import { ownGroupId } from './delete';
import { avatarFields } from './get';

export const update = operation({
	name: 'Update',
	value: 'update',
	action: 'Update avatar',
	description: 'Give an avatar of the account another default voice',
	request: { method: 'PATCH', url: '/v3/avatars/{group_id}' },
	fields: [
		ownGroupId,
		locator('defaultVoiceId', 'searchVoices', {
			required: true,
			description: 'The voice that speaks where a video names none',
		}),
	],
	repeat: 'always',
	simplify: avatarFields,
});
