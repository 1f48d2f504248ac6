// Builds dist/: what n8n loads and npm publishes, and nothing else.
const { spawnSync } = require('node:child_process');
const { rmSync } = require('node:fs');
const { dest, series, src } = require('gulp');

function clean(done) {
	rmSync('dist', { recursive: true, force: true });
	done();
}

/** TypeScript to JavaScript. */
const typescript = (project) =>
	function compile(done) {
		const tsc = spawnSync(
			process.execPath,
			[require.resolve('typescript/bin/tsc'), '-p', project],
			{ stdio: 'inherit' },
		);
		done(tsc.status === 0 ? undefined : new Error('tsc does not take the code'));
	};

/** Icons, codex files and output schemas, which n8n reads from beside the code. */
function assets() {
	return src(['nodes/**/*.{svg,png,json}', 'credentials/**/*.svg', 'icons/**/*.svg'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));
}

// A type error stops the build.
exports.build = series(clean, typescript('tsconfig.build.json'), assets);
// The same files in a third of the time, with no look at the types (`isolatedModules` keeps them the same): for tools and tests.
// Not even at those of Node.js, which are not among the demo's first modules.
exports.transpile = series(clean, typescript('tsconfig.transpile.json'), assets);
