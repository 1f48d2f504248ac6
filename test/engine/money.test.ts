// Nothing is paid twice, nothing paid is lost: every fault that a wire or a server can have, with the simulator's count of paid jobs.
import { LoggerProxy } from 'n8n-workflow';
import { runNode, runTool, runWorkflow } from '../../tools/engine/engine';
import { until } from '../../tools/npm/until';
import { startSimulator, type Simulator } from '../../simulator';

let sim: Simulator;
let look: string;
let voice: string;
beforeAll(async () => {
	sim = await startSimulator({ jobSeconds: 0.3 });
	const get = async (path: string) =>
		(
			(await (
				await fetch(`${sim.url}${path}`, { headers: { 'x-api-key': sim.apiKey } })
			).json()) as { data: Array<Record<string, string>> }
		).data;
	look = (await get('/v3/avatars/looks?limit=50')).find((one) => one.status === 'completed')
		?.id as string;
	voice = (await get('/v3/voices?limit=10'))[0].voice_id;
});
afterAll(async () => await sim.stop());
beforeEach(() => {
	sim.reset();
	sim.configure({ concurrency: 10, creditLimit: null, retryAfter: 'auto', jobSeconds: 0.3 });
});

const rows = (count: number) =>
	Array.from({ length: count }, (_, n) => ({ json: { script: `script ${n}`, id: `row-${n}` } }));
const create = async (count: number, parameters: object = {}, run: object = {}) =>
	await runNode({
		parameters: {
			resource: 'video',
			operation: 'createAvatar',
			avatarId: { __rl: true, mode: 'id', value: look },
			voiceId: { __rl: true, mode: 'id', value: voice },
			script: '={{ $json.script }}',
			...parameters,
		},
		items: rows(count),
		credentials: { heyGenVideoApi: { apiKey: sim.apiKey, baseUrl: sim.url } },
		...run,
	});
const posts = () => sim.requests().filter((one) => one.method === 'POST');
const titles = (result: { items: Array<{ json: Record<string, unknown> }> }) =>
	result.items.map((item) => item.json.status ?? item.json.code);
const done = (count: number) => Array(count).fill('completed');

const post = { method: 'POST', path: '/v3/videos' };
const read = { method: 'GET', path: '/v3/videos/{id}' };
const ask = { method: 'GET', path: '/v3/videos/statuses' };

describe('every fault of the wire: 4 rows in, 4 videos out, 4 paid', () => {
	test.each([
		['connection dropped before acceptance', { match: post, kind: 'dropBefore', times: 2 }],
		['connection dropped after acceptance', { match: post, kind: 'dropAfter', times: 3 }],
		['500 before acceptance', { match: post, kind: 'status', status: 500, times: 2 }],
		[
			'500 after acceptance',
			{ match: post, kind: 'status', status: 500, accepted: true, times: 2 },
		],
		[
			'502 with a page of HTML, after acceptance',
			{ match: post, kind: 'status', status: 502, html: true, accepted: true, times: 2 },
		],
		['503 before acceptance', { match: post, kind: 'status', status: 503, times: 4 }],
		[
			'504 after acceptance',
			{ match: post, kind: 'status', status: 504, accepted: true, times: 2 },
		],
		[
			'429 with seconds',
			{
				match: post,
				kind: 'status',
				status: 429,
				code: 'rate_limit_exceeded',
				retryAfter: 1,
				times: 3,
			},
		],
		[
			'429 with a date',
			{
				match: post,
				kind: 'status',
				status: 429,
				code: 'rate_limit_exceeded',
				retryAfter: new Date(Date.now() + 1000).toUTCString(),
				times: 2,
			},
		],
		[
			'429 without a header',
			{ match: post, kind: 'status', status: 429, code: 'rate_limit_exceeded', times: 2 },
		],
		[
			'409 while the same key is running',
			{ match: post, kind: 'status', status: 409, code: 'request_in_progress', times: 2 },
		],
		['an answer cut off in the middle', { match: post, kind: 'truncate', times: 2 }],
		['status question dropped', { match: ask, kind: 'dropBefore', times: 2 }],
		[
			'status question answered by a proxy',
			{ match: ask, kind: 'status', status: 502, html: true, times: 2 },
		],
		['result read fails at first', { match: read, kind: 'status', status: 503, times: 3 }],
	])(
		'%s',
		async (_, fault) => {
			sim.plan(fault);
			const result = await create(4);
			expect(result.error).toBeUndefined();
			expect(titles(result)).toEqual(done(4));
			expect(sim.paid().count).toBe(4);
		},
		40_000,
	);
});

