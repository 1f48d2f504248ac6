// Runs the tests: all suites, or those named. Ends with one line that counts all of them.
//   node tools/test.js [suite …] [-- arguments for jest]
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { ensureBuilt } = require('./npm/build');
const { ensureModules } = require('./npm/modules');
const { root, duration, run } = require('./npm/run');

/**
 * The suites in the order in which they run, quickest first, and what each needs.
 * @type {Record<string, {built?: boolean, inBand?: boolean, onRequest?: boolean}>}
 */
const SUITES = {
	unit: {},
	simulator: {},
	engine: { built: true },
	// These share one n8n, so their files run one after the other.
	e2e: { built: true, inBand: true },
	ui: { built: true, inBand: true },
	scale: { built: true, inBand: true },
	// Installs several n8n: only where it is asked for by name.
	versions: { built: true, inBand: true, onRequest: true },
};

/** Whether a suite's folder holds a test. */
function hasTests(suite) {
	const folder = path.join(root, 'test', suite);
	return (
		fs.existsSync(folder) &&
		fs.readdirSync(folder, { recursive: true }).some((file) => /\.test\.(js|ts)$/.test(file))
	);
}

/**
 * Runs one suite and returns its counts: a file that cannot be loaded counts as one failed test.
 * @param {string} suite
 * @param {{inBand?: boolean}} needs
 * @param {string[]} jestArgs
 */
async function runSuite(suite, { inBand }, jestArgs) {
	const report = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'tests-')), 'report.json');
	const code = await run(
		process.execPath,
		[
			path.join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
			...['--selectProjects', suite, '--json', '--outputFile', report],
			...(inBand ? ['--runInBand'] : []),
			...jestArgs,
		],
		{ stdio: ['ignore', 'ignore', 'inherit'] },
	);
	if (!fs.existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
	const {
		numPassedTests: passed,
		numFailedTests,
		numRuntimeErrorTestSuites,
		numPendingTests,
		numTodoTests,
	} = JSON.parse(fs.readFileSync(report, 'utf8'));
	fs.rmSync(path.dirname(report), { recursive: true });
	const failed = numFailedTests + numRuntimeErrorTestSuites;
	// Jest may also end badly without a failed test: a teardown that threw, or no test at all.
	return {
		passed,
		failed: failed || Number(code !== 0 || passed === 0),
		skipped: numPendingTests + numTodoTests,
	};
}

async function main(args) {
	const split = args.findIndex((arg) => arg.startsWith('-'));
	const named = split < 0 ? args : args.slice(0, split);
	const jestArgs = split < 0 ? [] : args.slice(split).filter((arg) => arg !== '--');
	const unknown = named.filter((suite) => !SUITES[suite]);
	if (unknown.length)
		throw new Error(
			`There is no suite '${unknown.join("', '")}'. The suites are ${Object.keys(SUITES).join(', ')}`,
		);

	await ensureModules();
	const lines = [];
	const total = { passed: 0, failed: 0, skipped: 0 };
	for (const [suite, needs] of Object.entries(SUITES).filter(([suite, { onRequest }]) =>
		named.length ? named.includes(suite) : !onRequest,
	)) {
		if (!hasTests(suite)) {
			lines.push(`${suite}: has no tests yet, nothing was counted`);
			total.failed += Number(named.includes(suite));
			continue;
		}
		if (needs.built) await ensureBuilt();
		console.error(`\n== ${suite}`);
		const started = Date.now();
		const counts = await runSuite(suite, needs, jestArgs);
		for (const key of Object.keys(total)) total[key] += counts[key];
		lines.push(
			`${suite}: ${counts.passed} of ${counts.passed + counts.failed} in ${duration(Date.now() - started)}`,
		);
	}
	// A test that is skipped proves nothing; only a filter given to jest may leave tests out.
	const skipped = total.skipped && !jestArgs.length;
	if (skipped) lines.push(`${total.skipped} tests were skipped: every test has to run`);
	if (total.passed === 0 && total.failed === 0) total.failed = 1;
	console.log(
		`\n${lines.join('\n')}\n\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`,
	);
	return total.failed || skipped ? 1 : 0;
}

main(process.argv.slice(2)).then(
	(code) => process.exit(code),
	(error) => {
		console.error(error.message);
		process.exit(1);
	},
);
