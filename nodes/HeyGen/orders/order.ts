// Sends what costs credits: after all items of the run have been checked, under a key, within the number of unfinished jobs.
import type { IDataObject } from 'n8n-workflow';
import { follow } from '../jobs/follow';
import type { JobKind } from '../../api/jobKinds';
import { pace } from '../../api/limits';
import type { Call, Outgoing } from '../operation/call';
import { ItemEnded } from '../../api/refusal';
import { pathOf } from '../perform/prepare';
import { dataOf, send } from '../run/send';
import { jobPlan, suspensionOf } from '../suspend/plans';
import type { Slots } from '../run/slots';

/** One row of an item's result, or what ended it. */
export type Row = IDataObject | ItemEnded;

/** The body and headers of an item's write, with what makes HeyGen recognise it when it comes again. */
export function keyed({
	key,
	draft: { body },
	operation,
}: Call): Pick<Outgoing, 'body' | 'headers'> {
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
 * @throws ItemEnded where it names none
 */
export function jobIdsOf(kind: JobKind, created: unknown): string[] {
	const ids = kind.ids((created ?? {}) as IDataObject);
	if (ids.length > 0) return ids;
	throw new ItemEnded({
		message: `HeyGen accepted the ${kind.noun.toLowerCase()}, but named no job to wait for`,
		description: "Look for it with 'Get Many' before running this item again.",
		code: 'no_job',
	});
}

/** Sends the item's request once its turn has come. */
async function post(call: Call, slots: Slots, deadline: number, count = 1): Promise<IDataObject> {
	const { operation } = call;
	const answer = await send(call, orderOf(call), {
		repeatable: operation.repeat !== 'never',
		pays: true,
		receipt: call.receipt,
		deadline,
		rest: async (milliseconds, stop) => {
			slots.shrink(count);
			slots.release(count);
			await stop.sleep(milliseconds).finally(async () => await slots.acquire(undefined, count));
		},
	});
	slots.grow();
	return dataOf(answer) as IDataObject;
}

/**
 * Starts the item's job and, unless told otherwise, waits for its end.
 * @returns undefined when the run may not spend anything
 */
export async function runJob(call: Call, kind: JobKind): Promise<Row[] | undefined> {
	if (!(await call.run.pass())) return undefined;
	const suspension = suspensionOf(call, () => jobPlan(call, kind));
	if (suspension) return await suspension.join(call);
	const waits = call.completion !== 'immediate';
	const slots = waits
		? call.run.jobs(
				Number(call.collection('options').get('maxConcurrentJobs')) || pace.concurrentJobs,
			)
		: call.run.submissions;
	// One job per language; without waiting, the slots are for requests.
	const count = waits ? jobsOf(call) : 1;
	await slots.acquire(call.stop, count);
	try {
		const deadline = Date.now() + call.patience;
		const created = await post(call, slots, deadline, count);
		const ids = jobIdsOf(kind, created);
		for (const id of ids) call.run.created.push({ item: call.item, kind: kind.value, id });
		if (!waits) return started(kind, created, ids);
		return await Promise.all(
			ids.map(async (id) => await follow(call, kind, id, Date.now() + call.patience).catch(asRow)),
		);
	} finally {
		slots.release(count);
	}
}

/** What is known of jobs that are not waited for: a row each, whatever the number that one request started. */
function started({ many }: JobKind, created: IDataObject, ids: string[]): IDataObject[] {
	if (!many || !Array.isArray(created[many])) return [created];
	const shared = { ...created };
	delete shared[many];
	return ids.map((id) => ({ ...shared, [many.replace(/s$/, '')]: id }));
}

/** A row that ended is a result too; anything else ends the item. */
export function asRow(reason: unknown): ItemEnded {
	if (reason instanceof ItemEnded) return reason;
	throw reason;
}

/** Sends a request that costs credits and is answered at once. */
export async function runPaid(call: Call): Promise<unknown> {
	if (!(await call.run.pass())) return undefined;
	const slots = call.run.submissions;
	await slots.acquire(call.stop);
	try {
		return await post(call, slots, Date.now() + call.patience);
	} finally {
		slots.release();
	}
}
