// Queue mode under load: hundreds of executions asleep at once, workers killed, every result that n8n itself does not drop arrives and is paid once.
const { until } = require('../../tools/npm/until');
const { addressAt, publicName } = require('../../tools/n8n/publicName');
const { startQueue } = require('../../tools/n8n/queue');
const { freePort } = require('../../tools/n8n/start');
const { avatarVideo, heyGen, openLab, rows } = require('../e2e/lab');

const EXECUTIONS = 200;
const ROWS = 3;
/** How many executions a worker runs at once. */
const WORKER = 10;
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
		concurrency: WORKER,
		webhooks: 1,
		port,
		env: {
			...publicName(port),
			DB_POSTGRESDB_POOL_SIZE: '10',
			// A dead worker is noticed sooner than by n8n's own figures, a minute and a half.
			QUEUE_WORKER_LOCK_DURATION: '20000',
			QUEUE_WORKER_LOCK_RENEW_TIME: '5000',
			QUEUE_WORKER_STALLED_INTERVAL: '5000',
		},
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
	`${EXECUTIONS} executions of ${ROWS} jobs asleep, two workers killed: each paid once, lost is only what n8n ends for the dead worker`,
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

		// The jobs of a half of the executions end within some seconds.
		const jobs = lab.simulator.jobs();
		const executionOf = ({ body }) => body.script.split(':')[0];
		const ids = [...new Set(jobs.map(executionOf))];
		const end = async (half, during = async () => {}) => {
			const ending = jobs.filter((job) => half.includes(executionOf(job)));
			const before = lab.simulator.deliveries().length;
			for (const [n, { id }] of ending.entries()) {
				lab.simulator.finish(id);
				// No faster than HeyGen calls: each thirty once most of those before have been told.
				if (n % 30 === 29)
					await until(
						`${n} callbacks`,
						() => lab.simulator.deliveries().length - before > n / 2,
						60_000,
					);
				if (n === Math.floor(ending.length / 2)) await during();
			}
		};
		// A worker that dies while all sleep takes nothing with it.
		await n8n.workers[0].kill();
		await end(ids.slice(0, EXECUTIONS / 2));
		await reached('success', EXECUTIONS / 2);
		const half = Date.now();
		expect(await states()).toEqual({ success: EXECUTIONS / 2, waiting: EXECUTIONS / 2 });

		// One that dies while it wakes executions takes those that it is at; n8n itself ends them, in these words.
		await n8n.startWorker({ concurrency: WORKER });
		await end(ids.slice(EXECUTIONS / 2), async () => await n8n.workers[1].kill());
		await until(
			'no execution sleeps or runs',
			async () => {
				const { success = 0, error = 0 } = await states();
				return success + error === EXECUTIONS;
			},
			RUN_LIMIT_MS,
		);
		const lost = await n8n.query(
			'SELECT e.id, d.data FROM execution_entity e JOIN execution_data d ON d."executionId" = e.id WHERE e.status <> \'success\'',
		);
		expect(lost.length).toBeLessThanOrEqual(WORKER);
		for (const { data } of lost) expect(data).toContain('failed to be processed too many times');

		const results = new Map();
		for (const { id } of await n8n.query(
			"SELECT id FROM execution_entity WHERE status = 'success' ORDER BY id",
		)) {
			const { data } = await lab.rest.execution(String(id));
			const runs = data.resultData.runData.Done;
			expect(runs).toHaveLength(1);
			const [items] = runs[0].data.main;
			expect(items.map(({ json }) => json.status)).toEqual(Array(ROWS).fill('completed'));
			for (const { json } of items) results.set(json.id, String(id));
		}
		expect(results.size).toBe((EXECUTIONS - lost.length) * ROWS);
		expect(lab.simulator.paid().count).toBe(EXECUTIONS * ROWS);
		const lostIds = lost.map(({ id }) => String(id));
		for (const job of lab.simulator.jobs()) {
			expect([...lostIds, results.get(job.id)]).toContain(executionOf(job));
			expect(job.status).toBe('completed');
		}
		console.log(
			`${EXECUTIONS} executions asleep after ${((asleep - begun) / 1000).toFixed(1)} s; the results of ${EXECUTIONS / 2} ${((half - asleep) / 1000).toFixed(1)} s after a worker of two had been killed; ${lost.length} of ${EXECUTIONS / 2} were ended by n8n when the other was killed at work`,
		);
	},
	START_LIMIT_MS + RUN_LIMIT_MS,
);
