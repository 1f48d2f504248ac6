// Turns the table of resources into n8n's node properties: one Operation dropdown each, and every field once with the operations it belongs to.
import { firstOf } from '../../api/firstOf';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { byLabel, uiOf, type Field } from '../field';
import {
	allowDelete,
	checkUrls,
	downloadControl,
	downloadOptions,
	listControls,
	followControls,
	jobControls,
	jobOptions,
	paidControl,
	simplifyControl,
	summaryOf,
	includeInputFields,
} from './controls';
import type { Operation, Resource } from './operation';
import { isFormer } from '../field/field';
import { sentences } from '../field/words';
import { isBatch, type JobKind } from '../../api/jobKinds';

type Value = string | number | boolean;
type Pair = readonly [resource: string, operation: string];
/** Values of parameters beside it that a property is shown for. */
type Conditions = NonNullable<NonNullable<INodeProperties['displayOptions']>['show']>;
/** One operation that shows a property, and beside which values. */
interface Use {
	pair: Pair;
	/** The pair as one word. */
	key: string;
	show: Conditions;
}
/** No values beside it. */
const always: Conditions = {};
/** Something of operations, by resource and operation. */
type Operations<T> = Map<string, Map<string, T>>;
/** A property with the operations that show it. */
interface Shared {
	property: INodeProperties;
	uses: Use[];
}

/** Makes an operation's fields once: every item reads them, and making them takes longer than reading. */
function remembered(make: (operation: Operation) => Field[]) {
	const made = new WeakMap<Operation, Field[]>();
	return (operation: Operation): Field[] => {
		const fields = made.get(operation) ?? make(operation);
		made.set(operation, fields);
		return fields;
	};
}

/** Top-level fields of an operation, in the order of the editor, with the controls its kind brings along. */
export const fieldsOf = remembered((operation) => [
	...(operation.fields ?? []),
	...(operation.job ? jobControls(operation) : []),
	...(operation.paid ? [paidControl] : []),
	...(operation.file ? [downloadControl] : []),
	...(operation.follows ? followControls : []),
	...(operation.list?.max ? listControls : []),
	...(summaryOf(operation) || operation.waits ? [simplifyControl] : []),
]);

const isFile = ({ name, parts = [] }: Field): boolean =>
	(/BinaryProperty$/.test(name) && name !== 'outputBinaryProperty') || parts.some(isFile);

/** Whether an operation takes a file of the item somewhere. */
export const takesFiles = ({ fields = [], options = [] }: Operation): boolean =>
	[...fields, ...options].some(isFile);

/** The job whose finished files an operation can hand out: the one that it starts or reads, or those of its batch. */
export function resultKindOf({ job, follows }: Operation): JobKind | undefined {
	const kind = job ?? follows;
	return kind && isBatch(kind) ? kind.of : kind;
}

/** Whether an operation can put finished files beside its rows. */
export function givesFiles(operation: Operation): boolean {
	const kind = resultKindOf(operation);
	if (operation.kind === 'own') return !!operation.waits;
	return !!(operation.file ?? kind?.files ?? kind?.makes?.kind.files);
}

/** Whether a row of the input becomes one result, beside which its own columns are wanted. */
const givesOneResult = (operation: Operation): boolean =>
	operation.kind === 'read' ||
	operation.kind === 'write' ||
	!!(operation.job ?? operation.paid ?? operation.follows ?? operation.waits);

/** Optional fields of an operation. */
export const optionsOf = remembered((operation) => [
	...(operation.options ?? []),
	...(operation.kind === 'delete' ? [allowDelete] : []),
	...(takesFiles(operation) ? [checkUrls] : []),
	...(givesFiles(operation) ? downloadOptions(operation) : []),
	...(operation.job || operation.paid ? jobOptions(operation) : []),
	...(givesOneResult(operation) ? [includeInputFields] : []),
]);

