// The n8n error of whatever ends a node: in the node's own words, and 'From HeyGen' only where HeyGen has said something.
import { NodeApiError, type INode, type JsonObject } from 'n8n-workflow';

interface Told {
	message: string;
	description?: string;
	/** HeyGen's status; undefined where it gave none. */
	status?: string;
	item?: number;
	/** What belongs to it beside the words. */
	data?: JsonObject;
	/** Whether HeyGen has a part in it: it answered, or a job exists. Of anything else there is nothing to show "From HeyGen". */
	isHeyGens: boolean;
}

/**
 * n8n makes any other kind of error of a declarative node into one of this kind, with a code of its own; so everything is one of it,
 * and what HeyGen has never seen loses its code and its raw messages, without which n8n's editor shows no fold.
 */
export function nodeError(node: INode, told: Told): NodeApiError {
	const { message, description, status = 'none', item, data, isHeyGens } = told;
	const made = new NodeApiError(
		node,
		{ message, ...data },
		{ message, description: description || undefined, httpCode: status, itemIndex: item },
	);
	// n8n replaces a message that holds a system's word such as ECONNRESET, even inside of another word, by one of its own.
	made.message = message;
	made.description = description;
	if (!isHeyGens) Object.assign(made, { httpCode: null, messages: [] });
	else if (data) made.context.data = data;
	return made;
}
