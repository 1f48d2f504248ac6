// What one row of a paid operation will cost, from the request as it would leave; what its finished job did cost.
import { creditsOf, dollarsOf, isSoldInDollars } from './dollars';
import { asCredits, exact, times } from './exact';
import {
	creditSecondsAssumption,
	creditSecondsPerCredit,
	type DollarProduct,
	dollarProducts,
	payAsYouGo,
	type Product,
	products,
	ratesAsOf,
	tableAssumption,
	type Usd,
	walletUsdPerCredit,
} from './rates';
import { addRanges, known, type Range, speechSeconds } from './speech';

type Body = Record<string, unknown>;

export interface JobInputs {
	/** The request body with the API's field names, before or after its files became asset ids. */
	body: Body;
	/** Seconds read out of the row's own files, by the body's field: `audio_asset_id`, `video`, `scenes.0.source` … */
	fileSeconds?: Record<string, number>;
	/** The user's word for the length (option 'Expected Seconds'), where the node cannot know it. */
	expectedSeconds?: number;
	/** The user's own credits per second or call (option 'Credit Rate'). */
	creditRate?: number;
	/** Dollars that the user counts for one credit (option 'Credit Value'), where something is sold in dollars. */
	creditValue?: number;
	/** The template to be filled in, as its GET returns it. */
	template?: Body;
}

export interface JobEstimate {
	/** Null where HeyGen's price table has no rate for the operation. */
	product: Product | DollarProduct | null;
	/** Of all languages or scenes together; null for what is sold by the call or cannot be known. */
	seconds: Range | null;
	/** Null where it cannot be known; then `unknown` says why and `description` what to give instead. */
	credits: Range | null;
	/** Dollars where nothing but the wallet pays; null where that has no price or it cannot be known. */
	usd: Range | null;
	unknown?: string;
	description?: string;
	assumptions: string[];
}

/** A length, or the sentence on why there is none. */
type Length = { seconds: Range; assumptions?: string[] } | { unknown: string };

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const number = (value: unknown) =>
	typeof value === 'number' && Number.isFinite(value) ? value : undefined;
const object = (value: unknown): Body =>
	typeof value === 'object' && value !== null ? (value as Body) : {};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const wayToSeconds = "Give the length in 'Expected Seconds'";

function joined(lengths: Length[]): Length {
	const seconds: Range[] = [];
	const assumptions = new Set<string>();
	for (const length of lengths) {
		if ('unknown' in length) return length;
		seconds.push(length.seconds);
		length.assumptions?.forEach((assumption) => assumptions.add(assumption));
	}
	return { seconds: addRanges(seconds), assumptions: [...assumptions] };
}

/** The length of whatever speaks in a video or a scene: a script, or an audio file. */
function spoken(source: Body, fileSeconds: Record<string, number>, path: string): Length {
	if (text(source.script)) {
		const settings = object(source.voice_settings);
		const speed = number(settings.speed) ?? 1;
		const { low, expected, high, assumption } = speechSeconds({
			script: text(source.script),
			language: text(settings.locale),
			speed,
		});
		return { seconds: { low, expected, high }, assumptions: [assumption] };
	}
	const file = fileSeconds[`${path}audio_asset_id`] ?? fileSeconds[`${path}audio_url`];
	if (file !== undefined) return { seconds: known(file) };
	return {
		unknown: text(source.audio_url)
			? "The length of the file at 'Audio URL' is not known"
			: "The length of 'Audio Asset' is not known",
	};
}

function sceneLength(scene: Body, fileSeconds: Record<string, number>, index: number): Length {
	const path = `scenes.${index}.`;
	if (scene.type === 'avatar_video')
		return spoken(object(scene.input), fileSeconds, `${path}input.`);
	const duration = number(scene.duration);
	if (duration !== undefined) return { seconds: known(duration) };
	// A voice-over sets the length of its video.
	const speaks = text(scene.script) || text(scene.audio_url) || text(scene.audio_asset_id);
	if (scene.type === 'image' || speaks) return spoken(scene, fileSeconds, path);
	const file = fileSeconds[`${path}source`];
	return file === undefined
		? { unknown: `The length of the video in scene ${index + 1} is not known` }
		: { seconds: known(file) };
}