/** Numbers by the property's JSON, and by the property itself: most belong to many operations, and are made into JSON once. */
const looksByText = new Map<string, number>();
const looks = new WeakMap<INodeProperties, number>();

/** Properties that differ only in when they are shown look alike; choices do not, for others depend on them (see `merged`). */
function lookOf(property: INodeProperties): number {
	let look = looks.get(property);
	if (look === undefined) {
		const face = { ...property, displayOptions: undefined };
		const text = JSON.stringify(isChoice(property) || isFormer(property) ? property : face);
		look = looksByText.get(text) ?? looksByText.size;
		looksByText.set(text, look);
		looks.set(property, look);
	}
	return look;
}

const isChoice = ({ type }: INodeProperties) => type === 'options' || type === 'boolean';

/** The properties of all operations, each look once, with what comes before it in some operation. */
class Placing {
	private readonly placed = new Map<number, Shared & { after: Set<number> }>();

	/** Places one operation's properties. */
	add(properties: INodeProperties[], pair: Pair): void {
		let before: number | undefined;
		for (const property of properties) {
			const look = lookOf(property);
			const one = this.placed.get(look) ?? { property, uses: [], after: new Set() };
			this.placed.set(look, one);
			one.uses.push({ pair, key: pair.join(':'), show: property.displayOptions?.show ?? always });
			if (before !== undefined && before !== look) one.after.add(before);
			before = look;
		}
	}

	/**
	 * All of them in an order that is that of every operation: first what came first, unless something has to come before it.
	 * (n8n evaluates a parameter's expression once per property of that name, so every copy would cost time for each item.)
	 */
	inOrder(): Shared[] {
		const left = new Map(this.placed);
		const nextOne = () => {
			for (const one of left) if (every(one[1].after, (look) => !left.has(look))) return one;
			return [...left][0];
		};
		const ordered: Shared[] = [];
		for (let next = nextOne(); next; next = nextOne()) {
			left.delete(next[0]);
			ordered.push(next[1]);
		}
		return ordered;
	}
}

interface Product {
	resources: Set<string>;
	operations: Set<string>;
	uses: Use[];
}

/** Whether all of a set pass, without a copy of it. */
function every<T>(all: Set<T>, passes: (one: T) => boolean): boolean {
	for (const one of all) if (!passes(one)) return false;
	return true;
}

/** Splits uses by pairs into few products of resources and operations, none of which names an existing operation that is not wanted, or is another's. */
function products(uses: Use[], exists: Operations<unknown>): Product[] {
	/** The pairs that are wanted, with the product that shows them already. */
	const wanted: Operations<Product | undefined> = new Map();
	const take = (resource: string, operation: string, product?: Product) => {
		const own = wanted.get(resource) ?? new Map<string, Product | undefined>();
		wanted.set(resource, own.set(operation, product));
	};
	for (const { pair } of uses) take(...pair);
	const found: Product[] = [];
	const isFree = (resource: string, operation: string, home: Product) => {
		const own = wanted.get(resource);
		return own?.has(operation)
			? (own.get(operation) ?? home) === home
			: !exists.get(resource)?.has(operation);
	};
	for (const use of uses) {
		const [resource, operation] = use.pair;
		const home = wanted.get(resource)?.get(operation) ??
			found.find(
				(one) =>
					(one.operations.has(operation) ||
						every(one.resources, (other) => isFree(other, operation, one))) &&
					(one.resources.has(resource) ||
						every(one.operations, (other) => isFree(resource, other, one))),
			) ?? { resources: new Set(), operations: new Set(), uses: [] };
		if (home.uses.length === 0) found.push(home);
		home.uses.push(use);
		home.resources.add(resource);
		home.operations.add(operation);
		for (const other of home.resources)
			if (wanted.get(other)?.has(operation)) take(other, operation, home);
		for (const other of home.operations)
			if (wanted.get(resource)?.has(other)) take(resource, other, home);
	}
	return found;
}

