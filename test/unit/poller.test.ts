// The shared poller, with a clock of its own: one question for all jobs, fewer and fewer of them, deadlines kept.
import { Stop } from '../../nodes/HeyGen/run/stop';
import { Poller, type EndedJob } from '../../nodes/HeyGen/jobs/poller';
import type { Clock } from '../../nodes/HeyGen/run/clock';

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
