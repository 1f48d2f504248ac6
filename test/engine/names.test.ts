// Names where ids are wanted, as people, sheets and models give them: HeyGen's lists tell the id before anything is sent.
import type { IDataObject } from 'n8n-workflow';
import { forgetLibraries } from '../../nodes/api/lists/library';
import { mapResources } from '../../tools/engine/engine';
import { byId, workbench } from './workbench';

const bench = workbench();
beforeEach(forgetLibraries);

const video = (avatarId: IDataObject | string, more: IDataObject = {}): IDataObject => ({
	script: 'Hi',
	completion: 'immediate',
	avatarId,
	...more,
});
const posts = () => bench.sim.requests({ method: 'POST' });
const lookOf = (name: string) => bench.sim.catalogue().looks.find((one) => one.name === name);

test('a look by its name, whatever case and blanks: its id is sent, and the item says so', async () => {
	const name = bench.sim.catalogue().looks[3].name;
	const { items, error } = await bench.run(
		'video',
		'createAvatar',
		video(byId(`  ${name.toUpperCase().replace(' ', '  ')} `)),
	);
	expect(error).toBeUndefined();
	expect(posts()[0].body.avatar_id).toBe(lookOf(name)?.id);
	expect(items[0].json.warnings).toEqual([expect.stringContaining(`the avatar look '${name}'`)]);
});

test('a column of names: each is looked up once per run', async () => {
	const [a, b] = bench.sim.catalogue().looks;
	const items = [a, b, a, b, a].map(({ name }) => ({ json: { look: name } }));
	const { error } = await bench.run('video', 'createAvatar', video('={{ $json.look }}'), { items });
	expect(error).toBeUndefined();
	expect(
		posts()
			.map(({ body }) => body.avatar_id)
			.sort(),
	).toEqual([a, b, a, b, a].map(({ id }) => id).sort());
	const reads = bench.sim.requests({ method: 'GET', path: '/v3/avatars/looks' });
	expect(reads.length).toBeLessThanOrEqual(12);
});

test('an id costs no reading', async () => {
	await bench.run('video', 'createAvatar', video(byId(bench.known.look)));
	expect(bench.sim.requests({ method: 'GET' })).toEqual([]);
});

test('the name of an avatar that has several looks: they are named in the message, nothing is sent', async () => {
	const { error } = await bench.run('video', 'createAvatar', video(byId('anouk')));
	expect(error?.message).toMatch(
		/^'Avatar' is 'anouk', which is an avatar and not one of its looks\. Choose one of them: 'Anouk in [\w ]+' \(.*Anouk_\w+\)/,
	);
	expect(posts()).toEqual([]);
});

