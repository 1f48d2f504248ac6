// Checks what would be published, as n8n's gate for community nodes does, without the network: n8n's own scanner
// over the sources and over the packed tarball, and what the scanner does not see. 0 findings = exit code 0.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { ensureBuilt } = require('./npm/build');
const { ensureModules } = require('./npm/modules');
const { pack } = require('./npm/pack');
const { root } = require('./npm/run');

/** The only modules that are there when n8n has installed the package: n8n strips all kinds of dependencies. */
const MAY_REQUIRE = /^(n8n-workflow|(node:)?crypto|\.{1,2}\/.*)$/;
/** What n8n needs at run time, and what npm always adds. */
const MAY_SHIP =
	/^(package\.json|README\.md|LICENSE|dist\/(credentials|nodes|icons)\/.*\.(js|svg|png|node\.json|json))$/;
/** The places that a code file of the package names: modules, icons. */
const REQUIRES = /require\(["']([^"']+)["']\)/g;

const listFiles = (folder) =>
	fs
		.readdirSync(folder, { recursive: true })
		.map((name) => name.split(path.sep).join('/'))
		.filter((name) => fs.statSync(path.join(folder, name)).isFile());

/** The file that a relative `require` means. */
function resolve(folder, from, to) {
	const base = path.posix.join(path.posix.dirname(from), to);
	return [base, `${base}.js`, `${base}.json`, `${base}/index.js`].find((file) =>
		fs.statSync(path.join(folder, file), { throwIfNoEntry: false })?.isFile(),
	);
}

/** Follows the code from the nodes and credentials that package.json names: what it may not require, and what is never reached. */
function checkCode(folder, files) {
	const findings = [];
	const { n8n } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
	const open = [...n8n.nodes, ...n8n.credentials];
	const reached = new Set(open);
	for (const file of open) {
		if (!files.includes(file)) {
			findings.push(`package.json names ${file}, which is not in the package`);
			continue;
		}
		if (!file.endsWith('.js')) continue;
		for (const [, name] of fs.readFileSync(path.join(folder, file), 'utf8').matchAll(REQUIRES)) {
			if (!MAY_REQUIRE.test(name))
				findings.push(
					`${file} requires ${name}, which is not there when n8n has installed the package`,
				);
			if (!name.startsWith('.')) continue;
			const target = resolve(folder, file, name);
			if (!target) findings.push(`${file} requires ${name}, which is not in the package`);
			else if (!reached.has(target)) open.push(target) && reached.add(target);
		}
	}
	const code = [...reached]
		.filter((file) => files.includes(file))
		.map((file) => fs.readFileSync(path.join(folder, file), 'utf8'))
		.join('\n');
	for (const file of files) {
		const name = path.posix.basename(file);
		if (!MAY_SHIP.test(file) || (name === 'package.json' && file !== name))
			findings.push(`${file} has no business in the package`);
		else if (file.endsWith('.js') && !reached.has(file))
			findings.push(`${file} is used by no node and no credential`);
		else if (/\.(svg|png)$/.test(name) && !code.includes(name))
			findings.push(`${file} is used by no node and no credential`);
	}
	return findings;
}

async function main() {
	await ensureModules();
	await ensureBuilt();
	const { analyzePackage, SOURCE_FILE_PATTERNS } =
		await import('@n8n/scan-community-package/scanner/scanner.mjs');
	const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'scan-'));
	try {
		const { folder } = await pack(scratch);
		const files = listFiles(folder);
		const scans = {
			'the sources': await analyzePackage(root, SOURCE_FILE_PATTERNS),
			'the packed files': await analyzePackage(folder, ['**/*.js', 'package.json']),
		};
		const findings = Object.entries(scans)
			.filter(([, { passed }]) => !passed)
			.map(
				([what, { message, details }]) => `n8n's scanner on ${what}: ${message}\n${details ?? ''}`,
			);
		findings.push(...checkCode(folder, files));
		const size = files.reduce((sum, file) => sum + fs.statSync(path.join(folder, file)).size, 0);
		console.log(
			`Scanned the sources and the package's ${files.length} files (${Math.round(size / 1024)} KB).`,
		);
		for (const finding of findings) console.log(`- ${finding}`);
		console.log(`${findings.length} errors`);
		return findings.length ? 1 : 0;
	} finally {
		fs.rmSync(scratch, { recursive: true });
	}
}

main().then(
	(code) => process.exit(code),
	(error) => {
		console.error(error.message);
		process.exit(1);
	},
);
