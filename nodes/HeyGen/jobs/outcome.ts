// What a job has come to: whether it has ended, its resource where it is done, and what to say of it where it is not.
import type { IDataObject } from 'n8n-workflow';
import type { JobKind } from '../../api/jobKinds';
import { readable } from '../../api/refusal';
import { ItemFailed } from '../run/failure';

/** A job that HeyGen cannot finish by itself any more. */
export const hasEnded = (kind: JobKind, status: string): boolean =>
	kind.done.includes(status) || kind.failed.includes(status) || status in (kind.needsAction ?? {});

/** Id of the job that this one works towards, once it is known. */
export const madeBy = (kind: JobKind, data: IDataObject) =>
	kind.makes && data[kind.makes.id] ? String(data[kind.makes.id]) : undefined;

/** Whether a job that has ended says so in its resource too, with the result: one may come a moment before the other. */
export function isWhole(kind: JobKind, data: IDataObject): boolean {
	const status = String(data.status);
	if (madeBy(kind, data)) return true;
	const { result } = kind;
	return (
		hasEnded(kind, status) &&
		(!result || result.some((field) => data[field]) || !kind.done.includes(status))
	);
}

/**
 * A job's resource once it is done.
 * @throws ItemFailed when it failed or needs a person, or where HeyGen contradicts itself
 */
export function outcomeOf(kind: JobKind, id: string, data: IDataObject): IDataObject {
	const status = String(data.status);
	if (kind.done.includes(status)) return data;
	if (!hasEnded(kind, status)) throw contradicted(kind, id, status);
	throw status in (kind.needsAction ?? {})
		? needsActionFailure(kind, id, status, data)
		: jobFailure(kind, id, data);
}

/** Whether a resource as read says that its job has ended; HeyGen's own looks and voices were never a job and have no status. */
export const isOver = (kind: JobKind, data: IDataObject): boolean =>
	data.status === null ||
	data.status === undefined ||
	(hasEnded(kind, String(data.status)) && !madeBy(kind, data));

/** What to say of a job that HeyGen gave up. */
export function jobFailure(kind: JobKind, id: string, data: IDataObject): ItemFailed {
	const code = String(
		data.failure_code ?? (data.error as IDataObject | null)?.code ?? 'job_failed',
	);
	const reason =
		data.failure_message ??
		data.failure_reason ??
		(data.error as IDataObject | null)?.message ??
		(typeof data.error === 'string' ? data.error : undefined);
	return new ItemFailed({
		message: `${kind.noun} ${id} ended as ${String(data.status)}: ${readable(String(reason ?? 'HeyGen gives no reason'))} (${code})`,
		description:
			'HeyGen does not charge for jobs that fail. Change what the reason names and run the item again.',
		code,
		id,
		unpaid: /^(failed|error)$/i.test(String(data.status)),
		details: { status: data.status },
	});
}

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
		description: `${kind.needsAction?.[status]} Then go on with '${kind.readWith}', 'Wait Until Done' and this ID.`,
		code: status,
		id,
		details: { status, ...(needs ? { [needs]: data[needs] } : {}) },
	});
}

/** Minutes with two decimals. */
export const minutesIn = (milliseconds: number): number => Math.round(milliseconds / 600) / 100;

export function tooLong(kind: JobKind, id: string, maxWaitMs: number): ItemFailed {
	return new ItemFailed({
		message: `${kind.noun} ${id} was not finished after ${minutesIn(maxWaitMs)} minutes`,
		description: `HeyGen goes on working on it and nothing is lost. Go on with '${kind.readWith}', 'Wait Until Done' and this ID, or raise 'Max Wait (Minutes)'.`,
		code: 'wait_timeout',
		id,
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
