// Queue mode: webhooks arrive at a webhook process, workers make the videos, each is paid once.
const { until } = require('../../tools/npm/until');
const { itemsOf } = require('../../tools/n8n/rest');
const { startQueue } = require('../../tools/n8n/queue');
const { avatarVideo, chain, heyGen, openLab, rows } = require('../e2e/lab');

/** How long the processes may take to start, in milliseconds. */
const START_LIMIT_MS = 240_000;

let n8n;
let lab;
beforeAll(async () => {
	n8n = await startQueue({ workers: 2, webhooks: 1 });
	lab = await openLab({ concurrency: 100 }, n8n.url);
}, START_LIMIT_MS);
afterAll(async () => {
	await lab?.close();
	await n8n?.stop();
}, START_LIMIT_MS);

test('20 executions of 3 rows: 60 results, 60 paid, made by both workers', async () => {
	const path = 'queue-mode';
	const workflow = await lab.rest.createWorkflow(
		chain(
			{
				name: 'Webhook',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				webhookId: path,
				parameters: { httpMethod: 'POST', path, options: {} },
			},
			rows([{ script: 'one' }, { script: 'two' }, { script: 'three' }]),
			heyGen('Create', avatarVideo(lab.simulator)),
		),
		[lab.credential],
	);
	await lab.rest.activate(workflow);

	const call = async () =>
		(await fetch(`${n8n.webhooks[0].url}/webhook/${path}`, { method: 'POST' })).status;
	let started = 0;
	// The webhook is there a moment after the activation.
	for (const limit = Date.now() + 10_000; started === 0 && Date.now() < limit;)
		started += Number((await call()) === 200);
	expect(started).toBe(1);
	for (const status of await Promise.all(Array.from({ length: 19 }, call)))
		expect(status).toBe(200);

	const ids = await executionIds(20);
	for (const id of ids) {
		const execution = await lab.rest.waitForExecution(id);
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Create').map(({ json }) => json.status)).toEqual([
			'completed',
			'completed',
			'completed',
		]);
	}
	expect(lab.simulator.paid().count).toBe(60);
	expect(new Set(lab.simulator.jobs().map(({ idempotencyKey }) => idempotencyKey)).size).toBe(60);
	for (const worker of n8n.workers) expect(worker.logs()).toMatch(/Worker finished execution/);
});

/** The ids of the executions in n8n's database, once there are as many as expected. */
async function executionIds(count) {
	return await until(`${count} executions are stored`, async () => {
		const found = await n8n.query('SELECT id FROM execution_entity ORDER BY id');
		return found.length >= count && found.map(({ id }) => String(id));
	});
}
