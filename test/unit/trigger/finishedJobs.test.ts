// Polling for finished jobs: none missed, none twice, nothing old, whatever order they finish in.
import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import {
	GIVE_UP_SECONDS,
	LOOK_BACK_SECONDS,
	OPEN_LIMIT,
	OVERLAP_SECONDS,
	pollFinished,
	POLLS_WITHOUT_URL,
	STATUSES_LIMIT,
} from '../../../nodes/HeyGenPollTrigger/finishedJobs';
import type { State } from '../../../nodes/HeyGenPollTrigger/finishedJobs';

type Row = IDataObject & { id: string; created_at: number | null; status: string };

/** A HeyGen that lists by creation, newest first, and counts what it is asked. `failAt` drops the connection at that request. */
function world(pageSize = 3) {
	const rows: Row[] = [];
	const asked = { page: 0, statuses: 0, read: 0, largestStatuses: 0 };
	let now = 1_800_000_000;
	let state: State | undefined;
	let failAt = Infinity;
	const ask = (what: 'page' | 'statuses' | 'read') => {
		asked[what] += 1;
		if ((failAt -= 1) < 0) throw new Error('connection dropped');
	};
	const port = {
		async page(token = '0') {
			ask('page');
			const start = Number(token);
			const newestFirst = rows
				.map((row, index) => ({ row, index }))
				.sort((a, b) => (b.row.created_at ?? 0) - (a.row.created_at ?? 0) || b.index - a.index)
				.map(({ row }) => ({ ...row }));
			return {
				rows: newestFirst.slice(start, start + pageSize),
				next: start + pageSize < rows.length ? String(start + pageSize) : undefined,
			};
		},
		async statuses(ids: string[]) {
			ask('statuses');
			asked.largestStatuses = Math.max(asked.largestStatuses, ids.length);
			return new Map(
				ids.map((id) => [id, rows.find((row) => row.id === id)?.status ?? 'not_found']),
			);
		},
		async read(id: string) {
			ask('read');
			const row = rows.find((one) => one.id === id);
			return row && { ...row };
		},
	};
	return {
		rows,
		asked,
		pass: (seconds: number) => (now += seconds),
		add: (id: string, status = 'processing', more: IDataObject = {}) =>
			rows.push({ id, status, created_at: now, ...more }),
		finish: (id: string, status = 'completed', more: IDataObject = {}) =>
			Object.assign(rows.find((row) => row.id === id) as Row, { status, ...more }),
		drop: (id: string) =>
			rows.splice(
				rows.findIndex((row) => row.id === id),
				1,
			),
		state: () => state,
		/** One poll; the state goes through JSON, as over a restart. */
		async poll(breakAt = Infinity) {
			failAt = breakAt;
			const result = await pollFinished(
				port,
				state && (JSON.parse(JSON.stringify(state)) as State),
				now,
			);
			state = result.state;
			return result.finished.map(({ id }) => String(id));
		},
	};
}

test('nothing old comes at the first poll, what finishes later does', async () => {
	const { add, poll, finish, pass } = world();
	add('old', 'completed');
	add('running');
	expect(await poll()).toEqual([]);
	pass(60);
	add('new', 'completed');
	finish('running');
	expect(await poll()).toEqual(['running', 'new']);
	expect(await poll()).toEqual([]);
});

test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
	'a job called %s comes once, running or finished when it is first seen, also over a restart',
	async (name) => {
		const { add, poll, finish, pass } = world();
		add('old', 'completed');
		await poll();
		pass(60);
		add(name);
		expect(await poll()).toEqual([]);
		expect(await poll()).toEqual([]);
		finish(name);
		expect(await poll()).toEqual([name]);
		expect(await poll()).toEqual([]);
		const other = world();
		await other.poll();
		other.add(name, 'completed');
		expect(await other.poll()).toEqual([name]);
		expect(await other.poll()).toEqual([]);
	},
);

test('a creation that is no time in Unix seconds makes nothing after it old', async () => {
	const { add, poll, pass } = world();
	add('old', 'completed');
	await poll();
	for (const created_at of [1e308, 1_800_000_000_000]) {
		pass(60);
		add(`odd ${created_at}`, 'completed', { created_at });
		pass(OVERLAP_SECONDS * 2);
		add(`after ${created_at}`, 'completed');
		expect((await poll()).sort()).toEqual([`after ${created_at}`, `odd ${created_at}`]);
	}
});

test('rows whose ID is none are left out, and ask nothing', async () => {
	const { add, poll, asked, rows } = world();
	add('old', 'completed');
	await poll();
	for (const id of [{ a: 1 }, ['x'], null, '', '\ud83d', '../x']) {
		add('odd');
		Object.assign(rows.at(-1) as Row, { id });
	}
	add('new', 'completed');
	expect(await poll()).toEqual(['new']);
	expect(await poll()).toEqual([]);
	expect([asked.statuses, asked.read]).toEqual([0, 0]);
});

