// Every other operation, from request to finished job; at the end each must have answered, in the shape that the API's digest has.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const Ajv = require('ajv').default;
const contract = require('../../simulator/contract');
const api = require('../contract/facts').contract;
const { until } = require('../../tools/npm/until');
const { open } = require('./client');

jest.setTimeout(60_000);

let s;
const answers = new Map();
beforeAll(async () => {
	s = await open({ jobSeconds: 60, concurrency: 1000, callbacks: false });
	const bare = s.call;
	const routes = Object.keys(contract)
		.map((name) => ({ name, pattern: new RegExp(`^${name.replace(/\{\w+\}/g, '[^/?]+')}$`) }))
		.sort((a, b) => a.name.split('{').length - b.name.split('{').length);
	s.call = async (method, path, ...rest) => {
		const answer = await bare(method, path, ...rest);
		const name = routes.find(({ pattern }) =>
			pattern.test(`${method} ${path.split('?')[0]}`),
		)?.name;
		const { status, headers, ...body } = answer;
		if (status < 300) answers.set(name, [...(answers.get(name) ?? []), body]);
		return answer;
	};
});
afterAll(() => s.sim.stop());

const post = async (path, body, headers) => {
	const answer = await s.call('POST', path, body, headers);
	if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.error)}`);
	return answer.data;
};
const get = async (path) => (await s.call('GET', path)).data;
/** Ends every job that runs; those that wait for a person go on waiting. */
const done = () =>
	s.sim
		.jobs()
		.filter(
			({ status }) =>
				![
					'completed',
					'complete',
					'failed',
					'cancelled',
					'waiting_for_input',
					'pending_consent',
				].includes(status),
		)
		.forEach(({ id }) => s.sim.finish(id));
const url = (name) => ({ type: 'url', url: `https://files.example.com/${name}` });
const bytesOf = async (link) => Buffer.from(await (await fetch(link)).arrayBuffer());

describe('translations and lipsyncs', () => {
	const body = {
		video: url('talk.mp4'),
		output_languages: ['Spanish (Spain)', 'German (Germany)'],
		title: 'Talk',
		callback_url: 'https://hooks.example.com/rows',
		callback_id: 'row-7',
	};

	test('a translation is one job per language, with video and captions at the end', async () => {
		const { video_translation_ids: ids } = await post('/v3/video-translations', body, {
			'idempotency-key': 't-1',
		});
		expect(ids).toHaveLength(2);
		expect(
			(await get(`/v3/video-translations/statuses?video_translation_ids=${ids},x`)).map(
				({ status }) => status,
			),
		).toEqual(['queued', 'queued', 'not_found']);
		expect(await get(`/v3/video-translations/${ids[1]}`)).toMatchObject({
			status: 'pending',
			output_language: 'German (Germany)',
			video_url: null,
			callback_id: 'row-7',
		});
		done();
		const finished = await get(`/v3/video-translations/${ids[1]}`);
		expect(finished).toMatchObject({ status: 'completed', audio_url: null });
		expect((await bytesOf(finished.vtt_caption_url)).toString()).toMatch(/^WEBVTT\n\n00:00/);
		expect((await bytesOf(finished.srt_caption_url)).toString()).toMatch(/^1\n00:00:00,000 --> /);
		expect(
			(await s.call('PATCH', `/v3/video-translations/${ids[0]}`, { title: 'New' })).data.title,
		).toBe('New');
		expect(await get('/v3/video-translations?limit=1')).toHaveLength(1);
		expect((await s.call('DELETE', `/v3/video-translations/${ids[0]}`)).data).toEqual({
			id: ids[0],
		});
		expect((await s.call('GET', `/v3/video-translations/${ids[0]}`)).error.code).toBe(
			'video_translation_not_found',
		);
		expect((await get('/v3/video-translations/languages')).languages).toContain('Spanish (Spain)');
	});

	test.each([
		[{ output_languages: ['Klingon'] }, 'output_languages'],
		[{ output_languages: [] }, 'output_languages'],
		[{ video: { type: 'base64', data: 'AAAA', media_type: 'video/mp4' } }, 'type'],
		[{ end_time: 1, start_time: 2 }, 'end_time'],
		[{ brand_glossary_id: 'x' }, 'brand_glossary_id'],
		[{ video: { type: 'asset_id', asset_id: 'asset-image' } }, 'video.asset_id'],
	])('refuses %j', async (more, param) => {
		expect(
			(await s.call('POST', '/v3/video-translations', { ...body, ...more })).error.param,
		).toMatch(new RegExp(`${param}$`));
	});

	test('batches of translations and lipsyncs', async () => {
		const { batch_id } = await post('/v3/video-translations/batches', {
			video_translations: [body, { ...body, output_languages: ['Nope'] }],
		});
		const lip = await post('/v3/lipsyncs/batches', {
			lipsyncs: [{ video: url('a.mp4'), audio: url('a.mp3') }],
		});
		done();
		expect(await get(`/v3/video-translations/batches/${batch_id}`)).toMatchObject({
			status: 'completed',
			total_items: 3,
			items: [
				{ status: 'completed' },
				{ status: 'completed' },
				{ status: 'failed', error: { code: 'invalid_parameter' } },
			],
		});
		expect(await get(`/v3/lipsyncs/batches/${lip.batch_id}`)).toMatchObject({
			status: 'completed',
			counts_by_status: { completed: 1 },
		});
		expect((await s.call('GET', `/v3/videos/batches/${batch_id}`)).error.code).toBe(
			'batch_not_found',
		);
	});

	test('a proofread gives its subtitles, takes others, and makes the translation', async () => {
		const {
			proofread_ids: [id],
			status,
		} = await post('/v3/video-translations/proofreads', {
			video: url('talk.mp4'),
			output_languages: ['French (France)'],
			title: 'Draft',
		});
		expect(status).toBe('processing');
		expect((await s.call('GET', `/v3/video-translations/proofreads/${id}/srt`)).error.code).toBe(
			'resource_not_ready',
		);
		done();
		expect(await get(`/v3/video-translations/proofreads/${id}`)).toMatchObject({
			status: 'completed',
			output_language: 'French (France)',
		});
		expect(
			(
				await s.call('PUT', `/v3/video-translations/proofreads/${id}/srt`, {
					srt: { type: 'asset_id', asset_id: 'asset-captions' },
				})
			).status,
		).toBe(200);
		expect(
			(
				await bytesOf((await get(`/v3/video-translations/proofreads/${id}/srt`)).srt_url)
			).toString(),
		).toMatch(/^1\n/);
		const made = await post(`/v3/video-translations/proofreads/${id}/generate`, {
			captions: true,
			callback_url: 'https://hooks.example.com/c',
			callback_id: 'c',
		});
		expect(await get(`/v3/video-translations/${made.video_translation_id}`)).toMatchObject({
			output_language: 'French (France)',
			callback_id: 'c',
		});
	});

	test('a lipsync', async () => {
		const { lipsync_id } = await post('/v3/lipsyncs', {
			video: url('a.mp4'),
			audio: url('a.mp3'),
			enable_caption: true,
			mode: 'precision',
		});
		expect(await get(`/v3/lipsyncs/${lipsync_id}`)).toMatchObject({
			status: 'pending',
			video_url: null,
		});
		done();
		expect(
			(await bytesOf((await get(`/v3/lipsyncs/${lipsync_id}`)).video_url))
				.subarray(4, 8)
				.toString(),
		).toBe('ftyp');
		expect(await get(`/v3/lipsyncs/statuses?lipsync_ids=${lipsync_id}`)).toMatchObject([
			{ video_id: lipsync_id, status: 'completed' },
		]);
		expect(
			(await s.call('PATCH', `/v3/lipsyncs/${lipsync_id}`, { title: 'Renamed' })).data.title,
		).toBe('Renamed');
		expect(await get('/v3/lipsyncs')).toEqual(
			expect.arrayContaining([expect.objectContaining({ id: lipsync_id })]),
		);
		expect(s.sim.jobs().find(({ id }) => id === lipsync_id).credits).toBe(1);
		expect((await s.call('DELETE', `/v3/lipsyncs/${lipsync_id}`)).data).toEqual({ id: lipsync_id });
	});
});

