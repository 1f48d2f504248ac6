// Video in n8n's engine: images, cinematic scenes, studio scenes, bulk statuses.
import { byId, workbench } from './workbench';

const bench = workbench();
const immediate = { completion: 'immediate' };
const body = () =>
	bench.sent().find((one) => one.method === 'POST')?.body as Record<string, unknown>;

test('an image speaks: the request as it left, the finished video as it came out', async () => {
	const { items, error } = await bench.run('video', 'createImage', {
		imageUrl: 'https://example.com/face.png',
		script: 'Hello',
		voiceId: byId(bench.known.voice),
		options: {
			title: 'Hi',
			caption: { style: 'default' },
			resolution: '720p',
			voiceSettings: { speed: 1.2 },
		},
	});
	expect(error).toBeUndefined();
	expect(body()).toEqual({
		type: 'image',
		image: { type: 'url', url: 'https://example.com/face.png' },
		script: 'Hello',
		voice_id: bench.known.voice,
		title: 'Hi',
		caption: { style: 'default' },
		resolution: '720p',
		voice_settings: { speed: 1.2 },
	});
	expect(items[0].json).toMatchObject({ status: 'completed', title: 'Hi' });
});

test('an image that is already in HeyGen, with a recording', async () => {
	const { error } = await bench.run('video', 'createImage', {
		...immediate,
		imageSource: 'assetId',
		imageAssetId: 'asset-image',
		speechSource: 'audioAssetId',
		audioAssetId: 'asset-audio',
	});
	expect(error).toBeUndefined();
	expect(body()).toEqual({
		type: 'image',
		image: { type: 'asset_id', asset_id: 'asset-image' },
		audio_asset_id: 'asset-audio',
	});
});

test('a cinematic video of several looks and references', async () => {
	const [one, two, three] = bench.known.looks;
	const { error } = await bench.run('video', 'createCinematic', {
		...immediate,
		avatarId: byId(one),
		prompt: 'dance',
		options: {
			moreAvatars: { avatar: [{ avatarId: byId(two) }, { avatarId: byId(three) }] },
			references: {
				reference: [
					{ referenceUrl: 'https://example.com/a.mp4' },
					{ referenceSource: 'assetId', referenceAssetId: 'asset-photo' },
				],
			},
			duration: 15,
			aspectRatio: '9:16',
			resolution: '1080p',
			enhancePrompt: true,
		},
	});
	expect(error).toBeUndefined();
	expect(body()).toEqual({
		type: 'cinematic_avatar',
		avatar_id: [one, two, three],
		prompt: 'dance',
		title: 'dance',
		references: [
			{ type: 'url', url: 'https://example.com/a.mp4' },
			{ type: 'asset_id', asset_id: 'asset-photo' },
		],
		duration: 15,
		aspect_ratio: '9:16',
		resolution: '1080p',
		enhance_prompt: true,
	});
});

test.each([
	['as an array', (ids: string[]) => ids],
	['separated by commas', (ids: string[]) => ids.join(', ')],
])('several looks out of one expression, %s', async (_, given) => {
	const ids = bench.known.looks.slice(0, 3);
	const { error } = await bench.run(
		'video',
		'createCinematic',
		{
			...immediate,
			avatarId: { __rl: true, mode: 'id', value: '={{ $json.looks }}' },
			prompt: 'dance',
		},
		{ items: [{ json: { looks: given(ids) } }] },
	);
	expect(error).toBeUndefined();
	expect(body().avatar_id).toEqual(ids);
});

test('a studio video of all kinds of scene', async () => {
	const { look, voice } = bench.known;
	const { error, items } = await bench.run('video', 'createStudio', {
		scenes: {
			scene: [
				{
					type: 'avatar_video',
					inputType: 'avatar',
					avatarId: byId(look),
					script: 'One',
					voiceId: byId(voice),
					options: {
						backgroundColor: '#102030',
						expressiveness: 'high',
						voiceSettings: { pitch: 3 },
						engine: { values: { type: 'avatar_iv' } },
					},
				},
				{
					type: 'image',
					sourceUrl: 'https://example.com/b.png',
					speechSource: 'none',
					duration: 4.5,
				},
				{
					type: 'image',
					sourceUrl: 'https://example.com/b.png',
					speechSource: 'script',
					script: 'Two',
					voiceId: byId(voice),
				},
				{
					type: 'video',
					sourceSource: 'assetId',
					sourceAssetId: 'asset-video',
					options: { mute: true, volume: 0.5 },
				},
			],
		},
		options: { aspectRatio: '16:9', title: 'All' },
	});
	expect(error).toBeUndefined();
	expect(body()).toEqual({
		type: 'studio',
		title: 'All',
		aspect_ratio: '16:9',
		scenes: [
			{
				type: 'avatar_video',
				input: {
					type: 'avatar',
					avatar_id: look,
					script: 'One',
					voice_id: voice,
					background: { type: 'color', color: '#102030' },
					expressiveness: 'high',
					voice_settings: { pitch: 3 },
					engine: { type: 'avatar_iv' },
				},
			},
			{ type: 'image', source: { type: 'url', url: 'https://example.com/b.png' }, duration: 4.5 },
			{
				type: 'image',
				source: { type: 'url', url: 'https://example.com/b.png' },
				script: 'Two',
				voice_id: voice,
			},
			{
				type: 'video',
				source: { type: 'asset_id', asset_id: 'asset-video' },
				playback: { mute: true, volume: 0.5 },
			},
		],
	});
	expect(items[0].json.status).toBe('completed');
});

