// What HeyGen's lists hold, as far as it has been read: several pages side by side, kept for a while for every picker and every name.
// HeyGen's lists know no search and give 50 to 100 rows a page, one page after the other: nearly 200 pages of avatar looks.
import { createHash } from 'crypto';
import { UserError, type IDataObject } from 'n8n-workflow';
import { oddWords } from '../answer';
import { realClock, type Clock } from '../clock';
import { limits } from '../limits';
import { pageOf } from '../pages';
import { listings, type Ask, type Entry, type Listing, type ListName, type Way } from './listings';

/** A page of a list, with what choosing needs of its rows. */
export interface EntryPage {
	entries: Entry[];
	/** Cursor of the next page; undefined at the last one. */
	next?: string;
}

/** Requests for one account's lists at the same time. */
const most = 8;
/** Milliseconds that a list is kept for: new avatars of HeyGen's own can wait, the account's own are read anew each time. */
const keep = 10 * 60_000;
/** Milliseconds that the account's own count as read just now. */
const fresh = 20_000;
/** Entries of all lists together, at some 300 bytes each. */
const mostEntries = 60_000;

/** A gate for a number of requests at a time. */
class Turns {
	private free = most;
	private readonly waiting: Array<() => void> = [];

	async take<T>(work: () => Promise<T>): Promise<T> {
		if (this.free > 0) this.free--;
		else await new Promise<void>((resolve) => this.waiting.push(resolve));
		try {
			return await work();
		} finally {
			const next = this.waiting.shift();
			if (next) next();
			else this.free++;
		}
	}
}

/** One way through a list, page by page. Who asks while a page is on its way waits for the same page. */
class Part {
	done = false;
	doneAt = 0;
	failure?: unknown;
	readonly ids = new Set<string>();
	private token?: string;
	private readonly seen = new Set<string>();
	private reading?: Promise<void>;

	/** @param before the ids of an earlier way through it: what has gone since is forgotten at its end */
	constructor(
		private readonly list: Listed,
		readonly way: Way,
		private readonly before?: Set<string>,
	) {}

	async next(ask: Ask): Promise<void> {
		this.reading ??= this.read(ask).finally(() => (this.reading = undefined));
		await this.reading;
	}

	private async read(ask: Ask): Promise<void> {
		try {
			const page = await this.list.page(ask, this.way, this.token);
			this.failure = undefined;
			for (const { id } of page.entries) this.ids.add(id);
			const { next } = page;
			// A cursor that comes again would go round for ever.
			this.done = !next || this.seen.has(next);
			this.token = next;
			if (next) this.seen.add(next);
			if (!this.done) return;
			this.doneAt = this.list.clock.now();
			for (const id of this.before ?? []) if (!this.ids.has(id)) this.list.forget(id);
		} catch (reason) {
			this.failure = reason;
		}
	}
}

/** Text as names are compared: case, blanks, signs that nobody sees and the way accents are written do not matter, nor what stands behind the longest name. */
export const folded = (text: string): string =>
	text
		.slice(0, limits.idOrName.max)
		.normalize('NFC')
		.replace(/\p{Default_Ignorable_Code_Point}/gu, '')
		.trim()
		.replace(/\s+/g, ' ')
		.toLowerCase();

const wordsOf = (text: string): string[] => folded(text).split(' ');

/** Whether an avatar's name is meant by some words, or begins with them: "anna in office" and "ann" mean Anna. */
function means(typed: string, name: string): boolean {
	const given = folded(typed);
	const own = folded(name);
	if (own.includes(given)) return true;
	const words = wordsOf(given);
	return wordsOf(own).every((word) => words.includes(word));
}

/** An entry as pickers show it. */
export const labelOf = ({ name, details, own }: Entry): string =>
	[name, [details, own && 'own'].filter(Boolean).join(', ')].filter(Boolean).join(' · ');

/** Whether an entry is called so, as a name or as pickers show it. */
export const isCalled = (entry: Entry, name: string): boolean =>
	folded(entry.name) === folded(name) || folded(labelOf(entry)) === folded(name);

