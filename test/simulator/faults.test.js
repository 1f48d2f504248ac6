// Planned faults, over the control port: each leaves the job unpaid or paid exactly as it says.
const { open } = require('./client');

let s;
beforeAll(async () => {
	s = await open();
});
afterAll(() => s.sim.stop());
beforeEach(() => s.sim.reset());

const create = (headers) =>
	s.call('POST', '/v3/videos', { type: 'avatar', avatar_id: s.look.id, script: 'Hello.' }, headers);
const control = async (method, path, body) => {
	const answer = await fetch(s.sim.controlUrl + path, {
		method,
		headers: body && { 'content-type': 'application/json' },
		body: body && JSON.stringify(body),
	});
	return answer.json();
};
const plan = (fault) =>
	control('POST', '/faults', { match: { method: 'POST', path: '/v3/videos' }, ...fault });
const outcome = (promise) =>
	promise.then(
		({ status, error }) => error?.code ?? status,
		() => 'no answer',
	);

const table = [
	['dropBefore', {}, 'no answer', 0],
	['dropAfter', {}, 'no answer', 1],
	['truncate', {}, 'no answer', 1],
	['status', { status: 503 }, 'service_unavailable', 0],
	['status', { status: 503, accepted: true }, 'service_unavailable', 1],
	['status', { status: 502, html: true }, 502, 0],
	['status', { status: 429, code: 'quota_exceeded' }, 'quota_exceeded', 0],
	['hang', { ms: 50 }, 'no answer', 0],
	['hang', { ms: 50, accepted: true }, 200, 1],
];
test.each(table)(
	'%s %j → %s, %i paid; then all is well, and a key buys once',
	async (kind, more, expected, paid) => {
		await plan({ kind, .../** @type {object} */ (more) });
		const key = { 'idempotency-key': `key-${kind}` };
		expect(await outcome(create(key))).toBe(expected);
		expect(await control('GET', '/paid')).toMatchObject({ count: paid });
		expect(await outcome(create(key))).toBe(200);
		expect((await control('GET', '/paid')).count).toBe(1);
		const seen = await control('GET', '/requests?path=/v3/videos&method=post');
		expect(seen.map(({ fault }) => fault)).toEqual([kind, undefined]);
		expect(seen[1].replayed).toBe(paid === 1);
	},
);

test('faults wait (after), repeat (times) and carry Retry-After', async () => {
	await plan({ kind: 'status', status: 429, retryAfter: 7, after: 1, times: 2 });
	const answers = [await create(), await create(), await create(), await create()];
	expect(answers.map(({ status }) => status)).toEqual([200, 429, 429, 200]);
	expect(answers[1].headers.get('retry-after')).toBe('7');
});

test('faults match placeholders and patterns, may stand for always, and can be cleared', async () => {
	await control('POST', '/faults', {
		match: { path: '/v3/videos/{video_id}' },
		kind: 'status',
		status: 500,
		times: 'always',
	});
	const { data } = await create();
	expect((await s.call('GET', `/v3/videos/${data.video_id}`)).status).toBe(500);
	expect((await s.call('GET', `/v3/videos/${data.video_id}`)).status).toBe(500);
	expect(await control('GET', '/faults')).toMatchObject([{ kind: 'status', used: 2 }]);
	await control('DELETE', '/faults');
	expect((await s.call('GET', `/v3/videos/${data.video_id}`)).status).toBe(200);
	s.sim.plan({ match: { path: '^/v3/(voices|avatars)' }, kind: 'status', status: 503 });
	expect((await s.call('GET', '/v3/voices')).status).toBe(503);
	expect(() => s.sim.plan({ kind: 'sulk' })).toThrow(/Unknown kind of fault 'sulk'/);
});

