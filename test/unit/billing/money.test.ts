// Money to the cent: the seed's example, hand-worked invoices and tiers, and no drift anywhere.
import fc from 'fast-check';
import { type CostEstimate, estimateCost } from '../../../nodes/HeyGen/billing/estimateCost';
import { exact, rounded, sum, times } from '../../../nodes/HeyGen/billing/exact';
import {
	estimateInvoice,
	type PackageState,
	type UsageInvoice,
} from '../../../nodes/HeyGen/billing/invoice';
import { type Product, products } from '../../../nodes/HeyGen/billing/rates';
import { recommendTier, type Recommendation } from '../../../nodes/HeyGen/billing/recommendTier';
import type { Unusable } from '../../../nodes/HeyGen/billing/inputs';

const invoice = (tier: string, usedCreditSeconds: unknown, more = {}) =>
	estimateInvoice(
		{ billingModel: 'usageBased', tier, usedCreditSeconds, ...more },
		0,
	) as UsageInvoice & Unusable;
const recommend = (monthlyCreditSeconds: unknown, more = {}) =>
	recommendTier({ monthlyCreditSeconds, ...more }) as Recommendation & Unusable;

describe('estimateCost beside hand-worked values', () => {
	// product, seconds or calls' count, tier → credits, credit-seconds, USD (credits × 60 × contract rate)
	test.each<[Product, number, number, string, number, number, number]>([
		['avatarVideo', 60, 1, '5000', 6, 360, 2.7],
		['avatarVideo', 60, 1, '1000', 6, 360, 3],
		['avatarVideo', 60, 1, '20000', 6, 360, 2.4],
		['avatarVideo', 1, 1, '5000', 0.1, 6, 0.05],
		['avatarVideo', 0, 1, '5000', 0, 0, 0],
		['avatarVideo', 12.5, 1, '5000', 1.25, 75, 0.56],
		['avatarVideo', 60, 100, '5000', 600, 36_000, 270],
		['avatarVideo', 3600, 1, '20000', 360, 21_600, 144.07],
		['videoAgent', 60, 1, '5000', 3.996, 239.76, 1.8],
		['videoAgent', 60, 1, '1000', 3.996, 239.76, 2],
		['videoAgent', 30, 3, '20000', 5.994, 359.64, 2.4],
		['videoAgent', 300, 1, '5000', 19.98, 1198.8, 8.99],
		['translationSpeed', 120, 1, '5000', 6, 360, 2.7],
		['translationSpeed', 120, 5, '5000', 30, 1800, 13.5],
		['translationSpeed', 90, 2, '1000', 9, 540, 4.5],
		['translationPrecision', 120, 1, '5000', 12, 720, 5.4],
		['translationPrecision', 120, 5, '1000', 60, 3600, 29.99],
		['translationPrecision', 45, 1, '20000', 4.5, 270, 1.8],
		['proofread', 600, 1, '5000', 4.98, 298.8, 2.24],
		['proofread', 600, 3, '1000', 14.94, 896.4, 7.47],
		['proofread', 1, 1, '5000', 0.0083, 0.498, 0],
		['overdubSpeed', 60, 1, '5000', 3, 180, 1.35],
		['overdubSpeed', 61, 1, '1000', 3.05, 183, 1.52],
		['overdubPrecision', 60, 1, '5000', 6, 360, 2.7],
		['overdubPrecision', 60, 10, '20000', 60, 3600, 24.01],
		['speech', 60, 1, '5000', 0.01998, 1.1988, 0.01],
		['speech', 3600, 1, '5000', 1.1988, 71.928, 0.54],
		['speech', 3600, 100, '1000', 119.88, 7192.8, 59.92],
		['speech', 1000, 1, '20000', 0.333, 19.98, 0.13],
	])('%s, %d s × %d, tier %s', (product, seconds, count, tier, credits, creditSeconds, usd) => {
		expect(estimateCost({ product, inputMethod: 'seconds', seconds, count, tier })).toMatchObject({
			credits,
			credit_seconds: creditSeconds,
			cost_usd: usd,
			low: { credits, cost_usd: usd },
			high: { credits, cost_usd: usd },
			rates_as_of: '2026-07-22',
		});
	});

	test.each<[Product, number, string, number, number, number]>([
		['digitalTwin', 1, '5000', 1, 60, 0.45],
		['digitalTwin', 7, '1000', 7, 420, 3.5],
		['photoAvatar', 1, '1000', 1, 60, 0.5],
		['photoAvatar', 100, '20000', 100, 6000, 40.02],
	])('%s × %d calls, tier %s', (product, count, tier, credits, creditSeconds, usd) => {
		expect(estimateCost({ product, inputMethod: 'calls', count, tier })).toMatchObject({
			seconds: null,
			credits,
			credit_seconds: creditSeconds,
			cost_usd: usd,
		});
	});

	test('a custom tier, an own rate and an own reading of credits', () => {
		const custom = {
			tier: 'custom',
			commitment: 3000,
			contractRate: 0.008,
			includedCreditSeconds: 400_000,
			overageRate: 0.009,
		};
		expect(
			estimateCost({ product: 'avatarVideo', inputMethod: 'seconds', seconds: 60, ...custom }),
		).toMatchObject({
			cost_usd: 2.88,
			assumptions: expect.arrayContaining([
				'Money at the contract rate of $0.008 per credit-second (set by you)',
			]),
		});
		expect(
			estimateCost({
				product: 'avatarVideo',
				inputMethod: 'seconds',
				seconds: 60,
				tier: '5000',
				creditRate: 0.2,
			}),
		).toMatchObject({
			credits: 12,
			cost_usd: 5.4,
			rates: { credits: 0.2, per: 'second', contract_rate: 0.0075, credit_seconds_per_credit: 60 },
			assumptions: expect.arrayContaining(['Rate set by you: 0.2 credits per second']),
		});
		expect(
			estimateCost({
				product: 'avatarVideo',
				inputMethod: 'seconds',
				seconds: 60,
				tier: '5000',
				creditSecondsPerCredit: 1,
			}),
		).toMatchObject({ credits: 6, credit_seconds: 6, cost_usd: 0.05 });
	});

	// HeyGen's own price page, dollars a second or call: without a contract this is what counts.
	test.each<[Product, object, number, number, string]>([
		['avatarVideo', { seconds: 60 }, 3, 4, 'at most $4.00 for 60 s of Avatar Video (Avatar IV)'],
		['videoAgent', { seconds: 60 }, 2, 2, '$2.00 for 60 s of Video Agent'],
		[
			'translationSpeed',
			{ seconds: 300, count: 3 },
			29.97,
			29.97,
			'$29.97 for 15 min of Video Translation (Speed)',
		],
		[
			'overdubPrecision',
			{ inputMethod: 'minutes', minutes: 1.5 },
			6,
			6,
			'$6.00 for 90 s of Lipsync (Precision)',
		],
		['speech', { seconds: 4000 }, 2.67, 2.67, '$2.67 for 1 h 6 min of Speech (Starfish)'],
		[
			'digitalTwin',
			{ inputMethod: 'calls', count: 2 },
			2,
			2,
			'$2.00 for 2 calls of Digital Twin Creation',
		],
	])('%s %j as you go', (product, more, low, high, summary) => {
		const estimate = estimateCost({ product, inputMethod: 'seconds', ...more });
		expect(estimate).toMatchObject({
			tier: 'payAsYouGo',
			cost_usd: high,
			low: { cost_usd: low },
			high: { cost_usd: high },
			rates: { contract_rate: null, usd: { low: expect.any(Number), high: expect.any(Number) } },
			rates_as_of: '2026-08-01',
		});
		expect((estimate as CostEstimate).summary).toBe(summary);
	});

	test('a script as you go: about, at most, and for how long', () => {
		const estimate = estimateCost({
			product: 'videoAgent',
			inputMethod: 'script',
			script: 'Good morning and welcome to our little house by the sea',
			language: 'en',
		}) as CostEstimate;
		expect(estimate.summary).toMatch(
			/^about \$0\.1\d, at most \$0\.\d\d, for about 4\.\d s of Video Agent$/,
		);
	});

	test('an own credit rate counts at the price of a credit, and a proofread wants a contract', () => {
		expect(
			estimateCost({
				product: 'avatarVideo',
				inputMethod: 'seconds',
				seconds: 10,
				creditRate: 0.2,
			}),
		).toMatchObject({ credits: 2, cost_usd: 1 });
		expect(estimateCost({ product: 'proofread', inputMethod: 'seconds', seconds: 10 })).toEqual({
			message: "'Tier' is Pay as You Go, but Proofread is sold to Enterprise accounts only",
			description: "Choose another 'Tier'.",
		});
	});

	test('half a cent is rounded up, once, after multiplying', () => {
		// 1 s = 6 credit-seconds × $0.0075 = $0.045; three of them $0.135, not 3 × $0.05.
		expect(
			estimateCost({
				product: 'avatarVideo',
				inputMethod: 'seconds',
				seconds: 1,
				count: 3,
				tier: '5000',
			}),
		).toMatchObject({ cost_usd: 0.14 });
	});

	test('a script gives a range around the estimate, and OAuth is said to bill otherwise', () => {
		const estimate = estimateCost({
			product: 'avatarVideo',
			inputMethod: 'script',
			script: 'The quick brown fox jumps over the lazy dog. '.repeat(20),
			tier: '5000',
			oAuth: true,
		});
		const { low, high, ...expected } = estimate as Extract<typeof estimate, { low: unknown }>;
		expect(low.credits).toBeLessThan(expected.credits);
		expect(high.credits).toBeGreaterThan(expected.credits);
		expect(expected.assumptions.join()).toMatch(
			/150 words per minute.*Language of the script: en.*bills your web plan/,
		);
	});

	test.each([
		[{ product: 'video' }, /'Product' must be one of .*videoAgent.*"video"/],
		[
			{ inputMethod: 'calls' },
			/'Input Method' is calls, but Avatar Video \(Avatar IV\) is sold by the second/,
		],
		[
			{ product: 'digitalTwin' },
			/'Input Method' is seconds, but Digital Twin Creation is sold by the call/,
		],
		[{ seconds: -1 }, /'Seconds' must be a number of at least 0, but is -1/],
		[{ seconds: 'soon' }, /'Seconds' must be a number of at least 0, but is "soon"/],
		[{ seconds: '' }, /'Seconds' must be a number of at least 0, but is empty/],
		[{ seconds: Infinity }, /'Seconds'.*Infinity/],
		[{ count: 0 }, /'Count' must be a whole number of at least 1, but is 0/],
		[{ count: 1.5 }, /'Count' must be a whole number of at least 1, but is 1.5/],
		[{ inputMethod: 'script', script: '  ' }, /'Script' must have text, but is " {2}"/],
		[
			{ inputMethod: 'script', script: 'Hi', speed: 2.1 },
			/'Speed' must be a number from 0.5 to 2, but is 2.1/,
		],
		[
			{ inputMethod: 'script', script: 'Hi', speed: 0.4 },
			/'Speed' must be a number from 0.5 to 2, but is 0.4/,
		],
		[
			{ tier: '3000' },
			/'Tier' must be one of payAsYouGo, 1000, 5000, 20000, custom, but is "3000"/,
		],
		[{ creditRate: -0.1 }, /'Credit Rate' must be a number of at least 0/],
		[
			{ creditSecondsPerCredit: 0 },
			/'Credit-Seconds per Credit' must be a number above 0, but is 0/,
		],
	])('refuses %j', (change, refused) => {
		const outcome = estimateCost({
			product: 'avatarVideo',
			inputMethod: 'seconds',
			seconds: 60,
			tier: '5000',
			...change,
		}) as Unusable;
		expect(outcome.message).toMatch(refused);
		expect(outcome.description).toMatch(/\.$/);
	});

	test('a language without figures of its own is said to have none', () => {
		const { assumptions } = estimateCost({
			product: 'avatarVideo',
			inputMethod: 'script',
			script: 'नमस्ते दुनिया',
			language: 'Hindi',
			tier: '5000',
		}) as { assumptions: string[] } & object;
		expect(assumptions).toContain(
			'Language of the script: one without figures of its own, hence the mean of others and a wider range',
		);
	});

	test('numbers written as text count as numbers', () => {
		expect(
			estimateCost({
				product: 'avatarVideo',
				inputMethod: 'seconds',
				seconds: '60',
				count: '2',
				tier: 5000,
			}),
		).toMatchObject({ cost_usd: 5.4 });
	});
});