describe('video agents', () => {
	test('a session thinks, names its video half way, and ends with it', async () => {
		s.sim.configure({ jobSeconds: 3 });
		const made = await post('/v3/video-agents', {
			prompt: 'A video about rain',
			orientation: 'portrait',
		});
		expect(made).toMatchObject({ status: 'thinking', video_id: null });
		const path = `/v3/video-agents/${made.session_id}`;
		expect(await get(path)).toMatchObject({ status: 'thinking', video_id: null });
		await until('it names its video', async () => (await get(path)).video_id);
		const half = await get(path);
		expect(half).toMatchObject({ status: 'generating', video_id: expect.any(String) });
		expect((await get(`/v3/videos/${half.video_id}`)).status).toBe('processing');
		done();
		expect(await get(path)).toMatchObject({ status: 'completed', progress: 100 });
		expect((await get(`/v3/videos/${half.video_id}`)).video_url).toMatch(/^http/);
		expect(await get(`${path}/videos`)).toMatchObject([{ id: half.video_id }]);
		expect(s.sim.jobs().filter(({ kind }) => kind === 'videoAgent')).toHaveLength(1);
		const resources = await s.call('GET', `/v3/video-agents/sessions/${made.session_id}/resources`);
		expect([resources.data.length, resources.has_more]).toEqual([8, true]);
		expect(await get(`${path}/resources/${resources.data[0].resource_id}`)).toMatchObject({
			resource_type: 'image',
		});
		const again = await post(path, { message: 'Make it shorter' });
		expect(again.run_id).not.toBe(made.session_id);
		expect((await get(path)).status).toBe('thinking');
		expect((await get('/v3/video-agents'))[0]).toMatchObject({ session_id: made.session_id });
		await post(`${path}/stop`, {});
		expect((await get(path)).status).toBe('failed');
		s.sim.configure({ jobSeconds: 60 });
	});

	test('a chat waits for a person, then goes on; a failed session fails its video', async () => {
		const { session_id } = await post('/v3/video-agents', { prompt: 'Help me', mode: 'chat' });
		done();
		expect(await get(`/v3/video-agents/${session_id}`)).toMatchObject({
			status: 'waiting_for_input',
			video_id: null,
		});
		await post(`/v3/video-agents/${session_id}`, { message: 'For children' });
		s.sim
			.jobs()
			.filter(({ id }) => id === session_id)
			.forEach(({ status }) => expect(status).toBe('thinking'));
		const [{ id: video_id }] = await get(`/v3/video-agents/${session_id}/videos`);
		s.sim.finish(session_id, { status: 'failed', failure_message: 'No idea' });
		expect((await get(`/v3/video-agents/${session_id}`)).status).toBe('failed');
		expect(await get(`/v3/videos/${video_id}`)).toMatchObject({
			status: 'failed',
			failure_message: 'No idea',
		});
		expect(await get('/v3/video-agents/styles?tag=cartoon&limit=100')).toHaveLength(23);
	});
});

