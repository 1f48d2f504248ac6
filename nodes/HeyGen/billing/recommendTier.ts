// Which tier is cheapest for a monthly volume, and where the tiers change place.
import { asCreditSeconds, asUsd, compare, divided, type Exact, exact, minus, times } from './exact';
import { usageBill } from './invoice';
import {
	creditSecondsAssumption,
	ratesAsOf,
	readCreditSeconds,
	readTier,
	tableAssumption,
	type Tier,
	type TierInput,
	type TierKey,
	tiers,
} from './rates';
import { Inputs, type Outcome } from './inputs';

export interface RecommendInput extends Partial<TierInput> {
	monthlyCreditSeconds: unknown;
	creditSecondsPerCredit?: unknown;
}

interface Alternative {
	tier: TierKey;
	commitment_usd: number;
	included_credit_seconds: number;
	overage_credit_seconds: number;
	overage_usd: number;
	total_usd: number;
	/** More than the recommended tier. */
	extra_usd: number;
}

export interface Recommendation {
	recommended_tier: TierKey;
	credit_seconds: number;
	credits: number;
	total_usd: number;
	/** Every tier, cheapest first; the recommended one included. */
	alternatives: Alternative[];
	/** The volumes up to which each tier is the cheapest; null above the last change. */
	cheapest_up_to: Array<{ tier: TierKey; credit_seconds: number | null }>;
	rates_as_of: string;
	assumptions: string[];
}

interface Candidate {
	key: TierKey;
	tier: Tier;
}

const totalAt = ({ tier }: Candidate, volume: Exact) => usageBill(tier, volume).totalUsd;

/** The cheaper one; of two equal ones that with the smaller commitment, for it binds less. */
function cheapest(candidates: Candidate[], volume: Exact): Candidate {
	return candidates.reduce((best, candidate) => {
		const difference = compare(totalAt(candidate, volume), totalAt(best, volume));
		const bindsLess = candidate.tier.commitment < best.tier.commitment;
		return difference < 0 || (difference === 0 && bindsLess) ? candidate : best;
	});
}

/** A tier's cost is a flat piece and then a slope; each piece as a line `start + rate × volume`. */
function lines({
	commitment,
	includedCreditSeconds,
	overageRate,
}: Tier): Array<{ start: Exact; rate: Exact }> {
	const rate = exact(overageRate);
	return [
		{ start: exact(commitment), rate: exact(0) },
		{ start: minus(exact(commitment), times(exact(includedCreditSeconds), rate)), rate },
	];
}

/** Whole credit-seconds at or just below each meeting of two tiers' lines: the only places where the order can change. */
function meetings(candidates: Candidate[]): bigint[] {
	const all = candidates.flatMap(({ tier }) => lines(tier));
	const volumes = all.flatMap((a) =>
		all.flatMap((b) => {
			const slope = minus(b.rate, a.rate);
			const gap = minus(a.start, b.start);
			if (slope.units <= 0n || gap.units < 0n) return [];
			const nearest = BigInt(divided(gap, slope, 0));
			return [nearest, nearest - 1n].filter((volume) => volume >= 0n);
		}),
	);
	return [...new Set(volumes)].sort((a, b) => (a < b ? -1 : 1));
}

function changes(candidates: Candidate[]): Recommendation['cheapest_up_to'] {
	const at = (volume: bigint) => cheapest(candidates, { units: volume, decimals: 0 });
	const ends = meetings(candidates).filter((volume) => at(volume) !== at(volume + 1n));
	const beyond = (ends.at(-1) ?? -1n) + 1n;
	return [
		...ends.map((volume) => ({ tier: at(volume).key, credit_seconds: Number(volume) })),
		{ tier: at(beyond).key, credit_seconds: null },
	];
}

/**
 * Compares HeyGen's tiers, and the user's own where `tier` is `custom`.
 * @returns the cheapest tier and what each would cost, or what cannot be used and the way out
 */
export function recommendTier(input: RecommendInput): Outcome<Recommendation> {
	const inputs = new Inputs();
	const volume = exact(
		inputs.number('Monthly Credit-Seconds', input.monthlyCreditSeconds, { least: 0 }),
	);
	const perCredit = readCreditSeconds(inputs, input.creditSecondsPerCredit);
	const own: Candidate[] =
		input.tier === 'custom' ? [readTier(inputs, { ...input, tier: 'custom' })] : [];
	if (inputs.refusal) return inputs.refusal;

	const listed = (Object.keys(tiers) as Array<keyof typeof tiers>).map((key) => ({
		key,
		tier: tiers[key],
	}));
	const candidates = [...listed, ...own];
	const best = cheapest(candidates, volume);
	const alternatives = candidates
		.map((candidate) => ({ candidate, bill: usageBill(candidate.tier, volume) }))
		.sort(
			(a, b) =>
				compare(a.bill.totalUsd, b.bill.totalUsd) ||
				a.candidate.tier.commitment - b.candidate.tier.commitment,
		)
		.map(({ candidate: { key, tier }, bill }) => ({
			tier: key,
			commitment_usd: tier.commitment,
			included_credit_seconds: tier.includedCreditSeconds,
			overage_credit_seconds: asCreditSeconds(bill.overage),
			overage_usd: asUsd(bill.overageUsd),
			total_usd: asUsd(bill.totalUsd),
			extra_usd: asUsd(minus(bill.totalUsd, totalAt(best, volume))),
		}));
	return {
		recommended_tier: best.key,
		credit_seconds: asCreditSeconds(volume),
		credits: divided(volume, exact(perCredit), 6),
		total_usd: asUsd(totalAt(best, volume)),
		alternatives,
		cheapest_up_to: changes(candidates),
		rates_as_of: ratesAsOf,
		assumptions: [
			tableAssumption,
			'Of two equally cheap tiers the smaller commitment',
			creditSecondsAssumption(perCredit),
		],
	};
}
