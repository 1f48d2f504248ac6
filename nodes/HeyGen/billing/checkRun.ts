// May this run be sent? Its estimate against the user's ceiling and the account's balance, before anything is paid.
import type { Balance } from './balance';
import type { JobEstimate } from './estimateJob';
import {
	asCredits,
	asUsd,
	compare,
	divided,
	type Exact,
	exact,
	minus,
	notBelowZero,
	plus,
	sum,
} from './exact';
import { creditSecondsPerCredit, tiers, walletUsdPerCredit } from './rates';
import type { Unusable } from './inputs';

/** One row of the run and what it is estimated at. */
export interface RowEstimate {
	itemIndex: number;
	estimate: JobEstimate;
}

const partsShown = 5;

/** "3 items: 6 + 4.2 + 1.5", the dearest first; what is not shown is summed up, so that the parts are the whole. */
function partsOf(credits: number[]): string {
	const dearest = [...credits].sort((a, b) => b - a);
	const rest = dearest.slice(partsShown);
	const parts =
		dearest.slice(0, partsShown).join(' + ') +
		(rest.length > 0 ? ` + ${asCredits(sum(rest.map(exact)))} for ${rest.length} more` : '');
	return `${dearest.length} item${dearest.length === 1 ? '' : 's'}: ${parts}`;
}

const firstUnknown = (rows: RowEstimate[]) =>
	rows.find(({ estimate }) => estimate.credits === null);
const upperEnds = (rows: RowEstimate[]) => rows.map(({ estimate }) => estimate.credits!.high);

function refuseUnknown(row: RowEstimate, checked: string): Unusable {
	return {
		message: `${checked} cannot be checked: ${row.estimate.unknown} (row ${row.itemIndex + 1})`,
		description: `${row.estimate.description}. Or remove the check. Nothing was sent.`,
	};
}

/** How what is sold in dollars was counted, where something is. */
const counted = (rows: RowEstimate[]): string[] =>
	rows
		.flatMap(({ estimate }) => estimate.assumptions)
		.filter((one) => one.startsWith('Dollars are counted'))
		.slice(0, 1)
		.map((one) => `${one} ('Credit Value').`);

/**
 * What a call of an AI agent may cost where its author says nothing: the upper end of what can be estimated may not be higher.
 * @param ceiling credits for the call
 * @returns what is refused and why, or undefined where the call may go
 */
export function checkAgentCeiling(rows: RowEstimate[], ceiling: number): Unusable | undefined {
	const estimated = rows.filter(({ estimate }) => estimate.credits !== null);
	const credits = upperEnds(estimated);
	const total = sum(credits.map(exact));
	if (compare(total, exact(ceiling)) <= 0) return undefined;
	return {
		message: `This call may cost up to ${asCredits(total)} credits (${partsOf(credits)}), but an AI agent's call may cost ${ceiling} as long as the tool's 'Max Credits' is not set`,
		description: [
			"Ask for less, such as a shorter script. Who builds the agent can set 'Max Credits' of this tool under 'Cost Control'.",
			...counted(estimated),
			'Nothing was sent.',
		].join(' '),
	};
}

/**
 * The option 'Max Credits': the upper end of the whole run's estimate may not be higher.
 * @param maxCredits credits for the run
 * @returns what is refused and why, or undefined where the run may go
 */
export function checkMaxCredits(rows: RowEstimate[], maxCredits: number): Unusable | undefined {
	const unknown = firstUnknown(rows);
	if (unknown) return refuseUnknown(unknown, `'Max Credits' of ${maxCredits}`);
	const credits = upperEnds(rows);
	const total = sum(credits.map(exact));
	if (compare(total, exact(maxCredits)) <= 0) return undefined;
	return {
		message: `This run may cost up to ${asCredits(total)} credits (${partsOf(credits)}), but 'Max Credits' is ${maxCredits}`,
		description: [
			"Raise 'Max Credits', shorten the scripts or pass fewer items.",
			...counted(rows),
			'Nothing was sent.',
		].join(' '),
	};
}

/** The dearest overage rate of the table: which tier an account has is not told. */
const dearestOverage = Math.max(...Object.values(tiers).map(({ overageRate }) => overageRate));

/** What the account can still pay for, in credits; undefined where nothing bounds it, null where HeyGen does not say. */
function affordable(balance: Balance): Exact | null | undefined {
	if (balance.billing_type === 'usage_based') {
		// Beyond the pool the contract bills overage, up to the cap if there is one. HeyGen's tiers count
		// their pools in credit-seconds, so its numbers are read as such.
		if (balance.cap_usd === null)
			return balance.remaining === null && balance.spent_usd === null ? null : undefined;
		if (balance.remaining === null || balance.spent_usd === null) return null;
		const overUsd = notBelowZero(minus(exact(balance.cap_usd), exact(balance.spent_usd)));
		const overage = exact(divided(overUsd, exact(dearestOverage), 3));
		return exact(
			divided(plus(exact(balance.remaining), overage), exact(creditSecondsPerCredit), 6),
		);
	}
	if (balance.remaining === null || balance.unit === null) return null;
	return balance.unit === 'usd'
		? exact(divided(exact(balance.remaining), exact(walletUsdPerCredit), 6))
		: exact(balance.remaining);
}

function balanceText(balance: Balance, credits: Exact): string {
	if (balance.unit === 'usd')
		return `$${asUsd(exact(balance.remaining!))}, about ${asCredits(credits)} credits at $${walletUsdPerCredit} each`;
	if (balance.billing_type === 'usage_based')
		return `about ${asCredits(credits)} credits until the spending cap of $${balance.cap_usd}`;
	return `${asCredits(credits)} credits`;
}

/** What to do where the account does not say what it has. A key may be too narrow to read the account, and yet do for videos. */
export const withoutBalance =
	"Switch 'Check Balance' off, or limit the run by 'Max Credits'. Nothing was sent.";

/**
 * The option 'Check Balance': the upper end of the whole run's estimate must be covered.
 * @param balance the account, as `balanceOf` gives it
 * @param others credits that other runs are about to spend
 */
export function checkBalance(
	rows: RowEstimate[],
	balance: Balance,
	others = 0,
): Unusable | undefined {
	const credits = affordable(balance);
	if (credits === undefined) return undefined;
	if (credits === null) {
		return {
			message: "'Check Balance' is on, but HeyGen does not say what this account has left",
			description: withoutBalance,
		};
	}
	const unknown = firstUnknown(rows);
	if (unknown) return refuseUnknown(unknown, 'The balance');
	const upper = upperEnds(rows);
	const total = sum(upper.map(exact));
	if (compare(plus(total, exact(others)), credits) <= 0) return undefined;
	const spokenFor = others > 0 ? `, of which other runs are about to spend ${others} credits` : '';
	return {
		message: `This run may cost up to ${asCredits(total)} credits (${partsOf(upper)}), but the account has ${balanceText(balance, credits)}${spokenFor}`,
		description: 'Top up the account, shorten the scripts or pass fewer items. Nothing was sent.',
	};
}
