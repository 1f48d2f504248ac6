// Translations, proofreads and lipsyncs in n8n's engine: requests as they left, items as they came out, jobs paid for.
import { byId, workbench } from './workbench';

const bench = workbench();
const clip = { videoUrl: 'https://example.com/talk.mp4' };
const languages = ['Spanish (Spain)', 'French (France)', 'German (Germany)'];
const posts = () => bench.sent().filter((one) => one.method === 'POST');

/** An id of one job of a kind, made beforehand. */
async function made(resource: 'translation' | 'lipsync' | 'proofread'): Promise<string> {
	const more = {
		translation: { outputLanguages: ['French'] },
		proofread: { outputLanguages: ['French'], title: 'Talk' },
		lipsync: { audioUrl: 'https://example.com/talk.wav' },
	}[resource];
	const { items, error } = await bench.run(resource, 'create', { ...clip, ...more });
	expect(error).toBeUndefined();
	return String(items[0].json.id);
}

describe('translation', () => {
	test('three languages give three finished items, under one key', async () => {
		const { items, error } = await bench.run('translation', 'create', {
			...clip,
			outputLanguages: languages,
		});
		expect(error).toBeUndefined();
		expect(posts()).toEqual([
			{
				method: 'POST',
				path: '/v3/video-translations',
				query: {},
				body: {
					video: { type: 'url', url: clip.videoUrl },
					output_languages: languages,
					mode: 'speed',
				},
			},
		]);
		expect(
			items.map(({ json, pairedItem }) => [json.output_language, json.status, pairedItem]),
		).toEqual(languages.map((language) => [language, 'completed', { item: 0 }]));
		expect(bench.sim.paid().byKind).toEqual({ translation: 3 });
		expect(bench.sent().some((one) => one.path === '/v3/video-translations/statuses')).toBe(true);
	});

	test('every option reaches HeyGen under its own name', async () => {
		const { glossary, voice } = bench.known;
		const { error } = await bench.run('translation', 'create', {
			videoSource: 'assetId',
			videoAssetId: 'asset-video',
			outputLanguages: 'Spanish (Spain), French',
			mode: 'precision',
			completion: 'immediate',
			options: {
				title: 'Talk',
				audio: { values: { audioSource: 'url', audioUrl: 'https://example.com/a.mp3' } },
				srt: { values: { srtSource: 'assetId', srtAssetId: 'asset-captions' } },
				srtRole: 'input',
				brandGlossaryId: byId(glossary),
				callbackUrl: 'https://example.com/done',
				callbackId: 'row-1',
				disableMusicTrack: true,
				enableCaption: true,
				enableDynamicDuration: false,
				enableSpeechEnhancement: true,
				enableWatermark: 'false',
				startTime: 1.5,
				endTime: '9',
				folderId: 'f1',
				fpsMode: 'vfr',
				inputLanguage: 'English',
				keepTheSameFormat: true,
				speakerNum: 2,
				stockVoiceConfig: { preferredStockVoiceIds: voice, useStockVoice: true },
				translateAudioOnly: true,
			},
		});
		expect(error).toBeUndefined();
		expect(posts()[0].body).toEqual({
			video: { type: 'asset_id', asset_id: 'asset-video' },
			output_languages: ['Spanish (Spain)', 'French'],
			mode: 'precision',
			title: 'Talk',
			audio: { type: 'url', url: 'https://example.com/a.mp3' },
			srt: { type: 'asset_id', asset_id: 'asset-captions' },
			srt_role: 'input',
			brand_glossary_id: glossary,
			callback_url: 'https://example.com/done',
			callback_id: 'row-1',
			disable_music_track: true,
			enable_dynamic_duration: false,
			enable_speech_enhancement: true,
			enable_watermark: false,
			start_time: 1.5,
			end_time: 9,
			folder_id: 'f1',
			fps_mode: 'vfr',
			input_language: 'English',
			keep_the_same_format: true,
			speaker_num: 2,
			stock_voice_config: { preferred_stock_voice_ids: [voice], use_stock_voice: true },
			translate_audio_only: true,
		});
	});

	test('returned at once, each language is a row with its own id', async () => {
		const { items } = await bench.run('translation', 'create', {
			...clip,
			outputLanguages: languages,
			completion: 'immediate',
		});
		expect(items.map((item) => item.json)).toEqual(
			bench.sim.jobs().map((job) => ({ video_translation_id: job.id })),
		);
		expect(items).toHaveLength(3);
	});

	test('one language of three that HeyGen gives up is one row that names its job', async () => {
		bench.sim.plan({
			kind: 'failJob',
			match: { index: 1 },
			times: 1,
			failure_code: 'no_audio_track',
			failure_message: 'no sound',
		});
		const { items } = await bench.run(
			'translation',
			'create',
			{ ...clip, outputLanguages: languages },
			{ onError: 'continueRegularOutput' },
		);
		expect(items.map(({ json }) => json.status)).toEqual(['completed', 'failed', 'completed']);
		expect(items[1].json).toMatchObject({
			id: bench.sim.jobs()[1].id,
			error: expect.stringContaining('no sound'),
		});
	});

	test('a connection that is lost after acceptance does not pay twice', async () => {
		bench.sim.plan({ kind: 'dropAfter', match: { method: 'POST' }, times: 1 });
		const { items, error } = await bench.run('translation', 'create', {
			...clip,
			outputLanguages: languages,
		});
		expect(error).toBeUndefined();
		expect(items).toHaveLength(3);
		expect(bench.sim.paid().count).toBe(3);
		expect(
			new Set(
				posts().map(
					(_, index) =>
						bench.sim.requests().filter((one) => one.method === 'POST')[index].idempotencyKey,
				),
			).size,
		).toBe(1);
		expect(posts()).toHaveLength(2);
	});

	test.each([
		[
			{ startTime: 9, endTime: 9 },
			"'End Time' must be more than 'Start Time' (9 seconds), but is 9",
		],
	])('refuses %j before anything is sent', async (options, message) => {
		const { error } = await bench.run('translation', 'create', {
			...clip,
			outputLanguages: languages,
			options,
		});
		expect(error?.message).toBe(message);
		expect(bench.sim.requests()).toEqual([]);
	});

	test('is read, listed, renamed and deleted, also when it is gone already', async () => {
		const id = await made('translation');
		const { items } = await bench.run('translation', 'update', {
			videoTranslationId: byId(id),
			title: 'New',
		});
		expect(items[0].json).toMatchObject({ id, title: 'New' });
		expect(
			(await bench.run('translation', 'get', { videoTranslationId: byId(id) })).items[0].json,
		).toMatchObject({ id, title: 'New', vtt_caption_url: expect.any(String) });
		const listed = (await bench.run('translation', 'getMany')).items[0].json;
		expect(listed).toMatchObject({
			id,
			title: 'New',
			output_language: 'French',
			status: 'completed',
		});
		expect(Object.keys(listed)).toHaveLength(10);
		expect(
			(await bench.run('translation', 'getMany', { simplify: false })).items[0].json,
		).toHaveProperty('vtt_caption_url');
		for (let time = 0; time < 2; time++) {
			expect(
				(await bench.run('translation', 'delete', { videoTranslationId: byId(id) })).items[0].json,
			).toEqual({ deleted: true, id });
		}
		expect(bench.sent().filter((one) => one.method === 'PATCH')[0].body).toEqual({ title: 'New' });
	});

	test('Get waits until HeyGen is done', async () => {
		bench.sim.configure({ jobSeconds: 0.3 });
		const { items } = await bench.run('translation', 'create', {
			...clip,
			outputLanguages: ['French'],
			completion: 'immediate',
		});
		const got = await bench.run('translation', 'get', {
			videoTranslationId: byId(items[0].json.video_translation_id),
			waitUntilDone: true,
		});
		expect(got.items[0].json).toMatchObject({ status: 'completed', video_url: expect.any(String) });
	});

	test('statuses of many in one request, and of ids that do not exist', async () => {
		const id = await made('translation');
		const { items } = await bench.run('translation', 'getStatuses', {
			videoTranslationIds: `${id}, nobody`,
		});
		expect(items.map(({ json }) => [json.video_id, json.status])).toEqual([
			[id, 'completed'],
			['nobody', 'not_found'],
		]);
		expect(bench.sent().at(-1)?.query).toEqual({ video_translation_ids: `${id},nobody` });
	});

	test('languages, one item each', async () => {
		const { items } = await bench.run('translation', 'getManyLanguages');
		expect(items.length).toBeGreaterThan(20);
		expect(items.map((item) => item.json)).toContainEqual({ language: 'Spanish (Spain)' });
	});
});

