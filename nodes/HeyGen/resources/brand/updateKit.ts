// Brand: Update Kit (PATCH /v3/brand-kits/{brand_kit_id})
import { UserError } from 'n8n-workflow';
import { choices, color, group, id, num, text, type Field } from '../../field';
import { operation, type Rule } from '../../operation/operation';
import { limits } from '../../../api/limits';
import { brandKitId } from './getKit';
import { somethingToChange } from './updateGlossary';

const roles = [
	{ name: 'Colors', value: 'color_roles' },
	{ name: 'Fonts', value: 'font_roles' },
	{ name: 'Logo', value: 'logo_roles' },
];

const font = (name: string, label: string): Field[] => [
	id(`${name}FontId`, {
		label: `${label} Font ID`,
		api: `${name}_text.font_id`,
		description: 'One of the fonts of the kit',
	}),
	num(`${name}Weight`, {
		label: `${label} Weight`,
		api: `${name}_text.weight`,
		default: 400,
		limit: limits.fontWeight,
		description: '400 is regular, 700 is bold',
	}),
];

/** A role that is cleared is not set at the same time. HeyGen clears what it gets as an empty object. */
const clearOrSet: Rule = (request) => {
	for (const role of (request.clear_roles ?? []) as string[]) {
		const { name } = roles.find(({ value }) => value === role) ?? { name: role };
		if (request[role])
			throw new UserError(`'Clear' names ${name}, but they are also set`, {
				description: `Remove ${name} from 'Clear', or do not set them`,
			});
		request[role] = {};
	}
	delete request.clear_roles;
};

export const updateKit = operation({
	name: 'Update Kit',
	value: 'updateKit',
	action: 'Update brand kit',
	description: 'Rename a brand kit, or say which of its colors, fonts and logos are used for what',
	request: { method: 'PATCH', url: '/v3/brand-kits/{brand_kit_id}' },
	fields: [brandKitId],
	options: [
		choices('clearRoles', roles, {
			label: 'Clear',
			description: 'What no longer has a role',
		}),
		group(
			'colorRoles',
			['accent', 'primary', 'secondary', 'tertiary'].map((role) => color(role)),
			{ label: 'Colors', description: 'All color roles: what is left out is cleared' },
		),
		group('fontRoles', [...font('body', 'Body'), ...font('title', 'Title')], {
			label: 'Fonts',
			description: 'All font roles: what is left out is cleared',
		}),
		id('logoId', {
			label: 'Logo ID',
			api: 'logo_roles.primary',
			description: 'The logo of the kit that is used first',
		}),
		text('name', { limit: limits.kitNewName, description: 'The new name' }),
	],
	rules: [clearOrSet, somethingToChange],
	repeat: 'always',
});
