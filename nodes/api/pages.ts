// HeyGen's lists come in pages with a cursor: what a page holds, and how all of them are read.
import { NodeApiError, type IDataObject } from 'n8n-workflow';
import { isObject, oddWords, textOf } from './answer';
import { wellFormed } from './limits/limit';
import { type Asker, request } from './request';

/** One page of a list. */
export interface Page {
	rows: IDataObject[];
	/** Cursor of the next page; undefined at the last one. */
	next?: string;
	/** There is no list in it: that is not the same as an empty one. */
	isOdd?: true;
}

/** The rows in `data`: a list, or the one list among what stands beside it (`{videos: […], total}`). */
function rowsIn(data: unknown): unknown {
	if (!isObject(data)) return data;
	const lists = Object.values(data).filter((value) => Array.isArray(value));
	return lists.find((list) => list.some(isObject)) ?? lists[0];
}

const isYes = (value: unknown): boolean => value === true || /^(true|1)$/i.test(textOf(value));

/**
 * The page in an answer's body. A batch keeps its cursor inside `data`, with the rows.
 * @param rowsOf finds the rows in `data`
 */
export function pageOf(body: IDataObject, rowsOf: (data: unknown) => unknown = rowsIn): Page {
	const data = 'data' in body ? body.data : body;
	const found = isObject(data) || Array.isArray(data) ? rowsOf(data) : undefined;
	const isInside = body.has_more === undefined && body.next_token === undefined && isObject(data);
	const { has_more: more, next_token: token } = isInside ? data : body;
	const goesOn = textOf(token) && (more === undefined || more === null || isYes(more));
	return {
		rows: (Array.isArray(found) ? found : []).filter(isObject),
		...(goesOn ? { next: wellFormed(textOf(token)) } : {}),
		...(Array.isArray(found) || data === null ? {} : { isOdd: true as const }),
	};
}

/**
 * Reads a list page by page. A cursor that comes again ends it: it would go round for ever.
 * @param readPage reads the page at a cursor, undefined for the first; `had` rows have been read
 * @param wanted number of rows, all by default
 */
export async function readAll(
	readPage: (token: string | undefined, had: number) => Promise<Page>,
	wanted = Infinity,
): Promise<IDataObject[]> {
	const rows: IDataObject[] = [];
	const seen = new Set<string>();
	for (let token: string | undefined; ;) {
		const page = await readPage(token, rows.length);
		for (const row of page.rows) rows.push(row);
		token = page.next;
		if (token === undefined || seen.has(token) || rows.length >= wanted)
			return rows.slice(0, wanted);
		seen.add(token);
	}
}

/** One page of a list, for the editor or a trigger. */
export async function listPage(
	asker: Asker,
	url: string,
	qs: IDataObject = {},
	token?: string,
): Promise<Page> {
	const page = pageOf(await request(asker, { url, qs: token ? { ...qs, token } : qs }));
	if (page.isOdd) throw new NodeApiError(asker.getNode(), { ...oddWords }, oddWords);
	return page.next === token ? { rows: page.rows } : page;
}

/** All rows of a list, for the editor or a trigger. */
export const listAll = async (
	asker: Asker,
	url: string,
	qs: IDataObject = {},
): Promise<IDataObject[]> => await readAll(async (token) => await listPage(asker, url, qs, token));
