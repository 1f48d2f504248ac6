// What an account made in a period, priced: a row for each product and one for all, with the invoice or the pool and where they lead.
import {
	asCredits,
	asCreditSeconds,
	asUsd,
	divided,
	type Exact,
	exact,
	plus,
	sum,
	times,
} from './exact';
import {
	billingModels,
	estimateInvoice,
	type InvoiceInput,
	type PackageState,
	usageBill,
} from './invoice';
import {
	type BillingKey,
	billingKeys,
	creditSecondsAssumption,
	payAsYouGo,
	payAsYouGoAssumption,
	type Product,
	products,
	ratesAsOf,
	readCreditSeconds,
	readTier,
	tableAssumption,
	type Tier,
} from './rates';
import { Inputs, isGiven, isUnusable, type Outcome } from './inputs';

export const periods = ['thisMonth', 'lastMonth', 'custom'] as const;
const modes = ['speed', 'precision'] as const;

export interface UsageInput extends InvoiceInput {
	period?: unknown;
	from?: unknown;
	to?: unknown;
	/** Lists do not say in which mode a translation or lipsync was made. */
	translationMode?: unknown;
	lipsyncMode?: unknown;
}

/** A thing that the account made, as a list tells of it. */
export interface Made {
	/** ms since 1970 */
	created: number;
	/** Length of the result; null where the list does not say. */
	seconds: number | null;
}

/** What is counted together. */
export const sources = [
	'videos',
	'agentVideos',
	'translations',
	'lipsyncs',
	'avatars',
	'clippings',
	'backgroundRemovals',
	'renders',
] as const;
export type Source = (typeof sources)[number];

/** What to read, and how to price it: the checked input. */
export interface UsagePlan {
	from: number;
	/** The first moment that no longer counts. */
	to: number;
	/** Where counting has got to: the end of the period, or now. */
	asOf: number;
	/** Nothing older is needed: a package counts from its contract's start. */
	since: number;
	input: UsageInput;
	/** Null: a package, whose price of a credit is not known. */
	key: BillingKey | null;
	tier?: Tier;
	perCredit: number;
	modes: { translation: (typeof modes)[number]; lipsync: (typeof modes)[number] };
}

const iso = (time: number) => new Date(time).toISOString();

/** The first moment of a month of UTC, so many months later. */
function monthStart(time: number, later: number): number {
	const date = new Date(time);
	return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later, 1);
}

function readPeriod(inputs: Inputs, { period, from, to }: UsageInput, now: number) {
	const chosen = inputs.choice('Period', period ?? 'thisMonth', periods);
	if (chosen === 'thisMonth') return { from: monthStart(now, 0), to: monthStart(now, 1) };
	if (chosen === 'lastMonth') return { from: monthStart(now, -1), to: monthStart(now, 0) };
	const begin = inputs.date('From', from).time;
	const end = isGiven(to) ? inputs.date('To', to).time : now;
	inputs.must(
		begin < end,
		`'From' is ${iso(begin)}, which is not before 'To' ${iso(end)}`,
		"Give 'From' an earlier moment, or 'To' a later one.",
	);
	inputs.must(
		begin < now,
		`'From' is ${iso(begin)}, in the future`,
		"Give 'From' a moment that is past.",
	);
	return { from: begin, to: end };
}

/**
 * @param now ms since 1970
 * @returns what has to be read, or what cannot be used and the way out
 */
export function planUsage(input: UsageInput, now: number): Outcome<UsagePlan> {
	const inputs = new Inputs();
	const { from, to } = readPeriod(inputs, input, now);
	const model = inputs.choice('Billing Model', input.billingModel ?? 'usageBased', billingModels);
	const perCredit = readCreditSeconds(inputs, input.creditSecondsPerCredit);
	const chosen = {
		translation: inputs.choice('Translation Mode', input.translationMode ?? 'speed', modes),
		lipsync: inputs.choice('Lipsync Mode', input.lipsyncMode ?? 'speed', modes),
	};
	const asOf = Math.min(now, to);
	const plan = { from, to, asOf, since: from, input, perCredit, modes: chosen };
	if (model === 'usageBased') {
		const key = inputs.choice('Tier', input.tier ?? 'payAsYouGo', billingKeys);
		const tier = key === 'payAsYouGo' ? undefined : readTier(inputs, { ...input, tier: key }).tier;
		return inputs.refusal ?? { ...plan, key, tier };
	}
	const start = inputs.date('Contract Start', input.contractStart).time;
	if (inputs.refusal) return inputs.refusal;
	const state = stateOf(plan, 0);
	if (isUnusable(state)) return state;
	return { ...plan, key: null, since: Math.min(from, start) };
}

