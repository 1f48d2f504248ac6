// Builds dist/: what n8n loads and npm publishes, and nothing else.
const { spawnSync } = require('node:child_process');
const { rmSync } = require('node:fs');
const { dest, series, src } = require('gulp');

function clean(done) {
	rmSync('dist', { recursive: true, force: true });
	done();
}

/** TypeScript to JavaScript; a type error fails the build. */
function compile(done) {
	const tsc = spawnSync(
		process.execPath,
		[require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
		{ stdio: 'inherit' },
	);
	done(tsc.status === 0 ? undefined : new Error('tsc found type errors'));
}

/** Icons, codex files and output schemas, which n8n reads from beside the code. */
function assets() {
	return src(['nodes/**/*.{svg,png,json}', 'credentials/**/*.svg', 'icons/**/*.svg'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));
}

exports.build = series(clean, compile, assets);
