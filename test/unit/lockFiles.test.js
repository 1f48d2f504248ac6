// The lock files: `npm ci` takes them on every machine, and they name no registry.
const fs = require('node:fs');
const path = require('node:path');
const { complete, lockFiles, missingFrom } = require('../../tools/npm/completeLock');

const root = path.join(__dirname, '..', '..');
const files = lockFiles().map((file) => [path.relative(root, file), file]);
const read = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));

test.each(files)('%s has the optional packages of every machine', (_, file) => {
	expect(missingFrom(read(file))).toEqual({});
});

test.each(files)('%s pins what its package.json asks for, and names no registry', (_, file) => {
	const { packages } = read(file);
	const wanted = read(path.join(path.dirname(file), 'package.json'));
	for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies'])
		expect(packages[''][kind]).toEqual(wanted[kind]);
	for (const version of Object.values({ ...wanted.dependencies, ...wanted.optionalDependencies }))
		expect(version).toMatch(/^\d/);
	expect(Object.values(packages).filter(({ resolved }) => resolved)).toEqual([]);
});

test('what a registry did not have is put in with the machine that it is for', () => {
	const lock = {
		packages: {
			'': {},
			'node_modules/a': {
				version: '1.0.0',
				optionalDependencies: { 'a-linux-x64': '1.0.0', '@a/win32-arm64-msvc': '^1.0.0' },
			},
			'node_modules/a/node_modules/a-linux-x64': { version: '1.0.0', optional: true },
		},
	};
	expect(Object.entries(complete(lock).packages)).toEqual([
		['', {}],
		[
			'node_modules/@a/win32-arm64-msvc',
			{ version: '1.0.0', cpu: ['arm64'], os: ['win32'], optional: true },
		],
		...Object.entries(lock.packages).slice(1),
	]);
	expect(missingFrom(complete(lock))).toEqual({});
});
