// The simulator's main job: looks and voices in pages, videos from request to file.
const { until } = require('../../tools/npm/until');
const { open } = require('./client');

let s;
beforeAll(async () => {
	s = await open();
});
afterAll(() => s.sim.stop());
beforeEach(() => s.sim.reset());

const avatar = (more) => ({
	type: 'avatar',
	avatar_id: s.look.id,
	script: 'Hello from the test.',
	...more,
});
const create = (more, headers) => s.call('POST', '/v3/videos', avatar(more), headers);

test('refuses a wrong or missing key in the envelope of HeyGen, and takes a bearer token', async () => {
	const wrong = await s.call('GET', '/v3/users/me', undefined, { 'x-api-key': 'nope' });
	expect(wrong.status).toBe(401);
	expect(wrong.error).toMatchObject({ code: 'unauthorized', message: expect.any(String) });
	expect(wrong.headers.get('x-request-id')).toBeTruthy();
	const bearer = await s.call('GET', '/v3/users/me', undefined, {
		'x-api-key': '',
		authorization: `Bearer ${s.sim.accessToken}`,
	});
	expect(bearer.status).toBe(200);
	expect(s.sim.requests().at(-1).headers).toMatchObject({
		'x-api-key': '***',
		authorization: '***',
	});
});

test.each([
	['/v3/avatars/looks', 50, 130],
	['/v3/voices', 100, 245],
])('%s pages through everything once', async (path, limit, total) => {
	const ids = new Set();
	let pages = 0;
	for (let token; ;) {
		const page = await s.call('GET', `${path}?limit=${limit}${token ? `&token=${token}` : ''}`);
		pages += 1;
		page.data.forEach((row) => ids.add(row.id ?? row.voice_id));
		if (!page.has_more) break;
		token = page.next_token;
	}
	expect([ids.size, pages]).toEqual([total, Math.ceil(total / limit)]);
	expect((await s.call('GET', `${path}?limit=${limit + 1}`)).error).toMatchObject({
		code: 'invalid_parameter',
		param: 'limit',
	});
	expect((await s.call('GET', `${path}?token=nonsense`)).error).toMatchObject({ param: 'token' });
	expect((await s.call('GET', `${path}?colour=red`)).error).toMatchObject({ param: 'colour' });
});

test('a video goes from waiting to a file that plays, with picture, animation and subtitles', async () => {
	s.sim.configure({ jobSeconds: 2 });
	const made = await create({ caption: { file_format: 'srt' } });
	expect(made.data).toEqual({
		video_id: expect.any(String),
		status: 'waiting',
		output_format: 'mp4',
	});
	const path = `/v3/videos/${made.data.video_id}`;
	expect((await s.call('GET', path)).data).toMatchObject({ status: 'pending', video_url: null });
	await until('it is made', async () => (await s.call('GET', path)).data.status === 'processing');
	s.sim.finish(made.data.video_id);
	const { data } = await s.call('GET', path);
	expect(data).toMatchObject({ status: 'completed', failure_code: null });
	const starts = {
		video_url: [4, 'ftyp'],
		thumbnail_url: [6, 'JFIF'],
		gif_url: [0, 'GIF8'],
		captioned_video_url: [4, 'ftyp'],
		subtitle_url: [0, '1\n00:00:00,000 --> '],
	};
	for (const [field, [at, magic]] of Object.entries(
		/** @type {Record<string, any[]>} */ (starts),
	)) {
		const file = await fetch(data[field]);
		const bytes = Buffer.from(await file.arrayBuffer());
		expect([field, file.status, bytes.subarray(at, at + magic.length).toString('latin1')]).toEqual([
			field,
			200,
			magic,
		]);
		expect(Number(file.headers.get('content-length'))).toBe(bytes.length);
	}
	expect((await s.call('GET', '/v3/videos')).data).toHaveLength(1);
	expect((await s.call('DELETE', path)).data).toEqual({ id: made.data.video_id, deleted: true });
	expect((await s.call('GET', path)).error.code).toBe('video_not_found');
	expect((await s.call('DELETE', path)).status).toBe(404);
});

