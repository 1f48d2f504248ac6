// Which jobs have finished since the last poll: none missed, none twice, nothing from before the first poll.
// HeyGen lists jobs by creation, newest first, but they finish in any order. So two things are kept between polls:
// how far the list was read (with an overlap, for rows of the same second and rows that show up late),
// and the jobs that were still running: those are asked about by id, however old they get.
// Pure over a port to HeyGen; the state is only replaced when a whole poll went well.
import type { IDataObject } from 'n8n-workflow';

import { isObject, textOf } from '../api/answer';
import { inOwnWords, isBusy } from '../api/jobKinds';
import type { Page } from '../api/pages';
import { isId } from '../api/path';

/** Seconds that are read again before the newest known creation. */
export const OVERLAP_SECONDS = 600;
/** The first poll looks this far back for jobs that are still running: a job takes minutes, seldom hours. */
export const LOOK_BACK_SECONDS = 86_400;
/** A job that runs longer is given up: HeyGen keeps results for about 7 days. */
export const GIVE_UP_SECONDS = 7 * 86_400;
/** Running jobs kept in mind; beyond it the oldest are given up. */
export const OPEN_LIMIT = 10_000;
/** Most ids that HeyGen takes in one bulk status request. */
export const STATUSES_LIMIT = 100;
/** Polls that a completed job without its URL is waited for: HeyGen may add the URL a moment later. */
export const POLLS_WITHOUT_URL = 5;
const READS_AT_ONCE = 5;
/** A creation that lies further ahead of our clock, in seconds, is none: everything after it would count as old. */
const AHEAD_SECONDS = 86_400;

export type Port = {
	/** A page of the list, newest first. */
	page(token?: string): Promise<Page>;
	/** Status of each of up to 100 ids: completed, failed, not_found; anything else is busy. An id may be missing. */
	statuses(ids: string[]): Promise<Map<string, string>>;
	/** One job as the list shows it; undefined when it is gone. */
	read(id: string): Promise<IDataObject | undefined>;
};

type Job = { created: number; pollsWithoutUrl: number };
export type State = {
	/** Creation (Unix seconds) of the newest job known. */
	newest: number;
	/** Jobs created within the overlap, by id, with their creation. */
	seen: Record<string, number>;
	/** Jobs that had not finished, by id. */
	open: Record<string, Job>;
};

const isNumber = (value: unknown): value is number =>
	typeof value === 'number' && Number.isFinite(value);

/** A stored state, with tables that hold only what was put into them; undefined where it is none. */
function restored(
	stored: unknown,
): { newest: number; seen: Map<string, number>; open: Map<string, Job> } | undefined {
	if (!isObject(stored) || !isNumber(stored.newest)) return undefined;
	const entries = (table: unknown) => Object.entries(isObject(table) ? table : {});
	const isJob = (job: unknown): job is Job =>
		isObject(job) && isNumber(job.created) && isNumber(job.pollsWithoutUrl);
	return {
		newest: stored.newest,
		seen: new Map(
			entries(stored.seen).filter((entry): entry is [string, number] => isNumber(entry[1])),
		),
		open: new Map(
			entries(stored.open).filter((entry): entry is [string, never] => isJob(entry[1])),
		),
	};
}

/** All kinds that can be watched end in these words. */
const watched = { done: ['completed'], failed: ['failed'] };
const isFinal = (status: string): boolean => [...watched.done, ...watched.failed].includes(status);

/** How a job stands: HeyGen may use a word for its end that is not known here, but its result tells. */
export function standingOf(row: IDataObject): string {
	const status = inOwnWords(watched, textOf(row.status));
	if (isFinal(status) || isBusy(status)) return status;
	return textOf(row.video_url) || textOf(row.audio_url) ? 'completed' : status;
}
export const isFinished = (row: IDataObject) => isFinal(standingOf(row));
const hasNoUrlYet = (row: IDataObject) =>
	row.status === 'completed' && 'video_url' in row && !row.video_url && !row.audio_url;

/**
 * Reads the list down to a creation time. Ends at the first page without a newer row, so rows a little out of order do no harm.
 * A row whose ID is none cannot be told from others, and is left out. A cursor that comes again ends it: it would go round for ever.
 */