describe('templates', () => {
	beforeAll(() => s.sim.configure({ templateVariables: 'properties' }));
	afterAll(() => s.sim.configure({ templateVariables: 'flat' }));

	test('a template tells its variables, and takes them back in that shape only', async () => {
		const [{ id }] = await get('/v3/templates');
		const template = await get(`/v3/templates/${id}`);
		const variables = {
			...template.variables,
			first_name: { name: 'first_name', type: 'text', properties: { content: 'Ada' } },
		};
		const made = await post(
			`/v3/templates/${id}`,
			{ variables, caption: true, dimension: { width: 1280, height: 720 } },
			{ 'idempotency-key': 'tpl' },
		);
		expect(made).toMatchObject({ status: 'pending', video_url: null });
		done();
		expect(await get(`/v3/videos/${made.id}`)).toMatchObject({
			status: 'completed',
			captioned_video_url: expect.stringMatching(/^http/),
		});
		const refused = [
			[{ variables: { nobody: variables.first_name } }, 'variables.nobody'],
			[
				{ variables: { first_name: { ...variables.first_name, type: 'image' } } },
				'variables.first_name.type',
			],
			[
				{
					variables: {
						first_name: {
							name: 'first_name',
							type: 'text',
							properties: { content: 'a'.repeat(10001) },
						},
					},
				},
				'variables.first_name.properties.content',
			],
			[{ variables, dimension: { width: 720, height: 1280 } }, 'dimension'],
			[{ variables, dimension: { width: 1281, height: 720 } }, 'dimension.width'],
			[{ variables, caption: {} }, 'caption'],
			[{ variables, scene_ids: ['x'] }, 'scene_ids'],
		];
		for (const [body, param] of refused)
			expect((await s.call('POST', `/v3/templates/${id}`, body)).error).toMatchObject({
				code: 'invalid_parameter',
				param,
			});
		expect((await s.call('POST', '/v3/templates/x', { variables: {} })).error.code).toBe(
			'template_not_found',
		);
	});
});

describe('the two shapes of variables', () => {
	afterAll(() => s.sim.configure({ templateVariables: 'flat' }));

	test.each(['flat', 'bare'])('%s: told so, taken flat, and never mixed', async (shape) => {
		s.sim.configure({ templateVariables: shape });
		const [{ id }] = await get('/v3/templates');
		const { variables } = await get(`/v3/templates/${id}`);
		expect(variables.first_name).toEqual(
			shape === 'flat' ? { type: 'text', content: 'friend' } : { type: 'text' },
		);
		const path = `/v3/templates/${id}`;
		if (shape === 'flat') await post(path, { variables });
		const first_name = { type: 'text', content: 'Ada' };
		const { id: made } = await post(path, {
			variables: { first_name, message: { type: 'text', content: '' } },
			caption: true,
		});
		done();
		// What is left empty is spoken as its name.
		expect((await bytesOf((await get(`/v3/videos/${made}`)).subtitle_url)).toString()).toContain(
			'Hello Ada, welcome! {{message}}',
		);
		const old = { name: 'message', type: 'text', properties: { content: 'x' } };
		for (const variables of [
			{ first_name, message: old },
			{ first_name: { ...first_name, ...old } },
		])
			expect((await s.call('POST', path, { variables })).status).toBe(400);
	});

	test('the older shape refuses the flat one', async () => {
		s.sim.configure({ templateVariables: 'properties' });
		const [{ id }] = await get('/v3/templates');
		const variables = { first_name: { type: 'text', content: 'Ada' } };
		expect((await s.call('POST', `/v3/templates/${id}`, { variables })).status).toBe(400);
	});
});

