// The kinds of field an operation is made of. A field knows how it looks in the editor, and how its value is read, checked and named in the request.
import { UserError, type IDataObject, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';
import { checkList, checkNumber, checkText, checkUrl, formatsOf, rangeOf, type FileLimit, type ListLimit, type NumberLimit, type TextLimit } from '../limits/limit';
import { sentences, snakeOf, titleOf } from './text';

/** Where a field finds the values of one item: the node's parameters, or one collection of them. */
export interface Values {
	/** @returns the value as the user gave it, undefined where there is none */
	get(name: string): unknown;
}

/** Values that count as a field has read and checked them, once it has: "False" out of a sheet is false, a number may come as text. */
export class Checked implements Values {
	private readonly checked = new Map<string, unknown>();

	constructor(private readonly given: Values) {}

	get(name: string): unknown {
		return this.checked.has(name) ? this.checked.get(name) : this.given.get(name);
	}

	set(name: string, value: unknown): void {
		this.checked.set(name, value);
	}
}

export interface Field {
	/** Parameter name as workflows store it. */
	name: string;
	/** Label in the editor, also used in sentences. */
	label: string;
	/** Dotted path of the value in the request; undefined for a field that only the node itself reads. */
	api?: string;
	/** What the editor shows: one property, or several for one thing (a file input). */
	ui: INodeProperties[];
	/** @returns the checked value, undefined when there is nothing to send; throws UserError */
	read(values: Values): unknown;
	/** The smaller fields that this one is made of, for tests that walk all of them. */
	parts?: Field[];
}

export interface FieldOptions {
	label?: string;
	description?: string;
	hint?: string;
	placeholder?: string;
	api?: string;
	/** Only the node reads it: it is not sent. */
	local?: boolean;
	required?: boolean;
	default?: INodeProperties['default'];
	/** Shown only for these values of a sibling parameter, e.g. `{ speechSource: ['script'] }`. */
	show?: Record<string, Array<string | boolean | number>>;
	typeOptions?: INodeProperties['typeOptions'];
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** A value as it appears in a sentence: short, and readable whatever its type. */
export const shown = (value: unknown): string => `'${(typeof value === 'object' ? JSON.stringify(value) : String(value)).slice(0, 60)}'`;

/** Whether an expression's value is meant by a choice: "Image" out of a sheet is `image`. */
const isMeant = (choice: unknown, value: unknown): boolean => String(choice).toLowerCase() === String(value).trim().toLowerCase();

/** Whether the sibling values let a field be seen: a hidden one is not sent, whatever it still holds. */
function isShown(show: FieldOptions['show'], values: Values): boolean {
	return Object.entries(show ?? {}).every(([name, allowed]) => {
		const value = values.get(name);
		return value === undefined || allowed.some((one) => isMeant(one, value));
	});
}

/**
 * Builds a field of one property.
 * @param convert turns the user's value into the API's, or throws UserError
 */
function field(name: string, type: INodeProperties['type'], blank: INodeProperties['default'], options: FieldOptions, convert: (value: unknown, label: string) => unknown, more: Partial<INodeProperties> = {}): Field {
	const label = options.label ?? titleOf(name);
	const { show, required } = options;
	return {
		name,
		label,
		api: options.local ? undefined : (options.api ?? snakeOf(name)),
		ui: [
			{
				displayName: label,
				name,
				type,
				default: options.default ?? blank,
				...(required ? { required } : {}),
				...(options.description ? { description: sentences(options.description) } : {}),
				...(options.hint ? { hint: options.hint } : {}),
				...(options.placeholder ? { placeholder: options.placeholder } : {}),
				...(show ? { displayOptions: { show } } : {}),
				...more,
				...(options.typeOptions ? { typeOptions: { ...more.typeOptions, ...options.typeOptions } } : {}),
			},
		],
		read(values) {
			if (!isShown(show, values)) return undefined;
			const value = values.get(name);
			const converted = isEmpty(value) ? undefined : convert(value, label);
			if (converted !== undefined) return converted;
			if (required) throw new UserError(`'${label}' is empty, but this operation needs it`, { description: `Fill in '${label}', or check that its expression gives a value for every item` });
			return undefined;
		},
	};
}

function asText(value: unknown, label: string): string {
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
	throw new UserError(`'${label}' must be a text, but is ${shown(value)}`, { description: 'Use an expression that gives a text' });
}

/** A description and what is allowed: behind one sentence after a comma, behind several in a sentence of its own. */
const withRange = (description: string | undefined, range: string): string => (description ? `${description}${/\. /.test(description) ? '. ' : ', '}${range}` : range);

/** A line or a block of text; `limit` gives the hint, the check and the sentence. */
export function text(name: string, options: FieldOptions & { limit?: TextLimit; rows?: number } = {}): Field {
	const { limit, rows } = options;
	const ranged = limit && limit.max < Number.MAX_SAFE_INTEGER;
	const description = ranged ? withRange(options.description, rangeOf(limit)) : options.description;
	return field(name, 'string', '', { ...options, description }, (value, label) => {
		const words = asText(value, label);
		if ((limit?.min || options.required) && words.trim() === '') throw new UserError(`'${label}' holds only blanks`, { description: `Fill in '${label}'` });
		if (limit) checkText(label, words, limit);
		return words;
	}, rows ? { typeOptions: { rows } } : {});
}

/** A secret or other text that the editor masks. */
export const password = (name: string, options: FieldOptions = {}): Field => text(name, { ...options, typeOptions: { password: true } });

/** The address of a file or page that HeyGen calls; `takes` refuses endings of other formats. */
export function url(name: string, options: FieldOptions & { takes?: FileLimit } = {}): Field {
	const { takes } = options;
	const description = [options.description, takes ? `${formatsOf(takes)}, up to ${takes.maxMegabytes} MB` : undefined].filter(Boolean).join(': ') || undefined;
	return field(name, 'string', '', { placeholder: 'e.g. https://example.com/file', ...options, description }, (value, label) => {
		const address = asText(value, label).trim();
		checkUrl(label, address, takes);
		return address;
	});
}

/** An id that has no list to choose from. */
export function id(name: string, options: FieldOptions = {}): Field {
	return field(name, 'string', '', options, asId);
}

/** What a resource locator holds; anything else as it is. */
export const pickedOf = (value: unknown): unknown => (typeof value === 'object' && value !== null && '__rl' in value ? (value as unknown as { value: unknown }).value : value);

/**
 * An id out of whatever the user's expression gave: a text, a number, or a resource locator.
 * @throws UserError for objects and for names that would change the path of a request
 */
export function asId(value: unknown, label: string): string | undefined {
	const plain = pickedOf(value);
	if (isEmpty(plain)) return undefined;
	const words = asText(plain, label).trim();
	if (words === '.' || words === '..') throw new UserError(`'${label}' must be an ID, but is ${shown(words)}`, { description: 'Copy the ID from HeyGen, or choose from the list' });
	return words || undefined;
}

/** A thing that can be chosen from a searchable list or given by id. `search` names the node's list search method. */
export function locator(name: string, search: string, options: FieldOptions = {}): Field {
	const label = options.label ?? titleOf(name).replace(/ ID$/, '');
	return field(name, 'resourceLocator', { mode: 'list', value: '' }, { ...options, label }, asId, {
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: search, searchable: true } },
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: options.placeholder ?? 'e.g. 3fae1b7c2d4e4f0a' },
		],
	});
}

