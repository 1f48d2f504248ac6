// The shared poller, with a clock of its own: one question for all jobs, fewer and fewer of them, deadlines kept.
import { Stop } from '../../nodes/HeyGen/run/stop';
import { Poller, type EndedJob } from '../../nodes/HeyGen/jobs/poller';
import type { Clock } from '../../nodes/api/clock';
import { Slots } from '../../nodes/HeyGen/run/slots';

/** A clock that jumps to the next moment anybody waits for. */
function fakeClock(): Clock & { at: number } {
	const clock = {
		at: 0,
		now: () => clock.at,
		random: () => 0.5,
		sleep: async (milliseconds: number, wake?: AbortSignal) => {
			// All microtasks of this moment first: who joins now is counted in.
			for (let n = 0; n < 20; n++) await Promise.resolve();
			if (!wake?.aborted) clock.at += milliseconds;
		},
	};
	return clock;
}

/** A HeyGen whose jobs take so many milliseconds each. */
function world(clock: { at: number }, takes: (id: string) => number) {
	const started = new Map<string, number>();
	const questions: Array<{ at: number; ids: number }> = [];
	const look = async (ids: string[]) => {
		questions.push({ at: clock.at, ids: ids.length });
		return new Map<string, EndedJob>(
			ids
				.filter((id) => clock.at - (started.get(id) ?? 0) >= takes(id))
				.map((id) => [id, { status: 'completed' }]),
		);
	};
	return { started, questions, look };
}

const signal = new Stop();

test('100 jobs of 60 s: at most 12 questions, and each job is seen within 10 s of its end', async () => {
	const clock = fakeClock();
	const { questions, look } = world(clock, () => 60_000);
	const poller = new Poller(look, clock);
	const all = await Promise.all(
		Array.from({ length: 100 }, async (_, n) => await poller.wait(String(n), 1e9, signal)),
	);
	expect(all).toHaveLength(100);
	expect(questions.length).toBeLessThanOrEqual(12);
	expect(clock.at).toBeLessThan(70_000);
});

test('waves of jobs: later ones are first looked at when they are likely to end', async () => {
	const clock = fakeClock();
	const { started, questions, look } = world(clock, () => 60_000);
	const poller = new Poller(look, clock);
	const wave = async (name: string) => {
		const ids = [`${name}1`, `${name}2`];
		for (const id of ids) started.set(id, clock.at);
		await Promise.all(ids.map(async (id) => await poller.wait(id, 1e9, signal)));
	};
	await wave('a');
	const first = questions.length;
	for (const name of ['b', 'c', 'd', 'e']) await wave(name);
	expect(questions.length - first).toBeLessThanOrEqual(4 * 5);
	expect(clock.at).toBeLessThan(5 * 66_000);
});

test('a deadline ends one job and leaves the others waiting', async () => {
	const clock = fakeClock();
	const { look } = world(clock, (id) => (id === 'slow' ? 1e12 : 20_000));
	const poller = new Poller(look, clock);
	const [slow, quick] = await Promise.all([
		poller.wait('slow', 10_000, signal),
		poller.wait('quick', 1e9, signal),
	]);
	expect(slow).toBeUndefined();
	expect(quick).toEqual({ status: 'completed' });
});

test('a final refusal reaches every waiting job', async () => {
	const poller = new Poller(
		async () => await Promise.reject(new Error('key revoked')),
		fakeClock(),
	);
	const results = await Promise.allSettled([
		poller.wait('a', 1e9, signal),
		poller.wait('b', 1e9, signal),
	]);
	expect(results.map((one) => one.status)).toEqual(['rejected', 'rejected']);
});

test('cancel ends the wait at once', async () => {
	const cancel = new Stop();
	const clock = fakeClock();
	const poller = new Poller(async () => new Map(), clock);
	const waiting = poller.wait('a', 1e9, cancel);
	cancel.now(new Error('canceled'));
	await expect(waiting).rejects.toThrow('canceled');
});

/** 100 rows against a limit, as a run of the node has them: a row's job begins when another's end has been found. */
async function throughput(limit: number, seconds: number, spread = 0) {
	const clock = fakeClock();
	const takes = (id: string) => seconds * 1000 * (1 + spread * ((Number(id) * 7) % 10));
	const { started, questions, look } = world(clock, takes);
	const slots = new Slots(limit);
	const queue = { isWaiting: () => slots.isWanted, pauseSeconds: 0.5 };
	const poller = new Poller(look, clock, queue);
	await Promise.all(
		Array.from({ length: 100 }, async (_, n) => {
			await slots.acquire();
			started.set(String(n), clock.at);
			await poller.wait(String(n), 1e9, signal);
			slots.release();
		}),
	);
	const ids = Array.from({ length: 100 }, (_, n) => takes(String(n)));
	const ideal = Math.max(
		Math.ceil(100 / limit) * seconds * 1000,
		ids.reduce((sum, one) => sum + one, 0) / limit,
	);
	const lastLate = clock.at - Math.max(...started.values()) - seconds * 1000;
	return {
		ratio: clock.at / ideal,
		questions: questions.length,
		seconds: clock.at / 1000,
		lastLate,
	};
}

test.each([
	[10, 2, 1.5],
	[20, 2, 1.5],
	[10, 6, 1.15],
	[20, 6, 1.15],
	[10, 60, 1.05],
	[20, 60, 1.05],
])(
	'100 rows against a limit of %d, jobs of %d s: at most %d times the ideal',
	async (limit, seconds, most) => {
		const { ratio, questions, seconds: took } = await throughput(limit, seconds);

		expect(ratio).toBeLessThanOrEqual(most);
		expect(ratio).toBeGreaterThanOrEqual(1);
		// Never more than two bulk questions a second, and far fewer where jobs are long.
		expect(questions).toBeLessThanOrEqual(2 * took);
		if (seconds === 60) expect(questions).toBeLessThan(took / 3);
	},
);

test('the last rows, for whose slots nobody waits, are asked about when what has been seen of the others says so', async () => {
	const { lastLate } = await throughput(20, 60);
	expect(lastLate).toBeLessThan(2000);
});

test('jobs of different length keep the slots busy too', async () => {
	// 20 to 38 s.
	const { ratio } = await throughput(10, 20, 0.1);
	expect(ratio).toBeLessThanOrEqual(1.15);
});
