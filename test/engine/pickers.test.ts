// What the node's pickers show, out of n8n's editor context against the simulator.
import { HeyGen } from '../../nodes/HeyGen/HeyGen.node';
import { listSearch, loadOptions } from '../../tools/engine/engine';
import { workbench } from './workbench';

const bench = workbench();
const credentials = () => ({
	heyGenVideoApi: { apiKey: bench.sim.apiKey, baseUrl: bench.sim.url },
});
const open = async (method: string, filter?: string, paginationToken?: string, parameters = {}) =>
	await listSearch({ method, filter, paginationToken, parameters, credentials: credentials() });

/** The list search and load options methods that the node's properties name. */
function named(): string[] {
	const names = new Set<string>();
	JSON.stringify(new HeyGen().description.properties, (key, value: unknown) => {
		if (key === 'searchListMethod' || key === 'loadOptionsMethod') names.add(String(value));
		return value;
	});
	return [...names].sort();
}

test('every picker that the editor shows has its method, and every method a picker', () => {
	const { methods } = new HeyGen();
	expect(named()).toEqual(
		[...Object.keys(methods.listSearch), ...Object.keys(methods.loadOptions)].sort(),
	);
});

test('a row of the looks says first what decides: not ready, shape and engines, before a narrow panel cuts it off', async () => {
	const { looks } = bench.sim.catalogue();
	for (const look of [
		looks.find(({ status }) => status === 'processing'),
		looks.find((one) => one.status === 'completed' && one.supported_api_engines.length > 1),
	]) {
		const { results } = await open('searchLooks', look?.name);
		const { name } = results.find(({ value }) => value === look?.id) ?? { name: '' };
		const engines = look?.supported_api_engines.map((one: string) =>
			one.replace('avatar_', '').toUpperCase(),
		);
		expect(
			name
				.split(' · ')[1]
				.split(', ')
				.slice(0, look?.status === 'completed' ? 2 : 3),
		).toEqual([
			...(look?.status === 'completed' ? [] : ['not ready: processing']),
			look?.preferred_orientation,
			`Avatar ${engines?.join('/')}`,
		]);
	}
});

test('engines that the chosen look does not take say so; without a look, or by an expression, all stand plain', async () => {
	const { looks } = bench.sim.catalogue();
	const look = looks.find(
		(one) => one.status === 'completed' && !one.supported_api_engines.includes('avatar_v'),
	);
	const shown = async (avatarId?: unknown) =>
		(
			await loadOptions({
				method: 'getEngines',
				parameters: {
					resource: 'video',
					operation: 'createAvatar',
					...(avatarId ? { avatarId } : {}),
				},
				credentials: credentials(),
			})
		).map(({ name, value }) => [name, value]);
	const chosen = await shown({ __rl: true, mode: 'list', value: look?.id });
	expect(chosen.map(([, value]) => value)).toEqual(['avatar_iii', 'avatar_iv', 'avatar_v']);
	for (const [name, value] of chosen)
		expect(/not with this look/.test(String(name))).toBe(
			!look?.supported_api_engines.includes(String(value)),
		);
	const plain = [
		['Avatar III', 'avatar_iii'],
		['Avatar IV', 'avatar_iv'],
		['Avatar V', 'avatar_v'],
	];
	expect(await shown()).toEqual(plain);
	expect(await shown({ __rl: true, mode: 'id', value: '={{ $json.Avatar }}' })).toEqual(plain);
	// A name is looked up by the run.
	expect(await shown({ __rl: true, mode: 'id', value: 'Anna in Office' })).toEqual(plain);
});

