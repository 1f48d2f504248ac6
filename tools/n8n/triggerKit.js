// What the end-to-end tests and the measurement of the triggers share: a real n8n that believes it has a public address,
// workflows that start with a trigger, and deliveries signed as HeyGen signs them, sent to n8n on this machine.
const { createHmac, randomUUID } = require('node:crypto');
const http = require('node:http');
const { until } = require('../npm/until');
const { startN8n } = require('./start');

/** What n8n takes for its public address. Nothing is ever sent there: deliveries go to where n8n listens. */
const PUBLIC_ADDRESS = 'https://n8n.example.com';
const PACKAGE = 'n8n-nodes-heygen-video';
const CREDENTIAL = 'heyGenVideoApi';

/** A HeyGen Trigger node. */
const trigger = (parameters = {}, name = 'HeyGen Trigger') => ({
	name,
	parameters,
	id: randomUUID(),
	webhookId: randomUUID(),
	type: `${PACKAGE}.heyGenTrigger`,
	typeVersion: 1.1,
	position: [0, 0],
	credentials: { [CREDENTIAL]: {} },
});

/** A HeyGen Poll Trigger node that polls every minute, as often as n8n allows. */
const pollTrigger = (parameters = {}, name = 'HeyGen Poll Trigger') => ({
	name,
	parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] }, ...parameters },
	id: randomUUID(),
	type: `${PACKAGE}.heyGenPollTrigger`,
	typeVersion: 1,
	position: [0, 0],
	credentials: { [CREDENTIAL]: {} },
});

/** n8n's own Webhook node, to compare with. */
const webhook = (name = 'Webhook') => ({
	name,
	parameters: { httpMethod: 'POST', path: randomUUID(), options: {} },
	id: randomUUID(),
	webhookId: randomUUID(),
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2.1,
	position: [0, 0],
});

class TriggerKit {
	constructor(n8n, credential, simulator) {
		this.n8n = n8n;
		this.simulator = simulator;
		this.credential = credential;
		/** Those that the nodes of a workflow may use. */
		this.credentials = [credential];
	}

	/** A stored workflow: the given triggers, each followed by a node that passes on what comes. */
	async workflow(...triggers) {
		const nodes = triggers.flatMap((node) => [
			node,
			{
				id: randomUUID(),
				name: `After ${node.name}`,
				type: 'n8n-nodes-base.noOp',
				typeVersion: 1,
				position: [200, 0],
				parameters: {},
			},
		]);
		const connections = Object.fromEntries(
			triggers.map(({ name }) => [
				name,
				{ main: [[{ node: `After ${name}`, type: 'main', index: 0 }]] },
			]),
		);
		return await this.n8n.rest.createWorkflow({ nodes, connections }, this.credentials);
	}

	/** What the trigger has stored: n8n keeps it in the workflow. */
	async stored(workflow, name = 'HeyGen Trigger') {
		const { staticData } = await this.n8n.rest.request('GET', `/rest/workflows/${workflow.id}`);
		return staticData?.[`node:${name}`];
	}

	/** Activates a workflow and gives its triggers' stores once all are registered. */
	async activate(workflow) {
		await this.n8n.rest.activate(workflow);
		const names = workflow.nodes
			.filter(({ type }) => type.endsWith('.heyGenTrigger'))
			.map(({ name }) => name);
		return await Promise.all(
			names.map(
				async (name) =>
					await until(`${name} is registered`, async () => {
						const store = await this.stored(workflow, name);
						return store?.secret && store;
					}),
			),
		);
	}

	async deactivate(workflow) {
		await this.n8n.rest.deactivate(workflow);
	}

	/** Where n8n listens for a trigger's deliveries. */
	url({ webhookId }, path = 'webhook') {
		return `${this.n8n.url}/${path}/${webhookId}/webhook`;
	}

	/** One request to the simulated HeyGen: the `data` of its answer. */
	async heyGen(method, path, body) {
		const answer = await fetch(`${this.simulator.url}${path}`, {
			method,
			headers: { 'x-api-key': this.simulator.apiKey, 'content-type': 'application/json' },
			body: body && JSON.stringify(body),
		});
		return (await answer.json()).data;
	}

	/** The webhook endpoints at HeyGen. */
	async endpoints() {
		return await this.heyGen('GET', '/v3/webhooks/endpoints?limit=100');
	}

	async countRuns(workflow) {
		const filter = encodeURIComponent(
			JSON.stringify({ workflowId: workflow.id, status: ['success'] }),
		);
		return (await this.n8n.rest.request('GET', `/rest/executions?filter=${filter}`)).count;
	}

