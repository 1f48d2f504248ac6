// Asks HeyGen on behalf of the editor: lists to choose from, fields of a template.
import {
	NodeApiError,
	type IDataObject,
	type ILoadOptionsFunctions,
	type INode,
} from 'n8n-workflow';
import { defaults } from './limits';
import { addressIn, credentialFor, credentialStays } from './credential';
import { sentenceOf } from './refusal';
import { unanswered } from './answer';

/**
 * Reads from HeyGen with the credential that the node uses.
 * @throws NodeApiError with what to do about HeyGen's refusal
 */
export async function askForEditor<T>(
	context: ILoadOptionsFunctions,
	url: string,
	qs: IDataObject = {},
): Promise<T> {
	const credential = credentialFor(context.getCurrentNodeParameter('authentication'));
	const baseURL = addressIn(await context.getCredentials(credential));
	try {
		return (await context.helpers.httpRequestWithAuthentication.call(context, credential, {
			baseURL,
			url,
			qs,
			json: true,
			timeout: defaults.readTimeoutSeconds * 1000,
			...credentialStays,
		})) as T;
	} catch (error) {
		throw told(context.getNode(), error, credential);
	}
}

/**
 * HeyGen's refusal in the action node's words, for requests that cost nothing: where there was no answer, "later" is all there is to say.
 * @param thrown by n8n's request helper
 * @param credential the credential's type
 */
export function told(node: INode, thrown: unknown, credential: string): NodeApiError {
	const refusal = unanswered(
		thrown as Parameters<typeof unanswered>[0],
		credential === credentialFor('oAuth2'),
	);
	const { message, description } = sentenceOf(refusal, true);
	const unclear = (refusal.status === 0 && !refusal.code) || refusal.status >= 500;
	// Made anew: n8n leaves an error that is one already as it is.
	return new NodeApiError(
		node,
		{ message, code: refusal.code },
		{
			message,
			description: unclear ? 'Try again in a moment' : description,
			httpCode: refusal.status ? String(refusal.status) : 'none',
		},
	);
}
