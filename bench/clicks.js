// How much a person clicks and types in n8n's editor for what people come for: the real n8n with a simulated HeyGen, its real clicks and keys counted.
//   node bench/clicks.js          prints the table
//   node bench/clicks.js write    and puts it into bench/CLICKS.md
// Each begins at an empty canvas with a stored credential, and ends where the result is seen or played.
const fs = require('node:fs');
const path = require('node:path');
const { Editor } = require('../tools/n8n/editor');
const { startN8n } = require('../tools/n8n/start');
const { startSimulator } = require('../simulator');

const FILE = path.join(__dirname, 'CLICKS.md');
const SCRIPT = 'Welcome to our shop!';

/** Picks the first of a list. */
const first = async (editor, name, row = 0) => {
	await editor.openPicker(name, row);
	await editor.picked().first().click();
};

/** Every journey: what it took before this was looked at (clicks, characters), what is wanted, and the way. */
const journeys = [
	{
		what: 'Avatar video, its file, played',
		before: [18, 97],
		goal: 11,
		async walk(editor) {
			await editor.addFirstNode('HeyGen', 'Create video from avatar');
			await first(editor, 'avatarId');
			await editor.type('script', SCRIPT);
			await editor.addOption('Download Result');
			await editor.execute();
			await editor.viewFile();
		},
	},
	{
		what: 'Template with two variables',
		before: [10, 33],
		goal: 10,
		async walk(editor) {
			await editor.addFirstNode('HeyGen', 'Generate video from template');
			await first(editor, 'templateId');
			await editor.sees('first_name (text, needed)');
			await editor.type('first_name', 'Anna');
			await editor.type('message', 'Hello');
			await editor.execute();
		},
	},
	{
		what: 'Translation into three languages',
		before: [11, 44],
		goal: 8,
		async walk(editor) {
			await editor.addFirstNode('HeyGen', 'Create translation');
			await editor.type('videoUrl', 'https://example.com/a.mp4');
			// There are more than a hundred: a person types the beginning of each.
			await editor.openChoices('outputLanguages');
			for (const language of ['Spanish', 'French', 'German']) await editor.chooseByKeys(language);
			await editor.page.keyboard.press('Escape');
			await editor.execute();
		},
	},
	{
		what: 'Speech, its sound played',
		before: [15, 55],
		goal: 8,
		async walk(editor) {
			await editor.addFirstNode('HeyGen', 'Generate speech');
			await first(editor, 'voiceId');
			await editor.type('text', SCRIPT);
			await editor.execute();
			await editor.viewFile();
		},
	},
	{
		what: 'Studio video of three scenes',
		before: [24, 90],
		goal: 18,
		async walk(editor) {
			await editor.addFirstNode('HeyGen', 'Create studio video');
			for (const at of [0, 1, 2]) {
				await editor.addRow('Add Scene');
				await first(editor, 'avatarId', at);
				await editor.type('script', SCRIPT, at);
			}
			await editor.execute();
		},
	},
];

/** Counts in the page what only a person's hand (or this browser's) does. */
const count = () => {
	/** @type {any} */ (window).walked = { clicks: 0, keys: 0 };
	const { walked } = /** @type {any} */ (window);
	addEventListener('pointerdown', ({ isTrusted }) => isTrusted && walked.clicks++, true);
	addEventListener(
		'keydown',
		({ isTrusted, key }) => isTrusted && !/^(Shift|Control|Alt|Meta)$/.test(key) && walked.keys++,
		true,
	);
};

/**
 * Walks one journey.
 * @returns {Promise<{clicks: number, keys: number}>} what it took
 * @throws {Error} where it does not come to its end
 */
async function walk(editor, journey) {
	await editor.newWorkflow();
	await editor.page.evaluate(count);
	await journey.walk(editor);
	return await editor.page.evaluate(() => /** @type {any} */ (window).walked);
}

const table = (rows) =>
	[
		'| what | clicks, keys before | goal, clicks | clicks | keys |',
		'|---|---|---|---|---|',
		...rows.map(
			({ what, before, goal, clicks, keys }) =>
				`| ${what} | ${before.join(', ')} | ${goal} | ${clicks} | ${keys} |`,
		),
	].join('\n');

async function main(write) {
	const simulator = await startSimulator({ jobSeconds: 1 });
	const n8n = await startN8n({ say: console.log });
	let editor;
	try {
		const login = await n8n.rest.login();
		await n8n.rest.createCredential({
			name: 'HeyGen account',
			type: 'heyGenVideoApi',
			data: { apiKey: simulator.apiKey, baseUrl: simulator.url },
		});
		editor = await Editor.open({ url: n8n.url, login });
		const rows = [];
		for (const journey of journeys) rows.push({ ...journey, ...(await walk(editor, journey)) });
		console.log(table(rows));
		if (write)
			fs.writeFileSync(
				FILE,
				`# Clicks and keys\n\nWhat a person clicks and types in n8n's editor, from an empty canvas with a stored credential to the result, counted by \`node bench/clicks.js write\` in the real n8n ${n8n.version} with a simulated HeyGen. Keys are those of the search for the node, of the texts and of Enter. Languages are typed, as among more than a hundred one would; clicked in the open list they take 9 clicks in all.\n\n${table(rows)}\n\nSpeech brings its sound unasked: **Download Result** is a switch of the panel there, on in nodes added since version 1.1 of the node; those that are stored bring it by the option, as before. A file that does not arrive ends no row that is paid.\n`,
			);
	} finally {
		await editor?.close();
		await n8n.stop();
		await simulator.stop();
	}
}

module.exports = { journeys, walk };
if (require.main === module)
	main(process.argv.includes('write')).then(
		() => process.exit(0),
		(error) => {
			console.error(error.stack);
			process.exit(1);
		},
	);
