// Follows a job to its end and reads its result; a job that failed, waits for a person or takes too long ends its row with the id it can be found by.
import { sleep, type IDataObject } from 'n8n-workflow';
import { pace } from '../../api/limits';
import { ItemEnded } from '../run/ending';
import { readable, type Refusal } from '../../api/refusal';
import { ask, send } from '../run/send';
import { dataOf, isRefusal } from '../../api/answer';
import { pathOf } from '../../api/path';
import type { JobKind } from '../../api/jobKinds';
import type { Run } from '../run/run';
import { type Clock, type Ended, Poller } from './poller';
import type { Item } from '../run/item';

/** Ids in one bulk question (source: HeyGen API reference, bulk statuses). */
const bulkSize = 100;
/** A job's resource may lag behind its end for a moment, or its result's address: so often it is asked for again. */
const resultTries = 5;

const clock: Clock = {
	now: () => Date.now(),
	sleep: async (milliseconds, wake) => {
		await sleep(Math.min(milliseconds, pace.longestPoll * 1000), wake).catch(() => undefined);
	},
	random: () => Math.random(),
};

/** A job that HeyGen cannot finish by itself any more. */
const hasEnded = (kind: JobKind, status: string): boolean =>
	kind.done.includes(status) || kind.failed.includes(status) || status in (kind.person ?? {});

/** Id of the job that this one works towards, once it is known. */
const madeBy = (kind: JobKind, data: IDataObject) =>
	kind.makes && data[kind.makes.id] ? String(data[kind.makes.id]) : undefined;

/** Whether a job that has ended says so in its resource too, with the result: one may come a moment before the other. */
function isWhole(kind: JobKind, data: IDataObject): boolean {
	const status = String(data.status);
	if (madeBy(kind, data)) return true;
	const { result } = kind;
	return (
		hasEnded(kind, status) &&
		(!result || result.some((field) => data[field]) || !kind.done.includes(status))
	);
}

/** Where a refusal is HeyGen's last word; a dropped connection, a 5xx or "too many" only means to ask again later. */
const isFinal = ({ status }: Refusal) => status >= 400 && status < 500 && status !== 429;

/** One question about some jobs: gives those that have ended. */
export type Look = (ids: string[]) => Promise<Map<string, Ended>>;
/** Hears the status of every job that was asked about. */
type Note = (id: string, status: string) => void;

/** Asks about many jobs at once, or one by one where HeyGen refuses that; `not_found` is believed only when HeyGen says it twice. */
function bulkLook(
	call: Item,
	bulk: NonNullable<JobKind['bulk']>,
	kind: JobKind,
	note?: Note,
): Look {
	const missing = new Set<string>();
	const oneByOne = singleLook(call, kind, note);
	return async (ids) => {
		const ended = new Map<string, Ended>();
		for (let at = 0; at < ids.length; at += bulkSize) {
			const some = ids.slice(at, at + bulkSize);
			const outcome = await ask(call, {
				method: 'GET',
				url: bulk.path,
				qs: { [bulk.parameter]: some.join(',') },
			});
			const rows = isRefusal(outcome) ? undefined : dataOf(outcome);
			if (!Array.isArray(rows)) {
				// One id that HeyGen does not take, a key without this right or an answer in another shape is no reason to give up the others.
				if (!isRefusal(outcome) || isFinal(outcome))
					for (const [id, end] of await oneByOne(some)) ended.set(id, end);
				continue;
			}
			for (const { video_id: id, status } of rows.filter(Boolean) as Array<{
				video_id: string;
				status: string;
			}>) {
				note?.(id, status);
				if (status === 'not_found' && !missing.has(id)) missing.add(id);
				else if (status === 'not_found' || hasEnded(kind, status)) ended.set(id, { status });
			}
		}
		return ended;
	};
}

/** One job as HeyGen shows it now; undefined where there is no clear answer. */
async function glance(call: Item, kind: JobKind, id: string): Promise<IDataObject | undefined> {
	const outcome = await ask(call, { method: 'GET', url: pathOf(kind.path, { id }) });
	if (!isRefusal(outcome)) return dataOf(outcome) as IDataObject;
	return isFinal(outcome) ? { status: 'not_found' } : undefined;
}

