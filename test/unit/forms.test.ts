// What the editor shows for each operation and each choice: exactly the fields that the operation declares, in its order, by n8n's own rules.
import {
	NodeHelpers,
	type IDataObject,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { uiOf } from '../../nodes/HeyGen/field';
import { HeyGen } from '../../nodes/HeyGen/HeyGen.node';
import { fieldsOf, optionsOf } from '../../nodes/HeyGen/operation/description';
import type { Operation } from '../../nodes/HeyGen/operation/operation';
import { operations } from '../../nodes/HeyGen/resources';

const { description } = new HeyGen();
const frame = ['authentication', 'resource', 'operation', 'filters', 'options', 'requestOptions'];
const top = description.properties.filter(({ name }) => !frame.includes(name));

const versions = description.version as number[];
/** The version of the nodes that are looked at. */
let node = { typeVersion: versions.at(-1) } as INode;

/** What a stored or newly chosen node holds, as n8n fills it in and prunes it. */
const filled = (values: IDataObject) =>
	NodeHelpers.getNodeParameters(
		description.properties,
		{ authentication: 'apiKey', ...values } as INodeParameters,
		true,
		false,
		node,
		description,
	) as INodeParameters;

const isSeen = (property: INodeProperties, values: IDataObject, root: IDataObject) =>
	NodeHelpers.displayParameter(
		values as INodeParameters,
		property,
		node,
		description,
		root as INodeParameters,
	);

/** Whether the node's version has a property; on the others n8n asks the values beside it. */
const isOfVersion = (name: string, allowed: unknown) =>
	isSeen({ displayOptions: { show: { [name]: allowed } } } as INodeProperties, {}, {});

const choicesOf = ({ type, options = [] }: INodeProperties) =>
	type === 'boolean' ? [true, false] : (options as INodePropertyOptions[]).map((one) => one.value);

/** A declared field beside the values of its own operation: what depends on a hidden one is hidden. */
function declared(properties: INodeProperties[], values: IDataObject): INodeProperties[] {
	const seen: INodeProperties[] = [];
	for (const property of properties) {
		const show = Object.entries(property.displayOptions?.show ?? {});
		const isOwn = ([name, allowed]: (typeof show)[number]) =>
			name.startsWith('@')
				? isOfVersion(name, allowed)
				: name === property.name
					? values[name] !== undefined
					: seen.some((one) => one.name === name) && allowed?.includes(values[name] as string);
		if (show.every(isOwn)) seen.push(property);
	}
	return seen;
}

/** Every combination of the choices that decide about other fields. */
function statesOf(properties: INodeProperties[]): IDataObject[] {
	const deciding = properties.filter(
		({ name, type }) =>
			['options', 'boolean'].includes(type) &&
			properties.some(({ displayOptions }) => displayOptions?.show?.[name]),
	);
	return deciding.reduce<IDataObject[]>(
		(states, property) =>
			states.flatMap((state) =>
				declared(properties, state).includes(property)
					? choicesOf(property).map((value) => ({ ...state, [property.name]: value }))
					: [state],
			),
		[{}],
	);
}

/** Label and texts of a property, without when it is shown. */
const faceOf = (property: INodeProperties) => ({ ...property, displayOptions: undefined });

const each = [...operations].map(([key, operation]) => {
	const [resource, value] = key.split(':') as [string, string];
	return { key, place: { resource, operation: value }, operation };
});
const known = ({ operation }: { operation: Operation }) => uiOf(fieldsOf(operation));

describe.each(versions)('in version %s', (typeVersion) => {
	beforeAll(() => {
		node = { typeVersion } as INode;
	});

	test.each(each)('$key shows its fields, whatever is chosen', ({ place, operation }) => {
		const fields = known({ operation });
		for (const state of statesOf(fields)) {
			const values = filled({ ...place, ...state });
			const shown = top.filter((one) => isSeen(one, values, values)).map(faceOf);
			expect({ state, shown }).toEqual({ state, shown: declared(fields, values).map(faceOf) });
			// What is shown has a value: n8n drops that of a field which it thinks hidden.
			expect(declared(fields, values).filter(({ name }) => !(name in values))).toEqual([]);
		}
	});

	test.each(each)('$key offers its options', ({ place, operation }) => {
		const values = filled(place);
		const offered = (name: 'options' | 'filters') =>
			description.properties
				.filter((one) => one.name === name && isSeen(one, values, values))
				.flatMap((one) => one.options as INodeProperties[])
				.filter((one) => isSeen(one, {}, values))
				.map((one) => one.name);
		const wanted = (properties: INodeProperties[]) =>
			properties
				.filter(({ name, displayOptions: { show = {} } = {} }) =>
					Object.entries(show).every(
						([at, allowed]) =>
							at !== name &&
							(at.startsWith('@')
								? isOfVersion(at, allowed)
								: allowed?.includes(values[at.slice(1)] as string)),
					),
				)
				.map((one) => one.name);
		expect(offered('options').sort()).toEqual(wanted(uiOf(optionsOf(operation))).sort());
		expect(offered('filters').sort()).toEqual(wanted(uiOf(operation.filters ?? [])).sort());
	});

	/** Nodes whose choices others do not have, or have with another meaning. */
	const before = [
		{
			resource: 'video',
			operation: 'createBatch',
			type: 'cinematic_avatar',
			completion: 'immediate',
		},
		{
			resource: 'video',
			operation: 'createAvatar',
			speechSource: 'audioBinary',
			completion: 'check',
		},
		{ resource: 'lipsync', operation: 'create', audioSource: 'assetId', completion: 'suspend' },
		{ resource: 'modelVideo', operation: 'create', mode: 'image_to_video', imageSource: 'binary' },
		{ resource: 'video', operation: 'get', waitUntilDone: true },
		{ resource: 'avatar', operation: 'create', type: 'digital_twin', fileSource: 'assetId' },
	];

	test.each(before)(
		'a node that was $resource: $operation shows what its new operation has',
		(old) => {
			const stored = filled(old);
			for (const { key, place, operation } of each) {
				// The editor keeps what the new operation shows too, and forgets the rest.
				const values = filled(filled({ ...stored, ...place }));
				const fields = known({ operation });
				// A choice that holds what only the old operation had has to be made anew first.
				const isOpen = fields.some(
					(one) =>
						one.type === 'options' &&
						values[one.name] !== undefined &&
						!choicesOf(one).includes(values[one.name] as string),
				);
				if (isOpen) continue;
				const shown = top.filter((one) => isSeen(one, values, values)).map((one) => one.name);
				expect({ key, shown }).toEqual({
					key,
					shown: declared(fields, values).map((one) => one.name),
				});
			}
		},
	);
});
