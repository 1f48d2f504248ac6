// What a callback makes of HeyGen's answers: it bears what the node itself bears, wakes the execution when all has ended, and else leaves it asleep.
import {
	sleep,
	type IDataObject,
	type IHttpRequestOptions,
	type IWebhookFunctions,
} from 'n8n-workflow';
import { resume } from '../../nodes/HeyGen/suspend/resume';
import { newToken } from '../../nodes/HeyGen/run/callbackToken';
import type { SleepingRow } from '../../nodes/HeyGen/suspend/state';
import { fakeCall, httpError, node } from './trigger/fakes';

const input = [[{ json: { script: 'one' } }]];
const job = (id: string, kind = 'video') => ({ kind, id, since: 0 });

let executions = 0;

/** An execution that waits for jobs, with a HeyGen that answers so by path; each callback finds it as n8n has stored it. */
function asleep(
	jobs: Array<ReturnType<typeof job>>,
	answer: (url: string, options: IHttpRequestOptions) => unknown,
	{ token, unsent = 0 }: { token?: string; unsent?: number } = {},
) {
	const rows: SleepingRow[] = [
		...jobs.map((one, item) => ({ item, jobs: [one] })),
		...Array.from({ length: unsent }, (_, n) => ({ item: jobs.length + n, jobs: [] })),
	];
	const heyGenSleep = { run: `run ${executions++}`, rows };
	const asked: string[] = [];
	const load = { now: 0, most: 0 };
	const counted = async (options: IHttpRequestOptions) => {
		asked.push(options.url);
		load.most = Math.max(load.most, ++load.now);
		try {
			return await answer(options.url, options);
		} finally {
			load.now--;
		}
	};
	/** @param about what HeyGen says that the callback is about */
	const callback = async (about: IDataObject = {}, query: IDataObject = {}) => {
		const made = fakeCall({ headers: {}, staticData: {} }, counted);
		const data = { main: [[], []], heyGenInput: input };
		const again = {
			node: { ...node, alwaysOutputData: true },
			data: { main: input, heyGenAgain: [[{ json: { runIndex: 0 } }]] },
			source: null,
		};
		const other = { node: { ...node, name: 'Other' }, data: { main: input }, source: null };
		const stack = [{ node: { ...node, disabled: true }, data, source: null }, again, other];
		const told: { body?: unknown } = {};
		Object.assign(made.context, {
			getQueryData: () => query,
			getBodyData: () => about,
			runExecutionData: {
				executionData: {
					contextData: {
						flow: token === undefined ? {} : { heyGenCallbackToken: token },
						[`node:${node.name}`]: { heyGenSleep: structuredClone(heyGenSleep) },
					},
					nodeExecutionStack: stack,
				},
			},
		});
		Object.assign(made.context.getResponseObject(), {
			json: (body: unknown) => (told.body = body),
		});
		const outcome = await resume.call(made.context as unknown as IWebhookFunctions);
		return {
			wakes: outcome.workflowData !== undefined,
			stack: stack.map((one) => [one.node.name, (one.node as { disabled?: boolean }).disabled]),
			status: made.told.status ?? 200,
			warnings: made.fake.warnings,
		};
	};
	return { asked, load, callback };
}

/** One callback for an execution that waits for jobs. */
async function call(
	jobs: Array<ReturnType<typeof job>>,
	answer: (url: string, options: IHttpRequestOptions) => unknown,
	{ token, query = {} }: { token?: string; query?: IDataObject } = {},
) {
	const { asked, callback } = asleep(jobs, answer, { token });
	return { ...(await callback({}, query)), asked };
}

const done = { status: 'completed', video_url: 'https://files.example.com/v.mp4' };
const bulk = '/v3/videos/statuses';

test('one question for all jobs of a kind; the execution wakes when all have ended', async () => {
	const statuses = (second: string) => (url: string) => {
		expect(url).toBe(bulk);
		return {
			data: [
				{ video_id: 'a', status: 'completed' },
				{ video_id: 'b', status: second },
			],
		};
	};
	const jobs = [job('a'), job('b')];
	expect(await call(jobs, statuses('completed'))).toMatchObject({ wakes: true, asked: [bulk] });
	expect(await call(jobs, statuses('rendering'))).toMatchObject({ wakes: false, status: 200 });
});