/** Asks about jobs one by one, for kinds without a bulk endpoint. */
function singleLook(call: Item, kind: JobKind, note?: Note): Look {
	return async (ids) => {
		const ended = new Map<string, Ended>();
		await Promise.all(
			ids.map(async (id) => {
				const data = await glance(call, kind, id);
				if (!data) return;
				const status = String(data.status);
				if (status === 'not_found') ended.set(id, { status });
				else note?.(id, status);
				if (hasEnded(kind, status)) ended.set(id, { status, data });
			}),
		);
		return ended;
	};
}

/**
 * Asks about jobs that work towards others, such as sessions towards their videos: once the other is known, its word counts.
 * Source: HeyGen API reference, video agents.
 */
function makerLook(
	call: Item,
	kind: JobKind,
	makes: NonNullable<JobKind['makes']>,
	note?: Note,
): Look {
	const lookAtMade = lookOf(call, makes.kind);
	/** Those whose other job is known, as they were read then. */
	const known = new Map<string, IDataObject>();
	return async (ids) => {
		const ended = new Map<string, Ended>();
		const toAsk = ids.filter((id) => !known.has(id));
		const asked = await Promise.all(toAsk.map(async (id) => await glance(call, kind, id)));
		asked.forEach((data, index) => {
			const id = toAsk[index];
			if (!data) return;
			const status = String(data.status);
			if (status !== 'not_found') note?.(id, status);
			if (madeBy(kind, data)) known.set(id, data);
			else if (status === 'not_found') ended.set(id, { status });
			else if (hasEnded(kind, status)) ended.set(id, { status, data });
		});
		const makers = new Map(
			ids
				.filter((id) => known.has(id))
				.map((id) => [madeBy(kind, known.get(id) as IDataObject) as string, id]),
		);
		for (const [made, { status }] of await lookAtMade([...makers.keys()])) {
			const id = makers.get(made) as string;
			const now = makes.kind.done.includes(status) ? undefined : await glance(call, kind, id);
			const other = now && madeBy(kind, now);
			if (other && other !== made) known.set(id, now);
			else ended.set(id, { status, data: known.get(id) });
		}
		return ended;
	};
}

/** How a kind of job is asked about: in bulk where HeyGen can. */
export function lookOf(call: Item, kind: JobKind, note?: Note): Look {
	if (kind.makes) return makerLook(call, kind, kind.makes, note);
	return kind.bulk ? bulkLook(call, kind.bulk, kind, note) : singleLook(call, kind, note);
}

/** The pollers of each run, by the kind of job. */
const pollersOf = new WeakMap<Run, Map<string, Poller>>();

function pollerOf(call: Item, kind: JobKind): Poller {
	const pollers = pollersOf.get(call.run) ?? new Map<string, Poller>();
	pollersOf.set(call.run, pollers);
	let poller = pollers.get(kind.value);
	if (!poller) pollers.set(kind.value, (poller = new Poller(lookOf(call, kind), clock)));
	return poller;
}

/** Reads one job as its GET returns it. */
export async function readJob(call: Item, kind: JobKind, id: string): Promise<IDataObject> {
	return (dataOf(await send(call, { method: 'GET', url: pathOf(kind.path, { id }) })) ??
		{}) as IDataObject;
}

/**
 * Waits for a job and gives its resource.
 * @param deadline milliseconds since 1970
 * @throws ItemEnded when it failed, needs a person, or has not ended in time; Canceled when the user stopped the execution
 */
export async function follow(
	call: Item,
	kind: JobKind,
	id: string,
	deadline: number,
): Promise<IDataObject> {
	const ended = await pollerOf(call, kind)
		.wait(id, deadline, call.stop)
		.catch((reason: unknown) => withId(reason, kind, id));
	if (!ended) throw tooLong(kind, id, call.patience);
	return await resultOf(call, kind, id, ended);
}

/**
 * The resource of a job that has ended.
 * @throws ItemEnded when it failed or needs a person
 */
export async function resultOf(
	call: Item,
	kind: JobKind,
	id: string,
	ended: Ended,
): Promise<IDataObject> {
	let data =
		(ended.data as IDataObject | undefined) ??
		(await readJob(call, kind, id).catch((reason: unknown) => withId(reason, kind, id)));
	for (let tried = 1; !isWhole(kind, data) && tried < resultTries; tried++) {
		await call.stop.sleep(pace.firstPoll * 1000);
		data = await readJob(call, kind, id).catch((reason: unknown) => withId(reason, kind, id));
	}
	return kind.makes && madeBy(kind, data)
		? await resultOfMaker(call, kind, kind.makes, id, data)
		: outcomeOf(kind, id, data);
}

