// What HeyGen sells in dollars of the API balance, outside its table of credits: a row's price before it is made, and after.
import { asCredits, divided, exact, times } from './exact';
import { type DollarProduct, dollarProducts, walletUsdPerCredit } from './rates';
import { charactersIn, known, type Range } from './speech';

type Body = Record<string, unknown>;

export interface DollarInputs {
	body: Body;
	fileSeconds?: Record<string, number>;
	expectedSeconds?: number;
	/** Dollars that the user counts for one credit (option 'Credit Value'). */
	creditValue?: number;
}

export interface Dollars {
	product: DollarProduct;
	/** Null for what is not sold by its length. */
	seconds: Range | null;
	usd: Range;
	/** The same at the value of a credit. */
	credits: Range;
	assumptions: string[];
}

/** How much of a product a row buys, or why that is not known. */
type Bought =
	{ product: DollarProduct; quantity: Range; assumption?: string } | { unknown: string };

const number = (value: unknown) =>
	typeof value === 'number' && Number.isFinite(value) ? value : undefined;
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Seconds of a generative video that its request buys where it names none (HeyGen API reference). */
const usualSeconds = 5;

const sizes = new Map(Object.entries({ '480p': '480', '1080p': '1080', '2k': '1080' }));

function video({ body, fileSeconds = {}, expectedSeconds }: DollarInputs, made?: Body): Bought {
	const size = sizes.get(String(body.resolution)) ?? '768';
	const from = body.mode === 'reference_to_video' ? 'References' : '';
	const product = `modelVideo${from}${size}` as DollarProduct;
	if (expectedSeconds !== undefined && !made) return { product, quantity: known(expectedSeconds) };
	const references = list(body.reference_videos).length;
	const lengths = Object.entries(fileSeconds)
		.filter(([field]) => field.startsWith('reference_videos'))
		.map(([, seconds]) => seconds);
	if (lengths.length < references && !made)
		return { unknown: 'The length of a reference video, which is billed too, is not known' };
	const own = number(made?.duration) ?? number(body.duration) ?? usualSeconds;
	return {
		product,
		quantity: known(lengths.reduce((sum, seconds) => sum + seconds, own)),
		...(references ? { assumption: 'Seconds of reference videos are billed too' } : {}),
	};
}

function fillerWords({ fileSeconds = {}, expectedSeconds }: DollarInputs, made?: Body): Bought {
	const seconds = number(made?.original_duration) ?? expectedSeconds ?? fileSeconds.video;
	if (seconds === undefined) return { unknown: 'The length of the video is not known' };
	const billed = Math.max(dollarProducts.fillerWords.least, seconds);
	const low = made ? (made.num_cuts === 0 ? 0 : billed) : 0;
	return {
		product: 'fillerWords',
		quantity: { low, expected: made ? low : billed, high: made ? low : billed },
		assumption: 'At least one minute; given back when nothing was cut',
	};
}

const speech = ({ body }: DollarInputs): Bought => ({
	product: 'modelSpeech',
	quantity: known(charactersIn(String(body.text ?? ''))),
});

const sold: Record<string, (inputs: DollarInputs, made?: Body) => Bought> = {
	'modelVideo.create': video,
	'modelVoice.generateSpeech': speech,
	'fillerWordRemoval.create': fillerWords,
};

export const isSoldInDollars = (operation: string): boolean => Object.hasOwn(sold, operation);

/** How dollars and credits are added up. */
export const creditValueAssumption = (value: number): string =>
	`Dollars are counted at $${value} a credit${value === walletUsdPerCredit ? ", HeyGen's own price without a contract" : ' (set by you)'}`;

export const dollarAssumption = (product: DollarProduct): string => {
	const { name, usd, per, asOf } = dollarProducts[product];
	const price =
		per === 'character'
			? `$${(usd * 1_000_000).toFixed(2)} per million characters`
			: `$${usd} per second`;
	return `${name}: ${price} of the API balance, as of ${asOf}; prices change`;
};

/** Dollars as credits. */
export const creditsOf = (usd: number, creditValue = walletUsdPerCredit): number =>
	divided(exact(usd), exact(creditValue), 6);

/**
 * @param operation one that `isSoldInDollars`
 * @param made the finished job as its GET returns it, where it is finished
 */
export function dollarsOf(
	operation: string,
	inputs: DollarInputs,
	made?: Body,
): Dollars | { unknown: string } {
	const buy = sold[operation];
	if (!buy) return { unknown: 'No price in dollars is known for it' };
	const bought = buy(inputs, made);
	if ('unknown' in bought) return bought;
	const { product, quantity, assumption } = bought;
	const price = dollarProducts[product];
	const value = inputs.creditValue ?? walletUsdPerCredit;
	const each = (make: (amount: number) => number): Range => ({
		low: make(quantity.low),
		expected: make(quantity.expected),
		high: make(quantity.high),
	});
	const usd = (amount: number) => asCredits(times(exact(amount), exact(price.usd)));
	return {
		product,
		seconds: price.per === 'second' ? quantity : null,
		usd: each(usd),
		credits: each((amount) => creditsOf(usd(amount), value)),
		assumptions: [
			dollarAssumption(product),
			creditValueAssumption(value),
			...(assumption ? [assumption] : []),
		],
	};
}