describe('proofread', () => {
	test('words are corrected before the video is made', async () => {
		const { items, error } = await bench.run('proofread', 'create', {
			...clip,
			outputLanguages: ['French', 'German'],
			title: 'Talk',
			options: { enableVideoStretching: true, speakerNum: 1 },
		});
		expect(error).toBeUndefined();
		expect(posts()[0]).toMatchObject({
			path: '/v3/video-translations/proofreads',
			body: {
				video: { type: 'url', url: clip.videoUrl },
				output_languages: ['French', 'German'],
				title: 'Talk',
				mode: 'speed',
				enable_video_stretching: true,
				speaker_num: 1,
			},
		});
		expect(items.map(({ json }) => [json.output_language, json.status])).toEqual([
			['French', 'completed'],
			['German', 'completed'],
		]);

		const proofreadId = items[1].json.id;
		expect(
			(await bench.run('proofread', 'get', { proofreadId, waitUntilDone: true })).items[0].json,
		).toMatchObject({ id: proofreadId, status: 'completed' });
		expect((await bench.run('proofread', 'getSrt', { proofreadId })).items[0].json).toEqual({
			srt_url: expect.any(String),
			original_srt_url: expect.any(String),
		});
		expect(
			(
				await bench.run('proofread', 'updateSrt', {
					proofreadId,
					srtUrl: 'https://example.com/de.srt',
				})
			).items[0].json,
		).toMatchObject({ id: proofreadId });
		expect(bench.sent().at(-1)).toMatchObject({
			method: 'PUT',
			body: { srt: { type: 'url', url: 'https://example.com/de.srt' } },
		});

		const video = await bench.run('proofread', 'generate', {
			proofreadId,
			options: { captions: true, translateAudioOnly: false, callbackId: 'r' },
		});
		expect(video.items[0].json).toMatchObject({
			warnings: [expect.stringContaining("'Callback ID' was not sent")],
			output_language: 'German',
			status: 'completed',
			video_url: expect.any(String),
		});
		expect(posts().at(-1)).toMatchObject({
			path: `/v3/video-translations/proofreads/${String(proofreadId)}/generate`,
			body: { translate_audio_only: false },
		});
		expect(bench.sim.paid().byKind).toEqual({ proofread: 2, translation: 1 });
	});

	test('returned at once, each language is a row with its own id', async () => {
		const { items } = await bench.run('proofread', 'create', {
			...clip,
			outputLanguages: ['French', 'German'],
			title: 'Talk',
			completion: 'immediate',
		});
		expect(items.map((item) => item.json)).toEqual(
			bench.sim.jobs().map((job) => ({ proofread_id: job.id, status: 'processing' })),
		);
	});
});

