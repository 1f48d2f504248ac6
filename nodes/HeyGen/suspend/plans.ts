// What sleeping runs do at HeyGen: submit a job per item, or all items as batches, with the execution's own address to call.
import { firstOf } from '../../api/firstOf';
import { LoggerProxy, UserError } from 'n8n-workflow';
import { resultOf } from '../jobs/follow';
import { minutesIn, tooLong } from '../jobs/outcome';
import { type BatchKind, type JobKind, kindOf } from '../../api/jobKinds';
import { defaults } from '../../api/limits';
import { readPart, rowsOfBatch, sendTogether } from '../orders/batch';
import type { Item, Receipt } from '../run/item';
import type { Call } from '../operation/call';
import { asRow, ItemFailed, refused } from '../run/failure';
import type { Refusal } from '../../api/refusal';
import { isLimited } from '../../api/retry';
import type { Run } from '../run/run';
import { ask } from '../run/send';
import { dataOf, isRefusal } from '../../api/answer';
import { jobIdsOf, jobsOf, orderOf, unnamedOf } from '../orders/order';
import { takesCallback } from '../operation/operation';
import { whyUnreachable } from '../../api/publicAddress';
import { resumeAddress } from './address';
import { canHandOver } from './again';
import { canSleep, isNotFinishedWired, type SleepingContext } from './context';
import { keepOrder, type Order } from './keptOrders';
import type { SleepingJob } from './state';
import { type Plan, Suspension } from './suspension';

const suspensions = new WeakMap<Run, Suspension<Call> | undefined>();
const warned = new Set<string>();

/** Says once for each host what its address means for suspended executions. */
function warnOnce(host: string, what: string): void {
	if (warned.has(host)) return;
	warned.add(host);
	LoggerProxy.info(
		`HeyGen cannot call this n8n at ${host}: ${what}. Set WEBHOOK_URL to the public address of n8n to be called instead.`,
	);
}

const wantsToSleep = (call: Call): boolean =>
	call.run.node.parameters.completion === 'suspend' && takesCallback(call.operation);

/** The address that HeyGen shall call; undefined where it could not reach it, or knows that of the execution that this one repeats. */
export function callbackAddress(call: Call): string | undefined {
	if (call.context.getMode() === 'retry') return undefined;
	const address = resumeAddress(call.context);
	const reason = whyUnreachable(address);
	if (reason === undefined) return address;
	warnOnce(
		new URL(address).host,
		`${reason}. 'Not Finished' looks after suspended jobs every few minutes where it is connected, else the node waits itself`,
	);
	return undefined;
}

/**
 * What brings the items of a run together before the execution sleeps.
 * @returns undefined where the node waits in the ordinary way: the user wants that, n8n cannot sleep here, or nothing would ever look after the jobs
 */
export function suspensionOf(call: Call, plan: () => Plan<Call>): Suspension<Call> | undefined {
	const { run } = call;
	const context = call.context as SleepingContext;
	if (!suspensions.has(run)) {
		const sleeps =
			wantsToSleep(call) &&
			canSleep(context) &&
			(callbackAddress(call) !== undefined || isNotFinishedWired(context));
		suspensions.set(run, sleeps ? new Suspension(plan(), run.clock) : undefined);
	}
	return suspensions.get(run);
}

/**
 * HeyGen calls one address per job, and a sleeping execution needs it; an ID without an address it refuses.
 * @throws UserError where the user gave an own one
 */
export function checkCallback(call: Call): void {
	const { body } = call.draft;
	if (body.callback_id !== undefined && body.callback_url === undefined) {
		delete body.callback_id;
		call.warnings.push(
			"'Callback ID' was not sent: HeyGen takes it beside a 'Callback URL' only, which is empty.",
		);
	}
	if (!wantsToSleep(call)) return;
	const own = call.draft.body.callback_url
		? 'Callback URL'
		: call.collection('options').get('batchCallbackUrl')
			? 'Batch Callback URL'
			: undefined;
	if (own) {
		throw new UserError(
			`'${own}' cannot be used while 'Completion' suspends the execution: HeyGen calls one address per job, and that one wakes the execution`,
			{
				description: `Remove '${own}', or choose another 'Completion'`,
			},
		);
	}
}

