// HeyGen's prices as dated data. Contracts differ and prices change: nothing else in the node knows a price.
import { Inputs } from './inputs';

/**
 * The table and its origin. The page bears no date of its own, so the table carries the date of the
 * API contract that it was taken with.
 */
export const ratesAsOf = '2026-07-22';
export const ratesSource = 'HeyGen documentation, "Enterprise pricing and limits"';

/**
 * Tiers are metered in credit-seconds, products priced in credits. Sixty is the reading under which
 * the page's own figures agree ($0.005 per second is its $0.30 per credit-minute); users may change it.
 */
export const creditSecondsPerCredit = 60;

/** Pay-as-you-go price of a credit: HeyGen's $0.0333 per second for Video Agent at 0.0666 credits per second. */
export const walletUsdPerCredit = 0.5;

/** The lowest rate that HeyGen's Enterprise API sells a credit-second at, in USD. */
export const rateFloor = 0.005;

interface ProductPrice {
	/** The name in the editor; HeyGen's pricing page calls a lipsync Overdub. */
	name: string;
	per: 'second' | 'call';
	/** Credits for one second or one call. */
	credits: number;
}

/** Keys are the values that workflows store in `product`. */
export const products = {
	videoAgent: { name: 'Video Agent', per: 'second', credits: 0.0666 },
	avatarVideo: { name: 'Avatar Video (Avatar IV)', per: 'second', credits: 0.1 },
	translationSpeed: { name: 'Video Translation (Speed)', per: 'second', credits: 0.05 },
	translationPrecision: { name: 'Video Translation (Precision)', per: 'second', credits: 0.1 },
	proofread: { name: 'Proofread', per: 'second', credits: 0.0083 },
	overdubSpeed: { name: 'Lipsync (Speed)', per: 'second', credits: 0.05 },
	overdubPrecision: { name: 'Lipsync (Precision)', per: 'second', credits: 0.1 },
	speech: { name: 'Speech (Starfish)', per: 'second', credits: 0.000333 },
	digitalTwin: { name: 'Digital Twin Creation', per: 'call', credits: 1 },
	photoAvatar: { name: 'Photo Avatar Creation', per: 'call', credits: 1 },
} as const satisfies Record<string, ProductPrice>;

export type Product = keyof typeof products;
export const productKeys = Object.keys(products) as Product[];

/** USD for one second or call of a product: what it costs at least and at most, where that depends on more than the product. */
export interface Usd {
	low: number;
	high: number;
}

const usd = (low: number, high = low): Usd => ({ low, high });

/** Paying as you go: dollars of the wallet, without a contract. Other pages of the same year differ. */
export const payAsYouGo = {
	asOf: '2026-08-01',
	source: "HeyGen's price page",
	/** Null: not sold that way. */
	products: {
		videoAgent: usd(0.0333),
		avatarVideo: usd(0.05, 0.0667),
		translationSpeed: usd(0.0333),
		translationPrecision: usd(0.0667),
		proofread: null,
		overdubSpeed: usd(0.0333),
		overdubPrecision: usd(0.0667),
		speech: usd(0.000667),
		digitalTwin: usd(1),
		photoAvatar: usd(1),
	} satisfies Record<Product, Usd | null> as Record<Product, Usd | null>,
	/** A photo's price to that of a twin or studio avatar, by engine. */
	engines: {
		avatar_iii: usd(0.0167, 0.0433),
		avatar_iv: usd(0.05, 0.0667),
		avatar_v: usd(0.0667),
	},
	photo: usd(0.05),
	/** In 4K. */
	large: { any: usd(0.0667, 0.0833), photo: usd(0.0667) },
	/** A whole video, whatever its length. */
	cinematic: usd(7),
	translatedAudio: usd(0.0167),
};

/**
 * Sold in dollars of the API balance, whatever the contract, and not in the table of credits.
 * Generative videos: HeyGen's help article as quoted on 2026-10-05, 1080p and 2K at three times 768p; the others: its pages of autumn 2026.
 */
