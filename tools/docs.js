// docs/limits.md out of the table of limits, and docs/operations.md out of the operations themselves: what each is for, what it costs, its fields with their limits, what comes out.
//   npm run docs
// test/unit/docs.test.js holds the page and the code equal.
const fs = require('node:fs');
const path = require('node:path');
const { ensureModules } = require('./npm/modules');
const { root } = require('./npm/run');
const { readSamples } = require('./samples');

const PAGE = path.join(root, 'docs', 'operations.md');
const LIMITS = path.join(root, 'docs', 'limits.md');
const SCHEMAS = path.join(root, 'nodes', 'HeyGen', '__schema__', 'v1.0.0');

/** Longest text of a default that is shown. */
const SHORT = 40;

/** @param {unknown} words @returns a text that does not break a table */
const cell = (words) =>
	String(words ?? '')
		.replace(/<[^>]+>/g, '')
		.replace(/\{\{(.*?)\}\}/g, '`{{$1}}`')
		.replace(/\|/g, '\\|')
		.replace(/\s*\n\s*/g, ' ')
		.trim();
/** A text as a sentence. */
const sentence = (words) => `${cell(words).replace(/\.$/, '')}.`;
const table = (head, rows) => [
	`| ${head.join(' | ')} |`,
	`|${head.map(() => '---').join('|')}|`,
	...rows.map((row) => `| ${row.map((one) => one || ' ').join(' | ')} |`),
	'',
];

/** What may be chosen, or what stands there at first: an option does so only once it is added. */
function valueOf({ type, options = [], default: value }, isOption) {
	if (type === 'collection' || type === 'fixedCollection') return '';
	if (type === 'resourceLocator') return 'list, name or ID';
	if (['options', 'multiOptions'].includes(type) && options.length > 0)
		return options
			.map((one) => (one.value === value ? `**${cell(one.name)}**` : cell(one.name)))
			.join(', ');
	if (typeof value === 'boolean')
		return isOption ? 'yes or no' : value ? '**yes** or no' : 'yes or **no**';
	if (value === '' || typeof value === 'object') return '';
	const text = String(value);
	return text.startsWith('=') ? 'from the item' : text.length <= SHORT ? cell(text) : '';
}

/** The properties inside a property. */
const partsOf = ({ type, options = [] }) =>
	type === 'collection'
		? options
		: type === 'fixedCollection'
			? options.flatMap(({ values }) => values)
			: [];

/** A field's row, where it has one. */
const rowsOf = (property, isOption) => {
	if (['notice', 'hidden'].includes(property.type)) return [];
	const parts = partsOf(property);
	const { description = '', hint = '' } = property;
	// A hint may say once more, beside the field, what the description says already.
	const isSaid = hint.startsWith('Empty:') && description.includes('Empty:');
	// A description of several sentences ends with its own full stop.
	const described =
		hint && !isSaid
			? [cell(description).replace(/\.$/, ''), cell(hint)].filter(Boolean).join('. ')
			: cell(description);
	return [
		[
			`${property.displayName}${property.required ? ' (needed)' : ''}`,
			parts.length
				? [...new Set(parts.map((one) => one.displayName))].join(', ')
				: valueOf(property, isOption),
			described,
		],
	];
};
/** Former names are read and not offered, nor what a new node no longer shows: the page keeps silent about them. */
const isOffered = ({ displayOptions }) =>
	!/"_cnd":\{"(exists|lt)"/.test(JSON.stringify(displayOptions ?? {}));
const fieldRows = (fields, isOption = false) => {
	const seen = new Set();
	return fields
		.flatMap(({ ui }) => ui)
		.filter(isOffered)
		.flatMap((property) => rowsOf(property, isOption))
		.filter((row) => !seen.has(row.join()) && seen.add(row.join()));
};

const figure = (amount) => Number(amount.toFixed(4)).toLocaleString('en-US');
const range = ({ low, high }, show) => (low === high ? show(low) : `${show(low)} to ${show(high)}`);
const dollars = (amount) =>
	`$${amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

/** What a minute or a call costs by the price table, for each way in which it is sold. */
function costOf(resource, operation, estimateJob) {
	const choices = [...(operation.fields ?? []), ...(operation.options ?? [])];
	const isPrecise = choices.some(({ name, ui }) =>
		ui.some((one) => name === 'mode' && one.options?.some(({ value }) => value === 'precision')),
	);
	const kinds = choices.find(({ name }) => name === 'type')?.ui[0].options ?? [];
	const variants = isPrecise
		? ['speed', 'precision'].map((mode) => [mode, { mode }])
		: operation.value === 'create' && resource.value === 'avatar'
			? kinds.map(({ name, value }) => [name, { type: value }])
			: [['', operation.request.body ?? {}]];
	return variants
		.map(([label, body]) => {
			const { credits, usd, seconds } = estimateJob(`${resource.value}.${operation.value}`, {
				body: { ...operation.request.body, ...body },
				expectedSeconds: 60,
			});
			const prices = [
				credits && `${range(credits, figure)} credits`,
				usd && `${range(usd, dollars)} pay as you go`,
			].filter(Boolean);
			const unit = seconds ? 'a minute' : 'a call';
			const price = prices.length
				? `${prices.join(', ')} ${unit}`
				: "HeyGen's price table has none; set *Credit Rate*";
			return label ? `${label}: ${price}` : price;
		})
		.join('; ');
}

/** What comes out, by the schema that the editor knows, or by what Simplify keeps. */
function outputOf(resource, operation, summaryOf) {
	const file = path.join(SCHEMAS, resource.value, `${operation.value}.json`);
	if (!fs.existsSync(file)) return summaryOf(operation) ?? [];
	const schema = JSON.parse(fs.readFileSync(file, 'utf8'));
	return Object.keys((schema.items ?? schema).properties ?? {});
}

/** A sample item, folded. */
const sampleLines = (sample) =>
	sample
		? [
				'<details><summary>A sample item</summary>',
				'',
				'```json',
				JSON.stringify(sample, null, 2),
				'```',
				'',
				'</details>',
				'',
			]
		: [];

