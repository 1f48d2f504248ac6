// What the measurements share: a simulator in a process of its own, peaks of memory, medians, a table.
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { setTimeout: wait } = require('node:timers/promises');

/**
 * Starts the simulator apart, so that neither its time nor its memory is counted.
 * @param {Record<string, string|number>} flags of `simulator/cli.js`, e.g. `{latency: 100}`
 * @returns {Promise<{url: string, control: string, apiKey: string, paid: Function, requests: Function, aLookAndAVoice: Function, catalogue: () => Promise<any>, uploaded: Function, configure: Function, reset: Function, stop: Function}>}
 * @throws {Error} when it ends before it listens: what it said
 */
async function startSimulatorApart(flags = {}) {
	const given = { port: 0, 'control-port': 0, ...flags };
	const child = spawn(
		process.execPath,
		[
			path.join(__dirname, '..', 'simulator', 'cli.js'),
			...Object.entries(given).flatMap(([name, value]) => [`--${name}`, String(value)]),
		],
		{ stdio: ['ignore', 'pipe', 'pipe'] },
	);
	const stop = () => child.kill();
	process.once('exit', stop);
	const said = await new Promise((listening, failed) => {
		let output = '';
		for (const stream of [child.stdout, child.stderr]) {
			stream.on('data', (chunk) => {
				output += chunk;
				if (output.includes('Ctrl-C')) listening(output);
			});
		}
		child.once('exit', (code) => failed(new Error(`The simulator ended with ${code}:\n${output}`)));
	});
	const named = (name) => new RegExp(`^ *${name} +(\\S+)`, 'm').exec(said)[1];
	const control = named('control');
	const ask = async (where, body) => {
		const answer = await fetch(
			`${control}${where}`,
			body && {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			},
		);
		if (!answer.ok)
			throw new Error(
				`The simulator answered ${where} with ${answer.status}: ${await answer.text()}`,
			);
		return await answer.json();
	};
	return {
		url: named('API'),
		control,
		apiKey: named('key'),
		paid: async () => (await ask('/paid')).count,
		requests: async (filter = {}) => await ask(`/requests?${new URLSearchParams(filter)}`),
		/** SHA-256, in hex, of the bytes that arrived for an asset. */
		uploaded: async (id) => (await ask(`/uploaded/${id}`)).sha256,
		configure: async (changes) => await ask('/config', changes),
		reset: async () => await ask('/reset', {}),
		catalogue: async () => await ask('/catalogue'),
		/** The ids of an avatar look and a voice that the simulator knows and that are ready. */
		aLookAndAVoice: async () => {
			const { looks, voices } = await ask('/catalogue');
			return [looks.find(({ status }) => status === 'completed').id, voices[0].voice_id];
		},
		stop,
	};
}

/** Watches the resident memory of this process. Returns a function that ends it and says the growth at the peak, in MB. */
function watchMemory() {
	global.gc?.();
	const base = process.memoryUsage.rss();
	let peak = base;
	const timer = setInterval(() => {
		peak = Math.max(peak, process.memoryUsage.rss());
	}, 10);
	return () => {
		clearInterval(timer);
		return Math.round((Math.max(peak, process.memoryUsage.rss()) - base) / 2 ** 20);
	};
}

/** As `watchMemory` for another process, by the kernel's own high-water mark; undefined where there is no /proc. */
function watchMemoryOf(pid) {
	const folder = `/proc/${pid}`;
	if (!fs.existsSync(`${folder}/clear_refs`)) return () => undefined;
	const read = (name) =>
		Number(
			new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(fs.readFileSync(`${folder}/status`, 'utf8'))[1],
		) / 1024;
	fs.writeFileSync(`${folder}/clear_refs`, '5');
	const base = read('VmRSS');
	return () => Math.round(read('VmHWM') - base);
}

/** What a process into which collect.js is loaded holds after a collection of garbage, in MB. `file` is its MEMORY_FILE. */
async function memoryOf(pid, file) {
	fs.rmSync(file, { force: true });
	process.kill(pid, 'SIGUSR2');
	while (!fs.existsSync(file)) await wait(100);
	await wait(500);
	const { rss, heapUsed, external } = JSON.parse(fs.readFileSync(file, 'utf8'));
	return { rss: rss / 2 ** 20, live: (heapUsed + external) / 2 ** 20 };
}

/** Settings of an n8n whose garbage can be collected from outside, so that what it has grown by before is not measured again. */
function collectable() {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'memory-'));
	const file = path.join(folder, 'usage.json');
	return {
		env: {
			MEMORY_FILE: file,
			NODE_OPTIONS: `--require ${JSON.stringify(path.join(__dirname, 'collect.js'))}`,
		},
		collect: async (pid) => await memoryOf(pid, file),
		remove: () => fs.rmSync(folder, { recursive: true, force: true }),
	};
}

/**
 * Contenders turn by turn. Who begins alternates: a process that has grown once grows less the next time.
 * @template T
 * @param {Record<string, T>} contenders
 * @param {number} turns
 * @returns {Array<[string, T]>}
 */
const turnByTurn = (contenders, turns) =>
	Array.from({ length: turns }, (_, turn) => {
		const all = Object.entries(contenders);
		return turn % 2 ? all.reverse() : all;
	}).flat();

/** Milliseconds of the processor that a process has taken; undefined where there is no /proc. */
function processorOf(pid) {
	const file = `/proc/${pid}/stat`;
	if (!fs.existsSync(file)) return undefined;
	// Behind the name in brackets: the 12th and 13th figure are ticks of a hundredth of a second.
	const figures = fs.readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
	return (Number(figures[11]) + Number(figures[12])) * 10;
}

/** The middle value of a list of numbers. */
const median = (values) => {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/**
 * n8n's stores of files, each with the size of the file in MB that is measured there: in memory n8n 2.40 cannot keep the execution of one of 200.
 * @param {boolean} quick
 * @returns {Array<['filesystem' | 'database' | 'memory', number]>}
 */
const storesFor = (quick) =>
	quick
		? [['filesystem', 50]]
		: [
				['filesystem', 200],
				['database', 200],
				['memory', 50],
			];

/** Milliseconds as seconds with two decimals. */
const seconds = (ms) => (ms / 1000).toFixed(2);

module.exports = {
	collectable,
	median,
	memoryOf,
	processorOf,
	seconds,
	startSimulatorApart,
	storesFor,
	turnByTurn,
	watchMemory,
	watchMemoryOf,
};
