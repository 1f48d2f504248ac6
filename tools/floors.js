// The floors of the house, lowest first: a file imports from its own room and from floors below, types included.
// test/unit/floors.test.js walks every import against this list.
const path = require('node:path');
const ts = require('typescript');

/** Each house by itself: rooms on one floor know nothing of each other. */
const HOUSES = [
	// The package. `api` knows HeyGen but neither items nor runs; each node stands on it, and no node on another.
	[
		['nodes/api', 'nodes/HeyGen/billing'],
		['nodes/HeyGen/field'],
		['nodes/HeyGen/run'],
		['nodes/HeyGen/jobs', 'nodes/HeyGen/operation'],
		['nodes/HeyGen/orders', 'nodes/HeyGen/parameters'],
		['nodes/HeyGen/hooks', 'nodes/HeyGen/suspend', 'nodes/HeyGen/methods'],
		['nodes/HeyGen/resources', 'nodes/HeyGen/perform'],
		['nodes/HeyGen', 'nodes/HeyGenTrigger', 'nodes/HeyGenPollTrigger', 'credentials'],
	],
	// What developers run. The folder itself holds the commands.
	[
		['tools/npm'],
		['tools/browser', 'tools/postgres', 'tools/redis'],
		['tools/n8n'],
		['tools/engine'],
		['tools/contract'],
		['tools', 'bench'],
	],
];

/** The nodes, and all that is theirs alone. */
const NODES = ['nodes/HeyGen', 'nodes/HeyGenTrigger', 'nodes/HeyGenPollTrigger'];
const nodeOf = (file) => NODES.find((node) => file.startsWith(`${node}/`));

/** The room of a file: the folder nearest to it that the list names. */
function placeOf(file) {
	for (let room = path.posix.dirname(file); room !== '.'; room = path.posix.dirname(room)) {
		for (const [house, floors] of HOUSES.entries()) {
			const floor = floors.findIndex((rooms) => rooms.includes(room));
			if (floor >= 0) return { house, floor, room };
		}
	}
	return undefined;
}

/** The file that an import means; undefined where it leaves the files given, e.g. for a module. */
function fileOf(from, specifier, files) {
	if (!specifier.startsWith('.')) return undefined;
	const base = path.posix.join(path.posix.dirname(from), specifier);
	return ['', '.ts', '.js', '/index.ts', '/index.js']
		.map((end) => base + end)
		.find((one) => files.has(one));
}

/**
 * Every import, require and type of the files, as pairs of files.
 * @param {Map<string, string>} files text by path from the root of the repository
 * @returns {Array<[from: string, to: string]>}
 */
function importsOf(files) {
	return [...files].flatMap(
		([from, text]) =>
			/** @type {[string, string][]} */ (
				ts
					.preProcessFile(text, true, true)
					.importedFiles.map(({ fileName }) => fileOf(from, fileName, files))
					.filter((to) => to !== undefined)
					.map((to) => [from, to])
			),
	);
}

/** What is wrong with one import, in words; undefined where nothing is. */
function complaintOf([from, to]) {
	const here = placeOf(from);
	const there = placeOf(to);
	if (!here) return undefined;
	if (/^test\//.test(to)) return 'imports a test';
	if (!there || there.house !== here.house) return undefined;
	const [own, other] = [nodeOf(from), nodeOf(to)];
	if (other && own !== other) return `is no part of ${other}`;
	if (here.room === there.room || there.floor < here.floor) return undefined;
	return there.floor > here.floor
		? `imports from a floor above, ${there.room}`
		: `imports from ${there.room} on its own floor`;
}

/** Groups of files that import one another in a circle. */
function circlesIn(imports) {
	const next = new Map();
	for (const [from, to] of imports) next.set(from, [...(next.get(from) ?? []), to]);
	const reach = new Map();
	const reachOf = (file) => {
		if (reach.has(file)) return reach.get(file);
		const seen = new Set();
		reach.set(file, seen);
		for (const queue = [...(next.get(file) ?? [])]; queue.length;) {
			const one = queue.pop();
			if (seen.has(one)) continue;
			seen.add(one);
			queue.push(...(next.get(one) ?? []));
		}
		return seen;
	};
	const circles = [];
	const known = new Set();
	for (const file of next.keys()) {
		if (known.has(file) || !reachOf(file).has(file)) continue;
		const circle = [...reachOf(file)].filter((one) => reachOf(one).has(file)).sort();
		for (const one of circle) known.add(one);
		circles.push(circle);
	}
	return circles;
}

/**
 * All that stands in the wrong direction.
 * @param {Map<string, string>} files text by path from the root of the repository
 * @returns {string[]} one sentence each
 */
function complaints(files) {
	const imports = importsOf(files);
	const homeless = [...files.keys()].filter(
		(file) => /^(nodes|credentials|tools|bench)\//.test(file) && !placeOf(file),
	);
	const nodeFiles = [...files.keys()].filter(
		(file) =>
			placeOf(file)?.room === 'nodes/HeyGen' && !/^nodes\/HeyGen\/HeyGen\.node\.ts$/.test(file),
	);
	return [
		...[...homeless, ...nodeFiles].map((file) => `${file} is in no room of tools/floors.js`),
		...imports.flatMap((pair) => {
			const complaint = complaintOf(pair);
			return complaint ? [`${pair[0]} → ${pair[1]}: ${complaint}`] : [];
		}),
		...circlesIn(imports).map((circle) => `a circle: ${circle.join(', ')}`),
	];
}

module.exports = { HOUSES, complaints, importsOf };
