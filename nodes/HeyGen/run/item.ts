// One item on its way through the node: its context, its values, its checked request, and what became of it.
import {
	deepCopy,
	type DeclarativeRestApiSettings,
	type IDataObject,
	type IExecutePaginationFunctions,
} from 'n8n-workflow';
import { Checked, within } from '../field';
import { defaults } from '../../api/limits';
import type { Refusal } from '../../api/refusal';
import { runOf, type Run } from './run';
import type { Stop } from './stop';

/** The request of one item, built and checked before anything is sent. */
export interface Draft {
	path: IDataObject;
	qs: IDataObject;
	body: IDataObject;
}

/** What has become of an order. n8n stores it when an execution fails, and gives it to the execution that repeats it. */
export interface Ordered {
	/** HeyGen has accepted it. */
	answer?: IDataObject;
	/** HeyGen may have accepted a try that it did not answer. */
	unclear?: Refusal;
	/** Milliseconds since 1970 at which the first of such tries left. */
	since?: number;
}

/** One row's order. */
export interface Receipt extends Ordered {
	/** The node as the user set it, and what it asked HeyGen for: one of them is the same where the order is. */
	parameters: string;
	content: string;
	/** Orders of this row before, which came to nothing or asked for something else: each has a key of its own. */
	turn: number;
}

/** What hooks and declarations of operations are given; the way through the node has a Call, which knows the operation too. */
export class Item {
	readonly run: Run;
	readonly index: number;
	readonly values: Checked;
	readonly draft: Draft = { path: {}, qs: {}, body: {} };
	/** Seconds of the item's own audio and video files, by the field of the body they go to (`audio_asset_id`, `video`, …). */
	readonly fileSeconds: Record<string, number> = {};
	/** What the user should know but nobody refuses: sentences that stand in `warnings` on each of the item's rows. */
	readonly warnings: string[] = [];
	/** Readings under way that can only add to the warnings: nothing is held up by them but the item's own rows. */
	readonly findings: Array<Promise<unknown>> = [];
	/** What has to be done for the item once all items of the run are in order, before anything else of it is sent: its uploads. */
	beforeSending?: () => Promise<void>;
	/** Rows whose result this item hands out: its own, or all of a job that is made of several. */
	rows: number[];
	/** That came to nothing. */
	isBlocked = false;
	/** Idempotency key of the item's paid request. */
	key?: string;
	/** What became of the item's order, where it may not be sent twice. */
	receipt?: Receipt;
	private readonly collections = new Map<string, Checked>();

	constructor(
		readonly context: IExecutePaginationFunctions,
		/** The engine's own request object; its options hold proxy, time-out and base URL as the user set them. */
		readonly engine: DeclarativeRestApiSettings.ResultOptions,
	) {
		this.run = runOf(context);
		this.index = context.getItemIndex();
		this.rows = [this.index];
		this.run.gate.arrive(this.index);
		this.values = new Checked({ get: (name) => this.parameter(name) });
	}

	/** A parameter of the item. n8n is asked only for what it has to evaluate: that costs it much more than reading. */
	private parameter(name: string): unknown {
		const { run, context } = this;
		// What n8n's display options name so.
		if (name === '@version') return run.node.typeVersion;
		if (name === '@tool') return this.isTool;
		if (!run.isFixed(name)) return context.getNodeParameter(name, null) ?? undefined;
		return deepCopy(run.node.parameters[name]) ?? undefined;
	}

	/** The values of a collection such as `options`; its expressions are evaluated once. */
	collection(name: 'options' | 'filters'): Checked {
		let values = this.collections.get(name);
		if (!values)
			this.collections.set(
				name,
				(values = new Checked(within(this.parameter(name) ?? {}, this.values))),
			);
		return values;
	}

	/**
	 * The item's parameters are in order: waits until those of all items are, and what has to be done before is done for all of them.
	 * @returns false when the run may not spend anything
	 */
	async pass(): Promise<boolean> {
		const work = this.beforeSending;
		return await this.run.gate.pass(
			work &&
				(async () =>
					await work().catch((reason: Error) => {
						this.isBlocked = true;
						throw reason as Error;
					})),
		);
	}

	/** Resource and operation as workflows store them, e.g. `video.createAvatar`. */
	get name(): string {
		const { resource, operation } = this.run.node.parameters;
		return `${resource as string}.${operation as string}`;
	}

	/** Whether the web plan is billed instead of the API balance. */
	get usesOAuth(): boolean {
		return this.run.node.parameters.authentication === 'oAuth2';
	}

	/** Whether an AI agent runs the node as its tool: n8n gives that a type of the node's name and "Tool". */
	get isTool(): boolean {
		return this.run.isInsideAgent || /Tool$/.test(this.run.node.type);
	}

	/** Cancel by the user, or the end of the run. */
	get stop(): Stop {
		return this.run.stop;
	}

	/** How the job is waited for. */
	get completion(): string {
		return (this.values.get('completion') as string | undefined) ?? 'poll';
	}

	/** When the user's patience ends that begins now, in milliseconds since 1970. */
	deadline(): number {
		return this.run.clock.now() + this.maxWaitMs;
	}

	/** Milliseconds that the user is willing to wait for a job ('Max Wait (Minutes)'). */
	get maxWaitMs(): number {
		return (Number(this.values.get('maxWaitMinutes')) || defaults.maxWaitMinutes) * 60_000;
	}
}
