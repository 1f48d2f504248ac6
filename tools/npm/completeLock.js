// Puts into a lock file the optional packages that the registry did not have when it was written, those of other
// machines mostly: `npm ci` refuses a lock file that lacks one. npm leaves them where they are from then on.
//   node tools/npm/completeLock.js        completes package-lock.json here and in the folders under tools/
//   node tools/npm/completeLock.js --check   only looks: exit code 1 where something is missing
const fs = require('node:fs');
const path = require('node:path');
const { root } = require('./run');

/** The words in a package's name for what npm calls `os` and `cpu`. */
const SYSTEMS = {
	darwin: 'darwin',
	macos: 'darwin',
	linux: 'linux',
	linuxmusl: 'linux',
	win32: 'win32',
	windows: 'win32',
	win: 'win32',
	freebsd: 'freebsd',
	openbsd: 'openbsd',
	netbsd: 'netbsd',
	sunos: 'sunos',
	android: 'android',
	aix: 'aix',
	openharmony: 'openharmony',
};
const PROCESSORS = 'x64 arm64 arm ia32 ppc64 s390x riscv64 loong64 mips64el wasm32'.split(' ');

/** The lock files of the project: its own, and those of the folders under tools/ that are installed on demand. */
const lockFiles = () => [
	path.join(root, 'package-lock.json'),
	...fs
		.readdirSync(path.join(root, 'tools'), { recursive: true, encoding: 'utf8' })
		.filter((file) => path.basename(file) === 'package-lock.json')
		.sort()
		.map((file) => path.join(root, 'tools', file)),
];

/** For which machines a package is, by its name: `@msgpackr-extract/msgpackr-extract-darwin-arm64`. */
function machineOf(name) {
	const words = name.split(/[/-]/);
	const system = words.map((word) => SYSTEMS[word]).find(Boolean);
	const processor = words.find((word) => PROCESSORS.includes(word));
	return { ...(processor && { cpu: [processor] }), ...(system && { os: [system] }) };
}

/** Where Node would find a package from a folder of the lock file; undefined where it would not. */
function placeOf(packages, from, name) {
	for (
		let folder = from;
		;
		folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))
	) {
		const place = `${folder ? `${folder}/` : ''}node_modules/${name}`;
		if (packages[place]) return place;
		if (folder === '') return undefined;
	}
}

/**
 * The optional packages that a lock file mentions and does not have.
 * @param {{packages: Record<string, any>}} lock
 * @returns {Record<string, any>} their entries, by folder
 */
function missingFrom({ packages }) {
	const missing = {};
	for (const [folder, entry] of Object.entries(packages)) {
		const { dev, optionalDependencies = {} } = entry;
		for (const [name, range] of Object.entries(optionalDependencies)) {
			if (placeOf(packages, folder, name)) continue;
			missing[`node_modules/${name}`] = {
				version: range.replace(/^[~^]|^>=/, ''),
				...machineOf(name),
				...(dev && { dev }),
				optional: true,
			};
		}
	}
	return missing;
}

/** @param {{packages: Record<string, any>}} lock @returns the same with what was missing, in npm's order */
function complete(lock) {
	const packages = { ...lock.packages, ...missingFrom(lock) };
	const names = Object.keys(packages).sort((a, b) => a.localeCompare(b, 'en'));
	return { ...lock, packages: Object.fromEntries(names.map((name) => [name, packages[name]])) };
}

module.exports = { complete, lockFiles, missingFrom, placeOf };

if (require.main === module) {
	const check = process.argv.includes('--check');
	for (const file of lockFiles()) {
		const lock = JSON.parse(fs.readFileSync(file, 'utf8'));
		const missing = Object.keys(missingFrom(lock));
		console.log(
			`${path.relative(root, file)}: ${missing.length} optional packages ${check ? 'are missing' : 'added'}`,
		);
		if (check && missing.length) process.exitCode = 1;
		if (!check && missing.length)
			fs.writeFileSync(file, `${JSON.stringify(complete(lock), null, 2)}\n`);
	}
}
