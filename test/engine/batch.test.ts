// Batches in n8n's engine: rows become requests of up to 100 entries, results come back to their rows.
import { runNode } from '../../tools/engine/engine';
import { startSimulator, type Simulator } from '../../simulator';

let sim: Simulator;
beforeAll(async () => (sim = await startSimulator({ jobSeconds: 0.2, batchConcurrency: 500 })));
afterAll(async () => await sim.stop());
beforeEach(() => sim.reset());

const rows = (count: number) =>
	Array.from({ length: count }, (_, n) => ({
		json: { title: `row ${n}`, video: `https://example.com/${n}.mp4` },
	}));
const run = async (resource: string, count: number, parameters: object, more: object = {}) =>
	await runNode({
		parameters: {
			resource,
			operation: 'createBatch',
			videoSource: 'url',
			videoUrl: '={{ $json.video }}',
			...parameters,
		},
		items: rows(count),
		credentials: { heyGenVideoApi: { apiKey: sim.apiKey, baseUrl: sim.url } },
		...more,
	});
const sent = (method: string, path: string) =>
	sim.requests().filter((one) => one.method === method && one.path.startsWith(path));
const lipsync = {
	audioSource: 'url',
	audioUrl: 'https://example.com/a.mp3',
	options: { title: '={{ $json.title }}' },
};

test('250 rows: 3 requests, 250 results, each at its own row', async () => {
	const result = await run('lipsync', 250, lipsync);
	expect(result.error).toBeUndefined();
	expect(
		sent('POST', '/v3/lipsyncs/batches').map((one) => (one.body.lipsyncs as unknown[]).length),
	).toEqual([100, 100, 50]);
	expect(
		result.items.map((item) => [
			item.json.status,
			item.json.title,
			(item.pairedItem as { item: number }).item,
		]),
	).toEqual(Array.from({ length: 250 }, (_, n) => ['completed', `row ${n}`, n]));
	expect(sim.paid().count).toBe(250);
}, 60_000);

test('immediate gives each row its batch and its place in it', async () => {
	const result = await run('lipsync', 3, { ...lipsync, completion: 'immediate' });
	expect(result.items.map((item) => item.json.item_index)).toEqual([0, 1, 2]);
	expect(new Set(result.items.map((item) => item.json.batch_id)).size).toBe(1);
	expect(sent('GET', '/v3')).toEqual([]);
});

test('title and callback of the batch itself are sent once, beside the entries', async () => {
	await run('lipsync', 2, {
		...lipsync,
		completion: 'immediate',
		options: {
			...lipsync.options,
			batchTitle: 'Spring',
			batchCallbackUrl: 'https://example.com/hook',
		},
	});
	expect(sent('POST', '/v3/lipsyncs/batches')[0].body).toMatchObject({
		title: 'Spring',
		callback_url: 'https://example.com/hook',
		lipsyncs: [{ title: 'row 0' }, { title: 'row 1' }],
	});
});

test('a dropped answer of a batch is asked for again under the same key: paid once', async () => {
	sim.plan({
		match: { method: 'POST', path: '/v3/lipsyncs/batches' },
		kind: 'dropAfter',
		times: 2,
	});
	const result = await run('lipsync', 5, lipsync);
	expect(result.items).toHaveLength(5);
	expect(sim.paid().count).toBe(5);
}, 30_000);

test('a row with a bad address ends alone where the user continues; the batch goes without it', async () => {
	const result = await run(
		'lipsync',
		3,
		{ ...lipsync, videoUrl: '={{ $json.title === "row 1" ? "nowhere" : $json.video }}' },
		{ onError: 'continueRegularOutput' },
	);
	expect(result.items.map((item) => item.json.status ?? item.json.code)).toEqual([
		'completed',
		'invalid_input',
		'completed',
	]);
	expect((sent('POST', '/v3/lipsyncs/batches')[0].body.lipsyncs as unknown[]).length).toBe(2);
}, 30_000);

test('an entry that failed names its reason at its own row', async () => {
	sim.plan({
		kind: 'failJob',
		match: { index: 1 },
		failure_code: 'video_too_long',
		failure_message: 'Too long',
	});
	const result = await run('lipsync', 3, lipsync, { onError: 'continueRegularOutput' });
	expect(result.items.map((item) => item.json.status)).toEqual([
		'completed',
		'failed',
		'completed',
	]);
	expect(result.items[1].json.error).toContain('Too long');
}, 30_000);