/** A number; texts that hold one are taken too. */
export function num(name: string, options: FieldOptions & { limit?: NumberLimit } = {}): Field {
	const { limit } = options;
	const range = limit && (limit.min !== undefined || limit.max !== undefined) ? rangeOf(limit) : undefined;
	// That a number is positive goes without saying.
	const told = range && (limit?.max !== undefined || (limit?.min ?? 0) > 1);
	const description = told ? withRange(options.description, range) : options.description;
	return field(name, 'number', 0, { ...options, description }, (value, label) => {
		const figure = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
		if (!Number.isFinite(figure)) throw new UserError(`'${label}' must be a number${range ? `, ${range}` : ''}, but is ${shown(value)}`, { description: 'Use an expression that gives a number' });
		if (limit) checkNumber(label, figure, limit);
		return figure;
	}, limit ? { typeOptions: { ...(limit.min !== undefined ? { minValue: limit.min } : {}), ...(limit.max !== undefined ? { maxValue: limit.max } : {}) } } : {});
}

/** A switch; the texts "true" and "false" are taken too. Its description begins with "Whether". */
export function flag(name: string, options: FieldOptions): Field {
	return field(name, 'boolean', false, options, (value, label) => {
		if (typeof value === 'boolean') return value;
		const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
		if (word === 'true' || word === 'false') return word === 'true';
		throw new UserError(`'${label}' must be true or false, but is ${shown(value)}`, { description: 'Use an expression that gives true or false' });
	});
}

