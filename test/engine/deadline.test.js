// Executions that sleep and that nobody calls: the node runs again when its time is up, and no result that was paid for is lost.
const http = require('node:http');
const { WorkflowExecute } = require('n8n-core');
const { runWorkflow } = require('../../tools/engine/engine');
const { until } = require('../../tools/npm/until');
const { addressAt } = require('../../tools/n8n/publicName');
const { startSimulator } = require('../../simulator');
const { defaults } = require('../../nodes/api/limits');

/** Minutes that the node waits at most: long enough for a slow machine to fall asleep in. */
const MAX_WAIT = 0.15;
const statuses = { path: '/v3/videos/statuses' };

const open = [];
afterAll(async () => await Promise.all(open.map(async (close) => await close())));

/** What stands at n8n's public address. @returns its port */
async function answering(status, headers = {}, body = '<html>Please log in</html>') {
	let calls = 0;
	const server = http.createServer((_, response) => {
		calls++;
		response.writeHead(typeof status === 'function' ? status(calls) : status, headers).end(body);
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	open.push(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});
	const address = server.address();
	return typeof address === 'object' && address ? address.port : 0;
}
/** A port where nobody answers. */
async function silent() {
	const server = http.createServer();
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	return typeof address === 'object' && address ? address.port : 0;
}
/** n8n itself, which refuses a call as long as the execution runs, as a conflict or not knowing what to say. */
const n8n = async (status = 409) =>
	await answering(
		(/** @type {number} */ calls) => (calls === 1 ? status : 200),
		{ 'content-type': 'application/json' },
		'{"code":0,"message":"The execution is running already."}',
	);

/**
 * Rows that are submitted and fall asleep; when the node has asked about them, those of `ends` end.
 * @param {object} setting
 */
async function sleepUntilDeadline({
	port,
	ends = () => true,
	isWired = false,
	onError,
	parameters = {},
	deadlines = 1,
	endsLater = false,
	waitsToo = false,
	scripts = ['one', 'two'],
}) {
	const simulator = await startSimulator({ neverEnd: true });
	open.push(async () => await simulator.stop());
	const { looks, voices } = simulator.catalogue();
	const byId = (value) => ({ __rl: true, mode: 'id', value });
	const node = (name, type, more = {}) => ({
		id: name,
		name,
		type: `n8n-nodes-base.${type}`,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...more,
	});
	const to = (name) => [{ node: name, type: 'main', index: 0 }];
	const running = runWorkflow({
		address: addressAt(port),
		credentials: { heyGenVideoApi: { apiKey: simulator.apiKey, baseUrl: simulator.url } },
		startItems: scripts.map((script) => ({ json: { script } })),
		deadlines,
		workflow: {
			nodes: [
				node('Start', 'manualTrigger'),
				node('Create', '', {
					type: 'n8n-nodes-heygen-video.heyGen',
					onError,
					alwaysOutputData: true,
					parameters: {
						resource: 'video',
						operation: 'createAvatar',
						avatarId: byId(looks.find(({ status }) => status === 'completed').id),
						voiceId: byId(voices[0].voice_id),
						script: '={{ $json.script }}',
						completion: waitsToo ? 'immediate' : 'suspend',
						maxWaitMinutes: MAX_WAIT,
						...parameters,
					},
				}),
				node('Wait', '', {
					type: 'n8n-nodes-heygen-video.heyGen',
					parameters: {
						resource: 'job',
						operation: 'wait',
						maxWaitMinutes: 1,
						recheckMinutes: 0.05,
					},
				}),
				node('Done', 'set', {
					typeVersion: 3.4,
					parameters: {
						includeOtherFields: true,
						assignments: {
							assignments: [
								{ name: 'row', type: 'string', value: "={{ $('Start').item.json.script }}" },
							],
						},
					},
				}),
				node('Later', 'noOp'),
			],
			connections: {
				Start: { main: [to('Create')] },
				Create: { main: [to(waitsToo ? 'Wait' : 'Done'), isWired ? to('Later') : []] },
				Wait: { main: [to('Done'), to('Wait')] },
			},
		},
	});
	const isBatch = parameters.operation === 'createBatch';
	const questions = () =>
		simulator.requests(isBatch ? { method: 'GET', path: '/v3/videos/batches/*' } : statuses).length;
	let isOver = false;
	const finishAsked = async () => {
		for (let seen = 0; ; seen = questions()) {
			await until('a question', () => isOver || questions() !== seen, 120_000, 20);
			if (isOver) return;
			for (const { id, body } of simulator.jobs()) if (ends(body)) simulator.finish(id, {});
			if (!endsLater) return;
		}
	};
	const finishing = finishAsked();
	const result = await running.finally(() => (isOver = true));
	await finishing;
	return { ...result, simulator };
}

const done = (result) => result.itemsOf('Done').map(({ json }) => [json.row, json.status]);
const all = [
	['one', 'completed'],
	['two', 'completed'],
];

test('an address where HeyGen is not let through: the node says what came, and gives what is finished when its time is up', async () => {
	/** @type {Array<[port: number, why: RegExp]>} */
	const kinds = [
		[await answering(401, { 'www-authenticate': 'Basic' }), /HTTP 401: a login stands in front/],
		[
			await answering(302, { location: 'https://login.example.com/' }),
			/HTTP 302: it leads elsewhere/,
		],
		[await answering(403), /HTTP 403: a firewall or proxy refuses it/],
		[await answering(404), /HTTP 404: the path does not lead to n8n/],
		[await answering(200), /HTTP 200: a page that is not n8n/],
		[await answering(409), /HTTP 409: a proxy\?/],
		[await answering(502), /HTTP 502: a proxy\?/],
		[await silent(), /nobody answers there/],
	];
	await Promise.all(
		kinds.map(async ([port, why]) => {
			const result = await sleepUntilDeadline({ port });
			expect([result.status, result.error?.message]).toEqual(['success', undefined]);
			expect(done(result)).toEqual(all);
			for (const { json } of result.itemsOf('Done')) {
				expect(json.warnings).toEqual([expect.stringMatching(why)]);
				expect(json.warnings[0]).toContain(addressAt(port));
				expect(json.warnings[0]).not.toMatch(/signature|token/);
			}
			expect(result.simulator.paid().count).toBe(2);
			expect(result.runData.Create).toHaveLength(1);
		}),
	);
}, 120_000);

test('until then it asks again and again without holding a worker, and sends what has waited for a slot', async () => {
	const { recheckMinutes } = defaults;
	defaults.recheckMinutes = 0.05;
	try {
		const result = await sleepUntilDeadline({
			port: await answering(401),
			deadlines: 20,
			endsLater: true,
			parameters: { maxWaitMinutes: 1, options: { maxConcurrentJobs: 1 } },
		});
		expect([result.status, result.error?.message]).toEqual(['success', undefined]);
		expect(done(result)).toEqual(all);
		expect(result.runData.Create).toHaveLength(1);
		expect(result.simulator.paid().count).toBe(2);
	} finally {
		defaults.recheckMinutes = recheckMinutes;
	}
}, 120_000);

test('a batch that nobody calls about', async () => {
	const result = await sleepUntilDeadline({
		port: await answering(403),
		parameters: { operation: 'createBatch', type: 'avatar' },
	});
	expect([result.status, done(result)]).toEqual(['success', all]);
	expect(result.simulator.paid().count).toBe(2);
}, 60_000);

describe('an address of n8n itself', () => {
	test('a callback that is lost: asked once more when the time is up, without a word of warning', async () => {
		const [alone, wired] = await Promise.all([
			sleepUntilDeadline({ port: await n8n() }),
			sleepUntilDeadline({ port: await n8n(500), isWired: true }),
		]);
		for (const result of [alone, wired]) {
			expect([result.status, done(result)]).toEqual(['success', all]);
			expect(result.itemsOf('Later')).toEqual([]);
			expect(result.itemsOf('Done')[0].json).not.toHaveProperty('warnings');
			expect(result.simulator.paid().count).toBe(2);
		}
	}, 60_000);

	test('what is not finished then is named: as the error of the run, or as its own row', async () => {
		const ends = ({ script }) => script === 'one';
		const [stopped, continued] = await Promise.all([
			sleepUntilDeadline({ port: await n8n(), ends }),
			sleepUntilDeadline({ port: await n8n(), ends, onError: 'continueRegularOutput' }),
		]);
		const [first, second] = stopped.simulator.jobs().map(({ id }) => id);
		expect(stopped.status).toBe('error');
		expect(`${stopped.error?.message} ${stopped.error?.description}`).toContain(first);
		expect(stopped.error?.message).toBe(`Video ${second} was not finished after 0.15 minutes`);
		expect(continued.status).toBe('success');
		expect(done(continued)).toEqual([
			['one', 'completed'],
			['two', undefined],
		]);
		expect(continued.itemsOf('Done')[1].json).toMatchObject({
			code: 'wait_timeout',
			id: continued.simulator.jobs()[1].id,
		});
		for (const { simulator } of [stopped, continued]) expect(simulator.paid().count).toBe(2);
	}, 60_000);

	test('Not Finished, where it is connected, gets the rows with what HeyGen says of them now', async () => {
		const result = await sleepUntilDeadline({
			port: await n8n(),
			isWired: true,
			ends: ({ script }) => script === 'one',
		});
		expect(result.status).toBe('success');
		expect(result.itemsOf('Later').map(({ json }) => [json.kind, json.status])).toEqual([
			['video', 'completed'],
			['video', expect.not.stringMatching('completed')],
		]);
		expect(result.simulator.paid().count).toBe(2);
	}, 60_000);

	test('an older n8n, which lets nothing pass to Not Finished: the node goes on by itself, no row is lost', async () => {
		const prototype = /** @type {any} */ (WorkflowExecute.prototype);
		const pass = prototype.handleDisabledNode;
		prototype.handleDisabledNode = function (input) {
			return pass.call(this, input, false);
		};
		const { recheckMinutes } = defaults;
		defaults.recheckMinutes = 0.05;
		try {
			const [create, job] = await Promise.all([
				sleepUntilDeadline({
					port: await answering(401),
					isWired: true,
					deadlines: 20,
					ends: ({ script }) => script === 'one',
					onError: 'continueRegularOutput',
				}),
				sleepUntilDeadline({ port: await n8n(), isWired: true, waitsToo: true, deadlines: 20 }),
			]);
			expect([create.status, done(create)]).toEqual([
				'success',
				[
					['one', 'completed'],
					['two', undefined],
				],
			]);
			expect([job.status, done(job)]).toEqual(['success', all]);
			for (const { simulator } of [create, job]) expect(simulator.paid().count).toBe(2);
		} finally {
			prototype.handleDisabledNode = pass;
			defaults.recheckMinutes = recheckMinutes;
		}
	}, 120_000);
});