describe('avatars and voices', () => {
	test('a photo avatar becomes usable; a digital twin first needs consent', async () => {
		const photo = await post(
			'/v3/avatars',
			{ type: 'photo', name: 'Me', file: url('me.png') },
			{ 'idempotency-key': 'av' },
		);
		const id = photo.avatar_item.id;
		expect(photo).toMatchObject({
			avatar_group: { status: 'processing', looks_count: 1 },
			avatar_item: { status: 'processing', avatar_type: 'photo_avatar', preview_image_url: null },
		});
		done();
		expect(await get(`/v3/avatars/looks/${id}`)).toMatchObject({
			status: 'completed',
			preview_image_url: expect.any(String),
		});
		expect((await s.call('PATCH', `/v3/avatars/looks/${id}`, { name: 'Me again' })).data.name).toBe(
			'Me again',
		);
		expect(await get(`/v3/avatars/looks?group_id=${photo.avatar_group.id}`)).toHaveLength(1);
		expect((await s.call('DELETE', `/v3/avatars/looks/${id}`)).data).toEqual({ id });
		expect((await s.call('GET', `/v3/avatars/looks/${id}`)).status).toBe(404);

		const twin = await post('/v3/avatars', {
			type: 'digital_twin',
			name: 'Twin',
			file: { type: 'asset_id', asset_id: 'asset-video' },
		});
		const group = `/v3/avatars/${twin.avatar_group.id}`;
		done();
		expect((await get(`/v3/avatars/looks/${twin.avatar_item.id}`)).status).toBe('pending_consent');
		expect((await post(`${group}/consent`, {})).url).toMatch(/^https/);
		await post(`${group}/consent`, { consent_video: url('yes.mp4') });
		done();
		expect(await get(group)).toMatchObject({ status: 'completed', consent_status: 'approved' });
		expect((await s.call('DELETE', group)).data).toEqual({ id: twin.avatar_group.id });
		expect((await s.call('GET', group)).status).toBe(404);
		expect(await get('/v3/avatars?ownership=private&limit=50')).toEqual(
			expect.not.arrayContaining([expect.objectContaining({ id: twin.avatar_group.id })]),
		);
		expect(
			(
				await s.call('POST', '/v3/avatars', {
					type: 'prompt',
					name: 'P',
					prompt: 'A baker',
					avatar_group_id: 'x',
				})
			).error.code,
		).toBe('avatar_not_found');
	});

	test('a cloned voice is complete, a designed one comes in three, and speech is paid at once', async () => {
		const { voice_clone_id } = await post('/v3/voices/clone', {
			voice_name: 'Mine',
			audio: url('me.wav'),
		});
		expect(await get(`/v3/voices/${voice_clone_id}`)).toMatchObject({
			status: 'processing',
			name: 'Mine',
		});
		expect(
			(await s.call('POST', '/v3/voices/speech', { text: 'Hi', voice_id: voice_clone_id })).error
				.code,
		).toBe('voice_unavailable');
		done();
		expect((await get(`/v3/voices/${voice_clone_id}`)).status).toBe('complete');
		expect((await get('/v3/voices?type=private&limit=100')).map((one) => one.voice_id)).toContain(
			voice_clone_id,
		);
		const designed = await post('/v3/voices', { prompt: 'A calm librarian', gender: 'female' });
		expect(designed.voices).toHaveLength(3);
		expect((await s.call('DELETE', `/v3/voices/${voice_clone_id}`)).data).toEqual({
			voice_id: voice_clone_id,
		});
		const paid = s.sim.paid().byKind.speech ?? 0;
		const speech = await post('/v3/voices/speech', {
			text: 'Hello there you',
			voice_id: s.voice.voice_id,
			speed: 2,
		});
		expect(speech.word_timestamps.map(({ word }) => word)).toEqual(['Hello', 'there', 'you']);
		expect((await bytesOf(speech.audio_url)).subarray(0, 3).toString()).toBe('ID3');
		expect(s.sim.paid().byKind.speech).toBe(paid + 1);
		const silent = s.voices.find(({ engines }) => !engines.includes('starfish'));
		expect(
			(await s.call('POST', '/v3/voices/speech', { text: 'Hi', voice_id: silent.voice_id })).error
				.code,
		).toBe('voice_not_usable');
		expect(
			(
				await s.call('POST', '/v3/voices/speech', {
					text: 'no element',
					input_type: 'ssml',
					voice_id: s.voice.voice_id,
				})
			).error.param,
		).toBe('text');
		expect(
			(await get('/v3/voices?language=german&gender=female&engine=starfish&limit=100')).length,
		).toBeGreaterThan(0);
	});
});