const stateOf = (
	{ input, asOf, perCredit }: Pick<UsagePlan, 'input' | 'asOf' | 'perCredit'>,
	usedCredits: number,
) =>
	estimateInvoice(
		{
			...input,
			billingModel: 'creditPackage',
			usedCredits,
			asOf: iso(asOf),
			creditSecondsPerCredit: perCredit,
		},
		asOf,
	) as Outcome<PackageState>;

/** Whether a list is past what is needed after this page: only where the page is in order of time, the newest first. */
export function isPast(rows: Made[], since: number): boolean {
	const inOrder = rows.every(
		({ created }, index) => created <= (rows[index - 1]?.created ?? Infinity),
	);
	return inOrder && (rows.at(-1)?.created ?? since) < since;
}

interface Kind {
	name: string;
	/** Undefined: the table has no price. */
	product?: Product;
}

const kindsOf = ({ modes: { translation, lipsync } }: UsagePlan): Record<Source, Kind> => {
	const of = (product: Product): Kind => ({ name: products[product].name, product });
	return {
		videos: of('avatarVideo'),
		agentVideos: of('videoAgent'),
		translations: of(translation === 'speed' ? 'translationSpeed' : 'translationPrecision'),
		lipsyncs: of(lipsync === 'speed' ? 'overdubSpeed' : 'overdubPrecision'),
		// Both kinds of creation cost the same.
		avatars: { name: 'Avatar Creation', product: 'photoAvatar' },
		clippings: { name: 'AI Clipping' },
		backgroundRemovals: { name: 'Background Removal' },
		renders: { name: 'HyperFrames' },
	};
};

/** Words by which a row of the table is known where its price is that of another product, or there is none. */
const own: Partial<Record<Source, string>> = {
	avatars: 'avatarCreation',
	clippings: 'aiClipping',
	backgroundRemovals: 'backgroundRemoval',
	renders: 'hyperFrames',
};

export interface UsageRow {
	product: string;
	name: string;
	jobs: number;
	seconds: number;
	credits: number;
	credit_seconds: number;
	/** Null where the contract's price of a credit is not known (a package). */
	cost_usd: number | null;
	/** The least it can have been, where the price depends on more than the list says. */
	cost_usd_low: number | null;
	/** Finished, but without a price or a length: in none of the sums. */
	unpriced_jobs: number;
}

/** A row before it is rounded. */
interface Counted {
	jobs: number;
	unpriced: number;
	seconds: Exact;
	credits: Exact;
	usd: Exact;
	usdLow: Exact;
}

function count({ product }: Kind, made: Made[], plan: UsagePlan): Counted {
	const isCall = !!product && products[product].per === 'call';
	const lengths = made.map(({ seconds }) => (isCall ? 1 : seconds));
	const known = lengths.filter((seconds) => seconds !== null);
	const quantity = sum(known.map(exact));
	const credits = product ? times(quantity, exact(products[product].credits)) : exact(0);
	const wallet = product && plan.key === 'payAsYouGo' ? payAsYouGo.products[product] : undefined;
	const contract = times(credits, exact(plan.perCredit), exact(plan.tier?.contractRate ?? 0));
	return {
		jobs: made.length,
		unpriced: product ? made.length - known.length : made.length,
		seconds: isCall ? exact(0) : quantity,
		credits,
		usd: wallet ? times(quantity, exact(wallet.high)) : contract,
		usdLow: wallet ? times(quantity, exact(wallet.low)) : contract,
	};
}

const add = (a: Counted, b: Counted): Counted => ({
	jobs: a.jobs + b.jobs,
	unpriced: a.unpriced + b.unpriced,
	seconds: plus(a.seconds, b.seconds),
	credits: plus(a.credits, b.credits),
	usd: plus(a.usd, b.usd),
	usdLow: plus(a.usdLow, b.usdLow),
});
const nothing: Counted = {
	jobs: 0,
	unpriced: 0,
	seconds: exact(0),
	credits: exact(0),
	usd: exact(0),
	usdLow: exact(0),
};

function rowOf(product: string, name: string, counted: Counted, plan: UsagePlan): UsageRow {
	const hasMoney = plan.key !== null;
	return {
		product,
		name,
		jobs: counted.jobs,
		seconds: asCreditSeconds(counted.seconds),
		credits: asCredits(counted.credits),
		credit_seconds: asCreditSeconds(times(counted.credits, exact(plan.perCredit))),
		cost_usd: hasMoney ? asUsd(counted.usd) : null,
		cost_usd_low: hasMoney ? asUsd(counted.usdLow) : null,
		unpriced_jobs: counted.unpriced,
	};
}

const within = (made: Made[], from: number, to: number) =>
	made.filter(({ created }) => created >= from && created < to);

