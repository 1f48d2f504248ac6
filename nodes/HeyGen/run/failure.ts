// What ends one item of a run: its sentence, its code, and n8n's own form of both.
import type { IDataObject, INode, JsonObject, NodeApiError } from 'n8n-workflow';
import { oddWords } from '../../api/answer';
import { nodeError } from '../../api/nodeError';
import { isClear, sentenceOf, type Refusal } from '../../api/refusal';
import { trimmedEnd } from '../../api/trim';

/** What ended a row, with what the row should still say. */
export interface Failure {
	message: string;
	description?: string;
	/** HeyGen's code, or the node's own for what HeyGen has no code for. */
	code: string;
	httpCode?: string;
	/** Nothing was charged for it, for certain. */
	unpaid?: boolean;
	/** Id of the job, where one exists. */
	id?: string;
	/** More that the row should carry: all ids of a translation, the last status, … */
	details?: Record<string, unknown>;
}

/** What happened and the way out as one text, for whoever is shown one only: a row of Check Only, a model. */
export const inOneText = ({ message, description }: Pick<Failure, 'message' | 'description'>) =>
	description && !message.includes(description)
		? `${trimmedEnd(message, '.')}. ${description}`
		: message;

/** The n8n error of a failure. */
export function toNodeError(node: INode, item: number, failure: Failure): NodeApiError {
	const { message, description, code, httpCode, id, details } = failure;
	const status = httpCode === 'none' ? undefined : httpCode;
	return nodeError(node, {
		message,
		description,
		status,
		item,
		data: { code, ...(id ? { id } : {}), ...(details as JsonObject) },
		isHeyGens: Boolean(status ?? id ?? details),
	});
}

/** Ends one row. Thrown inside the node's own code, turned into n8n's error in one place. */
export class ItemFailed extends Error {
	constructor(readonly failure: Failure) {
		super(failure.message);
	}
}

/** The failure that an answer of HeyGen causes. */
export const refused = (refusal: Refusal, free: boolean): ItemFailed =>
	new ItemFailed({
		...sentenceOf(refusal, free),
		unpaid: !free && isClear(refusal),
		code: refusal.code || (refusal.status ? `http_${refusal.status}` : 'no_answer'),
		httpCode: refusal.status ? String(refusal.status) : 'none',
		// HeyGen's support asks for it; a sentence need not carry it.
		...(refusal.requestId ? { details: { request_id: refusal.requestId } } : {}),
	});

/** One row of an item's result, or what ended it. */
export type Row = IDataObject | ItemFailed;

/** A row that ended is a result too; anything else ends the item. */
export function asRow(reason: unknown): ItemFailed {
	if (reason instanceof ItemFailed) return reason;
	throw reason;
}

/** An answer in a form that nothing can be made of. */
export const oddAnswer = (): ItemFailed => new ItemFailed({ ...oddWords, code: 'odd_answer' });