/** What a job has worked towards, beside itself; it may be gone by now, which is no harm. */
async function resultOfMaker(
	call: Item,
	kind: JobKind,
	makes: NonNullable<JobKind['makes']>,
	id: string,
	maker: IDataObject,
): Promise<IDataObject> {
	const made = madeBy(kind, maker) as string;
	const result = await resultOf(call, makes.kind, made, { status: '' }).catch((reason: unknown) => {
		if (!(reason instanceof ItemEnded)) throw reason;
		throw new ItemEnded({
			...reason.ending,
			id,
			details: { ...reason.ending.details, [makes.id]: made },
		});
	});
	const now = await glance(call, kind, id);
	return {
		...(now?.status === 'not_found' ? maker : (now ?? maker)),
		[makes.id]: made,
		[makes.as]: result,
	};
}

/**
 * A job's resource once it is done.
 * @throws ItemEnded when it failed or needs a person, or where HeyGen contradicts itself
 */
export function outcomeOf(kind: JobKind, id: string, data: IDataObject): IDataObject {
	const status = String(data.status);
	if (kind.done.includes(status)) return data;
	if (!hasEnded(kind, status)) throw contradicted(kind, id, status);
	throw status in (kind.person ?? {})
		? needsPerson(kind, id, status, data)
		: jobError(kind, id, data);
}

/** Whether a resource as read says that its job has ended; HeyGen's own looks and voices were never a job and have no status. */
export const isOver = (kind: JobKind, data: IDataObject): boolean =>
	data.status === null ||
	data.status === undefined ||
	(hasEnded(kind, String(data.status)) && !madeBy(kind, data));

/** A paid job's id is never lost, whatever came between. */
function withId(reason: unknown, kind: JobKind, id: string): never {
	if (!(reason instanceof ItemEnded)) throw reason;
	throw new ItemEnded({
		...reason.ending,
		id,
		description: `${reason.ending.description ?? ''} The ${kind.noun.toLowerCase()} ${id} was created and is not lost: read it with '${kind.readWith}' instead of running this item again.`,
	});
}

/** What to say of a job that HeyGen gave up. */
export function jobError(kind: JobKind, id: string, data: IDataObject): ItemEnded {
	const code = String(
		data.failure_code ?? (data.error as IDataObject | null)?.code ?? 'job_failed',
	);
	const reason =
		data.failure_message ??
		(data.error as IDataObject | null)?.message ??
		(typeof data.error === 'string' ? data.error : undefined);
	return new ItemEnded({
		message: `${kind.noun} ${id} ended as ${String(data.status)}: ${readable(String(reason ?? 'HeyGen gives no reason'))} (${code})`,
		description:
			'HeyGen does not charge for jobs that fail. Change what the reason names and run the item again.',
		code,
		id,
		unpaid: data.status === 'failed',
		details: { status: data.status },
	});
}

const contradicted = (kind: JobKind, id: string, status: string): ItemEnded =>
	new ItemEnded({
		message: `${kind.noun} ${id} is finished, but HeyGen still shows it as '${status}'`,
		description: `Nothing is lost: read it with '${kind.readWith}' in a few minutes.`,
		code: 'not_settled',
		id,
		details: { status },
	});

function needsPerson(kind: JobKind, id: string, status: string, data: IDataObject): ItemEnded {
	const needs = kind.personNeeds;
	return new ItemEnded({
		message: `${kind.noun} ${id} waits for a person (${status})`,
		description: `${kind.person?.[status]} Then go on with '${kind.readWith}', 'Wait Until Done' and this ID.`,
		code: status,
		id,
		details: { status, ...(needs ? { [needs]: data[needs] } : {}) },
	});
}

/** Minutes with two decimals. */
export const minutesIn = (milliseconds: number): number => Math.round(milliseconds / 600) / 100;

export function tooLong(kind: JobKind, id: string, patience: number): ItemEnded {
	return new ItemEnded({
		message: `${kind.noun} ${id} was not finished after ${minutesIn(patience)} minutes`,
		description: `HeyGen goes on working on it and nothing is lost. Go on with '${kind.readWith}', 'Wait Until Done' and this ID, or raise 'Max Wait (Minutes)'.`,
		code: 'wait_timeout',
		id,
	});
}
