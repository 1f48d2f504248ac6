// What npm would publish, file by file: all that the sources make and nothing else, none of it large.
const fs = require('node:fs');
const path = require('node:path');
const { npmQuietly, root } = require('../../tools/npm/run');
const { HeyGen } = require('../../nodes/HeyGen/HeyGen.node');
const { engines, n8n, peerDependencies } = require('../../package.json');

/** The most that the code of a node, another file, all of them and the tarball may have, in bytes. */
const MOST = { code: 660_000, file: 24_000, unpacked: 1_000_000, packed: 260_000 };

/** The versions of the HeyGen node, as n8n looks for its schemas: 1.1 is 1.1.0. */
const versions = [new HeyGen().description.version]
	.flat()
	.map((version) => `${version}.0.0`.split('.').slice(0, 3).join('.'));

const sources = ['credentials', 'icons', 'nodes']
	.flatMap((folder) =>
		fs
			.readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
			.map((file) => path.posix.join(folder, ...file.split(path.sep))),
	)
	.filter((file) => /\.(json|svg|png)$/.test(file))
	// n8n's editor asks for the schemas of the node's very version.
	.flatMap((file) =>
		file.includes('__schema__') ? versions.map((one) => file.replace('v1.0.0', `v${one}`)) : file,
	);
/** All code of a node or a credential is in one file. */
const code = [...n8n.nodes, ...n8n.credentials];
const made = [...code, ...sources.map((file) => `dist/${file}`)];

let tarball;
beforeAll(async () => {
	[tarball] = JSON.parse(await npmQuietly(['pack', '--dry-run', '--json', '--loglevel=error']));
});

test('the names', () => {
	expect(tarball.files.map(({ path }) => path).sort()).toEqual(
		['LICENSE', 'README.md', 'package.json', ...made].sort(),
	);
});

test('the sizes', () => {
	const large = tarball.files.filter(
		({ path, size }) => size > (code.includes(path) ? MOST.code : MOST.file) || size === 0,
	);
	expect(large).toEqual([]);
	for (const { path: file, size } of tarball.files)
		expect([file, size]).toEqual([file, fs.statSync(path.join(root, file)).size]);
	expect(tarball.unpackedSize).toBeLessThan(MOST.unpacked);
	expect(tarball.size).toBeLessThan(MOST.packed);
});

test('it installs nothing else, on Node 20 and newer', () => {
	const manifest = require('../../package.json');
	expect(engines).toEqual({ node: '>=20' });
	expect(peerDependencies).toEqual({ 'n8n-workflow': '*' });
	for (const kind of ['dependencies', 'optionalDependencies', 'bundleDependencies'])
		expect(manifest).not.toHaveProperty(kind);
	for (const script of ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'])
		expect(manifest.scripts).not.toHaveProperty(script);
});