test('the name of an avatar that has one look: that is taken', async () => {
	const { items } = await bench.run('video', 'createAvatar', video(byId('Mira')));
	expect(posts()[0].body.avatar_id).toMatch(/^Mira_/);
	expect(items[0].json.warnings).toEqual([
		expect.stringMatching(/^'Avatar' is the avatar 'Mira': its only look 'Mira in /),
	]);
});

test('a name that nothing has: what comes near it, in the message', async () => {
	const { error } = await bench.run('video', 'createAvatar', video(byId('Anouk on the Moon')));
	expect(error?.message).toMatch(/^'Avatar' is 'Anouk on the Moon', but HeyGen has no avatar look/);
	expect(error?.message).toContain("Near it: 'Anouk in ");
	expect(posts()).toEqual([]);
});

test('a name that several have: the candidates', async () => {
	const voices = bench.sim.catalogue().voices;
	const twice = voices.find(
		(one) => voices.filter(({ name }) => name === one.name).length > 1,
	)?.name;
	const { error } = await bench.run('voice', 'generateSpeech', {
		text: 'Hi',
		voiceId: byId(twice),
	});
	if (twice) expect(error?.message).toMatch(/ voices are called so: /);
	expect(posts()).toEqual([]);
});

test.each<[string, string, IDataObject]>([
	[
		'template',
		'generate',
		{
			templateId: byId('weekly update'),
			variables: { mappingMode: 'defineBelow', value: { first_name: 'Anna', message: 'Hi' } },
		},
	],
	[
		'videoAgent',
		'create',
		{ prompt: 'A tour', options: { styleId: byId('Paper Cut 1'), brandKitId: byId('brand 3') } },
	],
	['avatar', 'get', { groupId: byId('Jonas') }],
	['avatarLook', 'get', { lookId: byId('Mira in Office Front') }],
])('%s: %s takes names too', async (resource, operation, parameters) => {
	const { error, items } = await bench.run(resource, operation, {
		completion: 'immediate',
		...parameters,
	});
	expect(error).toBeUndefined();
	expect(items[0].json.warnings).toBeDefined();
});

test('languages in any spelling, separated in any way, each once', async () => {
	const { error } = await bench.run('translation', 'create', {
		videoUrl: 'https://example.com/a.mp4',
		outputLanguages: '={{ "es-ES; spanish (spain)\\nMandarin, pt-BR" }}',
		completion: 'immediate',
		options: { inputLanguage: 'english (united kingdom)' },
	});
	expect(error).toBeUndefined();
	expect(posts()[0].body).toMatchObject({
		output_languages: ['Spanish (Spain)', 'Mandarin (China)', 'Portuguese (Brazil)'],
		input_language: 'English (UK)',
	});
	expect(bench.sim.requests({ path: '/v3/video-translations/languages' })).toHaveLength(1);
});

test('a language that may be several: named, and nothing is sent for any row', async () => {
	const { error } = await bench.run(
		'translation',
		'create',
		{
			videoUrl: 'https://example.com/a.mp4',
			outputLanguages: '={{ $json.language }}',
			completion: 'immediate',
		},
		{ items: [{ json: { language: 'French' } }, { json: { language: 'Portuguese' } }] },
	);
	expect(error?.message).toBe(
		"'Output Languages' is 'Portuguese', which may be 'Portuguese (Brazil)' or 'Portuguese (Portugal)'",
	);
	expect(posts()).toEqual([]);
});

describe('an id that HeyGen does not know', () => {
	const groups = () => bench.sim.catalogue().groups;
	const looksOf = (name: string) =>
		bench.sim.catalogue().looks.filter((one) => one.name.startsWith(`${name} in `));

	test('the id of an avatar with several looks: they are named', async () => {
		const avatar = groups().find(({ name }) => name === 'Anouk');
		const { error } = await bench.run('video', 'createAvatar', video(byId(avatar?.id)));
		expect(error?.message).toMatch(
			/^This is the ID of the avatar 'Anouk'\. Choose one of its looks: 'Anouk in /,
		);
		for (const { id } of looksOf('Anouk')) expect(error?.message).toContain(id);
	});

	test('the id of an avatar with one look: that is taken, also in a scene, and named in the item', async () => {
		const avatar = groups().find(({ name }) => name === 'Mira');
		const { items, error } = await bench.run('video', 'createStudio', {
			completion: 'immediate',
			scenes: { scene: [{ avatarId: byId(avatar?.id), script: 'Hi' }] },
		});
		expect(error).toBeUndefined();
		expect(posts()).toHaveLength(2);
		expect(JSON.stringify(posts()[1].body)).toContain(looksOf('Mira')[0].id);
		expect(items[0].json.warnings).toEqual([
			expect.stringContaining(`${avatar?.id} is the ID of the avatar 'Mira': its only look `),
		]);
		expect(bench.sim.paid().count).toBe(1);
	});

	test('the id of a look where its avatar is wanted', async () => {
		const { items } = await bench.run('avatar', 'get', { groupId: byId(looksOf('Mira')[0].id) });
		expect(items[0].json.name).toBe('Mira');
	});

	test.each<[string, string, (id: string) => IDataObject]>([
		['video', 'createAvatar', (id) => video(byId(id))],
		['video', 'createBatch', (id) => ({ ...video(byId(id)), type: 'avatar' })],
		['video', 'createCinematic', (id) => ({ ...video(byId(id)), prompt: 'Walks' })],
		[
			'video',
			'createStudio',
			(id) => ({ scenes: { scene: [{ avatarId: byId(id), script: 'Hi' }] } }),
		],
		['videoAgent', 'create', (id) => ({ prompt: 'A tour', options: { avatarId: byId(id) } })],
	])('%s %s: Check Only says before what an order would say', async (resource, operation, of) => {
		const check = async (id = '') => {
			forgetLibraries();
			const { items } = await bench.run(resource, operation, { ...of(id), completion: 'check' });
			return items[0].json;
		};
		const avatar = (wanted: string) => groups().find(({ name }) => name === wanted)?.id;
		expect(await check('no_such_look_4711')).toMatchObject({
			ok: false,
			problems: [expect.stringContaining('HeyGen does not know this avatar')],
		});
		expect(await check(avatar('Anouk'))).toMatchObject({
			ok: false,
			problems: [expect.stringContaining('Choose one of its looks')],
		});
		const right = await check(avatar('Mira'));
		expect(posts()).toEqual([]);
		// An entry of a batch cannot be sent again by itself: there it is only told.
		if (operation === 'createBatch')
			return expect(right).toMatchObject({
				ok: false,
				problems: [expect.stringMatching(/its only look .*\. Use that ID/)],
			});
		expect(right).toMatchObject({ ok: true });
		expect(right.warnings).toContainEqual(expect.stringContaining('its only look'));
		// Nor can a row that sleeps.
		if (operation !== 'createCinematic')
			expect(right.warnings).toContainEqual(expect.stringContaining('use that ID'));
		expect(JSON.stringify(right.request)).toContain(looksOf('Mira')[0].id);
	});

	test('one that nothing explains keeps the sentence of before', async () => {
		const { error } = await bench.run('video', 'createAvatar', video(byId('no_such_look_4711')));
		expect(error?.message).toBe('HeyGen does not know this avatar');
	});
});

describe('the shape of a look', () => {
	const lying = () => looksBy('landscape')[0];
	const looksBy = (shape: string) =>
		bench.sim
			.catalogue()
			.looks.filter((one) => one.status === 'completed' && one.preferred_orientation === shape);

	test('a standing video of a lying look: sent, with a warning', async () => {
		const { items } = await bench.run(
			'video',
			'createAvatar',
			video(byId(lying().id), { options: { aspectRatio: '9:16' } }),
		);
		expect(items[0].json.warnings).toEqual([
			expect.stringContaining(`The look '${lying().name}' is landscape, but the video is 9:16`),
		]);
	});

	test('none where Fit says how, or the shapes agree', async () => {
		for (const options of [{ aspectRatio: '9:16', fit: 'cover' }, { aspectRatio: '16:9' }]) {
			const { items } = await bench.run(
				'video',
				'createAvatar',
				video(byId(lying().id), { options }),
			);
			expect(items[0].json.warnings).toBeUndefined();
		}
	});

	test('a voice that HeyGen does not answer for holds Check Only up for 5 seconds, and for no more tries', async () => {
		bench.sim.plan({
			match: { method: 'GET', path: '/v3/voices/{id}' },
			kind: 'hang',
			times: 'always',
		});
		const start = Date.now();
		const { items } = await bench.run(
			'video',
			'createAvatar',
			video(byId(lying().id), { voiceId: byId(bench.known.voice), completion: 'check' }),
		);
		expect(items[0].json).toMatchObject({ ok: true });
		expect(Date.now() - start).toBeLessThan(10_000);
	}, 60_000);

	test('a look that HeyGen does not answer for holds the video up for 5 seconds, not for minutes', async () => {
		bench.sim.plan({
			match: { method: 'GET', path: '/v3/avatars/looks/{id}' },
			kind: 'hang',
			times: 'always',
		});
		const start = Date.now();
		const { error } = await bench.run(
			'video',
			'createAvatar',
			video(byId(lying().id), { options: { engine: { values: { type: 'avatar_iv' } } } }),
		);
		expect(error).toBeUndefined();
		expect(bench.sim.requests({ path: '/v3/videos' })).toHaveLength(1);
		expect(Date.now() - start).toBeLessThan(15_000);
	}, 30_000);
});

test('looks and voices of a template by name', async () => {
	const { looks, voices } = bench.sim.catalogue();
	const voice = voices.find(({ name }) => voices.filter((one) => one.name === name).length === 1);
	const { error, items } = await bench.run('template', 'generate', {
		templateId: byId(bench.known.template),
		variables: {
			mappingMode: 'defineBelow',
			value: { first_name: 'Anna', message: 'Hi', presenter: looks[0].name, voice: voice?.name },
		},
		completion: 'immediate',
	});
	expect(error).toBeUndefined();
	expect(JSON.stringify(posts()[0].body)).toContain(looks[0].id);
	expect(JSON.stringify(posts()[0].body)).toContain(voice?.voice_id);
	expect(items[0].json.warnings).toHaveLength(2);
});

test("the account's own files, without typing its name", async () => {
	const { items, error } = await bench.run('asset', 'getMany');
	expect(error).toBeUndefined();
	expect(items.length).toBeGreaterThan(0);
	expect(bench.sim.requests({ path: '/v3/assets' })[0].query.username).toBe('simulator');
});

test("a file of the account's own by its name, wherever one is taken: its id is sent, and whose files are listed is read once", async () => {
	const sound = { id: 'asset-audio', name: 'speech.mp3' };
	const picture = { id: 'asset-image', name: 'look.png' };
	const { error } = await bench.run(
		'video',
		'createAvatar',
		video(byId(bench.known.look), {
			speechSource: 'audioAssetId',
			audioAssetId: '={{ $json.sound }}',
			options: {
				background: {
					values: { type: 'image', imageSource: 'assetId', imageAssetId: '={{ $json.picture }}' },
				},
			},
		}),
		{
			items: [
				{ json: { sound: ` ${sound.name.toUpperCase()} `, picture: picture.name } },
				{ json: { sound: sound.id, picture: picture.id } },
			],
		},
	);
	expect(error).toBeUndefined();
	for (const { body } of posts()) {
		expect(body.audio_asset_id).toBe(sound.id);
		expect(body.background).toMatchObject({ asset_id: picture.id });
	}
	expect(posts()).toHaveLength(2);
	expect(bench.sim.requests({ path: '/v3/users/me' })).toHaveLength(1);
});

test('a file that nothing is called so: what comes near it, nothing is sent', async () => {
	const { error } = await bench.run(
		'video',
		'createAvatar',
		video(byId(bench.known.look), { speechSource: 'audioAssetId', audioAssetId: 'no such file' }),
	);
	expect(error?.message).toMatch(/^'Audio Asset' is 'no such file'/);
	expect(posts()).toEqual([]);
});

test('preferred voices by name, several in one field', async () => {
	const { voices } = bench.sim.catalogue();
	const isAlone = ({ name }: { name: string }) =>
		voices.filter((one) => one.name === name).length === 1;
	const [a, b] = voices.filter(isAlone);
	const { error } = await bench.run('translation', 'create', {
		videoSource: 'url',
		videoUrl: 'https://example.com/a.mp4',
		outputLanguages: ['French'],
		completion: 'immediate',
		options: {
			stockVoiceConfig: { preferredStockVoiceIds: `${a.name}, ${b.voice_id}` },
		},
	});
	expect(error).toBeUndefined();
	expect(posts()[0].body.stock_voice_config).toMatchObject({
		preferred_stock_voice_ids: [a.voice_id, b.voice_id],
	});
});

test('the editor shows the variables of a template that is given by its name', async () => {
	const { fields } = await mapResources({
		method: 'mapVariables',
		parameters: { templateId: byId('weekly update') },
		credentials: { heyGenVideoApi: { apiKey: bench.sim.apiKey, baseUrl: bench.sim.url } },
	});
	expect(fields.map(({ id }) => id)).toContain('first_name');
});
