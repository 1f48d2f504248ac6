// Fields that name a thing in HeyGen: by its id, or out of a searchable list.
import { UserError } from 'n8n-workflow';
import { isId } from '../../api/path';
import { titleOf } from './words';
import { asText, field, isEmpty, shown, type Field, type FieldOptions } from './field';

/** An id that has no list to choose from. */
export function id(name: string, options: FieldOptions = {}): Field {
	return field(name, 'string', '', options, (value, label) => {
		const words = asId(value, label);
		if (words !== undefined && !isId(words)) throw notAnId(label, words);
		return words;
	});
}

const notAnId = (label: string, words: string): UserError =>
	new UserError(`'${label}' must be an ID, but is ${shown(words)}`, {
		description: 'Copy the ID from HeyGen, or choose from the list',
	});

/** What a resource locator holds; anything else as it is. */
export const pickedOf = (value: unknown): unknown =>
	typeof value === 'object' && value !== null && '__rl' in value
		? (value as unknown as { value: unknown }).value
		: value;

/**
 * An id out of whatever the user's expression gave: a text, a number, or a resource locator.
 * @throws UserError for objects and for names that would change the path of a request
 */
export function asId(value: unknown, label: string): string | undefined {
	const plain = pickedOf(value);
	if (isEmpty(plain)) return undefined;
	const words = asText(plain, label).trim();
	if (words === '.' || words === '..') throw notAnId(label, words);
	return words || undefined;
}

/** A thing that other operations let the user choose, where HeyGen has no list of its kind: by id only, stored as the others are. */
export function unlisted(name: string, options: FieldOptions = {}): Field {
	const made = locator(name, '', options);
	const [, byId] = made.ui[0].modes ?? [];
	Object.assign(made.ui[0], { modes: [byId], default: { mode: 'id', value: '' } });
	return made;
}

/** A thing that can be chosen from a searchable list or given by id. `search` names the node's list search method. */
export function locator(name: string, search: string, options: FieldOptions = {}): Field {
	const label = options.label ?? titleOf(name).replace(/ ID$/, '');
	return field(name, 'resourceLocator', { mode: 'list', value: '' }, { ...options, label }, asId, {
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: search, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: options.placeholder ?? 'e.g. 3fae1b7c2d4e4f0a',
			},
		],
	});
}
