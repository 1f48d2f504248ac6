// One item on its way through the node: its context, its operation, its checked request.
import type {
	DeclarativeRestApiSettings,
	IDataObject,
	IExecutePaginationFunctions,
	IHttpRequestMethods,
} from 'n8n-workflow';
import { Checked, within } from '../field';
import type { Draft, Operation } from './operation';
import { pace } from '../../api/limits';
import type { Receipt } from '../orders/receipts';
import { runOf, type Run } from '../run/run';
import type { Stop } from '../run/stop';

/** One request to HeyGen's API. */
export interface Outgoing {
	method: IHttpRequestMethods;
	/** Path below the base URL, parameters filled in. */
	url: string;
	qs?: IDataObject;
	body?: IDataObject;
	headers?: IDataObject;
}

export class Call {
	readonly run: Run;
	readonly item: number;
	readonly values: Checked;
	readonly draft: Draft = { path: {}, qs: {}, body: {} };
	/** Seconds of the item's own audio and video files, by the field of the body they go to (`audio_asset_id`, `video`, …). */
	readonly fileSeconds: Record<string, number> = {};
	/** What the user should know but nobody refuses: sentences that stand in `warnings` on each of the item's rows. */
	readonly warnings: string[] = [];
	/** Idempotency key of the item's paid request. */
	key?: string;
	/** What became of the item's order, where it may not be sent twice. */
	receipt?: Receipt;
	private readonly collections = new Map<string, Checked>();

	constructor(
		readonly context: IExecutePaginationFunctions,
		/** The engine's own request object; its options hold proxy, time-out and base URL as the user set them. */
		readonly engine: DeclarativeRestApiSettings.ResultOptions,
		readonly operation: Operation,
	) {
		this.run = runOf(context);
		this.item = context.getItemIndex();
		this.run.arrive(this.item, context);
		this.values = new Checked({ get: (name) => context.getNodeParameter(name, null) ?? undefined });
	}

	/** The values of a collection such as `options`; its expressions are evaluated once. */
	collection(name: 'options' | 'filters'): Checked {
		let values = this.collections.get(name);
		if (!values)
			this.collections.set(
				name,
				(values = new Checked(within(this.context.getNodeParameter(name, {}), this.values))),
			);
		return values;
	}

	/** Resource and operation as workflows store them, e.g. `video.createAvatar`. */
	get name(): string {
		return `${this.context.getNode().parameters.resource as string}.${this.operation.value}`;
	}

	/** Whether the web plan is billed instead of the API balance. */
	get usesOAuth(): boolean {
		return this.context.getNode().parameters.authentication === 'oAuth2';
	}

	/** Cancel by the user, or the end of the run. */
	get stop(): Stop {
		return this.run.stop;
	}

	/** How the job is waited for. */
	get completion(): string {
		return (this.values.get('completion') as string | undefined) ?? 'poll';
	}

	/** Milliseconds that the user is willing to wait. */
	get patience(): number {
		return (Number(this.values.get('maxWaitMinutes')) || pace.maxWaitMinutes) * 60_000;
	}
}
