// HeyGen's own models in n8n's engine, and what else came with the contract of 16 November: jobs in all ways to wait, files, voices, folders, brands.
import type { IDataObject } from 'n8n-workflow';
import { byId, workbench } from './workbench';

const bench = workbench();
const mp3 = 'https://example.com/a.mp3';
const png = 'https://example.com/a.png';
const recording = { recording: [{ recordingUrl: mp3 }] };

interface Started {
	kind: string;
	resource: string;
	operation: string;
	parameters: IDataObject;
	/** The operation that reads it, and the parameter for its id. */
	read: [operation: string, parameter: string, picked: boolean];
	/** Field of the answer that names it. */
	id: string;
	done: string;
}

const jobs: Started[] = [
	{
		kind: 'modelVideo',
		resource: 'modelVideo',
		operation: 'create',
		parameters: { prompt: 'A tram at night' },
		read: ['get', 'videoId', true],
		id: 'video_id',
		done: 'completed',
	},
	{
		kind: 'modelImage',
		resource: 'modelImage',
		operation: 'create',
		parameters: {
			identityImages: { image: [{ imageUrl: png }] },
			referenceImageUrl: png,
			options: { numImages: 2 },
		},
		read: ['get', 'generationId', false],
		id: 'generation_id',
		done: 'completed',
	},
	{
		kind: 'modelVoice',
		resource: 'modelVoice',
		operation: 'create',
		parameters: { mode: 'instant', name: 'Me', audio: recording },
		read: ['get', 'voiceId', true],
		id: 'voice_id',
		done: 'ACTIVE',
	},
	{
		kind: 'fillerWordRemoval',
		resource: 'fillerWordRemoval',
		operation: 'create',
		parameters: { videoUrl: 'https://example.com/a.mp4' },
		read: ['get', 'fillerWordRemovalId', false],
		id: 'filler_word_removal_id',
		done: 'completed',
	},
	{
		kind: 'brandKit',
		resource: 'brand',
		operation: 'createKit',
		parameters: { url: 'https://example.com' },
		read: ['getKit', 'brandKitId', true],
		id: 'brand_kit_id',
		done: 'completed',
	},
];

describe.each(jobs)('$kind', ({ kind, resource, operation, parameters, read, id, done }) => {
	const create = async (more: IDataObject = {}) =>
		await bench.run(resource, operation, { ...parameters, ...more });

	test('is waited for in the node', async () => {
		const { items, error } = await create();
		expect(error).toBeUndefined();
		expect(items[0].json.status).toBe(done);
		expect(bench.sim.jobs().map((one) => one.kind)).toEqual([kind]);
	});

	test('returned at once, read and waited for later', async () => {
		const { items } = await create({ completion: 'immediate' });
		const value = items[0].json[id];
		expect(value).toEqual(expect.any(String));
		const [get, parameter, picked] = read;
		const later = await bench.run(resource, get, {
			[parameter]: picked ? byId(value) : value,
			waitUntilDone: true,
		} as IDataObject);
		expect(later.error).toBeUndefined();
		expect(later.items[0].json.status).toBe(done);
	});

	test('Job: Wait for Completion takes its row', async () => {
		const { items } = await create({ completion: 'immediate' });
		const waited = await bench.run(
			'job',
			'wait',
			{ jobKind: kind },
			{ items: [{ json: items[0].json }] },
		);
		expect(waited.error).toBeUndefined();
		expect(waited.items[0].json.status).toBe(done);
	});

	test('a lost answer is asked for again under the same key, and paid once', async () => {
		bench.sim.plan({ kind: 'dropAfter', match: { method: 'POST' }, times: 1 });
		const { error } = await create({ completion: 'immediate' });
		expect(error).toBeUndefined();
		const posts = bench.sim.requests().filter((one) => one.method === 'POST');
		expect(posts).toHaveLength(2);
		expect(posts[0].idempotencyKey).toBe(posts[1].idempotencyKey);
		expect(bench.sim.jobs()).toHaveLength(1);
	});

	test('a job that HeyGen gives up says so, with its id', async () => {
		bench.sim.plan({
			match: { jobKind: kind },
			kind: 'failJob',
			failure_code: 'generation_failed',
			failure_message: 'No luck.',
		});
		const { error } = await create();
		expect(error?.message).toMatch(/ended as (failed|FAILED|error): /);
		expect(error?.message).toContain(bench.sim.jobs()[0].id);
	});
});

test("a generative video's row tells itself from a video's", async () => {
	const { items } = await bench.run('modelVideo', 'create', {
		prompt: 'A tram',
		completion: 'immediate',
	});
	expect(items[0].json).toEqual({ video_id: expect.any(String), model: 'heygen-video-1' });
	const waited = await bench.run('job', 'wait', {}, { items: [{ json: items[0].json }] });
	expect(waited.items[0].json).toMatchObject({ status: 'completed', model: 'heygen-video-1' });
});

