// Downloads of every resource, and finished files beside their rows; in n8n's engine against the simulator.
import type { IDataObject } from 'n8n-workflow';
import { binaryOf } from '../../tools/engine/engine';
import { byId, workbench } from './workbench';

const bench = workbench();
jest.setTimeout(60_000);
const mp4 = 'https://example.com/video.mp4';
const fileRequests = () => bench.sim.requests({ path: '/files/*' });

const speaking = (): IDataObject => ({
	avatarId: byId(bench.known.look),
	voiceId: byId(bench.known.voice),
	script: 'Hello',
});
const film = { videoSource: 'url', videoUrl: mp4 };
/** Parameters that start one job of each resource. */
const creating: Record<string, [operation: string, parameters: () => IDataObject]> = {
	aiClipping: ['create', () => film],
	backgroundRemoval: ['create', () => ({ ...film, options: { layers: 'person,sky' } })],
	fillerWordRemoval: ['create', () => film],
	hyperFrames: [
		'create',
		() => ({ projectSource: 'url', projectUrl: 'https://example.com/p.zip' }),
	],
	lipsync: [
		'create',
		() => ({ ...film, audioSource: 'url', audioUrl: 'https://example.com/a.mp3' }),
	],
	translation: ['create', () => ({ ...film, outputLanguages: ['Spanish (Spain)'] })],
	video: ['createAvatar', speaking],
};