/** HeyGen chooses within these bounds (POST /v3/videos, type cinematic_avatar). */
const cinematicSeconds = { low: 4, high: 15 };

function cinematicLength(body: Body): Length {
	const duration = body.auto_duration === true ? undefined : number(body.duration);
	if (duration !== undefined) return { seconds: known(duration) };
	const { low, high } = cinematicSeconds;
	return {
		seconds: { low, expected: (low + high) / 2, high },
		assumptions: [`HeyGen chooses the length, ${low} to ${high} seconds`],
	};
}

function videoLength({ body, fileSeconds = {} }: JobInputs): Length {
	if (body.type === 'cinematic_avatar') return cinematicLength(body);
	if (body.type === 'studio')
		return joined(
			list(body.scenes).map((scene, index) => sceneLength(object(scene), fileSeconds, index)),
		);
	return spoken(body, fileSeconds, '');
}

/** The part of the source video that is worked on: `start_time` to `end_time`, where given. */
function videoPart({ body, fileSeconds = {} }: JobInputs): Length {
	const start = number(body.start_time) ?? 0;
	const end = number(body.end_time) ?? fileSeconds.video;
	return end === undefined
		? { unknown: 'The length of the video is not known' }
		: { seconds: known(Math.max(0, end - start)) };
}

/**
 * With dynamic duration (HeyGen's default) the result lasts as long as the new audio, which `start_time`
 * and `end_time` do not cut; without it as long as the part of the video.
 */
function lipsyncLength(inputs: JobInputs): Length {
	if (inputs.body.enable_dynamic_duration === false) return videoPart(inputs);
	const { audio } = inputs.fileSeconds ?? {};
	return audio === undefined
		? { unknown: 'The length of the audio is not known' }
		: { seconds: known(audio) };
}

/** In the older shape a variable's content stands in its properties. */
const contentOf = (variable: unknown) => {
	const { properties, content } = object(variable);
	return text(properties ? object(properties).content : content);
};

/** What a template's or a row's variables themselves hold under a name: one may be called `constructor`. */
const ownOf = (variables: Body, name: string): unknown =>
	Object.hasOwn(variables, name) ? variables[name] : undefined;

/** The scripts of a template's scenes with the row's variables filled in; empty ones keep the template's own content. */
function templateLength({ body, template }: JobInputs): Length {
	const scenes = list(template?.scenes).map(object);
	const chosen = Array.isArray(body.scene_ids)
		? body.scene_ids.map((id) => object(scenes.find((scene) => scene.scene_id === id)))
		: scenes;
	if (chosen.length === 0 || !chosen.every(({ script }) => text(script)))
		return {
			unknown: 'The length of a video from a template without a script in every scene is not known',
		};
	const [given, own] = [object(body.variables), object(template?.variables)];
	const fill = (braces: string, inside: string) => {
		const name = inside.trim();
		return name ? contentOf(ownOf(given, name)) || contentOf(ownOf(own, name)) : braces;
	};
	const script = chosen
		.map((scene) => text(scene.script).replace(/\{\{([^{}]*)\}\}/g, fill))
		.join(' ');
	const { low, expected, high, assumption } = speechSeconds({ script });
	return {
		seconds: { low, expected, high },
		assumptions: ["Length: the scripts of the template's scenes", assumption],
	};
}

function speechLength({ body }: JobInputs): Length {
	const { low, expected, high, assumption } = speechSeconds({
		script: text(body.text),
		language: text(body.language) || text(body.locale),
		speed: number(body.speed) ?? 1,
	});
	return { seconds: { low, expected, high }, assumptions: [assumption] };
}

const notKnown = (what: string) => (): Length => ({ unknown: what });
const oneCall = (): Length => ({ seconds: known(1) });

