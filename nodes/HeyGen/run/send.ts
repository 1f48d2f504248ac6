// Sends one request to HeyGen: within the run's number of requests in flight, again where that is safe, never again where it is not.
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestMethods,
} from 'n8n-workflow';
import { defaults } from '../../api/limits';
import { type Answer, isAnswer, read, unanswered } from '../../api/answer';
import {
	accountOf,
	addressIn,
	credentialFor,
	credentialStays,
	secretsAfter,
} from '../../api/credential';
import type { Refusal } from '../../api/refusal';
import { isLimited, pauseBefore } from '../../api/retry';
import { longestTimer } from '../../api/clock';
import { refused } from './failure';
import type { Item, Ordered } from './item';
import { Canceled, type Stop } from './stop';

/** A body that is sent as it is, e.g. a file on its way out of n8n's store. */
export interface Streamed {
	body: unknown;
	headers: IDataObject;
	/** Ends what is left of it. */
	close: () => void;
}

/** One request to HeyGen's API. */
export interface Outgoing {
	method: IHttpRequestMethods;
	/** Path below the base URL, parameters filled in. */
	url: string;
	qs?: IDataObject;
	body?: IDataObject;
	headers?: IDataObject;
	/** Makes the body anew for every try, in place of `body`. */
	open?: () => Promise<Streamed>;
	/** How long it may take, where that is not usual. */
	timeoutSeconds?: number;
}

export interface Sending {
	/** The request may be sent again after an unclear outcome. */
	repeatable?: boolean;
	/** Milliseconds since 1970 after which a wait is not worth starting. */
	deadline?: number;
	/** Statuses of 500 and more after which nothing has run. */
	notRun?: number[];
	/** Costs credits once HeyGen has accepted it. */
	pays?: boolean;
	/** What has become of the order, where it may have been sent before. */
	receipt?: Ordered;
	/** How to wait after "too many": a job gives its slot back meanwhile. */
	waitWhenLimited?: (milliseconds: number, stop: Stop) => Promise<void>;
	/** Gives "too many" back to the caller instead of waiting. */
	returnsLimited?: boolean;
	/** Tried once only, for so many milliseconds: what would be good to know, but need not be. */
	onlyMs?: number;
}

/** Status and headers of an answer travel through the engine's own post-processing in this shape. */
const captured = [
	{
		data: { parameterValue: undefined },
		actions: [
			async (
				_items: unknown,
				answer: { statusCode?: number; headers?: IDataObject; body?: unknown },
			) => [
				{
					json: {
						status: answer.statusCode ?? 200,
						headers: answer.headers ?? {},
						body: answer.body as IDataObject,
					},
				},
			],
		],
	},
] as unknown as Item['engine']['postReceive'];

/** n8n's own default; anything else is the user's choice. */
const engineTimeout = 300_000;

/** What a run needs of its credential, read once. */
interface Access {
	address: string;
	/** The credential's values: nothing that comes back may repeat what is secret of them. */
	values: ICredentialDataDecryptedObject;
	/** What tells its account from others. */
	account: unknown[];
}

export async function accessOf({ context, run }: Item): Promise<Access> {
	if (!run.once.has('access')) {
		const node = context.getNode();
		const credential = credentialFor(node.parameters.authentication);
		run.once.set(
			'access',
			context.getCredentials(credential).then((values): Access => ({
				address: addressIn(values),
				values,
				account: accountOf(credential, values, node.credentials?.[credential]?.id),
			})),
		);
	}
	return (await run.once.get('access')) as Access;
}

/** The body as n8n has to be given it: an empty object it would leave out, but HeyGen wants one where it takes a body. */
function bodyOf({ body }: Outgoing): { content: Outgoing['body'] | string; headers?: IDataObject } {
	return body && Object.keys(body).length === 0
		? { content: '{}', headers: { 'Content-Type': 'application/json' } }
		: { content: body };
}

/** One try. Gives HeyGen's answer or its refusal; throws only when the user cancelled. */
async function attempt(
	item: Item,
	request: Outgoing,
	stop: Stop,
	{ receipt, onlyMs }: Sending,
): Promise<Answer | Refusal> {
	const { options } = item.engine;
	const timeout =
		onlyMs ??
		(options.timeout && options.timeout !== engineTimeout
			? Math.min(options.timeout, longestTimer)
			: (request.timeoutSeconds ??
					(request.method === 'GET' ? defaults.readTimeoutSeconds : defaults.writeTimeoutSeconds)) *
				1000);
	const { address } = await accessOf(item);
	const body = bodyOf(request);
	let opened: Streamed | undefined;
	await item.run.requests.acquire(stop);
	// Until it is answered, and for good where the user cancels meanwhile.
	if (receipt) {
		receipt.unclear ??= { status: 0, code: '', message: 'The execution ended before the answer' };
		receipt.since ??= item.run.clock.now();
	}
	try {
		opened = await request.open?.();
		// n8n post-processes by the object that it handed in, whatever it is given back (n8n-core, RoutingNode.makeRequest): so that one is changed.
		item.engine.postReceive = captured;
		const [answer] = await item.context.makeRoutingRequest({
			...item.engine,
			options: {
				...options,
				baseURL: address,
				method: request.method,
				url: request.url,
				qs: request.qs ?? {},
				body: (opened?.body ?? body.content) as Outgoing['body'],
				headers: { ...options.headers, ...body.headers, ...opened?.headers, ...request.headers },
				timeout,
				ignoreHttpStatusErrors: { ignore: true, except: [401] },
				...credentialStays,
			},
		});
		const outcome = read(answer?.json as unknown as Answer, await secretsOf(item));
		if (isAnswer(outcome)) item.run.requests.grow();
		return outcome;
	} catch (thrown) {
		if (item.context.getExecutionCancelSignal()?.aborted) throw canceled();
		return unanswered(thrown, item.usesOAuth, await secretsOf(item));
	} finally {
		opened?.close();
		item.run.requests.release();
	}
}

