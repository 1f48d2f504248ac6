// What a job has come to: whether it has ended, its resource where it is done, and what to say of it where it is not.
import type { IDataObject } from 'n8n-workflow';
import { failedByItsWord, inOwnWords, isBatch, isBusy, type JobKind } from '../../api/jobKinds';
import { isObject, textOf } from '../../api/answer';
import { readable } from '../../api/refusal';
import { ownOf } from '../../api/table';
import { ItemFailed } from '../run/failure';

/** A job that HeyGen cannot finish by itself any more. */
export const hasEnded = (kind: JobKind, word: string): boolean => {
	const status = inOwnWords(kind, word);
	return (
		kind.done.includes(status) ||
		kind.failed.includes(status) ||
		ownOf(kind.needsAction, status) !== undefined
	);
};

/** Id of the job that this one works towards, once it is known. */
export const madeBy = (kind: JobKind, data: IDataObject) =>
	(kind.makes && textOf(data[kind.makes.id])) || undefined;

/** Whether a word is neither one of the kind's own nor one of work under way. */
export const isUnknown = (kind: JobKind, status: string): boolean =>
	status !== 'not_found' && !hasEnded(kind, status) && !isBusy(status);

/** Whether there is something at a place such as `clips.*.video_url`: in each entry that did not fail, at least in one. */
function isFilled(value: unknown, rest: string[]): boolean {
	if (Array.isArray(value)) {
		const entries = value.filter((one) => (one as IDataObject | null)?.status !== 'failed');
		const inEach = rest[0] === '*' ? rest.slice(1) : rest;
		return value.length > 0 && entries.every((one) => isFilled(one, inEach));
	}
	if (typeof value !== 'object' || value === null)
		return rest.length === 0 && value !== undefined && value !== null && value !== '';
	const [next, ...others] = rest;
	return next === undefined
		? Object.values(value).some((one) => isFilled(one, []))
		: isFilled((value as IDataObject)[next], others);
}
const hasAny = (data: IDataObject, places: string[]): boolean =>
	places.some((place) => isFilled(data, place.split('.')));

/** Whether all entries of a batch have ended, as far as the answer has them. */
const haveAllEnded = (kind: JobKind, { items, has_more: hasMore }: IDataObject): boolean =>
	isBatch(kind) &&
	Array.isArray(items) &&
	items.length > 0 &&
	!hasMore &&
	items.every((entry) => isObject(entry) && hasEnded(kind.of, textOf(entry.status)));

/**
 * How a job stands. HeyGen may use a word that is not known here: a result beside it means done, a reason means failed.
 * @returns HeyGen's word, or the kind's own one for that
 */
export function standingOf(kind: JobKind, data: IDataObject): string {
	const status = inOwnWords(kind, textOf(data.status));
	if (!isUnknown(kind, status)) return status;
	if (hasAny(data, [...kind.result, ...(kind.signs ?? [])]) || haveAllEnded(kind, data))
		return kind.done[0] ?? status;
	return hasAny(data, ['failure_code', 'failure_message', 'failure_reason', 'error'])
		? (kind.failed[0] ?? status)
		: status;
}

/** Whether a job that has ended says so in its resource too, with the result: one may come a moment before the other. */
export function isWhole(kind: JobKind, data: IDataObject): boolean {
	if (madeBy(kind, data)) return true;
	const status = standingOf(kind, data);
	return hasEnded(kind, status) && (!kind.done.includes(status) || !isEmpty(kind, data));
}

/** Whether a job that is done has no result yet. */
const isEmpty = ({ result }: JobKind, data: IDataObject): boolean =>
	result.length > 0 && !hasAny(data, result);

/** Whether a job says that it is done, and has no result yet. */
export const lacksResult = (kind: JobKind, data: IDataObject): boolean =>
	kind.done.includes(standingOf(kind, data)) && isEmpty(kind, data);

/**
 * A job's resource once it is done.
 * @throws ItemFailed when it failed or needs a person, or where HeyGen contradicts itself
 */
export function outcomeOf(kind: JobKind, id: string, data: IDataObject): IDataObject {
	const status = standingOf(kind, data);
	if (kind.done.includes(status)) {
		if (isEmpty(kind, data)) throw noResult(kind, id, data);
		return data;
	}
	if (!hasEnded(kind, status)) throw contradicted(kind, id, status);
	throw ownOf(kind.needsAction, status) !== undefined
		? needsActionFailure(kind, id, status, data)
		: jobFailure(kind, id, data);
}

/** Whether a resource as read says that its job has ended; HeyGen's own looks and voices were never a job and have no status. */
export const isOver = (kind: JobKind, data: IDataObject): boolean =>
	data.status === null ||
	data.status === undefined ||
	(hasEnded(kind, standingOf(kind, data)) && !madeBy(kind, data));