	/** The runs' items of the node after a trigger, latest run first. */
	async runs(workflow, name = 'HeyGen Trigger') {
		const listed = await this.n8n.rest.executions({ workflowId: workflow.id });
		const executions = await Promise.all(
			listed.map(async ({ id }) => await this.n8n.rest.waitForExecution(id)),
		);
		return executions
			.filter(({ status }) => status === 'success')
			.flatMap(({ data }) => data.resultData.runData[`After ${name}`] ?? [])
			.map(({ data }) => data.main[0].map(({ json }) => json));
	}

	async stop() {
		await this.n8n.stop();
	}
}

/**
 * Starts n8n with a credential for the simulator.
 * @param {object} simulator whose deliveries to n8n's public address are led to where n8n listens
 * @param {{env?: Record<string, string>, say?: (line: string) => void, start?: typeof startN8n}} [options] `start`: what starts n8n
 */
async function startTriggerKit(
	simulator,
	{ env = { N8N_WEBHOOK_URL: PUBLIC_ADDRESS }, say, start = startN8n } = {},
) {
	const n8n = await start({ env, say });
	await n8n.rest.login();
	const credential = await n8n.rest.createCredential({
		name: 'Simulator',
		type: CREDENTIAL,
		data: { apiKey: simulator.apiKey, baseUrl: simulator.url },
	});
	simulator.configure({ webhookHosts: { [PUBLIC_ADDRESS]: n8n.url } });
	return new TriggerKit(n8n, credential, simulator);
}

const hmac = (body, secret, algorithm = 'sha256') =>
	createHmac(algorithm, secret).update(body).digest('hex');
const nowSeconds = () => Math.floor(Date.now() / 1_000);

/** The request that HeyGen makes for an event: body as bytes, and headers. */
function signed(event, secret, headers = {}) {
	const body = Buffer.from(typeof event === 'string' ? event : JSON.stringify(event));
	return {
		body,
		headers: {
			'Content-Type': 'application/json',
			'Heygen-Signature': hmac(body, secret),
			'Heygen-Timestamp': String(nowSeconds()),
			'Heygen-Event-Id': event.event_id ?? randomUUID(),
			...headers,
		},
	};
}

const newEvent = (
	/** @type {object} */ event_data = { video_id: 'v1' },
	event_type = 'avatar_video.success',
) => ({
	event_id: `evt_${randomUUID()}`,
	event_type,
	event_data,
});

/**
 * Sends a delivery, header names as they are written; gives the status and the milliseconds until the answer.
 * @param {string} url
 * @param {{body?: string | Buffer, headers?: Record<string, any>, method?: string}} delivery
 * @returns {Promise<{status: number, ms: number}>}
 */
function deliver(url, { body, headers, method = 'POST' }) {
	return new Promise((resolve, reject) => {
		const started = performance.now();
		const request = http.request(
			url,
			{ method, headers: { 'Content-Length': body?.length ?? 0, ...headers } },
			(answer) => {
				answer
					.resume()
					.on('end', () => resolve({ status: answer.statusCode, ms: performance.now() - started }));
			},
		);
		request.on('error', reject).end(body);
	});
}

/**
 * What may come to a trigger's address, good and bad.
 * @param {string} secret the one that the trigger holds
 * @returns {Array<{name: string, delivery: object, status: number, runs?: number}>} with the status that must come, and the runs if any
 */