interface Kind {
	/** The products it may be billed as; the cheapest and the dearest make the range. None: not in the table. */
	products: (body: Body) => Product[];
	length: (inputs: JobInputs) => Length;
	/** How many results one row buys. */
	results?: (body: Body) => number;
	assumption?: (body: Body) => string | undefined;
	/** Dollars for a second or call without a contract, where the request tells more than its product. */
	usd?: (body: Body) => Usd | null;
	/** Dollars for a whole result without a contract, whatever its length. */
	flatUsd?: (body: Body) => Usd | undefined;
}

const precise = (body: Body) => body.mode === 'precision';
const perLanguage = (body: Body) => Math.max(1, list(body.output_languages).length);

/** By engine and kind of avatar; which kind a look is, its request does not say. */
function videoUsd({ type, engine, resolution }: Body): Usd {
	const { engines, photo, large } = payAsYouGo;
	if (type === 'image') return resolution === '4k' ? large.photo : photo;
	const name = text(object(engine).type) || 'avatar_iv';
	if (resolution === '4k' && name === 'avatar_iv') return large.any;
	return Object.hasOwn(engines, name) ? engines[name as keyof typeof engines] : engines.avatar_iv;
}

const priced = new Set(['avatar', 'image', undefined]);
const video: Kind = {
	products: () => ['avatarVideo'],
	length: videoLength,
	usd: videoUsd,
	flatUsd: ({ type }) => (type === 'cinematic_avatar' ? payAsYouGo.cinematic : undefined),
	assumption: ({ type }) =>
		priced.has(type as string | undefined)
			? undefined
			: `The price table has no rate of its own for a ${String(type).replace('_', ' ')} video: counted as ${products.avatarVideo.name}`,
};
const translation: Kind = {
	products: (body) => [precise(body) ? 'translationPrecision' : 'translationSpeed'],
	length: videoPart,
	results: perLanguage,
	usd: (body) =>
		body.translate_audio_only === true
			? payAsYouGo.translatedAudio
			: payAsYouGo.products[precise(body) ? 'translationPrecision' : 'translationSpeed'],
	assumption: () => 'Billed on the length of the source video, for each language',
};
const lipsync: Kind = {
	products: (body) => [precise(body) ? 'overdubPrecision' : 'overdubSpeed'],
	length: lipsyncLength,
};
const agent: Kind = {
	products: () => ['videoAgent'],
	length: notKnown('The agent chooses the length of its video'),
};
const unpriced = (length: Kind['length']): Kind => ({ products: () => [], length });

/** By `resource.operation` as workflows store them. */
const kinds: Record<string, Kind> = {
	'video.createAvatar': video,
	'video.createImage': video,
	'video.createCinematic': video,
	'video.createStudio': video,
	'video.createBatch': video,
	'video.createFromLegacy': video,
	'template.generate': {
		products: () => ['avatarVideo'],
		length: templateLength,
		assumption: () =>
			`The price table has no rate of its own for templates: counted as ${products.avatarVideo.name}`,
	},
	'videoAgent.create': agent,
	'videoAgent.sendMessage': agent,
	'translation.create': translation,
	'translation.createBatch': translation,
	'proofread.create': { products: () => ['proofread'], length: videoPart, results: perLanguage },
	'proofread.generate': {
		products: () => ['translationSpeed', 'translationPrecision'],
		length: notKnown('The length of the proofread video is not known'),
		assumption: () => 'Billed as a translation; its mode was chosen when the proofread was created',
	},
	'lipsync.create': lipsync,
	'lipsync.createBatch': lipsync,
	'voice.generateSpeech': { products: () => ['speech'], length: speechLength },
	'voice.clone': unpriced(oneCall),
	'voice.design': unpriced(oneCall),
	'avatar.create': {
		products: (body) => [body.type === 'digital_twin' ? 'digitalTwin' : 'photoAvatar'],
		length: oneCall,
		assumption: ({ type }) =>
			type === 'prompt'
				? `An avatar from a prompt is counted as ${products.photoAvatar.name}`
				: undefined,
	},
	'aiClipping.create': unpriced(videoPart),
	'brand.createKit': unpriced(oneCall),
	'fillerWordRemoval.create': unpriced(videoPart),
	'modelImage.create': unpriced(oneCall),
	'modelVideo.create': unpriced(({ body }) => ({ seconds: known(number(body.duration) ?? 5) })),
	'modelVoice.create': unpriced(oneCall),
	'modelVoice.generateSpeech': unpriced(speechLength),
	'backgroundRemoval.create': unpriced(videoPart),
	'hyperFrames.create': unpriced(notKnown('The length of a HyperFrames render is not known')),
};