const canceled = () => new Canceled();

/** What the answer to a request of the item may not repeat. */
async function secretsOf(item: Item) {
	const { values } = await accessOf(item);
	const { context, usesOAuth } = item;
	return await secretsAfter(context, credentialFor(usesOAuth ? 'oAuth2' : 'apiKey'), values);
}

/**
 * Sends a request and gives HeyGen's answer.
 * @throws ItemFailed with HeyGen's refusal in a sentence; Canceled when the user stopped the execution
 */
export async function send(item: Item, request: Outgoing, sending: Sending = {}): Promise<Answer> {
	const outcome = await ask(item, request, sending);
	if (isAnswer(outcome)) return outcome;
	throw refused(outcome, !sending.pays);
}

const isRepeatable = (request: Outgoing, sending: Sending) =>
	sending.repeatable ?? (request.method === 'GET' || request.method === 'DELETE');

/** Like `send`, but gives a refusal back to the caller. */
export async function ask(
	item: Item,
	request: Outgoing,
	sending: Sending = {},
): Promise<Answer | Refusal> {
	return sending.receipt
		? await askOnce(item, request, sending, sending.receipt)
		: await tryOn(item, request, sending);
}

/** Whether HeyGen may have accepted what it did not answer. */
const isUnclear = (outcome: Refusal): boolean =>
	(outcome.status >= 500 && !outcome.notRun) || (outcome.status === 0 && !outcome.code);

/** Milliseconds for which HeyGen knows a key (source: HeyGen API reference, Idempotency-Key). */
const keyLastsMs = 24 * 3_600_000;

/** Whether HeyGen would take a repeat for a new order. Who began under an older version is not known to. */
const isForgotten = ({ since = Infinity }: Ordered, now: number): boolean =>
	now >= since + keyLastsMs;

/** Orders under way: two calls of a tool may be alike. */
const underWay = new WeakMap<Ordered, Promise<Answer | Refusal>>();

/** What HeyGen has accepted for a row, or may have and would not recognise, is not sent again. */
async function askOnce(
	item: Item,
	request: Outgoing,
	sending: Sending,
	receipt: Ordered,
): Promise<Answer | Refusal> {
	const before = underWay.get(receipt);
	if (before) return await before;
	if (receipt.answer) return { status: 200, headers: {}, body: receipt.answer };
	if (
		receipt.unclear &&
		(!isRepeatable(request, sending) || isForgotten(receipt, item.run.clock.now()))
	)
		return receipt.unclear;
	const now = tryOn(item, request, sending).finally(() => underWay.delete(receipt));
	underWay.set(receipt, now);
	return await now;
}

/** Sends a request as often as it takes and may be sent. */
async function tryOn(item: Item, request: Outgoing, sending: Sending): Promise<Answer | Refusal> {
	const { clock } = item.run;
	const repeatable = isRepeatable(request, sending);
	const deadline = sending.deadline ?? item.deadline();
	const { receipt } = sending;
	let { stop } = item;
	let unclear = receipt?.unclear;
	// Counted apart: who has long waited for a slot may still try as often as others when HeyGen does not answer.
	const tried = { limited: 0, unclear: 0, other: 0 };
	for (;;) {
		const outcome = await attempt(item, request, stop, sending);
		if (isAnswer(outcome)) {
			if (receipt) receipt.answer = outcome.body;
			return outcome;
		}
		outcome.notRun = sending.notRun?.includes(outcome.status);
		// HeyGen may have accepted what it did not answer: the end of the run does not end the asking for a paid job's id.
		if (sending.pays && isUnclear(outcome)) [stop, unclear] = [item.run.canceled, outcome];
		else if (unclear) outcome.afterUnclear = true;
		if (receipt) {
			receipt.unclear = unclear;
			if (!unclear) delete receipt.since;
		}
		if (sending.onlyMs ?? (sending.returnsLimited && isLimited(outcome))) return outcome;
		const count = ++tried[
			isLimited(outcome) ? 'limited' : isUnclear(outcome) ? 'unclear' : 'other'
		];
		const seconds = pauseBefore(outcome, repeatable, count, clock.random());
		const next = clock.now() + (seconds ?? Infinity) * 1000;
		if (seconds === undefined || next > deadline || (receipt && isForgotten(receipt, next)))
			return outcome;
		if (isLimited(outcome) && sending.waitWhenLimited)
			await sending.waitWhenLimited(seconds * 1000, stop);
		else await stop.sleep(seconds * 1000);
	}
}