function countAll(plan: UsagePlan, made: Record<Source, Made[]>, from: number) {
	const kinds = kindsOf(plan);
	return sources.map((source) => ({
		source,
		kind: kinds[source],
		counted: count(kinds[source], within(made[source], from, plan.to), plan),
	}));
}

/** An amount at the period's end, if it goes on as it has until now. */
function atPace(amount: Exact, { from, to, asOf }: UsagePlan): Exact {
	const elapsed = Math.max(1, asOf - from);
	return exact(divided(times(amount, exact(to - from)), exact(elapsed), 6));
}

const dollars = (usd: number | null) => `$${(usd ?? 0).toFixed(2)}`;
const dayOf = (time: number) => iso(time).slice(0, 10);

/** The last item: everything together, and what it means for the bill. */
function totalOf(plan: UsagePlan, counted: Counted, packageCredits: Exact) {
	const { from, to, asOf, tier, perCredit } = plan;
	const row = rowOf('total', 'Total', counted, plan);
	const credits = atPace(counted.credits, plan);
	const creditSeconds = times(credits, exact(perCredit));
	const forecast = {
		until: iso(to),
		credits: asCredits(credits),
		credit_seconds: asCreditSeconds(creditSeconds),
	};
	const period = { from: iso(from), to: iso(to), as_of: iso(asOf) };
	if (tier) {
		const bill = (used: Exact) => {
			const { overage, overageUsd, totalUsd } = usageBill(tier, used);
			return {
				commitment_usd: tier.commitment,
				included_credit_seconds: tier.includedCreditSeconds,
				overage_credit_seconds: asCreditSeconds(overage),
				overage_usd: asUsd(overageUsd),
				total_usd: asUsd(totalUsd),
			};
		};
		const invoice = bill(times(counted.credits, exact(perCredit)));
		const later = bill(creditSeconds);
		return {
			...row,
			...period,
			summary: `Invoice so far ${dollars(invoice.total_usd)} (overage ${dollars(invoice.overage_usd)}); ${dollars(later.total_usd)} by ${dayOf(to)} at this pace`,
			invoice,
			forecast: { ...forecast, ...later },
		};
	}
	if (plan.key === 'payAsYouGo') {
		const usd = asUsd(atPace(counted.usd, plan));
		return {
			...row,
			...period,
			summary: `At most ${dollars(row.cost_usd)} so far; ${dollars(usd)} by ${dayOf(to)} at this pace`,
			forecast: { ...forecast, cost_usd: usd },
		};
	}
	const state = stateOf(plan, asCredits(packageCredits)) as PackageState;
	const pool: Partial<PackageState> = { ...state };
	delete pool.rates_as_of;
	delete pool.assumptions;
	const end = pool.runs_out_at ? `empty on ${pool.runs_out_at.slice(0, 10)}` : 'never empty';
	return {
		...row,
		...period,
		summary: `${pool.remaining_credits} of ${pool.pool_credits} credits left; ${end} at this pace`,
		pool,
		forecast,
	};
}

export type UsageTotal = ReturnType<typeof totalOf> & {
	rates_as_of: string;
	assumptions: string[];
};

/**
 * @param made everything since `plan.since`, by where it was found
 * @param unread lists that this credential may not see
 * @returns one row a product, the last one for all
 */
export function usageOf(
	plan: UsagePlan,
	made: Record<Source, Made[]>,
	unread: string[] = [],
): Array<UsageRow | UsageTotal> {
	const counts = countAll(plan, made, plan.from);
	const total = counts.map(({ counted }) => counted).reduce(add, nothing);
	const sinceContract = sum(countAll(plan, made, plan.since).map(({ counted }) => counted.credits));
	const isWallet = plan.key === 'payAsYouGo';
	return [
		...counts.map(({ source, kind, counted }) =>
			rowOf(own[source] ?? (kind.product as string), kind.name, counted, plan),
		),
		{
			...totalOf(plan, total, sinceContract),
			rates_as_of: isWallet ? payAsYouGo.asOf : ratesAsOf,
			assumptions: [
				tableAssumption,
				...(isWallet ? [payAsYouGoAssumption] : []),
				creditSecondsAssumption(plan.perCredit),
				`Translations counted in ${plan.modes.translation} mode, lipsyncs in ${plan.modes.lipsync} mode: the lists do not say`,
				`Videos counted as ${products.avatarVideo.name}, whatever their engine`,
				'Only what is finished counts, by the length that the list names; times in UTC',
				'Not counted, because HeyGen has no list of them: speech, proofreads, filler words, generative videos and images, voices, looks added to an avatar, and what has been deleted',
				...unread.map(
					(what) => `Not counted, because HeyGen does not show them to this credential: ${what}`,
				),
			],
		},
	];
}