describe('usage-based invoices', () => {
	test("HeyGen's example to the cent", () => {
		expect(invoice('5000', 700_000)).toMatchObject({
			commitment_usd: 5000,
			included_credit_seconds: 600_000,
			overage_credit_seconds: 100_000,
			overage_usd: 833,
			total_usd: 5833,
			rates_as_of: '2026-07-22',
		});
	});

	test.each([
		['1000', 0, 0, 0, 1000],
		['1000', 120_000, 0, 0, 1000],
		['1000', 120_001, 1, 0.01, 1000.01],
		['1000', 150_000, 30_000, 300, 1300],
		['1000', 520_000, 400_000, 4000, 5000],
		['5000', 599_999, 0, 0, 5000],
		['5000', 600_001, 1, 0.01, 5000.01],
		['5000', 600_600, 600, 5, 5005],
		['5000', 1_000_000, 400_000, 3332, 8332],
		['5000', 2_400_720, 1_800_720, 15_000, 20_000],
		['5000', 2_407_228, 1_807_228, 15_054.21, 20_054.21],
		['20000', 2_400_000, 0, 0, 20_000],
		['20000', 2_400_001, 1, 0.01, 20_000.01],
		['20000', 2_400_720, 720, 5.4, 20_005.4],
		['20000', 3_000_000, 600_000, 4500, 24_500],
	])('tier %s, %d credit-seconds', (tier, used, over, overUsd, total) => {
		expect(invoice(tier, used)).toMatchObject({
			overage_credit_seconds: over,
			overage_usd: overUsd,
			total_usd: total,
		});
	});

	test('a custom tier', () => {
		const custom = {
			commitment: 12_000.5,
			contractRate: 0.007,
			includedCreditSeconds: 1_500_000,
			overageRate: 0.0078,
		};
		expect(invoice('custom', 1_600_000, custom)).toMatchObject({
			commitment_usd: 12_000.5,
			overage_usd: 780,
			total_usd: 12_780.5,
		});
	});

	test.each([
		[
			{ contractRate: 0.00499 },
			/'Contract Rate' must be a number of at least 0.005, but is 0.00499/,
		],
		[{ overageRate: 0.0049 }, /'Overage Rate' must be a number of at least 0.005, but is 0.0049/],
		[
			{ commitment: -1 },
			/'Commitment' must be a number of at least 0 with at most 2 decimals, but is -1/,
		],
		[{ commitment: 10.001 }, /'Commitment' .* but is 10.001/],
		[{ includedCreditSeconds: 'many' }, /'Included Credit-Seconds' .* "many"/],
		[{ overageRate: undefined }, /'Overage Rate' .* empty/],
	])('refuses the custom tier %j', (change, refused) => {
		const custom = {
			commitment: 3000,
			contractRate: 0.005,
			includedCreditSeconds: 400_000,
			overageRate: 0.005,
		};
		expect(invoice('custom', 1, custom).message).toBeUndefined();
		expect(invoice('custom', 1, { ...custom, ...change }).message).toMatch(refused);
	});

	test('refuses a volume below zero and an unknown model', () => {
		expect(invoice('5000', -1).message).toMatch(
			/'Used Credit-Seconds' must be a number of at least 0, but is -1/,
		);
		expect(estimateInvoice({ billingModel: 'prepaid' }, 0)).toMatchObject({
			message: expect.stringMatching(/'Billing Model' must be one of usageBased, creditPackage/),
		});
	});
});

