// How a picker searches: HeyGen's lists have no search of their own, so their pages are read until enough rows match.
import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { pages } from '../../api/limits';
import { listPage, type Page } from '../../api/pages';

export type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;
/** Matches that fill the picker before it waits for the user to scroll. */
const enough = 20;
/**
 * Pages read for one search at most: 6,000 voices, 3,000 looks. n8n asks for more only where the picker can be scrolled,
 * so a search that has found little goes on by itself: what stands far down would not be found at all.
 */
const mostPages = 60;

/**
 * A picker over a list of HeyGen's API.
 * @param max largest page of the endpoint
 * @param show the row's name, with what tells it from its neighbours
 * @param queries the lists to show one after the other, such as the account's own voices before HeyGen's
 */
export function search(
	url: string,
	max: number,
	show: (row: IDataObject) => INodeListSearchItems,
	...queries: IDataObject[]
): Search {
	const last = Math.max(queries.length - 1, 0);
	return async function (filter, paginationToken) {
		const results: INodeListSearchItems[] = [];
		const typed = filter?.trim().toLowerCase() ?? '';
		const wanted = typed.split(/\s+/);
		let at: [list: number, token: string] | undefined = paginationToken
			? (JSON.parse(paginationToken) as [number, string])
			: [0, ''];
		for (let read = 0; at && read < mostPages && results.length < enough; read++) {
			const [list, token]: [number, string] = at;
			const page: Page = await listPage(this, url, { ...queries[list], limit: max }, token);
			for (const row of page.rows.map(show)) {
				const name = String(row.name).toLowerCase();
				if (
					wanted.every((word) => name.includes(word)) ||
					String(row.value).toLowerCase().includes(typed)
				)
					results.push(row);
			}
			if (page.next) at = [list, page.next];
			else at = list < last ? [list + 1, ''] : undefined;
		}
		return { results, paginationToken: at && JSON.stringify(at) };
	};
}

/** Several lists as one, the first one's rows before the next one's. */
export function inTurn(...searches: Search[]): Search {
	return async function (filter, paginationToken) {
		const [at, inner] = paginationToken
			? (JSON.parse(paginationToken) as [number, string | undefined])
			: [0, undefined];
		const page = await searches[at].call(this, filter, inner);
		const next = page.paginationToken
			? [at, page.paginationToken]
			: at + 1 < searches.length
				? [at + 1]
				: undefined;
		return { results: page.results, paginationToken: next && JSON.stringify(next) };
	};
}

/** Avatars whose looks are shown for one search. */
const mostGroups = 5;

/**
 * Looks by their own name, and before those the looks of every avatar (HeyGen: group) whose name matches: a look is often called by its scene only.
 */
export function searchByGroup(
	looks: Search,
	groups: Search,
	show: (row: IDataObject) => INodeListSearchItems,
): Search {
	return async function (filter, paginationToken) {
		const byName = await looks.call(this, filter, paginationToken);
		if (!filter || paginationToken) return byName;
		const { results } = await groups.call(this, filter);
		const pagesOf = results.slice(0, mostGroups).map(
			async ({ value }) =>
				await listPage(this, '/v3/avatars/looks', {
					group_id: value as string,
					limit: pages.looks,
				}),
		);
		const ofGroups = (await Promise.all(pagesOf)).flatMap((page) => page.rows.map(show));
		const all = new Map([...ofGroups, ...byName.results].map((one) => [one.value, one]));
		return { results: [...all.values()], paginationToken: byName.paginationToken };
	};
}
