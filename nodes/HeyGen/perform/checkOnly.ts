// Check Only: what a real run would say of each row, send and cost. Reads what is free, and sends nothing that costs.
import { firstOf } from '../../api/firstOf';
import type { IDataObject } from 'n8n-workflow';
import { isBatch } from '../../api/jobKinds';
import { trimmedEnd } from '../../api/trim';
import { balanceOf } from '../billing/balance';
import { checkTotal, type CheckedRow, type CheckTotal } from '../billing/checkTotal';
import { oAuthSentence } from '../billing/estimateCost';
import type { JobEstimate } from '../billing/estimateJob';
import { readAccount } from '../hooks/account';
import { advise } from '../hooks/advise';
import { withFileNames } from '../hooks/files/files';
import { findUnknownIds } from '../hooks/unknownIds';
import type { Call } from '../operation/call';
import { fieldsOf } from '../operation/description';
import { takesCallback } from '../operation/operation';
import { goesWithOthers, joins, rowsMissing } from '../orders/join';
import { orderOf } from '../orders/order';
import { inOneText, ItemFailed } from '../run/failure';
import type { Run } from '../run/run';
import { isEnd } from '../run/stop';
import { budgetRefusal, estimateOf } from './budget';

/** Whether the user wants to know only. What the choice cannot mean is refused with the other parameters. */
export function checksOnly(call: Call): boolean {
	const completion = fieldsOf(call.operation).find(({ name }) => name === 'completion');
	try {
		return completion?.read(call.values) === 'check';
	} catch {
		return false;
	}
}

/** One sentence and the way out of it. */
const sentenceOf = (problem: unknown): string =>
	trimmedEnd(
		inOneText(
			problem instanceof ItemFailed
				? problem.failure
				: (problem as { message: string; description?: string }),
		),
		'.',
	);

interface Seen extends CheckedRow {
	call: Call;
}

/** The rows of a run that have been checked, and the last of them. */
const checked = new WeakMap<Run, { all: Seen[]; last: number }>();

/** The request as it would leave; an entry of a batch in the request that it would share with others. */
function requestOf(call: Call): IDataObject {
	const { method, url } = orderOf(call);
	const { job } = call.operation;
	const body = withFileNames(call.draft.body) as IDataObject;
	return {
		method,
		url,
		body: job && isBatch(job) ? { [job.entries]: [body] } : body,
	};
}

/** The last row says what all of them would cost. */
async function totalOf(all: Seen[]): Promise<CheckTotal & { problems: string[] }> {
	const { call } = firstOf(all);
	const account = await readAccount(call).catch((reason: unknown) => {
		if (reason instanceof ItemFailed) return undefined;
		throw reason as Error;
	});
	const good = all.filter(({ ok }) => ok).map((one) => one.call);
	const missing = all.length - good.length;
	const refusals = [
		missing > 0 && joins(call) ? rowsMissing(missing, all.length) : undefined,
		good.length > 0 ? await budgetRefusal(good) : undefined,
	];
	return {
		...checkTotal(all, account && balanceOf(account), [
			...(account ? [] : ['The account could not be read, so there is no money and no balance']),
			...(call.usesOAuth ? [oAuthSentence] : []),
		]),
		problems: refusals.flatMap((refusal) => (refusal ? [sentenceOf(refusal)] : [])),
	};
}

/**
 * Checks one row, without end at the first problem.
 * @param check reads and checks the item's parameters as a real run does, and adds what it finds
 */
export async function checkOnly(
	call: Call,
	check: (call: Call, problems: unknown[]) => Promise<void>,
): Promise<IDataObject[]> {
	const { run } = call;
	const problems: unknown[] = [];
	let estimate: JobEstimate | undefined;
	const part = async (look: () => Promise<void>): Promise<void> => {
		await look().catch((reason: unknown) => {
			if (isEnd(reason)) throw reason as Error;
			problems.push(reason);
		});
	};
	await part(async () => await check(call, problems));
	await part(async () => {
		const { unknown, isRight } = await findUnknownIds(call, !goesWithOthers(call));
		problems.push(...unknown);
		if (isRight && takesCallback(call.operation))
			call.warnings.push(
				"Where 'Completion' is 'Sleep Until HeyGen Calls', nothing is put right: use that ID",
			);
	});
	if (problems.length === 0)
		await part(async () => {
			estimate = await estimateOf(call);
			await advise(call, estimate);
			await Promise.all(call.findings);
		});
	const ok = problems.length === 0;
	if (!ok) estimate = undefined;
	const rows = checked.get(run) ?? { all: [], last: -1 };
	checked.set(run, rows);
	rows.all.push({ ok, estimate, call });
	rows.last = Math.max(rows.last, call.index);
	await run.gate.pass();
	const isLast = rows.last === call.index;
	return [
		{
			ok,
			problems: [...new Set(problems.map(sentenceOf))],
			warnings: [...call.warnings],
			estimated_seconds: estimate?.seconds?.expected ?? null,
			estimated_credits: estimate?.credits?.expected ?? null,
			estimated_credits_at_most: estimate?.credits?.high ?? null,
			// Wide in n8n's table: what people look for stands before it.
			request: ok ? requestOf(call) : null,
			...(isLast ? { total: (await totalOf(rows.all)) as unknown as IDataObject } : {}),
		},
	];
}
