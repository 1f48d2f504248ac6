// Items of a run that are made into one job, e.g. a scene each of one video: the first of them orders it for all.
import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import { isBatch } from '../../api/jobKinds';
import type { Call } from '../operation/call';
import { ItemFailed } from '../run/failure';
import type { Run } from '../run/run';

/** Items that go into one job. */
const joined = new WeakMap<Run, Call[]>();
/** Those of them that are in order once the gate is open, in the order of the rows. */
const counted = new WeakMap<Run, Call[]>();

/** Whether the user wants one job of the whole run. */
export const joins = ({ operation, values }: Call): boolean =>
	!!operation.collects && values.get(operation.collects.choice) === 'items';

/** Whether an item's request is sent with those of other rows, so that it cannot be put right and sent again. */
export const goesWithOthers = (call: Call): boolean =>
	joins(call) || (call.operation.job !== undefined && isBatch(call.operation.job));

/** Puts an item among those that go into one job. */
export function join(call: Call): void {
	const calls = joined.get(call.run) ?? [];
	joined.set(call.run, calls);
	calls.push(call);
}

/** The same refusal, naming the row: one row keeps all of them from being sent. */
export function inRow({ index }: Call, refusal: unknown): unknown {
	const row = `Row ${index + 1}`;
	if (refusal instanceof ItemFailed)
		return new ItemFailed({ ...refusal.failure, message: `${row}: ${refusal.failure.message}` });
	if (!(refusal instanceof UserError)) return refusal;
	return new UserError(`${row}: ${refusal.message}`, {
		description: refusal.description ?? undefined,
	});
}

/** What ends a job of several rows of which some are refused. */
export const rowsMissing = (missing: number, all: number): ItemFailed =>
	new ItemFailed({
		message: `Nothing was made: ${missing} of the ${all} rows ${missing === 1 ? 'is' : 'are'} refused, and the video needs all of them`,
		description: 'Nothing was charged. Put what is refused right, or filter it out before.',
		code: 'row_missing',
		unpaid: true,
	});

/**
 * Makes the first item's request the one of all, once the gate is open. Its other settings are those of the first.
 * @returns whether the item is the first: the others have nothing left to do
 * @throws ItemFailed, once for all of them, where a row is missing
 */
export function unite(call: Call): boolean {
	const { run, operation } = call;
	const calls =
		counted.get(run) ??
		(joined.get(run) ?? []).filter(({ isBlocked }) => !isBlocked).sort((a, b) => a.index - b.index);
	counted.set(run, calls);
	if (calls[0] !== call) return false;
	call.rows = calls.map(({ index }) => index);
	const missing = run.size - calls.length;
	if (missing > 0) throw rowsMissing(missing, run.size);
	const into = operation.collects?.into as string;
	call.draft.body[into] = calls.flatMap(({ draft }) => (draft.body[into] ?? []) as IDataObject[]);
	for (const other of calls.slice(1))
		call.findings.push(
			Promise.all(other.findings).then(() => call.warnings.push(...other.warnings)),
		);
	run.gate.unite();
	return true;
}
