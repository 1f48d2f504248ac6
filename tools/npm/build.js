// Builds dist/ when what it is made from has changed since the last build. Types are checked by `npm run build` and `npm run lint`.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { root, duration, runQuietly } = require('./run');

/** What dist/ is made from. */
const SOURCES = ['package.json', 'gulpfile.js', 'tsconfig.json', 'credentials', 'icons', 'nodes'];
/** Remembers what the present dist/ was made from. */
const RECORD = path.join(root, '.cache', 'built-from');

/** All files of a file or folder, sorted. */
function filesOf(entry) {
	const at = path.join(root, entry);
	if (!fs.existsSync(at)) return [];
	if (!fs.statSync(at).isDirectory()) return [entry];
	return fs
		.readdirSync(at)
		.sort()
		.flatMap((name) => filesOf(path.join(entry, name)));
}

/** A hash over the sources and over the names in dist/, so that a dist/ that somebody emptied is made again. */
function fingerprint() {
	const hash = createHash('sha256');
	for (const file of SOURCES.flatMap(filesOf))
		hash.update(file).update(fs.readFileSync(path.join(root, file)));
	return hash.update(filesOf('dist').join()).digest('hex');
}

/**
 * Builds the package if need be.
 * @param {(line: string) => void} [say] where progress goes; default: the error output
 * @throws {Error} when it does not build: what the compiler said
 */
async function ensureBuilt(say = (line) => console.error(line)) {
	if (fs.existsSync(RECORD) && fs.readFileSync(RECORD, 'utf8') === fingerprint()) return;
	say('Building the package. This usually takes 1 to 3 seconds.');
	const started = Date.now();
	await runQuietly(
		process.execPath,
		[path.join(root, 'node_modules', 'gulp', 'bin', 'gulp.js'), 'transpile'],
		{ say },
	);
	fs.mkdirSync(path.dirname(RECORD), { recursive: true });
	fs.writeFileSync(RECORD, fingerprint());
	say(`Built in ${duration(Date.now() - started)}.`);
}

module.exports = { ensureBuilt, filesOf };