/** What an operation has under a former name, once, however many of its fields are read from there. */
const formerOnce = (properties: INodeProperties[]): INodeProperties[] =>
	properties.filter(
		(property, index) =>
			!isFormer(property) ||
			properties.findIndex((one) => isFormer(one) && one.name === property.name) === index,
	);

/** What a choice of an operation offers. */
type Offers = (pair: Pair, name: string) => Value[];

/** One operation may show a property for several values of one choice. */
function byPair(uses: Use[]): Use[] | undefined {
	const found = new Map<string, Use>();
	for (const use of uses) {
		const { show } = use;
		const before = found.get(use.key)?.show ?? show;
		if (before === show) {
			found.set(use.key, use);
			continue;
		}
		const names = Object.keys({ ...before, ...show }).filter(
			(name) => before[name]?.join() !== show[name]?.join(),
		);
		const [name] = names;
		const [some, more] = [before[name ?? ''], show[name ?? '']];
		if (names.length > 1 || (name && !(some && more))) return undefined;
		const all = name ? { ...before, [name]: [...(some ?? []), ...(more ?? [])] } : before;
		found.set(use.key, { ...use, show: all as Conditions });
	}
	return [...found.values()];
}

/**
 * The conditions of several uses as those of one property; none where that cannot be said.
 * What only some operations ask for is turned around: the property is hidden for the other values. An operation that lacks the choice
 * has no value that could hide it, unless the choice stands once in the node: then n8n takes its default for all operations.
 */
function merged(all: Use[], offers: Offers): INodeProperties['displayOptions'] {
	const first = all[0]?.show;
	if (all.every(({ show }) => show === first)) return { show: { ...first } };
	const uses = byPair(all);
	if (!uses) return undefined;
	const show: Conditions = {};
	const hide: Conditions = {};
	for (const name of new Set(uses.flatMap((use) => Object.keys(use.show)))) {
		if (new Set(uses.map((use) => use.show[name]?.join())).size === 1) {
			show[name] = uses[0]?.show[name];
			continue;
		}
		const offered = uses.map(({ pair, show }) => ({
			allowed: show[name],
			all: offers(pair, name),
		}));
		const others = offered.flatMap(({ allowed, all }) =>
			allowed ? all.filter((one) => !allowed.includes(one)) : [],
		);
		const isClear = offered.every(
			({ allowed, all }) =>
				(!allowed || all.length > 0) &&
				!(allowed ?? all).some((one) => others.includes(one as Value)),
		);
		if (!isClear) return undefined;
		hide[name] = [...new Set(others)];
	}
	return Object.keys(hide).length > 0 ? { show, hide } : { show };
}

/** Uses that cannot be said in one property, by their conditions. */
function apart(uses: Use[]): Use[][] {
	const groups = new Map<string, Use[]>();
	for (const use of uses) {
		const text = Object.entries(use.show).join();
		groups.set(text, [...(groups.get(text) ?? []), use]);
	}
	return [...groups.values()];
}

/** The values of a choice. */
const choicesOf = ({ type, default: only, options = [] }: INodeProperties): Value[] => {
	if (type === 'boolean') return [true, false];
	if (type === 'hidden') return [only as Value];
	return (options as INodePropertyOptions[]).map(({ value }) => value);
};

/** The placed properties as n8n shows them; `root` is '/' inside a collection. */
function shown(
	all: Shared[],
	exists: Operations<unknown>,
	offers: Offers,
	root = '',
): INodeProperties[] {
	const withPlace = (property: INodeProperties, uses: Use[]): INodeProperties[] =>
		products(uses, exists).map(({ resources, operations, uses: own }) => {
			const { show, hide } = merged(own, offers) ?? {};
			return {
				...property,
				displayOptions: {
					show: {
						[`${root}resource`]: [...resources],
						[`${root}operation`]: [...operations],
						...show,
					},
					...(hide ? { hide } : {}),
				},
			};
		});
	return all.flatMap(({ property, uses }) => {
		if (isFormer(property)) return [property];
		return merged(uses, offers)
			? withPlace(property, uses)
			: apart(uses).flatMap((some) => withPlace(property, some));
	});
}