test('fates of jobs: by number, by kind, late, or with a status that nobody knows', async () => {
	await control('POST', '/config', { jobSeconds: 0 });
	await control('POST', '/faults', [
		{ kind: 'failJob', match: { index: 1 }, failure_code: 'quota', failure_message: 'Second one.' },
		{ kind: 'slowJob', match: { index: 2 }, seconds: 60 },
		{ kind: 'oddStatus', match: { index: 3, jobKind: 'video' }, status: 'polishing' },
		{ kind: 'neverEnd', match: { index: 3 } },
		{ kind: 'failJob', match: { jobKind: 'lipsync' } },
	]);
	const ids = [];
	for (let i = 0; i < 4; i += 1) ids.push((await create()).data.video_id);
	const odd = await s.call('GET', `/v3/videos/${ids[3]}`);
	const bulk = await s.call('GET', `/v3/videos/statuses?video_ids=${ids[3]}`);
	expect([odd.data.status, bulk.data[0].status]).toEqual(['polishing', 'polishing']);
	s.sim.finish(ids[3]);
	const rows = (await s.call('GET', `/v3/videos/statuses?video_ids=${ids}`)).data;
	expect(rows.map(({ status, error }) => [status, error?.code ?? null])).toEqual([
		['completed', null],
		['failed', 'quota'],
		['queued', null],
		['completed', null],
	]);
	expect((await control('GET', '/faults')).map(({ used }) => used)).toEqual([1, 1, 1, 1, 0]);
});

test('a file can break off in the middle, and the control port changes settings', async () => {
	await control('POST', '/config', { jobSeconds: 0 });
	const { data } = await create();
	const { video_url } = (await s.call('GET', `/v3/videos/${data.video_id}`)).data;
	s.sim.plan({ match: { path: '/files/{id}/{name}' }, kind: 'truncate' });
	await expect(fetch(video_url).then((file) => file.arrayBuffer())).rejects.toThrow();
	expect((await fetch(video_url)).status).toBe(200);
	expect((await control('POST', '/config', { colour: 'red' })).error).toMatch(
		/Unknown setting 'colour'/,
	);
});

describe('odd answers on demand', () => {
	test.each(
		/** @type {Array<[{shape: string, status?: number, code?: string}, object]>} */ ([
			[{ shape: 'code' }, { code: 400599, data: null }],
			[{ shape: 'detail' }, { detail: 'No.' }],
			[{ shape: 'details' }, { detail: [{ msg: 'No.' }] }],
			[{ shape: 'error' }, { error: 'No.' }],
			[{ shape: 'message' }, { message: 'No.' }],
			[
				{ shape: 'success', status: 200, code: 'x' },
				{ error: { code: 'x' }, data: null },
			],
		]),
	)('a refusal as %j', async (more, body) => {
		await plan({ kind: 'status', status: 403, message: 'No.', ...more });
		expect(await create()).toMatchObject({ status: more.status ?? 403, ...body });
		expect(s.sim.paid().count).toBe(0);
	});

	test('any answer, a page with any status', async () => {
		await plan({ kind: 'answer', body: { data: null }, accepted: true });
		expect(await create()).toMatchObject({ status: 200, data: null });
		expect(s.sim.paid().count).toBe(1);
		await plan({ kind: 'answer', body: '<html>', status: 403, headers: { 'x-proxy': 'p' } });
		const page = await create();
		expect([page.status, page.text, page.headers.get('x-proxy')]).toEqual([403, '<html>', 'p']);
	});

	test('an answer that names fewer jobs than were made', async () => {
		s.sim.plan({ kind: 'keepIds', match: { path: '/v3/video-translations' } });
		const { data } = await s.call('POST', '/v3/video-translations', {
			video: { type: 'url', url: 'https://files.example.com/a.mp4' },
			output_languages: ['French', 'German'],
		});
		expect([data.video_translation_ids.length, s.sim.paid().count]).toEqual([1, 2]);
	});

	test('another word for the end, a result that is late, another name for the reason', async () => {
		s.sim.configure({ jobSeconds: 0 });
		s.sim.plan({ kind: 'oddDone', status: 'finished', times: 1 });
		s.sim.plan({ kind: 'lateResult', match: { index: 1 } });
		const read = async () => {
			const { data } = await create();
			return (await s.call('GET', `/v3/videos/${data.video_id}`)).data;
		};
		expect(await read()).toMatchObject({
			status: 'finished',
			video_url: /** @type {any} */ (expect.any(String)),
		});
		expect(await read()).toMatchObject({ status: 'completed', video_url: null });
		s.sim.plan({ kind: 'failJob', failure_message: 'No face' });
		s.sim.plan({ kind: 'rename', names: { failure_message: 'reason' }, match: { method: 'GET' } });
		expect(await read()).toMatchObject({ status: 'failed', reason: 'No face' });
	});

	test('addresses that cannot be reached', async () => {
		for (const address of Object.values(s.sim.unreachable()))
			await expect(fetch(`${address}/v3/videos`)).rejects.toThrow();
	});
});
