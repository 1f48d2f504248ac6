// Runs a program for the tools: quietly with signs of life, or with its output passed through.
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/** The project's folder: where package.json is. */
const root = path.resolve(__dirname, '..', '..');

/** How often a quiet program gives a sign of life, in milliseconds. */
const SIGN_OF_LIFE_MS = 15_000;
/** How many of the first and of the last lines of a quiet program's output are shown when it ends badly. */
const SHOWN_LINES = 20;

/** Milliseconds as a person says them: "0.4 s", "12 s", "3 min 05 s". */
function duration(ms) {
	const seconds = ms / 1000;
	if (seconds < 10) return `${seconds.toFixed(1)} s`;
	if (seconds < 100) return `${Math.round(seconds)} s`;
	return `${Math.floor(seconds / 60)} min ${String(Math.round(seconds) % 60).padStart(2, '0')} s`;
}

/**
 * Runs a program and shows its output as it comes.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; 1 where it was ended by a signal
 */
async function run(command, args, options = {}) {
	const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
	const [code] = await once(child, 'close');
	return code ?? 1;
}

/** Ends a quiet program and all that it started: it leads a process group of its own. */
function endGroup(child) {
	if (process.platform === 'win32') return void child.kill();
	try {
		process.kill(-child.pid, 'SIGKILL');
	} catch (error) {
		if (error.code !== 'ESRCH') throw error; // all gone already
	}
}

/**
 * On Linux a session weighs as much as any other, whatever the priority of its processes. What we start leads one of its own:
 * it takes our priority over as a whole.
 */
function keepPriority(/** @type {import('node:child_process').ChildProcess} */ { pid }) {
	try {
		fs.writeFileSync(`/proc/${pid}/autogroup`, String(os.getPriority()));
	} catch {
		// Another system, or a Linux that goes by processes alone.
	}
}

/** Exit codes of a process that a signal ended, as shells count them. */
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/**
 * Ends this process at a signal by `process.exit`, so that what is to be cleaned up at the exit is.
 * @returns {() => void} takes it back
 */
function exitAtSignals() {
	/** @type {[string, () => void][]} */
	const handlers = Object.entries(SIGNALS).map(([signal, code]) => [
		signal,
		() => process.exit(code),
	]);
	for (const [signal, handler] of handlers) process.on(signal, handler);
	return () => handlers.forEach(([signal, handler]) => process.off(signal, handler));
}

/**
 * Runs a program without showing its output; says every 15 seconds that it is still at it.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & {say?: (line: string) => void, progress?: () => string}} [options] those of
 *   `child_process.spawn`, where signs of life go, and how far it is, which is put into each of them
 * @returns {Promise<string>} what it printed
 * @throws {Error} when it ends with another exit code than 0: the first and last lines that it printed
 */
async function runQuietly(command, args, { say = () => {}, progress = () => '', ...options } = {}) {
	const started = Date.now();
	const child = spawn(command, args, {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: process.platform !== 'win32',
		...options,
	});
	if (os.getPriority() > 0) keepPriority(child);
	const end = () => endGroup(child);
	// Before whatever cleans up: what still runs would write into it again.
	process.prependListener('exit', end);
	const ignoreSignals = exitAtSignals();
	let output = '';
	for (const stream of [child.stdout, child.stderr])
		stream.on('data', (chunk) => (output += chunk));
	const signs = setInterval(
		() => say(`  … ${[duration(Date.now() - started), progress()].filter(Boolean).join(', ')}`),
		SIGN_OF_LIFE_MS,
	);
	try {
		const [code, signal] = await once(child, 'close');
		if (code === 0) return output;
		const lines = output.trim().split('\n');
		const shown =
			lines.length > 2 * SHOWN_LINES
				? [...lines.slice(0, SHOWN_LINES), '…', ...lines.slice(-SHOWN_LINES)]
				: lines;
		throw new Error(
			`${path.basename(command)} ${args.slice(0, 3).join(' ')} ended with ${signal ?? `exit code ${code}`}:\n${shown.join('\n')}`,
		);
	} finally {
		clearInterval(signs);
		ignoreSignals();
		process.off('exit', end);
	}
}

/**
 * The first of some programs that is found where this machine looks for programs.
 * @param {...string} names
 * @returns {string | undefined}
 */
function onPath(...names) {
	const folders = (process.env.PATH ?? '').split(path.delimiter);
	return names
		.flatMap((name) => folders.map((folder) => path.join(folder, name)))
		.find((file) => fs.existsSync(file));
}

/**
 * The command line for npm: the npm that runs us, else the one on the path.
 * @param {string[]} args
 * @returns {[string, string[], import('node:child_process').SpawnOptions]}
 */
function npm(args) {
	if (process.env.npm_execpath?.endsWith('.js'))
		return [process.execPath, [process.env.npm_execpath, ...args], {}];
	const windows = process.platform === 'win32';
	return [windows ? 'npm.cmd' : 'npm', args, { shell: windows }];
}

/**
 * Runs npm quietly.
 * @param {string[]} args
 * @param {Parameters<typeof runQuietly>[2]} [options] as for runQuietly
 */
function npmQuietly(args, options = {}) {
	const [command, all, more] = npm(args);
	return runQuietly(command, all, { ...more, ...options });
}

module.exports = { root, duration, exitAtSignals, run, runQuietly, onPath, npm, npmQuietly };