const collection = (
	name: 'options' | 'filters',
	displayName: string,
	placeholder: string,
	all: Shared[],
	exists: Operations<unknown>,
	offers: Offers,
): Shared => ({
	property: {
		displayName,
		name,
		type: 'collection',
		placeholder,
		default: {},
		options: byLabel(shown(all, exists, offers, '/')),
	},
	uses: [
		...new Map(
			all.flatMap(({ uses }) => uses.map((use) => [use.key, { ...use, show: always }])),
		).values(),
	],
});

/**
 * All properties of the node, from the table of resources.
 * Source: n8n's documentation of declarative nodes (routing on the operation's option, display options on every field).
 */
export function propertiesOf(resources: Resource[]): INodeProperties[] {
	const operations = new Map(
		resources.flatMap(({ value, operations }) =>
			operations.map((operation) => [`${value}:${operation.value}`, operation]),
		),
	);
	/** Defaults of the choices that stand once: n8n takes them for operations that lack the choice. */
	const alone = new Map<string, Value>();
	const own = new Map<string, INodeProperties[]>();
	for (const [key, operation] of operations) own.set(key, uiOf(fieldsOf(operation)));
	const offers: Offers = ([resource, operation], name) => {
		const offered = (own.get(`${resource}:${operation}`) ?? []).flatMap((one) =>
			one.name === name ? choicesOf(one) : [],
		);
		const taken = alone.get(name);
		return offered.length > 0 || taken === undefined ? offered : [taken];
	};
	const exists = new Map(
		resources.map(({ value, operations }) => [
			value,
			new Map(operations.map((one) => [one.value, one])),
		]),
	);
	const [top, options, filters] = [new Placing(), new Placing(), new Placing()];
	for (const one of resources) {
		for (const operation of one.operations) {
			const pair = [one.value, operation.value] as const;
			top.add(own.get(pair.join(':')) ?? [], pair);
			options.add(formerOnce(uiOf(optionsOf(operation))), pair);
			filters.add(uiOf(operation.filters ?? []), pair);
		}
	}
	const fields = top.inOrder();
	const choices = shown(
		fields.filter(({ property }) => choicesOf(property).length > 0),
		exists,
		offers,
	);
	for (const { name, default: value } of choices)
		if (choices.filter((one) => one.name === name).length === 1) alone.set(name, value as Value);
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			default: 'video',
			options: resources.map(({ name, value, description }) => ({
				name,
				value,
				description: sentences(description),
			})),
			routing: { send: { paginate: true } },
		},
		...resources.map(operationDropdown),
		...shown(
			[
				...fields,
				collection('filters', 'Filters', 'Add filter', filters.inOrder(), exists, offers),
				collection('options', 'Options', 'Add option', options.inOrder(), exists, offers),
			],
			exists,
			offers,
		),
	];
}

/** The Operation dropdown of a resource; method and URL go to the engine by the chosen option. */
function operationDropdown({ value: resource, operations }: Resource): INodeProperties {
	const { value: first } = firstOf(operations);
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		default: first,
		options: operations.map(({ name, value, action, description, request: { method, url } }) => ({
			name,
			value,
			action,
			description: sentences(description),
			routing: { request: { method, url } },
		})),
	};
}

/**
 * What stands under the node's name on the canvas: "Video: Create From Avatar", the words of the dropdowns.
 * n8n evaluates it for every node that it draws, so the words are put in here and not looked up there.
 */
export function subtitleOf(resources: Resource[]): string {
	const words = resources.flatMap(({ name, value, operations }) =>
		operations.map((one) => [`${value}:${one.value}`, `${name}: ${one.name}`]),
	);
	return `={{ (${JSON.stringify(Object.fromEntries(words))})[$parameter["resource"] + ":" + $parameter["operation"]] }}`;
}
