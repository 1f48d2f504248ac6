// What a run may cost: the options 'Max Credits' and 'Check Balance' before anything is sent, 'Include Cost in Result' after it.
import { firstOf } from '../../api/firstOf';
import type { IDataObject } from 'n8n-workflow';
import { defaults } from '../../api/limits';
import { type Balance, balanceOf } from '../billing/balance';
import {
	checkAgentCeiling,
	checkBalance,
	checkMaxCredits,
	type RowEstimate,
	withoutBalance,
} from '../billing/checkRun';
import { oAuthSentence } from '../billing/estimateCost';
import {
	estimateJob,
	isPaid,
	isSoldByTheCall,
	jobCost,
	type JobEstimate,
	type JobInputs,
} from '../billing/estimateJob';
import { isGiven, type Unusable } from '../billing/inputs';
import { known } from '../billing/speech';
import { readAccount } from '../hooks/account';
import type { Call } from '../operation/call';
import { ItemFailed, type Row } from '../run/failure';
import type { Run } from '../run/run';
import { lookInTurn } from './promised';

/** A number of the options, undefined where the user gave none. */
function optionOf(call: Call, name: string): number | undefined {
	const value = call.collection('options').get(name);
	return isGiven(value) ? Number(value) : undefined;
}

/** The item as billing sees it; its files are known by the time the gate opens. */
const inputsOf = (call: Call): JobInputs => ({
	body: call.draft.body,
	fileSeconds: call.fileSeconds,
	expectedSeconds: optionOf(call, 'expectedSeconds'),
	creditRate: optionOf(call, 'creditRate'),
	creditValue: optionOf(call, 'creditValue'),
});

/** What an item will cost; nothing where its job is free. */
export async function estimateOf(call: Call): Promise<JobEstimate> {
	if (!isPaid(call.name)) return { ...free };
	const more = await call.operation.costInputs?.(call);
	return estimateJob(call.name, { ...inputsOf(call), ...more });
}

const free: JobEstimate = {
	product: null,
	seconds: null,
	credits: known(0),
	usd: known(0),
	assumptions: [],
};

const rowOf = async (call: Call): Promise<RowEstimate> => ({
	itemIndex: call.index,
	estimate: await estimateOf(call),
});

/** The refusal of a whole run, as each of its items gives it. */
function overBudget({ message, description }: Unusable, code: string, call: Call): ItemFailed {
	const billed = call.usesOAuth ? ` ${oAuthSentence}.` : '';
	return new ItemFailed({ message, description: description + billed, code });
}

/** What the account has, or the sentence that names the option which asked for it. */
async function readBalance(call: Call): Promise<Balance> {
	const user = await readAccount(call).catch((reason: unknown) => {
		if (!(reason instanceof ItemFailed)) throw reason;
		const { message, description } = reason.failure;
		throw new ItemFailed({
			...reason.failure,
			message: `'Check Balance' could not read the account: ${message}`,
			description: `${withoutBalance} ${description}`,
		});
	});
	return balanceOf(user);
}

/** Items of a run whose cost is looked at before the gate opens. */
const budgets = new WeakMap<Run, Call[]>();

/** Nobody but its author may let an agent spend as it likes: a call without a ceiling has the usual one. */
const hasAgentCeiling = (call: Call): boolean =>
	call.isTool && optionOf(call, 'maxCredits') === undefined;

const limitsCost = (call: Call): boolean =>
	call.isTool ||
	optionOf(call, 'maxCredits') !== undefined ||
	call.collection('options').get('checkBalance') === true;

/** @param isSent what is not refused will be ordered */
async function check(calls: Call[], isSent: boolean): Promise<void> {
	if (!calls.some(limitsCost)) return;
	const weighed = await Promise.all(calls.map(async (call) => ({ call, row: await rowOf(call) })));
	const rows = weighed.map(({ row }) => row);
	const first = firstOf(calls);
	const ceilings = calls
		.map((call) => optionOf(call, 'maxCredits'))
		.filter((ceiling) => ceiling !== undefined);
	const aboveCeiling = ceilings.length > 0 && checkMaxCredits(rows, Math.min(...ceilings));
	if (aboveCeiling) throw overBudget(aboveCeiling, 'max_credits', first);
	const ofAgents = weighed.filter(({ call }) => hasAgentCeiling(call));
	const aboveAgents = checkAgentCeiling(
		ofAgents.map(({ row }) => row),
		defaults.agentMaxCredits,
	);
	if (aboveAgents) throw overBudget(aboveAgents, 'max_credits', first);
	for (const { call, row } of ofAgents)
		if (row.estimate.unknown)
			call.warnings.push(
				`No ceiling held for this call, since nobody knows its cost before: ${row.estimate.unknown}`,
			);
	const asks = calls.find((call) => call.collection('options').get('checkBalance') === true);
	if (!asks) return;
	const look = async (others: number) => checkBalance(rows, await readBalance(asks), others);
	const aboveBalance = isSent
		? await lookInTurn(
				asks,
				weighed.map(({ call, row }) => ({ call, credits: row.estimate.credits?.high ?? 0 })),
				look,
			)
		: await look(0);
	if (aboveBalance) throw overBudget(aboveBalance, 'balance', first);
}

/** What would keep a run of these items from being sent, by the options that limit its cost. */
export async function budgetRefusal(calls: Call[]): Promise<ItemFailed | undefined> {
	try {
		await check(
			calls.filter((call) => isPaid(call.name)),
			false,
		);
		return undefined;
	} catch (reason) {
		if (reason instanceof ItemFailed) return reason;
		throw reason as Error;
	}
}

/**
 * Puts an item that costs credits on the run's scales. The gate stays closed for all of them where the
 * upper end of their estimates is above the user's ceiling or the account's balance.
 */
export function addToBudget(call: Call): void {
	const calls = budgets.get(call.run) ?? [];
	budgets.set(call.run, calls);
	if (isPaid(call.name)) calls.push(call);
	if (limitsCost(call)) call.run.gate.beforeOpening ??= async () => await check(calls, true);
}

/** With the option 'Include Cost in Result', each finished row says what it cost by its real length. */
export function withCost<T extends Row | IDataObject>(call: Call, rows: T[]): T[] {
	if (call.collection('options').get('addCost') !== true || !isPaid(call.name)) return rows;
	const inputs = inputsOf(call);
	const billed = call.usesOAuth ? [oAuthSentence] : [];
	// One call is paid once, whatever the number of its results: the first of them carries it.
	const carriers = isSoldByTheCall(call.name) ? rows.slice(0, 1) : rows;
	return rows.map((row) => {
		if (row instanceof ItemFailed || !carriers.includes(row)) return row;
		const cost = jobCost(call.name, inputs, row as IDataObject);
		return { ...row, cost: { ...cost, assumptions: [...cost.assumptions, ...billed] } };
	});
}
