// Follows a job to its end and reads its result.
import type { IDataObject } from 'n8n-workflow';
import { objectOf } from '../../api/answer';
import type { JobKind } from '../../api/jobKinds';
import { defaults } from '../../api/limits';
import { pathOf } from '../../api/path';
import { ItemFailed } from '../run/failure';
import type { Item } from '../run/item';
import type { Run } from '../run/run';
import { send } from '../run/send';
import { isWhole, madeBy, outcomeOf, tooLong, withId } from './outcome';
import { Poller, type EndedJob } from './poller';
import { readNow, statusCheckFor } from './statusCheck';

/** Each pause before a result is asked for again is so much longer than the last one. */
const slower = 1.5;

/** The pollers of each run, by the kind of job. */
const pollersOf = new WeakMap<Run, Map<string, Poller>>();
/** HeyGen's last word on each job of a run, by kind and id. */
const lastWords = new WeakMap<Run, Map<string, string>>();

function pollerOf(item: Item, kind: JobKind): Poller {
	const pollers = pollersOf.get(item.run) ?? new Map<string, Poller>();
	pollersOf.set(item.run, pollers);
	let poller = pollers.get(kind.value);
	if (!poller) {
		const words = lastWords.get(item.run) ?? new Map<string, string>();
		lastWords.set(item.run, words);
		const check = statusCheckFor(item, kind, (id, word) => words.set(`${kind.value}:${id}`, word));
		const queue = {
			isWaiting: () => item.run.hasRowsInQueue,
			// Without a bulk endpoint every job is a request of its own.
			pauseSeconds: kind.bulk ? defaults.queuedPollSeconds : defaults.firstPollSeconds,
		};
		pollers.set(kind.value, (poller = new Poller(check, item.run.clock, queue)));
	}
	return poller;
}

/** Reads one job as its GET returns it. */
export async function readJob(item: Item, kind: JobKind, id: string): Promise<IDataObject> {
	const answer = await send(item, { method: 'GET', url: pathOf(kind.path, { id }) });
	return objectOf(answer) ?? {};
}

/**
 * Waits for a job and gives its resource.
 * @param deadline milliseconds since 1970
 * @param onDone told once HeyGen says that it is done, before its result is read
 * @throws ItemFailed when it failed, needs a person, or has not ended in time; Canceled when the user stopped the execution
 */
export async function follow(
	item: Item,
	kind: JobKind,
	id: string,
	deadline: number,
	onDone?: () => void,
): Promise<IDataObject> {
	const ended = await pollerOf(item, kind)
		.wait(id, deadline, item.stop)
		.catch((reason: unknown) => withId(reason, kind, id));
	if (!ended) {
		const last = lastWords.get(item.run)?.get(`${kind.value}:${id}`);
		throw tooLong(kind, id, item.maxWaitMs, last);
	}
	if (!kind.makes && kind.done.includes(ended.status)) onDone?.();
	return await resultOf(item, kind, id, ended);
}

/**
 * The resource of a job that has ended.
 * @throws ItemFailed when it failed or needs a person
 */
export async function resultOf(
	item: Item,
	kind: JobKind,
	id: string,
	ended: EndedJob,
): Promise<IDataObject> {
	const data =
		ended.data && isWhole(kind, ended.data as IDataObject)
			? (ended.data as IDataObject)
			: await wholeOf(item, kind, id);
	return kind.makes && madeBy(kind, data)
		? await resultOfMaker(item, kind, kind.makes, id, data)
		: outcomeOf(kind, id, data);
}

/** A job's resource may lag behind its end, and its result's address too: it is asked for again, also where a proxy answers. */
async function wholeOf(item: Item, kind: JobKind, id: string): Promise<IDataObject> {
	const { clock } = item.run;
	const until = clock.now() + defaults.resultSeconds * 1000;
	for (let pause = defaults.firstPollSeconds * 1000; ; pause *= slower) {
		const left = until - clock.now();
		const data = await readJob(item, kind, id).catch((reason: unknown) => {
			const isPage = reason instanceof ItemFailed && reason.failure.code === 'not_heygen';
			return isPage && left > 0 ? undefined : withId(reason, kind, id);
		});
		if (data && (isWhole(kind, data) || left <= 0)) return data;
		await item.stop.sleep(Math.min(pause, left, defaults.longestPollSeconds * 1000));
	}
}

/** What a job has worked towards, beside itself; it may be gone by now, which is no harm. */
async function resultOfMaker(
	item: Item,
	kind: JobKind,
	makes: NonNullable<JobKind['makes']>,
	id: string,
	maker: IDataObject,
): Promise<IDataObject> {
	const made = madeBy(kind, maker) as string;
	const result = await resultOf(item, makes.kind, made, { status: '' }).catch((reason: unknown) => {
		if (!(reason instanceof ItemFailed)) throw reason;
		throw new ItemFailed({
			...reason.failure,
			id,
			details: { ...reason.failure.details, [makes.id]: made },
		});
	});
	const now = await readNow(item, kind, id);
	return {
		...(now?.status === 'not_found' ? maker : (now ?? maker)),
		[makes.id]: made,
		[makes.as]: result,
	};
}
