// Installs npm packages where they are missing or differ from the lock file. Uses nothing but Node itself.
const fs = require('node:fs');
const path = require('node:path');
const { root, duration, npmQuietly } = require('./run');

/** The packages that a lock file lists, by folder. */
function locked(file) {
	const { packages } = JSON.parse(fs.readFileSync(file, 'utf8'));
	return Object.entries(packages).filter(([folder]) => folder);
}

/**
 * Whether the installed packages are those of the lock file. npm keeps a lock file of its own in node_modules,
 * which says what is really there: this holds after switching branches too, where dates mislead.
 * @param {string} folder
 */
function upToDate(folder) {
	const record = path.join(folder, 'node_modules', '.package-lock.json');
	if (!fs.existsSync(record)) return false;
	const there = new Map(locked(record));
	return locked(path.join(folder, 'package-lock.json')).every(([name, { version, optional }]) =>
		there.has(name) ? there.get(name).version === version : optional,
	);
}

/** Whether a package is one for this machine: many exist once per operating system and processor. */
const fits = ({ os = [process.platform], cpu = [process.arch] }) =>
	os.includes(process.platform) && cpu.includes(process.arch);

/** From which part of an installation on it can be told how long the rest will take. */
const FORESEEABLE = 0.05;

/** How many packages of the lock file are in place, and how long the others will still take: the progress of an installation. */
function progressOf(folder) {
	const started = Date.now();
	const names = locked(path.join(folder, 'package-lock.json'))
		.filter(([, entry]) => fits(entry))
		.map(([name]) => name);
	return () => {
		const there = names.filter((name) =>
			fs.existsSync(path.join(folder, name, 'package.json')),
		).length;
		const part = there / names.length;
		const left = ((Date.now() - started) * (1 - part)) / part;
		return `${there} of ${names.length} packages${part > FORESEEABLE ? `, about ${duration(left)} left` : ''}`;
	};
}

/**
 * Installs what the lock file of a folder lists, and does not change that file.
 * @param {string} folder
 * @param {object} options
 * @param {(line: string) => void} options.say where progress goes
 * @param {string[]} [options.args] more arguments for npm
 * @throws {Error} when npm does not get through: its last lines
 */
async function install(folder, { say, args = [] }) {
	const npm = (...command) =>
		npmQuietly([...command, '--no-fund', '--no-audit', '--loglevel=error', ...args], {
			cwd: folder,
			say,
			progress: progressOf(folder),
		});
	await npm('ci').catch(async (error) => {
		// An npm of another age may read the peers of a lock file in another way, and refuses it then.
		if (!error.message.includes('EUSAGE')) throw error;
		await npm('install', '--no-save');
	});
}

/**
 * Makes sure that the project's own modules are there.
 * @param {(line: string) => void} [say] where progress goes; default: the error output
 */
async function ensureModules(say = (line) => console.error(line)) {
	const modules = path.join(root, 'node_modules');
	// A link leads into another work tree, whose packages are not ours to replace.
	if (fs.lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink() || upToDate(root)) return;
	say(
		"Installing the project's modules (npm ci). This usually takes 20 to 60 seconds and is done once.",
	);
	const started = Date.now();
	await install(root, { say });
	say(`Installed in ${duration(Date.now() - started)}.`);
}

module.exports = { ensureModules, install };
