// Ends a program that a test has started, and removes its folder, when the test's process is gone, however that ended: killed processes run no exit handlers.
const { spawn } = require('node:child_process');

/** Reads what nobody writes: the system closes the pipe with the process that holds its other end. */
const WATCHER = `process.stdin.on('end', () => {
	const [pid, folder] = process.argv.slice(1);
	try { process.kill(Number(pid), 'SIGKILL'); } catch {}
	require('node:fs').rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
}).resume()`;

/**
 * @param {import('node:child_process').ChildProcess} server
 * @param {string} folder what it keeps its data in
 * @returns {() => void} lets go: the program has ended in another way
 */
function leash(server, folder) {
	const watcher = spawn(process.execPath, ['-e', WATCHER, String(server.pid), folder], {
		// Its own group, so that Ctrl-C does not reach it before its work is done.
		detached: true,
		stdio: ['pipe', 'ignore', 'ignore'],
	});
	watcher.on('error', () => {});
	watcher.unref();
	/** @type {import('node:net').Socket} */ (watcher.stdin).unref();
	return () => void watcher.kill('SIGKILL');
}

module.exports = { leash };
