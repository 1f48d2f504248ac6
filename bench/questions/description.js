// What the package costs n8n at its start: loading, making the description, and the description's size.
const { execFile } = require('node:child_process');
const path = require('node:path');
const { promisify } = require('node:util');
const { ensureBuilt } = require('../../tools/npm/build');
const { median } = require('../lib');
const { atMost, shown } = require('../goals');

/** Run in a process of its own, so that nothing is loaded yet but what n8n has loaded itself. */
const script = `
require('n8n-workflow');
const start = performance.now();
const { HeyGen } = require(process.argv[1]);
const loaded = performance.now();
const { description } = new HeyGen();
const made = performance.now();
const operations = description.properties.filter(({ name }) => name === 'operation').reduce((sum, { options }) => sum + options.length, 0);
console.log(JSON.stringify({ load: loaded - start, build: made - loaded, bytes: JSON.stringify(description).length, operations }));
`;

/** @type {import('../goals').Question} */
module.exports = {
	question: "What does the package cost at n8n's start?",
	goal: 'description made within 50 ms, package loaded within 150 ms, at most 2.5 KB of JSON an operation',
	competitor: 'none: these are figures of the package alone',
	async run(quick) {
		await ensureBuilt();
		const root = path.join(__dirname, '..', '..');
		const times = [];
		for (let n = 0; n < (quick ? 3 : 9); n++) {
			const { stdout } = await promisify(execFile)(
				process.execPath,
				['-e', script, path.join(root, 'dist/nodes/HeyGen/HeyGen.node.js')],
				{ cwd: root },
			);
			times.push(JSON.parse(stdout));
		}
		const [load, build] = ['load', 'build'].map((key) => median(times.map((one) => one[key])));
		const { bytes, operations } = times[0];
		const each = bytes / operations / 1000;
		return {
			rows: [
				{
					'loaded (ms)': shown(load),
					'description made (ms)': shown(build),
					'JSON (KB)': shown(bytes / 1000),
					operations,
					'KB an operation': shown(each),
				},
			],
			goals: [
				atMost('package loaded', load, 150, 'ms'),
				atMost('description made', build, 50, 'ms'),
				atMost('JSON an operation', each, 2.5, 'KB'),
			],
			plot: {
				unit: 'ms',
				bars: [
					['loaded', load, true],
					['description made', build, true],
				],
			},
		};
	},
};
