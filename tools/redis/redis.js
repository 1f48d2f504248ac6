// The Redis of the tests of queue mode: the one that is named or runs on this machine, else one that is started here from an
// installed program. Where there is none, Debian's and Ubuntu's is unpacked into the cache, without root and without
// installing anything; npm has none to bring along.
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { leash } = require('../npm/leash');
const { installOnDemand } = require('../npm/onDemand');
const { onPath, runQuietly } = require('../npm/run');
const { until } = require('../npm/until');

const HOST = '127.0.0.1';
/** How long Redis may take to start, and to answer, in milliseconds. */
const LIMIT_MS = 30_000;
const PACKAGES = ['redis-server', 'redis-tools'];

/** Whether a Redis answers at an address. */
async function answers(url) {
	const { hostname, port, password } = new URL(url);
	const socket = net.connect(Number(port) || 6379, hostname);
	socket.setTimeout(LIMIT_MS, () => socket.destroy());
	try {
		await once(socket, 'connect');
		socket.write(`${password ? `AUTH ${decodeURIComponent(password)}\r\n` : ''}PING\r\n`);
		const [answer] = await once(socket, 'data');
		return /^[+-]/.test(String(answer));
	} catch {
		return false; // nobody listens there
	} finally {
		socket.destroy();
	}
}

/** apt's settings for lists and files of our own: it changes nothing of the system then, and needs no root. */
const apt = (folder) =>
	Object.entries({
		'Debug::NoLocking': 1,
		'Dir::State::lists': `${folder}/lists`,
		'Dir::Cache': `${folder}/cache`,
		'Dir::Log': folder,
		'APT::Sandbox::User': '',
		'Acquire::Languages': 'none',
	}).flatMap(([name, value]) => ['-o', `${name}=${value}`]);

/** Fetches Redis and what it needs from where this machine has its packages, and unpacks them into a folder. */
async function unpackInto(folder) {
	const scratch = path.join(folder, 'apt');
	const archives = path.join(scratch, 'cache', 'archives');
	for (const one of [path.join(scratch, 'lists'), archives])
		fs.mkdirSync(path.join(one, 'partial'), { recursive: true });
	await runQuietly('apt-get', [...apt(scratch), '-q', 'update']);
	await runQuietly('apt-get', [
		...apt(scratch),
		...['-q', '-y', '--no-install-recommends', '--download-only', '--reinstall', 'install'],
		...PACKAGES,
	]);
	for (const file of fs.readdirSync(archives).filter((name) => name.endsWith('.deb')))
		await runQuietly('dpkg-deb', ['-x', path.join(archives, file), folder]);
	fs.rmSync(scratch, { recursive: true });
}

/** The Redis of this machine's packages, and the folders of the libraries that came along. */
async function unpacked(say) {
	const { ID, VERSION_ID } = Object.fromEntries(
		[...fs.readFileSync('/etc/os-release', 'utf8').matchAll(/^(\w+)="?([^"\n]*)"?$/gm)].map(
			([, name, value]) => [name, value],
		),
	);
	const folder = await installOnDemand({
		name: `redis-${ID}-${VERSION_ID}`,
		title: 'a Redis',
		usually: '10 to 30 seconds, needs 10 MB',
		say,
		into: unpackInto,
	});
	const libraries = fs
		.readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((file) => /\.so(\.|$)/.test(file))
		.map((file) => path.join(folder, path.dirname(file)));
	return {
		program: path.join(folder, 'usr', 'bin', 'redis-server'),
		env: { LD_LIBRARY_PATH: [...new Set(libraries)].join(':') },
	};
}

/** Starts a Redis that only this machine's programs reach. It ends with `stop`, and with this process, however that ends. */
async function startRedis(port, say) {
	const installed = onPath('redis-server', 'valkey-server');
	const { program, env } = installed ? { program: installed, env: {} } : await unpacked(say);
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'redis-'));
	const server = spawn(
		program,
		['--port', String(port), '--bind', HOST, '--dir', folder, '--save', '', '--appendonly', 'no'],
		{ env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
	);
	let log = '';
	for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk) => (log += chunk));
	const letGo = leash(server, folder);
	const stop = async () => {
		letGo();
		const ended = server.exitCode === null && server.signalCode === null && once(server, 'exit');
		server.kill('SIGKILL');
		await ended;
		fs.rmSync(folder, { recursive: true, force: true });
	};
	const url = `redis://${HOST}:${port}/0`;
	let end;
	server.once('error', (error) => (end = error.message));
	server.once('exit', (code) => (end = `it ended with exit code ${code}`));
	try {
		await until(`Redis answers at ${url}`, async () => end || (await answers(url)), LIMIT_MS);
		if (end) throw new Error(`${end}: ${log.trim()}`);
	} catch (error) {
		await stop();
		throw error;
	}
	return { url, stop };
}

/**
 * The Redis to use.
 * @param {() => Promise<number>} freePort
 * @param {(line: string) => void} [say] where progress goes; default: the error output
 * @returns {Promise<{url: string, stop(): Promise<void>}>}
 * @throws {Error} where there is none, and none can be had: how to get one
 */
async function findRedis(freePort, say = (line) => console.error(line)) {
	const { TEST_REDIS_URL, TEST_REDIS_PORT = '6379' } = process.env;
	const url = TEST_REDIS_URL ?? `redis://${HOST}:${TEST_REDIS_PORT}/0`;
	if (await answers(url)) return { url, stop: async () => {} };
	const missing = `The tests of queue mode need Redis at ${url} (or at TEST_REDIS_URL), and nobody answers there`;
	if (TEST_REDIS_URL) throw new Error(missing);
	return await startRedis(await freePort(), say).catch(({ message }) => {
		throw new Error(
			`${missing}. Install and start it (Debian, Ubuntu: apt-get install redis-server). None could be started here: ${message}`,
		);
	});
}

module.exports = { findRedis };
