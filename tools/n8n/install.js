// Installs a pinned n8n, and the Node that it runs on, into a cache outside the work tree.
// Called by start.js; by hand: node tools/n8n/install.js [VERSION]
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { setTimeout: wait } = require('node:timers/promises');
const { install } = require('../npm/modules');
const { duration, npmQuietly, runQuietly } = require('../npm/run');

/** The n8n that demo and tests run. */
const VERSION = require('./package.json').dependencies.n8n;
/** The oldest Node that every pinned n8n runs on. */
const NODE_MAJOR = 24;
/** How often to look whether another process has finished installing, in milliseconds. */
const LOOK_AGAIN_MS = 1_000;

/** The package that holds a Node for this machine; it is one of the optional dependencies where it exists. */
const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/** The folder that pins a version: this one, or one of those for `npm run test:versions`. */
const pinFolder = (version) =>
	version === VERSION ? __dirname : path.join(__dirname, 'versions', version);

/** The versions that can be installed, oldest first. */
const versions = () => [
	...fs
		.readdirSync(path.join(__dirname, 'versions'))
		.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })),
	VERSION,
];

/** The folder of the installation: another lock file or machine gives another folder. */
function cacheFolder(version) {
	const lockFile = path.join(pinFolder(version), 'package-lock.json');
	const hash = createHash('sha256').update(fs.readFileSync(lockFile)).digest('hex').slice(0, 12);
	const caches = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
	return path.join(
		caches,
		'n8n-nodes-heygen-video',
		`n8n-${version}-${process.platform}-${process.arch}-${hash}`,
	);
}

/**
 * The Node to run n8n with: the pinned one; on a machine for which there is none, the one that runs us, if new enough.
 * @param {string} folder the installation
 * @returns {{node: string, nodedir?: string}} the program, and the folder with the headers that addons are built with
 * @throws {Error} where there is neither
 */
function nodeIn(folder) {
	const { optionalDependencies } = require('./package.json');
	if (nodePackage in optionalDependencies) {
		const nodedir = path.join(folder, 'node_modules', nodePackage);
		return {
			nodedir,
			node: path.join(nodedir, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
		};
	}
	if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) {
		const nodedir = path.resolve(process.execPath, '..', '..');
		return {
			node: process.execPath,
			nodedir: fs.existsSync(path.join(nodedir, 'include', 'node', 'node.h')) ? nodedir : undefined,
		};
	}
	throw new Error(
		`n8n needs Node ${NODE_MAJOR}, which npm does not have for ${process.platform} on ${process.arch}. Install Node ${NODE_MAJOR} or newer and start again (this is ${process.version})`,
	);
}

/**
 * The environment in which the installed n8n's programs run: its Node first on the path.
 * @param {{node: string, nodedir?: string}} runtime
 */
function environment({ node, nodedir }) {
	const env = { ...process.env, PATH: path.dirname(node) + path.delimiter + process.env.PATH };
	// Whatever headers npm is set to, those of the Node that runs n8n are the right ones; none = npm fetches them.
	for (const name of Object.keys(env)) if (/^npm_config_nodedir$/i.test(name)) delete env[name];
	return nodedir ? { ...env, npm_config_nodedir: nodedir } : env;
}

/** Whether the process that wrote its id into a file is still there. */
function isHeld(file) {
	try {
		process.kill(Number(fs.readFileSync(file, 'utf8')), 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}

/** Takes the installation's lock, waiting for another process that has it. Returns the function that gives it back. */
async function lock(file, say) {
	for (let said = false; ; said = true) {
		try {
			fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
			return () => fs.rmSync(file, { force: true });
		} catch (error) {
			if (error.code !== 'EEXIST') throw error;
		}
		if (!isHeld(file)) fs.rmSync(file, { force: true });
		else {
			if (!said) say('Another process is installing n8n. Waiting for it.');
			await wait(LOOK_AGAIN_MS);
		}
	}
}

/**
 * Asks npm for n8n's version once, impatiently: where npm is out of reach, its own patience would take many minutes.
 * @throws {Error} when npm cannot get at n8n: why
 */
async function askForN8n(version) {
	await npmQuietly([
		'view',
		`n8n@${version}`,
		'version',
		'--loglevel=error',
		'--fetch-retries=1',
		'--fetch-retry-mintimeout=1000',
		'--fetch-retry-maxtimeout=1000',
	]);
}

/** All the steps, in a folder of its own that becomes the installation only when they are done. */
async function installInto(folder, version, say) {
	const runtime = nodeIn(folder);
	const env = environment(runtime);
	fs.mkdirSync(folder, { recursive: true });
	for (const file of ['package.json', 'package-lock.json'])
		fs.copyFileSync(path.join(pinFolder(version), file), path.join(folder, file));
	// No install scripts: several build or fetch what n8n does not need. SQLite is the one that it does.
	await install(folder, { say, args: ['--ignore-scripts', '--omit-lockfile-registry-resolved'] });
	say('Building SQLite for n8n. This usually takes 1 to 2 minutes.');
	await npmQuietly(['rebuild', 'sqlite3', '--ignore-scripts=false'], { cwd: folder, env, say });
	await runQuietly(runtime.node, ['-e', 'require("sqlite3")'], { cwd: folder, env });
}

/**
 * Makes sure that a pinned n8n is installed.
 * @param {(line: string) => void} [say] where progress goes; default: the error output
 * @param {string} [version] one of `versions()`; default: the one that demo and tests run
 * @returns {Promise<{node: string, n8n: string, env: NodeJS.ProcessEnv, version: string, settings: Record<string, string>}>}
 *   the Node to run it with, n8n's start script, the environment for both, n8n's version, and the settings that it needs there
 * @throws {Error} when it cannot be installed: why
 */
async function installN8n(say = (line) => console.error(line), version = VERSION) {
	if (!versions().includes(version))
		throw new Error(
			`n8n ${version} is not pinned here. The pinned ones are ${versions().join(', ')}`,
		);
	const folder = cacheFolder(version);
	const result = () => {
		const runtime = nodeIn(folder);
		return {
			node: runtime.node,
			n8n: path.join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
			env: environment(runtime),
			version,
			settings: require(path.join(pinFolder(version), 'package.json')).settings ?? {},
		};
	};
	if (fs.existsSync(folder)) return result();

	nodeIn(folder);
	const partial = `${folder}.partial`;
	fs.mkdirSync(path.dirname(folder), { recursive: true });
	const unlock = await lock(`${folder}.lock`, say);
	try {
		if (fs.existsSync(folder)) return result();
		await askForN8n(version);
		say(
			`Installing n8n ${version} into ${path.dirname(folder)}. This usually takes 3 to 8 minutes, needs 3 GB and is done once.`,
		);
		const started = Date.now();
		fs.rmSync(partial, { recursive: true, force: true });
		await installInto(partial, version, say);
		fs.renameSync(partial, folder);
		say(`Installed n8n in ${duration(Date.now() - started)}.`);
		return result();
	} finally {
		unlock();
	}
}

module.exports = { installN8n, versions };

if (require.main === module) {
	installN8n(undefined, process.argv[2]).then(
		({ n8n }) => console.log(n8n),
		(error) => {
			console.error(error.message);
			process.exit(1);
		},
	);
}
