// Nothing waits for a fixed time: tests observe, with a limit, and the nodes have one clock, which is handed in.
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '../..');

/** The lines of the files below some folders in which something stands that may not, as "file: line". */
function linesWith(folders, pattern, except = []) {
	return folders
		.flatMap((folder) =>
			fs
				.readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
				.map((entry) => path.posix.join(folder, ...entry.split(path.sep))),
		)
		.filter((file) => /\.(ts|js)$/.test(file) && !except.includes(file))
		.flatMap((file) =>
			fs
				.readFileSync(path.join(root, file), 'utf8')
				.split('\n')
				.filter((line) => pattern.test(line) && !/^\s*(\/\/|\*)/.test(line))
				.map((line) => `${file}: ${line.trim()}`),
		);
}

/** A wait for a time: `sleep(0)` lets others go on first, and a time-out of jest's own is a limit. */
const fixedWait =
	/(?<!jest\.)setTimeout\(|timers\/promises|waitForTimeout|(?<![.\w])sleep\((?!0\))/;
/** The time, and chance, from elsewhere than the clock. */
const otherClock =
	/Date\.now\(|new Date\(\)|Math\.random\(|performance\.now\(|import \{[^}]*\bsleep\b[^}]*\} from 'n8n-workflow'/;

test('no test waits for a fixed time', () => {
	// A node that hangs until it is stopped: what the engine is tested with.
	const hanging =
		'test/engine/engine.test.js: const waiting = sleep(60_000, this.getExecutionCancelSignal())';
	const found = linesWith(['test'], fixedWait, ['test/unit/waits.test.js']);
	expect(found.filter((line) => !line.startsWith(hanging))).toEqual([]);
});

test('the nodes tell the time, wait and draw lots by one clock alone', () =>
	expect(linesWith(['nodes', 'credentials'], otherClock, ['nodes/api/clock.ts'])).toEqual([]));

test.each([
	['await new Promise((done) => setTimeout(done, 50));', fixedWait],
	["const { setTimeout: wait } = require('node:timers/promises');", fixedWait],
	['await page.waitForTimeout(100);', fixedWait],
	['await sleep(500);', fixedWait],
	['const now = Date.now();', otherClock],
	["import { sleep, UserError } from 'n8n-workflow';", otherClock],
])('a planted line is found: %s', (line, pattern) => expect(line).toMatch(pattern));
