// What the items of one run of the node share: the gate before the first paid request, slots, and the list of what was paid.
import { randomUUID } from 'crypto';
import type { IExecutePaginationFunctions, IExecuteSingleFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { defaults } from '../../api/limits';
import type { Failure } from './failure';
import { Slots } from './slots';
import { Canceled, Stop } from './stop';

/** Run-time properties of n8n's execution context that its type does not show. */
type Context = (IExecutePaginationFunctions | IExecuteSingleFunctions) & {
	inputData?: Record<string, unknown[][]>;
	runIndex?: number;
};

/** A job that this run has paid for. */
export interface Created {
	item: number;
	kind: string;
	id: string;
}

export class Run {
	readonly size: number;
	/** The execution, or the one that it repeats. */
	readonly execution: string;
	readonly runIndex: number;
	/** An agent of version 1 or 2 calls the node from inside its own run. */
	readonly isInsideAgent: boolean;
	/** With "On Error: Continue" every row ends by itself; otherwise the first refusal ends the run. */
	readonly continues: boolean;
	readonly created: Created[] = [];
	/** Own idempotency keys, by the item they stand for. */
	readonly keys = new Map<string, number>();
	readonly requests = new Slots(defaults.requestsInFlight);
	readonly submissions = new Slots(defaults.requestsInFlight);
	/** Values that several items of the run need once, such as the credential's base URL. */
	readonly once = new Map<string, Promise<unknown>>();
	/** Ends all waiting of the run: the user cancelled, or an item failed where that ends the run. */
	readonly stop = new Stop();
	/** The user's cancel alone. */
	readonly canceled = new Stop();
	private jobSlots?: Slots;
	private readonly arrived = new Set<number>();
	private settled = 0;
	private passed = 0;
	private decided?: boolean;
	/** Items whose parameters are in order: final once the gate is open. */
	entered = 0;
	/** What ended items before anything was sent for them, where the user chose to continue. */
	readonly failures = new Map<number, Failure>();
	private readonly decisions: Array<(open: boolean) => void> = [];
	private readonly finishers: Array<() => void> = [];
	/** Looks at the whole run before the gate opens, e.g. at its budget; throws to keep it closed. */
	beforeOpening?: () => Promise<void>;
	private refusal?: Error;

	constructor(context: Context) {
		const input = context.inputData ?? {};
		this.size = (input.main ?? input.ai_tool)?.[0]?.length ?? 1;
		const flow = context.getContext('flow');
		this.execution = (flow.heyGenExecution ??= context.getExecutionId() ?? randomUUID()) as string;
		this.runIndex = context.runIndex ?? 0;
		this.isInsideAgent = !input.main && !!input.ai_tool;
		this.continues = context.continueOnFail();
		const cancel = context.getExecutionCancelSignal();
		this.canceled.listen((reason) => this.stop.now(reason));
		if (cancel?.aborted) this.canceled.now(new Canceled());
		else cancel?.addEventListener('abort', () => this.canceled.now(new Canceled()), { once: true });
	}

	has(item: number): boolean {
		return this.arrived.has(item);
	}

	arrive(item: number, context: Context): void {
		this.arrived.add(item);
		if (this.continues && this.arrived.size === 1 && this.size > 1)
			void this.awaitStarts(startPauseMs(context));
	}

	/** Slots for unfinished jobs; the first item's setting counts for the run. */
	jobs(most: number): Slots {
		return (this.jobSlots ??= new Slots(most));
	}

	/**
	 * An item's parameters are in order: waits until those of all items are.
	 * @returns false when the run may not spend anything
	 * @throws what refused the whole run: once, or for every row where the user chose to continue
	 */
	async pass(): Promise<boolean> {
		this.passed++;
		this.entered++;
		this.decide();
		const open =
			this.decided ?? (await new Promise<boolean>((resolve) => this.decisions.push(resolve)));
		const { refusal } = this;
		if (open || !refusal) return open;
		if (!this.continues) this.refusal = undefined;
		throw refusal;
	}

	/** An item was refused before anything was sent for it. */
	refuse(): void {
		if (!this.continues) return this.close();
		this.passed++;
		this.decide();
	}

	/** Nothing (more) of this run may be sent. */
	close(): void {
		if (this.decided === undefined) this.tell(false);
		this.decided = false;
	}

	/** An item is done with all its work, whatever came of it. */
	settle(): void {
		this.settled++;
		if (this.settled >= this.expected) for (const finish of this.finishers.splice(0)) finish();
	}

	/**
	 * Items that will have been done in the end. Where one failure ends the run, n8n gives up at an expression that throws: it starts no
	 * further item and hears none of those before. What would end them is kept back then: nobody would catch it.
	 */
	private get expected(): number {
		return this.continues ? this.arrived.size : this.size;
	}

	/** Waits until all items are done; the caller counts as done. */
	async allSettled(): Promise<void> {
		if (this.settled >= this.expected) return;
		await new Promise<void>((resolve) => this.finishers.push(resolve));
	}

	private decide(): void {
		if (this.decided !== undefined || this.passed < this.size) return;
		if (!this.beforeOpening) return this.tell(true);
		const check = this.beforeOpening;
		this.beforeOpening = undefined;
		this.passed = -Infinity;
		check().then(
			() => this.tell(true),
			(refusal: Error) => {
				this.refusal = refusal;
				this.tell(false);
			},
		);
	}

	private tell(open: boolean): void {
		this.decided = open;
		for (const decision of this.decisions.splice(0)) decision(open);
	}

	/**
	 * Where the user chose to continue, n8n may leave out an item whose expression throws, without a word to us.
	 * Once no item has started for a while, those that did are all there are.
	 */
	private async awaitStarts(pause: number): Promise<void> {
		for (let seen = 0; seen < this.arrived.size && this.arrived.size < this.size;) {
			seen = this.arrived.size;
			await sleep(pause + 100);
		}
		this.passed += this.size - this.arrived.size;
		this.decide();
	}
}

/** Milliseconds that the user's batching leaves between the starts of items. */
function startPauseMs(context: Context): number {
	const { batching } = context.getNodeParameter('requestOptions', {}) as {
		batching?: { batch?: { batchInterval?: number } };
	};
	return Number(batching?.batch?.batchInterval ?? 0);
}

const runs = new WeakMap<object, Run>();

/**
 * The run that an item belongs to. n8n hands all items of a run the same input object; an index that comes again is n8n's Retry On Fail.
 */
export function runOf(context: Context): Run {
	const key = context.inputData ?? context.getExecuteData();
	let run = runs.get(key);
	if (!run || run.has(context.getItemIndex())) {
		run = new Run(context);
		runs.set(key, run);
	}
	return run;
}