test('files of generative videos, images and filler word removals come as binary data', async () => {
	const video = await bench.run('modelVideo', 'create', { prompt: 'A tram' });
	const film = await bench.run('modelVideo', 'download', {
		videoId: byId(video.items[0].json.video_id),
	});
	expect(film.items[0].binary?.data).toMatchObject({ mimeType: 'video/mp4' });

	const { parameters } = jobs[1];
	const images = await bench.run('modelImage', 'create', parameters);
	const generationId = images.items[0].json.generation_id as string;
	const pictures = await bench.run('modelImage', 'download', { generationId });
	expect(pictures.items).toHaveLength(2);
	expect(pictures.items.map((one) => one.binary?.data.mimeType)).toEqual([
		'image/png',
		'image/png',
	]);
	expect(pictures.items[1].json).toMatchObject({
		generation_id: generationId,
		image_id: `${generationId}-2`,
	});

	const cut = await bench.run('fillerWordRemoval', 'create', jobs[3].parameters);
	const { items } = await bench.run('fillerWordRemoval', 'download', {
		fillerWordRemovalId: cut.items[0].json.id as string,
		file: 'thumbnail_url',
	});
	expect(items[0].binary?.data).toMatchObject({ mimeType: 'image/jpeg' });
});

describe('speech of a voice model', () => {
	const own = () =>
		bench.sim.catalogue().voices.find((one) => one.type === 'private')?.voice_id as string;
	const speak = async (options: IDataObject = {}) =>
		await bench.run('modelVoice', 'generateSpeech', { voiceId: byId(own()), text: 'Hi', options });

	test('comes at once', async () => {
		const { items, error } = await speak({ language: 'en', expressivenessBoost: 0.5 });
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({
			audio_url: expect.any(String),
			duration: expect.any(Number),
		});
	});

	test('is asked for again after a 503, which has not run, and after nothing else', async () => {
		const posts = () => bench.sim.requests().filter((one) => one.method === 'POST').length;
		bench.sim.plan({ kind: 'status', status: 503, match: { method: 'POST' }, times: 1 });
		expect((await speak()).error).toBeUndefined();
		expect(posts()).toBe(2);
		bench.sim.reset();
		bench.sim.plan({ kind: 'status', status: 500, match: { method: 'POST' }, times: 1 });
		expect((await speak()).error?.description).toContain('may be paid twice');
		expect(posts()).toBe(1);
	});
});

test('where the old speech is gone, the sentence names what follows it', async () => {
	bench.sim.plan({
		kind: 'status',
		status: 404,
		code: 'not_found',
		match: { method: 'POST', path: '/v3/voices/speech' },
	});
	const { error } = await bench.run('voice', 'generateSpeech', {
		voiceId: byId(bench.known.voice),
		text: 'Hi',
	});
	expect(error?.message).toContain("use 'Voice Model: Generate Speech' instead");
});

test('folders hold videos, and one that does not exist is refused before anything is made', async () => {
	const made = await bench.run('folder', 'create', {
		name: 'Campaign',
		options: { type: 'video' },
	});
	const folderId = made.items[0].json.folder_id as string;
	const read = await bench.run('folder', 'get', { folderId });
	expect(read.items[0].json).toMatchObject({ name: 'Campaign', type: 'video' });
	const video = {
		imageUrl: png,
		speechSource: 'audioUrl',
		audioUrl: mp3,
		completion: 'immediate',
	};
	expect((await bench.run('video', 'createImage', { ...video, options: { folderId } })).error).toBe(
		undefined,
	);
	const { error } = await bench.run(
		'video',
		'createImage',
		{ ...video, options: { folderId: 'nowhere' } },
		{ executionId: 'another' },
	);
	expect(error?.message).toBe('HeyGen does not know this folder');
	expect(bench.sim.jobs()).toHaveLength(1);
});

test('the videos of a batch lie in its folder, each folder in a batch of its own', async () => {
	const { error } = await bench.run(
		'video',
		'createBatch',
		{
			type: 'image',
			imageUrl: png,
			speechSource: 'audioUrl',
			audioUrl: mp3,
			completion: 'immediate',
			options: { batchFolderId: '={{ $json.folder }}' },
		},
		{ items: ['folder-1', '', 'folder-1'].map((folder) => ({ json: { folder } })) },
	);
	expect(error).toBeUndefined();
	const bodies = bench
		.sent()
		.map(({ body }) => body as { folder_id?: string; videos: IDataObject[] });
	expect(bodies.map((one) => [one.folder_id, one.videos.length])).toEqual([
		['folder-1', 2],
		[undefined, 1],
	]);
	expect(bodies.flatMap((one) => one.videos).some((one) => 'folder_id' in one)).toBe(false);
});

