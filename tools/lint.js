// Everything that is checked without running it: `npm run lint`. All checks run, even if one of them finds something.
//   n8n's own rules over nodes, credentials and tests; prettier over all code; the types of TypeScript, tests included,
//   and of the JavaScript of simulator, tools, bench and tests, by what their comments say
const path = require('node:path');
const { ensureModules } = require('./npm/modules');
const { duration, root, run } = require('./npm/run');

const CODE = '**/*.{ts,js,mjs}';

/** The program of a module, and its arguments. */
const CHECKS = {
	"n8n's rules": ['@n8n/node-cli/bin/n8n-node.mjs', 'lint'],
	format: ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', CODE],
	'types of TypeScript': ['typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'],
	// Stricter than over the tests: what is taken out of a list may be missing.
	'types of what is published': ['typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.strict.json'],
	'types of JavaScript': ['typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.js.json'],
};

async function main() {
	await ensureModules();
	const failed = [];
	for (const [title, [program, ...args]] of Object.entries(CHECKS)) {
		const started = Date.now();
		const code = await run(process.execPath, [path.join(root, 'node_modules', program), ...args]);
		console.log(`${code === 0 ? '✓' : '✗'} ${title} (${duration(Date.now() - started)})`);
		if (code !== 0) failed.push(title);
	}
	console.log(failed.length ? `Findings in: ${failed.join(', ')}` : '0 findings');
	return failed.length ? 1 : 0;
}

main().then(
	(code) => process.exit(code),
	(error) => {
		console.error(error.message);
		process.exit(1);
	},
);
