// n8n as operators run it: behind a proxy that ends TLS and serves it under a path, with two webhook processes, manual runs on
// workers, files in the database, and successful executions that are not kept.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const http = require('node:http');
const https = require('node:https');
const os = require('node:os');
const path = require('node:path');
const { until } = require('../../tools/npm/until');
const { certificateFor } = require('../../tools/n8n/certificate');
const { NAME, addressAt, publicName } = require('../../tools/n8n/publicName');
const { startQueue } = require('../../tools/n8n/queue');
const { failureOf, itemsOf } = require('../../tools/n8n/rest');
const { freePort } = require('../../tools/n8n/start');
const { newEvent, signed, TriggerKit, trigger } = require('../../tools/n8n/triggerKit');
const { avatarVideo, chain, heyGen, manualTrigger, openLab, rows } = require('../e2e/lab');

jest.setTimeout(240_000);

/** The path under which the proxy serves n8n. */
const PREFIX = '/flows';
const LONG = 3600;

const { key, cert } = certificateFor(NAME);
let folder;
let port;
let proxy;
let inbox;
let n8n;
let lab;
/** How many calls each webhook process has got. */
const calls = [0, 0];
/** What the workflows have sent out, by path. */
const received = [];

const sha = (bytes) => createHash('sha256').update(bytes).digest('hex');
const listen = (server, at) =>
	new Promise((resolve) => server.listen(at, '127.0.0.1', () => resolve(undefined)));
const close = (server) =>
	new Promise((resolve) => {
		server?.closeAllConnections();
		if (server) server.close(resolve);
		else resolve(undefined);
	});
async function bytesOf(stream) {
	const parts = [];
	for await (const part of stream) parts.push(part);
	return Buffer.concat(parts);
}

/** Where a request to the proxy leads: what is called goes to the webhook processes in turn, people to the main process. */
function targetOf(url) {
	if (!url.startsWith(`${PREFIX}/`)) return undefined;
	const rest = url.slice(PREFIX.length);
	if (!/^\/webhook(-waiting)?\//.test(rest)) return `${n8n.url}${rest}`;
	const process = calls[0] > calls[1] ? 1 : 0;
	calls[process]++;
	return `${n8n.webhooks[process].url}${rest}`;
}

/**
 * What the outside world does: a request over TLS to n8n's public address.
 * @param {string} url
 * @param {{method?: string, headers?: object, body?: string | Buffer}} [request]
 * @returns {Promise<{status: number, body: string}>}
 */
function call(url, { method = 'POST', headers = {}, body = '{}' } = {}) {
	const { pathname, search } = new URL(url);
	return new Promise((resolve, reject) => {
		https
			.request(
				{
					...{ host: '127.0.0.1', port, servername: NAME, ca: cert },
					...{ method, path: pathname + search },
					headers: { 'content-type': 'application/json', ...headers },
				},
				async (answer) =>
					resolve({ status: answer.statusCode, body: String(await bytesOf(answer)) }),
			)
			.on('error', reject)
			.end(body);
	});
}

beforeAll(async () => {
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'proxy-'));
	const certificate = path.join(folder, 'proxy.pem');
	fs.writeFileSync(certificate, cert);
	port = await freePort();
	proxy = https.createServer({ key, cert }, (request, response) => {
		const target = targetOf(request.url);
		if (!target) return response.writeHead(404).end();
		const headers = { ...request.headers, 'x-forwarded-proto': 'https' };
		const passed = http.request(target, { method: request.method, headers }, (answer) =>
			answer.pipe(response.writeHead(answer.statusCode ?? 502, answer.headers)),
		);
		passed.on('error', () => response.writeHead(502).end());
		return request.pipe(passed);
	});
	inbox = http.createServer(async (request, response) => {
		received.push({ path: request.url, bytes: await bytesOf(request) });
		response.end('{}');
	});
	await Promise.all([listen(proxy, port), listen(inbox, 0)]);
	n8n = await startQueue({
		workers: 2,
		webhooks: 2,
		env: {
			...publicName(port, { path: `${PREFIX}/`, certificate }),
			N8N_PATH: `${PREFIX}/`,
			N8N_EDITOR_BASE_URL: addressAt(port, PREFIX),
			N8N_PROXY_HOPS: '1',
			N8N_DEFAULT_BINARY_DATA_MODE: 'database',
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			DB_POSTGRESDB_POOL_SIZE: '10',
		},
	});
	await n8n.rest.login();
	// HeyGen's calls are made by the tests, which know the certificate.
	lab = await openLab({ jobSeconds: LONG, callbacks: false, concurrency: 100 }, n8n.url);
});
afterAll(async () => {
	await lab?.close();
	await n8n?.stop();
	await close(proxy);
	await close(inbox);
	fs.rmSync(folder, { recursive: true, force: true });
});

const create = () =>
	heyGen(
		'Create',
		avatarVideo(lab.simulator, {
			completion: 'suspend',
			script: "={{ $('Rows').item.json.script }}",
			options: { downloadResult: true },
		}),
	);
/** Sends an item's file out, to be looked at. */
const sendOut = (name, to) => ({
	name,
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: {
		method: 'POST',
		url: `=http://127.0.0.1:${inbox.address().port}/${to}`,
		sendBody: true,
		contentType: 'binaryData',
		inputDataFieldName: 'data',
		options: {},
	},
});
const sent = (start) => received.filter((one) => one.path.startsWith(start));

