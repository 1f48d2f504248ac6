// Names where ids are wanted, as people, sheets and models give them: HeyGen's lists tell the id before anything is sent.
import type { IDataObject } from 'n8n-workflow';
import { forgetLibraries } from '../../nodes/api/lists/library';
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
	['template', 'generate', { templateId: byId('weekly update') }],
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