test('a glossary is made, filled, emptied and deleted; its name is taken once', async () => {
	const made = await bench.run('brand', 'createGlossary', {
		name: 'Ours',
		options: {
			terms: { term: [{ term: 'HeyGen', pronunciation: 'hay jen' }] },
			forcedTranslations: { translation: [{ term: 'cloud', translation: 'Cloud' }] },
			doNotTranslateTerms: 'n8n, HeyGen',
		},
	});
	expect(made.error).toBeUndefined();
	const glossary = byId(made.items[0].json.brand_glossary_id);
	const again = await bench.run(
		'brand',
		'createGlossary',
		{ name: 'OURS' },
		{ executionId: 'another' },
	);
	expect(again.error?.message).toBe('HeyGen has something of this name already');
	const before = bench.sim.requests().length;
	const updated = await bench.run('brand', 'updateGlossary', {
		brandGlossaryId: glossary,
		options: { emptyLists: ['terms'], doNotTranslateTerms: ['n8n'] },
	});
	expect(updated.error).toBeUndefined();
	expect(bench.sim.requests().slice(before).at(-1)?.body).toEqual({
		terms: [],
		do_not_translate_terms: [{ term: 'n8n' }],
	});
	const read = await bench.run('brand', 'getGlossary', { brandGlossaryId: glossary });
	expect(read.items[0].json).toMatchObject({
		terms: [],
		forced_translations: [{ term: 'cloud', translation: 'Cloud' }],
	});
	for (let time = 0; time < 2; time++) {
		const { items } = await bench.run('brand', 'deleteGlossary', { brandGlossaryId: glossary });
		expect(items[0].json).toEqual({ deleted: true, id: glossary.value });
	}
});

test('roles of a brand kit are set and cleared; a kit that is still loading is waited for', async () => {
	const made = await bench.run('brand', 'createKit', {
		url: 'https://example.com',
		completion: 'immediate',
	});
	const kit = byId(made.items[0].json.brand_kit_id);
	const { error } = await bench.run('brand', 'updateKit', {
		brandKitId: kit,
		options: { colorRoles: { primary: '#0B5FFF' }, clearRoles: ['font_roles'], name: 'Ours' },
	});
	expect(error).toBeUndefined();
	expect(
		bench.sim
			.requests()
			.filter((one) => one.method === 'PATCH')
			.at(-1)?.body,
	).toEqual({
		color_roles: { primary: '#0B5FFF' },
		font_roles: {},
		name: 'Ours',
	});
	const { items } = await bench.run('brand', 'deleteKit', { brandKitId: kit });
	expect(items[0].json).toEqual({ deleted: true, id: kit.value });
});

test("scenes of a video, an avatar's default voice, the list of own voices", async () => {
	const video = await bench.run('video', 'createImage', {
		imageUrl: png,
		speechSource: 'audioUrl',
		audioUrl: mp3,
	});
	const scenes = await bench.run('video', 'getScenes', { videoId: byId(video.items[0].json.id) });
	expect(scenes.items[0].json).toMatchObject({
		video_id: video.items[0].json.id,
		scenes: [expect.any(Object)],
	});
	const group = bench.sim.catalogue().groups.find((one) => one.ownership === 'private');
	const { items } = await bench.run('avatar', 'update', {
		groupId: byId(group?.id),
		defaultVoiceId: byId(bench.known.voice),
	});
	expect(items[0].json).toMatchObject({ default_voice_id: bench.known.voice });
	const voices = await bench.run('modelVoice', 'getMany', { returnAll: true });
	expect(voices.items[0].json).toMatchObject({ mode: expect.any(String), status: 'ACTIVE' });
});

test('a voice-over sets the length of a scene with a video', async () => {
	const { error } = await bench.run('video', 'createStudio', {
		completion: 'immediate',
		scenes: {
			scene: [
				{
					type: 'video',
					sourceUrl: 'https://example.com/a.mp4',
					voiceOver: true,
					script: 'Hello',
					voiceId: byId(bench.known.voice),
					options: { mode: 'loop', volume: 0.2 },
				},
			],
		},
	});
	expect(error).toBeUndefined();
	expect(bench.sent()[0].body.scenes).toEqual([
		{
			type: 'video',
			source: { type: 'url', url: 'https://example.com/a.mp4' },
			script: 'Hello',
			voice_id: bench.known.voice,
			playback: { mode: 'loop', volume: 0.2 },
		},
	]);
});
