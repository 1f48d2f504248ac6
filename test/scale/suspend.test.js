// Queue mode under load: hundreds of executions asleep at once, a worker killed in the middle, every result arrives and is paid once.
const { until } = require('../../tools/npm/until');
const { addressAt, publicName } = require('../../tools/n8n/publicName');
const { startQueue } = require('../../tools/n8n/queue');
const { freePort } = require('../../tools/n8n/start');
const { avatarVideo, heyGen, openLab, rows } = require('../e2e/lab');

const EXECUTIONS = 200;
const ROWS = 3;
/** How long the processes may take to start, and all executions to end, in milliseconds. */
const START_LIMIT_MS = 240_000;
const RUN_LIMIT_MS = 300_000;
/** A time that no test waits for, in seconds. */
const LONG = 3600;

let n8n;
let lab;
beforeAll(async () => {
	const port = await freePort();
	// n8n's own two connections per process are too few for a burst of callbacks (deploy/README.md).
	n8n = await startQueue({
		workers: 2,
		webhooks: 1,
		port,
		env: { ...publicName(port), DB_POSTGRESDB_POOL_SIZE: '10' },
	});
	// As an operator's proxy does: all webhooks go to the webhook process.
	lab = await openLab(
		{
			concurrency: EXECUTIONS * ROWS,
			jobSeconds: LONG,
			webhookHosts: { [addressAt(port)]: n8n.webhooks[0].url },
		},
		n8n.url,
	);
}, START_LIMIT_MS);
afterAll(async () => {
	await lab?.close();
	await n8n?.stop();
}, START_LIMIT_MS);

/** Executions by state, out of n8n's database. */
async function states() {
	const found = await n8n.query(
		'SELECT status, count(*)::int AS count FROM execution_entity GROUP BY status',
	);
	return Object.fromEntries(found.map(({ status, count }) => [status, count]));
}

/** Waits until as many executions have reached a state. */
async function reached(status, count) {
	let now = {};
	await until(
		`${count} executions are ${status}`,
		async () => ((now = await states())[status] ?? 0) >= count,
		RUN_LIMIT_MS,
		250,
	).catch((late) => {
		throw new Error(`${late.message}, but ${JSON.stringify(now)}`);
	});
}

test(
	`${EXECUTIONS} executions of ${ROWS} jobs asleep, a worker killed: all results, each paid once`,
	async () => {
		const path = 'asleep';
		const nodes = [
			{
				name: 'Webhook',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				webhookId: path,
				parameters: { httpMethod: 'POST', path, options: {} },
			},
			rows(Array.from({ length: ROWS }, (_, n) => ({ script: `Row ${n + 1}` }))),
			heyGen(
				'Create',
				avatarVideo(lab.simulator, {
					completion: 'suspend',
					script: '={{ $execution.id }}: {{ $json.script }}',
				}),
			),
			{ name: 'Done', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
		];
		const to = (node) => ({ main: [[{ node, type: 'main', index: 0 }]] });
		const workflow = await lab.rest.createWorkflow(
			{
				name: 'Asleep',
				nodes: nodes.map((node, n) => ({ id: `node-${n}`, position: [n * 220, 0], ...node })),
				connections: { Webhook: to('Rows'), Rows: to('Create'), Create: to('Done') },
				settings: { executionOrder: 'v1' },
			},
			[lab.credential],
		);
		await lab.rest.activate(workflow);

		const start = async () =>
			(await fetch(`${n8n.webhooks[0].url}/webhook/${path}`, { method: 'POST' })).status;
		await until('the webhook is there', async () => (await start()) === 200, 10_000, 100);
		const begun = Date.now();
		let left = EXECUTIONS - 1;
		await Promise.all(
			Array.from({ length: 10 }, async () => {
				for (; left > 0;) {
					left--;
					expect(await start()).toBe(200);
				}
			}),
		);
		await reached('waiting', EXECUTIONS);
		const asleep = Date.now();
		expect(lab.simulator.paid().count).toBe(EXECUTIONS * ROWS);
		// Nothing holds a worker: no execution runs.
		expect(await states()).toEqual({ waiting: EXECUTIONS });

		// All jobs end within some seconds; a worker dies while it wakes executions.
		const jobs = lab.simulator.jobs().map(({ id }) => id);
		for (const [n, id] of jobs.entries()) {
			lab.simulator.finish(id);
			// No faster than HeyGen calls: each thirty once most of those before have been told.
			if (n % 30 === 29)
				await until(`${n} callbacks`, () => lab.simulator.deliveries().length > n / 2, 60_000);
			if (n === jobs.length / 2 - 1) await n8n.workers[0].kill();
		}
		await reached('success', EXECUTIONS);
		const done = Date.now();

		expect(await states()).toEqual({ success: EXECUTIONS });
		const results = new Map();
		for (const { id } of await n8n.query('SELECT id FROM execution_entity ORDER BY id')) {
			const { data } = await lab.rest.execution(String(id));
			const runs = data.resultData.runData.Done;
			expect(runs).toHaveLength(1);
			const [items] = runs[0].data.main;
			expect(items.map(({ json }) => json.status)).toEqual(Array(ROWS).fill('completed'));
			for (const { json } of items) results.set(json.id, String(id));
		}
		expect(results.size).toBe(EXECUTIONS * ROWS);
		expect(lab.simulator.paid().count).toBe(EXECUTIONS * ROWS);
		for (const { id, body } of lab.simulator.jobs())
			expect(body.script.startsWith(`${results.get(id)}: `)).toBe(true);
		console.log(
			`${EXECUTIONS} executions asleep after ${((asleep - begun) / 1000).toFixed(1)} s; all ${results.size} results ${((done - asleep) / 1000).toFixed(1)} s after the first job ended, one worker of two killed`,
		);
	},
	START_LIMIT_MS + RUN_LIMIT_MS,
);