test('an execution that is woken goes on itself, and does not run again behind itself', async () => {
	const answer = (status: string) => () => ({ data: [{ video_id: 'a', status }] });
	expect((await call([job('a')], answer('completed'))).stack).toEqual([
		[node.name, false],
		['Other', undefined],
	]);
	expect((await call([job('a')], answer('rendering'))).stack).toHaveLength(3);
});

test.each<[string, () => unknown]>([
	['403', () => httpError(403)],
	['400', () => httpError(400)],
	['404', () => httpError(404)],
	['another shape', () => ({ data: { videos: [] } })],
	['nothing in the list', () => ({ data: [null] })],
	['no list', () => ({ data: null })],
	['an empty list', () => ({ data: [] })],
	['only one of the two', () => ({ data: [{ video_id: 'a', status: 'completed' }] })],
])('a bulk question answered with %s: the jobs are asked about one by one', async (_what, odd) => {
	const answer = (url: string) => {
		if (url !== bulk) return { data: done };
		const outcome = odd();
		if (outcome instanceof Error) throw outcome;
		return outcome;
	};
	const { wakes, asked } = await call([job('a'), job('b')], answer);
	expect(wakes).toBe(true);
	expect(asked).toContain('/v3/videos/b');
});

test.each<[string, () => unknown]>([
	['429', () => httpError(429)],
	['502', () => httpError(502)],
	['401', () => httpError(401)],
	['403', () => httpError(403)],
	['no answer', () => new Error('socket hang up')],
])('where HeyGen gives no clear answer (%s) it is asked to call again', async (_what, odd) => {
	const outcome = await call([job('a')], () => {
		throw odd();
	});
	expect(outcome).toMatchObject({ wakes: false, status: 503 });
	expect(outcome.warnings).toHaveLength(1);
});

test.each(['hyperFrames', 'videoAgent', 'proofread', 'aiClipping'])(
	'a key that is refused (%s): the execution sleeps on, whatever the callback is about, and few questions are asked',
	async (kind) => {
		const jobs = Array.from({ length: 100 }, (_, n) => job(`j${n}`, kind));
		const { asked, callback } = asleep(jobs, () => {
			throw httpError(401, { error: { code: 'unauthorized', message: 'Invalid API key' } });
		});
		for (const about of [{ event_data: { id: 'j7' } }, {}]) {
			const { wakes, status, warnings } = await callback(about);
			expect([wakes, status]).toEqual([false, 503]);
			expect(warnings).toEqual([expect.stringMatching(/the execution goes on waiting.*API key/)]);
		}
		// One for the job that the first is about; where nothing is told, those that were on their way when the first answer came.
		expect(asked.length).toBeLessThanOrEqual(1 + 8);
	},
);

test.each<[string, unknown]>([
	['null', null],
	['a text', 'x'],
	['a list', []],
	['a number', 7],
	['nothing of it', {}],
	['an empty job', { data: {} }],
	['a job that is null', { data: null }],
	['a job that is a list', { data: [] }],
	['a status that is an object', { data: { status: {} } }],
])('a single answer that is %s leaves the execution asleep', async (_what, odd) => {
	const outcome = await call([job('r', 'hyperFrames'), job('s', 'videoAgent')], () => odd);
	expect(outcome.wakes).toBe(false);
});

test('that HeyGen does not know a job is believed when it says so twice', async () => {
	let said = 0;
	const answer = (again: string) => () => ({
		data: [{ video_id: 'a', status: said++ === 0 ? 'not_found' : again }],
	});
	expect(await call([job('a')], answer('not_found'))).toMatchObject({ wakes: true });
	said = 0;
	expect(await call([job('a')], answer('processing'))).toMatchObject({ wakes: false, status: 200 });
});

test('a session has ended when its video has', async () => {
	const answer = (status: string) => (url: string) =>
		url === bulk
			? { data: [{ video_id: 'v', status }] }
			: { data: { session_id: 's', status: 'completed', video_id: 'v' } as IDataObject };
	expect(await call([job('s', 'videoAgent')], answer('rendering'))).toMatchObject({ wakes: false });
	expect(await call([job('s', 'videoAgent')], answer('completed'))).toMatchObject({ wakes: true });
});

test('all questions of a callback together take no longer than HeyGen waits for its answer', async () => {
	const timeouts: number[] = [];
	await call([job('a'), job('b', 'hyperFrames')], (_url, { timeout }) => {
		timeouts.push(timeout as number);
		throw httpError(403);
	});
	expect(Math.max(...timeouts)).toBeLessThanOrEqual(8000);
});