export const dollarProducts = {
	fillerWords: {
		name: 'Filler Word Removal',
		per: 'second',
		usd: 0.005,
		least: 60,
		asOf: '2026-11-16',
	},
	modelSpeech: {
		name: 'Speech (Voice Model)',
		per: 'character',
		usd: 0.000015,
		asOf: '2026-11-16',
	},
	modelVideo480: { name: 'Generative Video (480p)', per: 'second', usd: 0.02, asOf: '2026-10-05' },
	modelVideo768: { name: 'Generative Video (768p)', per: 'second', usd: 0.03, asOf: '2026-10-05' },
	modelVideo1080: {
		name: 'Generative Video (1080p, 2K)',
		per: 'second',
		usd: 0.09,
		asOf: '2026-10-05',
	},
	modelVideoReferences480: {
		name: 'Generative Video From References (480p)',
		per: 'second',
		usd: 0.04,
		asOf: '2026-10-05',
	},
	modelVideoReferences768: {
		name: 'Generative Video From References (768p)',
		per: 'second',
		usd: 0.06,
		asOf: '2026-10-05',
	},
	modelVideoReferences1080: {
		name: 'Generative Video From References (1080p, 2K)',
		per: 'second',
		usd: 0.18,
		asOf: '2026-10-05',
	},
} as const;

export type DollarProduct = keyof typeof dollarProducts;
export const dollarProductKeys = Object.keys(dollarProducts) as DollarProduct[];

export const payAsYouGoAssumption = `Dollars: ${payAsYouGo.source}, as of ${payAsYouGo.asOf}; prices change`;

/** One usage-based contract: USD a month, USD per credit-second within and beyond the pool, credit-seconds in the pool. */
export interface Tier {
	commitment: number;
	contractRate: number;
	/** The table's figure; it is not the commitment divided by the contract rate. */
	includedCreditSeconds: number;
	overageRate: number;
}

/** Keys are the values that workflows store in `tier`. Cheapest commitment first. */
export const tiers = {
	'1000': {
		commitment: 1000,
		contractRate: 0.00833,
		includedCreditSeconds: 120_000,
		overageRate: 0.01,
	},
	'5000': {
		commitment: 5000,
		contractRate: 0.0075,
		includedCreditSeconds: 600_000,
		overageRate: 0.00833,
	},
	'20000': {
		commitment: 20_000,
		contractRate: 0.00667,
		includedCreditSeconds: 2_400_000,
		overageRate: 0.0075,
	},
} as const satisfies Record<string, Tier>;

export const tierKeys = [...(Object.keys(tiers) as Array<keyof typeof tiers>), 'custom'] as const;
export type TierKey = (typeof tierKeys)[number];
/** How an account may be billed: by a tier, or without a contract. */
export const billingKeys = ['payAsYouGo', ...tierKeys] as const;
export type BillingKey = (typeof billingKeys)[number];

/** A chosen tier as parameters give it: the four fields count for `custom` only. */
export interface TierInput {
	tier: unknown;
	commitment?: unknown;
	contractRate?: unknown;
	includedCreditSeconds?: unknown;
	overageRate?: unknown;
}

const aboveFloor = (label: string) => ({
	least: rateFloor,
	description: `HeyGen's Enterprise API sells no credit-second below $${rateFloor} ($0.30 per credit-minute). Set '${label}' to the rate per second of your contract.`,
});

/** The tier that the parameters name; refusals go to `inputs`. */
export function readTier(inputs: Inputs, given: TierInput): { key: TierKey; tier: Tier } {
	const key = inputs.choice('Tier', given.tier, tierKeys);
	if (key !== 'custom') return { key, tier: tiers[key] };
	return {
		key,
		tier: {
			commitment: inputs.number('Commitment', given.commitment, { least: 0, decimals: 2 }),
			contractRate: inputs.number('Contract Rate', given.contractRate, aboveFloor('Contract Rate')),
			includedCreditSeconds: inputs.number('Included Credit-Seconds', given.includedCreditSeconds, {
				least: 0,
			}),
			overageRate: inputs.number('Overage Rate', given.overageRate, aboveFloor('Overage Rate')),
		},
	};
}

/** `creditSecondsPerCredit` as the user set it, or the table's assumption. */
export const readCreditSeconds = (inputs: Inputs, given: unknown) =>
	inputs.number('Credit-Seconds per Credit', given ?? creditSecondsPerCredit, { above: 0 });

/** The sentence about that number which every estimate carries. */
export const creditSecondsAssumption = (perCredit: number) =>
	`1 credit = ${perCredit} credit-seconds${perCredit === creditSecondsPerCredit ? " (read out of the figures on HeyGen's page, not stated there)" : ' (set by you)'}`;

export const tableAssumption = `Rates: ${ratesSource}, as of ${ratesAsOf}; your contract may differ`;
