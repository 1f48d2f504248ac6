// What n8n repeats, by Retry On Fail or "Retry execution": jobs that HeyGen has accepted are taken up again, and only the rest is ordered.
import { runNode } from '../../tools/engine/engine';
import { defaults } from '../../nodes/api/limits';
import { startSimulator, type Simulator } from '../../simulator';

let sim: Simulator;
let avatarId: object;
beforeAll(async () => {
	defaults.firstPollSeconds = 0.05;
	defaults.resultSeconds = 0.5;
	sim = await startSimulator();
	avatarId = {
		__rl: true,
		mode: 'id',
		value: sim.catalogue().looks.find(({ status }) => status === 'completed')?.id,
	};
});
afterAll(async () => await sim.stop());
beforeEach(() => {
	sim.reset();
	sim.configure({ concurrency: 10, creditLimit: null, jobSeconds: 0.1 });
});

const rows = (count: number) =>
	Array.from({ length: count }, (_, n) => ({ json: { n, script: `script ${n}` } }));
const run = async (count: number, parameters: object = {}, more: object = {}) =>
	await runNode({
		parameters: {
			resource: 'video',
			operation: 'createAvatar',
			avatarId,
			script: '={{ $json.script }}',
			...parameters,
		},
		items: rows(count),
		credentials: { heyGenVideoApi: { apiKey: sim.apiKey, baseUrl: sim.url } },
		...more,
	});
type Result = Awaited<ReturnType<typeof run>>;
const posts = () => sim.requests().filter((one) => one.method === 'POST');
const statuses = ({ items }: Result) => items.map(({ json }) => json.status);
const done = (count: number) => Array(count).fill('completed');
const match = { method: 'POST' };
const noCredit = { match, kind: 'status', status: 402, code: 'insufficient_credit' };
const twice = { retryOnFail: true, maxTries: 2, waitBetweenTries: 10 };
const again = (retryOf: Result) => ({ retryOf, executionId: 'exec-2' });

describe('Retry execution', () => {
	test('no credit at row 4 of 6, credit added, retried: six videos, six paid', async () => {
		sim.configure({ creditLimit: 3 });
		const first = await run(6, { options: { maxConcurrentJobs: 1 } });
		expect(first.error?.message).toBe('HeyGen has no credits left for this request');
		const ordered = sim.paid().count;
		const sent = posts().length;
		sim.configure({ creditLimit: null });
		const second = await run(6, { options: { maxConcurrentJobs: 1 } }, again(first));
		expect(statuses(second)).toEqual(done(6));
		expect(sim.paid().count).toBe(6);
		expect(posts().length - sent).toBe(6 - ordered);
	}, 40_000);

	test('also of what HeyGen would not recognise, and of what may have been accepted', async () => {
		const agent = {
			resource: 'videoAgent',
			operation: 'create',
			prompt: '={{ $json.script }}',
			completion: 'immediate',
		};
		sim.plan({ ...noCredit, after: 2, times: 1 });
		const first = await run(3, agent);
		const second = await run(3, agent, again(first));
		expect(second.items.map(({ json }) => json.session_id).sort()).toEqual(
			sim
				.jobs()
				.map(({ id }) => id)
				.sort(),
		);
		expect(sim.paid().count).toBe(3);
		sim.reset();
		sim.plan({ match, kind: 'dropAfter', times: 1 });
		const third = await run(2, agent, again(await run(2, agent)));
		expect(third.error?.message).toBe('HeyGen gave no clear answer');
		expect(sim.paid().count).toBe(2);
	}, 40_000);

	test('an answer that never came is asked for under the same key', async () => {
		sim.plan({ match, kind: 'dropAfter', times: 20 });
		const first = await run(1, { maxWaitMinutes: 0.02 });
		expect(first.error?.message).toBe('HeyGen gave no clear answer');
		sim.clearFaults();
		const second = await run(1, { maxWaitMinutes: 1 }, again(first));
		expect(statuses(second)).toEqual(done(1));
		expect(sim.paid().count).toBe(1);
	}, 40_000);

	test('of an edited node orders only the rows that ask for something else', async () => {
		sim.configure({ creditLimit: 2 });
		const first = await run(3, { options: { maxConcurrentJobs: 1 } });
		sim.configure({ creditLimit: null });
		const second = await run(
			3,
			{ script: '={{ $json.n ? $json.script : "better" }}', options: { title: 'New' } },
			again(first),
		);
		expect(statuses(second)).toEqual(done(3));
		const scripts = sim.jobs().map(({ body }) => (body as { script: string }).script);
		expect(scripts.sort()).toEqual(['better', 'script 0', 'script 1', 'script 2']);
	}, 40_000);

	test('of a batch with a failed entry puts that entry alone into a new one', async () => {
		const batch = { operation: 'createBatch', options: { title: '={{ $json.script }}' } };
		sim.plan({ kind: 'failJob', match: { index: 1 }, failure_code: 'internal_error' });
		const first = await run(3, batch);
		expect(first.error?.message).toContain('(internal_error)');
		const second = await run(3, batch, again(first));
		expect(second.items.map(({ json }) => json.title)).toEqual([
			'script 0',
			'script 1',
			'script 2',
		]);
		expect(
			posts().map(({ body }) =>
				(body as { videos: Array<{ title: string }> }).videos.map(({ title }) => title),
			),
		).toEqual([['script 0', 'script 1', 'script 2'], ['script 1']]);
	}, 40_000);

	test("does not hold what is paid already against 'Max Credits'", async () => {
		const within = (maxCredits: number) => ({ options: { maxConcurrentJobs: 1, maxCredits } });
		sim.configure({ creditLimit: 2 });
		const first = await run(3, within(1));
		sim.configure({ creditLimit: null });
		expect((await run(3, within(0.2))).error?.message).toContain('Max Credits');
		const second = await run(3, within(0.2), again(first));
		expect(statuses(second)).toEqual(done(3));
	}, 40_000);
});

