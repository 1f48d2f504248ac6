// The demo: examples/scripts-to-avatar-videos.json in a real n8n, with a simulated HeyGen or, if wanted, the real one.
// Where n8n is not installed yet, the workflow runs in n8n's own engine in this process first, while n8n installs beside it.
//   npm run demo               stays open, to look around in n8n's editor
//   npm run demo -- --once     ends after the run; exit code 1 if a step did not succeed
//   npm run demo -- --real     uses the real HeyGen with the key in HEYGEN_API_KEY, without asking
// Starts with nothing but Node: what it needs is loaded after it has been installed.
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const readline = require('node:readline/promises');
const { ensureBuilt } = require('./npm/build');
const { ensureModules } = require('./npm/modules');
const { root, duration } = require('./npm/run');

const EXAMPLE = path.join(root, 'examples', 'scripts-to-avatar-videos.json');
const NODE_TYPE = 'n8n-nodes-heygen-video.heyGen';
const CREDENTIAL_TYPE = 'heyGenVideoApi';
/** The nodes of the example by what they do. */
const NODES = { scripts: 'Scripts', create: 'Create Avatar Video', download: 'Download Video' };
/** How long a simulated render takes, in seconds: long enough to be seen. */
const JOB_SECONDS = 4;
/** How long real renders may take, in milliseconds: more than the workflow's own limit of 30 minutes. */
const RUN_LIMIT_MS = 35 * 60_000;

/** How many lines of npm's complaint say why it does not get through. */
const REASON_LINES = 5;

/** The modules that the demo runs on: a third of all. What runs afterwards installs the others. */
const MODULES = [
	...['@fastify/multipart', 'ajv', 'fastify', 'flatted'],
	...['n8n-core', 'n8n-workflow', 'reflect-metadata'],
	...['esbuild', 'gulp'],
];

const started = Date.now();
const say = (line = '') => console.log(line);

/** Runs one step of the demo and says what it is, how long it usually takes, and how long it took. */
async function step(title, usually, work) {
	say(`\n▸ ${title}${usually ? ` (usually ${usually})` : ''}`);
	const begun = Date.now();
	const { result, detail } = await work();
	say(`  ✓ ${[duration(Date.now() - begun), ...[detail ?? []].flat()].join('\n    ')}`);
	return result;
}

const example = () => JSON.parse(fs.readFileSync(EXAMPLE, 'utf8'));
/** The rows that the example's fields hold, such as `scripts[0].title`. */
const scriptsOf = (workflow) => {
	const rows = [];
	const { assignments } = workflow.nodes.find(({ name }) => name === NODES.scripts).parameters;
	for (const { name, value } of assignments.assignments) {
		const [, row, field] = name.match(/\[(\d+)\]\.(\w+)$/);
		(rows[row] ??= {})[field] = value;
	}
	return rows;
};

/** What the example costs at the real HeyGen, in a sentence, by the node's own price table. */
function costs() {
	require('./npm/source');
	const { estimateCost } = require('../nodes/HeyGen/billing/estimateCost');
	const script = scriptsOf(example())
		.map(({ script }) => script)
		.join(' ');
	const { seconds, credits, low, high, cost_usd } = /** @type {any} */ (
		estimateCost({ product: 'avatarVideo', inputMethod: 'script', script, tier: '1000' })
	);
	return `three videos of together about ${Math.round(seconds)} s: about ${credits.toFixed(1)} credits (${low.credits.toFixed(1)} to ${high.credits.toFixed(1)}), or $${cost_usd.toFixed(2)} at the rate of the smallest contract`;
}

/** Which HeyGen to use: the simulator, unless a key is there and the user wants to spend. */
async function wantsReal(args) {
	if (!process.env.HEYGEN_API_KEY) {
		if (args.includes('--real'))
			throw new Error(
				"'--real' needs the key of your HeyGen account in the environment variable HEYGEN_API_KEY",
			);
		return false;
	}
	say(`\nHEYGEN_API_KEY is set. The real HeyGen would charge your account for ${costs()}.`);
	if (args.includes('--real')) return true;
	if (!process.stdin.isTTY || args.includes('--once')) {
		say('The simulator is used, which costs nothing. Add --real to use the real HeyGen.');
		return false;
	}
	const prompt = readline.createInterface({ input: process.stdin, output: process.stdout });
	const answer = await prompt.question('Use the real HeyGen, and pay for it? [y/N] ');
	prompt.close();
	return /^y(es)?$/i.test(answer.trim());
}

