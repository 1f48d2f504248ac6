// Makes the pictures of the documentation and of the examples anew: node tools/screenshots.js [name …]
// The real n8n with a simulated HeyGen, its editor in Chromium; the pictures are reduced to few colours.
const fs = require('node:fs');
const path = require('node:path');
/** @type {any} */
const sharp = require('sharp');
const example = require('../examples/scripts-to-avatar-videos.json');
const { Editor } = require('./n8n/editor');
const { startN8n } = require('./n8n/start');
const { startSimulator } = require('../simulator');

const root = path.join(__dirname, '..');
/** The most that a picture may weigh, in bytes: people read the README on their phones too. */
const MOST_BYTES = { docs: 150_000, examples: 60_000 };
/** The window, in pixels. */
const SIZE = { width: 1280, height: 760 };
const CREDENTIAL = 'heyGenVideoApi';
const nodeType = 'n8n-nodes-heygen-video.heyGen';
const CREATE = 'Create Avatar Video';

/** A copy of the example, with an avatar and a voice, and with other parameters for the node that makes videos. */
function workflowWith(simulator, parameters = {}) {
	const { looks, voices } = simulator.catalogue();
	const look = looks.find(({ status }) => status === 'completed');
	const chosen = (value, name) => ({ __rl: true, mode: 'list', value, cachedResultName: name });
	const workflow = structuredClone(example);
	Object.assign(
		workflow.nodes.find(({ name }) => name === CREATE).parameters,
		{
			avatarId: chosen(look.id, `${look.name} · ${look.avatar_type.replace('_', ' ')}`),
			voiceId: chosen(voices[0].voice_id, `${voices[0].name} · ${voices[0].language}`),
		},
		parameters,
	);
	return workflow;
}

const trigger = {
	id: 'trigger',
	name: 'HeyGen Trigger',
	type: `${nodeType}Trigger`,
	typeVersion: 1.2,
	position: [0, 0],
	webhookId: 'heygen',
	parameters: { events: ['avatar_video.success', 'avatar_video.fail'] },
	credentials: { [CREDENTIAL]: {} },
};

/** Every picture: `workflow` is opened in the editor, `prepare` brings it into view, `part` names what of it is taken. */
const pictures = {
	workflow: {
		workflow: workflowWith,
		async prepare(editor) {
			await editor.executeWorkflow();
			await editor.fit();
		},
		part: 'canvas-wrapper',
		// The editor's tabs reach into the canvas.
		top: 24,
	},
	panel: {
		workflow: (simulator) =>
			workflowWith(simulator, {
				options: {
					background: { values: { type: 'color', value: '#F4F1EA' } },
					voiceSettings: { speed: 1.1 },
				},
			}),
		async prepare(editor) {
			await editor.openNode(CREATE);
			await editor.execute();
			await editor.items();
		},
		part: 'ndv',
	},
	options: {
		workflow: workflowWith,
		async prepare(editor) {
			await editor.openNode(CREATE);
			await editor.openOptions();
		},
		part: 'ndv',
	},
	captions: {
		workflow: workflowWith,
		async prepare(editor) {
			await editor.openNode(CREATE);
			await editor.addOption('Captions');
			await editor.openChoices('captions');
		},
		part: 'ndv',
	},
	picker: {
		workflow: workflowWith,
		async prepare(editor) {
			await editor.openNode(CREATE);
			await editor.openPicker('avatarId');
			await editor.searchPicker('twin');
		},
		part: 'ndv',
	},
	refusal: {
		workflow: (simulator) =>
			workflowWith(simulator, {
				options: {
					outputFormat: 'webm',
					background: { values: { type: 'color', value: '#F4F1EA' } },
				},
			}),
		async prepare(editor) {
			await editor.openNode(CREATE);
			await editor.execute();
			await editor.sees(/cannot be used with it/);
		},
		part: 'ndv',
	},
	waiting: {
		workflow: (simulator) => workflowWith(simulator, { completion: 'suspend' }),
		jobSeconds: 600,
		async prepare(editor) {
			await editor.openNode(CREATE);
			await editor.startExecution();
			await editor.sees(/HeyGen is working/);
		},
		part: 'ndv',
	},
	trigger: {
		workflow: () => ({ name: 'When a video is done', nodes: [trigger], connections: {} }),
		async prepare(editor) {
			await editor.openNode(trigger.name);
			await editor.openChoices('events');
		},
		part: 'ndv',
	},
};

