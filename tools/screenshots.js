// Makes the pictures of the README anew: node tools/screenshots.js [name …]
// The real n8n with a simulated HeyGen, its editor in Chromium; ImageMagick reduces the pictures to few colours.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const example = require('../examples/scripts-to-avatar-videos.json');
const { Editor } = require('./n8n/editor');
const { startN8n } = require('./n8n/start');
const { startSimulator } = require('../simulator');

const folder = path.join(__dirname, '..', 'docs');
/** The most that a picture may weigh, in bytes: people read the README on their phones too. */
const MOST_BYTES = 150_000;
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

/** Reduces a picture to a palette. */
function reduce(file) {
	const { status, error } = spawnSync(
		'convert',
		[file, '-strip', '+dither', '-colors', '200', `png8:${file}`],
		{ stdio: 'inherit' },
	);
	if (error || status !== 0)
		throw new Error(
			'ImageMagick reduces the pictures, and its program convert did not run. Install it (Debian, Ubuntu: apt-get install imagemagick)',
		);
	const { size } = fs.statSync(file);
	if (size > MOST_BYTES) throw new Error(`${file} has ${size} bytes, more than ${MOST_BYTES}`);
	return size;
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
		editor = await Editor.open({ url: n8n.url, login, ...SIZE });
		fs.mkdirSync(folder, { recursive: true });
		for (const [name, { workflow, prepare, part, top, jobSeconds = 1 }] of Object.entries(
			pictures,
		).filter(([name]) => !wanted.length || wanted.includes(name))) {
			simulator.configure({ jobSeconds });
			const { id } = await n8n.rest.createWorkflow(workflow(simulator), [credential]);
			await editor.workflow(id);
			await prepare(editor);
			const file = path.join(folder, `${name}.png`);
			await editor.picture(file, part, top);
			console.log(`docs/${name}.png: ${Math.round(reduce(file) / 1000)} kB`);
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
