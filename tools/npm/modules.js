// Installs npm packages where they are missing or differ from the lock file. Uses nothing but Node itself.
const fs = require('node:fs');
const path = require('node:path');
const { partOf, writePart } = require('./lockPart');
const { root, duration, exitAtSignals, npmQuietly } = require('./run');

/** Where packages come from: npm puts the registry that it is set to in the place of this one. */
const REGISTRY = 'https://registry.npmjs.org';
/** What npm says where a registry keeps its packages at other addresses. */
const NOT_THERE = /E404|E405/;

const lockOf = (folder) =>
	JSON.parse(fs.readFileSync(path.join(folder, 'package-lock.json'), 'utf8'));

/** The packages that a lock file lists, by folder. */
const locked = ({ packages }) => Object.entries(packages).filter(([folder]) => folder);

/**
 * Whether the project's packages are those of a lock file. npm keeps a lock file of its own in node_modules,
 * which says what is really there: this holds after switching branches too, where dates mislead.
 */
function upToDate(lock) {
	const record = path.join(root, 'node_modules', '.package-lock.json');
	if (!fs.existsSync(record)) return false;
	const there = new Map(locked(JSON.parse(fs.readFileSync(record, 'utf8'))));
	return locked(lock).every(([name, { version, optional }]) =>
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
	const names = locked(lockOf(folder))
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
 * Says in a lock file where each package is. Else npm reads all that the registry knows of each before it fetches it, which
 * takes a third of the whole time.
 */
function withAddresses(lock) {
	const packages = Object.fromEntries(
		Object.entries(lock.packages).map(([folder, entry]) => {
			const name = entry.name ?? folder.split('node_modules/').at(-1);
			const file = `${name.split('/').at(-1)}-${entry.version}.tgz`;
			return [folder, folder ? { resolved: `${REGISTRY}/${name}/-/${file}`, ...entry } : entry];
		}),
	);
	return { ...lock, packages };
}

/**
 * Installs what the lock file of a folder lists. The folder's files are a copy, of which npm may do with what it likes.
 * @param {string} folder
 * @param {object} options
 * @param {(line: string) => void} options.say where progress goes
 * @throws {Error} when npm does not get through: its last lines
 */
async function install(folder, { say }) {
	const npm = (...command) =>
		npmQuietly(
			[
				...command,
				// Several packages build or fetch what nobody here needs.
				...['--ignore-scripts', '--omit-lockfile-registry-resolved'],
				...['--no-fund', '--no-audit', '--loglevel=error'],
			],
			{ cwd: folder, say, progress: progressOf(folder) },
		);
	const file = path.join(folder, 'package-lock.json');
	const lock = lockOf(folder);
	fs.writeFileSync(file, JSON.stringify(withAddresses(lock)));
	await npm('ci')
		.catch(async (error) => {
			if (!NOT_THERE.test(error.message)) throw error;
			fs.writeFileSync(file, JSON.stringify(lock));
			await npm('ci');
		})
		.catch(async (error) => {
			// An npm of another age may read the peers of a lock file in another way, and refuses it then.
			if (!error.message.includes('EUSAGE')) throw error;
			await npm('install', '--no-save');
		});
}

/** Installs beside the project and moves it in at once, so that whatever ends this process leaves nothing half done. */
async function installInto(modules, prepare, say) {
	const folder = path.join(root, '.cache', 'modules');
	const clean = () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	process.once('exit', clean);
	const ignoreSignals = exitAtSignals();
	try {
		clean();
		fs.mkdirSync(folder, { recursive: true });
		prepare(folder);
		await install(folder, { say });
		fs.rmSync(modules, { recursive: true, force: true, maxRetries: 5 });
		fs.renameSync(path.join(folder, 'node_modules'), modules);
	} finally {
		clean();
		process.off('exit', clean);
		ignoreSignals();
	}
}

/**
 * Makes sure that the project's own modules are there.
 * @param {(line: string) => void} [say] where progress goes; default: the error output
 * @param {string[]} [enough] the modules that are needed now, where nothing is installed yet; default: all
 */
async function ensureModules(say = (line) => console.error(line), enough) {
	const modules = path.join(root, 'node_modules');
	const there = fs.lstatSync(modules, { throwIfNoEntry: false });
	// A link leads into another work tree, whose packages are not ours to replace.
	if (there?.isSymbolicLink()) return;
	const lock = lockOf(root);
	if (upToDate(lock)) return;
	if (there && enough && upToDate(partOf(lock, enough))) return;
	const part = there ? undefined : enough;
	const what = part ? 'the modules that this needs' : "the project's modules";
	say(`Installing ${what}. This usually takes 20 to 60 seconds and is done once.`);
	const started = Date.now();
	await installInto(
		modules,
		(folder) => {
			if (part) return writePart(folder, lock, part);
			for (const file of ['package.json', 'package-lock.json'])
				fs.copyFileSync(path.join(root, file), path.join(folder, file));
		},
		say,
	);
	say(`Installed in ${duration(Date.now() - started)}.`);
}

module.exports = { ensureModules, install };