describe('assets', () => {
	const form = (bytes, type, name = 'file', filename = 'x') => {
		const data = new FormData();
		data.append(name, new Blob([bytes], { type }), filename);
		return data;
	};
	const upload = async (body, key) => {
		const answer = await fetch(`${s.sim.url}/v3/assets`, {
			method: 'POST',
			body,
			headers: { 'x-api-key': s.sim.apiKey, ...(key && { 'idempotency-key': key }) },
		});
		const json = await answer.json();
		if (answer.status === 200) answers.set('POST /v3/assets', [json]);
		return { status: answer.status, ...json };
	};
	const png = readFileSync(join(__dirname, '../../simulator/media/look.png'));

	test('a form: the bytes come back from the link; wrong types, fields and sizes are refused', async () => {
		const { data } = await upload(form(png, 'image/png', 'file', 'face.png'), 'up-1');
		expect(data).toMatchObject({ mime_type: 'image/png', size_bytes: png.length });
		expect((await bytesOf(data.url)).equals(png)).toBe(true);
		expect((await upload(form(png, 'image/png'), 'up-1')).data.asset_id).toBe(data.asset_id);
		expect(await get(`/v3/assets/${data.asset_id}`)).toMatchObject({
			name: 'face.png',
			type: 'image',
		});
		expect((await upload(form(png, 'image/jpeg'))).error).toMatchObject({
			code: 'invalid_parameter',
			param: 'file',
		});
		expect((await upload(form(png, 'image/gif'))).error.param).toBe('file');
		expect((await upload(form(png, 'image/png', 'picture'))).error.param).toBe('picture');
		expect((await upload(form(Buffer.alloc(32 * 1024 * 1024 + 1), 'image/png'))).error.code).toBe(
			'payload_too_large',
		);
		expect(
			(
				await upload(
					form(Buffer.concat([png, Buffer.alloc(32 * 1024 * 1024 - png.length)]), 'image/png'),
				)
			).status,
		).toBe(200);
		expect((await s.call('DELETE', `/v3/assets/${data.asset_id}`)).data).toEqual({
			id: data.asset_id,
		});
		expect((await s.call('GET', '/v3/assets')).error.param).toBe('username');
		expect(await get('/v3/assets?username=simulator&limit=3')).toHaveLength(3);
	});

	test('a direct upload: just those headers, exact size, no key; complete answers 409 at first', async () => {
		const bytes = Buffer.from('RIFF0000WAVE and so on');
		const checksum = createHash('sha256').update(bytes).digest('hex');
		const ask = {
			filename: 'a.wav',
			content_type: 'audio/wav',
			size_bytes: bytes.length,
			checksum_sha256: checksum,
		};
		const made = await post('/v3/assets/direct-uploads', ask, { 'idempotency-key': 'du' });
		const put = (headers, body = bytes) =>
			fetch(made.upload_url, {
				method: 'PUT',
				body,
				headers: { ...made.upload_headers, ...headers },
			});
		const complete = () => s.call('POST', `/v3/assets/${made.asset_id}/complete`, {});
		expect((await complete()).error.code).toBe('resource_not_ready');
		expect((await put({ 'x-api-key': 'secret' })).status).toBe(403);
		expect(s.sim.violations().at(-1)).toMatchObject({ what: 'credential_sent_to_file_host' });
		expect((await put({ 'x-extra': '1' })).status).toBe(403);
		expect((await put({ 'Content-Type': 'audio/mpeg' })).status).toBe(403);
		expect((await put({}, Buffer.from('short'))).status).toBe(400);
		expect((await put({})).status).toBe(200);
		expect(
			(await get(`/v3/assets/statuses?asset_ids=${made.asset_id},none`)).map(
				({ status }) => status,
			),
		).toEqual(['processing', 'not_found']);
		expect((await complete()).status).toBe(409);
		expect((await complete()).data).toMatchObject({
			asset_id: made.asset_id,
			status: 'completed',
			size_bytes: bytes.length,
		});
		expect((await complete()).status).toBe(200);
		expect((await bytesOf((await get(`/v3/assets/${made.asset_id}`)).url)).equals(bytes)).toBe(
			true,
		);
	});

	test('a batch of direct uploads: what never arrived has failed', async () => {
		const file = { filename: 'a.png', content_type: 'image/png', size_bytes: png.length };
		const { batch_id, items } = await post('/v3/assets/direct-uploads/batches', {
			files: [file, file],
		});
		expect(
			(
				await fetch(items[0].upload_url, {
					method: 'PUT',
					body: png,
					headers: items[0].upload_headers,
				})
			).status,
		).toBe(200);
		expect(await get(`/v3/assets/batches/${batch_id}`)).toMatchObject({
			status: 'processing',
			counts_by_status: { processing: 1, queued: 1 },
		});
		s.sim.configure({ jobSeconds: 0 });
		await post('/v3/assets/complete/batches', { batch_id });
		s.sim.configure({ jobSeconds: 60 });
		expect(await get(`/v3/assets/batches/${batch_id}`)).toMatchObject({
			status: 'completed',
			counts_by_status: { completed: 1, failed: 1 },
		});
		expect(await get(`/v3/assets/statuses?batch_ids=${batch_id}`)).toMatchObject([
			{ status: 'completed', video_id: items[0].asset_id },
			{ status: 'failed' },
		]);
	});

	test('searches', async () => {
		expect(await get('/v3/assets/search?query=sun&type=icon&limit=50')).toHaveLength(34);
		expect((await s.call('GET', '/v3/assets/search?query=sun')).error.param).toBe('type');
		expect(await get('/v3/audio/sounds?query=rain&limit=50')).toHaveLength(31);
		expect(await get('/v3/audio/sounds?query=rain&type=sound_effects&min_score=0.95')).toHaveLength(
			6,
		);
	});
});

describe('clippings, background removals, HyperFrames, brands, account', () => {
	test('each job from start to end and deletion', async () => {
		const video = url('long.mp4');
		const clipping = (
			await post('/v3/ai-clipping', { video, output_settings: { duration_types: ['30'] } })
		).ai_clipping_id;
		const removal = await post('/v3/background-removals', {
			video,
			request_id: 'r-1',
			layers: ['foreground', 'alpha'],
		});
		expect((await post('/v3/background-removals', { video, request_id: 'r-1' })).id).toBe(
			removal.id,
		);
		const { render_id } = await post(
			'/v3/hyperframes/renders',
			{ project: url('p.zip'), format: 'webm', variables: { a: 1 } },
			{ 'idempotency-key': 'h' },
		);
		expect([
			(await get(`/v3/ai-clipping/${clipping}`)).status,
			removal.status,
			(await get(`/v3/hyperframes/renders/${render_id}`)).status,
		]).toEqual(['pending', 'pending', 'queued']);
		done();
		expect(await get(`/v3/ai-clipping/${clipping}`)).toMatchObject({
			status: 'completed',
			clips: [{ status: 'completed' }, {}, {}],
		});
		expect((await get(`/v3/background-removals/${removal.id}`)).layers).toEqual({
			foreground: expect.any(String),
			alpha: expect.any(String),
		});
		expect(
			(await bytesOf((await get(`/v3/hyperframes/renders/${render_id}`)).video_url)).readUInt32BE(
				0,
			),
		).toBe(0x1a45dfa3);
		s.sim.finish(clipping, { status: 'cancelled' });
		expect((await get(`/v3/ai-clipping/${clipping}`)).status).toBe('cancelled');
		for (const [path, id] of [
			['/v3/ai-clipping', clipping],
			['/v3/background-removals', removal.id],
			['/v3/hyperframes/renders', render_id],
		]) {
			expect(await get(path)).toHaveLength(1);
			expect((await s.call('DELETE', `${path}/${id}`)).status).toBe(200);
			expect((await s.call('GET', `${path}/${id}`)).status).toBe(404);
			expect(await get(path)).toHaveLength(0);
		}
	});

	test('brands and the three kinds of account', async () => {
		expect(await get('/v3/brand-kits?limit=100')).toHaveLength(24);
		expect(await get('/v3/brand-glossaries?limit=100')).toHaveLength(14);
		for (const billing of ['subscription', 'usage_based', 'wallet']) {
			s.sim.configure({ billing });
			expect(await get('/v3/users/me')).toMatchObject({
				billing_type: billing,
				[billing]: expect.any(Object),
			});
		}
	});
});