test('a link expires, is signed anew at each GET, answers ranges and takes no key', async () => {
	s.sim.configure({ linkSeconds: 1, jobSeconds: 0 });
	const { data } = await create();
	const path = `/v3/videos/${data.video_id}`;
	const first = (await s.call('GET', path)).data.video_url;
	expect((await fetch(first)).status).toBe(200);
	const part = await fetch(first, { headers: { range: 'bytes=4-7' } });
	expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
		206,
		expect.stringMatching(/^bytes 4-7\/\d+$/),
		'ftyp',
	]);
	expect((await fetch(first, { headers: { range: 'bytes=99999999-' } })).status).toBe(416);
	expect((await fetch(first.replace(/signature=./, 'signature=x'))).status).toBe(403);
	expect((await fetch(first, { headers: { 'x-api-key': 'sim-key' } })).status).toBe(400);
	expect(s.sim.violations()).toMatchObject([
		{ what: 'credential_sent_to_file_host', header: 'x-api-key' },
	]);
	await until('the link has expired', async () => (await fetch(first)).status === 403);
	expect((await fetch((await s.call('GET', path)).data.video_url)).status).toBe(200);
});

test('a big result streams at its full length', async () => {
	s.sim.configure({ jobSeconds: 0, resultBytes: 20e6 });
	const { data } = await create();
	const file = await fetch((await s.call('GET', `/v3/videos/${data.video_id}`)).data.video_url);
	let bytes = 0;
	for await (const chunk of file.body) bytes += chunk.length;
	expect([bytes, file.headers.get('content-length')]).toEqual([20e6, '20000000']);
});

test('bulk statuses: one row per id, 100 at most', async () => {
	s.sim.configure({ jobSeconds: 60 });
	const { data } = await create();
	const rows = (await s.call('GET', `/v3/videos/statuses?video_ids=${data.video_id},nobody`)).data;
	expect(rows.map(({ video_id, status }) => [video_id, status])).toEqual([
		[data.video_id, 'queued'],
		['nobody', 'not_found'],
	]);
	const many = Array.from({ length: 101 }, (_, i) => `v${i}`).join(',');
	expect((await s.call('GET', `/v3/videos/statuses?video_ids=${many}`)).error).toMatchObject({
		code: 'invalid_parameter',
		param: 'video_ids',
	});
});

test('the same Idempotency-Key buys once, also with another body, and says when it is still running', async () => {
	s.sim.configure({ latencyMs: 100 });
	const headers = { 'idempotency-key': 'run-1:item-1' };
	const [one, two] = await Promise.all([create({}, headers), create({}, headers)]);
	const [winner, other] = one.status === 200 ? [one, two] : [two, one];
	expect([winner.status, other.status, other.error.code]).toEqual([
		200,
		409,
		'request_in_progress',
	]);
	expect((await create({ script: 'Another text' }, headers)).data).toEqual(winner.data);
	expect(s.sim.requests({ path: '/v3/videos' }).map((one) => one.replayed)).toEqual([
		false,
		false,
		true,
	]);
	expect(s.sim.paid()).toMatchObject({ count: 1, byKind: { video: 1 } });
	expect(s.sim.jobs()[0].idempotencyKey).toBe('run-1:item-1');
	expect((await create({}, { 'idempotency-key': 'with space' })).error.param).toBe(
		'Idempotency-Key',
	);
});

test('above the concurrency limit: 429 with Retry-After; free again when a job has ended', async () => {
	s.sim.configure({ concurrency: 2, jobSeconds: 0.9 });
	const answers = await Promise.all([create(), create(), create()]);
	const refused = answers.filter(({ status }) => status === 429);
	expect(refused).toHaveLength(1);
	expect(refused[0].error.code).toBe('rate_limit_exceeded');
	expect(refused[0].headers.get('retry-after')).toBe('1');
	s.sim.finish(answers.find(({ status }) => status === 200).data.video_id);
	expect((await create()).status).toBe(200);
	await until('room for another one', async () => (await create()).status === 200);
	expect(s.sim.paid().count).toBe(4);
});

test('jobs fail by plan, by hand, late, or never end', async () => {
	s.sim.plan({
		kind: 'failJob',
		match: { script: 'cursed' },
		failure_code: 'content_policy',
		failure_message: 'Not that.',
	});
	s.sim.configure({ jobSeconds: 0, creditLimit: 3, urlDelayMs: 500 });
	const bad = await create({ script: 'A cursed script' });
	const good = await create();
	const show = async ({ data }) => (await s.call('GET', `/v3/videos/${data.video_id}`)).data;
	expect(await show(bad)).toMatchObject({
		status: 'failed',
		failure_code: 'content_policy',
		failure_message: 'Not that.',
		video_url: null,
	});
	expect(await show(good)).toMatchObject({ status: 'completed', video_url: null });
	await until('its address is there', async () => /^http/.test((await show(good)).video_url));
	s.sim.configure({ neverEnd: true });
	const endless = await create();
	expect((await show(endless)).status).toBe('processing');
	s.sim.finish(endless.data.video_id, {
		status: 'failed',
		failure_code: null,
		failure_message: null,
	});
	expect(await show(endless)).toMatchObject({
		status: 'failed',
		failure_code: null,
		failure_message: null,
	});
	expect(await create()).toMatchObject({ status: 402, error: { code: 'insufficient_credit' } });
	expect(s.sim.paid()).toMatchObject({ count: 3, refunded: 2 });
});

