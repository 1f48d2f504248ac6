// What an operation is: one object that the editor, the checks and the transport all read.
import type { IDataObject, IHttpRequestMethods, INodeExecutionData } from 'n8n-workflow';
import type { JobInputs } from '../billing/estimateJob';
import type { JobKind, ResultFile } from '../../api/jobKinds';
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

interface Request<Method extends IHttpRequestMethods = IHttpRequestMethods> {
	method: Method;
	/** Path parameters stand in braces. */
	url: string;
	/** Sent with every request. */
	body?: IDataObject;
	qs?: IDataObject;
}
type ReadRequest = Request<'GET'>;
type WriteRequest = Request<'POST' | 'PUT' | 'PATCH'>;

interface Common {
	name: string;
	value: string;
	action: string;
	description: string;
	/** Top-level parameters in the order of the editor. */
	fields?: Field[];
	/** Optional parameters. */
	options?: Field[];
	/** Optional parameters of a list. */
	filters?: Field[];
	rules?: Rule[];
	/** Completes the checked request with what only HeyGen knows, by reads that cost nothing; throws UserError as a rule does. */
	complete?: (item: Item) => Promise<void>;
	/** Turns the answer's `data` into rows; by default an array gives one row per entry. */
	output?: (data: unknown, item: Item) => IDataObject | IDataObject[];
	/** Statuses of 500 and more after which nothing has run, so that the request may be sent again all the same. */
	notRun?: number[];
	/** What follows it at HeyGen, by its name in the editor: said where HeyGen no longer has this one. */
	successor?: string;
	/** Fields that Simplify keeps. */
	simplify?: string[];
}

/** What only some kinds of operation have. */
interface Traits {
	/** Reads a job of this kind, and can wait for it. */
	follows: JobKind;
	list: List;
	/** What makes the request repeatable; reads and deletes may always be repeated. */
	repeat: Repeat;
	/** Starts a paid job of this kind; a kind of batch collects the run's items into its requests. */
	job: JobKind;
	/** Where the parameter `choice` is 'items', one job is made of the whole run: what each item has in the list `into` of the request comes together there. */
	collects: { choice: string; into: string };
	/** Costs credits without starting a job. */
	paid: true;
	/** The file whose address its answer names. */
	file: ResultFile;
	/** What the estimate of its cost needs beside the request; asked only where the user limits the cost. */
	costInputs: (item: Item) => Promise<Partial<JobInputs>>;
	/** Gives `{deleted: true, id}`; `gone` when a 404 means that it was already gone. */
	deletes: { id: string; gone?: boolean };
	/** Does what it is for: for operations that need more than one request, or none. */
	perform: (item: Item) => Promise<INodeExecutionData[]>;
	/** Waits for jobs that were started elsewhere, with the second output Not Finished. */
	waits: boolean;
}

export interface List {
	/** The largest page that the endpoint gives; 0 for a list without pages. */
	max: number;
	rows?: (data: unknown) => IDataObject[];
	/** Finds up to `wanted` rows in another way where HeyGen answers that it knows no such list (404). */
	absent?: (item: Item, wanted: number) => Promise<IDataObject[]>;
}

/** An operation that has these traits, may have those, and none of the others. */
type With<Has extends keyof Traits, May extends keyof Traits = never> = Common &
	Pick<Traits, Has> &
	Partial<Pick<Traits, May>> & { [Trait in Exclude<keyof Traits, Has | May>]?: never };

/** The kinds of operation, told apart by the traits that they have. */
interface Specs {
	read: { request: ReadRequest } & With<never, 'follows'>;
	list: { request: ReadRequest } & With<'list'>;
	write: { request: WriteRequest } & With<'repeat'>;
	job: { request: WriteRequest } & With<'repeat' | 'job', 'costInputs' | 'collects'>;
	paid: { request: WriteRequest } & With<'repeat' | 'paid', 'costInputs' | 'file'>;
	delete: { request: Request<'DELETE'> } & With<'deletes'>;
	own: { request: Request } & With<'perform', 'follows' | 'waits'>;
}
type Kind = keyof Specs;

/** An operation as its file declares it. */
export type Spec = Specs[Kind];

/** An operation with its kind. */
export type Operation = { [One in Kind]: Specs[One] & { kind: One } }[Kind];

export interface Resource {
	name: string;
	value: string;
	description: string;
	/** In the order of the editor: what makes something first, what deletes it last. */
	operations: Operation[];
}

/** Whether HeyGen can tell when the operation's job has ended, so that an execution may sleep until then. */
export const takesCallback = ({ job, options = [] }: Operation): boolean =>
	!!job && options.some(({ api, name }) => api === 'callback_url' || name === 'batchCallbackUrl');

function kindOf({ perform, job, paid, deletes, list, repeat }: Spec): Kind {
	if (perform) return 'own';
	if (job) return 'job';
	if (paid) return 'paid';
	if (deletes) return 'delete';
	if (list) return 'list';
	return repeat ? 'write' : 'read';
}

/** Declares an operation; the type checks that nothing is forgotten. */
export const operation = (spec: Spec): Operation => ({ ...spec, kind: kindOf(spec) }) as Operation;

/** Declares a resource: the table of contents of its operations. */
export const resource = (
	name: string,
	value: string,
	description: string,
	operations: Operation[],
): Resource => ({ name, value, description, operations });
