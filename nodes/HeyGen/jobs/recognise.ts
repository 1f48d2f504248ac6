// Finds the jobs that an item of any earlier node speaks of: answers of HeyGen, events, rows of Not Finished.
import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../../api/answer';
import {
	carriedIds,
	createdIds,
	isBatch,
	isKind,
	jobOfEvent,
	jobs,
	kindOf,
	type JobKind,
} from '../../api/jobKinds';

/** What an item says of a job; a batch may be of any kind. */
export interface Found {
	kind: string;
	id: string;
}

/** HeyGen's own object inside what a node made of it: the HTTP Request node keeps `data`, the triggers `event_data`. */
const unwrapped = (json: IDataObject): IDataObject => {
	const inner = [
		json.event_data,
		json.data,
		isObject(json.body) ? json.body.event_data : undefined,
	].find(isObject);
	return inner ?? json;
};

const idsIn = (value: unknown): string[] =>
	(Array.isArray(value) ? value : [value])
		.filter((one) => (typeof one === 'string' && one !== '') || typeof one === 'number')
		.map(String);

/** What the row's own `kind` and ids say, where they may be meant: one with several jobs lists them. */
function named(row: IDataObject, wanted?: string): Found[] {
	const { kind } = row;
	if (
		!isKind(kind) ||
		(wanted && wanted !== kind && !(wanted === 'batch' && isBatch(kindOf(kind))))
	)
		return [];
	const several = Array.isArray(row.jobs)
		? row.jobs.flatMap((one) => (isObject(one) ? idsIn(one.id) : []))
		: [];
	return (several.length ? several : idsIn(row.id)).map((id) => ({ kind, id }));
}

/** A row of Not Finished. Anybody may have a column called `kind`, but not this one beside it. */
const isNotFinished = (row: IDataObject): boolean => 'waited_minutes' in row;

/** By the fields that only jobs have. */
function carried(row: IDataObject, wanted?: string): Found[] {
	const kinds: JobKind[] = Object.values(jobs);
	const candidates = [
		{ name: 'batch', ids: idsIn(row.batch_id) },
		...kinds.map((kind) => ({ name: kind.value, ids: carriedIds(kind, row) })),
	].filter(({ name }) => !wanted || name === wanted);
	const { name: kind = '', ids = [] } = candidates.find((one) => one.ids.length > 0) ?? {};
	return ids.map((id) => ({ kind, id }));
}

/** As the answer that started a job of the wanted kind; its fields may mean something else elsewhere, such as a voice. */
function answered(row: IDataObject, wanted?: string): Found[] {
	if (!isKind(wanted)) return [];
	return createdIds(kindOf(wanted), row).map((id) => ({ kind: wanted, id }));
}

/** What an event of HeyGen is about. */
function told(json: IDataObject, own: IDataObject, wanted?: string): Found[] {
	const type = json.event_type ?? (isObject(json.body) ? json.body.event_type : undefined);
	const job = jobOfEvent(type, own);
	return job && (!wanted || wanted === job.kind.value)
		? [{ kind: job.kind.value, id: job.id }]
		: [];
}

/**
 * @param json the item
 * @param wanted the kind, where the user names it
 * @returns the jobs, none where the item names no job of that kind or of any
 */
export function jobsIn(json: IDataObject, wanted?: string): Found[] {
	const own = unwrapped(json);
	const ways = [
		() => (isNotFinished(own) ? named(own, wanted) : []),
		() => carried(own, wanted),
		() => told(json, own, wanted),
		() => named(own, wanted),
		() => answered(own, wanted),
		() => (wanted ? idsIn(own.id).map((id) => ({ kind: wanted, id })) : []),
	];
	for (const way of ways) {
		const found = way();
		if (found.length > 0) return found;
	}
	return [];
}
