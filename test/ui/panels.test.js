// What the panels of the nodes show: every operation on the canvas, the variables of a template, scenes, triggers, the tool of an AI agent.
const { byId, chain, credentialType, heyGen, nodeType } = require('../e2e/lab');
const { openEditor } = require('./lab');

const trigger = (name, type, parameters) => ({
	name,
	type: nodeType.replace('heyGen', type),
	typeVersion: 1,
	parameters,
	credentials: { [credentialType]: {} },
	webhookId: name,
});

let lab;
let editor;
let operations;
beforeAll(async () => {
	lab = await openEditor();
	({ editor } = lab);
	const { properties } = await lab.rest.nodeType(nodeType);
	const dropdowns = properties.filter(({ name }) => name === 'operation');
	operations = properties
		.find(({ name }) => name === 'resource')
		.options.flatMap((resource) =>
			dropdowns
				.filter(({ displayOptions }) => displayOptions.show.resource.includes(resource.value))
				.flatMap(({ options }) => options.map((operation) => ({ resource, operation }))),
		)
		.filter(({ operation }) => operation.action);
});
afterAll(async () => await lab?.close());

/** Opens a workflow of nodes that stand in rows of ten. */
async function show(...nodes) {
	const placed = nodes.map((node, n) => ({
		...node,
		id: `node-${n}`,
		position: [(n % 10) * 220, Math.floor(n / 10) * 160],
	}));
	const { id } = await lab.rest.createWorkflow({ ...chain(), name: 'Panels', nodes: placed }, [
		lab.credential,
	]);
	await editor.workflow(id);
}

test('on the canvas every operation is named in the words of its dropdowns', async () => {
	expect(operations.length).toBeGreaterThan(85);
	const nameOf = ({ resource, operation }) => `${resource.value}.${operation.value}`;
	await show(
		...operations.map((one) =>
			heyGen(nameOf(one), { resource: one.resource.value, operation: one.operation.value }),
		),
	);
	const shown = await editor.nodeTexts();
	expect(shown).toHaveLength(operations.length);
	for (const one of operations)
		expect(shown).toContainEqual([nameOf(one), `${one.resource.name}: ${one.operation.name}`]);
});

