// What a piece of work costs: seconds or calls of a product, in credits, credit-seconds and money.
import { asCredits, asCreditSeconds, asUsd, exact, times } from './exact';
import {
	creditSecondsAssumption,
	type Product,
	productKeys,
	products,
	ratesAsOf,
	readCreditSeconds,
	readTier,
	tableAssumption,
	type TierInput,
	type TierKey,
} from './rates';
import { Inputs, type Outcome } from './refusal';
import { known, type Range, speechSeconds } from './speech';

/** The billing of OAuth differs from what the tables say; every estimate under that credential carries this. */
export const oAuthSentence =
	'With the OAuth credential HeyGen bills your web plan, not the API balance: its rates may differ from these';

export const inputMethods = ['seconds', 'script', 'calls'] as const;

/** As parameters give them; numbers may be text. */
export interface CostInput extends TierInput {
	product: unknown;
	inputMethod: unknown;
	seconds?: unknown;
	script?: unknown;
	language?: string;
	speed?: unknown;
	/** Videos, languages, rows: how often this is bought. */
	count?: unknown;
	/** Own rate: credits per second or per call of this product. */
	creditRate?: unknown;
	creditSecondsPerCredit?: unknown;
	/** True where the node runs with the OAuth credential. */
	oAuth?: boolean;
}

export interface Amounts {
	/** Of all pieces together; null where the product is sold by the call. */
	seconds: number | null;
	credits: number;
	credit_seconds: number;
	/** At the tier's contract rate, two decimals. */
	cost_usd: number;
}

export interface CostEstimate extends Amounts {
	product: Product;
	count: number;
	tier: TierKey;
	/** The ends of the range; equal to the estimate where the length is known. */
	low: Amounts;
	high: Amounts;
	rates: {
		credits: number;
		per: 'second' | 'call';
		contract_rate: number;
		credit_seconds_per_credit: number;
	};
	rates_as_of: string;
	assumptions: string[];
}

const wayToSeconds = "Give the length in 'Seconds', or choose Script in 'Input Method'.";

function readSeconds(
	inputs: Inputs,
	input: CostInput,
	method: string,
): { seconds: Range; assumptions: string[] } {
	if (method === 'calls') return { seconds: known(1), assumptions: [] };
	if (method === 'seconds') {
		return {
			seconds: known(inputs.number('Seconds', input.seconds, { least: 0 })),
			assumptions: ['Seconds are billed as given, not rounded up'],
		};
	}
	const script = inputs.text(
		'Script',
		input.script,
		`Enter the text that will be spoken. ${wayToSeconds}`,
	);
	const speed = inputs.number('Speed', input.speed ?? 1, { least: 0.5, most: 2 });
	const { assumption, language, ...seconds } = speechSeconds({
		script,
		language: input.language,
		speed,
	});
	const spoken =
		language === 'other'
			? 'one without figures of its own, hence the mean of others and a wider range'
			: language;
	return { seconds, assumptions: [assumption, `Language of the script: ${spoken}`] };
}

/**
 * Prices work by hand-given seconds, a script or calls.
 * @returns the estimate with its range, or what cannot be used and the way out
 */
export function estimateCost(input: CostInput): Outcome<CostEstimate> {
	const inputs = new Inputs();
	const product = inputs.choice('Product', input.product, productKeys);
	const price = products[product];
	const method = inputs.choice('Input Method', input.inputMethod, inputMethods);
	inputs.must(
		(method === 'calls') === (price.per === 'call'),
		`'Input Method' is ${method}, but ${price.name} is sold by the ${price.per}`,
		price.per === 'call'
			? "Choose Calls in 'Input Method'."
			: "Choose Seconds or Script in 'Input Method'.",
	);
	const count = inputs.number('Count', input.count ?? 1, { least: 1, whole: true });
	const rate = inputs.number('Credit Rate', input.creditRate ?? price.credits, { least: 0 });
	const perCredit = readCreditSeconds(inputs, input.creditSecondsPerCredit);
	const { key, tier } = readTier(inputs, input);
	const { seconds, assumptions } = readSeconds(inputs, input, method);
	if (inputs.refusal) return inputs.refusal;

	const amounts = (pieceSeconds: number): Amounts => {
		const quantity = times(exact(pieceSeconds), exact(count));
		const credits = times(quantity, exact(rate));
		const creditSeconds = times(credits, exact(perCredit));
		return {
			seconds: price.per === 'call' ? null : asCreditSeconds(quantity),
			credits: asCredits(credits),
			credit_seconds: asCreditSeconds(creditSeconds),
			cost_usd: asUsd(times(creditSeconds, exact(tier.contractRate))),
		};
	};
	return {
		product,
		count,
		tier: key,
		...amounts(seconds.expected),
		low: amounts(seconds.low),
		high: amounts(seconds.high),
		rates: {
			credits: rate,
			per: price.per,
			contract_rate: tier.contractRate,
			credit_seconds_per_credit: perCredit,
		},
		rates_as_of: ratesAsOf,
		assumptions: [
			input.creditRate === undefined
				? tableAssumption
				: `Rate set by you: ${rate} credits per ${price.per}`,
			creditSecondsAssumption(perCredit),
			`Money at the contract rate of $${tier.contractRate} per credit-second${key === 'custom' ? ' (set by you)' : ''}`,
			...assumptions,
			...(input.oAuth ? [oAuthSentence] : []),
		],
	};
}
