// Fields that name a thing in HeyGen: by its id, or out of a searchable list.
import { UserError } from 'n8n-workflow';
import { limits } from '../../api/limits';
import { wellFormed } from '../../api/limits/limit';
import { isId } from '../../api/path';
import { trimmed } from '../../api/trim';
import { titleOf } from './words';
import { asText, field, isEmpty, shown, type Field, type FieldOptions } from './field';

/** The item's own thing, out of the first of these fields that it has: what stands behind the node that made it works untouched. */
export const ofItem = (...names: string[]): string =>
	`={{ ${names.map((name) => `$json.${name}`).join(' ?? ')} }}`;

/** The same for a thing that has a list. */
export const pickedFromItem = (...names: string[]) => ({ mode: 'id', value: ofItem(...names) });

/** The same field for what must not happen untouched, such as deleting: nothing is chosen yet. */
export const unchosen = (made: Field): Field => ({
	...made,
	ui: made.ui.map((property) => ({
		...property,
		default: property.type === 'resourceLocator' ? { mode: 'list', value: '' } : '',
	})),
});

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

/** Signs without a width, as they come along when a text is copied. */
const unseen = '\u00AD\u200B\u200C\u200D\u200E\u200F\u2060\uFEFF';
const nowhere = { hostname: '', pathname: '', searchParams: new URLSearchParams() };

/** Without what comes along when an id is copied: quotes around it, signs that nobody sees, the address of its page in HeyGen. */
function unwrapped(text: string): string {
	const seen = trimmed(text, unseen);
	const [quote = ''] = seen;
	const isQuoted = `"'\``.includes(quote) && seen.length > 2 && seen.endsWith(quote);
	const bare = isQuoted ? seen.slice(1, -1).trim() : seen;
	const { hostname, pathname, searchParams } = URL.canParse(bare) ? new URL(bare) : nowhere;
	if (hostname !== 'heygen.com' && !hostname.endsWith('.heygen.com')) return bare;
	const parts = [...pathname.split('/'), ...searchParams.values()];
	const isOne = (part: string) => part.length >= 12 && /\d/.test(part) && !/[^\w-]/.test(part);
	return parts.filter(isOne).at(-1) ?? bare;
}

/**
 * An id out of whatever the user's expression gave: a text, a number, or a resource locator.
 * @throws UserError for objects and for names that would change the path of a request
 */
export function asId(value: unknown, label: string): string | undefined {
	const plain = pickedOf(value);
	if (isEmpty(plain)) return undefined;
	const given = asText(plain, label);
	const { max } = limits.idOrName;
	if (given.length > max)
		throw new UserError(`'${label}' has ${given.length} characters: ${shown(given)}…`, {
			description: `No ID or name in HeyGen has more than ${max}`,
		});
	const words = unwrapped(given);
	if (words === '.' || words === '..') throw notAnId(label, words);
	if (words !== wellFormed(words))
		throw new UserError(`'${label}' holds half a character: ${shown(wellFormed(words))}`, {
			description: 'A text that is cut in the middle of an emoji ends so: give all of it',
		});
	return words || undefined;
}

/**
 * A name where an id is wanted, as a person, a sheet or a model gives it. It stands in the request until HeyGen's list has told the id,
 * which happens before anything is sent.
 */
export class Named {
	constructor(
		/** The field's label, for sentences. */
		readonly label: string,
		readonly words: string,
		/** The node's list search method, which names the list. */
		readonly search: string,
	) {}

	toString(): string {
		return this.words;
	}
}

/** No id of HeyGen's has blanks. */
export const mayBeId = (words: string): boolean => !/\s/.test(words) && isId(words);

/** Lists of jobs: what people hold of those is an id, unless it has blanks; so is what has no list. */
const jobLists = /Clippings|Endpoints|Lipsyncs|Removals|Renders|Sessions|Translations|Videos/;

/** "speech.mp3" is what people call a file; no id of one has an ending. */
const fileEnding = /\.[a-z][a-z0-9]{1,4}$/i;

/**
 * Whether a value is sent as an id without looking it up. Voices, templates and videos have 32 hexadecimal digits, looks those or a name of
 * old, such as `Anna_public_3_20240108` or `Daisy-inskirt-20220818`; "Mira" and "Anna in Office" are names. "Intro_v2" may be either:
 * where HeyGen does not know it as an id, the list is asked afterwards.
 * @param search the node's list search method, which names the list
 */
export const isIdLike = (words: string, search: string): boolean =>
	!search || jobLists.test(search)
		? !words.includes(' ')
		: /^[\w.:~-]+$/.test(words) &&
			(/[^a-z]/i.test(words) || words.length >= 20) &&
			!(search === 'searchAssets' && fileEnding.test(words));

/** A file in HeyGen. Behind the node that uploaded it, its ID is at hand. */
export const asset = (name: string, options: FieldOptions = {}): Field =>
	locator(name, 'searchAssets', { placeholder: 'e.g. {{ $json.asset_id }}', ...options });

/** A thing that other operations let the user choose, where HeyGen has no list of its kind: by id only, stored as the others are. */
export function unlisted(name: string, options: FieldOptions = {}): Field {
	const made = locator(name, '', options);
	const ui = made.ui.map((one) => ({
		...one,
		modes: one.modes?.filter(({ name }) => name === 'id'),
		default: options.default ?? { mode: 'id', value: '' },
	}));
	return { ...made, ui };
}

/** An id, or a name that HeyGen's list will tell the id of. */
export function asIdOrName(
	value: unknown,
	label: string,
	search: string,
): string | Named | undefined {
	const given = asId(value, label);
	return given === undefined || isIdLike(given, search) ? given : new Named(label, given, search);
}

/** A sheet's column and an AI model read here what else may be given. */
export const withNames = (description: string | undefined, search: string): string | undefined =>
	!search || jobLists.test(search)
		? description
		: [description, 'Takes its name as well as its ID'].filter(Boolean).join('. ');

/** A thing that can be chosen from a searchable list or given by id. `search` names the node's list search method. */
export function locator(name: string, search: string, options: FieldOptions = {}): Field {
	const label = options.label ?? titleOf(name).replace(/ ID$/, '');
	return field(
		name,
		'resourceLocator',
		{ mode: 'list', value: '' },
		{ ...options, label, description: withNames(options.description, search) },
		(value) => asIdOrName(value, label, search),
		{
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
		},
	);
}