test('a cursor that comes again ends the list', async () => {
	let pages = 0;
	const port = {
		page: async (token?: string) => {
			pages += 1;
			return { rows: [{ id: `v${pages}`, status: 'running' }], next: token === 'a' ? 'b' : 'a' };
		},
		statuses: async () => new Map<string, string>(),
		read: async () => undefined,
	};
	await pollFinished(port, undefined, 1_800_000_000);
	expect(pages).toBe(3);
});

test.each<[string, unknown]>([
	['a text', 'x'],
	['a list', [1]],
	['no number as newest', { newest: '1', seen: {}, open: {} }],
	['nothing as tables', { newest: 1_800_000_000, seen: null, open: [] }],
	['odd jobs', { newest: 1_800_000_000, seen: { a: {} }, open: { a: null, b: 5, '../c': {} } }],
])('a stored state that is %s is no obstacle', async (_case, state) => {
	const port = {
		page: async () => ({ rows: [{ id: 'v', status: 'running', created_at: 1_800_000_000 }] }),
		statuses: async () => new Map<string, string>(),
		read: async () => undefined,
	};
	const polled = await pollFinished(port, state as State, 1_800_000_000);
	expect(polled.state).toEqual({
		newest: 1_800_000_000,
		seen: { v: 1_800_000_000 },
		open: { v: { created: 1_800_000_000, pollsWithoutUrl: 0 } },
	});
});

test('an empty account: the first job that ever finishes comes', async () => {
	const { add, poll } = world();
	expect(await poll()).toEqual([]);
	add('first', 'completed');
	expect(await poll()).toEqual(['first']);
});

test('more than a page finishes between two polls, several in one second', async () => {
	const { add, poll, pass } = world();
	add('old', 'completed');
	await poll();
	pass(60);
	const ids = Array.from({ length: 20 }, (_, i) => `v${i}`);
	for (const id of ids) add(id, id === 'v7' ? 'failed' : 'completed');
	expect((await poll()).sort()).toEqual([...ids].sort());
	add('same second', 'completed');
	expect(await poll()).toEqual(['same second']);
	expect(await poll()).toEqual([]);
});

test('a job that was running at an earlier poll comes when it finishes, however far down the list it is by then', async () => {
	const { add, poll, pass, finish, asked } = world();
	add('slow');
	for (let i = 0; i < 6; i += 1) add(`old${i}`, 'completed');
	await poll();
	pass(2 * OVERLAP_SECONDS);
	for (let i = 0; i < 30; i += 1) add(`v${i}`, 'completed');
	expect(await poll()).toHaveLength(30);
	pass(2 * OVERLAP_SECONDS);
	expect(await poll()).toEqual([]);
	finish('slow', 'failed');
	asked.page = 0;
	expect(await poll()).toEqual(['slow']);
	expect(asked.read).toBe(1);
	expect(asked.page).toBeLessThan(12);
	expect(await poll()).toEqual([]);
});

test('a row that shows up late in the list still comes', async () => {
	const { rows, add, poll, pass } = world();
	add('a', 'completed');
	await poll();
	pass(60);
	add('b', 'completed');
	expect(await poll()).toEqual(['b']);
	rows.push({ id: 'late', status: 'completed', created_at: rows[1].created_at! - 300 });
	expect(await poll()).toEqual(['late']);
});

test('a poll that breaks off anywhere is repeated whole: nothing is lost or doubled', async () => {
	const { add, poll, pass, finish } = world();
	for (let i = 0; i < 4; i += 1) add(`slow${i}`);
	await poll();
	pass(2 * OVERLAP_SECONDS);
	for (let i = 0; i < 10; i += 1) add(`v${i}`, 'completed');
	for (let i = 0; i < 4; i += 1) finish(`slow${i}`);
	let came: string[] | undefined;
	let broken = 0;
	while (came === undefined) {
		came = await poll(broken).catch(() => undefined);
		broken += 1;
	}
	expect(broken).toBeGreaterThan(5);
	expect(new Set(came).size).toBe(14);
	expect(await poll()).toEqual([]);
});

test('hundreds of running jobs are asked about a hundred at a time', async () => {
	const { add, poll, pass, finish, asked } = world(100);
	for (let i = 0; i < 450; i += 1) add(`v${i}`);
	await poll();
	pass(2 * OVERLAP_SECONDS);
	add('newer', 'completed');
	expect(await poll()).toEqual(['newer']);
	for (let i = 0; i < 120; i += 1) finish(`v${i}`);
	expect(await poll()).toHaveLength(120);
	expect(asked.largestStatuses).toBe(STATUSES_LIMIT);
	expect(asked.statuses).toBeLessThanOrEqual(5);
});

