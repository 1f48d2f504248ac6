// Answers that HeyGen's reference does not promise but a live service gives: parts missing, in another order, late, or contradicting one another.
const http = require('node:http');
const { runNode } = require('../../tools/engine/engine');
const { startSimulator } = require('../../simulator');
const { defaults } = require('../../nodes/api/limits');
const { turn } = require('../../tools/engine/oddAnswers');
const { until } = require('../../tools/npm/until');

let simulator;
let gateway;
let address;
let avatarId;
/** What the gateway makes of an answer: `{status, headers, body}` instead of it, or nothing. */
let change;
let underWay;
let mostUnderWay;

beforeAll(async () => {
	simulator = await startSimulator({ jobSeconds: 0.1, concurrency: 1000 });
	avatarId = {
		__rl: true,
		mode: 'id',
		value: simulator.catalogue().looks.find(({ status }) => status === 'completed').id,
	};
	gateway = http.createServer(async (request, response) => {
		mostUnderWay = Math.max(mostUnderWay, ++underWay);
		const chunks = [];
		for await (const chunk of request) chunks.push(chunk);
		const { method, url } = request;
		/** @type {[string, any][]} */
		const passed = Object.entries(request.headers).filter(([name]) =>
			['x-api-key', 'content-type', 'idempotency-key'].includes(name),
		);
		const answer = await fetch(simulator.url + url, {
			method,
			headers: Object.fromEntries(passed),
			...(chunks.length ? { body: Buffer.concat(chunks) } : {}),
		});
		const type = answer.headers.get('content-type');
		const body = Buffer.from(await answer.arrayBuffer());
		const changed = await change(
			method,
			url,
			type?.includes('json') ? JSON.parse(body.toString()) : undefined,
		);
		response.writeHead(changed?.status ?? answer.status, {
			'content-type': type,
			...changed?.headers,
		});
		response.end(changed?.body ? JSON.stringify(changed.body) : body);
		underWay--;
	});
	await new Promise((ready) => gateway.listen(0, '127.0.0.1', () => ready(undefined)));
	address = `http://127.0.0.1:${/** @type {any} */ (gateway.address()).port}`;
});
afterAll(async () => {
	gateway.closeAllConnections();
	gateway.close();
	await simulator.stop();
});
const usual = { ...defaults };
beforeEach(() => {
	simulator.reset();
	Object.assign(defaults, usual, { firstPollSeconds: 0.05, resultSeconds: 0.5 });
	change = () => undefined;
	underWay = 0;
	mostUnderWay = 0;
});

const rows = (count) =>
	Array.from({ length: count }, (_, n) => ({ json: { n, script: `script ${n}` } }));
const run = async (items, parameters, more = {}) =>
	await runNode({
		parameters: { resource: 'video', ...parameters },
		items,
		credentials: { heyGenVideoApi: { apiKey: simulator.apiKey, baseUrl: address } },
		...more,
	});
const create = async (count, parameters = {}, more = {}) =>
	await run(
		rows(count),
		{ operation: 'createAvatar', avatarId, script: '={{ $json.script }}', ...parameters },
		more,
	);
const statuses = ({ items }) => items.map(({ json }) => json.status ?? json.code);
/** Changes the first so many answers that fit. */
const first = (times, fits, made) => {
	let left = times;
	change = (method, url, body) => (fits(method, url) && left-- > 0 ? made(body) : undefined);
};
const isRead = (method, url) => method === 'GET' && /\/videos\/[0-9a-f]{32}/.test(url);
const throwsAt = (n, script) => `={{ $json.n === ${n} ? $("Nowhere").item.json.x : ${script} }}`;

test('a bulk answer without rows is asked for again', async () => {
	first(
		1,
		(_, url) => url.includes('/statuses'),
		() => ({ body: { data: null } }),
	);
	expect(statuses(await create(2))).toEqual(['completed', 'completed']);
});

test.each([
	['an object', { videos: [] }],
	['rows without a word', [null]],
])('a bulk answer that is %s costs no row its video', async (_, data) => {
	first(
		1,
		(__, url) => url.includes('/statuses'),
		() => ({ body: { data } }),
	);
	expect(statuses(await create(2))).toEqual(['completed', 'completed']);
});

test('a paid job outlives "too many questions", however long HeyGen wants to be left alone', async () => {
	const limited = {
		status: 429,
		headers: { 'retry-after': '600' },
		body: { error: { code: 'rate_limit_exceeded', message: 'Busy.' } },
	};
	let left = 6;
	change = (method) => (method === 'GET' && left-- > 0 ? limited : undefined);
	expect(statuses(await create(2, { maxWaitMinutes: 0.5 }))).toEqual(['completed', 'completed']);
	first(100, isRead, () => limited);
	const {
		items: [{ json }],
	} = await create(1, { maxWaitMinutes: 0.02 }, { onError: 'continueRegularOutput' });
	expect(json).toMatchObject({
		code: 'rate_limit_exceeded',
		id: expect.any(String),
		description: expect.stringContaining('was created and is not lost'),
	});
	expect(json.description).not.toContain('Nothing was charged');
});

test('a bulk answer that leaves an id out, or has another order, ends nobody else', async () => {
	first(
		2,
		(_, url) => url.includes('/statuses'),
		(body) => ({ body: { ...body, data: body.data.slice(1).reverse() } }),
	);
	const result = await create(3);
	expect(statuses(result)).toEqual(['completed', 'completed', 'completed']);
	expect(simulator.paid().count).toBe(3);
});

test('where HeyGen refuses the bulk question, jobs are asked about one by one', async () => {
	change = (method, url) =>
		url.includes('/statuses')
			? { status: 400, body: { error: { code: 'invalid_parameter', message: 'Bad id' } } }
			: undefined;
	expect(statuses(await create(2))).toEqual(['completed', 'completed']);
});

