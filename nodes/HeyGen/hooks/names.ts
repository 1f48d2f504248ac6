// Names in place of ids, as a person, a sheet's column or a model gives them: HeyGen's lists tell the id before anything is sent.
import { UserError } from 'n8n-workflow';
import { labelOf, isCalled, folded, libraryOf, type Listed } from '../../api/lists/library';
import {
	listOfSearch,
	type Ask,
	type Entry,
	type Listing,
	type ListName,
} from '../../api/lists/listings';
import { setOwn } from '../../api/table';
import { ItemFailed } from '../run/failure';
import { mayBeId, Named } from '../field';
import { listOf } from '../field/words';
import type { Draft, Item } from '../run/item';
import { accessOf, send } from '../run/send';

/** Where a name stands in a request. */
interface Place {
	holder: Record<string, unknown>;
	key: string;
	named: Named;
}

/** The names in a request, wherever they stand. */
export function namesIn(draft: Draft): Place[] {
	const found: Place[] = [];
	const walk = (holder: Record<string, unknown>): void => {
		for (const [key, value] of Object.entries(holder)) {
			if (value instanceof Named) found.push({ holder, key, named: value });
			else if (typeof value === 'object' && value !== null) walk(value as Record<string, unknown>);
		}
	};
	walk(draft as unknown as Record<string, unknown>);
	return found;
}

/** What a list says about a name. */
export interface Finding {
	/** What is called so; for a look also the looks of the avatar that is. */
	exact: Entry[];
	/** The avatar whose looks these are. */
	avatar?: Entry;
	/** What comes near it. */
	near: Entry[];
	/** Why the list could not be read. */
	unread?: ItemFailed;
}

/** Milliseconds that a run reads for one name at most, before it sends and after HeyGen has refused. */
const longestSearch = 180_000;
const longestExplanation = 30_000;
/** After so many milliseconds one that is called so is enough: until then the list is read to its end, for there may be two. */
const whole = 5_000;
/** Candidates in a sentence. */
const most = 8;

export const askFor =
	(item: Item): Ask =>
	async (url, qs) =>
		(await send(item, { method: 'GET', url, qs })).body;

/** Letters that a word's beginning needs to count. */
const telling = 4;

/** How many words two names share, those with the same beginning counted half. */
function likeness(entry: Entry, words: string[]): number {
	const own = folded(labelOf(entry)).split(/[^\p{L}\p{N}]+/u);
	const begins = (a: string, b: string): boolean => a.length >= telling && b.startsWith(a);
	return words.reduce((sum, word) => {
		if (own.includes(word)) return sum + (word.length < 3 ? 0.1 : 1);
		return own.some((one) => begins(word, one) || begins(one, word)) ? sum + 0.5 : sum;
	}, 0);
}

function nearest(entries: Iterable<Entry>, name: string): Entry[] {
	const words = folded(name)
		.split(/[^\p{L}\p{N}]+/u)
		.filter(Boolean);
	return [...entries]
		.map((entry) => ({ entry, score: likeness(entry, words) }))
		.filter(({ score }) => score >= 0.5)
		.sort((a, b) => b.score - a.score || Number(b.entry.own ?? 0) - Number(a.entry.own ?? 0))
		.slice(0, most)
		.map(({ entry }) => entry);
}

/** Everything of a list that is called so, or has this id. */
const calledIn = (list: Listed, name: string): Entry[] => {
	const byId = list.entries.get(name);
	return byId ? [byId] : [...list.entries.values()].filter((entry) => isCalled(entry, name));
};

/** Reads a list for a name. */
async function find(
	item: Item,
	search: string,
	name: string,
	longest = longestSearch,
): Promise<Finding> {
	const { account } = await accessOf(item);
	const list = libraryOf(account, search.replace(/^search/, '') as ListName);
	const { clock } = list;
	const ask = askFor(item);
	const start = clock.now();
	const end = start + longest;
	const enough = (): boolean => clock.now() - start > whole && calledIn(list, name).length > 0;
	await list.read(ask, name, enough, end);
	const exact = calledIn(list, name);
	if (exact.length > 0) return { exact, near: [] };
	if (list.failure && !list.complete)
		return { exact: [], near: [], unread: asFailed(list.failure) };
	const groups = await list.avatars(ask, end);
	const avatars = groups ? calledIn(groups, name) : [];
	const [avatar, ...namesakes] = avatars;
	if (avatar && namesakes.length === 0) {
		const looks = await list.looksOf(ask, avatar.id, end).catch((): Entry[] => []);
		return { exact: looks, avatar, near: [] };
	}
	return { exact: [], near: avatars.length ? avatars : nearest(list.entries.values(), name) };
}

