// Builds dist/: what n8n loads and npm publishes, and nothing else.
const { spawnSync } = require('node:child_process');
const { rmSync } = require('node:fs');
const esbuild = require('esbuild');
const { dest, series, src } = require('gulp');
const { n8n } = require('./package.json');

function clean(done) {
	rmSync('dist', { recursive: true, force: true });
	done();
}

function types(done) {
	const tsc = spawnSync(
		process.execPath,
		[require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
		{ stdio: 'inherit' },
	);
	done(tsc.status === 0 ? undefined : new Error('tsc does not take the code'));
}

/** TypeScript to JavaScript, all code of a node in one file: n8n reads that in half of the time of three hundred files. */
const code = () =>
	esbuild.build({
		entryPoints: [...n8n.nodes, ...n8n.credentials].map((file) =>
			file.replace(/^dist\/(.*)\.js$/, '$1.ts'),
		),
		outdir: 'dist',
		outbase: '.',
		bundle: true,
		external: ['n8n-workflow'],
		platform: 'node',
		target: 'node20',
		charset: 'utf8',
	});

/** Icons, codex files and output schemas, which n8n reads from beside the code. */
function assets() {
	return src(['nodes/**/*.{svg,png,json}', 'credentials/**/*.svg', 'icons/**/*.svg'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));
}

/** n8n's editor looks for the schemas of a node's very version; those of 1.1 are the same. */
function schemas() {
	const folder = 'nodes/HeyGen/__schema__';
	return src(`${folder}/v1.0.0/**`).pipe(dest(`dist/${folder}/v1.1.0`));
}

// A type error stops the build.
exports.build = series(types, clean, code, assets, schemas);
// The same files with no look at the types, for tools and tests: in a second, and without TypeScript, which is not among the demo's first modules.
exports.transpile = series(clean, code, assets, schemas);
