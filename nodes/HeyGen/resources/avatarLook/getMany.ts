// Avatar Look: Get Many (GET /v3/avatars/looks)
import { choice, locator } from '../../field';
import { operation } from '../../operation/operation';
import { jobs } from '../../../api/jobKinds';
import { pages } from '../../../api/limits';

export const ownership = choice(
	'ownership',
	[
		{ name: 'Private', value: 'private', description: 'Made in this account' },
		{ name: 'Public', value: 'public', description: "From HeyGen's library" },
	],
	{ default: 'private' },
);

/** What tells looks apart, and what a video needs to know of one. */
export const lookFields = jobs.avatar.summary;

export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many avatar looks',
	description: 'List the looks that a video can use as its avatar',
	request: { method: 'GET', url: '/v3/avatars/looks' },
	filters: [
		locator('groupId', 'searchGroups', {
			label: 'Avatar',
			description: 'Only looks of this avatar',
		}),
		choice('avatarType', ['digital_twin', 'photo_avatar', 'studio_avatar'], {
			description: 'What the look was made of: a recording, a photo, or in a studio',
		}),
		ownership,
	],
	list: { max: pages.looks },
	simplify: lookFields,
});
