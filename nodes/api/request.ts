// One request to HeyGen outside of the node's runs: for the editor's lists, for the triggers, for the callback of a sleeping execution.
import {
	type IDataObject,
	type IHookFunctions,
	type IHttpRequestMethods,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IN8nHttpFullResponse,
	type IPollFunctions,
	type IWebhookFunctions,
	NodeApiError,
} from 'n8n-workflow';
import { type Answer, isRefusal, read, unanswered } from './answer';
import { accountOf, addressIn, credentialFor, credentialStays, secretsAfter } from './credential';
import { realClock } from './clock';
import { defaults } from './limits';
import { nodeError } from './nodeError';
import { type Refusal, sentenceOf } from './refusal';
import { pauseBefore } from './retry';

/** Who asks. */
export type Asker = IHookFunctions | ILoadOptionsFunctions | IPollFunctions | IWebhookFunctions;

/** What is asked. */
export interface Question {
	method?: IHttpRequestMethods;
	/** Path below the credential's address. */
	url: string;
	qs?: IDataObject;
	body?: IDataObject;
	timeoutMs?: number;
	/** The way that the user set in 'Request Options': see `wayOf`. */
	way?: Partial<IHttpRequestOptions>;
}

/**
 * Sends one request, once, with the credential that the node names.
 * @returns HeyGen's answer or its refusal
 * @throws UserError where the credential has no address of HeyGen, and what n8n says of a credential that is missing
 */
export async function ask(asker: Asker, question: Question): Promise<Answer | Refusal> {
	const credential = credentialFor(asker.getNode().parameters.authentication);
	const values = await asker.getCredentials(credential);
	const baseURL = addressIn(values);
	const secrets = async () => await secretsAfter(asker, credential, values);
	const { method = 'GET', url, qs, body, timeoutMs, way } = question;
	// A 401 has to be thrown: only then does n8n refresh an access token.
	const request: IHttpRequestOptions = {
		method,
		baseURL,
		url,
		...(qs ? { qs } : {}),
		...(body ? { body } : {}),
		json: true,
		timeout: timeoutMs ?? defaults.readTimeoutSeconds * 1000,
		returnFullResponse: true,
		ignoreHttpStatusErrors: { ignore: true, except: [401] },
		...credentialStays,
		...way,
	};
	try {
		const answer = (await asker.helpers.httpRequestWithAuthentication.call(
			asker,
			credential,
			request,
		)) as IN8nHttpFullResponse;
		return read(
			{
				status: answer.statusCode,
				headers: (answer.headers ?? {}) as Record<string, string>,
				body: answer.body as IDataObject,
			},
			await secrets(),
		);
	} catch (thrown) {
		return unanswered(thrown, credential === credentialFor('oAuth2'), await secrets());
	}
}

/**
 * As `ask`, for what has no way on without an answer.
 * @returns the answer's whole body
 * @throws NodeApiError with HeyGen's status (`httpCode`) and what to do about it
 */
export async function request(asker: Asker, question: Question): Promise<IDataObject> {
	const outcome = await ask(asker, question);
	if (isRefusal(outcome)) throw toNodeError(asker, outcome);
	return outcome.body;
}

/** Tries of one request for the editor: a person is waiting. */
const editorTries = 3;
/** Seconds that it may rest between two tries. */
const longestRest = 5;

/**
 * As `request`, for the editor: on the way that the user set in 'Request Options', and again where HeyGen was busy or did not answer.
 * @throws NodeApiError with what to do about HeyGen's refusal
 */
export async function requestForEditor(
	context: ILoadOptionsFunctions,
	question: Question,
	clock = realClock,
): Promise<IDataObject> {
	const way = wayOf(context.getCurrentNodeParameter('requestOptions'));
	for (let tried = 1; ; tried++) {
		const outcome = await ask(context, { way, ...question });
		if (!isRefusal(outcome)) return outcome.body;
		const pause = pauseBefore(outcome, true, tried, clock.random());
		if (pause === undefined || pause > longestRest || tried >= editorTries)
			throw toNodeError(context, outcome);
		await clock.sleep(pause * 1000);
	}
}

/** What tells the account that the editor works with from others. */
export async function accountForEditor(context: ILoadOptionsFunctions): Promise<unknown[]> {
	const { parameters, credentials } = context.getNode();
	const credential = credentialFor(parameters.authentication);
	const values = await context.getCredentials(credential);
	return accountOf(credential, values, credentials?.[credential]?.id);
}

/** HeyGen's refusal in the node's words, of a request that costs nothing: where there was no answer, "later" is all there is to say. */
function toNodeError(asker: Asker, refusal: Refusal): NodeApiError {
	const { message, description: all } = sentenceOf(refusal, true);
	// A trigger has no 'Request Options'.
	const description = /Trigger$/.test(asker.getNode().type)
		? all.replace(/,? (or|and) [^.,]{0,80}'Request Options'[^.]{0,60}/, '')
		: all;
	const isUnclear = (refusal.status === 0 && !refusal.code) || refusal.status >= 500;
	const advice = isUnclear ? 'Try again in a moment' : description;
	// Of what keeps a workflow from being published n8n shows the message only: what to do about it is in it then.
	const isPublishing = 'getActivationMode' in asker && asker.getMode?.() !== 'manual';
	return nodeError(asker.getNode(), {
		message: isPublishing ? `${message}. ${advice}` : message,
		description: advice,
		status: refusal.status ? String(refusal.status) : undefined,
		isHeyGens: refusal.status > 0,
	});
}

/** The HTTP status of what `request` threw; undefined where there was no answer. */
export function statusOf(error: unknown): number | undefined {
	return error instanceof NodeApiError ? Number(error.httpCode) || undefined : undefined;
}

/**
 * The way to HeyGen as the user set it in 'Request Options': what n8n gives the node's own requests, it does not give the others.
 * @param options that parameter's value; an address that is none is left out, as is one that is an expression still
 */
export function wayOf(options: unknown): Partial<IHttpRequestOptions> {
	const { proxy, allowUnauthorizedCerts } = (options ?? {}) as {
		proxy?: unknown;
		allowUnauthorizedCerts?: unknown;
	};
	const way: Partial<IHttpRequestOptions> =
		allowUnauthorizedCerts === true ? { skipSslCertificateValidation: true } : {};
	if (typeof proxy !== 'string' || !URL.canParse(proxy)) return way;
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