describe("HeyGen's own models", () => {
	const scene = { model: 'heygen-video-1', prompt: 'A fox in the snow' };
	const videos = '/v3/models/videos';

	test('a video from text, and what its modes refuse', async () => {
		const { video_id } = await post(
			videos,
			{ ...scene, mode: 'text_to_video', resolution: '1080p', aspect_ratio: '9:16', duration: 8 },
			{ 'idempotency-key': 'mv' },
		);
		expect(await get(`${videos}/${video_id}`)).toMatchObject({ status: 'pending', width: null });
		done();
		expect(await get(`${videos}/${video_id}`)).toMatchObject({
			status: 'completed',
			duration: 8,
			width: 1080,
			height: 1920,
			video_url: expect.stringMatching(/^http/),
		});
		s.sim.finish(video_id, { status: 'cancelled' });
		expect(await get(`${videos}/${video_id}`)).toMatchObject({
			status: 'cancelled',
			failure_code: 'generation_cancelled',
		});
		const frame = { ...scene, mode: 'image_to_video', image: url('fox.png') };
		await post(videos, { ...frame, resolution: '2k', aspect_ratio: '1:1' });
		const from = { ...scene, mode: 'reference_to_video' };
		const many = (count, name) => Array.from({ length: count }, (_, i) => url(`${i}${name}`));
		await post(videos, {
			...from,
			reference_images: many(9, '.png'),
			reference_audio: many(3, '.mp3'),
		});
		const refused = [
			[{ ...scene, mode: 'text_to_video', resolution: '2k', aspect_ratio: '1:1' }, 'aspect_ratio'],
			[{ ...from, reference_images: many(1, '.png'), resolution: '1080p' }, 'aspect_ratio'],
			[{ ...from, reference_audio: many(1, '.mp3') }, 'reference_images'],
			[
				{
					...from,
					reference_images: many(9, '.png'),
					reference_videos: many(2, '.mp4'),
					reference_audio: many(2, '.mp3'),
				},
				'reference_images',
			],
			[{ ...scene, mode: 'text_to_video', image: url('fox.png') }, 'image'],
			[{ ...scene, mode: 'text_to_video', callback_id: 'alone' }, 'callback_id'],
		];
		for (const [body, param] of refused)
			expect((await s.call('POST', videos, body)).error).toMatchObject({
				code: 'invalid_parameter',
				param,
			});
	});

	test('images come all at once, or not at all', async () => {
		const ask = {
			model: 'heygen-image-1',
			identity_images: [url('me.png')],
			reference_images: [url('beach.png')],
			num_images: 3,
		};
		const { generation_id } = await post('/v3/models/images', ask, { 'idempotency-key': 'mi' });
		const path = `/v3/models/images/${generation_id}`;
		expect(await get(path)).toMatchObject({ status: 'pending', images: [] });
		done();
		expect((await get(path)).images).toHaveLength(3);
		const other = await post('/v3/models/images', ask);
		s.sim.finish(other.generation_id, { failure_code: 'no_face_detected', failure_message: 'No' });
		expect(await get(`/v3/models/images/${other.generation_id}`)).toMatchObject({
			status: 'failed',
			images: [],
			failure_code: 'no_face_detected',
		});
	});

	test('a voice is trained, speaks, is trained again, and goes', async () => {
		const voices = '/v3/models/audio/voices';
		const audio = [url('a.mp3'), url('b.mp3')];
		const made = await s.call('POST', voices, { mode: 'professional', name: 'Mine', audio });
		expect(made.status).toBe(202);
		const { voice_id } = made.data;
		const path = `${voices}/${voice_id}`;
		expect(await get(path)).toMatchObject({ status: 'PENDING', mode: 'professional' });
		const say = (more) =>
			s.call('POST', '/v3/models/audio/tts', { text: 'Hello there', voice_id, ...more });
		expect((await say()).error.code).toBe('voice_not_ready');
		expect((await s.call('DELETE', path)).status).toBe(409);
		done();
		expect((await get(path)).status).toBe('ACTIVE');
		const spoken = await say({ seed: 4, speed: 1.1, language: 'de' });
		expect(spoken.headers.get('content-language')).toBe('de');
		expect((await bytesOf(spoken.data.audio_url)).subarray(0, 4).toString()).toBe('RIFF');
		for (const [more, param] of [
			[{ expressiveness_boost: 0.5 }, 'expressiveness_boost'],
			[{ language: 'en-US' }, 'language'],
			[{ text: '\u200B ' }, 'text'],
			[{ text: '<speak>Hi</speak>' }, 'text'],
			[{ text: 'cut \ud83d' }, 'text'],
		])
			expect([more, (await say(more)).error.param]).toEqual([more, param]);
		expect((await post(voices, { mode: 'professional', voice_id, audio })).voice_id).toBe(voice_id);
		expect((await get(path)).status).toBe('PENDING');
		s.sim.finish(voice_id, { status: 'failed' });
		expect(await get(path)).toMatchObject({ status: 'FAILED', failure_reason: 'TRAINING_FAILED' });
		expect((await say()).error.code).toBe('voice_training_failed');
		expect((await get(voices)).map((one) => one.voice_id)).toContain(voice_id);
		expect((await get(`${voices}?limit=100`)).map((one) => one.voice_id)).not.toContain(
			s.voice.voice_id,
		);
		expect((await s.call('DELETE', path)).data).toEqual({ status: 'deleted' });
		expect((await s.call('GET', path)).error.code).toBe('voice_not_found');
	});

	test('speech of the voice model is let through 30 times a minute, other requests as often as it is set', async () => {
		const say = async () =>
			await s.call('POST', '/v3/models/audio/tts', { text: 'Hi', voice_id: s.voice.voice_id });
		const many = async (count, ask) => {
			const answers = [];
			for (let n = 0; n < count; n++) answers.push(await ask());
			return answers;
		};
		const said = await many(31, say);
		const refused = said.filter(({ status }) => status === 429);
		expect(refused.length).toBeGreaterThan(0);
		expect(said.at(-1)).toMatchObject({ status: 429, error: { code: 'rate_limit_exceeded' } });
		expect(Number(said.at(-1).headers.get('retry-after'))).toBeGreaterThan(0);
		s.sim.configure({ ratesPerMinute: { 'GET /v3/users/me': 1 } });
		const asked = await many(2, async () => await s.call('GET', '/v3/users/me'));
		expect(asked.map(({ status }) => status)).toEqual([200, 429]);
		expect((await say()).status).toBe(200);
		s.sim.configure({ ratesPerMinute: {} });
	});
});

