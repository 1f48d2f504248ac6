// What a field is, and the one way to make one of a single property: how it looks in the editor, and how its value is read and checked.
import { UserError, type INodeProperties } from 'n8n-workflow';
import { limits } from '../../api/limits';
import { sentences, snakeOf, titleOf } from './words';

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

/** What a field's look depends on: values of parameters beside it, and what n8n itself knows, the node's version (`since`, `before`) and whether it is a tool. */
type Show = Record<string, Array<string | boolean | number | Versions>>;
type Versions = { _cnd: { gte: number } } | { _cnd: { lt: number } };

/** Shown from this version of the node on. With `before`, a default changes for new nodes while those that are stored keep theirs. */
export const since = (version: number): Show => ({ '@version': [{ _cnd: { gte: version } }] });

/** Shown in the versions of the node before this one. */
export const before = (version: number): Show => ({ '@version': [{ _cnd: { lt: version } }] });

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
	/** Shown only for these values of a sibling parameter, e.g. `{ speechSource: ['script'] }`, or in some versions, e.g. `since(1.1)`. */
	show?: Show;
	typeOptions?: INodeProperties['typeOptions'];
	/** Takes no expression: what depends on it is drawn before any item is known. */
	fixed?: boolean;
}

export const isEmpty = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	value === '' ||
	(Array.isArray(value) && value.length === 0);

/** A value as it appears in a sentence: short, and readable whatever its type. */
export const shown = (value: unknown): string =>
	`'${(typeof value === 'object' ? JSON.stringify(value) : String(value)).slice(0, 60)}'`;

/** Whether an expression's value is meant by a choice: "Image" out of a sheet is `image`. */
export function isMeant(choice: unknown, value: unknown): boolean {
	const word = String(value);
	return (
		word.length <= limits.idOrName.max && String(choice).toLowerCase() === word.trim().toLowerCase()
	);
}

const isOf = ({ _cnd: is }: Versions, version: unknown): boolean =>
	'gte' in is ? Number(version) >= is.gte : Number(version) < is.lt;

/** Whether the sibling values let a field be seen: a hidden one is not sent, whatever it still holds. */
export function isShown(show: FieldOptions['show'], values: Values): boolean {
	return Object.entries(show ?? {}).every(([name, allowed]) => {
		const value = values.get(name);
		return (
			value === undefined ||
			allowed.some((one) => (typeof one === 'object' ? isOf(one, value) : isMeant(one, value)))
		);
	});
}

/**
 * Builds a field of one property.
 * @param convert turns the user's value into the API's, or throws UserError
 */
export function field(
	name: string,
	type: INodeProperties['type'],
	blank: INodeProperties['default'],
	options: FieldOptions,
	convert: (value: unknown, label: string) => unknown,
	more: Partial<INodeProperties> = {},
): Field {
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
				...(options.fixed ? { noDataExpression: true } : {}),
				...(options.placeholder ? { placeholder: options.placeholder } : {}),
				...(show ? { displayOptions: { show } } : {}),
				...more,
				...(options.typeOptions
					? { typeOptions: { ...more.typeOptions, ...options.typeOptions } }
					: {}),
			},
		],
		read(values) {
			if (!isShown(show, values)) return undefined;
			const value = values.get(name);
			const converted = isEmpty(value) ? undefined : convert(value, label);
			if (converted !== undefined) return converted;
			if (required)
				throw new UserError(`'${label}' is empty, but this operation needs it`, {
					description: `Fill in '${label}', or check that its expression gives a value for every item`,
				});
			return undefined;
		},
	};
}

/** A field in the same words wherever it is offered, whatever its limit there: then it stands once in the node, and n8n evaluates its expression once. */
export const inWords = (
	made: Field,
	words: Pick<INodeProperties, 'description' | 'modes'> = {},
): Field => ({ ...made, ui: made.ui.map((property) => ({ ...property, ...words })) });

/** Words that stand between the fields, where `show` is given for these values of a sibling parameter; nothing is read or sent. */
export const notice = (name: string, words: string, show?: FieldOptions['show']): Field => ({
	name,
	label: words,
	ui: [
		{
			displayName: words,
			name,
			type: 'notice',
			default: '',
			...(show ? { displayOptions: { show } } : {}),
		},
	],
	read: () => undefined,
});

/** A value that an operation always has and nobody sees: it stands for a choice that others of its resource offer. */
export const always = (name: string, value: boolean | string): Field => ({
	name,
	label: name,
	ui: [{ displayName: titleOf(name), name, type: 'hidden', default: value }],
	read: () => undefined,
});

/**
 * A field under its former name or of a former kind: read from workflows that hold it, and not offered any more.
 * n8n drops what no property of the node names, so the property stays, shown where it has a value.
 */
export const former = (made: Field): Field => ({
	...made,
	ui: made.ui.map((property) => ({
		...property,
		displayOptions: { show: { [property.name]: [{ _cnd: { exists: true } }] } },
	})),
});

/** Whether a property is one of before, shown where it has a value. */
export const isFormer = ({ name, displayOptions }: INodeProperties): boolean =>
	name in (displayOptions?.show ?? {});

/**
 * The same field at its former place. All operations that have it share one plain property there: n8n does not see the value that a
 * property of before depends on where several bear its name.
 * @param isElsewhere whether the field has a value at its place of today, which counts
 */
export function formerPlace(made: Field, isElsewhere: (values: Values) => boolean): Field {
	const plain = former({
		...made,
		ui: made.ui.map(({ displayName, name, type, description }) => ({
			displayName,
			name,
			...(type === 'boolean'
				? { type, default: false, description }
				: type === 'number'
					? { type, default: 0 }
					: { type: 'string' as const, default: '' }),
		})),
	});
	return {
		...plain,
		read: (values) =>
			isEmpty(values.get(made.name)) || isElsewhere(values) ? undefined : made.read(values),
	};
}

/** Fields of the panel that stood among the options once: read from there in workflows of then, if the panel says nothing. */
export const inOptionsBefore = (fields: Field[]): Field[] =>
	fields.map((made) => formerPlace(made, (values) => !isEmpty(values.get(`/${made.name}`))));

export function asText(value: unknown, label: string): string {
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
		return String(value);
	throw new UserError(`'${label}' must be a text, but is ${shown(value)}`, {
		description: 'Use an expression that gives a text',
	});
}

/** A description and what is allowed: behind one sentence after a comma, behind several in a sentence of its own. */
export const withRange = (description: string | undefined, range: string): string =>
	description ? `${description}${/\. [^a-z]/.test(description) ? '. ' : ', '}${range}` : range;