/** True for operations that spend credits, as far as this node knows. */
export const isPaid = (operation: string) => Object.hasOwn(kinds, operation);

/** @throws Error for an operation that costs nothing: only paid ones are asked about */
function kindOf(operation: string): Kind {
	const kind = kinds[operation];
	if (!kind) throw new Error(`${operation} has no price`);
	return kind;
}

const multiplied = ({ low, expected, high }: Range, by: Range): Range => {
	const of = (seconds: number, rate: number) => asCredits(times(exact(seconds), exact(rate)));
	return { low: of(low, by.low), expected: of(expected, by.expected), high: of(high, by.high) };
};

function rateOf(kind: Kind, { body, creditRate }: JobInputs): Range | undefined {
	if (creditRate !== undefined) return known(creditRate);
	const rates = kind.products(body).map((product) => products[product].credits);
	// Where it is open which rate counts, the dearest is the likely one: an estimate should not be too low.
	return rates.length === 0
		? undefined
		: { low: Math.min(...rates), expected: Math.max(...rates), high: Math.max(...rates) };
}

/** Dollars without a contract. */
function usdOf(kind: Kind, { body, creditRate }: JobInputs, quantity: Range): Range | null {
	const flat = kind.flatUsd?.(body);
	if (flat) return { low: flat.low, expected: flat.high, high: flat.high };
	const prices = kind.usd
		? [kind.usd(body)]
		: kind.products(body).map((product) => payAsYouGo.products[product]);
	const [price, ...more] =
		creditRate === undefined
			? prices
			: [{ low: creditRate * walletUsdPerCredit, high: creditRate * walletUsdPerCredit }];
	if (!price) return null;
	const all = [price, ...more.filter((one) => one !== null)];
	const dearest = Math.max(...all.map(({ high }) => high));
	return multiplied(quantity, {
		low: Math.min(...all.map(({ low }) => low)),
		expected: dearest,
		high: dearest,
	});
}

const perCall = (kind: Kind) => kind.length === oneCall;

/** Whether an operation costs the same however much comes of it. */
export const isSoldByTheCall = (operation: string): boolean => perCall(kindOf(operation));
const unitOf = (kind: Kind) => (perCall(kind) ? 'call' : 'second');

const noRate = 'The price table has no rate for this operation';
const wayToRate = "Give your contract's rate in 'Credit Rate'";

/** Where the rate comes from, and what the table does not say about this request. */
function rateAssumptions(kind: Kind, { body, creditRate }: JobInputs): string[] {
	const assumption = kind.assumption?.(body);
	const listed = kind.products(body).length === 0 ? `${noRate}: ${wayToRate}` : tableAssumption;
	const rate =
		creditRate === undefined
			? listed
			: `Rate set by you: ${creditRate} credits per ${unitOf(kind)}`;
	return assumption ? [rate, assumption] : [rate];
}

/**
 * @param operation `resource.operation`
 * @returns seconds and credits as ranges, or null and what the user can give instead
 */
