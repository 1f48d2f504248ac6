// A window of slots: at most so many things at once, first come first served, smaller after HeyGen said "too many", larger again after success.
import type { Stop } from './stop';

/** Successes beyond a whole window before one slot more is tried. */
const successesBeforeGrowth = 4;

interface Waiter {
	count: number;
	go: () => void;
}

export class Slots {
	used = 0;
	private window: number;
	private credit = 0;
	/** Slots in use when HeyGen last said "too many"; more than there are where it says nothing about their number. */
	private limit = Infinity;
	private readonly queue = new Set<Waiter>();

	/**
	 * @param most slots that may ever be taken at once
	 * @param first slots that may be taken before anything has succeeded
	 */
	constructor(
		private readonly most: number,
		first = most,
	) {
		this.window = Math.min(first, most);
	}

	/** Whether anybody waits for a slot. */
	get isWanted(): boolean {
		return this.queue.size > 0;
	}

	/**
	 * Takes slots, waiting for them if need be.
	 * @param stop ends the wait
	 * @param count how many at once: a translation into three languages is three jobs
	 * @throws the reason of the stop
	 */
	async acquire(stop?: Stop, count = 1): Promise<void> {
		stop?.check();
		if (this.queue.size === 0 && this.fits(count)) {
			this.used += count;
			return;
		}
		await new Promise<void>((resolve, reject) => {
			const waiter: Waiter = {
				count,
				go: () => {
					close?.();
					resolve();
				},
			};
			const close = stop?.listen((reason) => {
				this.queue.delete(waiter);
				reject(reason);
				this.next();
			});
			this.queue.add(waiter);
		});
	}

	/** Does a work with one slot. */
	async use<T>(work: () => Promise<T>, stop?: Stop): Promise<T> {
		await this.acquire(stop);
		try {
			return await work();
		} finally {
			this.release();
		}
	}

	/** Gives slots back. */
	release(count = 1): void {
		this.used -= count;
		this.next();
	}

	/** HeyGen refused one more: stay with what it had accepted. Called while holding the slots that were refused. */
	shrink(count = 1): void {
		const rest = this.used - count;
		this.window = Math.max(1, rest);
		// With nothing of ours under way it is others that fill the account, or the pace that was too fast.
		this.limit = rest > 0 ? this.used : Infinity;
		this.credit = 0;
	}

	/** One more was accepted: try one slot more, at the known limit only after some of these. Trying there costs a refused request. */
	grow(): void {
		if (this.window >= this.most) return;
		this.credit++;
		if (this.window + 1 >= this.limit && this.credit < this.window + successesBeforeGrowth) return;
		this.credit = 0;
		this.window++;
		this.next();
	}

	/** More than the whole window at once goes when nothing else is under way. */
	private fits(count: number): boolean {
		return this.used === 0 || this.used + count <= this.window;
	}

	private next(): void {
		for (const first of this.queue) {
			if (!this.fits(first.count)) return;
			this.queue.delete(first);
			this.used += first.count;
			first.go();
		}
	}
}