test('a photo that spoke in a scene of before says what to do instead', async () => {
	const { error } = await bench.run('video', 'createStudio', {
		scenes: {
			scene: [
				{
					type: 'avatar_video',
					inputType: 'image',
					imageUrl: 'https://example.com/a.jpg',
					speechSource: 'audioUrl',
					audioUrl: 'https://example.com/a.mp3',
				},
			],
		},
	});
	expect(error?.message).toBe('Scene 1: A photo no longer speaks in a scene by itself');
	expect(error?.description).toContain("'Avatar: Create'");
	expect(bench.sent()).toEqual([]);
});

test('statuses of videos and batches in one request, one item per row', async () => {
	const made = await bench.run(
		'video',
		'createImage',
		{
			...immediate,
			imageUrl: 'https://example.com/face.png',
			speechSource: 'audioUrl',
			audioUrl: 'https://example.com/a.mp3',
		},
		{ items: [{ json: {} }, { json: {} }] },
	);
	const ids = made.items.map((item) => item.json.video_id as string);
	const { items } = await bench.run('video', 'getStatuses', {
		videoIds: `${ids.join(',')},nothing`,
	});
	expect(bench.sent().at(-1)).toMatchObject({
		path: '/v3/videos/statuses',
		query: { video_ids: `${ids.join(',')},nothing` },
	});
	expect(items.map((item) => item.json.video_id)).toEqual([...ids, 'nothing']);
	expect(items[2].json.status).toBe('not_found');
});

describe('what a look cannot do is refused before anything is paid', () => {
	const filmed = () =>
		bench.sim
			.catalogue()
			.looks.find((one) => one.status === 'completed' && one.avatar_type === 'studio_avatar') as {
			id: string;
			name: string;
		};
	const create = async (options: object, avatar: string) =>
		await bench.run(
			'video',
			'createAvatar',
			{
				...immediate,
				avatarId: byId(avatar),
				voiceId: byId(bench.known.voice),
				script: 'Hi',
				options,
			} as never,
			{ items: [{ json: {} }, { json: {} }] },
		);

	test.each([
		[
			{ engine: { values: { type: 'avatar_v' } } },
			/^'Avatar Engine' is Avatar V, but the look '.*' works with Avatar III and Avatar IV only$/,
		],
		[
			{ expressiveness: 'high' },
			/^'Expressiveness' works with photo avatars only, but the look '.*' is none$/,
		],
		[
			{ motionPrompt: 'nods', engine: { values: { type: 'avatar_iv' } } },
			/^'Motion Prompt' does not work with the look '.*' on Avatar IV/,
		],
	])('%j', async (options, message) => {
		const { error } = await create(options, filmed().id);
		expect(error?.message).toMatch(message);
		expect(bench.sent().map((one) => one.method)).toEqual(['GET']);
		bench.sim.reset();
		const photo = await create(options, bench.known.look);
		expect(photo.error === undefined || /Avatar V/.test(photo.error.message)).toBe(true);
	});

	test("a reference look that is none of the look's own digital twin", async () => {
		const twins = bench.sim
			.catalogue()
			.looks.filter((one) => one.status === 'completed' && one.avatar_type === 'digital_twin');
		const withReference = async (id: string) =>
			await create(
				{ engine: { values: { type: 'avatar_v', referenceLookId: byId(id) } } },
				twins[0].id,
			);
		const { error } = await withReference(bench.known.look);
		expect(error?.message).toMatch(/^'Reference Look' '.*' is no look of the same digital twin$/);
		expect(bench.sent().map((one) => one.method)).toEqual(['GET', 'GET']);
		bench.sim.reset();
		expect((await withReference(twins[0].id)).error).toBeUndefined();
	});

	test('in a scene, with its number', async () => {
		const { error } = await bench.run('video', 'createStudio', {
			...immediate,
			scenes: {
				scene: [
					{ type: 'video', sourceUrl: 'https://example.com/a.mp4' },
					{
						avatarId: byId(filmed().id),
						voiceId: byId(bench.known.voice),
						script: 'Hi',
						options: { expressiveness: 'low' },
					},
				],
			},
		});
		expect(error?.message).toMatch(/^Scene 2: 'Expressiveness'/);
		expect(bench.sim.paid().count).toBe(0);
	});

	test('a look that needs no such check is not read', async () => {
		await create({ title: 'T' }, bench.known.look);
		expect(bench.sent().map((one) => one.method)).toEqual(['POST', 'POST']);
	});
});
