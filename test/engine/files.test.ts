// Files of the item as a source: checked, uploaded once, sent as asset IDs; in n8n's engine against the simulator.
import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { binaryStore } from '../../tools/engine/engine';
import { picture, sound, video } from '../../tools/media';
import { byId, workbench } from './workbench';

const bench = workbench();
jest.setTimeout(120_000);

const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const speech = async () => await sound('mp3', 7, ['-b:a', '64k']);
const photo = async () => await picture('jpg', 640, 480, (one) => one.jpeg());
const clip = async () => await video('mp4', 2, '320x180', x264);
const subtitles = Buffer.from('1\n00:00:00,000 --> 00:00:02,000\nHello\n');
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
const zip = Buffer.from('PK\x03\x04\x14\0\0\0\0\0 a packed project', 'latin1');

const avatarVideo = (more: IDataObject = {}): IDataObject => ({
	avatarId: byId(bench.known.look),
	speechSource: 'audioBinary',
	completion: 'immediate',
	...more,
});
const file = (data: Buffer, more: object = {}) => ({
	data,
	mimeType: 'application/octet-stream',
	fileName: 'file.bin',
	...more,
});
const withFile = (data: Buffer, more: object = {}, json: IDataObject = {}) => ({
	json,
	binary: { data: file(data, more) },
});
const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const posted = (path: string) => bench.sim.requests({ method: 'POST', path });
const uploads = () => posted('/v3/assets');
const videos = () => posted('/v3/videos');

describe.each(['memory', 'filesystem', 's3'])('in binary mode %s', (binaryMode) => {
	test('a recording is uploaded under its right name and type, and sent as an asset', async () => {
		const { items, error } = await bench.run('video', 'createAvatar', avatarVideo(), {
			binaryMode,
			items: [withFile(await speech(), { fileName: 'Voice ä "1".mpga', mimeType: 'video/mp4' })],
		});
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		const [upload] = uploads();
		expect(upload.body).toMatchObject({
			file: { filename: 'Voice ä 1.mp3', content_type: 'audio/mpeg' },
		});
		expect(upload.headers['idempotency-key']).toMatch(/^n8n-file-[0-9a-f]{43}$/);
		expect(bench.sim.uploaded(videos()[0].body.audio_asset_id as string)).toBe(sha(await speech()));
		expect(bench.sim.violations()).toEqual([]);
	});

	test('of files of one length, the same bytes go up once, and those that differ in their last ones go up, too', async () => {
		const bytes = Buffer.concat([await sound('wav', 7), Buffer.alloc(200_000)]);
		const other = Buffer.concat([bytes.subarray(0, -1), Buffer.from('.')]);
		const { items, error } = await bench.run(
			'asset',
			'upload',
			{},
			{ items: [bytes, other, bytes].map((one) => withFile(one)), binaryMode },
		);
		expect(error).toBeUndefined();
		const ids = items.map(({ json }) => json.asset_id as string);
		expect(ids[2]).toBe(ids[0]);
		expect(ids.slice(0, 2).map((id) => bench.sim.uploaded(id))).toEqual([sha(bytes), sha(other)]);
		expect(uploads()).toHaveLength(2);
	});

	test('the bytes arrive as they were, in one request and by direct upload', async () => {
		const small = await speech();
		const large = Buffer.concat([await sound('wav', 7), Buffer.alloc(33 * 2 ** 20, 'more')]);
		for (const bytes of [small, large]) {
			const { items, error } = await bench.run(
				'asset',
				'upload',
				{},
				{ binaryMode, items: [withFile(bytes)] },
			);
			expect(error).toBeUndefined();
			expect(bench.sim.uploaded(items[0].json.asset_id as string)).toBe(sha(bytes));
			expect(items[0].json).toMatchObject({ size_bytes: bytes.length, url: expect.any(String) });
		}
		expect(posted('/v3/assets/direct-uploads')).toHaveLength(1);
		expect(bench.sim.violations()).toEqual([]);
	});
});

test('the same bytes are uploaded once for all rows of a run, and fill every field of the request', async () => {
	const image = await photo();
	const { items, error } = await bench.run(
		'video',
		'createImage',
		{
			imageSource: 'binary',
			speechSource: 'audioBinary',
			audioBinaryProperty: 'voice',
			options: {
				background: { values: { type: 'image', imageSource: 'binary' } },
				watermark: { values: { imageSource: 'binary', imageBinaryProperty: 'other' } },
			},
			completion: 'immediate',
		},
		{
			items: [1, 2, 3].map((row) => ({
				json: { row },
				binary: { data: file(image), other: file(image), voice: file(awaited) },
			})),
		},
	);
	expect(error).toBeUndefined();
	expect(items).toHaveLength(3);
	expect(uploads()).toHaveLength(2);
	const { image: sent, background, watermark, audio_asset_id: audio } = videos()[0].body;
	expect(sent).toEqual({ type: 'asset_id', asset_id: expect.any(String) });
	const { asset_id: id } = sent as { asset_id: string };
	expect(background).toEqual({ type: 'image', asset_id: id });
	expect(watermark).toMatchObject({ image: { type: 'asset_id', asset_id: id } });
	expect(bench.sim.uploaded(id)).toBe(sha(image));
	expect(bench.sim.uploaded(audio as string)).toBe(sha(awaited));
});

