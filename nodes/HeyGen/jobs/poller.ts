// Asks HeyGen how jobs are getting on: one question for all of a run's jobs of a kind until each has ended, less and less often; oftener while rows wait for their slots.
import { defaults } from '../../api/limits';
import type { Clock } from '../../api/clock';
import type { Stop } from '../run/stop';

/** What is known of a job that has ended. */
export interface EndedJob {
	status: string;
	/** The job as its own GET returned it, where that was read anyway. */
	data?: object;
}

interface Waiting {
	since: number;
	deadline: number;
	/** When HeyGen last said that it has not ended. */
	unfinishedAt?: number;
	done: (ended: EndedJob | undefined) => void;
	fail: (reason: unknown) => void;
}

/** Each pause is this much longer than the last one. */
const slower = 1.5;
/** While rows wait for a slot: of a job's age, what its end may be found late. */
const lateShare = 0.03;
/** A job that had ended when it was first looked at is looked for so much earlier next time. */
const earlier = 0.9;

interface Queue {
	/** Whether rows wait for a slot, which a job holds until its end is found. */
	isWaiting(): boolean;
	/** The shortest pause between two questions then. */
	pauseSeconds: number;
}

const noQueue: Queue = { isWaiting: () => false, pauseSeconds: Infinity };

export class Poller {
	private readonly jobs = new Map<string, Waiting[]>();
	private interval = defaults.firstPollSeconds * 1000;
	private next = Infinity;
	private wake = new AbortController();
	private running = false;
	/** Shortest time in which a job of this run has ended so far: before that a look at a new one tells nothing. */
	private shortest?: number;
	/** The longest time in which none of this run's jobs has been found ended, by the last look before the end of the quickest one. */
	private surelyRuns?: number;

	/**
	 * @param check asks HeyGen; gives the jobs that have ended. Throws only what no further question can mend.
	 */
	constructor(
		private readonly check: (ids: string[]) => Promise<Map<string, EndedJob>>,
		private readonly clock: Clock,
		private readonly queue = noQueue,
	) {}

	/**
	 * Waits until a job has ended.
	 * @param deadline milliseconds since 1970
	 * @returns undefined when the deadline came first
	 * @throws the reason of the stop, or what `look` threw
	 */
	async wait(id: string, deadline: number, stop: Stop): Promise<EndedJob | undefined> {
		stop.check();
		return await new Promise((resolve, reject) => {
			const close = stop.listen((reason) => {
				this.forget(id, waiting);
				reject(reason);
			});
			const waiting: Waiting = {
				since: this.clock.now(),
				deadline,
				done: (ended) => {
					close();
					resolve(ended);
				},
				fail: (reason) => {
					close();
					reject(reason as Error);
				},
			};
			this.jobs.set(id, [...(this.jobs.get(id) ?? []), waiting]);
			this.hurry(waiting);
			if (!this.running) void this.run();
		});
	}

	/** A new job: its first look comes soon, or when jobs like it have been seen to end. */
	private hurry(job: Waiting): void {
		this.interval = defaults.firstPollSeconds * 1000;
		const first = this.queue.isWaiting()
			? this.due(job)
			: job.since + Math.max(this.interval, this.likely(job.since));
		this.next = Math.min(this.next, first, job.deadline);
		this.wake.abort();
	}

	/** While rows wait for a slot: when a job is looked at next, soon after its end at the latest. */
	private due({ since, unfinishedAt }: Waiting): number {
		const now = this.clock.now();
		const first = since + (this.surelyRuns ?? defaults.firstPollSeconds * 1000);
		if (unfinishedAt === undefined || now < first)
			return Math.min(Math.max(first, now), now + defaults.longestPollSeconds * 1000);
		const shortest = Math.min(this.queue.pauseSeconds, defaults.firstPollSeconds) * 1000;
		const longest = defaults.longestPollSeconds * 1000;
		return now + Math.min(Math.max(shortest, (now - since) * lateShare), longest);
	}

	/** Milliseconds until a job begun at `since` is likely to end, as far as this run has seen; never more than the longest pause. */
	private likely(since: number): number {
		const ran = Math.max((this.shortest ?? 0) * earlier, this.surelyRuns ?? 0);
		return Math.min(since + ran - this.clock.now(), defaults.longestPollSeconds * 1000);
	}

	private forget(id: string, waiting: Waiting): void {
		const rest = (this.jobs.get(id) ?? []).filter((one) => one !== waiting);
		if (rest.length) this.jobs.set(id, rest);
		else this.jobs.delete(id);
		if (this.jobs.size === 0) this.wake.abort();
	}

	private async run(): Promise<void> {
		this.running = true;
		while (this.jobs.size) {
			const pause = this.next - this.clock.now();
			if (pause > 0) {
				this.wake = new AbortController();
				await this.clock.sleep(
					Math.min(pause, defaults.longestPollSeconds * 1000),
					this.wake.signal,
				);
				continue;
			}
			await this.ask();
		}
		this.running = false;
		this.next = Infinity;
	}

	private async ask(): Promise<void> {
		this.next = Infinity;
		const asked = this.clock.now();
		const all = [...this.jobs.values()].flat();
		try {
			const ended = await this.check([...this.jobs.keys()]);
			for (const [id, result] of ended) this.tell(id, result);
		} catch (reason) {
			for (const waiting of [...this.jobs.values()].flat()) waiting.fail(reason);
			this.jobs.clear();
			return;
		}
		for (const one of all) one.unfinishedAt = asked;
		const now = this.clock.now();
		let nearest = Infinity;
		let oldest = Infinity;
		for (const [id, all] of this.jobs) {
			for (const waiting of all.filter((one) => one.deadline <= now)) {
				this.forget(id, waiting);
				waiting.done(undefined);
			}
			for (const { deadline, since } of this.jobs.get(id) ?? []) {
				nearest = Math.min(nearest, deadline);
				oldest = Math.min(oldest, since);
			}
		}
		if (this.queue.isWaiting()) {
			const due = [...this.jobs.values()].flat().map((one) => this.due(one));
			this.next = Math.min(this.next, nearest, ...due);
			return;
		}
		const jitter = 0.9 + this.clock.random() * 0.2;
		const likely = this.likely(oldest);
		this.next = Math.min(this.next, now + Math.max(this.interval * jitter, likely), nearest);
		if (likely <= 0)
			this.interval = Math.min(this.interval * slower, defaults.longestPollSeconds * 1000);
	}

	private tell(id: string, result: EndedJob): void {
		const now = this.clock.now();
		for (const waiting of this.jobs.get(id) ?? []) {
			this.shortest = Math.min(this.shortest ?? Infinity, now - waiting.since);
			const ran =
				waiting.unfinishedAt === undefined
					? (now - waiting.since) * earlier
					: waiting.unfinishedAt - waiting.since;
			this.surelyRuns = Math.min(this.surelyRuns ?? Infinity, ran);
			waiting.done(result);
		}
		this.jobs.delete(id);
	}
}
