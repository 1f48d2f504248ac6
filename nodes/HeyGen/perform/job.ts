// What costs credits: sent after all items of the run have been checked, within the number of unfinished jobs, and waited for.
import type { IDataObject } from 'n8n-workflow';
import { firstOf } from '../../api/firstOf';
import { type BatchKind, createdIds, type JobKind, singular } from '../../api/jobKinds';
import { defaults } from '../../api/limits';
import { follow } from '../jobs/follow';
import type { Call } from '../operation/call';
import { gather, rowsOfBatch, sendTogether } from '../orders/batch';
import { join, joins, unite } from '../orders/join';
import { jobIdsOf, jobsOf, post, unnamedOf } from '../orders/order';
import { asRow, ItemFailed, type Row } from '../run/failure';
import { RunEnded } from '../run/stop';
import { batchPlan, jobPlan, suspensionOf } from '../suspend/plans';

/**
 * Where one row ends the run, nobody gets the slot that it gives back: the row is told, and the run closed, only a moment later.
 * An ID that HeyGen does not know may still be put right.
 */
function endRun({ run }: Call, outcome: unknown): void {
	if (run.continues || !(outcome instanceof ItemFailed)) return;
	const { code, httpCode } = outcome.failure;
	if (httpCode !== '404' && !code.endsWith('not_found')) run.stop.now(new RunEnded());
}

/**
 * Starts the item's job and, unless told otherwise, waits for its end.
 * @param takeReceipt opens the order of a job that is made of several items, once all of it is known
 * @returns undefined when the run may not spend anything
 */
export async function runJob(
	call: Call,
	kind: JobKind,
	takeReceipt: (call: Call) => void,
): Promise<Row[] | undefined> {
	const isPart = joins(call);
	if (isPart) join(call);
	if (!(await call.pass())) return undefined;
	if (isPart) {
		if (!unite(call)) return [];
		takeReceipt(call);
	}
	const suspension = suspensionOf(call, () => jobPlan(call, kind));
	if (suspension) return await suspension.join(call);
	const waits = call.completion !== 'immediate';
	const slots = waits
		? call.run.jobs(
				Number(call.collection('options').get('maxConcurrentJobs')) || defaults.concurrentJobs,
			)
		: call.run.submissions;
	// One job per language; without waiting, the slots are for requests.
	const count = waits ? jobsOf(call) : 1;
	await slots.acquire(call.stop, count);
	let held = count;
	// The next row's job begins while this one's result is read.
	const handOn = () => {
		if (held === 0) return;
		held--;
		slots.release();
	};
	try {
		const deadline = call.deadline();
		const created = await post(call, slots, deadline, count);
		const ids = jobIdsOf(kind, created);
		for (const id of ids) call.run.created.push({ item: call.index, kind: kind.value, id });
		if (!waits) {
			const known = started(kind, { ...named(kind, created, ids), ...kind.told }, ids);
			return [...known, ...unnamedOf(call, kind, known)];
		}
		const rows: Row[] = await Promise.all(
			ids.map(async (id) => await follow(call, kind, id, call.deadline(), handOn).catch(asRow)),
		);
		for (const row of rows) endRun(call, row);
		return [...rows, ...unnamedOf(call, kind, rows)];
	} catch (reason) {
		endRun(call, reason);
		throw reason as Error;
	} finally {
		slots.release(held);
	}
}

/** The answer with its ids where HeyGen's reference has them, for an answer that has them elsewhere. */
const named = (kind: JobKind, created: IDataObject, ids: string[]): IDataObject =>
	createdIds(kind, created).length > 0
		? created
		: { [kind.many ?? firstOf(kind.ids)]: kind.many ? ids : firstOf(ids) };

/** What is known of jobs that are not waited for: a row each, whatever the number that one request started. */
function started({ many }: JobKind, created: IDataObject, ids: string[]): IDataObject[] {
	if (!many || !Array.isArray(created[many])) return [created];
	const shared = { ...created };
	delete shared[many];
	return ids.map((id) => ({ ...shared, [singular(many)]: id }));
}

/** Sends a request that costs credits and is answered at once. */
export async function runPaid(call: Call): Promise<unknown> {
	if (!(await call.pass())) return undefined;
	const slots = call.run.submissions;
	await slots.acquire(call.stop);
	try {
		return await post(call, slots, call.deadline());
	} catch (reason) {
		endRun(call, reason);
		throw reason as Error;
	} finally {
		slots.release();
	}
}

/**
 * Puts an item into its batch and, unless told otherwise, waits for the batch's end.
 * @returns undefined when the run may not spend anything
 */
export async function runBatch(call: Call, kind: BatchKind): Promise<Row[] | undefined> {
	gather(call);
	if (!(await call.pass())) return undefined;
	const suspension = suspensionOf(call, () => batchPlan(call, kind));
	if (suspension) return await suspension.join(call);
	const { id, part } = await sendTogether(call, kind);
	if (call.completion === 'immediate')
		return [{ batch_id: id, item_index: part.item_index, status: 'processing' }];
	const batch = await follow(call, kind, id, call.deadline());
	return await rowsOfBatch(call, kind, batch, part);
}