test('a video that is finished by the bulk answer and not yet by its own is read again', async () => {
	first(2, isRead, (body) => ({
		body: { data: { ...body.data, status: 'processing', video_url: null } },
	}));
	expect(statuses(await create(1))).toEqual(['completed']);
});

test('where HeyGen goes on contradicting itself, the row says where its video is, not that it was free', async () => {
	first(100, isRead, (body) => ({ body: { data: { ...body.data, status: 'processing' } } }));
	const {
		items: [{ json }],
	} = await create(1, {}, { onError: 'continueRegularOutput' });
	expect(json).toMatchObject({
		code: 'not_settled',
		id: simulator.jobs()[0].id,
		status: 'processing',
		description: expect.stringContaining('Nothing is lost'),
	});
});

test('an accepted job without an id is told as one', async () => {
	first(
		1,
		(method) => method === 'POST',
		() => ({ body: { data: null } }),
	);
	expect((await create(1)).error.message).toBe(
		'HeyGen accepted the video, but named no job to wait for',
	);
});

test('a 429 that asks to come back after 0 seconds is not taken at its word', async () => {
	first(
		100,
		(method) => method === 'POST',
		() => ({
			status: 429,
			headers: { 'retry-after': '0' },
			body: { error: { code: 'rate_limit_exceeded', message: 'Busy.' } },
		}),
	);
	const { error } = await create(1, { maxWaitMinutes: 0.05 });
	expect(error.description).toMatch(/^HeyGen says: Busy\. Run again later/);
	expect(simulator.requests({ method: 'POST' }).length).toBeLessThan(4);
});

test('a batch that leaves an entry out: the others stay at their rows, and its own row says so', async () => {
	change = (method, url, body) =>
		url.includes('/batches/')
			? {
					body: {
						data: {
							...body.data,
							items: body.data.items.filter((one) => one.item_index !== 1).reverse(),
						},
					},
				}
			: undefined;
	const result = await create(
		3,
		{ operation: 'createBatch', options: { title: '={{ $json.script }}' } },
		{ onError: 'continueRegularOutput' },
	);
	expect(
		result.items.map(({ json, pairedItem }) => [
			/** @type {any} */ (pairedItem).item,
			json.title ?? json.code,
		]),
	).toEqual([
		[0, 'script 0'],
		[1, 'not_listed'],
		[2, 'script 2'],
	]);
});

test('items that start late by an expression in Request Options go into the batch and count against Max Credits', async () => {
	const late = {
		requestOptions: { batching: { batch: { batchSize: 1, batchInterval: '={{ 300 }}' } } },
	};
	const more = { onError: 'continueRegularOutput' };
	expect(statuses(await create(3, { operation: 'createBatch', ...late }, more))).toEqual([
		'completed',
		'completed',
		'completed',
	]);
	expect(simulator.requests({ method: 'POST' })).toHaveLength(1);
	simulator.reset();
	const all = await create(3, { options: { maxCredits: 0.3 }, ...late }, more);
	expect(statuses(all)).toEqual(['max_credits', 'max_credits', 'max_credits']);
	expect(simulator.paid().count).toBe(0);
});

test.each([0, 1, 2])(
	'an expression that throws at row %i of 3, where the user continues: the others go on, alone and in a batch',
	async (n) => {
		for (const operation of ['createAvatar', 'createBatch']) {
			const {
				outputs: [done, refused],
			} = await create(
				3,
				{ operation, script: throwsAt(n, '$json.script') },
				{ onError: 'continueErrorOutput' },
			);
			expect(
				done.map(({ json, pairedItem }) => [/** @type {any} */ (pairedItem).item, json.status]),
			).toEqual([0, 1, 2].filter((one) => one !== n).map((one) => [one, 'completed']));
			expect(refused).toHaveLength(1);
		}
	},
);

test('an expression that throws leaves no rejection behind that nobody catches', async () => {
	const left = [];
	const note = (reason) => left.push(reason.message);
	process.on('unhandledRejection', note);
	await create(3, { script: throwsAt(2, '$json.n ? $json.script : ""') });
	const { error } = await run(rows(3), { operation: 'get', videoId: throwsAt(2, '"nobody"') });
	await until('all that was asked is answered', () => underWay === 0);
	await turn();
	process.off('unhandledRejection', note);
	expect(error.message).toContain("doesn't exist");
	expect(left).toEqual([]);
});

test('no more downloads at once than requests in flight', async () => {
	const made = await create(12);
	change = async (method, url, body) => {
		// The first three are held until they are under way together.
		if (url.startsWith('/files')) await until('three at once', () => mostUnderWay >= 3);
		return body?.data?.video_url
			? {
					body: {
						data: { ...body.data, video_url: body.data.video_url.replace(simulator.url, address) },
					},
				}
			: undefined;
	};
	defaults.requestsInFlight = 3;
	mostUnderWay = 0;
	const result = await run(
		made.items.map(({ json: { id } }) => ({ json: { id } })),
		{ operation: 'download', videoId: '={{ $json.id }}' },
	);
	expect(result.items.map(({ binary }) => binary.data.fileExtension)).toEqual(
		Array(12).fill('mp4'),
	);
	expect(mostUnderWay).toBe(3);
});

test('switches and choices of the node itself are understood as texts too', async () => {
	const { error } = await run(rows(1), {
		operation: 'getMany',
		returnAll: '={{ "False" }}',
		limit: 0,
	});
	expect(error.message).toBe("'Limit' must be at least 1, but is 0");
	await create(1, { options: { checkBalance: '={{ "true" }}' } });
	expect(simulator.requests({ path: '/v3/users/me' })).toHaveLength(1);
});