/** One list of one account. */
export class Listed {
	readonly since: number;
	/** By id, in the order of their reading. */
	readonly entries = new Map<string, Entry>();
	private parts: Part[];
	private readonly ofGroup = new Map<string, Part>();
	private readonly perGroup = new Map<string, number>();
	/** Counts the readings; one in the background ends when another begins. */
	private readings = 0;
	private needed?: Promise<IDataObject>;

	constructor(
		readonly listing: Listing,
		private readonly turns: Turns,
		readonly clock: Clock,
		private readonly groups?: Listed,
	) {
		this.since = clock.now();
		this.parts = listing.ways.map((way) => new Part(this, way));
	}

	/** Everything has been read. */
	get complete(): boolean {
		return this.parts.every(({ done }) => done);
	}

	/** Why a part could not be read. */
	get failure(): unknown {
		return [...this.parts, ...this.ofGroup.values()].find(({ failure }) => failure)?.failure;
	}

	/** Reads one page and keeps its entries. */
	async page(ask: Ask, way: Way, token?: string): Promise<EntryPage> {
		const { url, max, show, ways } = this.listing;
		const at = { url, max, show, ...way };
		const qs = {
			...way.qs,
			...(await this.needs(ask)),
			limit: at.max,
			...(token ? { token } : {}),
		};
		const { rows, next, isOdd } = pageOf(await this.turns.take(async () => await ask(at.url, qs)));
		if (isOdd) throw new UserError(oddWords.message, oddWords);
		// Where everything is the account's own, it need not be said.
		const own = way.own && ways.length > 1;
		const entries = rows.map((row) => this.keep({ ...at.show(row), ...(own ? { own } : {}) }));
		return { entries, next };
	}

	/** What each page has to be asked with, read once. */
	private async needs(ask: Ask): Promise<IDataObject | undefined> {
		const { needs } = this.listing;
		if (!needs) return undefined;
		this.needed ??= needs(ask);
		return await this.needed.catch((reason: unknown) => {
			this.needed = undefined;
			throw reason as Error;
		});
	}

	/** Keeps an entry; it stays the account's own, whichever way it comes again. */
	keep(entry: Entry): Entry {
		const before = this.entries.get(entry.id);
		const made = before?.own ? { ...entry, own: true } : entry;
		if (!before && made.group)
			this.perGroup.set(made.group, (this.perGroup.get(made.group) ?? 0) + 1);
		this.entries.set(made.id, made);
		return made;
	}

	/** Nobody will ask any more: what is read in the background ends. */
	close(): void {
		this.readings++;
	}

	forget(id: string): void {
		this.entries.delete(id);
	}

	/** The account's own change while people work: they are read anew, though not at every letter that is typed. */
	private refreshOwn(): void {
		this.parts = this.parts.map((part) =>
			part.done && part.way.own && this.clock.now() - part.doneAt > fresh
				? new Part(this, part.way, part.ids)
				: part,
		);
	}

	/** The looks of one avatar, as a part of its own. */
	private partOf(group: string): Part {
		const part = this.ofGroup.get(group) ?? new Part(this, { qs: { group_id: group } });
		this.ofGroup.set(group, part);
		return part;
	}

	/** What there is to read, the most promising first. */
	private *open(typed: string): Generator<Part> {
		const [own, ...others] = this.parts;
		if (own) yield own;
		if (this.groups && !this.complete) {
			if (typed) {
				for (const group of this.groups.entries.values())
					if (means(typed, group.name)) yield this.partOf(group.id);
			}
			yield* this.groups.parts;
		}
		yield* others;
		if (typed || !this.groups || this.complete) return;
		// From the other end, what the parts have not come to yet.
		for (const { id, looks = Infinity } of [...this.groups.entries.values()].reverse())
			if ((this.perGroup.get(id) ?? 0) < looks) yield this.partOf(id);
	}