test('a deleted job is forgotten, also when it goes between its status and its reading', async () => {
	const { add, poll, pass, drop, state, rows } = world();
	add('gone');
	add('going');
	await poll();
	pass(2 * OVERLAP_SECONDS);
	for (let i = 0; i < 9; i += 1) add(`v${i}`, 'completed');
	drop('gone');
	const going = rows.find(({ id }) => id === 'going') as Row;
	let reads = 0;
	Object.defineProperty(going, 'status', {
		get: () => {
			if ((reads += 1) === 1) drop('going');
			return 'completed';
		},
		enumerable: true,
	});
	expect(await poll()).toHaveLength(9);
	expect(state()?.open).toEqual({});
});

test('a job completed without its URL is waited for a few polls', async () => {
	const { add, poll, finish } = world();
	await poll();
	add('quick', 'completed', { video_url: null });
	add('never', 'completed', { video_url: null });
	add('audio only', 'completed', { video_url: null, audio_url: 'https://files.example.com/a.mp3' });
	add('bad', 'failed', { video_url: null });
	expect((await poll()).sort()).toEqual(['audio only', 'bad']);
	finish('quick', 'completed', { video_url: 'https://files.example.com/v.mp4' });
	expect(await poll()).toEqual(['quick']);
	for (let i = 2; i < POLLS_WITHOUT_URL; i += 1) expect(await poll()).toEqual([]);
	expect(await poll()).toEqual(['never']);
	expect(await poll()).toEqual([]);
});

test('rows without a creation time stand where their neighbours do', async () => {
	const { rows, add, poll, pass } = world();
	add('old', 'completed');
	await poll();
	pass(60);
	rows.push({ id: 'timeless', status: 'completed', created_at: null });
	const list = await poll();
	expect(list.length).toBeLessThanOrEqual(1);
	expect(await poll()).toEqual([]);
});

test('what is kept is bounded: old running jobs and too many are given up', async () => {
	const { add, poll, pass, state } = world(5_000);
	add('stuck');
	await poll();
	pass(GIVE_UP_SECONDS + 1);
	add('newer');
	await poll();
	expect(Object.keys(state()?.open ?? {})).toEqual(['newer']);
	for (let i = 0; i < OPEN_LIMIT; i += 1) add(`v${i}`);
	pass(LOOK_BACK_SECONDS);
	add('newest');
	await poll();
	expect(Object.keys(state()?.open ?? {})).toHaveLength(OPEN_LIMIT);
	expect(state()?.open).toHaveProperty('newest');
	expect(Object.keys(state()?.seen ?? {})).toEqual(['newest']);
});

test('whatever happens in whatever order, each job that ends after the first poll comes once', async () => {
	const step = fc.oneof(
		fc.record({
			do: fc.constant('add' as const),
			ended: fc.boolean(),
			seconds: fc.integer({ min: 0, max: 900 }),
		}),
		fc.record({ do: fc.constant('finish' as const), which: fc.nat(), failed: fc.boolean() }),
		fc.record({
			do: fc.constant('poll' as const),
			breakAt: fc.option(fc.nat(8), { nil: Infinity }),
		}),
		fc.record({ do: fc.constant('pass' as const), seconds: fc.integer({ min: 1, max: 3_600 }) }),
	);
	await fc.assert(
		fc.asyncProperty(
			fc.array(step, { maxLength: 60 }),
			fc.integer({ min: 0, max: 40 }),
			async (steps, startAt) => {
				const { rows, add, finish, pass, poll } = world();
				const expected: string[] = [];
				const came: string[] = [];
				let started = false;
				const end = (id: string, failed: boolean) => {
					finish(id, failed ? 'failed' : 'completed');
					if (started) expected.push(id);
				};
				for (const [index, next] of steps.entries()) {
					if (index === startAt) {
						expect(await poll()).toEqual([]);
						started = true;
					}
					if (next.do === 'pass') pass(next.seconds);
					if (next.do === 'add') {
						pass(next.seconds);
						add(`v${index}`);
						if (next.ended) end(`v${index}`, false);
					}
					if (next.do === 'finish') {
						const running = rows.filter(({ status }) => status === 'processing');
						if (running.length > 0) end(running[next.which % running.length].id, next.failed);
					}
					if (next.do === 'poll' && started)
						came.push(...(await poll(next.breakAt).catch(() => [])));
				}
				if (started) came.push(...(await poll()));
				expect(came.sort()).toEqual(expected.sort());
			},
		),
		{ numRuns: 300 },
	);
});

test.each(['succeeded', 'finished', undefined])(
	'a job whose end has the word %s is told by its result',
	async (status) => {
		const row = { id: 'a', created_at: 1_000, status: 'processing' } as IDataObject;
		const port = {
			page: async () => ({ rows: [{ ...row }] }),
			statuses: async () => new Map([['a', String(row.status)]]),
			read: async () => ({ ...row }),
		};
		const first = await pollFinished(port, undefined, 1_001);
		Object.assign(row, { status });
		const before = await pollFinished(port, first.state, 1_002);
		expect(before.finished).toEqual([]);
		Object.assign(row, { video_url: 'https://x/v' });
		expect((await pollFinished(port, before.state, 1_003)).finished).toMatchObject([{ id: 'a' }]);
	},
);