describe('filler words, folders, scenes, glossaries, kits, default voices', () => {
	test('a removal of filler words', async () => {
		const { filler_word_removal_id: id } = await post('/v3/filler-word-removals', {
			video: url('talk.mp4'),
			title: 'Talk',
		});
		const path = `/v3/filler-word-removals/${id}`;
		expect(await get(path)).toMatchObject({ status: 'pending', video_url: null });
		done();
		expect(await get(path)).toMatchObject({ status: 'completed', num_cuts: 9, title: 'Talk' });
	});

	test('a folder takes videos; an unknown or trashed one is refused before anything is made', async () => {
		const { folder_id } = await post('/v3/folders', { name: 'Spring', type: 'video' });
		expect(await get(`/v3/folders/${folder_id}`)).toMatchObject({ name: 'Spring' });
		const body = { type: 'avatar', avatar_id: s.look.id, script: 'Hello' };
		const { video_id } = await post('/v3/videos', { ...body, folder_id });
		expect((await get(`/v3/videos?folder_id=${folder_id}`)).map(({ id }) => id)).toEqual([
			video_id,
		]);
		const { batch_id } = await post('/v3/videos/batches', { videos: [body], folder_id });
		expect((await get(`/v3/videos/batches/${batch_id}`)).total_items).toBe(1);
		expect(await get(`/v3/videos?folder_id=${folder_id}`)).toHaveLength(2);
		const count = s.sim.paid().count;
		for (const id of ['nothing', 'folder-2']) {
			for (const [path, more] of [
				['/v3/videos', body],
				['/v3/videos/batches', { videos: [body] }],
			])
				expect(
					(await s.call('POST', path, { .../** @type {object} */ (more), folder_id: id })).error,
				).toMatchObject({
					code: 'folder_not_found',
					param: 'folder_id',
				});
		}
		expect(s.sim.paid().count).toBe(count);
	});

	test('the scenes of a video, and captions only where they were asked for', async () => {
		const scenes = [
			{ type: 'avatar_video', input: { type: 'avatar', avatar_id: s.look.id, script: 'One' } },
			{
				type: 'video',
				source: url('b.mp4'),
				script: 'Two',
				voice_id: s.voice.voice_id,
				playback: { mode: 'fit_to_scene' },
			},
			{ type: 'image', source: url('c.png'), duration: 3 },
		];
		const { video_id } = await post('/v3/videos', { type: 'studio', scenes });
		const told = await get(`/v3/videos/${video_id}/scenes`);
		expect(told.scenes.map(({ script }) => script.map(({ text }) => text))).toEqual([
			['One'],
			['Two'],
			[],
		]);
		expect(told.scenes[0].elements.map(({ type }) => type)).toEqual(['avatar', 'placeholder']);
		done();
		expect((await get(`/v3/videos/${video_id}`)).subtitle_url).toBe(null);
		const silent = { ...scenes[1], script: undefined, voice_id: undefined };
		for (const scene of [
			silent,
			{ type: 'avatar_video', input: { type: 'image', image: url('x.png') } },
		])
			expect((await s.call('POST', '/v3/videos', { type: 'studio', scenes: [scene] })).status).toBe(
				400,
			);
	});

	test('a glossary: unique by name, lists are replaced whole', async () => {
		const path = '/v3/brand-glossaries';
		const terms = [{ term: 'n8n', pronunciation: 'n eight n' }];
		const made = await s.call('POST', path, { name: 'House words', terms });
		expect([made.status, made.data.terms]).toEqual([201, terms]);
		const one = `${path}/${made.data.brand_glossary_id}`;
		expect((await s.call('POST', path, { name: 'HOUSE WORDS' })).error.code).toBe('conflict');
		const patched = await s.call('PATCH', one, {
			terms: [],
			do_not_translate_terms: [{ term: 'HeyGen' }],
		});
		expect(patched.data).toMatchObject({ terms: [], do_not_translate_terms: [{ term: 'HeyGen' }] });
		expect(await get(one)).toMatchObject({ name: 'House words' });
		expect((await s.call('DELETE', one)).status).toBe(200);
		expect((await s.call('GET', one)).error.code).toBe('brand_glossary_not_found');
		expect(
			(
				await s.call('POST', '/v3/videos', {
					type: 'avatar',
					avatar_id: s.look.id,
					script: 'Hi',
					brand_glossary_id: made.data.brand_glossary_id,
				})
			).error.code,
		).toBe('brand_glossary_not_found');
	});

	test('a kit loads, then takes roles', async () => {
		const path = '/v3/brand-kits';
		const made = await s.call('POST', path, { url: 'https://www.example.com' });
		expect([made.status, made.data.status]).toEqual([201, 'loading']);
		const one = `${path}/${made.data.brand_kit_id}`;
		const roles = { color_roles: { primary: '#0B5FFF' } };
		expect((await s.call('PATCH', one, roles)).error.code).toBe('brand_kit_not_ready');
		expect(
			(
				await s.call('POST', '/v3/video-agents', {
					prompt: 'A video',
					brand_kit_id: made.data.brand_kit_id,
				})
			).error.code,
		).toBe('brand_kit_not_ready');
		done();
		expect((await s.call('PATCH', one, roles)).data.color_roles).toEqual({ primary: '#0B5FFF' });
		expect((await s.call('PATCH', one, { color_roles: {} })).data.color_roles).toEqual({});
		expect((await s.call('PATCH', one, { color_roles: null })).error.param).toBe('color_roles');
		expect(await get(one)).toMatchObject({ status: 'completed', name: 'www.example.com' });
		const other = await post(path, { url: 'https://www.example.org' });
		s.sim.finish(other.brand_kit_id, { status: 'failed' });
		expect((await get(`${path}/${other.brand_kit_id}`)).status).toBe('error');
		expect((await s.call('POST', path, { url: 'http://192.168.1.2' })).error.param).toBe('url');
		expect((await s.call('DELETE', one)).status).toBe(200);
		expect((await s.call('GET', one)).error.code).toBe('brand_kit_not_found');
	});

	test("an own avatar's default voice", async () => {
		const made = await post('/v3/avatars', { type: 'photo', name: 'Own', file: url('me.png') });
		const own = { id: made.avatar_group.id };
		const path = `/v3/avatars/${own.id}`;
		const voice = { default_voice_id: s.voice.voice_id };
		expect((await s.call('PATCH', path, voice)).data).toMatchObject(voice);
		expect((await s.call('PATCH', path, { default_voice_id: 'x' })).error.code).toBe(
			'voice_not_found',
		);
		const [foreign] = await get('/v3/avatars?ownership=public');
		expect((await s.call('PATCH', `/v3/avatars/${foreign.id}`, voice)).status).toBe(403);
		await s.call('DELETE', `/v3/avatars/looks/${made.avatar_item.id}`);
		expect((await s.call('GET', path)).status).toBe(404);
	});
});

