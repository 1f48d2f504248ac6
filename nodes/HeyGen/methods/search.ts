// How a picker searches: HeyGen's lists have no search of their own, so their pages are read until enough rows match, and kept.
import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { realClock } from '../../api/clock';
import { folded, isCalled, labelOf, libraryOf } from '../../api/lists/library';
import { listings, type Ask, type Entry, type ListName } from '../../api/lists/listings';
import { pathOf } from '../../api/path';
import { accountForEditor, requestForEditor } from '../../api/request';

export type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** Matches that fill the picker before it waits for the user to scroll. */
const enough = 20;
/** Milliseconds after which a search shows what it has found. */
const longestSearch = 9_800;
/** Milliseconds for which a search that has not found everything goes on reading for the next one. */
const background = 60_000;

const item = (entry: Entry): INodeListSearchItems => ({
	name: labelOf(entry),
	value: entry.id,
	...(entry.url ? { url: entry.url } : {}),
});

/** The account's own first; otherwise as HeyGen has them. */
const ownFirst = (entries: Entry[]): Entry[] => [
	...entries.filter(({ own }) => own),
	...entries.filter(({ own }) => !own),
];

const matches = (typed: string) => {
	const words = folded(typed).split(' ');
	return (entry: Entry): boolean => {
		const label = folded(labelOf(entry));
		return words.every((word) => label.includes(word)) || folded(entry.id).includes(folded(typed));
	};
};

/** Where a picker that nothing is typed into goes on: the list, and HeyGen's cursor in it. */
type Place = [list: number, token?: string];

/**
 * The picker of one of HeyGen's lists.
 */
export function search(name: ListName, clock = realClock): Search {
	const { inOrder, one } = listings[name];
	return async function (filter, paginationToken) {
		const list = libraryOf(await accountForEditor(this), name, clock);
		const ask: Ask = async (url, qs) => await requestForEditor(this, { url, qs });
		const typed = filter?.trim() ?? '';

		if (!typed) {
			let at: Place | undefined = paginationToken ? (JSON.parse(paginationToken) as Place) : [0];
			list.readGroups(ask, clock.now() + background);
			// The next list is asked for at the same time: most accounts have few of their own.
			const ahead =
				at[1] === undefined ? inOrder.slice(at[0], at[0] + 2) : inOrder.slice(at[0], at[0] + 1);
			const pages = await Promise.all(
				ahead.map(async (way, index) => await list.page(ask, way, index ? undefined : at?.[1])),
			);
			const results: Entry[] = [];
			for (const page of pages) {
				const [part]: Place = at;
				results.push(...page.entries);
				at = page.next ? [part, page.next] : [part + 1];
				if (at[1]) break;
			}
			return {
				results: results.map(item),
				paginationToken: at[0] < inOrder.length ? JSON.stringify(at) : undefined,
			};
		}

		const shown = Number(paginationToken ?? 0) || 0;
		const isMatch = matches(typed);
		const found = (): Entry[] => [...list.entries.values()].filter(isMatch).slice(shown);
		const pasted =
			one && /^[\w.:~-]{12,}$/.test(typed) && /[\d_]/.test(typed) && !shown
				? requestForEditor(this, { url: pathOf(one, { id: typed }) })
						.then(({ data }) => data as Record<string, never> | undefined)
						.catch(() => undefined)
				: undefined;
		const known = await pasted;
		if (known && typeof known === 'object') list.keep(listings[name].show(known));
		const isFound = (): boolean => {
			const entries = found();
			return (
				entries.length >= enough ||
				entries.some((entry) => isCalled(entry, typed) || entry.id === typed)
			);
		};
		await list.read(ask, typed, isFound, clock.now() + longestSearch);
		const results = found();
		if (results.length === 0 && list.failure) throw list.failure as Error;
		if (!list.complete) list.readInBackground(ask, clock.now() + background);
		return {
			results: ownFirst(results).map(item),
			paginationToken: list.complete ? undefined : String(shown + results.length),
		};
	};
}