let awaited: Buffer;
beforeAll(async () => {
	awaited = await speech();
});

describe('every input', () => {
	const rowOf = async () => ({
		json: {},
		binary: {
			audio: file(await speech()),
			film: file(await clip()),
			image: file(await photo()),
			words: file(subtitles),
			paper: file(pdf),
			pack: file(zip),
		},
	});
	const binary = (name: string, property: string) => ({
		[`${name}Source`]: 'binary',
		[`${name}BinaryProperty`]: property,
	});
	const option = (name: string, property: string) => ({
		[name]: { values: binary(name, property) },
	});
	const look = () => byId(bench.known.look);
	test.each<[string, string, () => IDataObject, string[]]>([
		['aiClipping', 'create', () => binary('video', 'film'), ['video']],
		[
			'avatar',
			'create',
			() => ({ type: 'photo', name: 'A', ...binary('file', 'image') }),
			['file'],
		],
		[
			'avatar',
			'create',
			() => ({ type: 'digital_twin', name: 'A', ...binary('file', 'film') }),
			['file'],
		],
		[
			'avatar',
			'create',
			() => ({
				type: 'prompt',
				name: 'A',
				prompt: 'A friendly engineer',
				referenceImages: { image: [binary('image', 'image')] },
			}),
			['reference_images.0'],
		],
		['backgroundRemoval', 'create', () => binary('video', 'film'), ['video']],
		['hyperFrames', 'create', () => binary('project', 'pack'), ['project']],
		[
			'lipsync',
			'create',
			() => ({ ...binary('video', 'film'), ...binary('audio', 'audio') }),
			['video', 'audio'],
		],
		[
			'lipsync',
			'createBatch',
			() => ({ ...binary('video', 'film'), ...binary('audio', 'audio') }),
			['lipsyncs.0.video', 'lipsyncs.0.audio'],
		],
		[
			'proofread',
			'create',
			() => ({
				...binary('video', 'film'),
				outputLanguages: ['Spanish (Spain)'],
				title: 'A',
				options: option('srt', 'words'),
			}),
			['video', 'srt'],
		],
		[
			'translation',
			'create',
			() => ({
				...binary('video', 'film'),
				outputLanguages: ['Spanish (Spain)'],
				options: { ...option('srt', 'words'), ...option('audio', 'audio'), srtRole: 'input' },
			}),
			['video', 'srt', 'audio'],
		],
		[
			'video',
			'createCinematic',
			() => ({
				avatarId: look(),
				prompt: 'walks',
				options: {
					references: {
						reference: [binary('reference', 'film'), binary('reference', 'image')],
					},
				},
			}),
			['references.0', 'references.1'],
		],
		[
			'video',
			'createStudio',
			() => ({
				scenes: {
					scene: [
						{
							type: 'avatar_video',
							inputType: 'avatar',
							avatarId: look(),
							speechSource: 'audioBinary',
							audioBinaryProperty: 'audio',
						},
						{ type: 'image', ...binary('source', 'image'), speechSource: 'none', duration: 5 },
						{ type: 'video', ...binary('source', 'film') },
					],
				},
			}),
			['scenes.0.input', 'scenes.1.source', 'scenes.2.source'],
		],
		[
			'videoAgent',
			'create',
			() => ({
				prompt: 'Introduce our coffee grinder',
				options: {
					files: {
						file: ['audio', 'film', 'image', 'paper'].map((name) => binary('file', name)),
					},
				},
			}),
			['files.0', 'files.1', 'files.2', 'files.3'],
		],
		['voice', 'clone', () => ({ voiceName: 'A', ...binary('audio', 'audio') }), ['audio']],
	])('%s.%s', async (resource, operation, parameters, places) => {
		const { error, items } = await bench.run(
			resource,
			operation,
			{ completion: 'immediate', ...parameters() },
			{ items: [await rowOf()] },
		);
		expect(error).toBeUndefined();
		expect(items.length).toBeGreaterThan(0);
		const last = bench.sim
			.requests({ method: 'POST' })
			.filter(({ path }) => !path.startsWith('/v3/assets'))
			.at(-1);
		for (const place of places) {
			const at = place
				.split('.')
				.reduce<unknown>((value, step) => (value as IDataObject)[step], last?.body);
			const { asset_id: id, audio_asset_id: audio } = at as Record<string, string>;
			expect(bench.sim.uploaded(id ?? audio)).toMatch(/^[0-9a-f]{64}$/);
		}
		expect(bench.sim.violations()).toEqual([]);
	});
});