export function estimateJob(operation: string, inputs: JobInputs): JobEstimate {
	if (isSoldInDollars(operation) && inputs.creditRate === undefined) {
		const priced = dollarsOf(operation, inputs);
		if (!('unknown' in priced)) return priced;
		const none = { product: null, seconds: null, credits: null, usd: null, assumptions: [] };
		return { ...none, ...priced, description: wayToSeconds };
	}
	const kind = kindOf(operation);
	const [product = null] = kind.products(inputs.body);
	const rate = rateOf(kind, inputs);
	const assumptions = rateAssumptions(kind, inputs);
	if (!rate) {
		return {
			product,
			seconds: null,
			credits: null,
			usd: null,
			unknown: noRate,
			description: wayToRate,
			assumptions,
		};
	}
	const length: Length =
		inputs.expectedSeconds !== undefined && !perCall(kind)
			? { seconds: known(inputs.expectedSeconds), assumptions: ["Length: 'Expected Seconds'"] }
			: kind.length(inputs);
	if ('unknown' in length)
		return {
			product,
			seconds: null,
			credits: null,
			usd: null,
			unknown: length.unknown,
			description: wayToSeconds,
			assumptions,
		};
	const all = multiplied(length.seconds, known(kind.results?.(inputs.body) ?? 1));
	return {
		product,
		seconds: perCall(kind) ? null : all,
		credits: multiplied(all, rate),
		usd: usdOf(kind, inputs, all),
		assumptions: [...assumptions, ...(length.assumptions ?? [])],
	};
}

/** Where a finished resource says how long it is: by itself, in the video an agent made, or as a clipping's source. */
const secondsOf = (resource: Body) =>
	number(resource.duration) ??
	number(object(resource.video).duration) ??
	number(resource.source_duration);

/** What a finished job's item carries under `cost` with the option 'Include Cost in Result'. */
export interface JobCost {
	product: Product | DollarProduct | null;
	seconds: number | null;
	/** Null where HeyGen's answer names no duration, or the table no rate. */
	credits: number | null;
	credit_seconds: number | null;
	/** Null where the table has no rate. */
	rates: {
		credits: number;
		per: 'second' | 'call' | 'character';
		credit_seconds_per_credit: number;
	} | null;
	/** Only for what is sold in dollars. */
	cost_usd?: number;
	rates_as_of: string;
	assumptions: string[];
}

/**
 * The credits of one finished result by its real length.
 * @param resource the job as its GET returns it
 */
export function jobCost(operation: string, inputs: JobInputs, resource: Body): JobCost {
	const dollars =
		isSoldInDollars(operation) && inputs.creditRate === undefined
			? dollarsOf(operation, inputs, resource)
			: undefined;
	if (dollars && !('unknown' in dollars)) {
		const { product, seconds, usd, credits, assumptions } = dollars;
		const { per, usd: price, asOf } = dollarProducts[product];
		return {
			product,
			seconds: seconds?.expected ?? null,
			credits: credits.expected,
			credit_seconds: asCredits(times(exact(credits.expected), exact(creditSecondsPerCredit))),
			cost_usd: usd.expected,
			rates: {
				credits: creditsOf(price, inputs.creditValue),
				per,
				credit_seconds_per_credit: creditSecondsPerCredit,
			},
			rates_as_of: asOf,
			assumptions,
		};
	}
	const kind = kindOf(operation);
	const [product = null] = kind.products(inputs.body);
	const rate = rateOf(kind, inputs);
	const seconds = perCall(kind) ? 1 : secondsOf(resource);
	const paid =
		rate && seconds !== undefined ? times(exact(seconds), exact(rate.expected)) : undefined;
	return {
		product,
		seconds: perCall(kind) ? null : (seconds ?? null),
		credits: paid ? asCredits(paid) : null,
		credit_seconds: paid ? asCredits(times(paid, exact(creditSecondsPerCredit))) : null,
		rates: rate
			? {
					credits: rate.expected,
					per: unitOf(kind),
					credit_seconds_per_credit: creditSecondsPerCredit,
				}
			: null,
		rates_as_of: ratesAsOf,
		assumptions: [
			...rateAssumptions(kind, inputs),
			creditSecondsAssumption(creditSecondsPerCredit),
			...(perCall(kind)
				? []
				: [
						seconds === undefined
							? 'HeyGen names no duration here'
							: 'By the duration of the finished job',
					]),
		],
	};
}
