// Every way in which the editor lets a user fill in an operation: each field once, each choice, each switch both ways.
import type {
	IDataObject,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
} from 'n8n-workflow';
import { eventTypes } from './facts';
import { node, placed, showOf } from './sender';

/** Parameters in which one field is filled in: `make()` with a value that stands for any other, `make(value)` with this one. */
export interface Filling {
	property?: INodeProperties;
	make(value?: unknown): IDataObject;
	/** Some rule may let the field in only beside another one: the same with each choice beside it. */
	beside: Filling[];
}

const isPlace = (name: string) => /^\/?(resource|operation)$/.test(name);
/** A property that depends on itself is one of before: seen where a workflow still holds it. */
const conditions = (property: INodeProperties) =>
	Object.entries(showOf(property)).filter(([name]) => !isPlace(name) && name !== property.name);

/** Choices that the editor loads from HeyGen. */
const loaded: Record<string, string[]> = {
	getEventTypes: eventTypes,
	getLanguages: ['Spanish (Spain)'],
};

const choicesOf = ({ options, typeOptions }: INodeProperties): unknown[] =>
	options?.length
		? (options as INodePropertyOptions[]).map((one) => one.value)
		: (loaded[typeOptions?.loadOptionsMethod ?? ''] ?? ['sample']);
const number = ({
	default: own,
	typeOptions: { minValue = 0, maxValue = Infinity } = {},
}: INodeProperties) => own || Math.min(minValue + 2, maxValue);

const legacyBody = JSON.stringify({
	video_inputs: [
		{
			character: { type: 'avatar', avatar_id: 'sample-id' },
			voice: { type: 'text', input_text: 'Hello', voice_id: 'sample-id' },
		},
	],
});

/** A usable value of a property that stands for any other. */
function sampleOf(property: INodeProperties): unknown {
	const { type, name, options, typeOptions } = property;
	if (type === 'resourceLocator') return { __rl: true, mode: 'id', value: 'sample-id' };
	if (type === 'number') return number(property);
	if (type === 'boolean') return true;
	if (type === 'options') return choicesOf(property)[0];
	if (type === 'multiOptions') return [choicesOf(property)[0]];
	if (type === 'color') return '#102030';
	if (type === 'dateTime') return '2026-01-31T00:00:00';
	if (name === 'legacyBody') return legacyBody;
	if (type === 'json') return '{"name": "value"}';
	if (type === 'resourceMapper')
		return {
			mappingMode: 'defineBelow',
			value: { name: { type: 'text', content: 'Anna' } },
		};
	if (type === 'collection') return {};
	if (type === 'fixedCollection') {
		const [{ name: entry, values }] = options as INodePropertyCollection[];
		return { [entry]: typeOptions?.multipleValues ? [required(values, {})] : required(values, {}) };
	}
	if (/BinaryProperty$/.test(name)) return 'data';
	return /url$/i.test(name) ? 'https://example.com/file' : '2';
}

/** Whether a property is seen beside the given values, those left out having their defaults. */
function isSeen(property: INodeProperties, all: INodeProperties[], values: IDataObject): boolean {
	return conditions(property).every(
		([name, allowed]) =>
			name.startsWith('/') ||
			allowed.includes(
				values[name] ?? all.find((one) => one.name === name && isSeen(one, all, values))?.default,
			),
	);
}

/** What a rule asks for beside what is required: one of several references. */
const besides: Record<string, IDataObject> = {
	reference_to_video: {
		referenceImages: { image: [{ imageUrl: 'https://example.com/a.png' }] },
	},
};

/** An image has no voice of its own, but shares its field with avatars, which have. */
const voiceOf = (operation: string, { type }: IDataObject): IDataObject =>
	operation === 'createImage' || type === 'image'
		? { voiceId: { __rl: true, mode: 'id', value: 'sample-id' } }
		: {};