test('a batch of translations gives one item per language, at the row it came from', async () => {
	const result = await run('translation', 2, {
		outputLanguages: 'German (Germany), Spanish (Spain)',
	});
	expect(result.error).toBeUndefined();
	expect(
		result.items.map((item) => [
			(item.pairedItem as { item: number }).item,
			item.json.output_language,
		]),
	).toEqual([
		[0, 'German (Germany)'],
		[0, 'Spanish (Spain)'],
		[1, 'German (Germany)'],
		[1, 'Spanish (Spain)'],
	]);
}, 30_000);

test('Get Batch waits, then gives one item per entry', async () => {
	const created = await run('lipsync', 3, { ...lipsync, completion: 'immediate' });
	const read = await runNode({
		parameters: {
			resource: 'lipsync',
			operation: 'getBatch',
			batchId: created.items[0].json.batch_id,
			waitUntilDone: true,
		},
		credentials: { heyGenVideoApi: { apiKey: sim.apiKey, baseUrl: sim.url } },
	});
	expect(read.items.map((item) => [item.json.item_index, item.json.status])).toEqual([
		[0, 'completed'],
		[1, 'completed'],
		[2, 'completed'],
	]);
}, 30_000);

describe('videos', () => {
	const byId = (value: string) => ({ __rl: true, mode: 'id', value });
	const look = () =>
		byId(sim.catalogue().looks.find((one) => one.status === 'completed')?.id as string);
	const videos = async (count: number, parameters: object) =>
		await runNode({
			parameters: {
				resource: 'video',
				operation: 'createBatch',
				avatarId: look(),
				voiceId: byId(sim.catalogue().voices[0].voice_id as string),
				...parameters,
			},
			items: rows(count),
			credentials: { heyGenVideoApi: { apiKey: sim.apiKey, baseUrl: sim.url } },
		});

	test('of avatars, with the options of that kind', async () => {
		const result = await videos(3, {
			script: '={{ $json.title }}',
			options: {
				title: '={{ $json.title }}',
				voiceSettings: { speed: 1.2 },
				engine: { values: { type: 'avatar_iv' } },
			},
		});
		expect(result.error).toBeUndefined();
		expect(result.items.map((item) => item.json.title)).toEqual(['row 0', 'row 1', 'row 2']);
		expect((sent('POST', '/v3/videos/batches')[0].body.videos as object[])[1]).toEqual({
			type: 'avatar',
			avatar_id: look().value,
			script: 'row 1',
			voice_id: expect.any(String),
			title: 'row 1',
			voice_settings: { speed: 1.2 },
			engine: { type: 'avatar_iv' },
		});
	}, 30_000);

	test('of images', async () => {
		const result = await videos(2, {
			type: 'image',
			imageSource: 'url',
			imageUrl: 'https://example.com/a.png',
			script: 'Hello there',
		});
		expect(result.error).toBeUndefined();
		expect(result.items).toHaveLength(2);
		expect((sent('POST', '/v3/videos/batches')[0].body.videos as object[])[0]).toEqual({
			type: 'image',
			image: { type: 'url', url: 'https://example.com/a.png' },
			script: 'Hello there',
			title: 'Hello there',
			voice_id: expect.any(String),
		});
	}, 30_000);

	test('of cinematic scenes: what another kind has is not sent', async () => {
		const result = await videos(2, {
			type: 'cinematic_avatar',
			prompt: 'walks',
			script: 'left over',
			options: { duration: 5, expressiveness: 'high' },
		});
		expect(result.error).toBeUndefined();
		expect((sent('POST', '/v3/videos/batches')[0].body.videos as object[])[0]).toEqual({
			type: 'cinematic_avatar',
			avatar_id: [look().value],
			prompt: 'walks',
			title: 'walks',
			duration: 5,
		});
	}, 30_000);
});

test('own keys: the same rows in a new execution are the same batch, paid once', async () => {
	const own = {
		...lipsync,
		completion: 'immediate',
		options: { idempotencyKey: '={{ $json.title.replace(" ", "-") }}' },
	};
	const first = await run('lipsync', 3, own);
	const second = await run('lipsync', 3, own, { executionId: 'second' });
	expect(second.items.map((item) => item.json)).toEqual(first.items.map((item) => item.json));
	expect(sent('POST', '/v3/lipsyncs/batches').map((one) => one.replayed)).toEqual([false, true]);
});
