// Runs a tool of the project's modules, which it installs first where they are missing:
//   node tools/withModules.js <name of a program in node_modules/.bin, or node> [arguments]
const fs = require('node:fs');
const path = require('node:path');
const { ensureModules } = require('./npm/modules');
const { root, run } = require('./npm/run');

/**
 * The command line of a program: scripts run in this Node, so nothing depends on the shell or on the path.
 * @param {string} name
 * @param {string[]} args
 * @returns {[string, string[]]}
 */
function commandOf(name, args) {
	if (name === 'node') return [process.execPath, args];
	const script = fs.realpathSync(path.join(root, 'node_modules', '.bin', name));
	return [process.execPath, [script, ...args]];
}

/** @param {string[]} args */
async function main([name, ...args]) {
	if (!name)
		throw new Error('Name the program to run: node tools/withModules.js <program> [arguments]');
	await ensureModules();
	// Ctrl-C reaches the program too: its exit code is ours, so we wait for it.
	process.on('SIGINT', () => {});
	return run(...commandOf(name, args));
}

main(process.argv.slice(2)).then(
	(code) => process.exit(code),
	(error) => {
		console.error(error.message);
		process.exit(1);
	},
);