describe('Download', () => {
	test.each<[string, string, IDataObject, string]>([
		['aiClipping', 'jobId', {}, 'video/mp4'],
		['aiClipping', 'jobId', { file: 'clips.*.thumbnail_url' }, 'image/jpeg'],
		['backgroundRemoval', 'jobId', {}, 'video/webm'],
		['fillerWordRemoval', 'fillerWordRemovalId', {}, 'video/mp4'],
		['hyperFrames', 'renderId', {}, 'video/mp4'],
		['hyperFrames', 'renderId', { file: 'thumbnail_url' }, 'image/jpeg'],
		['lipsync', 'lipsyncId', {}, 'video/mp4'],
		['translation', 'videoTranslationId', {}, 'video/mp4'],
	])('%s by %s %j', async (resource, parameter, more, mimeType) => {
		const [operation, parameters] = creating[resource];
		const made = await bench.run(resource, operation, parameters());
		expect(made.error).toBeUndefined();
		const { json } = made.items[0];
		const id = (json.id ?? json.render_id ?? json.filler_word_removal_id) as string;
		const { items, error } = await bench.run(resource, 'download', {
			[parameter]: resource === 'fillerWordRemoval' ? id : byId(id),
			outputBinaryProperty: 'film',
			...more,
		});
		expect(error).toBeUndefined();
		expect(items.length).toBeGreaterThan(resource === 'aiClipping' ? 1 : 0);
		for (const item of items) {
			expect(item.binary?.film).toMatchObject({
				mimeType,
				fileName: expect.stringMatching(/\.\w+$/),
			});
			expect(binaryOf(item, 'film').length).toBeGreaterThan(0);
		}
		expect(bench.sim.violations()).toEqual([]);
	});

	test('the preview of a look and of a voice', async () => {
		const look = await bench.run('avatarLook', 'download', {
			lookId: byId(bench.known.look),
			file: 'preview_image_url',
		});
		expect(look.error).toBeUndefined();
		expect(look.items[0].binary?.data.mimeType).toMatch(/^image\//);
		const voice = await bench.run('voice', 'download', { voiceId: byId(bench.known.voice) });
		expect(voice.error).toBeUndefined();
		expect(voice.items[0].binary?.data.mimeType).toMatch(/^audio\//);
	});

	test('the subtitles of a proofread', async () => {
		const made = await bench.run('proofread', 'create', {
			...film,
			outputLanguages: ['Spanish (Spain)'],
			title: 'A',
		});
		const { items, error } = await bench.run('proofread', 'downloadSrt', {
			proofreadId: made.items[0].json.id,
		});
		expect(error).toBeUndefined();
		expect(items[0].binary?.data).toMatchObject({
			mimeType: 'application/x-subrip',
			fileExtension: 'srt',
		});
		expect(binaryOf(items[0]).toString()).toContain('-->');
	});
});

describe("'Download Result'", () => {
	const asking = { downloadResult: true, outputBinaryProperty: 'film' };

	test.each(Object.keys(creating))('on the operation that starts a job: %s', async (resource) => {
		const [operation, parameters] = creating[resource];
		const given = parameters();
		const { items, error } = await bench.run(resource, operation, {
			...given,
			options: { ...(given.options as IDataObject), ...asking },
		});
		expect(error).toBeUndefined();
		expect(binaryOf(items[0], 'film').length).toBeGreaterThan(0);
		expect(items[0].pairedItem).toEqual({ item: 0 });
		if (resource === 'aiClipping') expect(Object.keys(items[0].binary ?? {})).toContain('film_2');
	});

	test('on speech', async () => {
		const { items, error } = await bench.run('voice', 'generateSpeech', {
			voiceId: byId(bench.known.voice),
			text: 'Hello',
			options: asking,
		});
		expect(error).toBeUndefined();
		expect(items[0].binary?.film.mimeType).toMatch(/^audio\//);
		expect(bench.sim.paid().count).toBe(1);
	});

	test('on a session of an agent: its video', async () => {
		const { items, error } = await bench.run('videoAgent', 'create', {
			prompt: 'Introduce our coffee grinder',
			options: asking,
		});
		expect(error).toBeUndefined();
		expect(items[0].binary?.film.mimeType).toBe('video/mp4');
	});

	test('on each row of a batch, and on Get with Wait Until Done', async () => {
		const made = await bench.run(
			'video',
			'createBatch',
			{ type: 'avatar', ...speaking(), options: asking },
			{ items: [{ json: {} }, { json: {} }] },
		);
		expect(made.error).toBeUndefined();
		expect(made.items.map((item) => item.binary?.film.mimeType)).toEqual([
			'video/mp4',
			'video/mp4',
		]);
		const got = await bench.run('video', 'get', {
			videoId: byId(made.items[0].json.id),
			waitUntilDone: true,
			options: { downloadResult: true },
		});
		expect(got.items[0].binary?.data.mimeType).toBe('video/mp4');
	});

	test('on Job: Wait for Completion', async () => {
		const made = await bench.run('video', 'createAvatar', {
			...speaking(),
			completion: 'immediate',
		});
		const { items, error } = await bench.run(
			'job',
			'wait',
			{ options: asking },
			{ items: [{ json: made.items[0].json }] },
		);
		expect(error).toBeUndefined();
		expect(items[0].binary?.film.mimeType).toBe('video/mp4');
	});

	test('on Job: Wait for Completion with a batch: a file beside each row of it', async () => {
		const made = await bench.run(
			'video',
			'createBatch',
			{ type: 'avatar', ...speaking(), completion: 'immediate' },
			{ items: [{ json: {} }, { json: {} }] },
		);
		const batchId = made.items[0].json.batch_id as string;
		const { items, error } = await bench.run(
			'job',
			'wait',
			{ options: asking },
			{ items: [{ json: { batch_id: batchId } }] },
		);
		expect(error).toBeUndefined();
		expect(items.map(({ binary }) => binary?.film.mimeType)).toEqual(['video/mp4', 'video/mp4']);
	});

	test('on Job: Wait for Completion with a job that makes no file: the row says so', async () => {
		const made = await bench.run('proofread', 'create', {
			...film,
			outputLanguages: ['Spanish (Spain)'],
			title: 'A',
		});
		const { items, error } = await bench.run(
			'job',
			'wait',
			{ jobKind: 'proofread', jobId: made.items[0].json.id, options: asking },
			{ items: [{ json: {} }] },
		);
		expect(error).toBeUndefined();
		expect(items[0].json.warnings).toEqual([
			expect.stringContaining("'Download Result' found nothing to download"),
		]);
	});

	test('a link that has expired is signed anew, once, and no key goes to the host of the file', async () => {
		bench.sim.plan({
			match: { method: 'GET', path: '/files/{id}/{name}' },
			kind: 'status',
			status: 403,
			html: '<Error><Code>RequestExpired</Code></Error>',
		});
		const { items, error } = await bench.run('video', 'createAvatar', {
			...speaking(),
			options: { downloadResult: true },
		});
		expect(error).toBeUndefined();
		expect(items[0].binary?.data.mimeType).toBe('video/mp4');
		expect(fileRequests().map(({ status }) => status)).toEqual([403, 200]);
		for (const { headers } of fileRequests()) expect(headers['x-api-key']).toBeUndefined();
	});

	test('a file that cannot be had: the row says so and names the paid job', async () => {
		bench.sim.configure({ linkSeconds: -60 });
		const { items, error } = await bench.run(
			'video',
			'createAvatar',
			{ ...speaking(), options: { downloadResult: true } },
			{ onError: 'continueRegularOutput' },
		);
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({
			code: 'download_refused',
			id: expect.any(String),
			error: expect.stringContaining("The file 'Video' of video"),
		});
		expect(bench.sim.paid().count).toBe(1);
	});
});