describe('nothing is uploaded before all rows are in order', () => {
	test('one row without the file ends the run before anything is sent', async () => {
		const { error } = await bench.run('video', 'createAvatar', avatarVideo(), {
			items: [withFile(awaited), { json: {}, binary: { sound: file(awaited), photo: file(pdf) } }],
		});
		expect(error?.message).toBe(
			"'Audio Binary Field' is 'data', but the item has no binary field of that name",
		);
		expect(error?.description).toBe(
			"Its binary fields are 'sound' and 'photo': choose one of them",
		);
		expect(bench.sim.requests({ method: 'POST' })).toEqual([]);
	});

	test('where the user chose to continue, the other rows go on', async () => {
		const { items, error } = await bench.run('video', 'createAvatar', avatarVideo(), {
			onError: 'continueRegularOutput',
			items: [withFile(awaited), { json: {} }, withFile(pdf)],
		});
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.error ?? 'made')).toEqual([
			'made',
			"'Audio Binary Field' is 'data', but the item has no file at all",
			"'Audio Binary Field' takes WAV or MP3 files, but this one is a PDF document",
		]);
		expect(uploads()).toHaveLength(1);
		expect(videos()).toHaveLength(1);
	});

	test('an upload that HeyGen refuses ends the run before anything is paid', async () => {
		bench.sim.plan({ match: { method: 'POST', path: '/v3/assets' }, kind: 'status', status: 403 });
		const { error } = await bench.run('video', 'createAvatar', avatarVideo(), {
			items: [withFile(awaited), { ...withFile(awaited), json: { row: 2 } }],
		});
		expect(error?.message).toBe('This HeyGen credential may not do this');
		expect(bench.sim.paid().count).toBe(0);
	});

	test('in a batch, a row whose upload is refused stays out where the user chose to continue', async () => {
		bench.sim.plan({
			match: { method: 'POST', path: '/v3/assets' },
			kind: 'status',
			status: 400,
			code: 'invalid_parameter',
		});
		const { items, error } = await bench.run(
			'video',
			'createBatch',
			{ type: 'avatar', ...avatarVideo() },
			{ onError: 'continueRegularOutput', items: [withFile(awaited), withFile(subtitlesSpoken())] },
		);
		expect(error).toBeUndefined();
		expect(items.filter(({ json }) => json.error)).toHaveLength(1);
		expect(posted('/v3/videos/batches').map(({ body }) => (body.videos as []).length)).toEqual([1]);
	});
});

/** Another recording than the usual one. */
const subtitlesSpoken = () => Buffer.concat([awaited, Buffer.from('TAG'.padEnd(128, ' '))]);

test('a retry of the node or of the execution does not upload again what HeyGen has accepted', async () => {
	const parameters = avatarVideo();
	bench.sim.plan({
		match: { method: 'POST', path: '/v3/videos' },
		kind: 'status',
		status: 402,
		times: 3,
	});
	const more = { items: [withFile(awaited)] };
	const first = await bench.run('video', 'createAvatar', parameters, {
		...more,
		retryOnFail: true,
		maxTries: 2,
		waitBetweenTries: 0,
	});
	expect(first.error).toBeDefined();
	const second = await bench.run('video', 'createAvatar', parameters, { ...more, retryOf: first });
	expect(second.error).toBeDefined();
	bench.sim.clearFaults();
	const third = await bench.run('video', 'createAvatar', parameters, { ...more, retryOf: second });
	expect(third.error).toBeUndefined();
	expect(uploads()).toHaveLength(1);
	expect(videos()).toHaveLength(4);
});