test('webhook endpoints: the secret is shown once, the list is replaced, rotation gives a new one', async () => {
	const made = await post(
		'/v3/webhooks/endpoints',
		{ url: 'https://hooks.example.com/a', events: ['avatar_video.success'] },
		{ 'idempotency-key': 'wh' },
	);
	expect(made.secret).toMatch(/^whsec_/);
	const path = `/v3/webhooks/endpoints/${made.endpoint_id}`;
	expect(await get('/v3/webhooks/endpoints')).toMatchObject([
		{ endpoint_id: made.endpoint_id, secret: null },
	]);
	expect((await s.call('PATCH', path, { events: ['video_agent.fail'] })).data.events).toEqual([
		'video_agent.fail',
	]);
	const { secret } = (await s.call('POST', `${path}/rotate-secret`)).data;
	expect(secret).toMatch(/^whsec_/);
	expect(secret).not.toBe(made.secret);
	expect(await get('/v3/webhooks/event-types')).toHaveLength(34);
	await s.sim.emit({ event_type: 'avatar_video_gif.success', event_data: { video_id: 'v' } });
	expect(await get('/v3/webhooks/events?event_type=avatar_video_gif.success')).toMatchObject([
		{ event_data: { video_id: 'v' } },
	]);
	expect(
		(
			await s.call('POST', '/v3/webhooks/endpoints', {
				url: 'https://a.example.com',
				events: ['nonsense'],
			})
		).error.param,
	).toBe('events.0');
	expect((await s.call('DELETE', path)).data).toEqual({});
	expect((await s.call('DELETE', path)).error.code).toBe('webhook_not_found');
});

test('the rest of the videos: create, batch, list, statuses, delete', async () => {
	const body = { type: 'avatar', avatar_id: s.look.id, script: 'Hello' };
	const { video_id } = await post('/v3/videos', body);
	const { batch_id } = await post('/v3/videos/batches', { videos: [body] });
	await get(`/v3/videos/batches/${batch_id}`);
	await get(`/v3/videos/statuses?video_ids=${video_id}`);
	await get('/v3/videos?title=x');
	await get('/v3/voices?limit=1');
	expect((await s.call('DELETE', `/v3/videos/${video_id}`)).status).toBe(200);
});

/** Sources disagree on the shape of a template's variables: the simulator has the one that others have met. */
const OPEN = /^GET \/v3\/templates\/\{template_id\} \/data\/variables\//;

test('every operation has answered here, in the shape of the digest', () => {
	expect([...answers.keys()].sort()).toEqual(Object.keys(contract).sort());
	const ajv = new Ajv({ strict: false, allErrors: true, discriminator: true });
	for (const [name, bodies] of answers) {
		// Strict: a field that the digest does not know is a finding too.
		const check = ajv.compile(api[name].answer);
		for (const body of bodies) {
			check(body);
			const wrong = check.errors?.filter((one) => !OPEN.test(`${name} ${one.instancePath}`));
			expect([name, wrong ?? []]).toEqual([name, []]);
		}
	}
});
