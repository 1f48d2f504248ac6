// What a whole run would cost, out of the estimates of its rows, at the rate of the account that would pay.
import type { Balance } from './balance';
import { dollars, rangeOf, spoken } from './estimateCost';
import type { JobEstimate } from './estimateJob';
import { asCredits, asCreditSeconds, asUsd, exact, sum, times } from './exact';
import {
	creditSecondsPerCredit,
	payAsYouGo,
	payAsYouGoAssumption,
	ratesAsOf,
	tableAssumption,
	type TierKey,
	tiers,
} from './rates';

/** One row that was checked; without an estimate where it has problems. */
export interface CheckedRow {
	ok: boolean;
	estimate?: JobEstimate;
}

export interface CheckTotal {
	rows: number;
	ok_rows: number;
	/** In order, but nobody can say what they cost; in none of the sums. */
	unpriced_rows: number;
	estimated_seconds: number;
	estimated_credits: number;
	estimated_credits_at_most: number;
	/** At the account's rate; null where HeyGen does not say how it is billed. */
	estimated_cost_usd: number | null;
	estimated_cost_usd_at_most: number | null;
	billing_type: Balance['billing_type'];
	remaining: number | null;
	unit: Balance['unit'];
	/** In one sentence. */
	summary: string;
	rates_as_of: string;
	assumptions: string[];
}

/** The tier whose pool an account has: HeyGen names the pool, not the tier. */
const tierOf = ({ included }: Balance): TierKey | undefined =>
	(Object.keys(tiers) as Array<keyof typeof tiers>).find(
		(key) => tiers[key].includedCreditSeconds === included,
	);

interface Money {
	expected: number;
	high: number;
	assumption: string;
}

function moneyOf(balance: Balance | undefined, estimates: JobEstimate[]): Money | undefined {
	const total = (end: 'expected' | 'high', of: 'credits' | 'usd') =>
		sum(estimates.map((one) => exact(one[of]?.[end] ?? 0)));
	if (balance?.billing_type === 'wallet')
		return {
			expected: asUsd(total('expected', 'usd')),
			high: asUsd(total('high', 'usd')),
			assumption: payAsYouGoAssumption,
		};
	const key = balance?.billing_type === 'usage_based' ? tierOf(balance) : undefined;
	if (!key || key === 'custom') return undefined;
	const { contractRate, commitment } = tiers[key];
	const cost = (end: 'expected' | 'high') =>
		asUsd(times(total(end, 'credits'), exact(creditSecondsPerCredit), exact(contractRate)));
	return {
		expected: cost('expected'),
		high: cost('high'),
		assumption: `Money at the contract rate of the $${commitment.toLocaleString('en-US')} tier, whose pool this account has`,
	};
}

/** What the rows cost that have a price, and how long they are, where that is known. */
function priceOf(
	seconds: number,
	credits: { expected: number; high: number },
	money?: Money,
): string {
	const said = (end: 'expected' | 'high') =>
		money ? dollars(money[end], credits[end]) : `${credits[end]} credits`;
	const [likely, most] = [said('expected'), said('high')];
	const length = seconds > 0 ? ` for ${spoken(seconds)}` : '';
	const price = likely === most ? most : rangeOf(likely, most);
	return `: ${length ? price : price.replace(/,$/, '')}${length}`;
}

function leftOf({ billing_type: type, unit, remaining }: Balance): string {
	if (remaining === null || unit === null) return '';
	const left = unit === 'usd' ? dollars(remaining, 0) : `${remaining} credits`;
	return `; the ${type === 'wallet' ? 'wallet' : 'account'} has ${left}`;
}

/**
 * @param balance of the account; undefined where it cannot be read
 * @param more what else has to be said about the figures
 */
export function checkTotal(
	rows: CheckedRow[],
	balance: Balance | undefined,
	more: string[] = [],
): CheckTotal {
	const good = rows.filter(({ ok }) => ok);
	const all = good.map(({ estimate }) => estimate).filter((one) => one !== undefined);
	// Dollars may be known where credits are not, and the other way round.
	const unpriced = good.filter(
		({ estimate }) => estimate && estimate.credits === null && estimate.usd === null,
	);
	const money = moneyOf(balance, all);
	const total = (end: 'expected' | 'high') =>
		asCredits(sum(all.map(({ credits }) => exact(credits?.[end] ?? 0))));
	const seconds = asCreditSeconds(sum(all.map((one) => exact(one.seconds?.expected ?? 0))));
	const credits = { expected: total('expected'), high: total('high') };
	const priced = good.length - unpriced.length;
	const price = priced > 0 ? priceOf(seconds, credits, money) : '';
	const unknown = !unpriced.length
		? ''
		: priced > 0
			? `, without ${unpriced.length} row${unpriced.length === 1 ? '' : 's'} whose cost is not known`
			: ', but what this costs is not known';
	return {
		rows: rows.length,
		ok_rows: good.length,
		unpriced_rows: unpriced.length,
		estimated_seconds: seconds,
		estimated_credits: credits.expected,
		estimated_credits_at_most: credits.high,
		estimated_cost_usd: money?.expected ?? null,
		estimated_cost_usd_at_most: money?.high ?? null,
		billing_type: balance?.billing_type ?? null,
		remaining: balance?.remaining ?? null,
		unit: balance?.unit ?? null,
		summary: `${good.length} of ${rows.length} row${rows.length === 1 ? '' : 's'} in order${price}${unknown}${balance ? leftOf(balance) : ''}`,
		rates_as_of: balance?.billing_type === 'wallet' ? payAsYouGo.asOf : ratesAsOf,
		assumptions: [
			tableAssumption,
			...(money ? [money.assumption] : []),
			...new Set(all.flatMap(({ assumptions }) => assumptions)),
			...more,
		].filter((one, index, list) => list.indexOf(one) === index),
	};
}