test('all of it in a row: dropped after acceptance, a page of a proxy, too many, still in progress', async () => {
	sim.plan({ match: post, kind: 'dropAfter', times: 1 });
	sim.plan({ match: post, kind: 'status', status: 502, html: true, times: 1 });
	sim.plan({ match: post, kind: 'status', status: 429, code: 'rate_limit_exceeded', times: 1 });
	sim.plan({ match: post, kind: 'status', status: 409, code: 'request_in_progress', times: 1 });
	const result = await create(1);
	expect(titles(result)).toEqual(done(1));
	expect(posts()).toHaveLength(5);
	expect(new Set(posts().map((one) => one.idempotencyKey)).size).toBe(1);
	expect(sim.paid().count).toBe(1);
}, 40_000);

test('who has waited for a slot through many a 429 still repeats what HeyGen does not answer', async () => {
	sim.plan({
		match: post,
		kind: 'status',
		status: 429,
		code: 'rate_limit_exceeded',
		retryAfter: 0.01,
		times: 8,
	});
	sim.plan({ match: post, kind: 'status', status: 502, html: true, accepted: true, times: 1 });
	const result = await create(1);
	expect(titles(result)).toEqual(done(1));
	expect(sim.paid().count).toBe(1);
}, 40_000);

test('a time-out after acceptance is repeated under the same key', async () => {
	sim.plan({ match: post, kind: 'hang', ms: 3000, accepted: true, times: 1 });
	const result = await create(2, { requestOptions: { timeout: 700 } });
	expect(titles(result)).toEqual(done(2));
	expect(sim.paid().count).toBe(2);
	const keys = posts().map((one) => one.idempotencyKey);
	expect(new Set(keys).size).toBe(2);
	expect(keys.length).toBeGreaterThan(2);
}, 20_000);

test("n8n's Retry On Fail asks for the same jobs again and pays nothing twice", async () => {
	sim.plan({ match: read, kind: 'status', status: 404, code: 'video_not_found', times: 1 });
	const result = await create(3, {}, { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 });
	expect(titles(result)).toEqual(done(3));
	expect(sim.paid().count).toBe(3);
}, 20_000);

describe('what HeyGen would not recognise if it came again', () => {
	const agents = async (count: number) =>
		await runNode({
			parameters: {
				resource: 'videoAgent',
				operation: 'create',
				prompt: '={{ $json.script }}',
				completion: 'immediate',
			},
			items: rows(count),
			credentials: { heyGenVideoApi: { apiKey: sim.apiKey, baseUrl: sim.url } },
			retryOnFail: true,
			maxTries: 3,
			waitBetweenTries: 10,
		});

	test('Retry On Fail sends only the rows that HeyGen had refused', async () => {
		sim.plan({
			match: { method: 'POST' },
			kind: 'status',
			status: 402,
			code: 'insufficient_credit',
			after: 2,
			times: 1,
		});
		const result = await agents(3);
		expect(result.error).toBeUndefined();
		expect(result.items.map((item) => item.json.session_id)).toEqual(
			expect.arrayContaining(sim.jobs().map((job) => job.id)),
		);
		expect(sim.paid().count).toBe(3);
		expect(posts()).toHaveLength(4);
	}, 20_000);

	test('Retry On Fail does not send again what HeyGen may have accepted', async () => {
		sim.plan({ match: { method: 'POST' }, kind: 'dropAfter', times: 1 });
		const result = await agents(2);
		expect(result.error?.message).toBe('HeyGen gave no clear answer');
		expect(posts()).toHaveLength(2);
	}, 20_000);
});

