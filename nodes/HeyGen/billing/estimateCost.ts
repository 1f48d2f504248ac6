// What a piece of work costs: seconds or calls of a product, in credits, credit-seconds and money.
import { creditsOf, creditValueAssumption, dollarAssumption } from './dollars';
import { asCredits, asCreditSeconds, asUsd, exact, times } from './exact';
import {
	type BillingKey,
	billingKeys,
	creditSecondsAssumption,
	type DollarProduct,
	dollarProductKeys,
	dollarProducts,
	payAsYouGo,
	payAsYouGoAssumption,
	type Product,
	productKeys,
	products,
	ratesAsOf,
	readCreditSeconds,
	readTier,
	tableAssumption,
	type TierInput,
	type Usd,
	walletUsdPerCredit,
} from './rates';
import { Inputs, isGiven, type Outcome } from './inputs';
import { charactersIn, known, overlongPause, type Range, speechSeconds } from './speech';

/** The billing of OAuth differs from what the tables say; every estimate under that credential carries this. */
export const oAuthSentence =
	'With the OAuth credential HeyGen bills your web plan, not the API balance: its rates may differ from these';

export const inputMethods = ['seconds', 'minutes', 'script', 'calls'] as const;

/** As parameters give them; numbers may be text. */
export interface CostInput extends Partial<TierInput> {
	product: unknown;
	inputMethod: unknown;
	seconds?: unknown;
	minutes?: unknown;
	script?: unknown;
	language?: string;
	speed?: unknown;
	/** Videos, languages, rows: how often this is bought. */
	count?: unknown;
	/** Own rate: credits per second or per call of this product. */
	creditRate?: unknown;
	creditSecondsPerCredit?: unknown;
	/** Dollars for one credit, where something is sold in dollars. */
	creditValue?: unknown;
	/** True where the node runs with the OAuth credential. */
	oAuth?: boolean;
}

export interface Amounts {
	/** Of all pieces together; null where the product is sold by the call. */
	seconds: number | null;
	credits: number;
	credit_seconds: number;
	/** At the tier's contract rate or in dollars of the wallet, two decimals. */
	cost_usd: number;
}

export interface CostEstimate extends Amounts {
	product: Product | DollarProduct;
	count: number;
	tier: BillingKey;
	/** In one sentence. */
	summary: string;
	/** The ends of the range; equal to the estimate where length and price are known. */
	low: Amounts;
	high: Amounts;
	rates: {
		credits: number;
		per: 'second' | 'call' | 'character';
		/** USD per credit-second; null where dollars are paid without a contract. */
		contract_rate: number | null;
		/** USD per second or call, where dollars are paid without a contract. */
		usd: Usd | null;
		credit_seconds_per_credit: number;
	};
	rates_as_of: string;
	assumptions: string[];
}

const wayToSeconds = "Give the length in 'Seconds', or choose Script in 'Input Method'.";

/** What a credit-second costs under the contract, or what a second or call costs without one. */
interface Price {
	key: BillingKey;
	contractRate: number | null;
	usd: Usd | null;
	assumption: string;
}

function readPrice(inputs: Inputs, input: CostInput, product: Product): Price {
	const key = inputs.choice('Tier', input.tier ?? 'payAsYouGo', billingKeys);
	if (key !== 'payAsYouGo') {
		const { tier } = readTier(inputs, { ...input, tier: key });
		const own = key === 'custom' ? ' (set by you)' : '';
		return {
			key,
			contractRate: tier.contractRate,
			usd: null,
			assumption: `Money at the contract rate of $${tier.contractRate} per credit-second${own}`,
		};
	}
	if (isGiven(input.creditRate)) {
		const own = times(exact(Number(input.creditRate)), exact(walletUsdPerCredit));
		const usd = asCredits(own);
		return {
			key,
			contractRate: null,
			usd: { low: usd, high: usd },
			assumption: `Money at $${walletUsdPerCredit} a credit, as HeyGen sells it without a contract`,
		};
	}
	const usd = payAsYouGo.products[product];
	inputs.must(
		usd !== null,
		`'Tier' is Pay as You Go, but ${products[product].name} is sold to Enterprise accounts only`,
		"Choose another 'Tier'.",
	);
	return { key, contractRate: null, usd, assumption: payAsYouGoAssumption };
}

