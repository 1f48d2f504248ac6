// The example workflows: each is described, knows only parameters that the node has, carries no credential, and does in the engine what it promises.
const fs = require('node:fs');
const path = require('node:path');
const { HeyGen } = require('../../nodes/HeyGen/HeyGen.node');
const { defaults } = require('../../nodes/api/limits');
const { startSimulator } = require('../../simulator');
const { runTool, runWorkflow } = require('../../tools/engine/engine');
const { cases, picksOf, uniqueName } = require('./examplePins');

const folder = path.join(__dirname, '../../examples');
const files = fs.readdirSync(folder).filter((name) => name.endsWith('.json'));
const read = (name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));
const heyGenNodes = (workflow) =>
	workflow.nodes.filter(({ type }) => /^n8n-nodes-heygen-video\.heyGen(Tool)?$/.test(type));
const { properties } = new HeyGen().description;

/** Nodes that the engine runs itself: ours, and those of n8n that it has a stand-in for; all others are pinned. */
const isRun = ({ type }) =>
	/heyGen(Trigger)?$|\.(manualTrigger|set|splitOut|splitInBatches|if|filter|stickyNote)$/.test(
		type,
	);
/** What belongs to an AI node: a model, a memory. */
const isSubNode = ({ connections }, name) =>
	Object.keys(connections[name] ?? {}).some((kind) => kind !== 'main');

/** Whether a property belongs to the operation that a node has chosen; `root` is '/' inside a collection. */
const belongs = (/** @type {any} */ { displayOptions }, { resource, operation }, root = '') => {
	const { [`${root}resource`]: resources, [`${root}operation`]: operations } =
		displayOptions?.show ?? {};
	return (
		(!resources || resources.includes(resource)) && (!operations || operations.includes(operation))
	);
};

describe.each(files)('%s', (name) => {
	const workflow = read(name);

	test('stands in the list of examples', () => {
		expect(fs.readFileSync(path.join(folder, 'README.md'), 'utf8')).toContain(`](${name})`);
	});

	test('knows only parameters that its operations have', () => {
		for (const { parameters } of heyGenNodes(workflow)) {
			const known = properties.filter((one) => belongs(one, parameters));
			// A tool has two parameters of n8n's own.
			const ofTools = ['descriptionType', 'toolDescription'];
			expect([...ofTools, ...known.map((one) => one.name)]).toEqual(
				expect.arrayContaining(Object.keys(parameters)),
			);
			const options =
				known
					.find((one) => one.name === 'options')
					?.options.filter((one) => belongs(one, parameters, '/')) ?? [];
			expect(options.map((one) => one.name)).toEqual(
				expect.arrayContaining(Object.keys(parameters.options ?? {})),
			);
		}
	});

	test('says on a note what it does, and nobody types an id into it', () => {
		const { content } = workflow.nodes.find(({ type }) => type.endsWith('.stickyNote')).parameters;
		expect(content).toMatch(/^## /);
		expect(content).toContain('**Costs:**');
		const values = (/** @type {any} */ value) =>
			value?.__rl
				? [value.value]
				: value && typeof value === 'object'
					? Object.values(value).flatMap(values)
					: [];
		const picked = heyGenNodes(workflow).flatMap(({ parameters }) => values(parameters));
		expect(picked.filter((one) => one !== '' && !one.startsWith('='))).toEqual([]);
	});

	test('has fields, forms and sheets: nobody edits JSON', () => {
		for (const { parameters } of workflow.nodes) expect(parameters.jsonOutput).toBeUndefined();
	});

	test('leaves the choice of the credential to whoever imports it', () => {
		for (const { credentials } of workflow.nodes)
			for (const { id } of Object.values(credentials ?? {})) expect(id).toBe('');
	});
});

describe('in the engine, with pinned data for what is not HeyGen', () => {
	let sim;
	beforeAll(async () => {
		defaults.firstPollSeconds = 0.05;
		sim = await startSimulator({ jobSeconds: 0.1 });
	});
	afterAll(async () => await sim.stop());
	beforeEach(() => sim.reset());

	const run = async (name, picked = {}, pinData = {}) => {
		const workflow = read(name);
		for (const node of workflow.nodes) if (!isRun(node)) node.type = 'n8n-nodes-base.noOp';
		workflow.nodes = workflow.nodes.filter(({ name: one }) => !isSubNode(workflow, one));
		for (const node of heyGenNodes(workflow))
			for (const field of Object.keys(picked))
				if (node.parameters[field]?.value === '')
					node.parameters[field] = { __rl: true, mode: 'id', value: picked[field] };
		const result = await runWorkflow({
			workflow,
			pinData,
			credentials: { heyGenVideoApi: { apiKey: sim.apiKey, baseUrl: sim.url } },
		});
		expect(result.error).toBeUndefined();
		return result;
	};

	test('an execution sleeps while HeyGen renders, with nobody to call it until the recheck', async () => {
		sim.configure({ neverEnd: true });
		const picks = picksOf(sim.catalogue());
		const rows = ['Welcome', 'Security', 'Holidays'].map((Title) => ({
			json: { Title, Script: `All about it: ${Title}.` },
		}));
		const { status, waitTill } = await run('videos-without-a-worker.json', picks, {
			Rows: rows,
			Keep: [{ json: {} }],
		});
		expect(status).toBe('waiting');
		expect(waitTill.getTime() - Date.now()).toBeLessThanOrEqual(5 * 60_000);
		expect(sim.paid().count).toBe(3);
	});

	test.each(Object.entries(cases))('%s', async (name, { pins, node, count, json, binary }) => {
		const { itemsOf } = await run(name, picksOf(sim.catalogue()), pins(sim.catalogue()));
		const items = itemsOf(node);
		expect(items).toHaveLength(count);
		for (const one of items) {
			if (json) expect(one.json).toMatchObject(json);
			if (binary) expect(one.binary.data.mimeType).toBe(binary);
		}
		expect(sim.violations()).toEqual([]);
	});

	test('every other example is run by a test of its own', () => {
		const own = [
			'chat-with-video-tools.json',
			'scripts-to-avatar-videos.json',
			'videos-without-a-worker.json',
		];
		expect([...Object.keys(cases), ...own].sort()).toEqual([...files].sort());
	});

	test('the tools of the chat: the list and the check are free, the video is paid', async () => {
		const { looks } = sim.catalogue();
		const avatar = uniqueName(
			looks.filter(({ status }) => status === 'completed'),
			looks,
		);
		const call = async (name) => {
			const { parameters } = read('chat-with-video-tools.json').nodes.find(
				(one) => one.name === name,
			);
			const { answers } = await runTool({
				parameters,
				calls: [{ avatar, script: 'Hello from the chat.' }],
				credentials: { heyGenVideoApi: { apiKey: sim.apiKey, baseUrl: sim.url } },
			});
			return answers[0].response;
		};
		expect((await call('List Avatars')).length).toBeGreaterThan(0);
		expect((await call('Check Video'))[0]).toMatchObject({ ok: true, problems: [] });
		expect(sim.paid().count).toBe(0);
		expect((await call('Make Video'))[0]).toMatchObject({ status: 'completed' });
		expect(sim.paid().count).toBe(1);
	});
});
