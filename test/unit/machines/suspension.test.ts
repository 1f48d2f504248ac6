// A run that sleeps: what is submitted before, what n8n keeps of it, what goes out when it wakes, and who comes late.
import type { IDataObject } from 'n8n-workflow';
import { byId, fakeClock, fakeRun, quiet, type FakeRun, type Sent } from './fakes';

const parameters = {
	resource: 'video',
	operation: 'createAvatar',
	authentication: 'apiKey',
	avatarId: byId('look'),
	speechSource: 'script',
	voiceId: byId('voice'),
	completion: 'suspend',
};

/** A HeyGen whose videos are done when they are told to be. */
function heyGen() {
	const status: Record<string, string> = {};
	const answer = ({ method, url, qs, body }: Sent) => {
		if (method === 'POST') {
			const id = `video-${String(body.script)}`;
			status[id] ??= 'processing';
			return { body: { data: { video_id: id, status: 'pending' } } };
		}
		if (url === '/v3/videos/statuses')
			return {
				body: {
					data: String(qs.video_ids)
						.split(',')
						.map((id) => ({ video_id: id, status: status[id] })),
				},
			};
		const id = url.split('/').pop() as string;
		return { body: { data: { id, status: status[id], video_url: `https://files/${id}` } } };
	};
	return { status, answer };
}

const scripts = (...words: string[]) => words.map((script) => ({ script }));
const posts = ({ sent }: FakeRun) => sent.filter(({ method }) => method === 'POST');
/** The rows as the execution keeps them while it sleeps; nothing goes out meanwhile. */
function kept({ executing, contexts }: FakeRun) {
	expect(executing.data.main.flat()).toEqual([]);
	const { rows } = contexts.node.heyGenSleep as {
		rows: Array<{ item: number; jobs: Array<{ id: string; status?: string }> }>;
	};
	return rows.map(({ item, jobs }) => [item, jobs[0]?.id, jobs[0]?.status]);
}
const idOf = ({ json }: { json: IDataObject }) => json.id;

test('submits, sleeps until the patience ends, and keeps every row in its place', async () => {
	const { answer } = heyGen();
	const run = fakeRun({ parameters, items: scripts('one', 'two'), answer });
	const rows = await Promise.all([run.perform(0), run.perform(1)]);
	expect(rows).toEqual([[], []]);
	expect(posts(run).map(({ body }) => body.callback_url)).toEqual([
		expect.stringContaining('/webhook-waiting/1/heygen?signature=abc'),
		expect.stringContaining('/webhook-waiting/1/heygen?signature=abc'),
	]);
	expect(run.sleeps).toEqual([new Date(30 * 60_000)]);
	expect(kept(run)).toEqual([
		[0, 'video-one', 'processing'],
		[1, 'video-two', 'processing'],
	]);
});

test('what is done already goes out, and nothing sleeps', async () => {
	const { answer, status } = heyGen();
	status['video-one'] = 'completed';
	const run = fakeRun({ parameters, items: scripts('one'), answer });
	const [row] = await run.perform(0);
	expect(row).toMatchObject({
		json: { id: 'video-one', status: 'completed' },
		pairedItem: { item: 0 },
	});
	expect(run.sleeps).toEqual([]);
});

test('woken, it orders nothing again and gives every row', async () => {
	const { answer, status } = heyGen();
	const contexts = { node: {}, flow: {} };
	const before = fakeRun({ parameters, items: scripts('one', 'two'), answer, contexts });
	await Promise.all([before.perform(0), before.perform(1)]);
	status['video-one'] = status['video-two'] = 'completed';
	const woken = fakeRun({ parameters, items: scripts('one', 'two'), answer, contexts });
	const rows = await Promise.all([woken.perform(0), woken.perform(1)]);
	expect(posts(woken)).toEqual([]);
	expect(rows.flat().map((row) => [idOf(row), row.pairedItem])).toEqual([
		['video-one', { item: 0 }],
		['video-two', { item: 1 }],
	]);
});

test('sends what fits and goes on where HeyGen has room again', async () => {
	const { answer, status } = heyGen();
	status['video-one'] = 'completed';
	const run = fakeRun({
		parameters: { ...parameters, options: { maxConcurrentJobs: 1 } },
		items: scripts('one', 'two', 'three'),
		answer,
	});
	run.contexts.node = {};
	await Promise.all([0, 1, 2].map(async (item) => await run.perform(item)));
	// The first was done at once and made room for the second, which keeps the third waiting.
	expect(posts(run).map(({ body }) => body.script)).toEqual(['one', 'two']);
	expect(kept(run)).toEqual([
		[0, 'video-one', 'completed'],
		[1, 'video-two', 'processing'],
		[2, undefined, undefined],
	]);
});