describe('lipsync', () => {
	test('a recording is put into a video', async () => {
		const { items, error } = await bench.run('lipsync', 'create', {
			...clip,
			audioSource: 'assetId',
			audioAssetId: 'asset-audio',
			mode: 'precision',
			options: { enableCaption: true, title: 'Dub', fpsMode: 'cfr' },
		});
		expect(error).toBeUndefined();
		expect(posts()[0]).toMatchObject({
			path: '/v3/lipsyncs',
			body: {
				video: { type: 'url', url: clip.videoUrl },
				audio: { type: 'asset_id', asset_id: 'asset-audio' },
				mode: 'precision',
				title: 'Dub',
				fps_mode: 'cfr',
			},
		});
		expect(items[0].json).toMatchObject({
			status: 'completed',
			title: 'Dub',
			video_url: expect.any(String),
			caption_url: expect.any(String),
		});
		expect(bench.sim.paid().byKind).toEqual({ lipsync: 1 });
	});

	test('is read, listed, asked about, renamed and deleted', async () => {
		const id = await made('lipsync');
		expect(
			(await bench.run('lipsync', 'update', { lipsyncId: byId(id), title: 'New' })).items[0].json,
		).toMatchObject({ id, title: 'New' });
		expect(
			(await bench.run('lipsync', 'get', { lipsyncId: byId(id), waitUntilDone: true })).items[0]
				.json,
		).toMatchObject({ id, status: 'completed' });
		expect((await bench.run('lipsync', 'getMany')).items.map((item) => item.json.id)).toEqual([id]);
		expect(
			(await bench.run('lipsync', 'getStatuses', { lipsyncIds: [id] })).items[0].json,
		).toMatchObject({ video_id: id, status: 'completed' });
		for (let time = 0; time < 2; time++)
			expect((await bench.run('lipsync', 'delete', { lipsyncId: byId(id) })).items[0].json).toEqual(
				{ deleted: true, id },
			);
	});
});