export const newJob = ({ run }: Item, kind: JobKind, id: string): SleepingJob => ({
	kind: kind.value,
	id,
	since: run.clock.now(),
});

/**
 * Sends a row's request once; a refusal for want of room comes back to the caller.
 * @throws ItemFailed with any other refusal
 */
export async function submit(
	item: Item,
	{
		request,
		repeatable,
		kind,
		receipt,
	}: Pick<Order, 'request' | 'repeatable'> & { kind: JobKind; receipt?: Receipt },
): Promise<{ jobs: SleepingJob[] } | Refusal> {
	const outcome = await ask(item, request, {
		repeatable,
		pays: true,
		receipt,
		returnsLimited: true,
	});
	if (isRefusal(outcome)) {
		if (isLimited(outcome)) return outcome;
		throw refused(outcome, false);
	}
	return { jobs: jobIdsOf(kind, dataOf(outcome)).map((id) => newJob(item, kind, id)) };
}

/** A request that HeyGen never had room for. */
export const unsent = (maxWaitMs: number): ItemFailed =>
	new ItemFailed({
		message: `The row could not be submitted within ${minutesIn(maxWaitMs)} minutes: HeyGen had no room for another job`,
		description:
			"Nothing was charged for it. Run it again when fewer jobs are unfinished, or raise 'Max Wait (Minutes)'.",
		code: 'wait_timeout',
	});

/** What all runs that submit have in common. */
function submitting(
	call: Call,
	kind: JobKind,
): Pick<Plan<Call>, 'address' | 'asksAgain' | 'recheckMs' | 'kind' | 'until' | 'late'> {
	const address = callbackAddress(call);
	return {
		address,
		recheckMs: defaults.recheckMinutes * 60_000,
		kind: () => kind.value,
		until: (one, _row, since) => since + one.maxWaitMs,
		asksAgain: true,
		late: (one, { jobs }) => {
			if (canHandOver(one.context)) return undefined;
			const job = jobs.find(({ ended }) => !ended);
			return job ? tooLong(kindOf(job.kind), job.id, one.maxWaitMs) : unsent(one.maxWaitMs);
		},
	};
}

/** One job per item. */
export function jobPlan(call: Call, kind: JobKind): Plan<Call> {
	const common = submitting(call, kind);
	const { address } = common;
	const most =
		Number(call.collection('options').get('maxConcurrentJobs')) || defaults.concurrentJobs;
	const repeatable = call.operation.repeat !== 'never';
	return {
		...common,
		most,
		weight: jobsOf,
		start: async (one) => {
			if (address) one.draft.body.callback_url = address;
			return await submit(one, { kind, repeatable, receipt: one.receipt, request: orderOf(one) });
		},
		finish: async (one, { jobs }, ended) => {
			const rows = await Promise.all(
				jobs.map(async (job) => await resultOf(one, kind, job.id, ended(job)).catch(asRow)),
			);
			return [...rows, ...unnamedOf(one, kind, rows)];
		},
		unsubmitted: (one) =>
			keepOrder(one, { kind: kind.value, repeatable, most, weight: jobsOf(one) }, address),
	};
}

/** All items in batches, which are HeyGen's own queue. */
export function batchPlan(call: Call, kind: BatchKind): Plan<Call> {
	const common = submitting(call, kind);
	return {
		...common,
		most: Infinity,
		weight: () => 1,
		start: async (one) => {
			const { id, part } = await sendTogether(one, kind, common.address);
			return { jobs: [newJob(one, kind, id)], part };
		},
		finish: async (one, { jobs, part }, ended) => {
			const job = firstOf(jobs);
			const result = await resultOf(one, kind, job.id, ended(job));
			return await rowsOfBatch(one, kind, result, readPart(part));
		},
		unsubmitted: () => ({}),
	};
}