	/**
	 * Reads on, up to eight pages at a time.
	 * @param typed what is searched for, '' for everything
	 * @param enough says when to stop
	 * @param until milliseconds since 1970 when to stop at the latest
	 */
	async read(ask: Ask, typed: string, enough: () => boolean, until: number): Promise<void> {
		this.readings++;
		if (typed) this.refreshOwn();
		await this.readOn(ask, typed, enough, until);
	}

	private async readOn(
		ask: Ask,
		typed: string,
		enough: () => boolean,
		until: number,
	): Promise<void> {
		const reading = new Map<Part, Promise<void>>();
		const failed = new Set<Part>();
		const end = new AbortController();
		const over = this.clock.sleep(Math.max(0, until - this.clock.now()), end.signal);
		const start = (part: Part): void => {
			const page = part.next(ask).then(() => {
				reading.delete(part);
				if (part.failure) failed.add(part);
			});
			reading.set(part, page);
		};
		try {
			while (!enough() && this.clock.now() < until) {
				for (const part of this.open(typed)) {
					if (reading.size >= most) break;
					if (!part.done && !reading.has(part) && !failed.has(part)) start(part);
				}
				if (reading.size === 0) return;
				await Promise.race([...reading.values(), over]);
			}
		} finally {
			end.abort();
		}
	}

	/** Reads the rest while nobody waits, until another reading begins, HeyGen refuses, or the time is over. */
	readInBackground(ask: Ask, until: number): void {
		const mine = this.readings;
		void this.readOn(
			ask,
			'',
			() => this.readings !== mine || this.complete || !!this.failure,
			until,
		);
	}

	/** The avatars of these looks, so that a search knows where to look. */
	readGroups(ask: Ask, until: number): void {
		const { groups } = this;
		if (!groups || groups.complete) return;
		const mine = groups.readings;
		void groups.readOn(ask, '', () => groups.readings !== mine, until);
	}

	/** The avatar that an id or a name belongs to, once the avatars have been read. */
	avatars(ask: Ask, until: number): Promise<Listed | undefined> {
		const { groups } = this;
		return groups
			? groups.read(ask, '', () => false, until).then(() => groups)
			: Promise.resolve(undefined);
	}

	/** All looks of one avatar. */
	async looksOf(ask: Ask, group: string, until: number): Promise<Entry[]> {
		const part = this.partOf(group);
		while (!part.done && this.clock.now() < until) {
			await part.next(ask);
			if (part.failure) throw part.failure as Error;
		}
		return [...this.entries.values()].filter((entry) => entry.group === group);
	}
}

const libraries = new Map<string, { turns: Turns; lists: Map<ListName, Listed> }>();

/** What tells one account's lists from another's; the key itself is not kept. */
const hashOf = (account: unknown[]): string =>
	createHash('sha256').update(JSON.stringify(account)).digest('hex');

/** Forgets what is old, and the oldest where it is too much. */
function tidy(now: number): void {
	const all = [...libraries.values()].flatMap(({ lists }) =>
		[...lists].map(([name, listed]) => ({ lists, name, listed })),
	);
	all.sort((a, b) => b.listed.since - a.listed.since);
	let entries = 0;
	for (const { lists, name, listed } of all) {
		entries += listed.entries.size;
		if (entries <= mostEntries && now - listed.since <= keep) continue;
		listed.close();
		lists.delete(name);
	}
	for (const [account, { lists }] of libraries) if (lists.size === 0) libraries.delete(account);
}

/** One list of an account, with what is known of it already. */
export function libraryOf(account: unknown[], name: ListName, clock: Clock = realClock): Listed {
	tidy(clock.now());
	const key = hashOf(account);
	const library = libraries.get(key) ?? { turns: new Turns(), lists: new Map() };
	libraries.set(key, library);
	const { groups } = listings[name];
	const found =
		library.lists.get(name) ??
		new Listed(listings[name], library.turns, clock, groups && libraryOf(account, groups, clock));
	library.lists.set(name, found);
	return found;
}

/** For tests: nothing is known any more. */
export function forgetLibraries(): void {
	for (const { lists } of libraries.values()) for (const listed of lists.values()) listed.close();
	libraries.clear();
}