test('an upload without an answer is sent again under the same key', async () => {
	bench.sim.plan({ match: { method: 'POST', path: '/v3/assets' }, kind: 'status', status: 503 });
	const { error } = await bench.run('asset', 'upload', {}, { items: [withFile(awaited)] });
	expect(error).toBeUndefined();
	expect(uploads()).toHaveLength(2);
	expect(new Set(uploads().map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
});

describe('direct upload', () => {
	const large = async () => Buffer.concat([await sound('wav', 7), Buffer.alloc(33 * 2 ** 20)]);
	const put = (more: object) => ({ match: { method: 'PUT', path: '/uploads/{id}' }, ...more });

	test.each([
		['a completion that is not ready yet', { completeConflicts: 2 }, undefined],
		['a store that is away for a moment', {}, put({ kind: 'status', status: 503 })],
		['a signature that has expired', {}, put({ kind: 'status', status: 403 })],
		['a connection that breaks', {}, put({ kind: 'dropBefore' })],
	])('%s', async (_, settings, fault) => {
		bench.sim.configure(settings);
		if (fault) bench.sim.plan(fault);
		const bytes = await large();
		const { items, error } = await bench.run(
			'asset',
			'upload',
			{},
			{ items: [withFile(bytes)], binaryMode: 'filesystem' },
		);
		expect(error).toBeUndefined();
		expect(bench.sim.uploaded(items[0].json.asset_id as string)).toBe(sha(bytes));
		expect(bench.sim.violations()).toEqual([]);
	});
});

test('large files of a run: the same bytes go up once, others that begin alike go up, too, and a lone file is read as a whole once', async () => {
	const bytes = Buffer.concat([await sound('wav', 7), Buffer.alloc(33 * 2 ** 20)]);
	const other = Buffer.concat([bytes.subarray(0, -4), Buffer.from('last')]);
	const opened = jest.spyOn(binaryStore(), 'getAsStream');
	const lone = await bench.run(
		'asset',
		'upload',
		{},
		{ items: [withFile(bytes)], binaryMode: 'filesystem' },
	);
	// Its first bytes for the check, and all of it on its way.
	expect(opened).toHaveBeenCalledTimes(2);
	opened.mockRestore();
	expect(bench.sim.uploaded(lone.items[0].json.asset_id as string)).toBe(sha(bytes));

	const { items, error } = await bench.run(
		'asset',
		'upload',
		{},
		{ items: [bytes, other, bytes].map((one) => withFile(one)), binaryMode: 'filesystem' },
	);
	expect(error).toBeUndefined();
	const ids = items.map(({ json }) => json.asset_id as string);
	expect(ids[2]).toBe(ids[0]);
	expect(bench.sim.uploaded(ids[0])).toBe(sha(bytes));
	expect(bench.sim.uploaded(ids[1])).toBe(sha(other));
	expect(posted('/v3/assets/direct-uploads')).toHaveLength(1 + 2);
});

describe('Asset: Upload', () => {
	test('the file keeps its name, and gets the type that its bytes ask for', async () => {
		const { items } = await bench.run(
			'asset',
			'upload',
			{},
			{ items: [withFile(await photo(), { fileName: 'portrait.jpeg' })] },
		);
		expect(uploads()[0].body).toMatchObject({ file: { filename: 'portrait.jpeg' } });
		expect(items[0].json.mime_type).toBe('image/jpeg');
	});

	test('a batch: each row its asset, 150 rows in two requests', async () => {
		const rows = Array.from({ length: 150 }, (_, row) => ({
			json: { row },
			binary: { data: file(Buffer.concat([pdf, Buffer.from(`\n%${row}\n%%EOF\n`)])) },
		}));
		const { items, error } = await bench.run(
			'asset',
			'uploadBatch',
			{ waitUntilDone: true, options: { batchTitle: 'Papers' } },
			{ items: rows },
		);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(150);
		expect(
			posted('/v3/assets/direct-uploads/batches').map(({ body }) => (body.files as []).length),
		).toEqual([100, 50]);
		for (const [row, { json }] of items.entries()) {
			expect(json).toMatchObject({ status: 'completed' });
			expect(bench.sim.uploaded(json.asset_id as string)).toBe(sha(rows[row].binary.data.data));
		}
		const batch = await bench.run('asset', 'getBatch', { batchId: items[0].json.batch_id });
		expect(batch.items).toHaveLength(100);
		expect(bench.sim.violations()).toEqual([]);
	});
});

test('a file for a variable of a template', async () => {
	const { error } = await bench.run(
		'template',
		'generate',
		{
			templateId: byId(bench.known.template),
			variables: { mappingMode: 'defineBelow', value: { first_name: 'Anna' } },
			options: {
				variableFiles: { file: [{ name: 'photo', fileSource: 'binary' }] },
				keepEmptyText: true,
			},
			completion: 'immediate',
		},
		{ items: [withFile(await photo())] },
	);
	expect(error).toBeUndefined();
	const [{ body }] = posted(`/v3/templates/${bench.known.template}`);
	expect(body).not.toHaveProperty('variable_files');
	expect(JSON.stringify(body.variables)).toMatch(/"asset_id":"[\w-]+"/);
	expect(uploads()).toHaveLength(1);
});

test('the length of a recording feeds the estimate of the cost', async () => {
	const { error } = await bench.run(
		'video',
		'createAvatar',
		avatarVideo({ options: { maxCredits: 0.1 } }),
		{ items: [withFile(await sound('mp3', 61, ['-b:a', '64k']))] },
	);
	expect(error?.message).toContain('6.1');
	expect(uploads()).toEqual([]);
});