/** The simulated account: where it is, its key, and what it saw. */
async function simulated() {
	const { startSimulator } = require('../simulator');
	const simulator = await startSimulator({ jobSeconds: JOB_SECONDS });
	return {
		data: { apiKey: simulator.apiKey, baseUrl: simulator.url },
		stop: () => simulator.stop(),
		forget: () => simulator.reset(),
		summary() {
			const requests = simulator.requests();
			const count = (method, path) =>
				requests.filter((one) => one.method === method && one.path.startsWith(path)).length;
			return `The simulator saw ${requests.length} requests: ${count('POST', '/v3/videos')} videos ordered, ${count('GET', '/v3/videos/statuses')} questions about their status; ${simulator.paid().count} paid, ${simulator.violations().length} against HeyGen's rules.`;
		},
	};
}

const realAccount = () => ({
	data: { apiKey: process.env.HEYGEN_API_KEY, baseUrl: 'https://api.heygen.com' },
	stop() {},
	forget() {},
	summary: () => 'All requests went to the real HeyGen.',
});

/** The example's workflow with an avatar and a voice chosen, by the pickers that its node has. */
async function filledIn(listSearch) {
	const { HeyGen } = require(path.join(root, 'dist/nodes/HeyGen/HeyGen.node.js'));
	const { pickerMethod } = require('./engine/picker');
	const { description } = new HeyGen();
	const workflow = example();
	const { parameters } = workflow.nodes.find(({ name }) => name === NODES.create);
	const chosen = [];
	for (const [parameter, filter] of Object.entries({ avatarId: undefined, voiceId: 'English' })) {
		const method = pickerMethod(description, parameter, parameters);
		const { results } = await listSearch({ method, parameter, parameters, filter });
		const first = results.find(({ name }) => !name.includes('not ready'));
		if (!first)
			throw new Error(`The account has nothing to choose from in the picker of '${parameter}'`);
		Object.assign(parameters[parameter], { value: first.value, cachedResultName: first.name });
		chosen.push(first.name);
	}
	return { result: workflow, detail: chosen };
}

/** Says what came out, and checks that each script has become a file that is a video. */
async function report(workflow, items, bytesOf) {
	const titles = scriptsOf(workflow).map(({ title }) => title);
	say('\nFinished items of the last node:');
	for (const { json, binary } of items) {
		const bytes = await bytesOf(binary.data);
		// An MP4 file has the letters 'ftyp' in its 5th to 8th byte.
		if (bytes.toString('latin1', 4, 8) !== 'ftyp')
			throw new Error(`The file of video ${json.id} is not an MP4`);
		say(
			`  ${json.title}: ${json.status}, ${json.duration} s, ${binary.data.fileName} (${binary.data.mimeType}, ${Math.round(bytes.length / 1024)} KB)`,
		);
		say(`    video_url ${json.video_url}`);
	}
	const missing = titles.filter(
		(title) => !items.some(({ json }) => json.title === title && json.video_url),
	);
	if (missing.length) throw new Error(`No finished video came out for ${missing.join(', ')}`);
	say(`\n${titles.length} scripts in, ${items.length} items with a video_url out.`);
}

/** The whole demo in the real n8n. Returns n8n, still running. */
async function inRealN8n(n8n, account) {
	const { itemsOf, failureOf } = require('./n8n/rest');
	const login = await n8n.rest.login();
	const credential = await step('Creating and testing the credential', 'under 1 s', async () => {
		const credential = await n8n.rest.createCredential({
			name: 'HeyGen account',
			type: CREDENTIAL_TYPE,
			data: account.data,
		});
		const { status, message } = await n8n.rest.testCredential(credential);
		if (status !== 'OK') throw new Error(`n8n's test of the credential says: ${message}`);
		return { result: credential, detail: message };
	});
	const filled = await step('Choosing an avatar and a voice in the pickers', 'under 2 s', () =>
		filledIn((picker) => n8n.rest.listSearch({ nodeType: NODE_TYPE, credential, ...picker })),
	);
	const workflow = await n8n.rest.createWorkflow(filled, [credential]);
	const execution = await step(
		`Running the workflow '${workflow.name}'`,
		account.usually,
		async () => {
			const execution = await n8n.rest.runToEnd(workflow, { limitMs: RUN_LIMIT_MS });
			if (execution.status !== 'success')
				throw new Error(`The execution ended as ${execution.status}: ${failureOf(execution)}`);
			return { result: execution };
		},
	);
	await report(filled, itemsOf(execution, NODES.download), (binary) => n8n.rest.binary(binary));
	say(account.summary());
	return { login, address: `${n8n.url}/workflow/${workflow.id}/executions/${execution.id}` };
}

/** The same workflow in n8n's engine in this process: while the real n8n is being installed, or where it cannot be had. */
async function inProcess(account) {
	const engine = require('./engine/engine.js');
	const credentials = { [CREDENTIAL_TYPE]: account.data };
	const filled = await step('Choosing an avatar and a voice in the pickers', 'under 2 s', () =>
		filledIn((picker) => engine.listSearch({ credentials, ...picker })),
	);
	const outcome = await step(
		`Running the workflow '${filled.name}' in n8n's engine`,
		account.usually,
		async () => {
			const outcome = await engine.runWorkflow({ workflow: filled, credentials });
			if (outcome.status !== 'success')
				throw new Error(`The execution ended as ${outcome.status}: ${outcome.error?.message}`);
			return { result: outcome };
		},
	);
	await report(filled, outcome.itemsOf(NODES.download), async (binary) =>
		engine.binaryOf({ json: {}, binary: { data: binary } }),
	);
	say(account.summary());
}