test('two nodes of one workflow that carry the same ID have each their own video', async () => {
	const place = { typeVersion: 1, position: [0, 0] };
	const node = (name: string) => ({
		...place,
		id: 'twin',
		name,
		type: 'n8n-nodes-heygen-video.heyGen',
		parameters: {
			resource: 'video',
			operation: 'createAvatar',
			avatarId: { __rl: true, mode: 'id', value: look },
			script: name,
			completion: 'immediate',
		},
	});
	await runWorkflow({
		credentials: { heyGenVideoApi: { apiKey: sim.apiKey, baseUrl: sim.url } },
		workflow: {
			nodes: [
				{
					...place,
					id: 'start',
					name: 'Start',
					type: 'n8n-nodes-base.manualTrigger',
					parameters: {},
				},
				node('English'),
				node('Spanish'),
			],
			connections: {
				Start: { main: [[{ node: 'English', type: 'main', index: 0 }]] },
				English: { main: [[{ node: 'Spanish', type: 'main', index: 0 }]] },
			},
		},
	});
	expect(sim.jobs().map((job) => (job.body as { script: string }).script)).toEqual([
		'English',
		'Spanish',
	]);
});

test("an agent's tool that n8n repeats asks for the same job again", async () => {
	sim.plan({ match: read, kind: 'status', status: 404, code: 'video_not_found', times: 1 });
	const { answers } = await runTool({
		parameters: {
			resource: 'video',
			operation: 'createAvatar',
			avatarId: { __rl: true, mode: 'id', value: look },
			script: "={{ $fromAI('script') }}",
		},
		calls: [{ script: 'one' }, { script: 'two' }],
		credentials: { heyGenVideoApi: { apiKey: sim.apiKey, baseUrl: sim.url } },
		retryOnFail: true,
		maxTries: 3,
		waitBetweenTries: 10,
	});
	expect(answers.map(({ response }) => response?.[0].status)).toEqual(['completed', 'completed']);
	expect(sim.paid().count).toBe(2);
}, 20_000);

test('an own key survives a new execution: the second one pays nothing', async () => {
	const own = { options: { idempotencyKey: '={{ $json.id }}' } };
	await create(3, own, { executionId: 'first' });
	const again = await create(3, own, { executionId: 'second' });
	expect(titles(again)).toEqual(done(3));
	expect(sim.paid().count).toBe(3);
}, 20_000);

test('two executions with the same own keys at once pay once', async () => {
	const own = { options: { idempotencyKey: '={{ $json.id }}' } };
	const both = await Promise.all([
		create(3, own, { executionId: 'first' }),
		create(3, own, { executionId: 'second' }),
	]);
	expect(both.map(titles)).toEqual([done(3), done(3)]);
	expect(sim.paid().count).toBe(3);
}, 20_000);

test('an own key that stands for two rows is refused before anything is sent', async () => {
	const result = await create(3, { options: { idempotencyKey: 'campaign-7' } });
	expect(result.error?.message).toContain("'Idempotency Key' is 'campaign-7' for items 0 and 1");
	expect(sim.requests()).toEqual([]);
});

test('30 rows against a limit of 3: all done, each paid once, no more than 3 at a time', async () => {
	sim.configure({ concurrency: 3 });
	const result = await create(30);
	expect(titles(result)).toEqual(done(30));
	expect(sim.paid().count).toBe(30);
}, 120_000);

test("no more unfinished jobs than 'Max Concurrent Jobs'", async () => {
	sim.configure({ concurrency: 2, jobSeconds: 0.5 });
	const result = await create(6, { options: { maxConcurrentJobs: 2 } });
	expect(titles(result)).toEqual(done(6));
	expect(sim.requests().filter((one) => one.status === 429)).toEqual([]);
}, 60_000);

