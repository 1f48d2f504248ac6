// What is installed before the demo's first videos is all that the demo loads, and a part of a lock file is a whole one.
const fs = require('node:fs');
const { builtinModules } = require('node:module');
const path = require('node:path');
const ts = require('typescript');
const { MODULES } = require('../../tools/demo');
const { missingFrom, placeOf } = require('../../tools/npm/completeLock');
const { partOf } = require('../../tools/npm/lockPart');
const lock = require('../../package-lock.json');

const root = path.join(__dirname, '..', '..');

/** The modules that a file of ours loads, and the files of ours that it loads, and so on. */
function modulesOf(file, seen = new Set()) {
	if (seen.has(file)) return new Set();
	seen.add(file);
	const modules = new Set();
	const { importedFiles } = ts.preProcessFile(fs.readFileSync(file, 'utf8'), true, true);
	for (const { fileName } of importedFiles) {
		if (fileName.startsWith('.')) {
			const next = require.resolve(path.resolve(path.dirname(file), fileName));
			if (next.endsWith('.js')) for (const one of modulesOf(next, seen)) modules.add(one);
		} else if (!fileName.startsWith('node:') && !builtinModules.includes(fileName))
			modules.add(fileName);
	}
	return modules;
}

test('the demo installs what it loads, and what builds the package', () => {
	const needed = [...modulesOf(path.join(root, 'tools', 'demo.js'))];
	expect(needed).toEqual(expect.arrayContaining(['esbuild', 'n8n-core', 'fastify']));
	expect([...MODULES].sort()).toEqual([...new Set([...needed, 'gulp'])].sort());
});

test('a part of the lock file has all that its packages need, and less than half of the whole', () => {
	const { dependencies, packages } = partOf(lock, MODULES);
	expect(Object.keys(dependencies)).toEqual(MODULES);
	expect(missingFrom({ packages })).toEqual({});
	for (const [folder, entry] of Object.entries(packages))
		for (const name of Object.keys({ ...entry.dependencies }))
			expect([folder, name, placeOf(packages, folder, name)]).toEqual([
				folder,
				name,
				placeOf(lock.packages, folder, name),
			]);
	expect(Object.keys(packages).length).toBeLessThan(Object.keys(lock.packages).length / 1.5);
});