const firstText = (...values: unknown[]): string | undefined =>
	values.find((value): value is string => typeof value === 'string' && value.trim() !== '');

/** What else a reason may be called. */
const reasonName = /fail|reason|cause|message|msg|detail|error/i;

/** Why HeyGen gave a job up, under any of the names that it has been seen to use; an agent may say it in its last message. */
function reasonOf(data: IDataObject): string | undefined {
	const { error, messages } = data;
	const own = (typeof error === 'object' && error !== null ? error : {}) as IDataObject;
	const told = Array.isArray(messages) ? (messages as Array<IDataObject | null>) : [];
	const last = told.filter((one) => one?.role !== 'user').at(-1);
	return firstText(
		data.failure_message,
		data.failure_reason,
		own.message,
		own.msg,
		error,
		data.msg,
		data.reason,
		data.error_message,
		last?.content,
		...Object.entries(data)
			.filter(([name]) => reasonName.test(name) && !/code|_(at|id|url)$/i.test(name))
			.map(([, value]) => (isObject(value) ? firstText(...Object.values(value)) : value)),
	);
}

/** What to say of a job that HeyGen gave up. */
export function jobFailure(kind: JobKind, id: string, data: IDataObject): ItemFailed {
	const { error } = data;
	const code =
		firstText(data.failure_code, (error as IDataObject | null | undefined)?.code) ?? 'job_failed';
	const reason = reasonOf(data);
	return new ItemFailed({
		message: `${kind.noun} ${id} ended as ${textOf(data.status)}: ${readable(reason ?? 'HeyGen gives no reason')} (${code})`,
		description: `HeyGen does not charge for jobs that fail. ${
			reason
				? 'Change what the reason names and run the item again.'
				: "Run the item again; where that fails too, ask HeyGen's support about this ID."
		}`,
		code,
		id,
		unpaid: standingOf(kind, data) === kind.failed[0] && failedByItsWord(kind, textOf(data.status)),
		details: { status: data.status },
	});
}

const noResult = (kind: JobKind, id: string, { status }: IDataObject): ItemFailed =>
	new ItemFailed({
		message: `${kind.noun} ${id} is ${textOf(status)}, but HeyGen does not give its ${kind.result.map((at) => at.replace('.*', '')).join(' or ')} yet`,
		description: `Nothing is lost: read it with '${kind.readWith}' in a few minutes instead of running this item again.`,
		code: 'no_result',
		id,
		details: { status },
	});

const contradicted = (kind: JobKind, id: string, status: string): ItemFailed =>
	new ItemFailed({
		message: `${kind.noun} ${id} is finished, but HeyGen still shows it as '${status}'`,
		description: `Nothing is lost: read it with '${kind.readWith}' in a few minutes.`,
		code: 'not_settled',
		id,
		details: { status },
	});

function needsActionFailure(
	kind: JobKind,
	id: string,
	status: string,
	data: IDataObject,
): ItemFailed {
	const needs = kind.actionNeeds;
	return new ItemFailed({
		message: `${kind.noun} ${id} waits for a person (${status})`,
		description: `${ownOf(kind.needsAction, status) ?? ''} Then go on with '${kind.readWith}', 'Wait Until Done' and this ID.`,
		code: status,
		id,
		details: { status, ...(needs ? { [needs]: data[needs] } : {}) },
	});
}

/** Minutes with two decimals. */
export const minutesIn = (milliseconds: number): number => Math.round(milliseconds / 600) / 100;

/** @param last HeyGen's last word on it */
export function tooLong(kind: JobKind, id: string, maxWaitMs: number, last?: string): ItemFailed {
	return new ItemFailed({
		message: `${kind.noun} ${id} was not finished after ${minutesIn(maxWaitMs)} minutes${last ? `, HeyGen's last word was '${readable(last)}'` : ''}`,
		description: `HeyGen goes on working on it and nothing is lost. Go on with '${kind.readWith}', 'Wait Until Done' and this ID, or raise 'Max Wait (Minutes)'.`,
		code: 'wait_timeout',
		id,
		...(last ? { details: { status: last } } : {}),
	});
}

/** A paid job's id is never lost, whatever came between. */
export function withId(reason: unknown, kind: JobKind, id: string): never {
	if (!(reason instanceof ItemFailed)) throw reason;
	throw new ItemFailed({
		...reason.failure,
		id,
		description: `${reason.failure.description ?? ''} The ${kind.noun.toLowerCase()} ${id} was created and is not lost: read it with '${kind.readWith}' instead of running this item again.`,
	});
}
