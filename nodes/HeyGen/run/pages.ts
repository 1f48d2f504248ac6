// Reads a list for an item: as many rows as asked for, in as few requests as its endpoint allows.
import type { IDataObject } from 'n8n-workflow';
import { pageOf, readAll } from '../../api/pages';
import { oddAnswer } from './failure';
import type { Item } from './item';
import { send } from './send';

/**
 * Reads a list page by page.
 * @param wanted number of rows; Infinity for all
 * @param max largest page of the endpoint; 0 where it has no pages
 * @param rowsOf finds the rows in an answer's `data` (a batch keeps them, and the cursor, inside)
 * @param isLast looks at a page, and may end the reading before the list ends
 */
export const readPages = async (
	item: Item,
	url: string,
	qs: IDataObject,
	wanted: number,
	max: number,
	rowsOf?: (data: unknown) => unknown,
	isLast: (rows: IDataObject[]) => boolean = () => false,
): Promise<IDataObject[]> =>
	await readAll(async (token, had) => {
		const size = max ? { limit: Math.min(max, wanted - had) } : {};
		const { body } = await send(item, {
			method: 'GET',
			url,
			qs: { ...qs, ...size, ...(token ? { token } : {}) },
		});
		const page = pageOf(body, rowsOf);
		if (page.isOdd) throw oddAnswer();
		return isLast(page.rows) ? { rows: page.rows } : page;
	}, wanted);
