// Money at odd moments in the real n8n: an edited batch without an answer, a restored database, rounds of a loop, sub-workflows. Needs an n8n of its own.
const fs = require('node:fs');
const path = require('node:path');
const { itemsOf } = require('../../tools/n8n/rest');
const { startN8n } = require('../../tools/n8n/start');
const { avatarVideo, chain, heyGen, manualTrigger, openLab, rows } = require('./lab');

let n8n;
let lab;
beforeAll(async () => {
	n8n = await startN8n();
	await n8n.rest.login();
	lab = await openLab({ jobSeconds: 1 }, n8n.url);
}, 180_000);
afterAll(async () => {
	await lab?.close();
	await n8n?.stop();
}, 60_000);
beforeEach(() => {
	lab.simulator.reset();
	lab.simulator.configure({ creditLimit: null, jobSeconds: 1 });
});

const store = async (workflow) => await lab.rest.createWorkflow(workflow, [lab.credential]);
const video = (more) => heyGen('HeyGen', avatarVideo(lab.simulator, more));
/** Stores other parameters of the node that makes videos. */
const edit = async (workflow, parameters) => {
	const nodes = workflow.nodes.map((node) =>
		node.name === 'HeyGen' ? { ...node, parameters: { ...node.parameters, ...parameters } } : node,
	);
	return await lab.rest.request('PATCH', `/rest/workflows/${workflow.id}`, { ...workflow, nodes });
};
const paid = () => lab.simulator.paid().count;
const scriptsOf = (execution) =>
	itemsOf(execution, 'HeyGen').map(
		({ json }) => lab.simulator.jobs().find(({ id }) => id === json.id).body.script,
	);
const scripts = (...words) => rows(words.map((script) => ({ script })));

test('a batch without an answer, one of three rows edited, retried: three paid, and the edited one', async () => {
	lab.simulator.plan({ match: { method: 'POST' }, kind: 'dropAfter', times: 20 });
	const workflow = await store(
		chain(
			manualTrigger,
			scripts('one', 'two', 'three'),
			video({ operation: 'createBatch', type: 'avatar', maxWaitMinutes: 0.02 }),
		),
	);
	const failed = await lab.rest.runToEnd(workflow);
	expect(failed.status).toBe('error');
	expect(paid()).toBe(3);
	lab.simulator.clearFaults();
	await edit(workflow, {
		script: '={{ $json.script === "two" ? "better" : $json.script }}',
		maxWaitMinutes: 2,
	});
	const again = await lab.rest.retry(failed.id, { loadWorkflow: true });
	expect(again.status).toBe('success');
	expect(scriptsOf(again)).toEqual(['one', 'better', 'three']);
	expect(paid()).toBe(4);
});

test('a database restored within 24 hours: an execution of the same number gets what it asks for itself', async () => {
	const workflow = await store(chain(manualTrigger, scripts('For Alice'), video()));
	const folder = path.join(n8n.userFolder, '.n8n');
	const files = () => fs.readdirSync(folder).filter((name) => name.startsWith('database.sqlite'));
	const backup = fs.mkdtempSync(path.join(n8n.userFolder, 'backup-'));
	await n8n.stopMain();
	for (const name of files()) fs.copyFileSync(path.join(folder, name), path.join(backup, name));
	await n8n.start();
	await lab.rest.login();
	const alice = await lab.rest.runToEnd(workflow);
	await n8n.stopMain();
	for (const name of files()) fs.rmSync(path.join(folder, name));
	fs.cpSync(backup, folder, { recursive: true });
	await n8n.start();
	await lab.rest.login();
	const edited = await edit(workflow, { script: 'For Bob' });
	const bob = await lab.rest.runToEnd(edited);
	expect(bob.id).toBe(alice.id);
	expect([alice, bob].map(scriptsOf)).toEqual([['For Alice'], ['For Bob']]);
	expect(paid()).toBe(2);
}, 240_000);

describe('the same row in another round', () => {
	/** Puts links in place of those of a chain. */
	const linked = (nodes, links) => {
		const connections = {};
		for (const [from, to, output = 0] of links) {
			const main = (connections[from] ??= { main: [] }).main;
			while (main.length <= output) main.push([]);
			main[output].push({ node: to, type: 'main', index: 0 });
		}
		return { ...chain(...nodes), connections };
	};
	const loop = {
		name: 'Loop',
		type: 'n8n-nodes-base.splitInBatches',
		typeVersion: 3,
		parameters: { batchSize: 1, options: {} },
	};

	test('of Loop Over Items is another order; a round without credit, retried, is ordered once', async () => {
		lab.simulator.configure({ creditLimit: 2 });
		const workflow = await store(
			linked(
				[manualTrigger, scripts('same', 'same', 'same'), loop, video()],
				[
					['Start', 'Rows'],
					['Rows', 'Loop'],
					['Loop', 'HeyGen', 1],
					['HeyGen', 'Loop'],
				],
			),
		);
		const failed = await lab.rest.runToEnd(workflow);
		expect(failed.status).toBe('error');
		lab.simulator.configure({ creditLimit: null });
		const again = await lab.rest.retry(failed.id);
		expect(again.status).toBe('success');
		expect(new Set(itemsOf(again, 'Loop').map(({ json }) => json.id)).size).toBe(3);
		expect(paid()).toBe(3);
	});

	test('of a loop back into the node is another order', async () => {
		const again = {
			name: 'Again',
			type: 'n8n-nodes-base.code',
			typeVersion: 2,
			parameters: { jsCode: "return $runIndex < 2 ? [{ json: { script: 'same' } }] : []" },
		};
		const workflow = await store(
			linked(
				[manualTrigger, scripts('same'), video(), again],
				[
					['Start', 'Rows'],
					['Rows', 'HeyGen'],
					['HeyGen', 'Again'],
					['Again', 'HeyGen'],
				],
			),
		);
		const execution = await lab.rest.runToEnd(workflow);
		expect(execution.status).toBe('success');
		expect(execution.data.resultData.runData.HeyGen).toHaveLength(3);
		expect(paid()).toBe(3);
	});

	test('of a sub-workflow that is called twice in one execution is another order', async () => {
		const called = {
			name: 'Called',
			type: 'n8n-nodes-base.executeWorkflowTrigger',
			typeVersion: 1.1,
			parameters: { inputSource: 'passthrough' },
		};
		const inner = await store(chain(called, video()));
		await lab.rest.activate(inner);
		const call = (name) => ({
			name,
			type: 'n8n-nodes-base.executeWorkflow',
			typeVersion: 1.2,
			parameters: {
				workflowId: { __rl: true, mode: 'id', value: inner.id },
				mode: 'each',
				options: { waitForSubWorkflow: true },
			},
		});
		const workflow = await store(
			chain(
				manualTrigger,
				scripts('same', 'same'),
				call('First'),
				{
					...scripts('same'),
					name: 'More rows',
				},
				call('Then'),
			),
		);
		const execution = await lab.rest.runToEnd(workflow);
		expect(execution.status).toBe('success');
		const made = ['First', 'Then'].flatMap((name) => itemsOf(execution, name));
		expect(new Set(made.map(({ json }) => json.id)).size).toBe(3);
		expect(paid()).toBe(3);
	});
});
