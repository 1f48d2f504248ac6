// The package as n8n has it after an installation: all nodes, credentials and icons are there, under their own names.
const manifest = require('../../package.json');
const { openLab } = require('./lab');

let lab;
beforeAll(async () => (lab = await openLab()));
afterAll(async () => await lab.close());

const classesOf = (files) => files.map((file) => file.split('/').at(-1).split('.')[0]);
const lowerFirst = (name) => name[0].toLowerCase() + name.slice(1);

test('n8n has every node that package.json names, and its tool for AI agents', async () => {
	const types = (await lab.rest.nodeTypes()).filter(({ name }) =>
		name.startsWith(`${manifest.name}.`),
	);
	expect(types.map(({ name }) => name)).toEqual(
		expect.arrayContaining([
			...classesOf(manifest.n8n.nodes).map((name) => `${manifest.name}.${lowerFirst(name)}`),
			`${manifest.name}.heyGenTool`,
		]),
	);
});

test('n8n has every credential that package.json names', async () => {
	const types = await lab.rest.request('GET', '/types/credentials.json');
	expect(types.map(({ name }) => name)).toEqual(
		expect.arrayContaining(classesOf(manifest.n8n.credentials).map(lowerFirst)),
	);
});

test('every icon that the editor asks for is served', async () => {
	const nodes = (await lab.rest.nodeTypes()).filter(({ name }) =>
		name.startsWith(`${manifest.name}.`),
	);
	const credentials = (await lab.rest.request('GET', '/types/credentials.json')).filter(
		({ name }) => name.startsWith('heyGenVideo'),
	);
	const urls = [...nodes, ...credentials].flatMap(({ iconUrl }) => Object.values(iconUrl));
	expect(urls.length).toBeGreaterThan(4);
	for (const url of new Set(urls)) {
		const answer = await fetch(`${lab.url}/${url}`);
		expect([url, answer.status, answer.headers.get('content-type')]).toEqual([
			url,
			200,
			expect.stringContaining('image/svg'),
		]);
	}
});

test("the editor finds the fields of an operation's items, in every version of the node", async () => {
	const { version } = await lab.rest.nodeType(`${manifest.name}.heyGen`);
	const fields = await Promise.all(
		version.map(async (one) => {
			const padded = `${one}.0.0`.split('.').slice(0, 3).join('.');
			const { properties } = await lab.rest.request(
				'GET',
				`/schemas/${manifest.name}.heyGen/${padded}/voice/generateSpeech.json`,
			);
			return Object.keys(properties);
		}),
	);
	expect(fields).toEqual(
		version.map(() => ['audio_url', 'request_id', 'duration', 'word_timestamps']),
	);
});