const refusals = {
	'an unknown field': [{ nonsense: 1 }, 'invalid_parameter', 'nonsense'],
	'an unknown field deep inside': [
		{ voice_settings: { speed: 1, loud: true } },
		'invalid_parameter',
		'voice_settings.loud',
	],
	'an unknown type': [{ type: 'hologram' }, 'invalid_parameter', 'type'],
	'a number as text': [
		{ voice_settings: { speed: '1' } },
		'invalid_parameter',
		'voice_settings.speed',
	],
	'a speed beyond the limit': [
		{ voice_settings: { speed: 1.51 } },
		'invalid_parameter',
		'voice_settings.speed',
	],
	'a script that is too long': [{ script: 'a'.repeat(5001) }, 'invalid_parameter', 'script'],
	'an empty script': [{ script: '' }, 'invalid_parameter', 'script'],
	'a script of blanks': [{ script: '   ' }, 'tts_text_invalid', 'script'],
	'no speech': [{ script: null }, 'invalid_parameter', 'script'],
	'two kinds of speech': [
		{ audio_url: 'https://files.example.com/a.mp3' },
		'invalid_parameter',
		'audio_url',
	],
	'a file that cannot be fetched': [
		{ script: null, audio_url: 'https://nowhere.invalid/a.mp3' },
		'download_failed',
		'audio_url',
	],
	'an unknown look': [{ avatar_id: 'nobody' }, 'avatar_not_found', 'avatar_id'],
	'an unknown voice': [{ voice_id: 'nobody' }, 'voice_not_found', 'voice_id'],
	'an unknown asset': [
		{ script: null, audio_asset_id: 'nothing' },
		'asset_not_found',
		'audio_asset_id',
	],
	'a picture as sound': [
		{ script: null, audio_asset_id: 'asset-image' },
		'no_audio_track',
		'audio_asset_id',
	],
	'an engine that the look has not': [
		{ engine: { type: 'avatar_v' } },
		'invalid_parameter',
		'engine',
	],
	'an expressive studio avatar': [
		{ expressiveness: 'high' },
		'invalid_parameter',
		'expressiveness',
	],
	'a moved studio avatar': [{ motion_prompt: 'wave' }, 'invalid_parameter', 'motion_prompt'],
	'a background behind webm': [
		{ output_format: 'webm', background: { type: 'color', value: '#112233' } },
		'invalid_parameter',
		'background',
	],
	'a background without a colour': [
		{ background: { type: 'color', value: 'red' } },
		'invalid_parameter',
		'background.value',
	],
	'a picture background from two places': [
		{
			background: {
				type: 'image',
				url: 'https://files.example.com/a.png',
				asset_id: 'asset-image',
			},
		},
		'invalid_parameter',
		'background.url',
	],
	'an unstable ElevenLabs v3': [
		{
			voice_settings: {
				engine_settings: { engine_type: 'elevenlabs', model: 'eleven_v3', stability: 0.3 },
			},
		},
		'invalid_parameter',
		'voice_settings.engine_settings.stability',
	],
	'a callback that is no URL': [{ callback_url: 'here' }, 'invalid_parameter', 'callback_url'],
};
test.each(Object.keys(refusals))('refuses %s, and nothing is paid', async (name) => {
	const [more, code, param] = refusals[name];
	const { error } = await create(more);
	expect(error).toMatchObject({ code, param });
	expect(s.sim.paid().count).toBe(0);
});

test('looks that are not ready are refused and show no preview', async () => {
	const unready = s.looks.filter(({ status }) => status !== 'completed');
	expect(unready.map(({ status }) => status)).toEqual([
		'processing',
		'pending_consent',
		'processing',
	]);
	expect((await create({ avatar_id: unready[0].id })).error.code).toBe('avatar_not_usable');
	expect((await create({ avatar_id: unready[1].id })).error.code).toBe('avatar_consent_required');
	expect(
		(await s.call('GET', `/v3/avatars/looks/${unready[0].id}`)).data.preview_image_url,
	).toBeNull();
});