describe('credit packages', () => {
	const state = (change = {}) =>
		estimateInvoice(
			{
				billingModel: 'creditPackage',
				poolCredits: 12_000,
				usedCredits: 3000,
				contractStart: '2026-01-01',
				asOf: '2026-04-01',
				...change,
			},
			Date.parse('2026-07-01'),
		) as PackageState & Unusable;

	test('drawdown, what is left and when it runs out', () => {
		// 3,000 in 90 days; 12,000 in 360 days; day 360 after 1 January is 27 December.
		expect(state()).toMatchObject({
			remaining_credits: 9000,
			remaining_credit_seconds: 540_000,
			used_percent: 25,
			pace_credits_per_day: 33.333333,
			contract_end: '2027-01-01T00:00:00.000Z',
			runs_out_at: '2026-12-27T00:00:00.000Z',
			lasts_until_contract_end: false,
			credits_left_at_contract_end: -166.666667,
		});
	});

	test.each([
		[
			'half a year at half the pace',
			{ usedCredits: 1500 },
			{
				runs_out_at: '2027-12-22T00:00:00.000Z',
				lasts_until_contract_end: true,
				credits_left_at_contract_end: 5916.666667,
			},
		],
		[
			'nothing used',
			{ usedCredits: 0 },
			{
				runs_out_at: null,
				remaining_credits: 12_000,
				lasts_until_contract_end: true,
				credits_left_at_contract_end: 12_000,
			},
		],
		[
			'all used',
			{ usedCredits: 12_000 },
			{
				runs_out_at: '2026-04-01T00:00:00.000Z',
				remaining_credits: 0,
				lasts_until_contract_end: false,
			},
		],
		[
			'more than the pool',
			{ usedCredits: 24_000 },
			{ runs_out_at: '2026-02-15T00:00:00.000Z', remaining_credits: 0, used_percent: 200 },
		],
		[
			'without As Of: now',
			{ asOf: '' },
			{ as_of: '2026-07-01T00:00:00.000Z', pace_credits_per_day: 16.574586 },
		],
		['on the first moment', { asOf: '2026-01-01' }, { runs_out_at: null, pace_credits_per_day: 0 }],
		[
			"after the end: the pace is the whole term's",
			{ asOf: '2028-01-01' },
			{ pace_credits_per_day: 8.219178, credits_left_at_contract_end: 9000 },
		],
		[
			'six months from the end of August',
			{ contractStart: '2025-08-31', contractMonths: 6, asOf: '2025-12-01' },
			{ contract_end: '2026-02-28T00:00:00.000Z' },
		],
		[
			'used up on the first moment',
			{ usedCredits: 12_000, asOf: '2026-01-01' },
			{
				runs_out_at: '2026-01-01T00:00:00.000Z',
				remaining_credits: 0,
				lasts_until_contract_end: false,
			},
		],
		[
			'a leap day',
			{ contractStart: '2024-02-29', asOf: '2024-03-10' },
			{ contract_end: '2025-02-28T00:00:00.000Z' },
		],
		[
			"the editor's calendar",
			{ contractStart: '2026-03-01T00:00:00' },
			{ contract_start: '2026-03-01T00:00:00.000Z', contract_end: '2027-03-01T00:00:00.000Z' },
		],
		[
			"a sheet's date and time",
			{ contractStart: '2026-01-01 12:30' },
			{ contract_start: '2026-01-01T12:30:00.000Z' },
		],
		[
			'a Date of an expression',
			{ contractStart: new Date('2026-01-01') },
			{ contract_start: '2026-01-01T00:00:00.000Z' },
		],
		// Midnight in Berlin on 1 March is still February in UTC; the contract ends on 1 September in Berlin's winter time.
		[
			'months by its own clock',
			{ contractStart: '2026-03-01T00:00:00.000+01:00', contractMonths: 6 },
			{ contract_start: '2026-02-28T23:00:00.000Z', contract_end: '2026-08-31T23:00:00.000Z' },
		],
		[
			'a pace too slow for any calendar',
			{ usedCredits: 0.000001, poolCredits: 1e12 },
			{ runs_out_at: null, lasts_until_contract_end: true },
		],
	])('%s', (_, change, expected) => {
		expect(state(change)).toMatchObject(expected);
	});

	test.each([
		[{ poolCredits: 0 }, /'Pool Credits' must be a number above 0, but is 0/],
		[{ usedCredits: -5 }, /'Used Credits' must be a number of at least 0, but is -5/],
		[{ contractStart: '' }, /'Contract Start' must be a date, but is empty/],
		[{ contractStart: 'May' + 'be' }, /'Contract Start' must be a date, but is "Maybe"/],
		[{ contractStart: '01.02.2026' }, /'Contract Start' must be a date, but is "01.02.2026"/],
		[{ contractStart: '2026-02-30' }, /'Contract Start' must be a date, but is "2026-02-30"/],
		[{ contractStart: '2026-01-01T25:00' }, /'Contract Start' must be a date/],
		[{ contractStart: 'row 12' }, /'Contract Start' must be a date, but is "row 12"/],
		[{ contractStart: new Date(NaN) }, /'Contract Start' must be a date, but is null/],
		[{ asOf: 5 }, /'As of' must be a date, but is 5/],
		[
			{ contractStart: '2026-09-01', asOf: '' },
			/'As of' is 2026-07-01T00:00:00.000Z, before 'Contract Start' 2026-09-01/,
		],
		[{ contractMonths: 0 }, /'Contract Months' must be a whole number from 1 to 120, but is 0/],
		[
			{ asOf: '2025-12-31' },
			/'As of' is 2025-12-31T00:00:00.000Z, before 'Contract Start' 2026-01-01/,
		],
	])('refuses %j', (change, refused) => {
		expect(state(change).message).toMatch(refused);
	});
});

