// Brand: Update Glossary (PATCH /v3/brand-glossaries/{brand_glossary_id})
import { UserError } from 'n8n-workflow';
import { choices, text } from '../../field';
import { operation, type Rule } from '../../operation/operation';
import { limits } from '../../../api/limits';
import { glossaryWords } from './createGlossary';
import { brandGlossaryId } from './getGlossary';

const lists = [
	{ name: 'Do Not Translate Terms', value: 'do_not_translate_terms' },
	{ name: 'Forced Translations', value: 'forced_translations' },
	{ name: 'Pronunciations', value: 'terms' },
];

/** Without any change there is nothing to send. */
export const somethingToChange: Rule = (request) => {
	if (Object.keys(request).length === 0)
		throw new UserError('There is nothing to update', {
			description: "Add what changes under 'Options'",
		});
};

/** A list that is emptied is not filled at the same time. */
const emptyOrFill: Rule = (request) => {
	for (const list of (request.empty_lists ?? []) as string[]) {
		const { name } = lists.find(({ value }) => value === list) ?? { name: list };
		if (request[list])
			throw new UserError(`'Empty' names '${name}', which is filled in too`, {
				description: `Remove '${name}' from 'Empty', or do not fill it in`,
			});
		request[list] = [];
	}
	delete request.empty_lists;
};

export const updateGlossary = operation({
	name: 'Update Glossary',
	value: 'updateGlossary',
	action: 'Update brand glossary',
	description: 'Rename a glossary, or replace its lists of words: each one that is sent, whole',
	request: { method: 'PATCH', url: '/v3/brand-glossaries/{brand_glossary_id}' },
	fields: [brandGlossaryId],
	options: [
		choices('emptyLists', lists, {
			label: 'Empty',
			description: 'Lists that lose all their words',
		}),
		...glossaryWords,
		text('name', { limit: limits.glossaryName, description: 'The new name' }),
	],
	rules: [emptyOrFill, somethingToChange],
	repeat: 'always',
});