/**
 * Installs the real n8n in a process of its own, which gives way to all that happens here.
 * @returns {{done: Promise<string | undefined>, tell(): void, stop(): Promise<void>}} `done`: why it cannot be installed, where
 *   it cannot; `tell` lets its progress be seen from then on
 */
function installBeside() {
	const child = spawn(process.execPath, [path.join(root, 'tools', 'n8n', 'install.js')], {
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	os.setPriority(child.pid, os.constants.priority.PRIORITY_LOW);
	let told = false;
	let output = '';
	child.stderr.setEncoding('utf8').on('data', (text) => {
		output += text;
		if (told) process.stdout.write(text);
	});
	const ended = once(child, 'exit');
	const end = () => child.kill('SIGTERM');
	process.once('exit', end);
	return {
		done: ended.then(([code]) => (code === 0 ? undefined : output.trim())),
		tell() {
			told = true;
			process.stdout.write(output.split('\n').slice(-2).join('\n'));
		},
		async stop() {
			if (child.exitCode !== null) return;
			end();
			await ended;
		},
	};
}

/** Waits for Ctrl-C, or for its like from another program. */
function untilStopped() {
	return new Promise((resolve) =>
		['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.once(signal, resolve)),
	);
}

async function main(args) {
	say('HeyGen for n8n: a list of scripts becomes avatar videos and downloaded files.');
	const stopped = untilStopped();
	let account;
	let n8n;
	let beside;
	const stop = async () => {
		await beside?.stop();
		await n8n?.stop();
		await account?.stop();
	};
	try {
		const all = async () => {
			const { isInstalled, installN8n } = require('./n8n/install');
			if (!isInstalled()) beside = installBeside();
			await step('The modules', '', async () => ({
				result: await ensureModules(say, MODULES),
				detail: 'in place',
			}));
			await step('The package', '', async () => ({
				result: await ensureBuilt(say),
				detail: 'built',
			}));
			const real = await wantsReal(args);
			account = await step(
				real ? 'The real HeyGen' : 'Starting a simulated HeyGen',
				'under 1 s',
				async () => {
					const result = real
						? { ...realAccount(), usually: '2 to 15 min' }
						: { ...(await simulated()), usually: `${JOB_SECONDS} to ${2 * JOB_SECONDS + 2} s` };
					return { result, detail: result.data.baseUrl };
				},
			);
			// What is paid for is not made twice.
			const inAdvance = beside && !real;
			if (inAdvance) {
				await inProcess(account);
				say(
					`\nThat was n8n's own engine, ${duration(Date.now() - started)} after the start. Now the same in the real n8n with its editor.`,
				);
				await account.forget();
			}
			/** @type {string | undefined} */
			let reason;
			await step('The pinned real n8n', '', async () => {
				beside?.tell();
				reason = await beside?.done;
				if (reason) return { detail: 'it cannot be installed here' };
				const { version } = await installN8n(say);
				return { detail: `n8n ${version}` };
			});
			if (reason) {
				say(`\nThe real n8n cannot be installed: ${reason.split('\n', REASON_LINES).join('\n')}`);
				if (inAdvance) return undefined;
				say("\nThe same workflow runs in n8n's own engine in this process instead.");
				await inProcess(account);
				return undefined;
			}
			const { startN8n } = require('./n8n/start');
			n8n = await step('Starting n8n with the package in it', '6 to 20 s', async () => {
				const result = await startN8n({ say });
				return { result, detail: result.url };
			});
			return await inRealN8n(n8n, account);
		};
		const ended = await Promise.race([
			all(),
			stopped.then((signal) => {
				throw Object.assign(new Error(`Stopped by ${signal}`), { signal });
			}),
		]);
		say(`\nThe demo took ${duration(Date.now() - started)}.`);
		if (!ended) return 0;
		if (args.includes('--once')) return 0;
		say(
			`\nLook at it in your browser: ${ended.address}\n  e-mail    ${ended.login.email}\n  password  ${ended.login.password}\n\nCtrl-C ends the demo and removes what it made.`,
		);
		await stopped;
		say('\nStopping n8n and the simulator …');
		return 0;
	} catch (error) {
		say(`\n✗ ${error.message}`);
		return 1;
	} finally {
		await stop();
	}
}

module.exports = { MODULES };

if (require.main === module) main(process.argv.slice(2)).then((code) => process.exit(code));