/** Money in words; what costs less than a cent is not free. */
export const dollars = (usd: number, credits: number): string =>
	usd === 0 && credits > 0 ? 'less than $0.01' : `$${usd.toFixed(2)}`;

/** "about $12.40, at most $15.80,": what is likely beside the upper end, where that says more. */
export const rangeOf = (likely: string, most: string): string =>
	likely === most || likely.startsWith('less')
		? `at most ${most}`
		: `about ${likely}, at most ${most},`;

/** "5 s", "3 min", "1 h 5 min": as one would say it. */
export function spoken(seconds: number): string {
	if (seconds < 120) return `${Math.round(seconds * 10) / 10} s`;
	const minutes = Math.floor(Math.round(seconds) / 60);
	const rest = Math.round(seconds) % 60;
	if (minutes < 60) return `${minutes} min${rest ? ` ${rest} s` : ''}`;
	const hours = Math.floor(minutes / 60);
	return `${hours} h${minutes % 60 ? ` ${minutes % 60} min` : ''}`;
}

/** "about $0.23, at most $0.33, for 5 s of Avatar Video" */
function summaryOf(name: string, count: number, low: Amounts, expected: Amounts, high: Amounts) {
	const [least, likely, most] = [low, expected, high].map((one) =>
		dollars(one.cost_usd, one.credits),
	) as [string, string, string];
	const price = least === most ? most : rangeOf(likely, most);
	const about = low.seconds === high.seconds ? '' : 'about ';
	const amount =
		expected.seconds === null
			? `${count} call${count === 1 ? '' : 's'}`
			: `${about}${spoken(expected.seconds)}`;
	return `${price} for ${amount} of ${name}`;
}

function readSeconds(
	inputs: Inputs,
	input: CostInput,
	method: string,
): { seconds: Range; assumptions: string[] } {
	if (method === 'calls') return { seconds: known(1), assumptions: [] };
	if (method !== 'script') {
		const isMinutes = method === 'minutes';
		const given = inputs.number(
			isMinutes ? 'Minutes' : 'Seconds',
			isMinutes ? input.minutes : input.seconds,
			{ least: 0 },
		);
		return {
			seconds: known(asCreditSeconds(times(exact(given), exact(isMinutes ? 60 : 1)))),
			assumptions: ['Seconds are billed as given, not rounded up'],
		};
	}
	const script = inputs.text(
		'Script',
		input.script,
		`Enter the text that will be spoken. ${wayToSeconds}`,
	);
	const pause = overlongPause(script);
	inputs.must(!pause, `'Script' ${pause}`, 'Shorten the pause.');
	const speed = inputs.number('Speed', input.speed ?? 1, { least: 0.5, most: 2 });
	const { assumption, language, ...seconds } = speechSeconds({
		script,
		language: input.language,
		speed,
	});
	const name =
		language === 'other'
			? 'one without figures of its own, hence the mean of others and a wider range'
			: language;
	return { seconds, assumptions: [assumption, `Language of the script: ${name}`] };
}

const isDollarProduct = (product: unknown): product is DollarProduct =>
	dollarProductKeys.includes(product as DollarProduct);

/** What is sold in dollars of the API balance costs the same whatever the tier; its credits are those dollars at the value of a credit. */
function estimateDollars(input: CostInput, product: DollarProduct): Outcome<CostEstimate> {
	const inputs = new Inputs();
	const price = dollarProducts[product];
	const method = inputs.choice('Input Method', input.inputMethod, inputMethods);
	const isText = price.per === 'character';
	inputs.must(
		isText ? method === 'script' : method === 'seconds' || method === 'minutes',
		`'Input Method' is ${method}, but ${price.name} is sold by the ${price.per}`,
		isText ? "Choose Script in 'Input Method'." : "Choose Seconds or Minutes in 'Input Method'.",
	);
	const count = inputs.number('Count', input.count ?? 1, { least: 1, whole: true });
	const value = inputs.number('Credit Value', input.creditValue ?? walletUsdPerCredit, {
		above: 0,
	});
	const perCredit = readCreditSeconds(inputs, input.creditSecondsPerCredit);
	const given = isText
		? charactersIn(inputs.text('Script', input.script, 'Enter the text that will be spoken.'))
		: readSeconds(inputs, input, method).seconds.expected;
	if (inputs.refusal) return inputs.refusal;
	const billed = 'least' in price ? Math.max(price.least, given) : given;
	const quantity = times(exact(billed), exact(count));
	const usd = times(quantity, exact(price.usd));
	const credits = creditsOf(asCredits(usd), value);
	const amounts: Amounts = {
		seconds: isText ? null : asCreditSeconds(quantity),
		credits,
		credit_seconds: asCreditSeconds(times(exact(credits), exact(perCredit))),
		cost_usd: asUsd(usd),
	};
	const amount = isText ? `${given * count} characters` : spoken(billed * count);
	return {
		product,
		count,
		tier: 'payAsYouGo',
		...amounts,
		summary: `${dollars(amounts.cost_usd, amounts.credits)} for ${amount} of ${price.name}`,
		low: amounts,
		high: amounts,
		rates: {
			credits: creditsOf(price.usd, value),
			per: price.per,
			contract_rate: null,
			usd: { low: price.usd, high: price.usd },
			credit_seconds_per_credit: perCredit,
		},
		rates_as_of: price.asOf,
		assumptions: [
			dollarAssumption(product),
			creditValueAssumption(value),
			creditSecondsAssumption(perCredit),
			...('least' in price ? [`At least ${price.least} seconds are billed for each`] : []),
			...(input.oAuth ? [oAuthSentence] : []),
		],
	};
}