test('executions sleep with their files in the database, callbacks come to both webhook processes, and nothing of the successful ones is kept', async () => {
	const hook = 'asleep-behind-proxy';
	const workflow = await lab.rest.createWorkflow(
		{
			...chain(
				{
					name: 'Webhook',
					type: 'n8n-nodes-base.webhook',
					typeVersion: 2,
					webhookId: hook,
					parameters: { httpMethod: 'POST', path: hook, options: {} },
				},
				rows([{ script: 'one' }, { script: 'two' }]),
				{
					name: 'File',
					type: 'n8n-nodes-base.convertToFile',
					typeVersion: 1.1,
					parameters: { operation: 'toText', sourceProperty: 'script', options: {} },
				},
				create(),
				sendOut('Video', 'video/{{ $json.id }}'),
				{
					name: 'From before',
					type: 'n8n-nodes-base.code',
					typeVersion: 2,
					parameters: { jsCode: "return $('File').all()" },
				},
				sendOut('Before', 'before'),
			),
			settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none' },
		},
		[lab.credential],
	);
	await lab.rest.activate(workflow);
	const start = addressAt(port, `${PREFIX}/webhook/${hook}`);
	await until('the webhook answers', async () => (await call(start)).status === 200);
	for (let n = 1; n < 4; n++) expect((await call(start)).status).toBe(200);
	/** What n8n deletes it marks first, and clears away later. */
	const stored = async () =>
		await n8n.query(
			`SELECT id, status FROM execution_entity WHERE "workflowId" = '${workflow.id}' AND "deletedAt" IS NULL ORDER BY id`,
		);
	const asleep = await until(
		'all are asleep',
		async () => {
			const all = await stored();
			return all.length === 4 && all.every(({ status }) => status === 'waiting') && all;
		},
		120_000,
	);
	expect(await n8n.query('SELECT count(*)::int AS count FROM binary_data')).toEqual([{ count: 8 }]);

	const jobs = lab.simulator.jobs();
	expect(jobs).toHaveLength(8);
	const addresses = jobs.map(({ body }) => body.callback_url);
	for (const { id } of asleep) {
		const own = addresses.filter((one) =>
			one.startsWith(addressAt(port, `${PREFIX}/webhook-waiting/${id}/heygen?`)),
		);
		expect(own).toHaveLength(2);
	}
	// The node's own look at its address went through proxy and TLS: none is taken for closed.
	for (const each of [...n8n.workers, ...n8n.webhooks]) expect(each.logs()).not.toMatch(/HTTP 4/);

	// A forged call is refused by either process.
	const [forged] = addresses.map((one) => one.replace(/(token|signature)=[^&]+/g, '$1=forged'));
	for (const _ of calls) expect((await call(forged)).status).toBe(401);

	const before = [...calls];
	for (const { id, body } of jobs) {
		lab.simulator.finish(id);
		await call(body.callback_url);
	}
	// A callback that met the execution while it ran is made up for by the node itself.
	await until('all videos are out', () => sent('/video/').length === 8, 120_000);
	await until('all files from before are out', () => sent('/before').length === 8, 60_000);
	for (const [process, count] of calls.entries()) expect(count).toBeGreaterThan(before[process]);

	const apiKey = { headers: { 'x-api-key': lab.simulator.apiKey } };
	for (const { id } of jobs) {
		const { data } = await (await fetch(`${lab.simulator.url}/v3/videos/${id}`, apiKey)).json();
		const video = Buffer.from(await (await fetch(data.video_url)).arrayBuffer());
		expect(sent(`/video/${id}`).map(({ bytes }) => sha(bytes))).toEqual([sha(video)]);
	}
	expect(
		sent('/before')
			.map(({ bytes }) => String(bytes))
			.sort(),
	).toEqual(['one', 'one', 'one', 'one', 'two', 'two', 'two', 'two']);
	expect(lab.simulator.paid().count).toBe(8);
	await until('nothing is kept', async () => (await stored()).length === 0, 60_000);
});

test('a run started by hand sleeps and wakes on a worker', async () => {
	lab.simulator.reset();
	const workflow = await lab.rest.createWorkflow(
		chain(manualTrigger, rows([{ script: 'one' }]), create()),
		[lab.credential],
	);
	const id = await lab.rest.run(workflow);
	await lab.rest.waitForExecution(id, { statuses: ['waiting', 'error'] });
	const [job] = lab.simulator.jobs();
	lab.simulator.finish(job.id);
	await call(job.body.callback_url);
	const execution = await lab.rest.waitForExecution(id);
	expect([execution.status, failureOf(execution)]).toEqual(['success', undefined]);
	expect(itemsOf(execution, 'Create').map(({ json }) => json.status)).toEqual(['completed']);
	const workers = n8n.workers.filter((worker) =>
		worker.logs().includes(`finished execution ${id}`),
	);
	expect(workers.length).toBeGreaterThan(0);
	expect(lab.simulator.paid().count).toBe(1);
});

test('a trigger registers the address under the path, and an event that comes over TLS starts one run', async () => {
	const kit = new TriggerKit(n8n, lab.credential, lab.simulator);
	const node = trigger({ options: { includeResource: false } });
	const workflow = await kit.workflow(node);
	const [{ secret }] = await kit.activate(workflow);
	const [{ url }] = await kit.endpoints();
	expect(url).toBe(addressAt(port, `${PREFIX}/webhook/${node.webhookId}/webhook`));
	const event = signed(newEvent(), secret);
	expect((await call(url, event)).status).toBe(200);
	expect((await call(url, event)).status).toBe(200);
	expect((await call(url, signed(newEvent(), 'whsec_forged'))).status).toBe(401);
	await until('one run', async () => (await kit.countRuns(workflow)) === 1);
	await kit.deactivate(workflow);
	await until('no endpoint is left', async () => (await kit.endpoints()).length === 0);
	expect(await kit.countRuns(workflow)).toBe(1);
});
