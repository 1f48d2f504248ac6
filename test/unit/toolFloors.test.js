// The tools stand on floors too: what is required lies in the same room or below, and nothing here requires a test.
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..', '..');
/** The rooms by floor, lowest first: a folder, or the files of a folder that stand in no room of their own. */
const FLOORS = [
	['simulator', 'tools/npm', 'tools/contract'],
	['tools/browser', 'tools/postgres', 'tools/redis'],
	['tools/n8n'],
	['tools/engine'],
	['tools'],
	['bench'],
];
const REQUIRES = /require\(\s*['"`](\.{1,2}(?:\/[^'"`]*)?)['"`]\s*\)/g;

const floorOf = (file) => FLOORS.findIndex((rooms) => rooms.includes(roomOf(file)));
/** The room that a file stands in: the longest of the rooms that is a folder of it. */
const roomOf = (file) =>
	FLOORS.flat()
		.filter((room) => file.startsWith(`${room}/`))
		.sort((a, b) => b.length - a.length)[0];

const files = ['simulator', 'tools', 'bench']
	.flatMap((folder) =>
		fs
			.readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
			.map((file) => `${folder}/${file.split(path.sep).join('/')}`),
	)
	.filter((file) => /\.(js|mjs)$/.test(file) && !file.includes('node_modules'));

/** The arrows that a file draws: what it requires in this repository, by path from its root. */
const arrowsOf = (file, text) =>
	[...text.matchAll(REQUIRES)].map(([, to]) =>
		path.posix.normalize(path.posix.join(path.posix.dirname(file), to)),
	);

/** What is wrong with an arrow. */
function complaint(from, to) {
	if (/^test\//.test(to)) return `${from} requires ${to}, a test`;
	if (/^(package\.json|examples\/|dist\/)/.test(to)) return undefined;
	const target = [to, `${to}.js`, `${to}/index.js`].find(
		(file) => roomOf(`${file}/`) ?? roomOf(file),
	);
	if (!target) return `${from} requires ${to}, which stands in no room`;
	return floorOf(`${to}/`) > floorOf(from)
		? `${from} requires ${to}, which stands higher`
		: undefined;
}
const complaints = (file, text) =>
	arrowsOf(file, text)
		.map((to) => complaint(file, to))
		.filter(Boolean);

test('every file stands in a room', () => {
	expect(files.length).toBeGreaterThan(40);
	expect(files.filter((file) => floorOf(file) < 0)).toEqual([]);
});

test('every arrow goes along or down', () =>
	expect(
		files.flatMap((file) => complaints(file, fs.readFileSync(path.join(root, file), 'utf8'))),
	).toEqual([]));

test('the simulator knows nothing but itself', () =>
	expect(
		files
			.filter((file) => file.startsWith('simulator/'))
			.flatMap((file) => arrowsOf(file, fs.readFileSync(path.join(root, file), 'utf8')))
			.filter((to) => !/^simulator(\/|$)/.test(to)),
	).toEqual([]));

test('an arrow up, and one to a test, are told', () => {
	expect(complaints('tools/npm/run.js', "require('../n8n/start')")).toEqual([
		'tools/npm/run.js requires tools/n8n/start, which stands higher',
	]);
	expect(complaints('bench/lib.js', "require('../test/e2e/lab')")).toEqual([
		'bench/lib.js requires test/e2e/lab, a test',
	]);
	expect(complaints('tools/n8n/rest.js', "require('../npm/run')")).toEqual([]);
});
