// Hears HeyGen's callbacks for a waiting execution. A callback is only a hint: HeyGen is asked, and the node runs again when there is something to do.
import type {
	IDataObject,
	IHttpRequestOptions,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { kindOf } from '../../api/jobKinds';
import { limits } from '../../api/limits';
import { addressIn, credentialFor, credentialStays } from '../../api/credential';
import { sleeper } from './context';
import { wake } from './sleep';
import { keptFor, type Sleep, type SleepingJob } from './state';

/** Milliseconds for one question: HeyGen expects its callback answered in 10 s (source: HeyGen API reference, webhooks). */
const patience = 8000;
const gone = 'not_found';

/** The way to HeyGen as the user set it in 'Request Options': what n8n gives the node's own requests, it does not give those of a webhook. */
function wayOf(context: IWebhookFunctions): Partial<IHttpRequestOptions> {
	const { proxy, allowUnauthorizedCerts } = context.getNodeParameter('requestOptions', {}) as {
		proxy?: string;
		allowUnauthorizedCerts?: boolean;
	};
	const way: Partial<IHttpRequestOptions> = allowUnauthorizedCerts
		? { skipSslCertificateValidation: true }
		: {};
	if (!proxy) return way;
	const { hostname: host, port, protocol, username, password } = new URL(proxy);
	const auth = username
		? { username: decodeURIComponent(username), password: decodeURIComponent(password) }
		: undefined;
	return {
		...way,
		proxy: {
			host,
			port: Number(port) || (protocol === 'https:' ? 443 : 80),
			protocol: protocol.slice(0, -1),
			auth,
		},
	};
}

/** One question to HeyGen. @returns `data`, or undefined where HeyGen does not know it @throws what kept HeyGen from answering */
async function read(
	context: IWebhookFunctions,
	baseURL: string,
	url: string,
	qs: IDataObject = {},
): Promise<unknown> {
	const credential = credentialFor(context.getNode().parameters.authentication);
	// A 401 has to be thrown: only then does n8n refresh an access token, which rarely outlives a long sleep.
	const request: IHttpRequestOptions = {
		method: 'GET',
		baseURL,
		url,
		qs,
		json: true,
		timeout: patience,
		returnFullResponse: true,
		ignoreHttpStatusErrors: { ignore: true, except: [401] },
		...credentialStays,
		...wayOf(context),
	};
	const { statusCode, body } = (await context.helpers.httpRequestWithAuthentication.call(
		context,
		credential,
		request,
	)) as { statusCode: number; body: { data?: unknown } };
	if (statusCode === 404) return undefined;
	if (statusCode >= 300 || typeof body !== 'object')
		throw new TypeError(`HeyGen answered ${statusCode}`);
	return body.data ?? body;
}

/** What HeyGen says of jobs now, by id. */
async function statuses(
	context: IWebhookFunctions,
	baseURL: string,
	kindName: string,
	ids: string[],
): Promise<Map<string, string>> {
	const { bulk, path, makes } = kindOf(kindName);
	const found = new Map<string, string>();
	if (bulk) {
		for (let at = 0; at < ids.length; at += limits.statusIds.max) {
			const rows = (await read(context, baseURL, bulk.path, {
				[bulk.parameter]: ids.slice(at, at + limits.statusIds.max).join(','),
			})) as Array<{ video_id: string; status: string }>;
			for (const { video_id: id, status } of rows) found.set(id, status);
		}
		return found;
	}
	await Promise.all(
		ids.map(async (id) => {
			const data = (await read(context, baseURL, path.replace('{id}', encodeURIComponent(id)))) as
				IDataObject | undefined;
			const made = makes && data?.[makes.id] ? String(data[makes.id]) : undefined;
			// A session has ended when its video has.
			const [[, status]] =
				makes && made
					? [...(await statuses(context, baseURL, makes.kind.value, [made]))]
					: [[id, data ? String(data.status) : gone]];
			found.set(id, status);
		}),
	);
	return found;
}

/** Whether the node has something to do: all has ended, a slot has become free for a row that waits for one, or one job ends the run. */
async function isDue(
	context: IWebhookFunctions,
	baseURL: string,
	{ rows }: Sleep,
): Promise<boolean> {
	const jobs = rows.flatMap((row) => row.jobs.filter((job) => !job.ended));
	const ended = new Set<SleepingJob>();
	let failed = false;
	for (const name of new Set(jobs.map((job) => job.kind))) {
		const { done, failed: bad, needsAction: person = {} } = kindOf(name);
		const asked = jobs.filter((job) => job.kind === name);
		const now = await statuses(context, baseURL, name, [...new Set(asked.map((job) => job.id))]);
		for (const job of asked) {
			const status = now.get(job.id) ?? '';
			const isBad = bad.includes(status) || status === gone || status in person;
			failed ||= isBad;
			if (isBad || done.includes(status)) ended.add(job);
		}
	}
	const { onError } = context.getNode();
	const stops = failed && onError !== 'continueErrorOutput' && onError !== 'continueRegularOutput';
	const isRowOver = (row: Sleep['rows'][number]) =>
		!!row.refusal || (row.jobs.length > 0 && row.jobs.every((job) => job.ended ?? ended.has(job)));
	const frees =
		rows.some((row) => !row.refusal && row.jobs.length === 0) &&
		rows.some((row) => row.jobs.some((job) => ended.has(job)) && isRowOver(row));
	return stops || frees || rows.every(isRowOver);
}

/** The credential's own address of HeyGen. */
async function addressOf(context: IWebhookFunctions): Promise<string> {
	return addressIn(
		await context.getCredentials(credentialFor(context.getNode().parameters.authentication)),
	);
}

/**
 * Answers a callback. It never throws: that would end the execution and lose its data.
 * @returns nothing for n8n to go on with while the execution has to go on waiting; else the run's own input, with which n8n runs the node again
 */
export async function resume(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		const sleep = keptFor(this);
		const { data } = sleeper(this);
		if (!sleep || !data || !(await isDue(this, await addressOf(this), sleep)))
			return { webhookResponse: 'Thank you, still waiting' };
		return { workflowData: wake(data) };
	} catch (trouble) {
		this.logger.warn(
			`A callback of HeyGen could not be checked, the execution goes on waiting: ${(trouble as Error).message}`,
		);
		this.getResponseObject()
			.status(503)
			.json({ message: 'HeyGen could not be asked, try again later' });
		return { noWebhookResponse: true };
	}
}