describe('Retry execution of a batch without a clear answer', () => {
	const batch = (more: object = {}) => ({
		operation: 'createBatch',
		maxWaitMinutes: 0.02,
		...more,
	});
	const edited = { script: '={{ $json.n === 1 ? "better" : $json.script }}', maxWaitMinutes: 1 };
	const scripts = () => sim.jobs().map(({ body }) => (body as { script: string }).script);
	/** What HeyGen made of the row that each item came from. */
	const made = ({ items }: Result) =>
		items.map(({ json }) => {
			const job = sim.jobs().find(({ id }) => id === (json.id ?? json.video_id));
			return (job?.body as { script: string }).script;
		});
	const entries = () =>
		posts().map(({ body }) => (body as { videos: Array<{ script: string }> }).videos.length);

	test.each(['poll', 'suspend'])(
		'that HeyGen had accepted, one row edited: three stay three, the edited one is one more (%s)',
		async (completion) => {
			sim.plan({ match, kind: 'dropAfter', times: 20 });
			const first = await run(3, batch({ completion }));
			expect(first.error?.message).toBe('HeyGen gave no clear answer');
			expect(sim.paid().count).toBe(3);
			sim.clearFaults();
			const sent = posts().length;
			const second = await run(3, batch({ completion, ...edited }), again(first));
			expect(made(second)).toEqual(['script 0', 'better', 'script 2']);
			expect(sim.paid().count).toBe(4);
			expect(entries().slice(sent)).toEqual([2, 1]);
			expect(
				new Set(
					posts()
						.slice(0, sent + 1)
						.map((one) => one.idempotencyKey),
				).size,
			).toBe(1);
			expect(posts()[sent + 1].replayed).toBe(false);
		},
		40_000,
	);

	test('that HeyGen had not accepted: only what is wanted now is ordered, each at its own row', async () => {
		sim.plan({ match, kind: 'dropBefore', times: 20 });
		const first = await run(3, batch());
		expect(sim.paid().count).toBe(0);
		sim.clearFaults();
		const second = await run(3, batch(edited), again(first));
		expect(made(second)).toEqual(['script 0', 'better', 'script 2']);
		expect(sim.paid().count).toBe(3);
	}, 40_000);

	test('with another title and folder it stays one order, whatever rows share a folder now', async () => {
		const folder = sim.catalogue().folders.find(({ is_trash: isTrash }) => !isTrash)?.folder_id;
		sim.plan({ match, kind: 'dropAfter', times: 20 });
		const first = await run(3, batch());
		sim.clearFaults();
		const options = { title: 'New', batchFolderId: `={{ $json.n ? "${folder}" : "" }}` };
		const second = await run(3, batch({ options, maxWaitMinutes: 1 }), again(first));
		expect(made(second)).toEqual(['script 0', 'script 1', 'script 2']);
		expect(sim.paid().count).toBe(3);
	}, 40_000);

	test('of several: each is asked under its own key, although a row of the first one is new', async () => {
		sim.plan({ match, kind: 'dropAfter', after: 1, times: 20 });
		const first = await run(103, batch());
		expect(sim.paid().count).toBe(103);
		sim.clearFaults();
		const sent = posts().length;
		const second = await run(103, batch(edited), again(first));
		expect(made(second)).toEqual(
			rows(103).map(({ json }) => (json.n === 1 ? 'better' : json.script)),
		);
		expect(entries().slice(sent)).toEqual([3, 1]);
		expect(sim.paid().count).toBe(104);
	}, 60_000);

	test('again without an answer, and edited once more', async () => {
		sim.plan({ match, kind: 'dropAfter', times: 'always' });
		const first = await run(3, batch());
		const second = await run(3, batch({ ...edited, maxWaitMinutes: 0.02 }), again(first));
		expect(second.error?.message).toBe('HeyGen gave no clear answer');
		sim.clearFaults();
		const third = await run(
			3,
			batch({ ...edited, script: '={{ $json.n < 2 ? "better " + $json.n : $json.script }}' }),
			again(second),
		);
		expect(made(third)).toEqual(['better 0', 'better 1', 'script 2']);
		expect(scripts().sort()).toEqual(
			expect.arrayContaining(['better 0', 'better 1', 'script 0', 'script 1', 'script 2']),
		);
		expect(sim.paid().count).toBe(5);
	}, 40_000);

	test('a refusal afterwards does not make it a free one', async () => {
		sim.plan({ match, kind: 'dropAfter', times: 20 });
		const first = await run(3, batch());
		sim.clearFaults();
		sim.plan({ ...noCredit, times: 1 });
		const second = await run(3, batch({ maxWaitMinutes: 1 }), again(first));
		expect(second.error?.description).toContain('an earlier try had no answer');
		const third = await run(3, batch({ maxWaitMinutes: 1 }), again(second));
		expect(made(third)).toEqual(['script 0', 'script 1', 'script 2']);
		expect(sim.paid().count).toBe(3);
	}, 40_000);
});