test.each(Object.keys(new HeyGen().methods.listSearch))('%s reads its list', async (method) => {
	const make = {
		searchClippings: ['aiClipping', 'create'],
		searchRemovals: ['backgroundRemoval', 'create'],
		searchTranslations: ['translation', 'create'],
		searchVideos: ['video', 'createImage'],
	}[method];
	if (make) {
		const { error } = await bench.run(make[0], make[1], {
			videoUrl: 'https://example.com/a.mp4',
			imageUrl: 'https://example.com/a.png',
			outputLanguages: 'French',
			script: 'Hi',
			voiceId: { __rl: true, mode: 'id', value: bench.known.voice },
		});
		expect(error).toBeUndefined();
	}
	if (method === 'searchRenders')
		await bench.run('hyperFrames', 'create', { projectUrl: 'https://example.com/a.zip' });
	if (method === 'searchLipsyncs')
		await bench.run('lipsync', 'create', {
			videoUrl: 'https://example.com/a.mp4',
			audioUrl: 'https://example.com/a.mp3',
		});
	if (method === 'searchEndpoints')
		await bench.run('webhookEndpoint', 'create', { url: 'https://n8n.example.com/hook' });
	if (method === 'searchSessions')
		await bench.run('videoAgent', 'create', { prompt: 'A tour', completion: 'immediate' });
	const { results } = await open(method);
	expect(results.length).toBeGreaterThan(0);
	for (const { name, value } of results)
		expect([name, value]).not.toContainEqual(expect.stringMatching(/undefined|null|^$/));
});

test("the account's own voices come before HeyGen's, and searching goes on where it stopped", async () => {
	const first = await open('searchVoices');
	expect(first.results.slice(0, 3).map((voice) => /\bown$/.test(voice.name))).toEqual([
		true,
		true,
		true,
	]);
	const seen = new Set(first.results.map((voice) => voice.value));
	let token = first.paginationToken as string | undefined;
	while (token) {
		const next = await open('searchVoices', undefined, token);
		for (const { value } of next.results) seen.add(value);
		token = next.paginationToken as string | undefined;
	}
	expect(seen.size).toBe(248);
});

test("the account's own files, whose name nobody types: newest first, with kind and day", async () => {
	const { results } = await open('searchAssets', 'mp3');
	expect(results).toEqual([
		{
			name: expect.stringMatching(/^speech\.mp3 · audio, \d{4}-\d\d-\d\d$/),
			value: 'asset-audio',
			url: expect.stringContaining('http'),
		},
	]);
	expect(bench.sim.requests({ path: '/v3/assets' })[0].query.username).toBe('simulator');
});

test('each operation on voices offers those that it takes', async () => {
	const offered = async (resource: string, operation: string) => {
		const before = bench.sent().length;
		await open('searchVoicesHere', undefined, undefined, { resource, operation });
		return bench
			.sent()
			.slice(before)
			.map(({ path, query }) => [path, (query as { type?: string }).type]);
	};
	const voices = '/v3/voices';
	const models = '/v3/models/audio/voices';
	expect(await offered('voice', 'get')).toContainEqual([voices, 'public']);
	expect(await offered('voice', 'delete')).toEqual([[voices, 'private']]);
	expect(await offered('voice', 'generateSpeech')).toContainEqual([voices, 'public']);
	expect(await offered('modelVoice', 'get')).toEqual([[models, undefined]]);
	expect(await offered('modelVoice', 'delete')).toEqual([[models, undefined]]);
	expect((await offered('modelVoice', 'generateSpeech')).map(([path]) => path)).toEqual(
		expect.arrayContaining([models, voices]),
	);
});

test('a voice is found by several words in any order, also far down the list', async () => {
	const { results } = await open('searchVoices', 'female thai');
	expect(results.length).toBeGreaterThan(0);
	for (const { name } of results) expect(name.toLowerCase()).toMatch(/thai.*female/);
});

test('dropdowns offer the languages and the events that HeyGen has today', async () => {
	const languages = await loadOptions({ method: 'getLanguages', credentials: credentials() });
	expect(languages).toContainEqual({ name: 'Spanish (Spain)', value: 'Spanish (Spain)' });
	const events = await loadOptions({ method: 'getEventTypes', credentials: credentials() });
	expect(events).toHaveLength(34);
	expect(events).toContainEqual({
		name: 'Video Finished',
		value: 'avatar_video.success',
		description: expect.any(String),
	});
});