async function readList(
	port: Port,
	downTo: number,
	now: number,
): Promise<Map<string, { row: IDataObject; created: number }>> {
	const found = new Map<string, { row: IDataObject; created: number }>();
	const cursors = new Set<string | undefined>();
	let token: string | undefined;
	let created = Infinity;
	let reachedEnd = false;
	do {
		const page = await port.page(token);
		reachedEnd = page.rows.length > 0;
		for (const row of page.rows) {
			// A row without a creation time stands where its neighbour does.
			const said = row.created_at;
			created = isNumber(said) && said < now + AHEAD_SECONDS ? said : created;
			if (created >= downTo) reachedEnd = false;
			if (isId(row.id)) found.set(String(row.id), { row, created });
		}
		cursors.add(token);
		token = page.next;
	} while (token && !cursors.has(token) && !reachedEnd);
	return found;
}

/**
 * One poll.
 *
 * @param stored the state after the poll before; undefined at the first poll, which reports nothing
 * @param now our clock in Unix seconds, only for the wide limits above
 * @returns the rows finished since then, oldest creation first, the state to store, and how many running jobs were given up
 */
export async function pollFinished(
	port: Port,
	stored: State | undefined,
	now: number,
): Promise<{ finished: IDataObject[]; state: State; givenUp: number }> {
	const before = restored(stored);
	const downTo = before ? before.newest - OVERLAP_SECONDS : now - LOOK_BACK_SECONDS;
	const listed = await readList(port, downTo, now);
	const open = new Map(before?.open);
	const finished: Array<{ row: IDataObject; created: number }> = [];

	/** Sorts a job's newest row into finished or still open. */
	const settle = (id: string, row: IDataObject, created: number) => {
		const job = open.get(id) ?? { created, pollsWithoutUrl: 0 };
		if (isFinished(row) && !(hasNoUrlYet(row) && job.pollsWithoutUrl < POLLS_WITHOUT_URL)) {
			open.delete(id);
			finished.push({ row, created });
		} else {
			open.set(id, isFinished(row) ? { ...job, pollsWithoutUrl: job.pollsWithoutUrl + 1 } : job);
		}
	};

	for (const [id, { row, created }] of listed) {
		if (created < downTo && !open.has(id)) continue;
		if (before === undefined && isFinished(row)) continue;
		if (before?.seen.has(id) && !open.has(id)) continue;
		settle(id, row, Number.isFinite(created) ? created : now);
	}

	const unlisted = [...open.keys()].filter((id) => !listed.has(id) && isId(id));
	for (let start = 0; start < unlisted.length; start += STATUSES_LIMIT) {
		const ids = unlisted.slice(start, start + STATUSES_LIMIT);
		const statuses = await port.statuses(ids);
		for (const id of ids) if (statuses.get(id) === 'not_found') open.delete(id);
		// A word that is not known may be its end: its own row tells.
		const ended = ids.filter((id) => {
			const status = statuses.get(id);
			return status !== undefined && status !== 'not_found' && !isBusy(status);
		});
		for (let first = 0; first < ended.length; first += READS_AT_ONCE) {
			await Promise.all(
				ended.slice(first, first + READS_AT_ONCE).map(async (id) => {
					const row = await port.read(id);
					const known = open.get(id);
					if (row && known) settle(id, row, known.created);
					else open.delete(id);
				}),
			);
		}
	}

	const kept = [...open]
		.filter(([, job]) => job.created > now - GIVE_UP_SECONDS)
		.sort(([, a], [, b]) => b.created - a.created)
		.slice(0, OPEN_LIMIT);
	const creations = [...listed.values()].map(({ created }) => created).filter(Number.isFinite);
	const newest = creations.reduce((a, b) => Math.max(a, b), before?.newest ?? 0);
	const seen = [
		...(before?.seen ?? []),
		...[...listed].map(
			([id, { created }]) => [id, Number.isFinite(created) ? created : newest] as [string, number],
		),
	];
	return {
		finished: finished.sort((a, b) => a.created - b.created).map(({ row }) => row),
		state: {
			newest,
			seen: Object.fromEntries(seen.filter(([, created]) => created >= newest - OVERLAP_SECONDS)),
			open: Object.fromEntries(kept),
		},
		givenUp: open.size - kept.length,
	};
}
