// What a limit is, the hint it shows in the editor, and the sentence it refuses a value with.
import { UserError } from 'n8n-workflow';
import { tableOf } from '../table';

/** Where a figure comes from: HeyGen's API reference, or its page on Enterprise pricing and limits; or HeyGen has none, and it is the node's. */
export type Source = 'API reference' | 'Enterprise pricing and limits' | typeof own;
export const own = 'none, the node sets it';

export interface TextLimit {
	kind: 'text';
	min: number;
	max: number;
	source: Source;
}

export interface NumberLimit {
	kind: 'number';
	/** Smallest value that passes (or, with `above`, the one that just does not). */
	min?: number;
	above?: boolean;
	max?: number;
	unit?: string;
	whole?: boolean;
	/** The value must be a multiple of this. */
	step?: number;
	source: Source;
}

export interface ListLimit {
	kind: 'list';
	min: number;
	max: number;
	unit: string;
	source: Source;
}

export interface FileLimit {
	kind: 'file';
	/** Names of formats as people write them, e.g. MP3. */
	formats: string[];
	/** The largest file, where HeyGen sets a limit; those of single kinds of file stand in `limits.megabytes`. */
	maxMegabytes?: number;
	/** The longer edge of a picture or film is shorter than this. */
	belowPixels?: number;
	/** Longest sound. */
	maxSeconds?: number;
	source: Source;
}

export const text = (min: number, max: number, source: Source): TextLimit => ({
	kind: 'text',
	min,
	max,
	source,
});
export const number = (
	min: number | undefined,
	max: number | undefined,
	source: Source,
	more: Partial<NumberLimit> = {},
): NumberLimit => ({ kind: 'number', min, max, source, ...more });
export const list = (min: number, max: number, unit: string, source: Source): ListLimit => ({
	kind: 'list',
	min,
	max,
	unit,
	source,
});
export const file = (
	formats: string[],
	maxMegabytes: number | undefined,
	source: Source,
	more: Pick<FileLimit, 'belowPixels' | 'maxSeconds'> = {},
): FileLimit => ({ kind: 'file', formats, maxMegabytes, source, ...more });

/** 12345 as 12,345. */
function grouped(digits: string): string {
	const at = digits.length - 3;
	return at > 0 ? `${grouped(digits.slice(0, at))},${digits.slice(at)}` : digits;
}

/**
 * A number as a reader in English expects it: 5,000; one of hundreds of digits, or of none but noughts, as 1e+308.
 * Without Intl, which takes longer to begin than the whole description.
 */
export function figure(value: number): string {
	const size = Math.abs(value);
	if (size >= 1e21 || (size > 0 && size < 1e-6)) return String(value);
	const [whole = '', ...decimals] = String(Number(size.toFixed(6))).split('.');
	return (value < 0 ? '-' : '') + [grouped(whole), ...decimals].join('.');
}

/**
 * The range of a limit in words, e.g. "1 to 5,000 characters".
 */
export function rangeOf(limit: TextLimit | NumberLimit | ListLimit): string {
	const unit = limit.kind === 'text' ? 'characters' : limit.unit;
	const words = (range: string) => (unit ? `${range} ${unit}` : range);
	if (limit.kind !== 'number' && limit.min === 0) return words(`at most ${figure(limit.max)}`);
	if (limit.min === undefined)
		return words(limit.max === undefined ? 'any' : `at most ${figure(limit.max)}`);
	if (limit.min === limit.max) return words(`exactly ${figure(limit.min)}`);
	const low =
		limit.kind === 'number' && limit.above ? `more than ${figure(limit.min)}` : figure(limit.min);
	if (limit.max === undefined)
		return limit.kind === 'number' && limit.above ? words(low) : words(`at least ${low}`);
	return words(
		limit.kind === 'number' && limit.above
			? `${low} and at most ${figure(limit.max)}`
			: `${low} to ${figure(limit.max)}`,
	);
}

