// Asks HeyGen how jobs stand: in bulk where it can, one by one where not, and behind sessions for what they work towards.
import type { IDataObject } from 'n8n-workflow';
import { type Answer, isRefusal, objectOf, textOf } from '../../api/answer';
import { inOwnWords, type JobKind } from '../../api/jobKinds';
import { pageOf } from '../../api/pages';
import { pathOf } from '../../api/path';
import type { Refusal } from '../../api/refusal';
import type { Item } from '../run/item';
import { ask } from '../run/send';
import type { Slots } from '../run/slots';
import type { Stop } from '../run/stop';
import { hasEnded, isUnknown, madeBy, standingOf } from './outcome';
import type { EndedJob } from './poller';

/** Ids in one bulk question (source: HeyGen API reference, bulk statuses). */
export const bulkSize = 100;
/** Where a refusal is HeyGen's last word; a dropped connection, a 5xx, "too many" or a proxy's page only means to ask again later. */
export const isFinal = ({ status, code }: Refusal) =>
	status >= 400 && status < 500 && status !== 429 && code !== 'not_heygen';

/** Who asks: an item of a run, or a callback, which has neither. */
export interface Questioner {
	ask(url: string, qs?: IDataObject): Promise<Answer | Refusal>;
	/** For its questions on their way at once. */
	slots: Slots;
	stop?: Stop;
	/** Whether a refusal means that nobody need ask about this job again. */
	isLost(refusal: Refusal): boolean;
}

const ofItem = (item: Item): Questioner => ({
	ask: async (url, qs) => await ask(item, { method: 'GET', url, qs }),
	slots: item.run.questions,
	stop: item.stop,
	isLost: isFinal,
});

/** One round of questions: few on their way at once, and none after HeyGen has said of one job that the key is refused. */
function inRounds(by: Questioner): Questioner & { begin(): void } {
	let refused: Refusal | undefined;
	return {
		...by,
		isLost: (refusal) => by.isLost(refusal),
		begin: () => (refused = undefined),
		ask: async (url, qs) =>
			await by.slots.use(async () => {
				if (refused) return refused;
				const outcome = await by.ask(url, qs);
				if (!qs && isRefusal(outcome) && outcome.status === 401) refused = outcome;
				return outcome;
			}, by.stop),
	};
}

/** Asks HeyGen about some jobs; gives those that have ended. */
export type StatusCheck = (ids: string[]) => Promise<Map<string, EndedJob>>;
/** Hears the status of every job that was asked about. */
type OnStatus = (id: string, status: string) => void;

/** Asks about many jobs at once, or one by one where HeyGen refuses that; `not_found` is believed only when HeyGen says it twice. */
function bulkCheck(
	by: Questioner,
	bulk: NonNullable<JobKind['bulk']>,
	kind: JobKind,
	onStatus?: OnStatus,
): StatusCheck {
	const missing = new Set<string>();
	const oneByOne = singleCheck(by, kind, onStatus);
	return async (ids) => {
		const ended = new Map<string, EndedJob>();
		for (let at = 0; at < ids.length; at += bulkSize) {
			const some = ids.slice(at, at + bulkSize);
			const outcome = await by.ask(bulk.path, { [bulk.parameter]: some.join(',') });
			if (isRefusal(outcome) && !isFinal(outcome)) continue;
			const told = new Map(
				(isRefusal(outcome) ? [] : pageOf(outcome.body).rows).map((row) => [
					textOf(row.video_id),
					inOwnWords(kind, textOf(row.status)),
				]),
			);
			for (const [id, status] of told) {
				onStatus?.(id, status);
				if (status === 'not_found' && !missing.has(id)) missing.add(id);
				else if (status === 'not_found' || hasEnded(kind, status)) ended.set(id, { status });
			}
			// One id that HeyGen does not take, a key without this right or an answer in another shape is no reason to give up the others.
			// Nor does a bulk answer say what an unknown word means.
			const untold = some.filter((id) => !told.has(id) || isUnknown(kind, told.get(id) as string));
			for (const [id, end] of await oneByOne(untold)) ended.set(id, end);
		}
		return ended;
	};
}

/** One job as HeyGen shows it now; undefined where there is no clear answer. */
async function glance(by: Questioner, kind: JobKind, id: string): Promise<IDataObject | undefined> {
	const outcome = await by.ask(pathOf(kind.path, { id }));
	if (isRefusal(outcome)) return by.isLost(outcome) ? { status: 'not_found' } : undefined;
	return objectOf(outcome);
}

/** The same, for an item. */
export const readNow = async (
	item: Item,
	kind: JobKind,
	id: string,
): Promise<IDataObject | undefined> => await glance(ofItem(item), kind, id);

/** Asks about jobs one by one, for kinds without a bulk endpoint. */
function singleCheck(by: Questioner, kind: JobKind, onStatus?: OnStatus): StatusCheck {
	return async (ids) => {
		const ended = new Map<string, EndedJob>();
		await Promise.all(
			ids.map(async (id) => {
				const data = await glance(by, kind, id);
				if (!data) return;
				const status = standingOf(kind, data);
				if (status === 'not_found') ended.set(id, { status });
				else onStatus?.(id, status);
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
function makerCheck(
	by: Questioner,
	kind: JobKind,
	makes: NonNullable<JobKind['makes']>,
	onStatus?: OnStatus,
): StatusCheck {
	const checkMade = checkOf(by, makes.kind);
	/** Those whose other job is known, as they were read then. */
	const known = new Map<string, IDataObject>();
	return async (ids) => {
		const ended = new Map<string, EndedJob>();
		const toAsk = ids.filter((id) => !known.has(id));
		const asked = await Promise.all(
			toAsk.map(async (id) => ({ id, data: await glance(by, kind, id) })),
		);
		asked.forEach(({ id, data }) => {
			if (!data) return;
			const status = standingOf(kind, data);
			if (status !== 'not_found') onStatus?.(id, status);
			if (madeBy(kind, data)) known.set(id, data);
			else if (status === 'not_found') ended.set(id, { status });
			else if (hasEnded(kind, status)) ended.set(id, { status, data });
		});
		const makers = new Map(
			ids
				.filter((id) => known.has(id))
				.map((id) => [madeBy(kind, known.get(id) as IDataObject) as string, id]),
		);
		for (const [made, { status }] of await checkMade([...makers.keys()])) {
			const id = makers.get(made) as string;
			const now = makes.kind.done.includes(status) ? undefined : await glance(by, kind, id);
			const other = now && madeBy(kind, now);
			if (other && other !== made) known.set(id, now);
			else ended.set(id, { status, data: known.get(id) });
		}
		return ended;
	};
}

/** How a kind of job is asked about: in bulk where HeyGen can. */
export function statusCheck(by: Questioner, kind: JobKind, onStatus?: OnStatus): StatusCheck {
	const rounds = inRounds(by);
	const check = checkOf(rounds, kind, onStatus);
	return async (ids) => {
		rounds.begin();
		return await check(ids);
	};
}

function checkOf(by: Questioner, kind: JobKind, onStatus?: OnStatus): StatusCheck {
	if (kind.makes) return makerCheck(by, kind, kind.makes, onStatus);
	return kind.bulk ? bulkCheck(by, kind.bulk, kind, onStatus) : singleCheck(by, kind, onStatus);
}

/** The same, for an item. */
export const statusCheckFor = (item: Item, kind: JobKind, onStatus?: OnStatus): StatusCheck =>
	statusCheck(ofItem(item), kind, onStatus);
