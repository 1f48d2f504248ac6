// The triggers' way to HeyGen: one request, or all pages of a list, with the credential that the node names.
import type {
	IDataObject,
	IHookFunctions,
	IHttpRequestMethods,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { addressIn, credentialFor, credentialStays } from '../api/credential';
import { told } from '../api/request';

export type TriggerContext =
	IHookFunctions | ILoadOptionsFunctions | IPollFunctions | IWebhookFunctions;
type Content = { body?: IDataObject; qs?: IDataObject };

/** HeyGen's own clients give a read 30 s. */
const TIMEOUT_MS = 30_000;

/**
 * Sends one request and gives the whole answer.
 *
 * @param timeout in milliseconds
 * @throws NodeApiError with HeyGen's status (`httpCode`) and what to do about it
 */
export async function heyGenRequest(
	this: TriggerContext,
	method: IHttpRequestMethods,
	url: string,
	content: Content = {},
	timeout = TIMEOUT_MS,
): Promise<IDataObject> {
	const credential = credentialFor(this.getNodeParameter('authentication', 'apiKey'));
	const baseURL = addressIn(await this.getCredentials(credential));
	try {
		return (await this.helpers.httpRequestWithAuthentication.call(this, credential, {
			method,
			baseURL,
			url,
			...content,
			json: true,
			timeout,
			...credentialStays,
		})) as IDataObject;
	} catch (error) {
		throw refusalFor(this, error, credential);
	}
}

/** HeyGen's refusal. Of what keeps a workflow from being published n8n shows the message only: what to do about it is in it then. */
function refusalFor(context: TriggerContext, thrown: unknown, credential: string): NodeApiError {
	const refusal = told(context.getNode(), thrown, credential);
	if ('getActivationMode' in context && context.getMode?.() !== 'manual')
		refusal.message = `${refusal.message}. ${refusal.description}`;
	return refusal;
}

/** The HTTP status that HeyGen answered with; undefined where there was no answer. */
export function statusOf(error: unknown): number | undefined {
	return error instanceof NodeApiError ? Number(error.httpCode) || undefined : undefined;
}

/** One page of a list. */
export type Page = { rows: IDataObject[]; nextToken?: string };

export async function listPage(this: TriggerContext, url: string, qs: IDataObject): Promise<Page> {
	const { data, has_more, next_token } = await heyGenRequest.call(this, 'GET', url, { qs });
	// A cursor that comes again would go round for ever.
	const hasNext = has_more && next_token && next_token !== qs.token;
	return {
		rows: (data ?? []) as IDataObject[],
		nextToken: hasNext ? String(next_token) : undefined,
	};
}

/** All rows of a list, over all its pages. */
export async function listAll(
	this: TriggerContext,
	url: string,
	qs: IDataObject = {},
): Promise<IDataObject[]> {
	const rows: IDataObject[] = [];
	let token: string | undefined;
	do {
		const page = await listPage.call(this, url, token ? { ...qs, token } : qs);
		rows.push(...page.rows);
		token = page.nextToken;
	} while (token);
	return rows;
}
