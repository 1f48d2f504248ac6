// The invoice of a month (usage-based) or the state of a credit package.
import {
	asCredits,
	asCreditSeconds,
	asUsd,
	divided,
	type Exact,
	exact,
	minus,
	notBelowZero,
	plus,
	times,
} from './exact';
import {
	creditSecondsAssumption,
	ratesAsOf,
	readCreditSeconds,
	readTier,
	tableAssumption,
	type Tier,
	type TierInput,
	type TierKey,
} from './rates';
import { Inputs, isGiven, type Moment, type Outcome } from './inputs';

export const billingModels = ['usageBased', 'creditPackage'] as const;

export interface InvoiceInput extends Partial<TierInput> {
	billingModel: unknown;
	usedCreditSeconds?: unknown;
	poolCredits?: unknown;
	usedCredits?: unknown;
	contractStart?: unknown;
	contractMonths?: unknown;
	asOf?: unknown;
	creditSecondsPerCredit?: unknown;
}

interface Dated {
	rates_as_of: string;
	assumptions: string[];
}

export interface UsageInvoice extends Dated {
	billing_model: 'usageBased';
	tier: TierKey;
	credit_seconds: number;
	credits: number;
	commitment_usd: number;
	included_credit_seconds: number;
	/** What the pool still holds. */
	remaining_credit_seconds: number;
	overage_credit_seconds: number;
	overage_usd: number;
	total_usd: number;
	rates: { contract_rate: number; overage_rate: number; credit_seconds_per_credit: number };
}

export interface PackageState extends Dated {
	billing_model: 'creditPackage';
	pool_credits: number;
	used_credits: number;
	used_percent: number;
	remaining_credits: number;
	remaining_credit_seconds: number;
	contract_start: string;
	contract_end: string;
	as_of: string;
	/** Credits a day since the contract began. */
	pace_credits_per_day: number;
	/** When the pool is empty at this pace; in the past where it is empty already, null where there is no pace yet. */
	runs_out_at: string | null;
	lasts_until_contract_end: boolean;
	/** What is left over (or missing, if negative) at the contract's end at this pace. */
	credits_left_at_contract_end: number;
}

/** A month's bill at exact figures; rounding is the caller's last step. */
export function usageBill(
	tier: Tier,
	usedCreditSeconds: Exact,
): { overage: Exact; overageUsd: Exact; totalUsd: Exact } {
	const overage = notBelowZero(minus(usedCreditSeconds, exact(tier.includedCreditSeconds)));
	const overageUsd = times(overage, exact(tier.overageRate));
	return { overage, overageUsd, totalUsd: plus(exact(tier.commitment), overageUsd) };
}

function usageInvoice(input: InvoiceInput): Outcome<UsageInvoice> {
	const inputs = new Inputs();
	const { key, tier } = readTier(inputs, { ...input, tier: input.tier });
	const used = exact(inputs.number('Used Credit-Seconds', input.usedCreditSeconds, { least: 0 }));
	const perCredit = readCreditSeconds(inputs, input.creditSecondsPerCredit);
	if (inputs.refusal) return inputs.refusal;

	const { overage, overageUsd, totalUsd } = usageBill(tier, used);
	return {
		billing_model: 'usageBased',
		tier: key,
		credit_seconds: asCreditSeconds(used),
		credits: divided(used, exact(perCredit), 6),
		commitment_usd: tier.commitment,
		included_credit_seconds: tier.includedCreditSeconds,
		remaining_credit_seconds: asCreditSeconds(
			notBelowZero(minus(exact(tier.includedCreditSeconds), used)),
		),
		overage_credit_seconds: asCreditSeconds(overage),
		overage_usd: asUsd(overageUsd),
		total_usd: asUsd(totalUsd),
		rates: {
			contract_rate: tier.contractRate,
			overage_rate: tier.overageRate,
			credit_seconds_per_credit: perCredit,
		},
		rates_as_of: ratesAsOf,
		assumptions: [
			key === 'custom' ? 'Tier set by you' : tableAssumption,
			'The commitment covers the included pool; what goes beyond is billed at the overage rate',
			creditSecondsAssumption(perCredit),
		],
	};
}

