// Questions about many jobs that can only be asked about one by one: few on their way at once, and none that an answer before has settled.
import { sleep } from 'n8n-workflow';
import { byId, fakeRun, type Answering } from './fakes';

const count = 300;
const ids = Array.from({ length: count }, (_, n) => `job${n}`);
const asked = ({ url }: { url: string }) => url.split('/').pop() as string;

/** Job: Wait for Completion over jobs of a kind. */
async function waitFor(
	field: string,
	answer: Answering,
	{ continues = true, maxWaitMinutes = 1 } = {},
) {
	const run = fakeRun({
		parameters: {
			resource: 'job',
			operation: 'wait',
			authentication: 'apiKey',
			jobKind: 'auto',
			maxWaitMinutes,
		},
		items: ids.map((id) => ({ [field]: id })),
		answer,
		continues,
	});
	const rows = await Promise.all(ids.map(async (_, item) => await run.perform(item)));
	return { run, rows: rows.flat().map(({ json }) => json) };
}

test.each([
	['HyperFrames renders', 'render_id'],
	['AI clippings', 'ai_clipping_id'],
	['proofreads', 'proofread_ids'],
	['video agent sessions', 'session_id'],
])('%s: eight at once, each asked about once a round', async (_what, field) => {
	let round = 0;
	const { run, rows } = await waitFor(field, (request) => {
		if (request.url.endsWith('/statuses'))
			return {
				body: {
					data: String(request.qs.video_ids)
						.split(',')
						.map((id) => ({ video_id: id, status: 'completed' })),
				},
			};
		const id = asked(request);
		if (id === ids[0]) round++;
		return {
			body: {
				data: {
					id,
					status: round > 1 ? 'completed' : 'processing',
					video_url: 'https://files/1',
					clips: [{ video_url: 'https://files/1' }],
				},
			},
		};
	});
	expect(rows.map(({ status, error }) => [status, error])).toEqual(
		ids.map(() => ['completed', undefined]),
	);
	expect(run.load.most).toBe(8);
	expect(run.sent.length).toBeLessThanOrEqual(2 * count + 5);
});

test('batches of a kind that is not known are looked for eight at once', async () => {
	const { run, rows } = await waitFor('batch_id', (request) =>
		request.url.startsWith('/v3/lipsyncs/batches/')
			? { body: { data: { batch_id: asked(request), status: 'completed', items: [] } } }
			: { status: 404, body: { error: { code: 'not_found', message: 'No.' } } },
	);
	expect(rows.map(({ id, code }) => [id, code])).toEqual(ids.map((id) => [id, 'not_listed']));
	expect(run.load.most).toBe(8);
});

test('a key that is refused is not tried for each of them: every row says so, and names its job', async () => {
	const { run, rows } = await waitFor('render_id', () => ({
		status: 401,
		body: { error: { code: 'unauthorized', message: 'Invalid API key' } },
	}));
	expect(rows.map(({ id, code }) => [id, code])).toEqual(ids.map((id) => [id, 'unauthorized']));
	expect(rows[7].error).toMatch(/key/);
	expect(String(rows[7].description)).toContain(
		'The hyperframes render job7 was created and is not lost',
	);
	expect(run.sent.length).toBeLessThanOrEqual(8 + count);
});

const video = {
	resource: 'video',
	operation: 'createAvatar',
	authentication: 'apiKey',
	avatarId: byId('look'),
	voiceId: byId('voice'),
	speechSource: 'script',
	script: 'Hello',
};

test('what ids that HeyGen does not know may mean is asked for eight at once', async () => {
	const run = fakeRun({
		parameters: { ...video, completion: 'immediate' },
		items: ids.map((id) => ({ avatarId: byId(`${id.padEnd(32, '0')}`) })),
		answer: ({ method, url }) => {
			if (method === 'POST' || url.startsWith('/v3/avatars/'))
				return { status: 404, body: { error: { code: 'avatar_not_found', message: 'No.' } } };
			return { body: { data: [], has_more: false } };
		},
		continues: true,
		// The avatar of each is looked for; its lists are read once for all.
		counts: ({ method, url }) => method === 'GET' && /^\/v3\/avatars\/job/.test(url),
	});
	const rows = await Promise.all(ids.map(async (_, item) => await run.perform(item)));
	expect(rows.flat().map(({ json }) => json.code)).toEqual(ids.map(() => 'avatar_not_found'));
	expect(run.load.most).toBe(8);
});

/** Files that arrive after a moment. */
function fetching() {
	const load = { now: 0, most: 0, all: 0 };
	const file = async () => {
		load.all++;
		load.most = Math.max(load.most, ++load.now);
		await sleep(0);
		load.now--;
		return {};
	};
	return { load, file };
}

describe('speech', () => {
	const address = 'https://files.example.com/speech.mp3';
	const speech = {
		parameters: {
			resource: 'voice',
			operation: 'generateSpeech',
			authentication: 'apiKey',
			voiceId: byId('0'.repeat(32)),
			completion: 'immediate',
			downloadResult: true,
		},
		items: ids.map((id) => ({ text: id })),
		answer: () => ({ body: { data: { audio_url: address } } }),
	};

	test('its sounds are fetched eight at once', async () => {
		const { load, file } = fetching();
		const run = fakeRun({ ...speech, file });
		const rows = await Promise.all(ids.map(async (_, item) => await run.perform(item)));
		expect(rows.flat().every(({ binary }) => binary?.data)).toBe(true);
		expect([load.all, load.most, run.sent.length]).toEqual([count, 8, count]);
	});

	test('a store of HeyGen that stays broken costs less than a minute, not a row and not a second payment', async () => {
		const broken = async () => {
			throw new Error('socket hang up');
		};
		const run = fakeRun({ ...speech, file: broken });
		const rows = await Promise.all(ids.map(async (_, item) => await run.perform(item)));
		for (const { json } of rows.flat())
			expect(json).toMatchObject({
				audio_url: address,
				warnings: [expect.stringContaining('did not arrive whole')],
			});
		expect(run.sent).toHaveLength(count);
		expect(run.clock.at).toBeLessThan(60_000);
	});
});

test('the files of finished jobs are fetched eight at once', async () => {
	const { load, file } = fetching();
	const run = fakeRun({
		parameters: {
			...video,
			completion: 'poll',
			options: { maxConcurrentJobs: count, downloadResult: true },
		},
		items: ids.map((id) => ({ script: id })),
		answer: ({ method, url, qs, body }) => {
			if (method === 'POST') return { body: { data: { video_id: body.script } } };
			const done = { status: 'completed', video_url: 'https://files.example.com/v.mp4' };
			return url.endsWith('/statuses')
				? {
						body: {
							data: String(qs.video_ids)
								.split(',')
								.map((id) => ({ video_id: id, ...done })),
						},
					}
				: { body: { data: { id: asked({ url }), ...done } } };
		},
		file,
	});
	const rows = await Promise.all(ids.map(async (_, item) => await run.perform(item)));
	expect(rows.flat().map(({ binary }) => Object.keys(binary ?? {}))).toEqual(
		ids.map(() => ['data']),
	);
	expect([load.all, load.most]).toEqual([count, 8]);
});