describe('Retry On Fail', () => {
	test('a render that failed, which costs nothing, is ordered anew', async () => {
		sim.plan({ kind: 'failJob', match: { index: 1 }, failure_code: 'internal_error' });
		const result = await run(2, {}, twice);
		expect(statuses(result)).toEqual(done(2));
		expect(sim.jobs()).toHaveLength(3);
	}, 40_000);

	test('under an own key HeyGen would give the failed one again: the sentence says so', async () => {
		sim.plan({ kind: 'failJob', match: { index: 0 }, failure_code: 'internal_error' });
		const { error } = await run(1, { options: { idempotencyKey: 'row-1' } }, twice);
		expect(sim.jobs()).toHaveLength(1);
		expect(error?.description).toContain("Give it another 'Idempotency Key'");
	}, 40_000);
});

test('a refusal after a try without an answer does not call the row free', async () => {
	sim.plan({ match, kind: 'dropAfter', times: 1 });
	sim.plan({ ...noCredit, times: 1 });
	const first = await run(1);
	expect(first.error?.description).toContain(
		'an earlier try had no answer: HeyGen may have accepted the request',
	);
	expect(statuses(await run(1, {}, again(first)))).toEqual(done(1));
	expect(sim.paid().count).toBe(1);
}, 40_000);

describe('an execution whose number comes again, as in a restored database', () => {
	const older = { resumeToken: '' };
	const titleNow = { options: { title: '={{ Math.random() }}' } };
	const lost = { match, kind: 'dropAfter', times: 20 };
	const scripts = () => sim.jobs().map(({ body }) => (body as { script: string }).script);
	const of = (name: string) => ({ script: `For ${name}` });

	test.each([
		['as n8n is now', {}],
		['as n8n was', older],
	])(
		'and asks for something else gets what it asks for: %s',
		async (_name, n8n) => {
			for (const name of ['Alice', 'Bob']) {
				const { items } = await run(1, of(name), n8n);
				expect(items).toMatchObject([{ json: { status: 'completed' } }]);
			}
			expect(scripts()).toEqual(['For Alice', 'For Bob']);
			expect(posts().map(({ replayed }) => replayed)).toEqual([false, false]);
			sim.reset();
			const batch = { operation: 'createBatch', completion: 'immediate' };
			for (const name of ['Alice', 'Bob']) await run(2, { ...batch, ...of(name) }, n8n);
			expect(sim.paid().count).toBe(4);
		},
		40_000,
	);

	test.each([
		['as n8n is now', {}],
		['as n8n was', older],
	])(
		'what changes at each evaluation does not make another order of a repeat: %s',
		async (_name, n8n) => {
			const words = { script: '={{ "It is " + Math.random() }}', ...titleNow };
			sim.plan({ ...lost, times: 8 });
			const first = await run(1, { ...words, maxWaitMinutes: 0.05 }, { ...n8n, ...twice });
			expect(first.error?.message).toBe('HeyGen gave no clear answer');
			sim.clearFaults();
			const second = await run(1, { ...words, maxWaitMinutes: 0.05 }, again(first));
			expect(statuses(second)).toEqual(done(1));
			expect(new Set(posts().map(({ body }) => (body as { script: string }).script)).size).toBe(3);
			expect(sim.paid().count).toBe(1);
		},
		40_000,
	);

	test('a worker that does a lost execution again pays nothing twice', async () => {
		const lostOne = { resumeToken: 'drawn-once' };
		for (const n8n of [lostOne, older]) {
			sim.reset();
			await run(2, titleNow, n8n);
			await run(2, titleNow, n8n);
			expect(sim.paid().count).toBe(2);
		}
	}, 40_000);

	test('an own key is one order for all executions, as it says', async () => {
		const own = { options: { idempotencyKey: '={{ "row-" + $json.n }}' } };
		await run(2, own);
		await run(2, own);
		expect(sim.paid().count).toBe(2);
	}, 40_000);
});
