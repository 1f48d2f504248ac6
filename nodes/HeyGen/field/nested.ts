// Fields made of smaller fields: an object, a list of objects, the fields that a chosen thing brings along.
import { UserError, type IDataObject, type INodeProperties } from 'n8n-workflow';
import { checkList, type ListLimit } from '../../api/limits/limit';
import { titleOf } from './words';
import {
	field,
	formerPlace,
	isEmpty,
	isFormer,
	isShown,
	type Field,
	type FieldOptions,
	type Values,
} from './field';
import { referencesIn } from './reference';
import { allOf, makeEach, throwAll } from './several';
import { json } from './text';

/** Values of one collection; `/name` reads a parameter beside it and `@name` what n8n knows of the node, as in n8n's display options. */
export const within = (object: unknown, root?: Values): Values => ({
	get: (name) =>
		/^[/@]/.test(name)
			? root?.get(name.replace('/', ''))
			: (object as IDataObject | undefined)?.[name],
});

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
	makeEach(fields, (one) => {
		const value = one.read(values);
		if (value === undefined || one.api === undefined) return;
		if (one.api === '') Object.assign(target, value);
		else put(target, one.api, value);
	});
	return target;
}

/** What the editor shows for some fields. */
export const uiOf = (fields: Field[]): INodeProperties[] => fields.flatMap((one) => one.ui);

/** An object of the API, of which each part is given only if the user adds it. */
export function group(name: string, fields: Field[], options: FieldOptions = {}): Field {
	const made = field(
		name,
		'collection',
		{},
		{ placeholder: 'Add setting', ...options },
		(value) => {
			const object = readAll(fields, within(value));
			return Object.keys(object).length ? object : undefined;
		},
		{ options: byLabel(uiOf(fields)) },
	);
	return { ...made, parts: fields };
}

/**
 * Options that stand together in the editor, each given only if the user adds it. In the request they have nothing in common; workflows of
 * before hold them beside the other options, where they are still read.
 */
export function drawer(name: string, fields: Field[], options: FieldOptions = {}): Field[] {
	const { label, ui } = group(name, fields, { ...options, local: true });
	const inside = (values: Values, one: string): unknown =>
		(values.get(name) as IDataObject | undefined)?.[one];
	return [
		{ name, label, ui, read: () => undefined, parts: fields },
		...fields.map((made) => {
			const before = formerPlace(made, (values) => !isEmpty(inside(values, made.name)));
			return {
				...before,
				read: (values: Values) =>
					made.read({ get: (one) => inside(values, one) }) ?? before.read(values),
			};
		}),
	];
}

/** An object of the API that is shown whole once the user adds it. */
export function block(name: string, fields: Field[], options: FieldOptions = {}): Field {
	const label = options.label ?? titleOf(name);
	// The default opens it as soon as the user has added it.
	const made = field(
		name,
		'fixedCollection',
		{ values: {} },
		{ placeholder: `Add ${label}`, ...options },
		(value) => {
			const values = (value as IDataObject).values;
			return values === undefined ? undefined : readAll(fields, within(values));
		},
		{ options: [{ displayName: label, name: 'values', values: uiOf(fields) }] },
	);
	return { ...made, parts: fields };
}

/** A list of objects of the API. `finish` checks or reshapes one entry. */
export function rows(
	name: string,
	entry: string,
	fields: Field[],
	options: FieldOptions & {
		limit?: ListLimit;
		finish?: (object: IDataObject, values: Values, label: string) => IDataObject;
	} = {},
): Field {
	const { limit, finish = (object) => object } = options;
	const made = field(
		name,
		'fixedCollection',
		{},
		{ placeholder: `Add ${titleOf(entry)}`, ...options },
		(value, label) => {
			const given = ((value as IDataObject)[entry] ?? []) as IDataObject[];
			const entries = makeEach(given, (one, index) => {
				const row = `${titleOf(entry)} ${index + 1}`;
				try {
					const values = within(one);
					const made = finish(readAll(fields, values), values, row);
					for (const { file } of referencesIn(made)) file.row ??= row;
					return made;
				} catch (refusal) {
					return throwAll(allOf(refusal).map((each) => inRow(each, row)));
				}
			});
			if (limit) checkList(label, entries, limit);
			return entries.length ? entries : undefined;
		},
		{
			options: [{ displayName: titleOf(entry), name: entry, values: uiOf(fields) }],
			typeOptions: { multipleValues: true, sortable: true },
		},
	);
	return { ...made, parts: fields };
}

/** The same refusal, naming the row it is about. */
function inRow(refusal: unknown, row: string): Error {
	if (!(refusal instanceof UserError)) return refusal as Error;
	return new UserError(`${row}: ${refusal.message}`, {
		description: refusal.description ?? undefined,
	});
}

/** Optional fields stand in alphabetical order, as n8n's editor lists them. */
export const byLabel = (properties: INodeProperties[]): INodeProperties[] =>
	[...properties].sort((a, b) => a.displayName.localeCompare(b.displayName, 'en'));

/** The same fields, shown and sent only for these values of a sibling parameter (`/name` in a collection). */
export const when = (show: NonNullable<FieldOptions['show']>, fields: Field[]): Field[] =>
	fields.map((one) => ({
		...one,
		ui: one.ui.map((property) =>
			isFormer(property)
				? property
				: { ...property, displayOptions: { show: { ...show, ...property.displayOptions?.show } } },
		),
		read: (values) => (isShown(show, values) ? one.read(values) : undefined),
	}));

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
export function mapper(
	name: string,
	method: string,
	parent: string,
	words: { singular: string; plural: string },
	options: FieldOptions = {},
): Field {
	const asObject = json(name, { label: options.label });
	return field(
		name,
		'resourceMapper',
		{ mappingMode: 'defineBelow', value: null },
		options,
		(value): Mapping => {
			const { mappingMode, value: inner } = (
				typeof value === 'object' && !Array.isArray(value) && 'mappingMode' in (value as object)
					? value
					: { value }
			) as { mappingMode?: string; value?: unknown };
			if (mappingMode === 'autoMapInputData') return { fromItem: true, given: {} };
			const given = (asObject.read({ get: () => inner ?? undefined }) ?? {}) as IDataObject;
			return {
				fromItem: false,
				given: Object.fromEntries(Object.entries(given).filter(([, one]) => !isEmpty(one))),
			};
		},
		{
			typeOptions: {
				loadOptionsDependsOn: [`${parent}.value`],
				resourceMapper: {
					resourceMapperMethod: method,
					mode: 'add',
					fieldWords: words,
					valuesLabel: options.label ?? titleOf(name),
					addAllFields: true,
					multiKeyMatch: false,
					supportAutoMap: true,
					hideNoDataError: true,
				},
			},
		},
	);
}