const dayMs = 86_400_000;

/** The same day that many months later, by the clock it was written by; a month without that day gives its last one. */
function addMonths({ time, offset }: Moment, months: number): number {
	const date = new Date(time + offset);
	const day = date.getUTCDate();
	date.setUTCMonth(date.getUTCMonth() + months, 1);
	const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
	return date.setUTCDate(Math.min(day, lastDay)) - offset;
}

const iso = (time: number) => new Date(time).toISOString();
/** The last moment that a Date can name: a pool that lasts longer does not run out. */
const endOfTime = 8.64e15;

function packageState(input: InvoiceInput, now: number): Outcome<PackageState> {
	const inputs = new Inputs();
	const pool = inputs.number('Pool Credits', input.poolCredits, { above: 0 });
	const used = inputs.number('Used Credits', input.usedCredits, { least: 0 });
	const begin = inputs.date('Contract Start', input.contractStart);
	const start = begin.time;
	const months = inputs.number('Contract Months', input.contractMonths ?? 12, {
		least: 1,
		most: 120,
		whole: true,
	});
	const asOf = isGiven(input.asOf) ? inputs.date('As of', input.asOf).time : now;
	const perCredit = readCreditSeconds(inputs, input.creditSecondsPerCredit);
	inputs.must(
		asOf >= start,
		`'As of' is ${iso(asOf)}, before 'Contract Start' ${iso(start)}`,
		"Set 'As of' to a moment within the contract, or correct 'Contract Start'.",
	);
	if (inputs.refusal) return inputs.refusal;

	const end = addMonths(begin, months);
	const elapsed = exact(Math.min(asOf, end) - start);
	const [poolCredits, usedCredits] = [exact(pool), exact(used)];
	const hasPace = used > 0 && elapsed.units > 0n;
	const emptyAt = hasPace
		? start + divided(times(poolCredits, elapsed), usedCredits, 0)
		: used >= pool
			? start
			: endOfTime + 1;
	return {
		billing_model: 'creditPackage',
		pool_credits: pool,
		used_credits: used,
		used_percent: divided(times(usedCredits, exact(100)), poolCredits, 2),
		remaining_credits: asCredits(notBelowZero(minus(poolCredits, usedCredits))),
		remaining_credit_seconds: asCreditSeconds(
			times(notBelowZero(minus(poolCredits, usedCredits)), exact(perCredit)),
		),
		contract_start: iso(start),
		contract_end: iso(end),
		as_of: iso(asOf),
		pace_credits_per_day: hasPace ? divided(times(usedCredits, exact(dayMs)), elapsed, 6) : 0,
		runs_out_at: emptyAt > endOfTime ? null : iso(emptyAt),
		lasts_until_contract_end: emptyAt >= end,
		credits_left_at_contract_end: hasPace
			? divided(
					minus(times(poolCredits, elapsed), times(usedCredits, exact(end - start))),
					elapsed,
					6,
				)
			: asCredits(minus(poolCredits, usedCredits)),
		rates_as_of: ratesAsOf,
		assumptions: [
			'Pace: credits used since the contract began, spread evenly; times in UTC, also of dates given without a zone',
			creditSecondsAssumption(perCredit),
		],
	};
}

/**
 * @param now ms since 1970, for a package without 'As of'
 * @returns a month's invoice or a package's state, or what cannot be used and the way out
 */
export function estimateInvoice(
	input: InvoiceInput,
	now: number,
): Outcome<UsageInvoice | PackageState> {
	const inputs = new Inputs();
	const model = inputs.choice('Billing Model', input.billingModel, billingModels);
	if (inputs.refusal) return inputs.refusal;
	return model === 'usageBased' ? usageInvoice(input) : packageState(input, now);
}
