// What the items of one run of the node share: the gate before the first paid request, slots, and the list of what was paid.
import { createHash, randomUUID } from 'crypto';
import type { IExecutePaginationFunctions, IExecuteSingleFunctions, INode } from 'n8n-workflow';
import { defaults } from '../../api/limits';
import { newToken, tokenKey } from './callbackToken';
import { longestTimer, realClock, type Clock } from '../../api/clock';
import type { Failure } from './failure';
import { Gate } from './gate';
import { Slots } from './slots';
import { Canceled, Stop } from './stop';

/** Run-time properties of n8n's execution context that its type does not show. */
type Context = (IExecutePaginationFunctions | IExecuteSingleFunctions) & {
	inputData?: Record<string, unknown[][]>;
	runIndex?: number;
	runExecutionData?: { resumeToken?: string } | null;
};

/** A job that this run has paid for. */
export interface Created {
	item: number;
	kind: string;
	id: string;
}

/** Few requests at once until HeyGen has answered some, then one more for each: what takes half a second each goes as fast as what takes none. */
const requestSlots = () => new Slots(defaults.mostRequestsInFlight, defaults.requestsInFlight);

export class Run {
	readonly size: number;
	/** The node as the workflow stores it: n8n copies it whole for everyone who asks. */
	readonly node: INode;
	private readonly fixed = new Map<string, boolean>();
	/** The execution, or the one that it repeats. */
	readonly execution: string;
	/**
	 * What tells the execution from another one that got its number, in a restored or copied database. Empty where n8n has nothing of the
	 * kind; undefined where the execution began under a version of the node that did not look for it, and its keys are without.
	 */
	readonly start?: string;
	readonly runIndex: number;
	/** An agent of version 1 or 2 calls the node from inside its own run. */
	readonly isInsideAgent: boolean;
	/** With "On Error: Continue" every row ends by itself; otherwise the first refusal ends the run. */
	readonly continues: boolean;
	readonly gate: Gate;
	readonly created: Created[] = [];
	/** Own idempotency keys, by the item they stand for. */
	readonly keys = new Map<string, number>();
	readonly requests = requestSlots();
	/** For what is asked about jobs: so many questions wait for their answer at once, whatever the number of jobs. */
	readonly questions = new Slots(defaults.questionsAtOnce);
	/** For what only helps to explain a refusal: no job is asked about later for it. */
	readonly explanations = new Slots(defaults.questionsAtOnce);
	/** For files that are fetched. */
	readonly files = new Slots(defaults.questionsAtOnce);
	readonly submissions = requestSlots();
	/** Values that several items of the run need once, such as the credential's base URL. */
	readonly once = new Map<string, Promise<unknown>>();
	/** Ends all waiting of the run: the user cancelled, or an item failed where that ends the run. */
	readonly stop: Stop;
	/** The user's cancel alone. */
	readonly canceled: Stop;
	private jobSlots?: Slots;
	private settled = 0;
	/** What ended items before anything was sent for them, where the user chose to continue. */
	readonly failures = new Map<number, Failure>();
	private readonly finishers: Array<() => void> = [];

	constructor(
		context: Context,
		readonly clock: Clock,
	) {
		const input = context.inputData ?? {};
		this.node = context.getNode();
		this.size = (input.main ?? input.ai_tool)?.[0]?.length ?? 1;
		const flow = context.getContext('flow');
		// An execution that began under an older version has no token: HeyGen knows its address without one.
		if (flow.heyGenExecution === undefined) {
			flow[tokenKey] = newToken();
			flow.heyGenStart = startOf(context);
		}
		this.execution = (flow.heyGenExecution ??= context.getExecutionId() ?? randomUUID()) as string;
		this.start = flow.heyGenStart as string | undefined;
		this.runIndex = context.runIndex ?? 0;
		this.isInsideAgent = !input.main && !!input.ai_tool;
		this.continues = context.continueOnFail();
		this.stop = new Stop(clock);
		this.canceled = new Stop(clock);
		this.gate = new Gate({
			size: this.size,
			continues: this.continues,
			startPauseMs: this.continues ? startPauseMs(context) : 0,
			clock,
		});
		const cancel = context.getExecutionCancelSignal();
		this.canceled.listen((reason) => this.stop.now(reason));
		if (cancel?.aborted) this.canceled.now(new Canceled());
		else cancel?.addEventListener('abort', () => this.canceled.now(new Canceled()), { once: true });
	}

	/** Whether a parameter holds no expression, so that it is the same for all items. */
	isFixed(name: string): boolean {
		let fixed = this.fixed.get(name);
		if (fixed === undefined) this.fixed.set(name, (fixed = isFixed(this.node.parameters[name])));
		return fixed;
	}

	/** Slots for unfinished jobs; the first item's setting counts for the run. */
	jobs(most: number): Slots {
		return (this.jobSlots ??= new Slots(most));
	}

	/** Whether rows wait until a job of this run has ended. */
	get hasRowsInQueue(): boolean {
		return this.jobSlots?.isWanted ?? false;
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
		return this.continues ? this.gate.arrivals : this.size;
	}

	/** Waits until all items are done; the caller counts as done. */
	async allSettled(): Promise<void> {
		if (this.settled >= this.expected) return;
		await new Promise<void>((resolve) => this.finishers.push(resolve));
	}
}

/**
 * n8n draws a token at random where an execution begins, and stores it with the execution: also a worker that does a lost one again finds it.
 * It stands for the start; itself it opens the execution's address, so nobody is told. Older versions of n8n have none.
 */
function startOf({ runExecutionData }: Context): string {
	const token = runExecutionData?.resumeToken;
	return token ? createHash('sha256').update(token).digest('base64url').slice(0, 16) : '';
}

/** An expression begins with an equals sign, at any depth. */
function isFixed(value: unknown): boolean {
	if (typeof value === 'string') return !value.startsWith('=');
	return typeof value !== 'object' || value === null || Object.values(value).every(isFixed);
}

/** Milliseconds that the user's batching leaves between the starts of items. */
function startPauseMs(context: Context): number {
	const { batching } = context.getNodeParameter('requestOptions', {}) as {
		batching?: { batch?: { batchInterval?: number } };
	};
	const milliseconds = Number(batching?.batch?.batchInterval ?? 0);
	// n8n's own timer ends at once there.
	return milliseconds <= longestTimer ? milliseconds : 0;
}

const runs = new WeakMap<object, Run>();

/**
 * The run that an item belongs to. n8n hands all items of a run the same input object; an index that comes again is n8n's Retry On Fail.
 */
export function runOf(context: Context, clock = realClock): Run {
	const key = context.inputData ?? context.getExecuteData();
	let run = runs.get(key);
	if (!run || run.gate.has(context.getItemIndex())) {
		run = new Run(context, clock);
		runs.set(key, run);
	}
	return run;
}