describe('recommendTier', () => {
	test.each([
		[0, '1000', 1000],
		[120_000, '1000', 1000],
		[519_999, '1000', 4999.99],
		[520_000, '1000', 5000],
		[520_001, '5000', 5000],
		[600_000, '5000', 5000],
		[700_000, '5000', 5833],
		[2_400_000, '5000', 19_994],
		// Here the $5,000 tier reaches $20,000; the $20,000 tier has an overage of its own by then ($20,005.40).
		[2_400_720, '5000', 20_000],
		[2_400_721, '5000', 20_000.01],
		[2_407_228, '5000', 20_054.21],
		[2_407_229, '20000', 20_054.22],
		[5_000_000, '20000', 39_500],
	])('%d credit-seconds a month → %s', (volume, tier, total) => {
		expect(recommend(volume)).toMatchObject({ recommended_tier: tier, total_usd: total });
	});

	test('where the tiers change place, and what each alternative would cost', () => {
		const { cheapest_up_to, alternatives } = recommend(700_000);
		expect(cheapest_up_to).toEqual([
			{ tier: '1000', credit_seconds: 520_000 },
			{ tier: '5000', credit_seconds: 2_407_228 },
			{ tier: '20000', credit_seconds: null },
		]);
		expect(
			alternatives.map(({ tier, total_usd, extra_usd }) => [tier, total_usd, extra_usd]),
		).toEqual([
			['5000', 5833, 0],
			['1000', 6800, 967],
			['20000', 20_000, 14_167],
		]);
	});

	test('an own tier competes', () => {
		const own = {
			tier: 'custom',
			commitment: 3000,
			contractRate: 0.006,
			includedCreditSeconds: 500_000,
			overageRate: 0.006,
		};
		const { recommended_tier, cheapest_up_to } = recommend(500_000, own);
		expect(recommended_tier).toBe('custom');
		// 1,000 + (V − 120,000) × 0.01 = 3,000 at V = 320,000.
		expect(cheapest_up_to[0]).toEqual({ tier: '1000', credit_seconds: 320_000 });
		expect(recommend(500_000, { ...own, overageRate: 0.004 }).message).toMatch(/'Overage Rate'/);
	});

	test('is never dearer than any alternative, at any volume', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 20_000_000 }), (volume) => {
				const { total_usd, alternatives, cheapest_up_to, recommended_tier } = recommend(volume);
				expect(Math.min(...alternatives.map((alternative) => alternative.total_usd))).toBe(
					total_usd,
				);
				expect(
					cheapest_up_to.find((row) => row.credit_seconds === null || volume <= row.credit_seconds)
						?.tier,
				).toBe(recommended_tier);
			}),
		);
	});
});

