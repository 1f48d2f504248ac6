// Calls the execution's own address soon after it fell asleep: a callback that came while it was still running was refused by n8n and does not come again.
import type { Clock } from '../run/clock';
import type { SleepingContext } from './context';

/** Seconds after which to call, again and again while n8n says that the execution still runs, or does not answer. */
const pauses = [2, 5, 15, 60];
/** n8n took the call, or there is nothing to take it any more. */
const settled = (status: number) => status < 300 || status === 401 || status === 404;

/**
 * Does what HeyGen's callback does, without being waited for: it holds neither the worker nor the execution.
 * Where n8n cannot reach its own address, nothing comes of it.
 */
export async function lookBack(
	context: SleepingContext,
	address: string,
	clock: Clock,
): Promise<void> {
	for (const seconds of pauses) {
		await clock.sleep(seconds * 1000);
		if (settled(await call(context, address))) return;
	}
}

/** What n8n says of an execution that runs still: the call has come through. */
const isRunning = 409;

/** What an answer that is not n8n's looks like. */
const causes: Record<number, string> = {
	401: 'a login stands in front of n8n',
	403: 'a firewall or proxy refuses it',
	404: 'the path does not lead to n8n',
	599: 'nobody answers there',
};

/**
 * Calls the execution's own address while it still runs, as HeyGen will when it sleeps.
 * @returns why HeyGen's callback would not come through, in half a sentence; undefined where n8n itself answered
 */
export async function whyBlocked(
	context: SleepingContext,
	address: string,
): Promise<string | undefined> {
	const status = await call(context, address);
	if (status === isRunning) return undefined;
	const said = status === 599 ? '' : `it is answered with HTTP ${status}: `;
	const cause =
		causes[status] ??
		(status < 300 ? 'a page that is not n8n' : status < 400 ? 'it leads elsewhere' : 'a proxy?');
	return `${said}${cause}`;
}

/** @returns the HTTP status, 599 where nobody answered */
async function call(context: SleepingContext, url: string): Promise<number> {
	const request = {
		method: 'POST' as const,
		url,
		body: {},
		json: true,
		timeout: 10_000,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	};
	try {
		const { statusCode } = (await context.helpers.httpRequest(request)) as { statusCode: number };
		return statusCode;
	} catch {
		return 599;
	}
}
