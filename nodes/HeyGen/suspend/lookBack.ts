// Calls the execution's own address soon after it fell asleep: a callback that came while it was still running was refused by n8n and does not come again.
import type { Clock } from '../../api/clock';
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
		if (settled((await call(context, address)).status)) return;
	}
}

interface Answer {
	/** 599 where nobody answered. */
	status: number;
	body?: unknown;
}

/**
 * Whether n8n itself answers. Of an execution that runs still it says "running already" (409); of one that was started by hand it
 * has stored nothing yet to say that of, and fails at it (500). Both are told with a code and a message of n8n's own.
 */
function isN8n({ status, body }: Answer): boolean {
	if (status !== 409 && status < 500) return false;
	const { code, message } = (body ?? {}) as { code?: unknown; message?: unknown };
	return typeof code === 'number' && typeof message === 'string';
}

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
	const answer = await call(context, address);
	if (isN8n(answer)) return undefined;
	const { status } = answer;
	const said = status === 599 ? '' : `it is answered with HTTP ${status}: `;
	const cause =
		causes[status] ??
		(status < 300 ? 'a page that is not n8n' : status < 400 ? 'it leads elsewhere' : 'a proxy?');
	return `${said}${cause}`;
}

async function call(context: SleepingContext, url: string): Promise<Answer> {
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
		const { statusCode, body } = (await context.helpers.httpRequest(request)) as {
			statusCode: number;
			body: unknown;
		};
		return { status: statusCode, body };
	} catch {
		return { status: 599 };
	}
}
