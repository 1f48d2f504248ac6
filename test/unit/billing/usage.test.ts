// What an account made in a period, beside hand-worked sums: each way of billing, the forecast, what has no price.
import {
	isPast,
	type Made,
	planUsage,
	type Source,
	sources,
	type UsageInput,
	type UsageTotal,
	usageOf,
} from '../../../nodes/HeyGen/billing/usage';
import type { Unusable } from '../../../nodes/HeyGen/billing/inputs';

/** The eleventh day of a month of thirty has begun: a third is over. */
const now = Date.parse('2026-11-11T00:00:00Z');
const at = (day: string) => Date.parse(`${day}T12:00:00Z`);
const of = (day: string, ...seconds: Array<number | null>): Made[] =>
	seconds.map((one) => ({ created: at(day), seconds: one }));

const made = (some: Partial<Record<Source, Made[]>>) =>
	Object.fromEntries(sources.map((source) => [source, some[source] ?? []])) as Record<
		Source,
		Made[]
	>;
const all = made({
	videos: [...of('2026-11-03', 60, 40, null), ...of('2026-10-31', 1000)],
	agentVideos: of('2026-11-04', 30),
	translations: of('2026-11-05', 120),
	avatars: of('2026-11-06', null),
	clippings: of('2026-11-07', 600),
});

function usage(input: Partial<UsageInput>, things = all) {
	const plan = planUsage(input as UsageInput, now);
	if ('message' in plan) throw new Error(plan.message);
	const rows = usageOf(plan, things);
	return {
		plan,
		rows: Object.fromEntries(rows.map((row) => [row.product, row])),
		total: rows[rows.length - 1] as UsageTotal & Record<string, unknown>,
	};
}

test('this month as you go: a row a product, the sums in the last, what has no price apart', () => {
	const { rows, total } = usage({});
	expect(rows.avatarVideo).toEqual({
		product: 'avatarVideo',
		name: 'Avatar Video (Avatar IV)',
		jobs: 3,
		seconds: 100,
		credits: 10,
		credit_seconds: 600,
		cost_usd: 6.67,
		cost_usd_low: 5,
		unpriced_jobs: 1,
	});
	expect(rows.videoAgent).toMatchObject({ jobs: 1, credits: 1.998, cost_usd: 1 });
	expect(rows.translationSpeed).toMatchObject({ jobs: 1, credits: 6, cost_usd: 4 });
	expect(rows.avatarCreation).toMatchObject({ jobs: 1, seconds: 0, credits: 1, cost_usd: 1 });
	expect(rows.aiClipping).toMatchObject({ jobs: 1, seconds: 600, credits: 0, unpriced_jobs: 1 });
	expect(rows.overdubSpeed).toMatchObject({ jobs: 0, credits: 0, cost_usd: 0 });
	// 100 s × 0.0667 + 30 s × 0.0333 + 120 s × 0.0333 + 1
	expect(total).toMatchObject({
		product: 'total',
		jobs: 7,
		seconds: 850,
		credits: 18.998,
		credit_seconds: 1139.88,
		cost_usd: 12.67,
		cost_usd_low: 11,
		unpriced_jobs: 2,
		from: '2026-11-01T00:00:00.000Z',
		to: '2026-12-01T00:00:00.000Z',
		as_of: '2026-11-11T00:00:00.000Z',
		forecast: { until: '2026-12-01T00:00:00.000Z', credits: 56.994, cost_usd: 38 },
		summary: 'At most $12.67 so far; $38.00 by 2026-12-01 at this pace',
		rates_as_of: '2026-08-01',
	});
	expect(total.assumptions.join()).toMatch(/no list of them: speech/);
});

