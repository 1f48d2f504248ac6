// Lets `require` read the node's TypeScript, for tools that ask for a part of it: what is published has one file a node.
const { readFileSync } = require('node:fs');

/** @type {any} */ (require).extensions['.ts'] = (module, file) => {
	const { transformSync } = require('esbuild');
	const { code } = transformSync(readFileSync(file, 'utf8'), {
		format: 'cjs',
		loader: 'ts',
		platform: 'node',
		sourcefile: file,
		sourcemap: 'inline',
		target: 'node20',
	});
	module._compile(code, file);
};