/** Characters of a text as people see them (code points). */
function charactersIn(value: string): number {
	let count = 0;
	for (let at = 0; at < value.length; count++) at += (value.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
	return count;
}

/**
 * Refuses a text outside its limit.
 * @throws UserError with a sentence for the user
 */
export function checkText(label: string, value: string, limit: TextLimit): void {
	const length = charactersIn(value);
	if (length >= limit.min && length <= limit.max) return;
	throw new UserError(`'${label}' takes ${rangeOf(limit)}, but this one has ${figure(length)}`, {
		description:
			length > limit.max
				? 'Shorten the text, or split it over several items'
				: `Fill in '${label}'`,
	});
}

/**
 * Refuses what is too long whatever it holds, before any pattern looks at it: a character has two halves at most.
 * @throws UserError with a sentence for the user
 */
export function checkLength(label: string, value: string, limit: TextLimit): void {
	if (value.length > 2 * limit.max) checkText(label, value, limit);
}

/** Characters of an address: servers take half as many. */
export const address = text(0, 16_000, own);

/** Whether nothing of a text can be seen or heard: blanks, and signs without a width. */
export const isBlank = (value: string): boolean =>
	!/[^\s\p{Default_Ignorable_Code_Point}\u2800]/u.test(value);

/** A text without halves of characters, as are left where a text is cut in the middle of an emoji, and without control characters. */
export const wellFormed = (value: string): string =>
	value.match(/[\t-\r\P{C}\p{Cf}\p{Cn}\p{Co}]+/gu)?.join('') ?? '';

/**
 * Refuses what JavaScript writes for a thing that is no text.
 * @param isSaid it is spoken or followed: "undefined" alone is then no text either
 * @throws UserError with a sentence for the user
 */
export function checkWords(label: string, value: string, isSaid: boolean): void {
	const object = /\[object \w+\]/.exec(value)?.[0];
	const nothing = isSaid ? /^\s*(undefined|null|NaN)\s*$/.exec(value)?.[1] : undefined;
	if (object)
		throw new UserError(`'${label}' holds ${object}: an object was put into a text`, {
			description: 'Use one of its fields in the expression, such as $json.name.first',
		});
	if (nothing)
		throw new UserError(`'${label}' is the word ${nothing}: its expression found no value`, {
			description: 'Check the name of the field in the expression',
		});
}

/** Elements of SSML and HTML; a pause is taken in plain text too. */
const element =
	/<\/?(speak|prosody|emphasis|say-as|phoneme|voice|sub|audio|lang|mark|p|s|a|b|i|u|br|code|div|em|h[1-6]|img|li|ol|pre|script|span|strong|table|td|tr|ul)(\s[^<>]*)?\/?>/i;

/** The first element in a text. */
export const markupIn = (value: string): string | undefined => element.exec(value)?.[0];

/**
 * Refuses markup in a text that is spoken as it stands.
 * @param otherwise what else can be done about it than removing it
 * @throws UserError with a sentence for the user
 */
export function checkPlain(label: string, value: string, otherwise = ''): void {
	const tag = markupIn(value);
	if (!tag && !/[\p{L}\p{N}]/u.test(value))
		throw new UserError(
			`'${label}' has no word that can be spoken, but is '${value.slice(0, 60)}'`,
			{
				description: `Fill in '${label}'`,
			},
		);
	if (!tag) return;
	throw new UserError(
		`'${label}' is plain text, but holds the markup ${tag.slice(0, 60)}, which HeyGen refuses or reads out`,
		{
			description: `Remove the tags${otherwise}. A pause may stay, e.g. <break time="1s"/>`,
		},
	);
}

/** A limit as it is told: an upper end that is the node's own, which nobody comes near, says nothing to who is below the lower one. */
export const withoutOwnEnd = (limit: NumberLimit): NumberLimit =>
	limit.source === own ? { ...limit, max: undefined } : limit;

/**
 * Refuses a number outside its limit.
 * @throws UserError with a sentence for the user
 */
export function checkNumber(label: string, value: number, limit: NumberLimit): void {
	const low = limit.min === undefined || (limit.above ? value > limit.min : value >= limit.min);
	const high = limit.max === undefined || value <= limit.max;
	if (!low || !high) {
		const range = rangeOf(low ? limit : withoutOwnEnd(limit));
		throw new UserError(`'${label}' must be ${range}, but is ${figure(value)}`, {
			description: `Choose a value of ${range}`,
		});
	}
	if (limit.whole && !Number.isInteger(value))
		throw new UserError(`'${label}' must be a whole number, but is ${figure(value)}`, {
			description: 'Round the value',
		});
	if (limit.step && value % limit.step !== 0)
		throw new UserError(`'${label}' must be a multiple of ${limit.step}, but is ${figure(value)}`, {
			description: `Choose the nearest multiple of ${limit.step}`,
		});
}

/**
 * Refuses a list with too few or too many entries.
 * @throws UserError with a sentence for the user
 */
export function checkList(label: string, entries: unknown[], limit: ListLimit): void {
	if (entries.length >= limit.min && entries.length <= limit.max) return;
	throw new UserError(`'${label}' takes ${rangeOf(limit)}, but has ${figure(entries.length)}`, {
		description:
			entries.length > limit.max
				? 'Remove some entries, or split them over several items'
				: 'Add at least one entry',
	});
}

/** File endings by format name: JPG files end in .jpg or .jpeg, some MP4 files in .m4v. */
const endings = tableOf<string[]>({
	JPG: ['jpg', 'jpeg'],
	JPEG: ['jpg', 'jpeg'],
	MP4: ['mp4', 'm4v'],
});
const endingsOf = (format: string) => endings[format] ?? [format.toLowerCase()];
/** Endings that certainly name a file type; anything else behind the last dot is part of a name. */
const known =
	/\.(mp4|webm|mov|avi|mkv|m4v|wmv|flv|3gp|mp3|wav|m4a|aac|ogg|oga|flac|opus|aiff?|wma|amr|png|jpe?g|gif|webp|svg|bmp|tiff?|heic|heif|avif|psd|pdf|srt|vtt|zip|html?|docx?|pptx?|xlsx?|txt)$/i;

/** Endings that tell what can be seen or heard in a file; what HeyGen reads of the others it says itself. */
const kinds = [
	['video', /^(mp4|webm|mov|avi|mkv|m4v|wmv|flv|3gp)$/],
	['sound', /^(mp3|wav|m4a|aac|ogg|oga|flac|opus|aiff?|wma|amr)$/],
	['picture', /^(png|jpe?g|gif|webp|bmp)$/],
	// It may lead on to a player.
	['page', /^html?$/],
] as const;
const kindOf = (ending: string) => kinds.find(([, endings]) => endings.test(ending))?.[0];

/** Whether a file of this ending may be what is wanted: of a kind that HeyGen takes, or a film where its sound is. */
function mayBe(ending: string, wanted: FileLimit): boolean {
	const own = wanted.formats.flatMap(endingsOf);
	const kind = kindOf(ending);
	const taken = own.map(kindOf);
	return (
		own.includes(ending) ||
		kind === 'page' ||
		(kind !== undefined && (taken.includes(kind) || (kind === 'video' && taken.includes('sound'))))
	);
}

/** The formats of a limit in words: "MP3 or WAV". */
export const formatsOf = ({ formats }: FileLimit): string =>
	formats.length < 3
		? formats.join(' or ')
		: `${formats.slice(0, -1).join(', ')}, or ${formats.at(-1)}`;

/**
 * Refuses a URL that HeyGen cannot fetch or whose ending names a format that HeyGen does not take.
 * A URL without a known ending passes: HeyGen looks at the file itself.
 * @param like formats of the kind that is wanted, where HeyGen takes others of it too
 * @throws UserError with a sentence for the user
 */
export function checkUrl(label: string, value: string, limit?: FileLimit, like?: FileLimit): void {
	checkLength(label, value, address);
	let url: URL | undefined;
	try {
		url = new URL(value);
	} catch {
		url = undefined;
	}
	if (!url || !/^https?:$/.test(url.protocol)) {
		throw new UserError(
			`'${label}' must be a public web address that begins with https://, but is '${value.slice(0, 80)}'`,
			{
				description: 'HeyGen fetches the file itself, so the address must open without a login',
			},
		);
	}
	// Addresses of several files run into one another: a blank may belong to a name, a second beginning does not.
	if (/[\r\n]|[\s,;]https?:\/\//i.test(value))
		throw new UserError(`'${label}' takes one address, but holds several`, {
			description: 'Give each item its own address',
		});
	const ending = known.exec(url.pathname)?.[1]?.toLowerCase();
	if (limit && ending && !limit.formats.some((format) => endingsOf(format).includes(ending))) {
		throw new UserError(
			`'${label}' takes ${formatsOf(limit)} files, but this address ends in .${ending}`,
			{ description: `Convert the file to ${formatsOf(limit)} first` },
		);
	}
	if (!limit && like && ending && !mayBe(ending, like))
		throw new UserError(
			`'${label}' takes files such as ${formatsOf(like)}, but this address ends in .${ending}`,
			{ description: `Convert the file to ${formatsOf(like)} first` },
		);
}
