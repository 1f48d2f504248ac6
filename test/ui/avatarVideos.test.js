// A person makes avatar videos in n8n's editor: from the list of nodes to the finished items, and to a refusal.
const { chain, manualTrigger, rows } = require('../e2e/lab');
const { openEditor } = require('./lab');

const scripts = ['Welcome to our shop!', 'Three things to know before you start.'];
const action = 'Create video from avatar';

let lab;
let editor;
beforeAll(async () => {
	lab = await openEditor();
	({ editor } = lab);
	const { id } = await lab.rest.createWorkflow(
		chain(manualTrigger, rows(scripts.map((script) => ({ script })))),
	);
	await editor.workflow(id);
});
afterAll(async () => await lab?.close());

test('the list of nodes has HeyGen, and its actions in plain words', async () => {
	await editor.addNode('HeyGen', action);
	expect(await editor.shownIn('resource')).toBe('Video');
	expect(await editor.shownIn('operation')).toBe('Create From Avatar');
});

test('the panel asks in the order in which a person thinks', async () => {
	await editor.chooseCredential(lab.credential.name);
	expect(await editor.labels()).toEqual([
		'Resource',
		'Operation',
		'Avatar',
		'Speech Source',
		'Script',
		'Voice',
		'Title',
		'Aspect Ratio',
		'Resolution',
		'Completion',
		'Max Wait (Minutes)',
		'Simplify',
		'Options',
	]);
	expect(await editor.offered('completion')).toContainEqual([
		'Wait in This Node',
		expect.stringMatching(/until the job is done/),
	]);
});

test('the list of avatars goes on when it is scrolled, and is searched by a word', async () => {
	await editor.openPicker('avatarId');
	const first = await editor.picked().count();
	expect(await editor.scrollPicker()).toBeGreaterThan(first);
	await editor.searchPicker('twin');
	const found = await editor.picked().allInnerTexts();
	expect(found.length).toBeGreaterThan(2);
	await editor.picked().first().click();
	expect(await editor.shownIn('avatarId')).toBe(found[0].trim());
});

test('a voice is found by its language', async () => {
	const chosen = await editor.pick('voiceId', { word: 'german' });
	expect(chosen).toMatch(/ · German/);
	expect(await editor.shownIn('voiceId')).toBe(chosen);
});

test('an option that is added stands open, ready to be filled in', async () => {
	expect(await editor.addableOptions()).toEqual(
		expect.arrayContaining([
			'Background',
			'Callback',
			'Captions',
			'Cost Control',
			'Voice Settings',
			'Watermark',
		]),
	);
	await editor.addOption('Background');
	await editor.fill('value', '#1A2B3C');
	await editor.addOption('Voice Settings');
	await editor.addOption('Speed', 'Add setting');
	await editor.fill('speed', '1.2');
	await editor.addOption('Watermark');
	await editor.fill('imageUrl', 'https://example.com/logo.png');
	expect(await editor.labels()).toEqual(
		expect.arrayContaining([
			'Background',
			'Color',
			'Voice Settings',
			'Speed',
			'Watermark',
			'Image Source',
			'Image URL',
			'Opacity',
			'Position',
		]),
	);
});

test('a script of 5,001 characters is refused in a sentence, and nothing is ordered', async () => {
	await editor.fill('script', 'x'.repeat(5001));
	await editor.execute();
	const said = await editor.output();
	expect(said).toMatch(/'Script' takes 1 to 5,000 characters, but this one has 5,001/);
	expect(said).toMatch(/Shorten the text, or split it over several items/);
	// HeyGen has never seen it.
	expect(said).not.toMatch(/From HeyGen/);
	expect(lab.simulator.paid().count).toBe(0);
});

test('each row comes out as a finished video, with what was set in the panel', async () => {
	await editor.expression('script', '{{ $json.script }}', scripts[0]);
	await editor.execute();
	const items = await editor.items();
	expect(items.map(({ status }) => status)).toEqual(['completed', 'completed']);
	for (const { video_url: address } of items) expect(address).toMatch(/^http.*\.mp4/);
	const orders = lab.simulator
		.requests()
		.filter(({ method, path }) => method === 'POST' && path === '/v3/videos')
		.map(({ body }) => body);
	expect(orders.map(({ script }) => script).sort()).toEqual([...scripts].sort());
	for (const order of orders) {
		expect(order).toMatchObject({
			type: 'avatar',
			background: { type: 'color', value: '#1A2B3C' },
			voice_settings: { speed: 1.2 },
			watermark: { image: { type: 'url', url: 'https://example.com/logo.png' } },
		});
	}
	expect(lab.simulator.violations()).toEqual([]);
});

test('on the canvas the node says what it does', async () => {
	await editor.closeNode();
	expect(await editor.node(action).innerText()).toContain('Video: Create From Avatar');
});