const url = (path) => ({ type: 'url', url: `https://files.example.com/${path}` });
test('accepts the other three types whole, and refuses what breaks their rules', async () => {
	const image = {
		type: 'image',
		image: url('face.png'),
		script: 'Hi.',
		voice_id: s.voice.voice_id,
	};
	const cinematic = {
		type: 'cinematic_avatar',
		avatar_id: [s.look.id],
		prompt: 'A walk on the beach',
		duration: 4,
	};
	const scenes = [
		{
			type: 'avatar_video',
			input: {
				type: 'avatar',
				avatar_id: s.look.id,
				script: 'One',
				background: { type: 'color', color: '#00FF00' },
			},
		},
		{ type: 'image', source: url('slide.png'), duration: 3 },
		{ type: 'video', source: url('clip.mp4'), playback: { mute: true, volume: 0 } },
	];
	const studio = { type: 'studio', scenes };
	const send = (body) => s.call('POST', '/v3/videos', body);
	for (const body of [image, cinematic, studio]) expect((await send(body)).status).toBe(200);
	const refused = [
		[{ ...image, voice_id: null }, 'voice_id'],
		[
			{ ...image, image: { type: 'base64', media_type: 'image/png', data: 'no base64!' } },
			'image.data',
		],
		[{ ...cinematic, aspect_ratio: '4:5' }, 'aspect_ratio'],
		[{ ...cinematic, auto_duration: true }, 'duration'],
		[{ ...cinematic, script: 'Hi' }, 'script'],
		[{ ...cinematic, avatar_id: [] }, 'avatar_id'],
		[{ ...cinematic, references: [1, 2, 3].map((i) => url(`clip${i}.mp4`)) }, 'references'],
		[{ ...studio, scenes: [] }, 'scenes'],
		[{ ...studio, scenes: [{ ...scenes[1], script: 'Hi' }] }, 'scenes.0.voice_id'],
		[{ ...studio, scenes: [{ ...scenes[1], duration: 301 }] }, 'scenes.0.duration'],
		[{ ...studio, scenes: [{ ...scenes[1], duration: null }] }, 'scenes.0.duration'],
		[
			{
				...studio,
				scenes: [
					{
						type: 'avatar_video',
						input: { ...scenes[0].input, background: { type: 'color', color: 'green' } },
					},
				],
			},
			'scenes.0.input.background.color',
		],
	];
	for (const [body, param] of refused) expect((await send(body)).error).toMatchObject({ param });
	expect(s.sim.paid()).toMatchObject({ count: 3 });
});

test('batches run in a queue of their own, with pages, counts and the reason of a refused row', async () => {
	s.sim.configure({ concurrency: 1, batchConcurrency: 2, jobSeconds: 0.5 });
	const videos = [
		avatar(),
		avatar({ avatar_id: 'nobody' }),
		avatar({ script: 'third' }),
		avatar({ script: 'fourth' }),
	];
	const { data } = await s.call('POST', '/v3/videos/batches', { videos, title: 'Four' });
	expect(data).toMatchObject({ status: 'processing', total_items: 4 });
	expect(await create()).toMatchObject({ status: 200 });
	const first = (await s.call('GET', `/v3/videos/batches/${data.batch_id}?limit=3`)).data;
	expect(first).toMatchObject({
		total_items: 4,
		title: 'Four',
		has_more: true,
		status: 'processing',
	});
	expect(first.items[1]).toMatchObject({
		item_index: 1,
		status: 'failed',
		video_id: null,
		error: { code: 'avatar_not_found' },
	});
	const page = `/v3/videos/batches/${data.batch_id}?token=${first.next_token}`;
	await until('all are done', async () => (await s.call('GET', page)).data.status === 'completed');
	const rest = (await s.call('GET', page)).data;
	expect(rest).toMatchObject({
		status: 'completed',
		counts_by_status: { completed: 3, failed: 1 },
		has_more: false,
		items: [{ item_index: 3, status: 'completed' }],
	});
	expect((await s.call('GET', `/v3/videos/statuses?batch_ids=${data.batch_id}`)).data).toHaveLength(
		4,
	);
	expect(s.sim.jobs().filter(({ batchId }) => batchId === data.batch_id)).toHaveLength(3);
});