export type Choice = string | { name: string; value: string | number; description?: string };

/** From this many on, n8n wants choices in order of name; fewer stand in the order of their operation, the usual one first. */
const many = 5;

/** Choices as n8n wants them: named, and in order of name where there are many. */
export function choicesOf(choices: readonly Choice[]): INodePropertyOptions[] {
	const all = choices.map((choice) => (typeof choice === 'string' ? { name: titleOf(choice), value: choice } : { ...choice, ...(choice.description ? { description: sentences(choice.description) } : {}) }));
	return all.length < many ? all : all.sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

function pick(choices: INodePropertyOptions[], value: unknown, label: string): unknown {
	const found = choices.find((choice) => isMeant(choice.value, value));
	if (found) return found.value;
	throw new UserError(`'${label}' must be one of ${choices.map((choice) => choice.value).join(', ')}, but is ${shown(value)}`, { description: 'Choose from the list' });
}

/** One of a fixed set of values. */
export function choice(name: string, choices: readonly Choice[], options: FieldOptions = {}): Field {
	const all = choicesOf(choices);
	return field(name, 'options', all[0].value, options, (value, label) => pick(all.filter((one) => one.value !== ''), value, label), { options: all });
}

/** Commas that separate entries: one inside brackets belongs to a name, such as "Chinese (Mandarin, Simplified)". */
const separator = /,(?![^(]*\))/;

function entriesOf(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	if (typeof value !== 'string') return [value];
	try {
		if (value.trim().startsWith('[')) return JSON.parse(value) as unknown[];
	} catch {
		// A text that happens to begin with a bracket.
	}
	return value.split(separator).map((entry) => entry.trim());
}

/** A list out of an array, a JSON array or comma-separated text, without its empty entries. */
export const asList = (value: unknown): unknown[] => entriesOf(value).filter((entry) => !isEmpty(entry));

/** Several of a fixed set of values. */
export function choices(name: string, set: readonly Choice[], options: FieldOptions & { limit?: ListLimit } = {}): Field {
	const all = choicesOf(set);
	return field(name, 'multiOptions', [], options, (value, label) => {
		const entries = asList(value).map((entry) => pick(all, entry, label));
		if (options.limit && entries.length) checkList(label, entries, options.limit);
		return entries.length ? entries : undefined;
	}, { options: all });
}

type ListOptions = FieldOptions & { limit?: ListLimit };

/** Reads a list of texts within its limit. */
const asTexts =
	({ limit }: ListOptions) =>
	(value: unknown, label: string): string[] | undefined => {
		const entries = asList(value).map((entry) => asId(entry, label)).filter((entry) => entry !== undefined);
		if (limit && entries.length) checkList(label, entries, limit);
		return entries.length ? entries : undefined;
	};

/** Several texts, as an array or separated by commas. */
export function texts(name: string, options: ListOptions = {}): Field {
	const { limit } = options;
	const description = [options.description, `Separated by commas, or an array${limit ? `, ${rangeOf(limit)}` : ''}`].filter(Boolean).join('. ');
	return field(name, 'string', '', { ...options, description }, asTexts(options));
}

/** How a list that comes from HeyGen is used: nothing that HeyGen adds to it later is refused. */
const loaded = (description: string | undefined, what: string) => [description, `Choose from the list, or specify ${what} using an expression`].filter(Boolean).join('. ');

/** One of a list that the node reads from HeyGen, or a text by expression. `load` names the node's load options method. */
export const loadedChoice = (name: string, load: string, options: FieldOptions = {}): Field =>
	field(name, 'options', '', { ...options, description: loaded(options.description, 'a name') }, asText, { typeOptions: { loadOptionsMethod: load } });

/** Several of a list that the node reads from HeyGen, or texts by expression. `load` names the node's load options method. */
export const loadedChoices = (name: string, load: string, options: ListOptions = {}): Field =>
	field(name, 'multiOptions', [], { ...options, description: loaded(options.description, 'names') }, asTexts(options), { typeOptions: { loadOptionsMethod: load } });

/** A colour as #RRGGBB. */
export function color(name: string, options: FieldOptions = {}): Field {
	return field(name, 'color', '#ffffff', options, (value, label) => {
		if (/^#[0-9a-f]{6}$/i.test(asText(value, label))) return value;
		throw new UserError(`'${label}' must be a color such as #1A2B3C, but is ${shown(value)}`, { description: 'Write # and six hexadecimal digits, or use the color picker' });
	});
}

/** Any JSON object. */
export function json(name: string, options: FieldOptions = {}): Field {
	return field(name, 'json', '{}', options, (value, label) => {
		let parsed: unknown = value;
		if (typeof value === 'string') {
			try {
				parsed = JSON.parse(value);
			} catch {
				parsed = undefined;
			}
		}
		if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return Object.keys(parsed).length ? parsed : undefined;
		throw new UserError(`'${label}' must be a JSON object, but is ${shown(value)}`, { description: 'Write it as {"name": "value"}' });
	});
}

/** What the user gave for fields that a thing chosen before names. */
export interface Mapping {
	/** Take them out of the item itself, by name. */
	fromItem: boolean;
	given: IDataObject;
}

/**
 * Fields that a thing chosen before names, e.g. the variables of a template. `method` names the node's resource mapping method;
 * `parent` is the parameter that the fields depend on. A whole object out of an expression is taken too.
 */
export function mapper(name: string, method: string, parent: string, words: { singular: string; plural: string }, options: FieldOptions = {}): Field {
	const asObject = json(name, { label: options.label });
	return field(name, 'resourceMapper', { mappingMode: 'defineBelow', value: null }, options, (value): Mapping => {
		const { mappingMode, value: inner } = (typeof value === 'object' && !Array.isArray(value) && 'mappingMode' in (value as object) ? value : { value }) as { mappingMode?: string; value?: unknown };
		if (mappingMode === 'autoMapInputData') return { fromItem: true, given: {} };
		const given = (asObject.read({ get: () => inner ?? undefined }) ?? {}) as IDataObject;
		return { fromItem: false, given: Object.fromEntries(Object.entries(given).filter(([, one]) => !isEmpty(one))) };
	}, {
		typeOptions: {
			loadOptionsDependsOn: [`${parent}.value`],
			resourceMapper: { resourceMapperMethod: method, mode: 'add', fieldWords: words, valuesLabel: options.label ?? titleOf(name), addAllFields: true, multiKeyMatch: false, supportAutoMap: true, hideNoDataError: true },
		},
	});
}

/** Values of one collection; `/name` reads a parameter beside it, as in n8n's display options. */
export const within = (object: unknown, root?: Values): Values => ({ get: (name) => (name.startsWith('/') ? root?.get(name.slice(1)) : (object as IDataObject | undefined)?.[name]) });

/** Sets a dotted path in an object, making the objects on the way. */
export function put(target: IDataObject, path: string, value: unknown): void {
	const steps = path.split('.');
	const last = steps.pop() as string;
	let at = target;
	for (const step of steps) at = (at[step] ??= {}) as IDataObject;
	at[last] = value as IDataObject;
}

/** Reads fields into one object of the request. */
export function readAll(fields: Field[], values: Values, target: IDataObject = {}): IDataObject {
	for (const one of fields) {
		const value = one.read(values);
		if (value === undefined || one.api === undefined) continue;
		if (one.api === '') Object.assign(target, value);
		else put(target, one.api, value);
	}
	return target;
}

/** What the editor shows for some fields. */
export const uiOf = (fields: Field[]): INodeProperties[] => fields.flatMap((one) => one.ui);

/** An object of the API, of which each part is given only if the user adds it. */
export function group(name: string, fields: Field[], options: FieldOptions = {}): Field {
	const made = field(name, 'collection', {}, { placeholder: 'Add setting', ...options }, (value) => {
		const object = readAll(fields, within(value));
		return Object.keys(object).length ? object : undefined;
	}, { options: byLabel(uiOf(fields)) });
	return { ...made, parts: fields };
}

/** An object of the API that is shown whole once the user adds it. */
export function block(name: string, fields: Field[], options: FieldOptions = {}): Field {
	const label = options.label ?? titleOf(name);
	// The default opens it as soon as the user has added it.
	const made = field(name, 'fixedCollection', { values: {} }, { placeholder: `Add ${label}`, ...options }, (value) => {
		const values = (value as IDataObject).values;
		return values === undefined ? undefined : readAll(fields, within(values));
	}, { options: [{ displayName: label, name: 'values', values: uiOf(fields) }] });
	return { ...made, parts: fields };
}

/** A list of objects of the API. `finish` checks or reshapes one entry. */
export function rows(name: string, entry: string, fields: Field[], options: FieldOptions & { limit?: ListLimit; finish?: (object: IDataObject, values: Values, label: string) => IDataObject } = {}): Field {
	const { limit, finish = (object) => object } = options;
	const made = field(name, 'fixedCollection', {}, { placeholder: `Add ${titleOf(entry)}`, ...options }, (value, label) => {
		const given = ((value as IDataObject)[entry] ?? []) as IDataObject[];
		const entries = given.map((one, index) => {
			const row = `${titleOf(entry)} ${index + 1}`;
			try {
				const values = within(one);
				return finish(readAll(fields, values), values, row);
			} catch (refusal) {
				throw inRow(refusal, row);
			}
		});
		if (limit) checkList(label, entries, limit);
		return entries.length ? entries : undefined;
	}, { options: [{ displayName: titleOf(entry), name: entry, values: uiOf(fields) }], typeOptions: { multipleValues: true, sortable: true } });
	return { ...made, parts: fields };
}

/** The same refusal, naming the row it is about. */
function inRow(refusal: unknown, row: string): Error {
	if (!(refusal instanceof UserError)) return refusal as Error;
	return new UserError(`${row}: ${refusal.message}`, { description: refusal.description ?? undefined });
}

/** Optional fields stand in alphabetical order, as n8n's editor lists them. */
export const byLabel = (properties: INodeProperties[]): INodeProperties[] => [...properties].sort((a, b) => a.displayName.localeCompare(b.displayName, 'en'));

/** The same fields, shown and sent only for these values of a sibling parameter (`/name` in a collection). */
export const when = (show: NonNullable<FieldOptions['show']>, fields: Field[]): Field[] =>
	fields.map((one) => ({
		...one,
		ui: one.ui.map((property) => ({ ...property, displayOptions: { show: { ...show, ...property.displayOptions?.show } } })),
		read: (values) => (isShown(show, values) ? one.read(values) : undefined),
	}));
