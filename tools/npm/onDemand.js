// Installs what is not a module of the project, on demand and once: the packages that a folder's lock file pins go into
// a cache outside the work tree, in a folder named after that lock file. Two processes at once wait for each other.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { setTimeout: wait } = require('node:timers/promises');
const { duration, exitAtSignals } = require('./run');

/** How often to look whether another process has finished installing, in milliseconds. */
const LOOK_AGAIN_MS = 1_000;

/**
 * Where an installation is or will be: another lock file or machine gives another folder.
 * @param {string | undefined} pinned the folder with package.json and package-lock.json, where npm installs it
 * @param {string} name what it is, for the folder's name
 */
function cacheFolder(pinned, name) {
	const lockFile = pinned && fs.readFileSync(path.join(pinned, 'package-lock.json'));
	const hash = lockFile && createHash('sha256').update(lockFile).digest('hex').slice(0, 12);
	const caches = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
	return path.join(
		caches,
		'n8n-nodes-heygen-video',
		[name, process.platform, process.arch, hash].filter(Boolean).join('-'),
	);
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
async function lock(file, title, say) {
	for (let said = false; ; said = true) {
		try {
			fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
			const release = () => fs.rmSync(file, { force: true });
			process.once('exit', release);
			return () => {
				process.off('exit', release);
				release();
			};
		} catch (error) {
			if (error.code !== 'EEXIST') throw error;
		}
		if (!isHeld(file)) fs.rmSync(file, { force: true });
		else {
			if (!said) say(`Another process is installing ${title}. Waiting for it.`);
			await wait(LOOK_AGAIN_MS);
		}
	}
}

/**
 * Makes sure that something is installed.
 * @param {object} options
 * @param {string} [options.pinned] the folder with package.json and package-lock.json, where npm installs it
 * @param {string} options.name its name in the cache
 * @param {string} options.title its name in sentences
 * @param {string} options.usually how long it takes and what room it needs
 * @param {(line: string) => void} options.say where progress goes
 * @param {(folder: string) => Promise<void>} options.into installs it: the folder has the files of `pinned` by then, and
 *   becomes the installation when this is done
 * @returns {Promise<string>} the folder
 * @throws {Error} when it cannot be installed: why
 */
async function installOnDemand({ pinned, name, title, usually, say, into }) {
	const folder = cacheFolder(pinned, name);
	if (fs.existsSync(folder)) return folder;
	const partial = `${folder}.partial`;
	fs.mkdirSync(path.dirname(folder), { recursive: true });
	const unlock = await lock(`${folder}.lock`, title, say);
	// Whatever ends this process in between leaves nothing half done behind.
	const clean = () => fs.rmSync(partial, { recursive: true, force: true, maxRetries: 5 });
	process.once('exit', clean);
	const ignoreSignals = exitAtSignals();
	try {
		if (fs.existsSync(folder)) return folder;
		say(
			`Installing ${title} into ${path.dirname(folder)}. This usually takes ${usually} and is done once.`,
		);
		const started = Date.now();
		clean();
		fs.mkdirSync(partial, { recursive: true });
		for (const file of pinned ? ['package.json', 'package-lock.json'] : [])
			fs.copyFileSync(path.join(pinned, file), path.join(partial, file));
		await into(partial);
		fs.renameSync(partial, folder);
		say(`Installed ${title} in ${duration(Date.now() - started)}.`);
		return folder;
	} finally {
		clean();
		process.off('exit', clean);
		ignoreSignals();
		unlock();
	}
}

module.exports = { cacheFolder, installOnDemand };