describe('no drift', () => {
	const decimal = (max: number, decimals: number) =>
		fc
			.integer({ min: 0, max: max * 10 ** decimals })
			.map((units) => Number(`${units}e-${decimals}`));

	test('amounts are what integer arithmetic gives, in any order and any number', () => {
		fc.assert(
			fc.property(
				fc.array(decimal(100_000, 5), { minLength: 1, maxLength: 200 }),
				decimal(1, 5),
				(amounts, rate) => {
					const units =
						amounts.reduce((total, amount) => total + BigInt(Math.round(amount * 1e5)), 0n) *
						BigInt(Math.round(rate * 1e5));
					const cents = Number((units + 50_000_000n) / 100_000_000n);
					const forward = times(sum(amounts.map(exact)), exact(rate));
					const backward = sum(
						[...amounts].reverse().map((amount) => times(exact(rate), exact(amount))),
					);
					expect(rounded(forward, 2)).toBe(Number(`${cents}e-2`));
					expect(rounded(backward, 2)).toBe(rounded(forward, 2));
				},
			),
		);
	});

	test('count times one piece is the piece of count times the length', () => {
		const secondsProducts = Object.entries(products).filter(([, { per }]) => per === 'second');
		fc.assert(
			fc.property(
				decimal(10_000, 3),
				fc.integer({ min: 1, max: 1000 }),
				fc.constantFrom(...secondsProducts.map(([key]) => key)),
				(seconds, count, product) => {
					const cost = (more: { seconds: number; count: number }) =>
						estimateCost({ product, inputMethod: 'seconds', tier: '5000', ...more });
					const together = cost({
						seconds: rounded(times(exact(seconds), exact(count)), 3),
						count: 1,
					});
					expect(cost({ seconds, count })).toEqual({ ...together, count });
				},
			),
		);
	});

	test('an invoice adds up to the cent', () => {
		fc.assert(
			fc.property(
				decimal(10_000_000, 3),
				fc.constantFrom('1000', '5000', '20000'),
				(used, tier) => {
					const { commitment_usd, overage_usd, total_usd } = invoice(tier, used);
					expect(rounded(sum([exact(commitment_usd), exact(overage_usd)]), 2)).toBe(total_usd);
				},
			),
		);
	});

	test.each([
		[0.005, 0.01],
		[0.0049999, 0],
		[1.005, 1.01],
		[2.675, 2.68],
		[-0.005, 0],
		[-0.015, -0.01],
		[1e-9, 0],
		[1e21, 1e21],
	])('%d is rounded half up to %d', (value, expected) => {
		expect(rounded(exact(value), 2) + 0).toBe(expected);
	});
});
