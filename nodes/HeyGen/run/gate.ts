// The gate before the first paid request of a run: it opens once, when the parameters of all items have been checked, or stays closed for all of them.
import type { Clock } from '../../api/clock';

/** Milliseconds without a new item, beyond the user's own pause between batches, after which no more are expected. */
const quietMs = 100;

interface Setting {
	/** Items of the run. */
	size: number;
	/** With "On Error: Continue" an item that is refused does not close the gate for the others. */
	continues: boolean;
	/** Milliseconds that the user's batching leaves between the starts of items. */
	startPauseMs: number;
	clock: Clock;
}

/** What is done for one item once all are in order, before the gate opens for any of them. */
interface Preparation {
	work: () => Promise<void>;
	failure?: Error;
}

export class Gate {
	private readonly arrived = new Set<number>();
	/** Items that need not be waited for any more: in order, refused, or never started by n8n. */
	private counted = 0;
	/** Items whose parameters are in order: final once the gate is open, but for those that n8n starts late. */
	entered = 0;
	/** Looks at the whole run before it opens, e.g. at its budget; throws to keep it closed. */
	beforeOpening?: () => Promise<void>;
	private readonly preparations: Preparation[] = [];
	private isDeciding = false;
	private isOpen?: boolean;
	private refusal?: Error;
	private readonly waiting: Array<(isOpen: boolean) => void> = [];

	constructor(private readonly setting: Setting) {}

	/** Items that n8n has started. */
	get arrivals(): number {
		return this.arrived.size;
	}

	has(item: number): boolean {
		return this.arrived.has(item);
	}

	/** n8n has started an item. */
	arrive(item: number): void {
		this.arrived.add(item);
		const { continues, size } = this.setting;
		if (continues && size > 1 && this.arrived.size === 1) void this.awaitStarts();
	}

	/**
	 * An item's parameters are in order: waits until those of all items have been checked.
	 * @param work is done for the item then, before the gate opens for any
	 * @returns false when the run may not spend anything
	 * @throws what became of its own work; what refused the whole run: once, or for every row where the user chose to continue; for an item that comes late, what refuses that one
	 */
	async pass(work?: () => Promise<void>): Promise<boolean> {
		const isLate = this.isDeciding || this.isOpen !== undefined;
		const own: Preparation | undefined = work && { work };
		if (own && !isLate) this.preparations.push(own);
		this.count();
		this.entered++;
		this.decide();
		const isOpen =
			this.isOpen ?? (await new Promise<boolean>((resolve) => this.waiting.push(resolve)));
		if (isOpen && isLate) await this.lookAtLate();
		if (isOpen && isLate && own) await this.prepare(own);
		if (own?.failure) throw own.failure;
		const { refusal } = this;
		if (isOpen || !refusal) return isOpen;
		if (!this.setting.continues) this.refusal = undefined;
		throw refusal;
	}

	/** An item was refused before anything was sent for it. */
	refuse(): void {
		if (!this.setting.continues) return this.close();
		this.count();
		this.decide();
	}

	/** All items that have passed go on as one. */
	unite(): void {
		this.entered = 1;
	}

	/** Nothing (more) of this run may be sent. */
	close(): void {
		this.tell(false);
	}

	/** An item that n8n started late was taken for one that it never starts. */
	private count(): void {
		this.counted = Math.min(this.setting.size, this.counted + 1);
	}

	private decide(): void {
		if (this.isOpen !== undefined || this.isDeciding || this.counted < this.setting.size) return;
		if (!this.beforeOpening && this.preparations.length === 0) return this.tell(true);
		this.isDeciding = true;
		this.makeReady().then(
			(isReady) => this.isOpen ?? this.tell(isReady),
			(refusal: Error) => {
				this.refusal = refusal;
				this.tell(false);
			},
		);
	}

	/** What comes between the last check and the first paid request: the look at the whole run, then what single items need. */
	private async makeReady(): Promise<boolean> {
		const check = this.beforeOpening;
		this.beforeOpening = undefined;
		await check?.();
		const done = this.preparations.splice(0).map(async (one) => await this.prepare(one));
		return await Promise.all(done).then(
			() => true,
			() => false,
		);
	}

	/** @throws where one failure ends the run */
	private async prepare(one: Preparation): Promise<void> {
		try {
			await one.work();
		} catch (reason) {
			one.failure = reason as Error;
			this.entered--;
			if (!this.setting.continues) throw reason as Error;
		}
	}

	/** What is looked at for the whole run is looked at again with an item that came after it. */
	private async lookAtLate(): Promise<void> {
		const check = this.beforeOpening;
		if (!check) return;
		this.beforeOpening = undefined;
		try {
			await check();
		} catch (refusal) {
			this.entered--;
			throw refusal as Error;
		}
	}

	private tell(isOpen: boolean): void {
		this.isOpen = isOpen;
		for (const go of this.waiting.splice(0)) go(isOpen);
	}

	/**
	 * Where the user chose to continue, n8n may leave out an item whose expression throws, without a word to us.
	 * Once no item has started for a while, those that did are all there are.
	 */
	private async awaitStarts(): Promise<void> {
		const { size, startPauseMs, clock } = this.setting;
		for (let seen = 0; seen < this.arrivals && this.arrivals < size;) {
			seen = this.arrivals;
			await clock.sleep(startPauseMs + quietMs);
		}
		this.counted += size - this.arrivals;
		this.decide();
	}
}