test('a tier: money at the contract rate, and the invoice so far and at this pace', () => {
	const { rows, total } = usage(
		{ tier: '1000' },
		made({ videos: of('2026-11-02', 15_000), lipsyncs: of('2026-11-02', 600) }),
	);
	// 1,500 credits = 90,000 credit-seconds × $0.00833
	expect(rows.avatarVideo).toMatchObject({ credits: 1500, cost_usd: 749.7, cost_usd_low: 749.7 });
	// 91,800 of 120,000 now; three times as much makes 155,400 of overage at $0.01.
	expect(total).toMatchObject({
		credit_seconds: 91_800,
		invoice: { commitment_usd: 1000, overage_usd: 0, total_usd: 1000 },
		forecast: { overage_credit_seconds: 155_400, overage_usd: 1554, total_usd: 2554 },
		summary: 'Invoice so far $1000.00 (overage $0.00); $2554.00 by 2026-12-01 at this pace',
	});
});

test('a package: what was used since the contract began, when it is empty', () => {
	const { plan, rows, total } = usage(
		{ billingModel: 'creditPackage', poolCredits: 1000, contractStart: '2026-08-03' },
		made({ videos: [...of('2026-11-02', 1000), ...of('2026-09-01', 4000)] }),
	);
	expect(new Date(plan.since).toISOString()).toBe('2026-08-03T00:00:00.000Z');
	expect(rows.avatarVideo).toMatchObject({ jobs: 1, credits: 100, cost_usd: null });
	// 500 of 1,000 credits in 100 days: the rest lasts another 100.
	expect(total).toMatchObject({
		credits: 100,
		pool: {
			pool_credits: 1000,
			used_credits: 500,
			remaining_credits: 500,
			runs_out_at: '2027-02-19T00:00:00.000Z',
		},
		summary: '500 of 1000 credits left; empty on 2027-02-19 at this pace',
		forecast: { credits: 300 },
	});
});

test('a period that is over leads to nothing more', () => {
	const { total } = usage({ period: 'lastMonth' });
	expect(total).toMatchObject({
		jobs: 1,
		credits: 100,
		forecast: { credits: 100 },
		as_of: '2026-11-01T00:00:00.000Z',
	});
	expect(usage({ period: 'custom', from: '2026-11-03', to: '2026-11-05' }).total).toMatchObject({
		jobs: 4,
		from: '2026-11-03T00:00:00.000Z',
	});
});

test('modes that lists do not tell are the user’s', () => {
	expect(usage({ translationMode: 'precision' }).rows.translationPrecision).toMatchObject({
		credits: 12,
	});
});

test('money never drifts: ten thousand thirds of a cent', () => {
	const { total } = usage({}, made({ agentVideos: of('2026-11-02', ...Array(10_000).fill(0.1)) }));
	expect(total).toMatchObject({ seconds: 1000, credits: 66.6, cost_usd: 33.3 });
});

test.each<[Partial<UsageInput>, RegExp]>([
	[{ period: 'custom' }, /'From' must be a date, but is empty/],
	[{ period: 'custom', from: '2026-11-05', to: '2026-11-05' }, /which is not before 'To'/],
	[{ period: 'custom', from: '2027-01-01', to: '2027-02-01' }, /in the future/],
	[{ period: 'yesterday' }, /'Period' must be one of/],
	[{ tier: '3000' }, /'Tier' must be one of payAsYouGo/],
	[{ billingModel: 'creditPackage', poolCredits: 10 }, /'Contract Start' must be a date/],
	[
		{ billingModel: 'creditPackage', poolCredits: 0, contractStart: '2026-01-01' },
		/'Pool Credits' must be a number above 0/,
	],
])('refuses %j', (input, sentence) => {
	const refusal = planUsage(input as UsageInput, now) as Unusable;
	expect(refusal.message).toMatch(sentence);
	expect(refusal.description).toMatch(/\.$/);
});

test('a list is left where it is past the period, and read to its end where it is out of order', () => {
	const row = (created: number): Made => ({ created, seconds: 1 });
	expect(isPast([row(9), row(7), row(4)], 5)).toBe(true);
	expect(isPast([row(9), row(7), row(5)], 5)).toBe(false);
	expect(isPast([row(7), row(9), row(4)], 5)).toBe(false);
	expect(isPast([], 5)).toBe(false);
});
