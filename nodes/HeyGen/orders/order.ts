// What an item orders: its request under its key, sent once its turn has come, and the jobs that HeyGen names for it.
import type { IDataObject } from 'n8n-workflow';
import { createdIdsAnywhere, type JobKind } from '../../api/jobKinds';
import type { Call } from '../operation/call';
import { type Outgoing, send } from '../run/send';
import { ItemFailed, type Row } from '../run/failure';
import { listOf } from '../field/words';
import { pathOf } from '../../api/path';
import { dataOf } from '../../api/answer';
import type { Slots } from '../run/slots';

/** The body and headers of an item's write, with what makes HeyGen recognise it when it comes again. */
function keyed({ key, draft: { body }, operation }: Call): Pick<Outgoing, 'body' | 'headers'> {
	if (!key) return { body };
	return operation.repeat === 'requestId'
		? { body: { ...body, request_id: key } }
		: { body, headers: { 'Idempotency-Key': key } };
}

/** How many jobs an item's request starts: a translation has one per language. */
export const jobsOf = ({ draft }: Call): number =>
	(draft.body.output_languages as unknown[] | undefined)?.length || 1;

/** The item's request as it leaves. */
export const orderOf = (call: Call): Outgoing => ({
	method: call.operation.request.method,
	url: pathOf(call.operation.request.url, call.draft.path),
	...keyed(call),
});

/**
 * The jobs that HeyGen has started, out of its answer.
 * @throws ItemFailed where it names none
 */
export function jobIdsOf(kind: JobKind, created: unknown): string[] {
	const ids = createdIdsAnywhere(kind, created);
	if (ids.length > 0) return ids;
	throw new ItemFailed({
		message: `HeyGen accepted the ${kind.noun.toLowerCase()}, but named no job to wait for`,
		description: "Look for it with 'Get Many' before running this item again.",
		code: 'no_job',
	});
}

/**
 * A row for each language that HeyGen named no job for: it may have been accepted all the same.
 * @param rows what has come of the jobs that were named
 */
export function unnamedOf(call: Call, kind: JobKind, rows: Row[]): ItemFailed[] {
	const wanted = kind.many ? ((call.draft.body.output_languages ?? []) as string[]) : [];
	const told = rows.map((row) => (row instanceof ItemFailed ? undefined : row.output_language));
	const count = Math.max(0, wanted.length - rows.length);
	const missing = wanted.filter((language) => !told.includes(language));
	return Array.from({ length: count }, (_, at) => {
		const which =
			missing.length === count
				? `'${missing[at]}'`
				: `one of ${listOf(missing.map((language) => `'${language}'`))}`;
		return new ItemFailed({
			message: `HeyGen accepted ${wanted.length} languages, but named no job for ${which}`,
			description: `It may be made and paid all the same: look for it with 'Get Many' before ordering it again.`,
			code: 'no_job',
			details: missing.length === count ? { output_language: missing[at] } : {},
		});
	});
}

/** Sends the item's request once its turn has come. */
export async function post(
	call: Call,
	slots: Slots,
	deadline: number,
	count = 1,
): Promise<IDataObject> {
	const { operation } = call;
	const answer = await send(call, orderOf(call), {
		repeatable: operation.repeat !== 'never',
		notRun: operation.notRun,
		pays: true,
		receipt: call.receipt,
		deadline,
		waitWhenLimited: async (milliseconds, stop) => {
			slots.shrink(count);
			slots.release(count);
			await stop.sleep(milliseconds).finally(async () => await slots.acquire(undefined, count));
		},
	});
	slots.grow();
	return dataOf(answer) as IDataObject;
}
