// A part of a lock file: some of its packages and all that they need, to be installed apart from the others.
const fs = require('node:fs');
const path = require('node:path');
const { placeOf } = require('./completeLock');

/**
 * @param {{packages: Record<string, any>}} lock
 * @param {string[]} names of packages that stand at its top
 * @returns {{dependencies: Record<string, string>, packages: Record<string, any>}} what a package.json asks for then, and a lock file lists
 */
function partOf({ packages }, names) {
	const part = {};
	const add = (from, name) => {
		const place = placeOf(packages, from, name);
		if (!place || part[place]) return;
		part[place] = packages[place];
		const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } =
			packages[place];
		for (const one of Object.keys({ ...dependencies, ...optionalDependencies })) add(place, one);
		for (const one of Object.keys(peerDependencies ?? {}))
			if (!peerDependenciesMeta?.[one]?.optional) add(place, one);
	};
	for (const name of names) add('', name);
	const dependencies = Object.fromEntries(
		names.map((name) => [name, packages[`node_modules/${name}`].version]),
	);
	return { dependencies, packages: { '': { dependencies }, ...part } };
}

/** Puts the two files of a part into a folder, for npm. */
function writePart(folder, lock, names) {
	const { dependencies, packages } = partOf(lock, names);
	const write = (file, value) =>
		fs.writeFileSync(path.join(folder, file), JSON.stringify(value, null, 2));
	fs.mkdirSync(folder, { recursive: true });
	write('package.json', { name: 'part', private: true, dependencies });
	write('package-lock.json', { name: 'part', lockfileVersion: 3, requires: true, packages });
}

module.exports = { partOf, writePart };
