// The node as a whole keeps its promises: what workflows store is there under its name, and every text follows n8n's rules, also where lint cannot read it.
import {
	NodeHelpers,
	type INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
} from 'n8n-workflow';
import { isFormer } from '../../nodes/HeyGen/field/field';
import { HeyGen } from '../../nodes/HeyGen/HeyGen.node';
import { HeyGenPollTrigger } from '../../nodes/HeyGenPollTrigger/HeyGenPollTrigger.node';
import { HeyGenTrigger } from '../../nodes/HeyGenTrigger/HeyGenTrigger.node';
import { operations, resources } from '../../nodes/HeyGen/resources';

/** What workflows store: it may grow, and nothing in it may change. */
const stored: Record<string, string> = {
	video:
		'createAvatar createImage createCinematic createStudio createBatch getBatch get getMany getStatuses getScenes delete download createFromLegacy',
	template: 'generate get getMany',
	videoAgent:
		'create sendMessage stop get getMany getManyStyles getManyVideos getManyResources getResource',
	translation:
		'create createBatch getBatch get getMany getManyLanguages getStatuses update delete download',
	proofread: 'create get getSrt updateSrt generate downloadSrt',
	lipsync: 'create createBatch getBatch get getMany getStatuses update delete download',
	voice: 'generateSpeech clone design get getMany delete download',
	modelVideo: 'create get download',
	modelImage: 'create get download',
	modelVoice: 'generateSpeech create get getMany delete',
	folder: 'create get',
	fillerWordRemoval: 'create get download',
	avatar: 'create createConsent get getMany update delete',
	avatarLook: 'get getMany update delete download',
	asset: 'get getMany getStatuses search delete upload uploadBatch getBatch',
	sound: 'search',
	aiClipping: 'create get getMany delete download',
	backgroundRemoval: 'create get getMany delete download',
	hyperFrames: 'create get getMany delete download',
	brand:
		'getManyKits createKit getKit updateKit deleteKit getManyGlossaries createGlossary getGlossary updateGlossary deleteGlossary',
	webhookEndpoint: 'create getMany update rotateSecret delete',
	webhookEvent: 'getMany getManyTypes',
	account: 'get',
	job: 'wait',
	billing: 'estimateCost estimateInvoice recommendTier getUsage',
};
const pairsOf = (table: Record<string, string>) =>
	Object.entries(table).flatMap(([resource, all]) =>
		all.split(' ').map((operation) => `${resource}:${operation}`),
	);

const { properties } = new HeyGen().description;

interface Seen {
	where: string;
	property: INodeProperties;
	/** What stands beside it. */
	siblings: INodeProperties[];
	parent?: INodeProperties;
}

/** Every property at every depth. */
function* everything(
	all: INodeProperties[],
	where = '',
	parent?: INodeProperties,
): Generator<Seen> {
	for (const property of all) {
		const here = `${where}${property.name}`;
		yield { where: here, property, siblings: all, parent };
		if (property.type === 'collection')
			yield* everything(property.options as INodeProperties[], `${here}.`, property);
		if (property.type === 'fixedCollection')
			for (const { name, values } of property.options as INodePropertyCollection[])
				yield* everything(values, `${here}.${name}.`, property);
	}
}
const all = [...everything(properties)];
const offending = (
	rule: (seen: Seen) => boolean,
	show: (seen: Seen) => unknown = ({ property }) => property.displayName,
) => all.filter((one) => !rule(one)).map((one) => `${one.where}: ${String(show(one))}`);

const choices = ({ type, options }: INodeProperties) =>
	type === 'options' || type === 'multiOptions' ? ((options ?? []) as INodePropertyOptions[]) : [];
const names = (list: Array<{ name: string }>) => list.map((one) => one.name);
const sorted = (words: string[]) => [...words].sort((a, b) => a.localeCompare(b, 'en'));

test('every resource and operation that workflows store is there', () => {
	expect([...operations.keys()].sort()).toEqual(expect.arrayContaining(pairsOf(stored).sort()));
});

test('nothing is there that is not written down here', () => {
	const known = pairsOf(stored);
	expect([...operations.keys()].filter((one) => !known.includes(one))).toEqual([]);
});

