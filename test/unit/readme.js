// The README's tables, for tests that hold them against the code.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/** @param {string} heading of the section @returns {string[][]} the rows of its first table, without its head */
exports.tableUnder = (heading) => {
	const section =
		readFileSync(join(__dirname, '../../README.md'), 'utf8')
			.split(`\n## ${heading}\n`)[1]
			?.split('\n## ')[0] ?? '';
	const lines = section.split('\n').filter((line) => line.startsWith('|'));
	return lines.slice(2).map((line) =>
		line
			.split('|')
			.slice(1, -1)
			.map((cell) => cell.trim()),
	);
};