describe("a callback's own proof", () => {
	const token = newToken();
	const ended = () => ({ data: [{ video_id: 'a', status: 'completed' }] });

	test('the right token is taken', async () => {
		expect(await call([job('a')], ended, { token, query: { token } })).toMatchObject({
			wakes: true,
		});
	});

	test.each([
		['none', {}],
		['an empty one', { token: '' }],
		['another', { token: newToken() }],
		['a part of it', { token: token.slice(0, -1) }],
		['two', { token: [token, token] }],
		['an object', { token: { $ne: '' } }],
	])('with %s it is told 401, and nothing is asked of HeyGen', async (_what, query) => {
		expect(await call([job('a')], ended, { token, query })).toMatchObject({
			wakes: false,
			status: 401,
			asked: [],
		});
	});

	test('an execution that fell asleep before there were tokens goes on working', async () => {
		expect(await call([job('a')], ended, { query: { signature: 'x' } })).toMatchObject({
			wakes: true,
		});
	});

	test('no two executions share one', () => {
		expect(new Set(Array.from({ length: 100 }, newToken)).size).toBe(100);
		expect(token).toMatch(/^[\w-]{32}$/);
	});
});

describe('a thousand jobs that can only be asked about one by one', () => {
	const ids = Array.from({ length: 1000 }, (_, n) => `render${n}`);
	const about = (id: string): IDataObject => ({
		event_type: 'hyperframes_video.success',
		event_data: { render_id: id },
	});
	/** @param ended those that HeyGen has finished, as of each question */
	const renders = (ended: Set<string>, waiting = ids) =>
		asleep(
			waiting.map((id) => job(id, 'hyperFrames')),
			async (url) => {
				await sleep(0);
				const id = url.split('/').pop() as string;
				return { data: ended.has(id) ? { ...done, render_id: id } : { status: 'rendering' } };
			},
		);

	test('one callback asks about its job, and about others until one has not ended', async () => {
		const { asked, load, callback } = renders(new Set([ids[500]]));
		expect(await callback(about(ids[500]))).toMatchObject({ wakes: false, status: 200 });
		expect(asked[0]).toMatch(/render500$/);
		expect(asked.length).toBeLessThanOrEqual(9);
		expect(load.most).toBeLessThanOrEqual(8);
	});

	test('twenty callbacks at once share what is asked', async () => {
		const { asked, load, callback } = renders(new Set(ids.slice(0, 20)));
		const told = await Promise.all(ids.slice(0, 20).map(async (id) => await callback(about(id))));
		expect(told.filter(({ wakes }) => wakes)).toEqual([]);
		expect(told.map(({ status }) => status)).toEqual(told.map(() => 200));
		expect(asked.length).toBeLessThanOrEqual(40);
		expect(load.most).toBeLessThanOrEqual(8);
	});

	test('a callback for each, one after the other: the last one wakes it, and none is asked about again and again', async () => {
		const ended = new Set<string>();
		const some = ids.slice(0, 200);
		const { asked, callback } = renders(ended, some);
		const wakes: boolean[] = [];
		for (const id of some) {
			ended.add(id);
			wakes.push((await callback(about(id))).wakes);
		}
		expect(wakes.indexOf(true)).toBe(199);
		expect(asked.length).toBeLessThanOrEqual(3 * some.length);
	});

	test('all of them at once: one wakes it, the others are told that all is well', async () => {
		const some = ids.slice(0, 200);
		const { asked, load, callback } = renders(new Set(some), some);
		const told = await Promise.all(some.map(async (id) => await callback(about(id))));
		expect(told.filter(({ wakes }) => wakes)).toHaveLength(1);
		expect(told.filter(({ status }) => status !== 200)).toEqual([]);
		expect(asked.length).toBeLessThanOrEqual(1.1 * some.length);
		expect(load.most).toBeLessThanOrEqual(8);
	});

	test('a callback that comes when the execution has just been woken wakes nothing: what it was given is out of date', async () => {
		const { asked, callback } = renders(new Set(['render0']), ['render0']);
		expect(await callback(about('render0'))).toMatchObject({ wakes: true });
		expect(await callback(about('render0'))).toMatchObject({ wakes: false, status: 409 });
		expect(asked).toHaveLength(1);
	});

	test('a callback that does not say what it is about asks about all, eight at once', async () => {
		const { asked, load, callback } = renders(new Set(ids.slice(1)));
		expect(await callback()).toMatchObject({ wakes: false });
		expect(asked).toHaveLength(1000);
		expect(load.most).toBe(8);
	});
});
