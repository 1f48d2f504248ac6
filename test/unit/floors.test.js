// Imports run down the floors of tools/floors.js, in no circle; an arrow up fails on the day it is drawn.
const fs = require('node:fs');
const path = require('node:path');
const { complaints, importsOf } = require('../../tools/floors');

const root = path.join(__dirname, '../..');

/** All our own source, by its path from the root. */
function source() {
	const files = new Map();
	for (const folder of ['nodes', 'credentials', 'tools', 'bench', 'simulator', 'test'])
		for (const entry of fs.readdirSync(path.join(root, folder), {
			recursive: true,
			encoding: 'utf8',
		})) {
			const file = path.posix.join(folder, ...entry.split(path.sep));
			if (/\.(ts|js)$/.test(file) && !/\.d\.ts$|\/node_modules\//.test(file))
				files.set(file, fs.readFileSync(path.join(root, file), 'utf8'));
		}
	return files;
}
const files = source();

const today = complaints(files);

test('every import runs down, none in a circle', () => expect(today).toEqual([]));

test('the walk sees the imports', () => expect(importsOf(files).length).toBeGreaterThan(700));

describe('a planted arrow fails:', () => {
	/** What is said when a line is added to a file. */
	const planted = (file, line) => {
		const before = files.get(file);
		expect(before).toBeDefined();
		return complaints(new Map(files).set(file, `${before}\n${line}\n`)).filter(
			(one) => !today.includes(one),
		);
	};

	test('up, by a type alone', () =>
		expect(
			planted('nodes/HeyGen/run/run.ts', "import type { Call } from '../operation/call';"),
		).toEqual(
			expect.arrayContaining([
				'nodes/HeyGen/run/run.ts → nodes/HeyGen/operation/call.ts: imports from a floor above, nodes/HeyGen/operation',
				expect.stringMatching(/^a circle: .*nodes\/HeyGen\/operation\/call\.ts.*run\/run\.ts/),
			]),
		));

	test('out of api', () =>
		expect(planted('nodes/api/retry.ts', "export { Slots } from '../HeyGen/run/slots';")).toEqual([
			'nodes/api/retry.ts → nodes/HeyGen/run/slots.ts: is no part of nodes/HeyGen',
		]));

	test('to a room on the same floor', () =>
		expect(planted('nodes/HeyGen/hooks/account.ts', "import '../suspend/state';")).toEqual([
			'nodes/HeyGen/hooks/account.ts → nodes/HeyGen/suspend/state.ts: imports from nodes/HeyGen/suspend on its own floor',
		]));

	test('from one node to another', () =>
		expect(
			planted(
				'nodes/HeyGenPollTrigger/poll.ts',
				"import { x } from '../HeyGenTrigger/duplicates';",
			),
		).toEqual([
			'nodes/HeyGenPollTrigger/poll.ts → nodes/HeyGenTrigger/duplicates.ts: is no part of nodes/HeyGenTrigger',
		]));

	test('from a tool to a test', () =>
		expect(
			planted('tools/npm/run.js', "const x = require('../../test/simulator/samples');"),
		).toEqual(['tools/npm/run.js → test/simulator/samples.js: imports a test']));

	test('in a circle of files within a room', () =>
		expect(planted('nodes/HeyGen/run/slots.ts', "import type { Run } from './run';")).toEqual([
			expect.stringMatching(/^a circle: /),
		]));

	test('in a file outside all rooms', () =>
		expect(complaints(new Map([['nodes/HeyGen/helpers/x.ts', '']]))).toEqual([
			'nodes/HeyGen/helpers/x.ts is in no room of tools/floors.js',
		]));
});
