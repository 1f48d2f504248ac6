// Fields with values to choose from, one or several, fixed or read from HeyGen; and lists of texts, which are written the same way.
import { UserError, type INodePropertyOptions } from 'n8n-workflow';
import { limits } from '../../api/limits';
import { checkLength, checkList, rangeOf, type ListLimit } from '../../api/limits/limit';
import { sentences, titleOf } from './words';
import { asText, field, isEmpty, isMeant, shown, type Field, type FieldOptions } from './field';
import { asId, asIdOrName, withNames, type Named } from './id';

export type Choice = string | { name: string; value: string | number; description?: string };

/** From this many on, n8n wants choices in order of name; fewer stand in the order of their operation, the usual one first. */
const many = 5;

/** Choices as n8n wants them: named, and in order of name where there are many. */
export function choicesOf(choices: readonly Choice[]): INodePropertyOptions[] {
	const all = choices.map((choice) =>
		typeof choice === 'string'
			? { name: titleOf(choice), value: choice }
			: {
					...choice,
					...(choice.description ? { description: sentences(choice.description) } : {}),
				},
	);
	return all.length < many ? all : all.sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** "9x16", "16 / 9" and "1080" as people write "9:16", "16:9" and "1080p". */
const figures = (value: unknown): string =>
	String(value)
		.replace(/\s/g, '')
		.replace(/(\d)[x×/](?=\d)/gi, '$1:')
		.replace(/^(\d{3,4})p?$/i, '$1p');

function pick(choices: INodePropertyOptions[], value: unknown, label: string): unknown {
	const inFigures = String(value).length > limits.idOrName.max ? value : figures(value);
	const found =
		choices.find((choice) => isMeant(choice.value, value)) ??
		choices.find((choice) => isMeant(choice.name, value)) ??
		choices.find((choice) => isMeant(choice.value, inFigures));
	if (found) return found.value;
	throw new UserError(
		`'${label}' must be one of ${choices.map((choice) => choice.value).join(', ')}, but is ${shown(value)}`,
		{ description: 'Choose from the list' },
	);
}

/** One of a fixed set of values. */
export function choice(
	name: string,
	choices: readonly Choice[],
	options: FieldOptions = {},
): Field {
	const all = choicesOf(choices);
	return field(
		name,
		'options',
		all[0]?.value ?? '',
		options,
		(value, label) =>
			pick(
				all.filter((one) => one.value !== ''),
				value,
				label,
			),
		{ options: all },
	);
}

/** A text at its commas, semicolons and line breaks; one inside brackets belongs to a name, such as "Chinese (Mandarin, Simplified)". */
function separated(text: string): string[] {
	const entries: string[] = [];
	let end = text.length;
	// From the back: whether something stands inside of brackets is told by the next one.
	let inside = false;
	for (let at = text.length - 1; at >= 0; at--) {
		const character = text.charAt(at);
		if (character === ')') inside = true;
		else if (character === '(') inside = false;
		else if (!inside && ',;\r\n'.includes(character)) {
			entries.push(text.slice(at + 1, end));
			end = at;
		}
	}
	return [...entries, text.slice(0, end)].reverse();
}

function entriesOf(value: unknown, label: string): unknown[] {
	if (Array.isArray(value)) return value;
	if (typeof value !== 'string') return [value];
	checkLength(label, value, limits.listAsText);
	try {
		if (value.trim().startsWith('[')) return JSON.parse(value) as unknown[];
	} catch {
		// A text that happens to begin with a bracket.
	}
	return separated(value).map((entry) => entry.trim());
}

/**
 * A list out of an array, a JSON array or a text with commas, semicolons or line breaks, without its empty entries.
 * @throws UserError for a text that is too long
 */
export const asList = (value: unknown, label: string): unknown[] =>
	entriesOf(value, label).filter((entry) => !isEmpty(entry));

/** Several of a fixed set of values. */
export function choices(
	name: string,
	set: readonly Choice[],
	options: FieldOptions & { limit?: ListLimit } = {},
): Field {
	const all = choicesOf(set);
	return field(
		name,
		'multiOptions',
		[],
		options,
		(value, label) => {
			const entries = asList(value, label).map((entry) => pick(all, entry, label));
			if (options.limit && entries.length) checkList(label, entries, options.limit);
			return entries.length ? entries : undefined;
		},
		{ options: all },
	);
}

/** With `search`, the node's list search method, each may be given by its name as well as by its id. */
type ListOptions = FieldOptions & { limit?: ListLimit; search?: string };

/** Reads a list of texts within its limit. */
const asTexts =
	({ limit, search }: ListOptions) =>
	(value: unknown, label: string): Array<string | Named> | undefined => {
		const entries = asList(value, label)
			.map((entry) => (search ? asIdOrName(entry, label, search) : asId(entry, label)))
			.filter((entry) => entry !== undefined);
		if (limit && entries.length) checkList(label, entries, limit);
		return entries.length ? entries : undefined;
	};

/** Several texts, as an array or separated by commas. */
export function texts(name: string, options: ListOptions = {}): Field {
	const { limit, search } = options;
	const description = [
		search ? withNames(options.description, search) : options.description,
		`Separated by commas, or an array${limit ? `, ${rangeOf(limit)}` : ''}`,
	]
		.filter(Boolean)
		.join('. ');
	return field(name, 'string', '', { ...options, description }, asTexts(options));
}

/** How a list that comes from HeyGen is used: nothing that HeyGen adds to it later is refused. */
const loaded = (description: string | undefined, what: string) =>
	[description, `Choose from the list, or specify ${what} using an expression`]
		.filter(Boolean)
		.join('. ');

/** One of a list that the node reads from HeyGen, or a text by expression. `load` names the node's load options method. */
export const loadedChoice = (name: string, load: string, options: FieldOptions = {}): Field =>
	field(
		name,
		'options',
		'',
		{ ...options, description: loaded(options.description, 'a name') },
		asText,
		{ typeOptions: { loadOptionsMethod: load } },
	);

/** Several of a list that the node reads from HeyGen, or texts by expression. `load` names the node's load options method. */
export const loadedChoices = (name: string, load: string, options: ListOptions = {}): Field =>
	field(
		name,
		'multiOptions',
		[],
		{ ...options, description: loaded(options.description, 'names') },
		asTexts(options),
		{ typeOptions: { loadOptionsMethod: load } },
	);
