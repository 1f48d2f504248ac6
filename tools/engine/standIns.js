// Tiny stand-ins for the nodes of n8n itself that workflows around ours need: start, Edit Fields,
// Split Out, If, Filter, Loop Over Items, No Operation, an agent. Each covers what our tests and examples use of the real one.
const { NodeConnectionTypes } = require('n8n-workflow');

const main = [NodeConnectionTypes.Main];

/** A node type from a name, its properties, its outputs and an `execute`. */
const standIn = (
	name,
	properties,
	execute,
	/** @type {any[]} */ outputs = main,
	/** @type {any[]} */ inputs = main,
) => ({
	description: {
		displayName: name,
		name,
		group: ['transform'],
		version: [1, 2, 2.2, 3, 3.1, 3.2, 3.3, 3.4],
		description: '',
		defaults: { name },
		inputs,
		outputs,
		properties,
	},
	execute,
});

const field = (name, type, value, more = {}) => ({
	displayName: name,
	name,
	type,
	default: value,
	...more,
});

/** Passes its input on: every trigger, and No Operation. */
const passThrough = (name, inputs = main) =>
	standIn(
		name,
		[],
		async function () {
			return [this.getInputData()];
		},
		main,
		inputs,
	);

/** Sets a value under a path of names, making the objects and lists on the way. */
const put = (target, /** @type {string[]} */ [name, ...rest], value) => {
	if (rest.length === 0) target[name] = value;
	else put((target[name] ??= /^\d+$/.test(rest[0]) ? [] : {}), rest, value);
};

/** Edit Fields: raw JSON (`jsonOutput`) or single assignments; dots in names make nested objects, numbers in brackets lists. */
const set = standIn(
	'set',
	[
		field('mode', 'options', 'manual', {
			options: [
				{ name: 'Manual', value: 'manual' },
				{ name: 'JSON', value: 'raw' },
			],
		}),
		field('jsonOutput', 'json', '{}'),
		field('assignments', 'assignmentCollection', {}),
		field('includeOtherFields', 'boolean', false),
		field('options', 'collection', {}, { options: [] }),
	],
	async function () {
		return [
			this.getInputData().map((item, i) => {
				const json = this.getNodeParameter('includeOtherFields', i, false) ? { ...item.json } : {};
				if (this.getNodeParameter('mode', i) === 'raw') {
					const raw = this.getNodeParameter('jsonOutput', i);
					Object.assign(json, typeof raw === 'string' ? JSON.parse(raw) : raw);
				} else {
					const { assignments = [] } = this.getNodeParameter('assignments', i);
					for (const { name, value, type } of assignments) {
						const parsed =
							typeof value === 'string' && ['array', 'object'].includes(type)
								? JSON.parse(value)
								: value;
						put(json, name.replace(/\[(\d+)\]/g, '.$1').split('.'), parsed);
					}
				}
				return { json, binary: item.binary, pairedItem: { item: i } };
			}),
		];
	},
);

/** Split Out: one item per element of a list field. */
const splitOut = standIn(
	'splitOut',
	[
		field('fieldToSplitOut', 'string', ''),
		field('include', 'string', 'noOtherFields'),
		field('options', 'collection', {}, { options: [] }),
	],
	async function () {
		return [
			this.getInputData().flatMap((item, i) => {
				const name = this.getNodeParameter('fieldToSplitOut', i);
				return name
					.split('.')
					.reduce((value, key) => value[key], item.json)
					.map((value) => ({
						json: value !== null && typeof value === 'object' ? value : { [name]: value },
						pairedItem: { item: i },
					}));
			}),
		];
	},
);