/** How it is waited for, in few words. */
const waysOf = (operation, { takesCallback }) =>
	operation.job
		? takesCallback(operation)
			? 'waits in the node, or sleeps until HeyGen calls'
			: 'waits in the node'
		: operation.follows
			? 'can wait until it is done'
			: operation.waits
				? 'sleeps in between, second output *Not Finished*'
				: '';

/**
 * The page.
 * @param {any} node what it is made of: the resources, and the functions that the node itself asks
 */
function operationsPage(node) {
	const { resources, controls, isPaid, estimateJob } = node;
	const { summaryOf, jobOptions, downloadOptions, listControls, followControls, jobControls } =
		controls;
	const samples = readSamples();
	const title = ({ name }, operation) => `${name}: ${operation.name}`;
	const job = resources[0].operations.find((one) => one.job);
	const lines = [
		'# Operations',
		'',
		'Made from the node itself by `npm run docs`: what each operation is for, what it costs, its fields and what comes out. Of several values the bold one stands there at first; *(needed)* must be filled in. Limits stand with the fields and are checked before anything is sent. Sample items come from runs against the simulator: IDs and moments are stand-ins, addresses have no server and signature, and of lists stands the first entry.',
		'',
		"Costs are HeyGen's price table as of " +
			`${node.ratesAsOf}; contracts differ ([what it costs](costs.md)). Everything without a line on costs is free.`,
		'',
		...resources.map(
			(resource) =>
				`- [${resource.name}](#${resource.name.toLowerCase().replace(/ /g, '-')}): ${resource.operations.map(({ name }) => name).join(', ')}`,
		),
		'',
		'## What many have in common',
		'',
		'**Everything that starts a job** ([how waiting works](waiting.md)):',
		'',
		...table(['Field', 'Values', 'What it does'], fieldRows(jobControls(job))),
		'and under **Options**:',
		'',
		...table(
			['Option', 'Values', 'What it does'],
			fieldRows([...jobOptions(job), ...downloadOptions(job), controls.includeInputFields], true),
		),
		'**Everything that costs and is answered at once:**',
		'',
		...table(['Field', 'Values', 'What it does'], fieldRows([controls.paidControl])),
		'**Everything that reads a job:**',
		'',
		...table(['Field', 'Values', 'What it does'], fieldRows(followControls)),
		'**Everything that lists:**',
		'',
		...table(['Field', 'Values', 'What it does'], fieldRows(listControls)),
		`**Simplify**, where an answer has more than ten fields: ${cell(controls.simplifyControl.ui[0].description)}. What it keeps stands under *Comes out*.`,
		'',
	];
	for (const resource of resources) {
		lines.push(`## ${resource.name}`, '', sentence(resource.description), '');
		for (const operation of resource.operations) {
			const paid = isPaid(`${resource.value}.${operation.value}`);
			const ways = waysOf(operation, node);
			const fields = fieldRows([
				...(operation.fields ?? []),
				...(operation.file ? [controls.downloadControl] : []),
			]);
			const more = [...(operation.options ?? []), ...(operation.filters ?? [])];
			const output = outputOf(resource, operation, summaryOf);
			lines.push(
				`### ${title(resource, operation)}`,
				'',
				`${sentence(operation.description)}${ways ? ` It ${ways}.` : ''}`,
				'',
				...(paid ? [`Costs: ${costOf(resource, operation, estimateJob)}.`, ''] : []),
				...(fields.length ? table(['Field', 'Values', 'What it does'], fields) : []),
				...(more.length
					? table(
							[operation.filters?.length ? 'Filter' : 'Option', 'Values', 'What it does'],
							fieldRows(more, true),
						)
					: []),
				...(output.length
					? [`Comes out: ${output.map((one) => `\`${one}\``).join(', ')}`, '']
					: []),
				...sampleLines(samples[`${resource.value}/${operation.value}`]),
			);
		}
	}
	return `${lines.join('\n').trimEnd()}\n`;
}

/** "script" → "Script", "voiceSpeed" → "Voice speed": a limit's name as people read it. */
const plain = (name) =>
	name
		.replace(/([A-Z])/g, ' $1')
		.toLowerCase()
		.replace(/^./, (first) => first.toUpperCase());

/**
 * Every limit with where it comes from: HeyGen's page on pricing and limits counts for what an account may do, its API reference for fields.
 * @param {{limits: object, rangeOf: Function, formatsOf: Function}} node
 */
function limitsPage({ limits, rangeOf, formatsOf }) {
	// `megabytes` is a table of its own, which the files' limits are made of.
	const known = Object.entries(limits).filter(([, limit]) => limit.kind);
	const rows = known.map(([name, limit]) => [
		plain(name),
		limit.kind === 'file'
			? [
					formatsOf(limit),
					limit.maxMegabytes && `at most ${limit.maxMegabytes} MB`,
					limit.belowPixels && `longer edge below ${limit.belowPixels} pixels`,
					limit.maxSeconds && `at most ${limit.maxSeconds} seconds`,
				]
					.filter(Boolean)
					.join(', ')
			: cell(rangeOf(limit)).replace(/ to 9,007,[\d,]+/, ' or more'),
		limit.source,
	]);
	return `${[
		'# Limits, and where they come from',
		'',
		'Made by `npm run docs` out of the table that fields, checks and sentences derive from. Refused before anything is sent; [what to do then](trouble.md).',
		'',
		...table(['what', 'limit', "HeyGen's"], rows),
	]
		.join('\n')
		.trimEnd()}\n`;
}

/** What the page is made of. */
function readNode() {
	const load = (file) => require(path.join(root, 'nodes', 'HeyGen', file));
	const { resources } = load('resources');
	const { estimateJob, isPaid } = load('billing/estimateJob');
	const { ratesAsOf } = load('billing/rates');
	const { takesCallback } = load('operation/operation');
	const { limits } = require('../nodes/api/limits');
	const { rangeOf, formatsOf } = require('../nodes/api/limits/limit');
	return {
		resources,
		controls: load('operation/controls'),
		estimateJob,
		isPaid,
		ratesAsOf,
		takesCallback,
		limits,
		rangeOf,
		formatsOf,
	};
}

async function main() {
	await ensureModules();
	require('./npm/source');
	const node = readNode();
	fs.writeFileSync(PAGE, operationsPage(node));
	fs.writeFileSync(LIMITS, limitsPage(node));
	for (const page of [PAGE, LIMITS]) console.log(`Written: ${path.relative(root, page)}`);
}

module.exports = { LIMITS, PAGE, limitsPage, operationsPage, readNode };
if (require.main === module)
	main().catch((error) => {
		console.error(error.message);
		process.exit(1);
	});
