// The poll trigger's poll(): requests as they leave, the stored state, the status filter and the editor's test run.
import type { IDataObject } from 'n8n-workflow';

import { poll } from '../../../nodes/HeyGenPollTrigger/poll';
import { fakeContext, httpError, node } from './fakes';

type Row = { id: string; status: string; created_at: number };

function setUp(parameters: IDataObject = {}, mode = 'trigger') {
	const rows: Row[] = [];
	const made = fakeContext(
		({ url, qs }) => {
			if (url.endsWith('/statuses')) {
				const ids = String(Object.values(qs ?? {})[0]).split(',');
				return {
					data: ids.map((id) => ({
						video_id: id,
						status: rows.find((row) => row.id === id)?.status ?? 'not_found',
					})),
				};
			}
			const [, , , id] = url.split('/');
			const row = rows.find((one) => one.id === id);
			if (id && !row) throw httpError(404);
			return row ? { data: row } : { data: [...rows].reverse().slice(0, 2), has_more: false };
		},
		{ parameters, mode },
	);
	return {
		...made,
		rows,
		run: async () => (await poll.call(made.context))?.[0].map(({ json }) => json.id) ?? null,
	};
}

test.each([
	['videos', '/v3/videos', 'video_ids'],
	['translations', '/v3/video-translations', 'video_translation_ids'],
	['lipsyncs', '/v3/lipsyncs', 'lipsync_ids'],
])(
	'%s are listed, asked about and read where HeyGen has them',
	async (watch, path, idsParameter) => {
		const { rows, run, fake } = setUp({ watch });
		rows.push({ id: 'slow', status: 'running', created_at: Date.now() / 1_000 });
		expect(await run()).toBeNull();
		rows.push(
			{ id: 'b', status: 'completed', created_at: rows[0].created_at + 1 },
			{ id: 'c', status: 'failed', created_at: rows[0].created_at + 2 },
		);
		rows[0].status = 'completed';
		expect(await run()).toEqual(['slow', 'b', 'c']);
		expect(fake.requests.map(({ url, qs }) => [url, qs])).toEqual([
			[path, { limit: 100 }],
			[path, { limit: 100 }],
			[`${path}/statuses`, { [idsParameter]: 'slow' }],
			[`${path}/slow`, undefined],
		]);
	},
);

test('only the chosen statuses come, and the others do not come later, even where n8n lost what a poll without a job stored', async () => {
	const { rows, run, fake } = setUp({ statuses: ['failed'] });
	await run();
	const saved = JSON.parse(JSON.stringify(fake.staticData)) as IDataObject;
	rows.push(
		{ id: 'a', status: 'completed', created_at: 10 },
		{ id: 'b', status: 'failed', created_at: 11 },
	);
	expect(await run()).toEqual(['b']);
	for (const key of Object.keys(saved)) fake.staticData[key] = saved[key];
	fake.parameters.statuses = ['completed', 'failed'];
	expect(await run()).toBeNull();
	rows.push({ id: 'c', status: 'completed', created_at: 12 });
	expect(await run()).toEqual(['c']);
});

test('another kind to watch starts anew, with nothing old', async () => {
	const { rows, run, fake } = setUp({ watch: 'videos' });
	await run();
	rows.push({ id: 'a', status: 'completed', created_at: 10 });
	fake.parameters.watch = 'translations';
	expect(await run()).toBeNull();
	rows.push({ id: 'b', status: 'completed', created_at: 20 });
	expect(await run()).toEqual(['b']);
});

test('another account starts anew, with nothing old', async () => {
	const { context, rows, run } = setUp();
	const use = (id: string) =>
		Object.assign(context, {
			getNode: () => ({ ...node, credentials: { heyGenVideoApi: { id, name: id } } }),
		});
	use('one');
	await run();
	rows.push({ id: 'a', status: 'completed', created_at: 10 });
	use('two');
	expect(await run()).toBeNull();
	rows.push({ id: 'b', status: 'completed', created_at: 20 });
	expect(await run()).toEqual(['b']);
});

test('polls that n8n starts while one is still running report nothing, and the next one goes on', async () => {
	const { rows, run, fake } = setUp();
	await run();
	rows.push({ id: 'a', status: 'completed', created_at: 10 });
	expect(await Promise.all([run(), run(), run()])).toEqual([['a'], null, null]);
	expect(fake.requests).toHaveLength(2);
	rows.push({ id: 'b', status: 'completed', created_at: 20 });
	expect(await run()).toEqual(['b']);
});

test('a refusal leaves the state as it was, and the next poll finds what this one should have', async () => {
	let down = false;
	const rows: Row[] = [{ id: 'old', status: 'completed', created_at: 10 }];
	const { context, fake } = fakeContext(() => {
		if (down) throw httpError(500);
		return { data: [...rows].reverse() };
	});
	await poll.call(context);
	const before = JSON.stringify(fake.staticData);
	rows.push({ id: 'new', status: 'completed', created_at: 20 });
	down = true;
	await expect(poll.call(context)).rejects.toMatchObject({ httpCode: '500' });
	expect(JSON.stringify(fake.staticData)).toBe(before);
	down = false;
	expect(await poll.call(context)).toMatchObject([[{ json: { id: 'new' } }]]);
});

test('a test run shows the newest finished job and stores nothing', async () => {
	const { rows, run, fake } = setUp({}, 'manual');
	await expect(run()).rejects.toThrow("'Statuses'");
	rows.push(
		{ id: 'a', status: 'completed', created_at: 10 },
		{ id: 'b', status: 'processing', created_at: 11 },
	);
	expect(await run()).toEqual(['a']);
	expect(fake.staticData).toEqual({});
});

test('a kind that cannot be watched is named, with those that can', async () => {
	for (const watch of ['avatars', 'constructor', '']) {
		const { run, fake } = setUp({ watch });
		await expect(run()).rejects.toMatchObject({
			message: `'Watch' is '${watch}', which this trigger cannot watch`,
			description: expect.stringContaining('lipsyncs, translations, videos'),
		});
		expect(fake.requests).toEqual([]);
	}
});

test('an answer that holds no job leaves it to the next poll', async () => {
	const { context, rows, run } = setUp();
	rows.push({ id: 'slow', status: 'running', created_at: Date.now() / 1_000 });
	await run();
	const [slow] = rows.splice(0);
	let data: unknown = null;
	Object.assign(context.helpers, {
		httpRequestWithAuthentication: async (_credential: string, { url }: { url: string }) => ({
			statusCode: 200,
			headers: {},
			body: url.endsWith('/statuses')
				? { data: [{ video_id: 'slow', status: 'completed' }] }
				: url.endsWith('/slow')
					? { data }
					: { data: [] },
		}),
	});
	expect(await run()).toBeNull();
	data = { ...slow, status: 'completed' };
	expect(await run()).toEqual(['slow']);
});