/** Loop Over Items: outputs Done and Loop, as version 3 of n8n's node. */
const splitInBatches = standIn(
	'splitInBatches',
	[field('batchSize', 'number', 1), field('options', 'collection', {}, { options: [] })],
	async function () {
		const context = this.getContext('node');
		const input = this.getInputData();
		if (context.items === undefined) {
			Object.assign(context, {
				items: [...input],
				processed: [],
				sourceOverwrite: { ...this.getInputSourceData() },
			});
		} else {
			const { sourceOverwrite } = context;
			context.processed.push(
				...input.map((item) => ({ ...item, pairedItem: { ...item.pairedItem, sourceOverwrite } })),
			);
		}
		const batch = context.items.splice(0, this.getNodeParameter('batchSize', 0));
		return batch.length > 0 ? [[], batch] : [context.processed, []];
	},
	[NodeConnectionTypes.Main, NodeConnectionTypes.Main],
);

/** What our examples compare with in If and Filter. */
const holds = {
	empty: (left) => left === undefined || left === null || left === '',
	endsWith: (left, right) => String(left).endsWith(right),
	regex: (left, right) => new RegExp(right).test(String(left)),
	true: (left) => left === true || left === 'true',
};

/** If and Filter: the items for which all conditions hold; If gives the others out of a second output. */
const sieve = (name, outputs) =>
	standIn(
		name,
		[field('conditions', 'json', {}), field('options', 'collection', {}, { options: [] })],
		async function () {
			const kept = [];
			const others = [];
			for (const [i, item] of this.getInputData().entries()) {
				const { conditions } = this.getNodeParameter('conditions', i);
				const fits = conditions.every(({ leftValue, rightValue, operator }) =>
					holds[operator.operation](leftValue, rightValue),
				);
				(fits ? kept : others).push({ ...item, pairedItem: { item: i } });
			}
			return outputs.length > 1 ? [kept, others] : [kept];
		},
		outputs,
	);

const stickyNote = standIn('stickyNote', [], async () => [[]], [], []);

/**
 * An agent that calls the tool connected to it once per entry of `calls`, all at once, and gives out what it got
 * (`{response}` or `{error}`): through LangChain as agents up to version 2 do, or by asking the engine, as version 3.
 */
const agent = standIn(
	'agent',
	[
		field('through', 'options', 'langchain', {
			options: [
				{ name: 'LangChain', value: 'langchain' },
				{ name: 'Engine', value: 'engine' },
			],
		}),
		field('tool', 'string', ''),
		field('calls', 'json', []),
	],
	async function (engineResponse) {
		const calls = this.getNodeParameter('calls', 0);
		if (this.getNodeParameter('through', 0) === 'langchain') {
			const [tool] = await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0);
			const answers = await Promise.allSettled(calls.map((input) => tool.invoke(input)));
			return [
				answers.map((/** @type {any} */ { value, reason }) => ({
					json: reason ? { error: reason.message } : { response: JSON.parse(value) },
				})),
			];
		}
		if (engineResponse.actionResponses.length === 0) {
			const nodeName = this.getNodeParameter('tool', 0);
			return {
				actions: calls.map((input, i) => ({
					actionType: 'ExecutionNodeAction',
					type: NodeConnectionTypes.AiTool,
					nodeName,
					input,
					id: `call-${i}`,
					metadata: { itemIndex: 0 },
				})),
				metadata: {},
			};
		}
		return [
			engineResponse.actionResponses.map(({ data }) => {
				const found = data.data.ai_tool[0].map((item) => item.json);
				return { json: data.error ? { error: data.error.message } : { response: found } };
			}),
		];
	},
	main,
	[...main, NodeConnectionTypes.AiTool],
);

const byName = Object.fromEntries(
	[
		agent,
		set,
		splitOut,
		splitInBatches,
		stickyNote,
		sieve('filter', main),
		sieve('if', [...main, ...main]),
		passThrough('noOp'),
		passThrough('items', []),
	].map((type) => [type.description.name, type]),
);

/**
 * @param {string} name node type name without its package, e.g. `set`
 * @returns the stand-in, or undefined; any name ending in "Trigger" starts a workflow
 */
exports.standInFor = (name) =>
	byName[name] ?? (name.endsWith('Trigger') ? passThrough(name, []) : undefined);
