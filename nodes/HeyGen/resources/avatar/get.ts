// Avatar: Get (GET /v3/avatars/{group_id})
import { locator } from '../../field';
import { neverWaits } from '../../operation/controls';
import { operation } from '../../operation/operation';

/** What tells avatars apart. */
export const avatarFields = [
	'id',
	'name',
	'status',
	'consent_status',
	'gender',
	'looks_count',
	'default_voice_id',
	'preview_image_url',
	'created_at',
	'error',
];

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get avatar',
	description: 'Read an avatar, which is a group of looks',
	request: { method: 'GET', url: '/v3/avatars/{group_id}' },
	fields: [locator('groupId', 'searchGroups', { label: 'Avatar', required: true }), ...neverWaits],
	simplify: avatarFields,
});