describe('every operation', () => {
	const each = resources.flatMap(({ name, value, operations: own }) =>
		own.map((operation) => ({ resource: name, of: value, operation })),
	);

	test('has a method and a path, and says what makes a write repeatable', () => {
		for (const { operation } of each) {
			expect(operation.request).toMatchObject({
				method: expect.stringMatching(/^(GET|POST|PUT|PATCH|DELETE)$/),
				url: expect.stringMatching(/^\//),
			});
			if (/^P/.test(operation.request.method) && operation.kind !== 'own')
				expect([operation.action, operation.repeat]).toEqual([
					operation.action,
					expect.any(String),
				]);
		}
	});

	test('has an action in sentence case: one capital, at the beginning, besides abbreviations and the product HyperFrames', () => {
		for (const { operation } of each)
			expect(operation.action.replace(/\b(SRT|AI|HyperFrames)\b/, '')).toMatch(/^[A-Z][^A-Z.]*$/);
	});

	test('has an action of its own', () => {
		expect(new Set(each.map(({ operation }) => operation.action)).size).toBe(each.length);
	});

	test('as a tool of an AI agent is described by its action', () => {
		const { description } = new HeyGen();
		for (const { of: resource, operation } of each)
			expect(
				NodeHelpers.makeDescription({ resource, operation: operation.value }, description),
			).toBe(`${operation.action} in HeyGen`);
	});

	test('fills every parameter of its path', () => {
		for (const { operation } of each) {
			const filled = (operation.fields ?? [])
				.filter((field) => field.ui.some((one) => one.required))
				.map((field) => field.api);
			expect(filled).toEqual(
				expect.arrayContaining(
					[...operation.request.url.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
				),
			);
		}
	});

	test('stands in its dropdown once, what makes something first and what deletes it last', () => {
		for (const { value, operations: own } of resources) {
			const dropdown = properties.find(
				(one) => one.name === 'operation' && one.displayOptions?.show?.resource?.includes(value),
			) as INodeProperties;
			const options = dropdown.options as INodePropertyOptions[];
			expect(names(options)).toEqual(own.map((one) => one.name));
			expect(dropdown.default).toBe(own[0]?.value);
			const kinds = own.map((one) => one.deletes !== undefined);
			expect([value, kinds]).toEqual([value, value === 'brand' ? kinds : [...kinds].sort()]);
			const makes = (one: (typeof own)[number]) => !!one.job || !!one.paid;
			// A brand's first thing is its glossary; its kits are read from a website by a job.
			if (value !== 'brand' && own.some(makes))
				expect([value, makes(own[0] as (typeof own)[number])]).toEqual([value, true]);
			expect(new Set(options.map((one) => one.value)).size).toBe(own.length);
			for (const option of options)
				expect(option.routing?.request).toMatchObject({
					method: expect.any(String),
					url: expect.any(String),
				});
		}
	});
});

test('resources stand in order of use, the main job first, once each, and say what they are', () => {
	const { options } = properties.find((one) => one.name === 'resource') as INodeProperties;
	expect(names(options as INodePropertyOptions[])).toEqual(resources.map((one) => one.name));
	expect([resources[0]?.value, resources[0]?.operations[0]?.value]).toEqual([
		'video',
		'createAvatar',
	]);
	for (const { description } of options as INodePropertyOptions[])
		expect(description).toMatch(/^[A-Z].{15,}/);
	expect(new Set(resources.map((one) => one.value)).size).toBe(resources.length);
});

describe("texts follow n8n's guide", () => {
	const small = /^(a|an|and|as|by|for|from|in|of|on|or|per|the|to|with|×)$/;
	const titled = (label: string) =>
		label
			.replace(/[()/]/g, ' ')
			.split(/[\s-]+/)
			.filter(Boolean)
			.every((word, index) => /^[A-Z0-9:$]/.test(word) || (index > 0 && small.test(word)));

	test('labels in Title Case', () =>
		expect(
			offending(({ property }) => property.type === 'notice' || titled(property.displayName)),
		).toEqual([]));

	test('choices in Title Case', () => {
		const bad = all.flatMap(({ where, property }) =>
			choices(property)
				.filter((one) => !titled(one.name))
				.map((one) => `${where}: ${one.name}`),
		);
		expect(bad).toEqual([]);
	});

	test('switches begin with Whether', () =>
		expect(
			offending(
				({ property }) =>
					property.type !== 'boolean' || /^Whether /.test(property.description ?? ''),
				({ property }) => property.description,
			),
		).toEqual([]));

	test('one sentence has no full stop at its end', () =>
		expect(
			offending(
				({ property: { description = '' } }) => !/^[^.]*\.$/.test(description),
				({ property }) => property.description,
			),
		).toEqual([]));

	test('nothing speaks of errors, problems, failures or mistakes', () => {
		const words = /\b(error|problem|failure|mistake)s?\b/i;
		expect(
			offending(
				({ property }) =>
					!words.test(
						[
							property.displayName,
							property.description,
							property.hint,
							...choices(property).map((one) => `${one.name} ${one.description ?? ''}`),
						].join(' '),
					),
				({ property }) => property.description,
			),
		).toEqual([]);
	});

	test('Limit, Return All and Simplify have the wording that n8n asks for', () => {
		for (const { property } of all.filter((one) => !one.parent && one.property.name === 'limit'))
			expect(property).toMatchObject({
				default: 50,
				description: 'Max number of results to return',
				typeOptions: { minValue: 1 },
			});
		for (const { property } of all.filter((one) => one.property.name === 'returnAll'))
			expect(property.description).toBe(
				'Whether to return all results or only up to a given limit',
			);
		for (const { property } of all.filter((one) => one.property.name === 'simplify'))
			expect(property.description).toBe(
				'Whether to return a simplified version of the response instead of the raw data',
			);
	});
});

describe('properties', () => {
	test('lists of five or more choices stand in order of name', () => {
		const bad = all.filter(
			({ property }) =>
				choices(property).length >= 5 &&
				// Resources and operations stand in order of use.
				!['resource', 'operation'].includes(property.name) &&
				names(choices(property)).join() !== sorted(names(choices(property))).join(),
		);
		expect(bad.map((one) => one.where)).toEqual([]);
	});

	test('values of a choice are unique, and its default is one of them', () => {
		for (const { where, property } of all.filter(
			(one) => one.property.type === 'options' && one.property.options?.length,
		)) {
			const values = choices(property).map((one) => one.value);
			expect([where, new Set(values).size]).toEqual([where, values.length]);
			expect([where, values]).toEqual([where, expect.arrayContaining([property.default])]);
		}
	});

	// The editor fills a new row with the default of the last property of a name, shown or not.
	test('properties of one name in a row have one default', () => {
		expect(
			offending(
				({ parent, property, siblings }) =>
					parent?.type !== 'fixedCollection' ||
					siblings.every(
						(other) =>
							other.name !== property.name ||
							JSON.stringify(other.default) === JSON.stringify(property.default),
					),
				({ property }) => property.default,
			),
		).toEqual([]);
	});

	// n8n drops the value of a property that depends on itself where another one has its name.
	test('what is read at a former place stands there alone under its name', () => {
		const isFormer = ({ name, displayOptions }: INodeProperties) =>
			name in (displayOptions?.show ?? {});
		expect(all.filter(({ property }) => isFormer(property)).length).toBeGreaterThan(10);
		expect(
			offending(
				({ property, siblings }) =>
					!isFormer(property) || siblings.filter(({ name }) => name === property.name).length === 1,
			),
		).toEqual([]);
	});

	test('nothing in a collection is required', () =>
		expect(
			offending(({ parent, property }) => parent?.type !== 'collection' || !property.required),
		).toEqual([]));

	test('collections stand in order of label', () => {
		for (const { where, property } of all.filter((one) => one.property.type === 'collection')) {
			const labels = (property.options as INodeProperties[]).map((one) => one.displayName);
			expect([where, labels]).toEqual([where, sorted(labels)]);
		}
	});

	test('secrets are masked, colours have a picker, ids can be chosen wherever there is a list', () => {
		expect(
			offending(
				({ property }) =>
					!/secret|password|(?<!idempotency)token/i.test(property.name) ||
					property.typeOptions?.password === true ||
					property.type !== 'string',
			),
		).toEqual([]);
		expect(
			offending(({ property }) => !/color/i.test(property.name) || property.type !== 'string'),
		).toEqual([]);
	});

	// 'jobId' is a text where "Wait for Completion" takes any kind of job.
	test('an id that can be chosen somewhere can be chosen everywhere', () => {
		const chosen = new Set(
			all
				.filter((one) => one.property.type === 'resourceLocator' && one.property.name !== 'jobId')
				.map((one) => one.property.name),
		);
		expect(
			offending(
				({ property }) =>
					property.type === 'resourceLocator' || !chosen.has(property.name) || isFormer(property),
			),
		).toEqual([]);
	});

	test('pickers name a method that exists', () => {
		const { methods } = new HeyGen();
		for (const { property } of all) {
			for (const mode of property.modes ?? [])
				if (mode.typeOptions?.searchListMethod)
					expect(methods.listSearch).toHaveProperty(mode.typeOptions.searchListMethod);
			if (property.typeOptions?.loadOptionsMethod)
				expect(methods.loadOptions).toHaveProperty(property.typeOptions.loadOptionsMethod);
			if (property.typeOptions?.resourceMapper?.resourceMapperMethod)
				expect(methods.resourceMapping).toHaveProperty(
					property.typeOptions.resourceMapper.resourceMapperMethod,
				);
		}
	});

	// 'jobId' is a picker where the resource has a list, and a text where "Wait for Completion" takes any kind of job.
	test('a parameter of one name has one type in all operations, so that switching between them keeps what was typed', () => {
		const types = new Map<string, Set<string>>();
		for (const { property } of all.filter((one) => !one.parent && one.property.type !== 'hidden'))
			types.set(property.name, (types.get(property.name) ?? new Set()).add(property.type));
		expect(
			[...types]
				.filter(([name, kinds]) => kinds.size > 1 && name !== 'jobId')
				.map(([name, kinds]) => `${name}: ${[...kinds].join(', ')}`),
		).toEqual([]);
	});
});

describe('triggers begin with what most workflows want; those stored before mean what they meant', () => {
	const starts = (
		{ description }: HeyGenTrigger | HeyGenPollTrigger,
		name: string,
		typeVersion: number,
	) =>
		NodeHelpers.getNodeParameters(
			description.properties,
			{},
			true,
			false,
			{ typeVersion } as never,
			description,
		)?.[name];

	test('HeyGen Trigger: the usual events; before, none chosen, which means all', () => {
		const node = new HeyGenTrigger();
		expect(node.description.defaultVersion).toBe(1.2);
		expect(starts(node, 'events', 1.2)).toEqual([
			'avatar_video.success',
			'video_agent.success',
			'video_translate.success',
		]);
		for (const version of [1, 1.1]) expect(starts(node, 'events', version)).toEqual([]);
	});

	test('HeyGen Poll Trigger: completed; before, both', () => {
		const node = new HeyGenPollTrigger();
		expect(starts(node, 'statuses', 1.1)).toEqual(['completed']);
		expect(starts(node, 'statuses', 1)).toEqual(['completed', 'failed']);
	});
});

test('credentials depend on Authentication alone: n8n’s editor hides every parameter that they depend on', () => {
	for (const { description } of [new HeyGen(), new HeyGenTrigger(), new HeyGenPollTrigger()]) {
		const depends = (description.credentials ?? []).flatMap(({ displayOptions = {} }) =>
			Object.values(displayOptions).flatMap((part) => Object.keys(part as object)),
		);
		expect(new Set(depends)).toEqual(new Set(['authentication']));
	}
});

test('the sample address of a file is one of its kind: a recording of a person is no photo', () => {
	const samples = properties
		.filter(({ displayName, placeholder }) => / URL$/.test(displayName) && placeholder)
		.map(({ displayName, placeholder }) => [displayName, placeholder]);
	expect(samples).toContainEqual(['Recording URL', 'e.g. https://example.com/recording.mp4']);
	expect(samples).toContainEqual(['Photo URL', 'e.g. https://example.com/photo.jpg']);
	for (const [, sample] of samples) expect(sample).not.toMatch(/\/file$/);
});