function asFailed(reason: unknown): ItemFailed {
	if (reason instanceof ItemFailed) return reason;
	if (!(reason instanceof UserError)) throw reason;
	const { message, description } = reason;
	return new ItemFailed({ message, description: description ?? undefined, code: 'odd_answer' });
}

export const shownAs = ({ id, ...entry }: Entry): string => {
	const details = [entry.details, entry.own && 'own'].filter(Boolean).join(', ');
	return `'${entry.name}' (${[details, id].filter(Boolean).join(', ')})`;
};
export const candidates = (entries: Entry[]): string => {
	const rest = entries.length - most;
	return listOf([...entries.slice(0, most).map(shownAs), ...(rest > 0 ? [`${rest} more`] : [])]);
};

const choose = 'Choose one from the list, or give its exact name or its ID';

/**
 * The id that a name means.
 * @throws UserError with the candidates where it means none or several
 */
function decide(
	{ label, words }: Named,
	listing: Listing,
	finding: Finding,
	isStrict: boolean,
): { id: string; said?: string } {
	const { exact, avatar, near, unread } = finding;
	const { noun, plural } = listing;
	const [one, ...others] = exact;
	if (avatar) {
		if (one && others.length === 0 && !isStrict)
			return {
				id: one.id,
				said: `'${label}' is the avatar '${avatar.name}': its only look ${shownAs(one)} was taken`,
			};
		if (exact.length > 0)
			throw new UserError(
				`'${label}' is '${words}', which is an avatar and not one of its looks. Choose one of them: ${candidates(exact)}`,
				{ description: choose },
			);
	}
	if (one && others.length === 0)
		return one.id === words
			? { id: one.id }
			: { id: one.id, said: `'${label}' is '${words}': the ${noun} ${shownAs(one)} was taken` };
	if (exact.length > 1)
		throw new UserError(
			`'${label}' is '${words}', and ${exact.length} ${plural} are called so: ${candidates(exact)}`,
			{ description: 'Choose one from the list, or give its ID' },
		);
	// It may be an id of a kind that nobody has seen yet: HeyGen knows.
	if (mayBeId(words)) return { id: words };
	if (unread)
		throw new UserError(
			`'${label}' is the name '${words}', but HeyGen's list of ${plural} could not be read: ${unread.message}`,
			{
				description:
					`${unread.failure.description ?? ''} Or give the ID instead of the name`.trim(),
			},
		);
	throw new UserError(
		`'${label}' is '${words}', but HeyGen has no ${noun} of that name${near.length ? `. Near it: ${candidates(near)}` : ''}`,
		{ description: choose },
	);
}

/** What a list says about a name, asked once per run. */
export async function findOnce(
	item: Item,
	search: string,
	name: string,
	isLate = false,
): Promise<Finding> {
	const { once } = item.run;
	const key = `name ${search} ${folded(name)}`;
	if (!once.has(key))
		once.set(key, find(item, search, name, isLate ? longestExplanation : longestSearch));
	return (await once.get(key)) as Finding;
}

/**
 * Puts the ids in the place of the names of an item. Each name is looked up once per run.
 * @param isStrict what is deleted is called so itself: an avatar's name does not stand for its look
 */
export async function resolveNames(item: Item, names: Place[], isStrict = false): Promise<void> {
	for (const { holder, key, named } of names) {
		const listing = listOfSearch(named.search);
		if (!listing) {
			setOwn(holder, key, named.words);
			continue;
		}
		const finding = await findOnce(item, named.search, named.words);
		const { id, said } = decide(named, listing, finding, isStrict);
		setOwn(holder, key, id);
		if (said && !item.warnings.includes(said)) item.warnings.push(said);
	}
}
