// Follows the cursors of a list: as many rows as asked for, in as few requests as its endpoint allows.
import type { IDataObject } from 'n8n-workflow';
import { dataOf } from '../../api/answer';
import { send } from './send';
import type { Item } from './item';

interface Page {
	data?: unknown;
	has_more?: boolean;
	next_token?: string | null;
}

/**
 * Reads a list page by page.
 * @param wanted number of rows; Infinity for all
 * @param max largest page of the endpoint; 0 where it has no pages
 * @param rowsOf finds the rows in an answer's `data` (a batch keeps them, and the cursor, inside)
 */
export async function readPages(
	item: Item,
	url: string,
	qs: IDataObject,
	wanted: number,
	max: number,
	rowsOf: (data: unknown) => IDataObject[] = (data) => data as IDataObject[],
): Promise<IDataObject[]> {
	const rows: IDataObject[] = [];
	const seen = new Set<string>();
	for (let token: string | undefined; ;) {
		const size = max ? { limit: Math.min(max, wanted - rows.length) } : {};
		const answer = await send(item, {
			method: 'GET',
			url,
			qs: { ...qs, ...size, ...(token ? { token } : {}) },
		});
		const data = dataOf(answer);
		rows.push(...(rowsOf(data) ?? []));
		const outer = answer.body as Page;
		const page: Page =
			outer.has_more === undefined && data && !Array.isArray(data) ? (data as Page) : outer;
		token = page.has_more && page.next_token ? page.next_token : undefined;
		// A cursor that comes again would go round for ever.
		if (!token || seen.has(token) || rows.length >= wanted) return rows.slice(0, wanted);
		seen.add(token);
	}
}
