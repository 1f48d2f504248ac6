// What ends one item of a run: its sentence, its code, and n8n's own form of both.
import { NodeApiError, type IDataObject, type INode, type JsonObject } from 'n8n-workflow';
import { isClear, sentenceOf, type Refusal } from '../../api/refusal';

/** Something that ended an item, with what its row should still say. */
export interface Ending {
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

/** The n8n error of an ending. n8n keeps its message and description as they are because both and the code are given. */
export function endingError(node: INode, item: number, ending: Ending): NodeApiError {
	const { message, description, code, httpCode, id, details } = ending;
	const data: JsonObject = { code, ...(id ? { id } : {}), ...(details as JsonObject) };
	const made = new NodeApiError(
		node,
		{ message, ...data },
		{
			message,
			description: description || undefined,
			httpCode: httpCode ?? 'none',
			itemIndex: item,
		},
	);
	made.context.data = data;
	return made;
}

/** What ends one item. Thrown inside the node's own code, turned into n8n's error in one place. */
export class ItemEnded extends Error {
	constructor(readonly ending: Ending) {
		super(ending.message);
	}
}

/** The ending that an answer of HeyGen causes. */
export const refused = (refusal: Refusal, free: boolean): ItemEnded =>
	new ItemEnded({
		...sentenceOf(refusal, free),
		unpaid: !free && isClear(refusal),
		code: refusal.code || (refusal.status ? `http_${refusal.status}` : 'no_answer'),
		httpCode: refusal.status ? String(refusal.status) : 'none',
	});

/** One row of an item's result, or what ended it. */
export type Row = IDataObject | ItemEnded;

/** A row that ended is a result too; anything else ends the item. */
export function asRow(reason: unknown): ItemEnded {
	if (reason instanceof ItemEnded) return reason;
	throw reason;
}
