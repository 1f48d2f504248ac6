// Executions that sleep behind a public address which HeyGen's calls do not get through, or whose callback is lost, in a real n8n.
const http = require('node:http');
const { addressAt, publicName } = require('../../tools/n8n/publicName');
const { freePort, startN8n } = require('../../tools/n8n/start');
const { failureOf, itemsOf } = require('../../tools/n8n/rest');
const { avatarVideo, heyGen, manualTrigger, openLab, rows } = require('./lab');

/** n8n looks for due executions once a minute. */
const DUE_MS = 200_000;

let n8n;
let gateway;
let address;
/** What the gateway in front of n8n answers by itself; undefined where it lets a call pass. */
let refusal;
const labs = [];

beforeAll(async () => {
	const port = await freePort();
	gateway = http.createServer((request, response) => {
		if (refusal) return response.writeHead(refusal).end('<html>Please log in</html>');
		const { method, url, headers } = request;
		const passed = http.request(`${n8n.url}${url}`, { method, headers }, (answer) => {
			response.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(response);
		});
		return request.pipe(passed);
	});
	await new Promise((resolve) => gateway.listen(port, '127.0.0.1', () => resolve(undefined)));
	address = addressAt(port);
	n8n = await startN8n({ env: publicName(port) });
	await n8n.rest.login();
}, 180_000);
afterAll(async () => {
	await Promise.all(labs.map((lab) => lab.close()));
	await n8n?.stop();
	gateway?.closeAllConnections();
	await new Promise((resolve) => (gateway ? gateway.close(resolve) : resolve(undefined)));
}, 60_000);

/** Two rows that fall asleep, with nothing connected to Not Finished; their jobs end, and nobody is told. */
async function asleep() {
	const lab = await openLab(
		{ jobSeconds: 3600, callbacks: false, webhookHosts: { [address]: n8n.url } },
		n8n.url,
	);
	labs.push(lab);
	const main = (name) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
	const nodes = [
		manualTrigger,
		rows([{ script: 'one' }, { script: 'two' }]),
		heyGen('Create', avatarVideo(lab.simulator, { completion: 'suspend', maxWaitMinutes: 1 })),
		{ name: 'Done', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
	];
	const workflow = await lab.rest.createWorkflow(
		{
			name: expect.getState().currentTestName,
			nodes: nodes.map((node, n) => ({ id: `node-${n}`, position: [n * 220, 0], ...node })),
			connections: { Start: main('Rows'), Rows: main('Create'), Create: main('Done') },
			settings: { executionOrder: 'v1' },
		},
		[lab.credential],
	);
	const id = await lab.rest.run(workflow);
	const execution = await lab.rest.waitForExecution(id, {
		statuses: ['waiting', 'success', 'error'],
	});
	expect([execution.status, failureOf(execution)]).toEqual(['waiting', undefined]);
	for (const job of lab.simulator.jobs()) lab.simulator.finish(job.id);
	return { lab, id };
}

test('what is finished when the time is up goes out at the first output, and a closed address is named', async () => {
	refusal = 401;
	const closed = await asleep();
	refusal = undefined;
	const open = await asleep();
	const [first, second] = await Promise.all(
		[closed, open].map(
			async ({ lab, id }) => await lab.rest.waitForExecution(id, { limitMs: DUE_MS }),
		),
	);
	for (const execution of [first, second]) {
		expect([execution.status, failureOf(execution)]).toEqual(['success', undefined]);
		expect(itemsOf(execution, 'Done').map(({ json }) => json.status)).toEqual([
			'completed',
			'completed',
		]);
		expect(execution.data.resultData.runData.Create).toHaveLength(1);
	}
	for (const { json } of itemsOf(first, 'Done'))
		expect(json.warnings).toEqual([
			expect.stringContaining(
				`${address}/webhook-waiting/ shows why: it is answered with HTTP 401`,
			),
		]);
	for (const { json } of itemsOf(second, 'Done')) expect(json).not.toHaveProperty('warnings');
	for (const { lab } of [closed, open]) expect(lab.simulator.paid().count).toBe(2);
}, 400_000);