describe('what fails midway', () => {
	test('no credit left at row 5: no further submissions, and the ids of what was paid are named', async () => {
		sim.configure({ creditLimit: 4 });
		const result = await create(20, { options: { maxConcurrentJobs: 2 } });
		expect(result.status).toBe('error');
		expect(result.error?.message).toBe('HeyGen has no credits left for this request');
		expect(sim.paid().count).toBe(4);
		for (const { id } of sim.jobs()) expect(result.error?.description).toContain(id);
		expect(posts().length).toBeLessThanOrEqual(6);
	}, 40_000);

	test('a row whose answer got lost while another ends the run: its id is found out and named', async () => {
		sim.plan({ match: post, kind: 'dropAfter', times: 1 });
		sim.plan({ match: post, kind: 'status', status: 402, code: 'insufficient_credit', times: 1 });
		const result = await create(2);
		expect(result.error?.message).toBe('HeyGen has no credits left for this request');
		expect(sim.paid().count).toBe(1);
		expect(result.error?.description).toContain(sim.jobs()[0].id);
	}, 20_000);

	test('the same when HeyGen asks to come back later meanwhile', async () => {
		sim.plan({ match: post, kind: 'dropAfter', times: 1 });
		sim.plan({ match: post, kind: 'status', status: 402, code: 'insufficient_credit', times: 1 });
		sim.plan({
			match: post,
			kind: 'status',
			status: 429,
			code: 'rate_limit_exceeded',
			retryAfter: 1,
			times: 1,
		});
		const result = await create(2);
		expect(sim.paid().count).toBe(1);
		expect(result.error?.description).toContain(sim.jobs()[0].id);
	}, 20_000);

	test('with continue every row gives its result or its own reason', async () => {
		sim.configure({ creditLimit: 4 });
		const result = await create(8, {}, { onError: 'continueRegularOutput' });
		expect(titles(result).sort()).toEqual([...done(4), ...Array(4).fill('insufficient_credit')]);
		expect(result.items.map((item) => (item.pairedItem as { item: number }).item)).toEqual([
			0, 1, 2, 3, 4, 5, 6, 7,
		]);
		expect(sim.paid().count).toBe(4);
	}, 40_000);

	test('with the error output, refused rows go there with all their fields', async () => {
		sim.configure({ creditLimit: 1 });
		const result = await create(
			2,
			{ options: { maxConcurrentJobs: 1 } },
			{ onError: 'continueErrorOutput' },
		);
		expect(result.outputs[0].map((item) => item.json.status)).toEqual(['completed']);
		expect(result.outputs[1][0].json).toMatchObject({
			code: 'insufficient_credit',
			error: 'HeyGen has no credits left for this request',
		});
	}, 40_000);

	test('a failed render names its code, its reason and its id', async () => {
		sim.plan({
			kind: 'failJob',
			match: { index: 1 },
			failure_code: 'content_policy_violation',
			failure_message: 'Not allowed',
		});
		const result = await create(3, {}, { onError: 'continueRegularOutput' });
		const ended = result.items.filter((item) => item.json.error);
		expect(ended).toHaveLength(1);
		expect(ended[0].json).toMatchObject({
			code: 'content_policy_violation',
			id: expect.any(String),
			error: expect.stringContaining('Not allowed (content_policy_violation)'),
		});
	}, 40_000);

	test('cancel in the middle: the run ends at once and names what was paid', async () => {
		sim.configure({ jobSeconds: 60 });
		const cancel = new AbortController();
		const running = create(3, {}, { signal: cancel.signal });
		const ordered = () => sim.requests({ method: 'POST', path: '/v3/videos' });
		await until(
			'three videos are ordered',
			() => ordered().filter(({ status }) => status).length === 3,
		);
		// Another round trip, so that the node has got the answers too.
		await fetch(sim.url);
		const warn = jest.spyOn(LoggerProxy, 'warn');
		cancel.abort();
		const result = await running;
		expect(result.status).toBe('canceled');
		const said = warn.mock.calls.flat().join();
		for (const { id } of sim.jobs()) expect(said).toContain(id);
		warn.mockRestore();
	}, 20_000);

	test('a wait that is too long names the id and how to go on', async () => {
		sim.configure({ jobSeconds: 60 });
		const result = await create(1, { maxWaitMinutes: 0.05 });
		const [{ id }] = sim.jobs();
		expect(result.error?.message).toMatch(
			new RegExp(
				`^Video ${id} was not finished after 0.05 minutes, HeyGen's last word was '\\w+'$`,
			),
		);
		expect(result.error?.description).toContain("'Video: Get', 'Wait Until Done' and this ID");
		expect(result.error?.description).not.toContain('Created in this run');
	}, 20_000);
});

test('an expression that throws at row 2 of 3: nothing is sent', async () => {
	const result = await create(3, {
		script: '={{ $json.id === "row-1" ? $json.nothing.here : $json.script }}',
	});
	expect(result.status).toBe('error');
	expect(posts()).toEqual([]);
});

test('immediate returns the ids at once', async () => {
	const result = await create(3, { completion: 'immediate' });
	expect(result.items.map((item) => item.json.video_id)).toEqual(
		sim
			.jobs()
			.map((job) => job.id)
			.sort(
				(a, b) =>
					result.items.findIndex((item) => item.json.video_id === a) -
					result.items.findIndex((item) => item.json.video_id === b),
			),
	);
	expect(sim.requests().filter((one) => one.method === 'GET')).toEqual([]);
});