function visitors(secret) {
	const replayed = newEvent();
	const one = (/** @type {object} */ headers, /** @type {object} */ event = newEvent()) =>
		signed(event, secret, headers);
	const text = JSON.stringify(newEvent());
	const wrong = (signature) => ({
		...signed(text, secret),
		headers: { ...signed(text, secret).headers, 'Heygen-Signature': signature },
	});
	const changed = (body, headers = {}) => ({
		body: Buffer.from(body),
		headers: { ...signed(text, secret).headers, ...headers },
	});
	const megabytes = (count) =>
		JSON.stringify(newEvent({ video_id: 'v1', padding: 'x'.repeat(count * 1024 * 1024) }));
	const boundary = 'x--b';
	const plain = one({}, newEvent());
	return [
		{ name: 'genuine', delivery: signed(replayed, secret), status: 200, runs: 1 },
		{
			name: 'genuine, header names in capitals',
			delivery: (({ body, headers }) => ({
				body,
				headers: Object.fromEntries(
					Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]),
				),
			}))(one()),
			status: 200,
			runs: 1,
		},
		{
			name: 'genuine, plain Signature header without timestamp',
			delivery: {
				body: plain.body,
				headers: {
					'Content-Type': 'application/json',
					Signature: plain.headers['Heygen-Signature'],
				},
			},
			status: 200,
			runs: 1,
		},
		{ name: 'replayed as it was', delivery: signed(replayed, secret), status: 200 },
		{
			name: 'replayed under another id and a fresh timestamp',
			delivery: signed(replayed, secret, { 'Heygen-Event-Id': randomUUID() }),
			status: 200,
		},
		{
			name: 'replayed without a timestamp',
			delivery: (({ body, headers: { 'Heygen-Timestamp': _, ...headers } }) => ({
				body,
				headers,
			}))(signed(replayed, secret)),
			status: 200,
		},
		{
			name: 'genuine, of a type called constructor.x',
			delivery: one({}, newEvent({ video_id: 'v1' }, 'constructor.x')),
			status: 200,
			runs: 1,
		},
		...[{ a: 1 }, '\ud83d'].map((odd) => ({
			name: `genuine, ${typeof odd === 'string' ? 'half an emoji' : 'an object'} as its ID and its video's`,
			delivery: one(
				{ 'Heygen-Event-Id': randomUUID() },
				{ ...newEvent({ video_id: odd }), event_id: odd },
			),
			status: 200,
			runs: 1,
		})),
		{
			name: 'replayed a day later',
			delivery: signed(replayed, secret, { 'Heygen-Timestamp': String(nowSeconds() - 86_400) }),
			status: 401,
		},
		{
			name: 'stale by 301 s',
			delivery: one({ 'Heygen-Timestamp': String(nowSeconds() - 302) }),
			status: 401,
		},
		{
			name: 'from the future',
			delivery: one({ 'Heygen-Timestamp': String(nowSeconds() + 400) }),
			status: 401,
		},
		{
			name: 'no signature',
			delivery: { body: Buffer.from(text), headers: { 'Content-Type': 'application/json' } },
			status: 401,
		},
		{ name: 'forged', delivery: wrong('0'.repeat(64)), status: 401 },
		{
			name: 'signed with another secret, as after a rotation',
			delivery: wrong(hmac(text, `${secret}x`)),
			status: 401,
		},
		{
			name: 'signed without the prefix of the secret',
			delivery: wrong(hmac(text, secret.replace(/^whsec_/, ''))),
			status: 401,
		},
		{ name: 'SHA-1', delivery: wrong(hmac(text, secret, 'sha1')), status: 401 },
		{ name: 'SHA-512', delivery: wrong(hmac(text, secret, 'sha512')), status: 401 },
		{ name: 'signature cut short', delivery: wrong(hmac(text, secret).slice(0, 40)), status: 401 },
		{
			name: 'signature twice',
			delivery: wrong(`${hmac(text, secret)}, ${hmac(text, secret)}`),
			status: 401,
		},
		{
			name: 'body cut short (no JSON: n8n refuses it)',
			delivery: changed(text.slice(0, -5)),
			status: 422,
		},
		{
			name: 'body cut short, sent as text',
			delivery: changed(text.slice(0, -5), { 'Content-Type': 'text/plain' }),
			status: 401,
		},
		{
			name: 'body encoded anew',
			delivery: changed(JSON.stringify(JSON.parse(text), null, 1)),
			status: 401,
		},
		{
			name: 'body as a form',
			delivery: changed(`payload=${encodeURIComponent(text)}`, {
				'Content-Type': 'application/x-www-form-urlencoded',
			}),
			status: 401,
		},
		{
			name: 'body as multipart',
			delivery: changed(
				`--${boundary}\r\nContent-Disposition: form-data; name="payload"\r\n\r\n${text}\r\n--${boundary}--\r\n`,
				{ 'Content-Type': `multipart/form-data; boundary=${boundary}` },
			),
			status: 401,
		},
		{ name: 'empty body, signed', delivery: signed('', secret), status: 401 },
		{ name: 'no event, signed', delivery: signed('[1,2,3]', secret), status: 400 },
		{
			name: 'no JSON, signed (n8n refuses it)',
			delivery: signed('{"event_type":', secret),
			status: 422,
		},
		{
			name: '15 MB, forged',
			delivery: { ...wrong('0'.repeat(64)), body: Buffer.from(megabytes(15)) },
			status: 401,
		},
		{
			name: '17 MB (n8n takes 16 and refuses it)',
			delivery: signed(megabytes(17), secret),
			status: 500,
		},
	];
}

module.exports = {
	CREDENTIAL,
	PACKAGE,
	PUBLIC_ADDRESS,
	deliver,
	newEvent,
	pollTrigger,
	signed,
	startTriggerKit,
	TriggerKit,
	trigger,
	until,
	visitors,
	webhook,
};
