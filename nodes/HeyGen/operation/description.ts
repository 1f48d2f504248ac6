// Turns the table of resources into n8n's node properties: one Operation dropdown each, and every field once with the operations it belongs to.
import { firstOf } from '../../api/firstOf';
import type { INodeProperties } from 'n8n-workflow';
import { byLabel, uiOf, type Field } from '../field';
import {
	allowDelete,
	checkUrls,
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
import { sentences } from '../field/words';
import { isBatch, type JobKind } from '../../api/jobKinds';

type Pair = readonly [resource: string, operation: string];
/** A property with the operations that show it. */
interface Shared {
	property: INodeProperties;
	pairs: Pair[];
}
interface Placed extends Shared {
	/** One number for all properties that look alike. */
	look: number;
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
	return operation.kind === 'paid'
		? operation.value === 'generateSpeech'
		: !!(kind?.files ?? kind?.makes?.kind.files);
}

/** Optional fields of an operation. */
export const optionsOf = remembered((operation) => [
	...(operation.options ?? []),
	...(operation.kind === 'delete' ? [allowDelete] : []),
	...(takesFiles(operation) ? [checkUrls] : []),
	...(givesFiles(operation) ? downloadOptions : []),
	...(operation.job || operation.paid ? jobOptions(operation) : []),
	...(operation.job || operation.paid || operation.follows || operation.waits
		? [includeInputFields]
		: []),
]);

/** Numbers by the property's JSON, and by the property itself: most belong to many operations, and are made into JSON once. */
const looksByText = new Map<string, number>();
const looks = new WeakMap<INodeProperties, number>();

function lookOf(property: INodeProperties): number {
	let look = looks.get(property);
	if (look === undefined) {
		const text = JSON.stringify(property);
		look = looksByText.get(text) ?? looksByText.size;
		looksByText.set(text, look);
		looks.set(property, look);
	}
	return look;
}

/**
 * Places one operation's properties: the same property of several operations stands once, and every operation keeps its own order.
 * (n8n evaluates a parameter's expression once per property of that name, so every copy would cost time for each item.)
 */
function place(all: Placed[], properties: INodeProperties[], pair: Pair): void {
	let next = 0;
	for (const property of properties) {
		const look = lookOf(property);
		const same = all.findIndex((one, index) => index >= next && one.look === look);
		const at = same < 0 ? next : same;
		if (same < 0) all.splice(at, 0, { property, look, pairs: [] });
		all[at]?.pairs.push(pair);
		next = at + 1;
	}
}

interface Product {
	resources: string[];
	operations: string[];
}

/** Splits pairs into few products of resources and operations, none of which names an existing operation that is not wanted. */
function products(pairs: Pair[], exists: Set<string>): Product[] {
	const wanted = new Set(pairs.map((pair) => pair.join(':')));
	const union = (a: string[], b: string[]) => [...new Set([...a, ...b])];
	const fits = ({ resources, operations }: Product) =>
		resources.every((one) =>
			operations.every((other) => wanted.has(`${one}:${other}`) || !exists.has(`${one}:${other}`)),
		);
	return pairs.reduce<Product[]>((found, [resource, operation]) => {
		const home = found.findIndex((one) =>
			fits({
				resources: union(one.resources, [resource]),
				operations: union(one.operations, [operation]),
			}),
		);
		if (home < 0) return [...found, { resources: [resource], operations: [operation] }];
		return found.map((one, index) =>
			index === home
				? {
						resources: union(one.resources, [resource]),
						operations: union(one.operations, [operation]),
					}
				: one,
		);
	}, []);
}

/**
 * A property of before, shown where it has a value: it stands once, for n8n does not see the value that such a property
 * depends on where several bear its name.
 */
const isFormer = ({ name, displayOptions }: INodeProperties) =>
	name in (displayOptions?.show ?? {});

/** The placed properties as n8n shows them; `root` is '/' inside a collection. */
function shown(all: Shared[], exists: Set<string>, root = ''): INodeProperties[] {
	return all.flatMap(({ property, pairs }) =>
		isFormer(property)
			? [property]
			: products(pairs, exists).map(({ resources, operations }) => ({
					...property,
					displayOptions: {
						show: {
							[`${root}resource`]: resources,
							[`${root}operation`]: operations,
							...property.displayOptions?.show,
						},
					},
				})),
	);
}

const collection = (
	name: 'options' | 'filters',
	displayName: string,
	placeholder: string,
	all: Placed[],
	exists: Set<string>,
): Shared => ({
	property: {
		displayName,
		name,
		type: 'collection',
		placeholder,
		default: {},
		options: byLabel(shown(all, exists, '/')),
	},
	pairs: [
		...new Map(all.flatMap((one) => one.pairs).map((pair) => [pair.join(':'), pair])).values(),
	],
});

/**
 * All properties of the node, from the table of resources.
 * Source: n8n's documentation of declarative nodes (routing on the operation's option, display options on every field).
 */
export function propertiesOf(resources: Resource[]): INodeProperties[] {
	const exists = new Set(
		resources.flatMap((one) => one.operations.map((each) => `${one.value}:${each.value}`)),
	);
	const top: Placed[] = [];
	const options: Placed[] = [];
	const filters: Placed[] = [];
	for (const one of resources) {
		for (const operation of one.operations) {
			const pair = [one.value, operation.value] as const;
			place(top, uiOf(fieldsOf(operation)), pair);
			place(options, byLabel(uiOf(optionsOf(operation))), pair);
			place(filters, byLabel(uiOf(operation.filters ?? [])), pair);
		}
	}
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
		...shown(top, exists),
		...shown(
			filters.length ? [collection('filters', 'Filters', 'Add filter', filters, exists)] : [],
			exists,
		),
		...shown(
			options.length ? [collection('options', 'Options', 'Add option', options, exists)] : [],
			exists,
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