/**
 * Prices work by hand-given seconds, a script or calls.
 * @returns the estimate with its range, or what cannot be used and the way out
 */
export function estimateCost(input: CostInput): Outcome<CostEstimate> {
	if (isDollarProduct(input.product)) return estimateDollars(input, input.product);
	const inputs = new Inputs();
	const product = inputs.choice('Product', input.product, [
		...productKeys,
		...dollarProductKeys,
	]) as Product;
	const price = products[product];
	const method = inputs.choice('Input Method', input.inputMethod, inputMethods);
	inputs.must(
		(method === 'calls') === (price.per === 'call'),
		`'Input Method' is ${method}, but ${price.name} is sold by the ${price.per}`,
		price.per === 'call'
			? "Choose Calls in 'Input Method'."
			: "Choose Seconds, Minutes or Script in 'Input Method'.",
	);
	const count = inputs.number('Count', input.count ?? 1, { least: 1, whole: true });
	const rate = inputs.number('Credit Rate', input.creditRate ?? price.credits, { least: 0 });
	const perCredit = readCreditSeconds(inputs, input.creditSecondsPerCredit);
	const { key, contractRate, usd, assumption } = readPrice(inputs, input, product);
	const { seconds, assumptions } = readSeconds(inputs, input, method);
	if (inputs.refusal) return inputs.refusal;

	/** @param usdEach dollars for one second or call, where there is no contract */
	const amounts = (pieceSeconds: number, usdEach: number | undefined): Amounts => {
		const quantity = times(exact(pieceSeconds), exact(count));
		const credits = times(quantity, exact(rate));
		const creditSeconds = times(credits, exact(perCredit));
		return {
			seconds: price.per === 'call' ? null : asCreditSeconds(quantity),
			credits: asCredits(credits),
			credit_seconds: asCreditSeconds(creditSeconds),
			cost_usd: asUsd(
				usdEach === undefined
					? times(creditSeconds, exact(contractRate ?? 0))
					: times(quantity, exact(usdEach)),
			),
		};
	};
	// Where it is open which price counts, the dearest is the likely one: an estimate should not be too low.
	const expected = amounts(seconds.expected, usd?.high);
	const high = amounts(seconds.high, usd?.high);
	const low = amounts(seconds.low, usd?.low);
	return {
		product,
		count,
		tier: key,
		...expected,
		summary: summaryOf(price.name, count, low, expected, high),
		low,
		high,
		rates: {
			credits: rate,
			per: price.per,
			contract_rate: contractRate,
			usd,
			credit_seconds_per_credit: perCredit,
		},
		rates_as_of: key === 'payAsYouGo' ? payAsYouGo.asOf : ratesAsOf,
		assumptions: [
			input.creditRate === undefined
				? tableAssumption
				: `Rate set by you: ${rate} credits per ${price.per}`,
			creditSecondsAssumption(perCredit),
			assumption,
			...(usd && usd.low !== usd.high
				? [
						`Counted at $${usd.high} per ${price.per}; some kinds cost $${usd.low}, e.g. photo avatars`,
					]
				: []),
			...assumptions,
			...(input.oAuth ? [oAuthSentence] : []),
		],
	};
}