/** The workflows of examples/, each as it looks when its nodes are set up: `services` are the credentials that it needs beside HeyGen's. */
const examples = fs
	.readdirSync(path.join(root, 'examples'))
	.filter((name) => name.endsWith('.json'))
	.map((name) => name.slice(0, -5));

/** What a list shows when something of it is chosen, by the parameter's name. */
const named = { avatarId: 'Mira in Office', voiceId: 'Mira Warm', templateId: 'Welcome' };

/** Chooses something in every list of a node that is empty. */
function filled(value, name = 'chosen') {
	if (Array.isArray(value)) return value.map((one) => filled(one));
	if (!value || typeof value !== 'object') return value;
	if (value.__rl && value.value === '')
		return { ...value, value: name, cachedResultName: named[name] ?? name };
	return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, key)]));
}

/** By the type of a node, the type of its credential. */
const services = {
	googleSheets: 'googleSheetsOAuth2Api',
	googleDrive: 'googleDriveOAuth2Api',
	gmail: 'gmailOAuth2',
	telegram: 'telegramApi',
	telegramTrigger: 'telegramApi',
	openAi: 'openAiApi',
	lmChatOpenAi: 'openAiApi',
};

/** An example whose nodes are set up, as far as it can be seen on the canvas. */
function exampleWith(name) {
	const workflow = structuredClone(require(`../examples/${name}.json`));
	for (const node of workflow.nodes) {
		node.parameters = filled(node.parameters);
		const type = services[node.type.split('.').at(-1)];
		if (type) node.credentials = { [type]: {} };
	}
	return workflow;
}

for (const name of examples)
	pictures[`examples/${name}`] = {
		workflow: () => exampleWith(name),
		async prepare(editor) {
			await editor.fit();
			// The editor's own buttons lie over the workflow.
			await editor.page.addStyleTag({ content: 'button { visibility: hidden !important }' });
		},
		part: 'canvas-wrapper',
		top: 24,
	};

/** Where a picture goes. */
const fileOf = (name) =>
	name.startsWith('examples/')
		? path.join('examples', 'pictures', `${path.basename(name)}.png`)
		: path.join('docs', `${name}.png`);

/** Reduces a picture to a palette. */
async function reduce(file) {
	const reduced = await sharp(fs.readFileSync(path.join(root, file)))
		.png({ palette: true, colours: 200, dither: 0, effort: 10, compressionLevel: 9 })
		.toBuffer();
	const most = MOST_BYTES[file.split(path.sep)[0]];
	if (reduced.length > most)
		throw new Error(`${file} has ${reduced.length} bytes, more than ${most}`);
	fs.writeFileSync(path.join(root, file), reduced);
	return reduced.length;
}

async function main(wanted) {
	const unknown = wanted.filter((name) => !pictures[name]);
	if (unknown.length)
		throw new Error(
			`There is no picture '${unknown.join("', '")}'. The pictures are ${Object.keys(pictures).join(', ')}`,
		);
	const simulator = await startSimulator({ jobSeconds: 1 });
	// A public address, which suspending and the trigger need; nobody calls it here.
	const n8n = await startN8n({
		env: { N8N_WEBHOOK_URL: 'https://n8n.example.com' },
		say: console.log,
	});
	let editor;
	try {
		const login = await n8n.rest.login();
		const credential = await n8n.rest.createCredential({
			name: 'HeyGen account',
			type: CREDENTIAL,
			data: { apiKey: simulator.apiKey, baseUrl: simulator.url },
		});
		// Only their names are seen.
		const others = await Promise.all(
			[...new Set(Object.values(services))].map(
				async (type) => await n8n.rest.createCredential({ name: 'Account', type, data: {} }),
			),
		);
		editor = await Editor.open({ url: n8n.url, login, ...SIZE });
		fs.mkdirSync(path.join(root, 'examples', 'pictures'), { recursive: true });
		for (const [name, { workflow, prepare, part, top, jobSeconds = 1 }] of Object.entries(
			pictures,
		).filter(([name]) => !wanted.length || wanted.includes(name))) {
			simulator.configure({ jobSeconds });
			const { id } = await n8n.rest.createWorkflow(workflow(simulator), [credential, ...others]);
			await editor.workflow(id);
			await prepare(editor);
			const file = fileOf(name);
			await editor.picture(path.join(root, file), part, top);
			console.log(`${file}: ${Math.round((await reduce(file)) / 1000)} kB`);
		}
	} finally {
		await editor?.close();
		await n8n.stop();
		await simulator.stop();
	}
}

main(process.argv.slice(2)).then(
	() => process.exit(0),
	(error) => {
		console.error(error.stack);
		process.exit(1);
	},
);