describe('one node after the other', () => {
	const speech = { resource: 'voice', operation: 'generateSpeech', voiceId: byId('x'), text: 'x' };
	const recording = {
		resource: 'video',
		operation: 'createAvatar',
		avatarId: byId('x'),
		speechSource: 'audioAssetId',
	};
	beforeAll(async () => {
		await show(
			heyGen('Speech', speech),
			heyGen('Speech of before', speech, { typeVersion: 1 }),
			{ ...heyGen('Speech tool', speech), type: `${nodeType}Tool` },
			heyGen('Template', { resource: 'template', operation: 'generate' }),
			heyGen('Studio', { resource: 'video', operation: 'createStudio' }),
			heyGen('File', recording),
			heyGen('File of before', { ...recording, audioAssetId: 'asset-sound' }),
			heyGen('Wait', { resource: 'job', operation: 'wait' }),
			heyGen('Suspend', {
				resource: 'video',
				operation: 'createAvatar',
				completion: 'suspend',
				avatarId: byId('x'),
				script: 'x',
			}),
			trigger('Events', 'heyGenTrigger', {}),
			trigger('Polling', 'heyGenPollTrigger', {}),
			{
				...heyGen('Tool', { resource: 'video', operation: 'createAvatar' }),
				type: `${nodeType}Tool`,
			},
		);
	});
	afterEach(async () => await editor.closeNode());

	test('a template brings one field per variable, with what it takes', async () => {
		await editor.openNode('Template');
		expect(await editor.labels()).not.toContain('first_name (text, needed)');
		await editor.pick('templateId');
		await editor.sees('first_name (text, needed)');
		expect(await editor.labels()).toEqual(
			expect.arrayContaining([
				'Variables',
				'first_name (text, needed)',
				expect.stringMatching(/^photo \(URL or asset ID/),
				expect.stringMatching(/^voice \(voice/),
			]),
		);
	});

	test('a file in HeyGen is chosen from the list; an ID that was stored as a text stands there', async () => {
		await editor.openNode('File of before');
		expect(await editor.shownIn('audioAssetId')).toBe('asset-sound');
		await editor.closeNode();
		await editor.openNode('File');
		await editor.pick('audioAssetId', { word: 'speech.mp3' });
		expect(await editor.shownIn('audioAssetId')).toMatch(/^speech\.mp3/);
	});

	test('speech gives its sound unless that is switched off; stored nodes have it among the options, tools of an agent not at all', async () => {
		const asksIn = async (name) => {
			await editor.openNode(name);
			const labels = await editor.labels();
			const options = await editor.addableOptions();
			await editor.closeNode();
			return [labels, options.map((one) => one.trim())].map((all) =>
				all.includes('Download Result'),
			);
		};
		expect(await asksIn('Speech')).toEqual([true, false]);
		expect(await asksIn('Speech of before')).toEqual([false, true]);
		expect(await asksIn('Speech tool')).toEqual([false, false]);
		await editor.openNode('Speech');
		expect((await editor.offered('completion')).map(([name]) => name)).toEqual([
			'Run Now',
			'Check Only (Free)',
		]);
	});

	test('a new scene is an avatar with a script', async () => {
		await editor.openNode('Studio');
		await editor.addRow('Add Scene');
		expect(await editor.shownIn('type')).toBe('Avatar');
		expect(await editor.shownIn('speechSource')).toBe('Script');
		expect(await editor.labels()).toEqual(
			expect.arrayContaining(['Scene Type', 'Avatar', 'Speech Source', 'Script', 'Voice']),
		);
		await editor.choose('type', 'Image');
		expect(await editor.labels()).toEqual(
			expect.arrayContaining(['Image Source', 'Image URL', 'Speech Source', 'Script', 'Voice']),
		);
	});

	test('waiting nodes have a second way out for what is not finished', async () => {
		for (const name of ['Wait', 'Suspend'])
			expect(await editor.outputsOf(name)).toEqual(['Finished', 'Not Finished']);
		expect(await editor.outputsOf('Studio')).toEqual([]);
		await editor.openNode('Wait');
		expect(await editor.shownIn('jobKind')).toBe('Found in the Item');
		expect(await editor.labels()).toEqual([
			'Resource',
			'Operation',
			'Job Kind',
			'Job ID',
			'Max Wait (Minutes)',
			'Recheck Every (Minutes)',
			'Simplify',
			'Options',
		]);
	});

	test('HeyGen Trigger offers the events in words', async () => {
		await editor.openNode('Events');
		await editor.sees(/send no event/);
		const events = await editor.offered('events');
		expect(events.length).toBeGreaterThan(20);
		expect(events).toContainEqual(['Video Finished', 'An avatar video is finished']);
		expect(await editor.webhookMethods()).toEqual(['POST']);
	});

	test('HeyGen Poll Trigger asks what to watch', async () => {
		await editor.openNode('Polling');
		expect(await editor.labels()).toEqual(
			expect.arrayContaining(['Poll Times', 'Watch', 'Statuses']),
		);
		expect((await editor.offered('watch')).flat()).toEqual(['Lipsyncs', 'Translations', 'Videos']);
	});

	test('as a tool of an AI agent it describes itself and lets the model fill in the fields', async () => {
		await editor.openNode('Tool');
		expect(await editor.labels()).toEqual(
			expect.arrayContaining([
				'Tool Description',
				'Resource',
				'Operation',
				'Avatar',
				'Script',
				'Voice',
			]),
		);
		await editor.letModelFill('script');
		await editor.sees('Defined automatically by the');
	});
});
