// Batches: the run's rows in requests of up to 100, each row's results back at its own row, and nothing paid twice.
import type { IDataObject } from 'n8n-workflow';
import { byId, fakeClock, fakeRun, quiet, type Answering, type FakeRun, type Sent } from './fakes';

const parameters = {
	resource: 'video',
	operation: 'createBatch',
	authentication: 'apiKey',
	type: 'avatar',
	avatarId: byId('look'),
	speechSource: 'script',
	voiceId: byId('voice'),
	completion: 'immediate',
};
const scripts = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ script: `script ${index}` }));
/** Batches as they left; what the node looks up before does not count. */
const posts = ({ sent }: FakeRun) => sent.filter(({ method }) => method === 'POST');
const entriesOf = ({ body }: Sent) => body.videos as IDataObject[];

/** A HeyGen that takes batches and gives them numbers. */
function heyGen(refuse: (batch: number) => boolean = () => false): Answering {
	let batches = 0;
	return ({ method }) => {
		if (method === 'GET') return { body: { data: [] } };
		const batch = ++batches;
		return refuse(batch)
			? { status: 400, body: { error: { code: 'invalid_parameter', message: 'No.' } } }
			: { body: { data: { batch_id: `batch-${batch}` } } };
	};
}
const all = (count: number) => Array.from({ length: count }, (_, item) => item);

test('250 rows are three requests, one after the other, in the order of the rows', async () => {
	const run = fakeRun({ parameters, items: scripts(250), answer: heyGen() });
	const rows = await Promise.all(all(250).map(async (item) => await run.perform(item)));
	expect(posts(run).map((one) => entriesOf(one).length)).toEqual([100, 100, 50]);
	expect(
		posts(run)
			.flatMap(entriesOf)
			.map(({ script }) => script),
	).toEqual(scripts(250).map(({ script }) => script));
	expect(rows[249][0]).toMatchObject({
		json: { batch_id: 'batch-3', item_index: 49 },
		pairedItem: { item: 249 },
	});
	const keys = posts(run).map(({ headers }) => headers['Idempotency-Key']);
	expect(new Set(keys).size).toBe(3);
});

test('after a batch that was refused no other is sent, and the sentence names what was', async () => {
	const run = fakeRun({ parameters, items: scripts(250), answer: heyGen((batch) => batch === 2) });
	const rows = await Promise.allSettled(all(250).map(async (item) => await run.perform(item)));
	expect(posts(run)).toHaveLength(2);
	const reasons = rows.flatMap((row) =>
		row.status === 'rejected' ? [row.reason as { description: string }] : [],
	);
	expect(reasons[0].description).toContain('batch-1');
});

test('with "Continue" the other batches go on', async () => {
	const run = fakeRun({
		parameters,
		items: scripts(250),
		answer: heyGen((batch) => batch === 2),
		continues: true,
	});
	const rows = await Promise.all(all(250).map(async (item) => await run.perform(item)));
	expect(posts(run)).toHaveLength(3);
	const failed = rows.flat().filter(({ json }) => json.error);
	expect(failed).toHaveLength(100);
	expect(failed[0]).toMatchObject({ pairedItem: { item: 100 } });
});

test('a row that n8n starts late goes by itself', async () => {
	const run = fakeRun({ parameters, items: scripts(3), answer: heyGen(), continues: true });
	await Promise.all([run.perform(0), run.perform(1)]);
	await quiet();
	expect(await run.perform(2)).toMatchObject([{ json: { batch_id: 'batch-2', item_index: 0 } }]);
	expect(posts(run).map((one) => entriesOf(one).length)).toEqual([2, 1]);
});

test('what HeyGen has accepted is not sent again when n8n repeats the run', async () => {
	const contexts = { node: {}, flow: {} };
	const first = fakeRun({ parameters, items: scripts(2), answer: heyGen(), contexts });
	const before = await Promise.all([first.perform(0), first.perform(1)]);
	const again = fakeRun({ parameters, items: scripts(2), answer: heyGen(), contexts });
	const after = await Promise.all([again.perform(0), again.perform(1)]);
	expect(posts(again)).toEqual([]);
	expect(after).toEqual(before);
});

