// Installs a pinned n8n, and the Node that it runs on, into a cache outside the work tree.
// Called by start.js; by hand: node tools/n8n/install.js [VERSION]
const fs = require('node:fs');
const path = require('node:path');
const { writePart } = require('../npm/lockPart');
const { install } = require('../npm/modules');
const { cacheFolder, installOnDemand } = require('../npm/onDemand');
const { npmQuietly, runQuietly } = require('../npm/run');

/** The n8n that demo and tests run. */
const VERSION = require('./package.json').dependencies.n8n;
/** The oldest Node that every pinned n8n runs on. */
const NODE_MAJOR = 24;

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

/** An installation's name in the cache. */
const nameOf = (version) => `n8n-${version}`;

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

/** Installs what building SQLite needs into a folder of its own. */
async function prepareSqlite(folder, say) {
	const lock = JSON.parse(fs.readFileSync(path.join(folder, '..', 'package-lock.json'), 'utf8'));
	const names = ['sqlite3', nodePackage].filter((name) => lock.packages[`node_modules/${name}`]);
	writePart(folder, lock, names);
	await install(folder, { say });
}

/** Builds SQLite there: optimised a little less than usual, which takes half the time (-O1 in place of -O3). */
async function buildSqlite(folder) {
	const CFLAGS = [process.env.CFLAGS, '-O1'].filter(Boolean).join(' ');
	const env = { ...environment(nodeIn(folder)), CFLAGS };
	await npmQuietly(['rebuild', 'sqlite3', '--ignore-scripts=false'], { cwd: folder, env });
}

/** All the steps: npm unpacks n8n's packages while the compiler builds SQLite, the one that needs it. */
async function installInto(folder, say) {
	// No install scripts: several build or fetch what n8n does not need. SQLite's is the one that it does.
	const apart = path.join(folder, 'sqlite');
	await prepareSqlite(apart, say);
	await Promise.all([buildSqlite(apart), install(folder, { say })]);
	const built = (at) => path.join(at, 'node_modules', 'sqlite3', 'build');
	fs.rmSync(built(folder), { recursive: true, force: true });
	fs.renameSync(built(apart), built(folder));
	fs.rmSync(apart, { recursive: true });
	const runtime = nodeIn(folder);
	await runQuietly(runtime.node, ['-e', 'require("sqlite3")'], {
		cwd: folder,
		env: environment(runtime),
	});
}

/** Whether the n8n that demo and tests run is installed. */
const isInstalled = () => fs.existsSync(cacheFolder(__dirname, nameOf(VERSION)));

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
	// Said before anything is fetched for nothing.
	nodeIn('');
	const folder = await installOnDemand({
		pinned: pinFolder(version),
		name: nameOf(version),
		title: `n8n ${version}`,
		usually: '3 to 5 minutes, needs 3 GB',
		say,
		async into(partial) {
			await askForN8n(version);
			await installInto(partial, say);
		},
	});
	const runtime = nodeIn(folder);
	return {
		node: runtime.node,
		n8n: path.join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
		env: environment(runtime),
		version,
		settings: require(path.join(pinFolder(version), 'package.json')).settings ?? {},
	};
}

module.exports = { installN8n, isInstalled, versions };

if (require.main === module) {
	installN8n(undefined, process.argv[2]).then(
		({ n8n }) => console.log(n8n),
		(error) => {
			console.error(error.message);
			process.exit(1);
		},
	);
}