/** Fills in what is required and seen. */
function required(all: INodeProperties[], given: IDataObject): IDataObject {
	const values = { ...given };
	for (const property of all) {
		if (property.required && values[property.name] === undefined && isSeen(property, all, values))
			values[property.name] = sampleOf(property) as IDataObject;
	}
	return values;
}

/** The ways to make a property seen. */
function waysTo(
	property: INodeProperties,
	all: INodeProperties[],
	base: IDataObject,
): IDataObject[] {
	let ways: IDataObject[] = [base];
	for (const [name, allowed] of conditions(property)) {
		if (name.startsWith('/')) continue;
		ways = ways.flatMap((way) =>
			way[name] !== undefined
				? [way]
				: allowed.map((value) => ({ ...way, [name]: value as IDataObject })),
		);
	}
	return ways.filter((way) => isSeen(property, all, way));
}

const fixed = (value: unknown): Filling => ({ make: () => value as IDataObject, beside: [] });
const inside = (
	{ property, make, beside }: Filling,
	place: (value: unknown) => IDataObject,
): Filling => ({
	property,
	make: (value) => place(make(value)),
	beside: beside.map((one) => inside(one, place)),
});

/** What can be put into one property. */
function valuesOf(property: INodeProperties, resource: string, operation: string): Filling[] {
	const { type, options = [], typeOptions } = property;
	if (type === 'options') return choicesOf(property).map(fixed);
	if (type === 'multiOptions') return choicesOf(property).map((value) => fixed([value]));
	if (type === 'boolean') return [fixed(true), fixed(false)];
	const whole: Filling = {
		property,
		make: (value = sampleOf(property)) => value as IDataObject,
		beside: [],
	};
	if (type === 'collection')
		return fillIn(
			placed(options as INodeProperties[], resource, operation),
			{},
			resource,
			operation,
		);
	if (type !== 'fixedCollection') return [whole];
	const [{ name, values }] = options as INodePropertyCollection[];
	const entries = fillIn(values, {}, resource, operation).map((one) =>
		inside(one, (entry) => ({
			[name]: typeOptions?.multipleValues
				? [required(values, entry as IDataObject)]
				: required(values, entry as IDataObject),
		})),
	);
	return typeOptions?.multipleValues
		? [
				{
					...whole,
					make: (count = 1) => ({
						[name]: Array.from({ length: count as number }, () => required(values, {})),
					}),
				},
				...entries,
			]
		: entries;
}

/** What a field is sent beside only. */
const partners: Record<string, IDataObject> = {
	callbackId: { callbackUrl: 'https://example.com/done' },
};

function fillIn(
	all: INodeProperties[],
	base: IDataObject,
	resource: string,
	operation: string,
): Filling[] {
	const choices = all.filter((one) => one.type === 'options');
	return all.flatMap((property) =>
		valuesOf(property, resource, operation).flatMap((value) =>
			waysTo(property, all, base).map((way) => {
				const alone = inside(value, (one) => ({
					...way,
					...partners[property.name],
					[property.name]: one as IDataObject,
				}));
				const others = choices.filter(
					(one) => one.name !== property.name && way[one.name] === undefined,
				);
				const beside = others.flatMap((one) =>
					choicesOf(one).map((choice) =>
						inside(value, (own) => ({
							...way,
							[property.name]: own as IDataObject,
							[one.name]: choice as string,
						})),
					),
				);
				return { ...alone, beside: [...alone.beside, ...beside] };
			}),
		),
	);
}

/** Every filling of an operation, the bare one first. */
export function fillings(resource: string, operation: string): Filling[] {
	const all = placed(node.description.properties, resource, operation).filter(
		(one) => !isPlace(one.name) && one.name !== 'authentication',
	);
	const whole = (values: unknown): IDataObject => ({
		resource,
		operation,
		...besides[String((values as IDataObject).mode)],
		...voiceOf(operation, values as IDataObject),
		...required(all, values as IDataObject),
	});
	return [
		fixed({ completion: 'immediate' }),
		...fillIn(all, { completion: 'immediate' }, resource, operation),
	].map((one) => inside(one, whole));
}
