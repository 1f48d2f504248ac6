// Voices in n8n's engine: lists in as few requests as possible, speech that is never bought twice, clones and designs.
import { byId, workbench } from './workbench';

const bench = workbench();
const posts = () => bench.sent().filter((one) => one.method === 'POST');
const speech = (more: object = {}) => ({
	voiceId: byId(bench.known.voice),
	text: 'Hello there',
	...more,
});

test('245 voices take three requests, the last one for the last page', async () => {
	const { items } = await bench.run('voice', 'getMany', { returnAll: true });
	expect(items).toHaveLength(245);
	expect(bench.sent().map((one) => one.query.limit)).toEqual(['100', '100', '100']);
	expect(new Set(items.map((item) => item.json.voice_id)).size).toBe(245);
});

test('Limit 5 is one request for 5', async () => {
	const { items } = await bench.run('voice', 'getMany', {
		limit: 5,
		filters: { language: 'German', gender: 'male', type: 'public', engine: 'starfish' },
	});
	expect(items).toHaveLength(5);
	expect(bench.sent()).toEqual([
		{
			method: 'GET',
			path: '/v3/voices',
			query: { limit: '5', language: 'German', gender: 'male', type: 'public', engine: 'starfish' },
			body: undefined,
		},
	]);
	expect(items.every((item) => item.json.language === 'German')).toBe(true);
});

describe('speech', () => {
	test('a text becomes a sound file with the time of each word', async () => {
		const { items, error } = await bench.run(
			'voice',
			'generateSpeech',
			speech({ options: { speed: 1.5, language: 'en', locale: 'en-GB', inputType: 'text' } }),
		);
		expect(error).toBeUndefined();
		expect(posts()).toEqual([
			{
				method: 'POST',
				path: '/v3/voices/speech',
				query: {},
				body: {
					voice_id: bench.known.voice,
					text: 'Hello there',
					speed: 1.5,
					language: 'en',
					locale: 'en-GB',
					input_type: 'text',
				},
			},
		]);
		expect(items[0].json).toMatchObject({
			audio_url: expect.stringContaining('http'),
			duration: expect.any(Number),
		});
		expect(
			(items[0].json.word_timestamps as Array<{ word: string }>).map((one) => one.word),
		).toEqual(['Hello', 'there']);
	});

	test.each([
		['a connection lost after acceptance', { kind: 'dropAfter' }],
		['a connection lost before acceptance', { kind: 'dropBefore' }],
		['an unclear 500', { kind: 'status', status: 500 }],
	])('is asked for once only, whatever the answer: %s', async (_, fault) => {
		bench.sim.plan({ ...fault, match: { method: 'POST' }, times: 1 });
		const { error } = await bench.run('voice', 'generateSpeech', speech());
		expect(posts()).toHaveLength(1);
		expect(error?.message).toBe('HeyGen gave no clear answer');
		expect(error?.description).toContain('may be paid twice');
		expect(bench.sim.requests()[0].idempotencyKey).toBeNull();
	});

	test('"too many requests" bought nothing: it is asked for again', async () => {
		bench.sim.plan({
			kind: 'status',
			status: 429,
			code: 'rate_limit_exceeded',
			retryAfter: 0,
			match: { method: 'POST' },
			times: 1,
		});
		const { items } = await bench.run('voice', 'generateSpeech', speech());
		expect(items[0].json.audio_url).toBeDefined();
		expect(posts()).toHaveLength(2);
	});

	test('one text too long of two: nothing is sent', async () => {
		const { error } = await bench.run(
			'voice',
			'generateSpeech',
			speech({ text: '={{ $json.text }}' }),
			{ items: [{ json: { text: 'fine' } }, { json: { text: 'x'.repeat(5001) } }] },
		);
		expect(error?.message).toBe("'Text' takes 1 to 5,000 characters, but this one has 5,001");
		expect(bench.sim.requests()).toEqual([]);
	});
});

describe('own voices', () => {
	test('a clone is waited for by its own word "complete", then read and deleted', async () => {
		const { items, error } = await bench.run('voice', 'clone', {
			audioUrl: 'https://example.com/me.wav',
			voiceName: 'Me',
			options: { language: 'en', removeBackgroundNoise: false },
		});
		expect(error).toBeUndefined();
		expect(posts()[0].body).toEqual({
			audio: { type: 'url', url: 'https://example.com/me.wav' },
			voice_name: 'Me',
			language: 'en',
			remove_background_noise: false,
		});
		expect(items[0].json).toMatchObject({
			name: 'Me',
			status: 'complete',
			preview_audio_url: expect.any(String),
		});
		const voiceId = byId(items[0].json.voice_id);
		expect(
			(await bench.run('voice', 'get', { voiceId, waitUntilDone: true })).items[0].json,
		).toMatchObject({ name: 'Me', status: 'complete' });
		for (let time = 0; time < 2; time++)
			expect((await bench.run('voice', 'delete', { voiceId })).items[0].json).toEqual({
				deleted: true,
				id: voiceId.value,
			});
	});

	test('a clone that HeyGen gives up says why', async () => {
		bench.sim.plan({ kind: 'failJob', times: 1, failure_message: 'nobody speaks' });
		const { error } = await bench.run('voice', 'clone', {
			audioUrl: 'https://example.com/me.wav',
			voiceName: 'Me',
		});
		expect(error?.message).toContain('nobody speaks');
	});

	test('a description finds voices, one item each, with the seed that finds them again', async () => {
		const { items } = await bench.run('voice', 'design', {
			prompt: 'calm narrator',
			options: { gender: 'female', locale: 'en-GB', seed: 7 },
		});
		expect(posts()).toEqual([
			{
				method: 'POST',
				path: '/v3/voices',
				query: {},
				body: { prompt: 'calm narrator', gender: 'female', locale: 'en-GB', seed: 7 },
			},
		]);
		expect(items.length).toBeGreaterThan(1);
		for (const item of items)
			expect(item.json).toMatchObject({ seed: 7, gender: 'female', voice_id: expect.any(String) });
	});
});
