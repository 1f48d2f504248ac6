// What an operation is: one object that the editor, the checks and the transport all read.
import type { IDataObject, IHttpRequestMethods, INodeExecutionData } from 'n8n-workflow';
import type { JobInputs } from '../billing/estimateJob';
import type { JobKind } from '../../api/jobKinds';
import type { Item } from '../run/item';
import type { Field, Values } from '../field';

/**
 * A rule between fields, beyond the limit of each.
 * @throws UserError with a sentence that names the parameters
 */
export type Rule = (request: IDataObject, values: Values) => void;

/** What makes a repeated POST harmless (source: HeyGen API reference, idempotency). */
export type Repeat =
	/** HeyGen honours the Idempotency-Key header here. */
	| 'key'
	/** The body field `request_id` does the same. */
	| 'requestId'
	/** Nothing is needed: sent twice it does what it does once, like setting a title. */
	| 'always'
	/** Nothing does: after an unclear outcome the request is never sent again. */
	| 'never';

export interface Operation {
	name: string;
	value: string;
	action: string;
	description: string;
	/** Path parameters in braces; `body` and `qs` are sent with every request. */
	request: { method: IHttpRequestMethods; url: string; body?: IDataObject; qs?: IDataObject };
	/** Top-level parameters in the order of the editor. */
	fields?: Field[];
	/** Optional parameters. */
	options?: Field[];
	/** Optional parameters of a list. */
	filters?: Field[];
	rules?: Rule[];
	/** Completes the checked request with what only HeyGen knows, by reads that cost nothing; throws UserError as a rule does. */
	complete?: (item: Item) => Promise<void>;
	/** A POST, PUT or PATCH says what makes it repeatable; reads and deletes may always be repeated. */
	repeat?: Repeat;
	/** Starts a paid job of this kind; a kind of batch collects the run's items into its requests. */
	job?: JobKind;
	/** What the estimate of its cost needs beside the request; asked only where the user limits the cost. */
	costInputs?: (item: Item) => Promise<Partial<JobInputs>>;
	/** Costs credits without starting a job. */
	paid?: boolean;
	/** Waits for jobs that were started elsewhere, with the second output Not Finished. */
	waits?: boolean;
	/** Reads a job of this kind, and can wait for it. */
	follows?: JobKind;
	/** A list, with the largest page its endpoint gives; 0 for a list without pages. */
	list?: {
		max: number;
		rows?: (data: unknown) => IDataObject[];
		/** Finds up to `wanted` rows in another way where HeyGen answers that it knows no such list (404). */
		absent?: (item: Item, wanted: number) => Promise<IDataObject[]>;
	};
	/** A delete: gives `{deleted: true, id}`; `gone` when a 404 means that it was already gone. */
	deletes?: { id: string; gone?: boolean };
	/** Turns the answer's `data` into rows; by default an array gives one row per entry. */
	output?: (data: unknown, item: Item) => IDataObject | IDataObject[];
	/** Fields that Simplify keeps. */
	simplify?: string[];
	/** Replaces the sending: for operations that need more than one request, or none. */
	perform?: (item: Item) => Promise<INodeExecutionData[]>;
}

export interface Resource {
	name: string;
	value: string;
	operations: Operation[];
}

/** Whether HeyGen can tell when the operation's job has ended, so that an execution may sleep until then. */
export const takesCallback = ({ job, options = [] }: Operation): boolean =>
	!!job && options.some(({ api, name }) => api === 'callback_url' || name === 'batchCallbackUrl');

/** Declares an operation; the type checks that nothing is forgotten. */
export const operation = (spec: Operation): Operation => spec;

/** Declares a resource: the table of contents of its operations. */
export const resource = (name: string, value: string, operations: Operation[]): Resource => ({
	name,
	value,
	operations,
});