describe('a batch without an answer, of which a row is edited before n8n repeats it', () => {
	const dubbing = {
		resource: 'translation',
		operation: 'createBatch',
		authentication: 'apiKey',
		videoSource: 'url',
		videoUrl: 'https://example.com/video.mp4',
		completion: 'immediate',
	};
	const items = [
		{ outputLanguages: ['German', 'French', 'Dutch'] },
		{ outputLanguages: ['German', 'French'] },
		{ outputLanguages: ['German'] },
	];
	const edited = [{ outputLanguages: ['Danish'] }, items[1], items[2]];

	/** Places of the rows after the repeat, where HeyGen counts so many entries in the batch that it gives for the old key. */
	async function places(answered: IDataObject) {
		const contexts = { node: {}, flow: {} };
		const first = fakeRun({
			parameters: dubbing,
			items,
			answer: ({ method }) =>
				method === 'POST' ? new Error('socket hang up') : { body: { data: [] } },
			contexts,
		});
		await Promise.allSettled(all(3).map(async (item) => await first.perform(item)));
		const clock = fakeClock();
		clock.at = 1_000_000;
		let batches = 0;
		const again = fakeRun({
			parameters: { ...dubbing, jobTitle: 'edited' },
			items: edited,
			answer: ({ method }) => {
				if (method === 'GET') return { body: { data: [] } };
				const made = ++batches === 1 ? { batch_id: 'old', ...answered } : { batch_id: 'new' };
				return { body: { data: made } };
			},
			contexts,
			clock,
		});
		const rows = await Promise.all(all(3).map(async (item) => await again.perform(item)));
		const keys = [first, again].map((run) =>
			posts(run).map((one) => one.headers['Idempotency-Key']),
		);
		expect(new Set(keys[0]).size).toBe(1);
		expect(keys[1][0]).toBe(keys[0][0]);
		expect(keys[1][1]).not.toBe(keys[0][0]);
		expect(posts(again)).toHaveLength(2);
		return rows.map(([{ json }]) => [json.batch_id, json.item_index]);
	}

	const before = [
		['new', 0],
		['old', 1],
		['old', 2],
	];
	const now = [
		['new', 0],
		['old', 0],
		['old', 1],
	];
	test.each([
		['all its languages: it is the old one', { total_items: 6 }, before],
		['what is sent now: it has only just been made', { total_items: 2 }, now],
		['three entries, long ago: rows of the old one', { total_items: 3, created_at: 5 }, before],
		['three entries, just now: languages', { total_items: 3, created_at: 1_000 }, now],
	])('HeyGen counts %s', async (_name, answered, expected) => {
		expect(await places(answered)).toEqual(expected);
	});
});

describe('the results of a batch', () => {
	/** Two rows, of three and two languages, whose batch is done. */
	async function translated(entries: Array<{ item_index: number; id: string }>) {
		const run = fakeRun({
			parameters: {
				resource: 'translation',
				operation: 'createBatch',
				authentication: 'apiKey',
				videoSource: 'url',
				videoUrl: 'https://example.com/video.mp4',
				completion: 'poll',
			},
			items: [
				{ outputLanguages: ['German', 'French', 'Dutch'] },
				{ outputLanguages: ['German', 'French'] },
			],
			answer: ({ method, url }) => {
				if (method === 'POST') return { body: { data: { batch_id: 'b' } } };
				if (!url.includes('/batches/'))
					return {
						body: {
							data: {
								id: url.split('/').pop(),
								status: 'completed',
								video_url: 'https://files/1',
							},
						},
					};
				const items = entries.map(({ item_index, id }) => ({
					item_index,
					status: 'completed',
					video_id: id,
					error: null,
				}));
				return { body: { data: { batch_id: 'b', status: 'completed', items } } };
			},
		});
		const rows = await Promise.all([run.perform(0), run.perform(1)]);
		return rows.map((row) => row.map(({ json }) => json.id));
	}

	test('come back to their rows where HeyGen lists rows', async () => {
		expect(
			await translated([
				{ item_index: 1, id: 'second' },
				{ item_index: 0, id: 'first' },
			]),
		).toEqual([['first'], ['second']]);
	});

	test('and where it lists every language by itself', async () => {
		const entries = all(5).map((index) => ({ item_index: index, id: `t${index}` }));
		expect(await translated(entries.reverse())).toEqual([
			['t0', 't1', 't2'],
			['t3', 't4'],
		]);
	});
});