test('one video that fails ends a run that does not continue, and names what was ordered', async () => {
	const { answer, status } = heyGen();
	status['video-two'] = 'failed';
	const run = fakeRun({ parameters, items: scripts('one', 'two'), answer });
	const [first, second] = await Promise.allSettled([run.perform(0), run.perform(1)]);
	expect(first).toMatchObject({ status: 'fulfilled', value: [] });
	expect(second).toMatchObject({
		status: 'rejected',
		reason: {
			message: expect.stringContaining('Video video-two ended as failed'),
			description: expect.stringContaining('video-one (row 1)'),
		},
	});
	expect(run.sleeps).toEqual([]);
});

describe('an item that n8n starts after the run is about to sleep', () => {
	async function lateRun(done: string[] = []) {
		const { answer, status } = heyGen();
		const clock = fakeClock();
		const run = fakeRun({
			parameters,
			items: scripts('one', 'two', 'three'),
			answer,
			clock,
			continues: true,
		});
		const early = await Promise.all([run.perform(0), run.perform(1)]);
		expect(early).toEqual([[], []]);
		expect(run.sleeps).toHaveLength(1);
		for (const id of done) status[id] = 'completed';
		return { run, late: await run.perform(2) };
	}

	test('is submitted and stands beside the others in what goes out', async () => {
		const { run, late } = await lateRun();
		expect(late).toEqual([]);
		expect(posts(run).map(({ body }) => body.script)).toEqual(['one', 'two', 'three']);
		expect(kept(run).map(([, id]) => id)).toEqual(['video-one', 'video-two', 'video-three']);
		expect(run.executing.data.heyGenInput[0]).toHaveLength(3);
	});

	test('does not give out rows of its own, even if all is done by now: the execution sleeps and is woken', async () => {
		const { run, late } = await lateRun(['video-one', 'video-two', 'video-three']);
		expect(late).toEqual([]);
		expect(run.sleeps).toHaveLength(2);
		expect(run.sleeps[1].getTime()).toBeGreaterThan(0);
		expect(kept(run)).toHaveLength(3);
	});

	test('comes in its turn where the others are still being submitted', async () => {
		const { answer } = heyGen();
		const run = fakeRun({ parameters, items: scripts('one', 'two'), answer, continues: true });
		const first = run.perform(0);
		for (let n = 0; n < 100 && run.sent.length === 0; n++) await quiet();
		const second = run.perform(1);
		expect(await Promise.all([first, second])).toEqual([[], []]);
		expect(posts(run).map(({ body }) => body.script)).toEqual(['one', 'two']);
		expect(kept(run).map(([, id]) => id)).toEqual(['video-one', 'video-two']);
	});
});

describe('a key that is refused while the execution sleeps', () => {
	const refusal = {
		status: 401,
		body: { error: { code: 'unauthorized', message: 'Invalid API key' } },
	};

	/** Two rows that fall asleep, and wake when the key is refused; then the run once more, with a key that is right. */
	async function revoked(more: IDataObject, { continues = false, isWired = false } = {}) {
		const { answer, status } = heyGen();
		const clock = fakeClock();
		const contexts = { node: {} as IDataObject, flow: {} };
		const start = (answering: typeof answer | (() => typeof refusal)) =>
			fakeRun({
				parameters: { ...parameters, ...more },
				items: scripts('one', 'two'),
				answer: answering,
				clock,
				contexts,
				continues,
				isWired,
			});
		const first = start(answer);
		expect(await Promise.all([first.perform(0), first.perform(1)])).toEqual([[], []]);
		clock.at = first.sleeps[0].getTime();
		const woken = start(() => refusal);
		const ends = await Promise.allSettled([woken.perform(0), woken.perform(1)]);
		for (const id of Object.keys(status)) status[id] = 'completed';
		const again = start(answer);
		const later = await Promise.allSettled([again.perform(0), again.perform(1)]);
		return { first, woken, ends, again, later };
	}

	test.each([false, true])(
		'ends the run with a sentence and both jobs; the next try takes them up and pays nothing (Not Finished connected: %s)',
		async (isWired) => {
			const { first, woken, ends, again, later } = await revoked({}, { isWired });
			expect(posts(first)).toHaveLength(2);
			expect(posts(woken)).toHaveLength(0);
			const reasons = ends.flatMap((end) =>
				end.status === 'rejected' ? [end.reason as { message: string; description: string }] : [],
			);
			expect(reasons).not.toHaveLength(0);
			for (const { message, description } of reasons) {
				expect(message).toMatch(/API key/);
				for (const id of ['video-one', 'video-two']) expect(description).toContain(id);
			}
			expect(posts(again)).toHaveLength(0);
			expect(later.map((end) => end.status)).toEqual(['fulfilled', 'fulfilled']);
		},
	);

	test('with Continue each row says so and names its job', async () => {
		const { ends, again } = await revoked({}, { continues: true });
		const rows = ends.flatMap((end) => (end.status === 'fulfilled' ? end.value : []));
		expect(rows.map(({ json }) => [json.code, json.id])).toEqual([
			['unauthorized', 'video-one'],
			['unauthorized', 'video-two'],
		]);
		expect(rows[0].json.description).toContain('The video video-one was created and is not lost');
		expect(posts(again)).toHaveLength(0);
	});
});
