// `npm ci` goes through with the lock files as they are: the project's own for real, the large ones as far as npm plans it.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { lockFiles } = require('../../tools/npm/completeLock');
const { npmQuietly, root } = require('../../tools/npm/run');

const [own, ...others] = lockFiles();
/** How long a clean installation may take, in milliseconds. */
const LIMIT_MS = 600_000;

/** Runs `npm ci` beside a copy of a lock file. Returns what it printed, and the folder. */
async function cleanInstall(lockFile, ...args) {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'clean-install-'));
	folders.push(folder);
	for (const name of ['package.json', 'package-lock.json'])
		fs.copyFileSync(path.join(path.dirname(lockFile), name), path.join(folder, name));
	fs.copyFileSync(path.join(root, '.npmrc'), path.join(folder, '.npmrc'));
	return { folder, output: await npmQuietly(['ci', ...args], { cwd: folder }) };
}
const folders = [];
afterAll(() => folders.forEach((folder) => fs.rmSync(folder, { recursive: true, force: true })));

test(
	'the modules of the project',
	async () => {
		const { folder } = await cleanInstall(own);
		const there = JSON.parse(
			fs.readFileSync(path.join(folder, 'node_modules', '.package-lock.json'), 'utf8'),
		);
		expect(there.packages['node_modules/typescript']).toBeDefined();
	},
	LIMIT_MS,
);

test.each(others.map((file) => [path.relative(root, path.dirname(file)), file]))(
	'%s',
	async (_, file) => {
		const { output } = await cleanInstall(file, '--dry-run', '--legacy-peer-deps');
		expect(output).toMatch(/added \d+ package/);
	},
	LIMIT_MS,
);
