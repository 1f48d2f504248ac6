// How long the pickers take over HeyGen's real size: 9,850 looks of 500 avatars, 50 a page, one second a page.
//   node bench/pickers.js [searches]
// The node is read from its sources, where a session can be ended, in a process of its own: other questions measure what is published.
const { execFile } = require('node:child_process');
const { setTimeout: wait } = require('node:timers/promises');
const { promisify } = require('node:util');
const { startSimulatorApart } = require('./lib');

const looks = 9850;
const groups = 500;
const pageMs = 1000;
/** n8n opens the list before anything is typed; nobody types a name faster. */
const typingMs = 2000;
/** What the issue asks for, in milliseconds and requests. */
const goals = { first: 2000, any: 10_000, second: 1000, atOnce: 8 };

/** The most requests that were under way at the same time. */
const mostAtOnce = (requests) => {
	const events = requests
		.filter(({ method }) => method === 'GET')
		.flatMap(({ at }) => [
			[at, 1],
			[at + pageMs - 20, -1],
		])
		.sort(([a, up], [b, down]) => a - b || up - down);
	let now = 0;
	return events.reduce((most, [, step]) => Math.max(most, (now += step)), 0);
};

/**
 * @param {{searches?: number}} [options] how many names are searched for, each in a session of its own
 * @returns {Promise<{title: string, rows: object[], goals: Array<{goal: string, value: number, met: boolean}>}>}
 */
async function measureHere({ searches = 5 } = {}) {
	require('../tools/npm/source');
	const { listSearch } = require('../tools/engine/engine');
	const { forgetLibraries } = require('../nodes/api/lists/library');
	const sim = await startSimulatorApart({ looks, groups, 'page-delay': pageMs });
	const credentials = { heyGenVideoApi: { apiKey: sim.apiKey, baseUrl: sim.url } };
	const timed = async (filter) => {
		const start = performance.now();
		const { results } = await listSearch({ method: 'searchLooks', filter, credentials });
		return { ms: Math.round(performance.now() - start), results };
	};
	const rows = [];
	const add = (what, ms, requests, more) => rows.push({ what, ms, requests, ...more });
	const counted = async (filter) => {
		const before = (await sim.requests()).length;
		const outcome = await timed(filter);
		return { ...outcome, requests: (await sim.requests()).length - before };
	};
	try {
		const all = (await sim.catalogue()).looks;
		const nameAt = (share) => all[Math.floor((all.length - 1) * share)];
		// From the first page to the last one.
		const sought = Array.from({ length: searches }, (_, n) =>
			nameAt(searches === 1 ? 1 : n / (searches - 1)),
		);
		// What is loaded at the first call is not the picker's time.
		await listSearch({ method: 'searchTemplates', credentials });
		for (const look of sought) {
			forgetLibraries();
			// What the session before still had under way.
			await wait(1.5 * pageMs);
			const first = await counted();
			const own = first.results.slice(0, 50).filter(({ name }) => /\bown$/.test(name)).length;
			add('open', first.ms, first.requests, { names: first.results.length, own });
			await wait(typingMs);
			const any = await counted(look.name);
			const place = all.indexOf(look) + 1;
			add(`search '${look.name}' (number ${place})`, any.ms, any.requests, {
				found: any.results.some(({ value }) => value === look.id),
			});
			const again = await counted(look.name);
			add('the same again', again.ms, again.requests, {
				found: again.results.some(({ value }) => value === look.id),
			});
		}
		// What the session goes on reading while nobody waits.
		await wait(60_000);
		const other = nameAt(0.77);
		const second = await counted(other.name);
		add(`a minute later '${other.name}'`, second.ms, second.requests, {
			found: second.results.some(({ value }) => value === other.id),
		});
		const pasted = nameAt(0.99);
		forgetLibraries();
		await wait(1.5 * pageMs);
		const byId = await counted(pasted.id);
		add(`pasted id ${pasted.id}`, byId.ms, byId.requests, {
			found: byId.results.some(({ value }) => value === pasted.id),
		});
		const atOnce = mostAtOnce(await sim.requests());
		const worst = (begin) =>
			Math.max(...rows.filter(({ what }) => what.startsWith(begin)).map(({ ms }) => ms));
		const isFound = rows.every(({ found }) => found !== false);
		const secondMs = Math.max(worst('the same'), worst('a minute'));
		const goal = (name, value, most, met = true) => ({
			goal: name,
			value,
			met: met && value <= most,
		});
		return {
			title: `Pickers: ${looks} looks of ${groups} avatars, ${pageMs} ms a page`,
			rows,
			goals: [
				goal('first 50 names, own first (ms)', worst('open'), goals.first, rows[0].own > 0),
				goal('any name found (ms)', worst('search'), goals.any, isFound),
				goal('second search of a session (ms)', secondMs, goals.second, isFound),
				goal('requests at once', atOnce, goals.atOnce),
			],
		};
	} finally {
		await sim.stop();
	}
}

/** As `measureHere`, in a process of its own. @returns {ReturnType<typeof measureHere>} */
async function measurePickers({ searches }) {
	const { stdout } = await promisify(execFile)(process.execPath, [
		__filename,
		String(searches),
		'json',
	]);
	return JSON.parse(stdout.trim().split('\n').at(-1));
}

module.exports = { measurePickers };

if (require.main === module)
	measureHere({ searches: Number(process.argv[2]) || undefined }).then(
		(measured) => {
			const { title, rows, goals: reached } = measured;
			if (process.argv[3] === 'json') {
				console.log(JSON.stringify(measured));
				process.exit(0);
			}
			console.log(title);
			for (const { what, ms, requests, names, own, found } of rows)
				console.log(
					`${what.padEnd(56)} ${String(ms).padStart(6)} ms ${String(requests).padStart(4)} requests  ${
						names === undefined ? `found: ${found}` : `${names} names, own ${own} of the first 50`
					}`,
				);
			for (const { goal, value, met } of reached)
				console.log(`${met ? 'met   ' : 'missed'} ${goal}: ${value}`);
			process.exit(0);
		},
		(reason) => {
			console.error(reason);
			process.exit(1);
		},
	);
