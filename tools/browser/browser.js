// The browser of the tests in n8n's editor: the one that this machine has, else a Chromium out of an npm package, pinned by
// the lock file of this folder and unpacked into the cache outside the work tree.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { pipeline } = require('node:stream/promises');
const { createBrotliDecompress } = require('node:zlib');
const { install } = require('../npm/modules');
const { installOnDemand } = require('../npm/onDemand');
const { onPath, runQuietly } = require('../npm/run');

/** What a Chromium or Chrome is called where programs are found by name. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** Where it is on other operating systems. */
const PLACES = {
	darwin: [
		'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
		'/Applications/Chromium.app/Contents/MacOS/Chromium',
	],
	win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].map((variable) =>
		path.join(process.env[variable] ?? '', 'Google', 'Chrome', 'Application', 'chrome.exe'),
	),
};
const INSTALL = {
	linux: 'Install one (Debian, Ubuntu: apt-get install chromium)',
	darwin: 'Install Google Chrome',
	win32: 'Install Google Chrome',
}[process.platform];

/** The archives of the npm package: what is in each, and the folder that it goes into. */
const ARCHIVES = { al2023: 'libraries', fonts: 'fonts', swiftshader: 'program' };

/** Unpacks one file of the npm package, which are all compressed by Brotli. */
async function unpack(from, to) {
	await pipeline(
		fs.createReadStream(from),
		createBrotliDecompress(),
		fs.createWriteStream(to, { mode: 0o755 }),
	);
}

/** Installs the npm package and unpacks its parts beside each other. */
async function installInto(folder, say) {
	await install(folder, { say });
	const modules = path.join(folder, 'node_modules');
	const parts = path.join(modules, '@sparticuz', 'chromium', 'bin');
	for (const [archive, name] of Object.entries(ARCHIVES)) {
		const [into, tar] = [path.join(folder, name), path.join(folder, `${archive}.tar`)];
		fs.mkdirSync(into, { recursive: true });
		await unpack(path.join(parts, `${archive}.tar.br`), tar);
		await runQuietly('tar', ['-xf', tar, '-C', into]);
		fs.rmSync(tar);
	}
	await unpack(path.join(parts, 'chromium.br'), path.join(folder, 'program', 'chromium'));
	fs.rmSync(modules, { recursive: true });
}

/** The Chromium of the npm package, installed if need be. Libraries and fonts come along where the system has none of its own. */
async function ownBrowser(say) {
	const folder = await installOnDemand({
		pinned: __dirname,
		name: `chromium-${require('./package.json').dependencies['@sparticuz/chromium']}`,
		title: 'a Chromium',
		usually: '10 to 60 seconds, needs 230 MB',
		say,
		into: (partial) => installInto(partial, say),
	});
	const executablePath = path.join(folder, 'program', 'chromium');
	const env = { FONTCONFIG_PATH: path.join(folder, 'fonts') };
	const { stdout } = spawnSync('ldd', [executablePath], { encoding: 'utf8' });
	if (!stdout || /not found/.test(stdout))
		env.LD_LIBRARY_PATH = [path.join(folder, 'libraries', 'lib'), process.env.LD_LIBRARY_PATH]
			.filter(Boolean)
			.join(':');
	if (fs.existsSync('/etc/fonts/fonts.conf')) delete env.FONTCONFIG_PATH;
	return { executablePath, env };
}

/**
 * The browser to use: the one that the environment variable CHROMIUM names, the machine's own, or (Linux on x64) one that is installed.
 * @param {(line: string) => void} [say] where progress goes; default: the error output
 * @returns {Promise<{executablePath: string, env: Record<string, string>}>} its program, and what it needs in its environment
 * @throws {Error} where there is none: how to get one
 */
async function findBrowser(say = (line) => console.error(line)) {
	const named = process.env.CHROMIUM;
	if (named) return { executablePath: named, env: {} };
	const there =
		onPath(...NAMES) ?? (PLACES[process.platform] ?? []).find((file) => fs.existsSync(file));
	if (there) return { executablePath: there, env: {} };
	const missing = `n8n's editor is looked at in Chromium or Chrome, and there is none on this machine. ${INSTALL ?? 'Install one'}, or name its program in the environment variable CHROMIUM`;
	if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error(missing);
	return await ownBrowser(say).catch((error) => {
		throw new Error(`${missing}. The one out of npm could not be had: ${error.message}`);
	});
}

module.exports = { findBrowser };
