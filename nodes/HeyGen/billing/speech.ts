// How long a script takes to speak: a range, because nobody knows before the voice has spoken.
import {
	type CharacterRate,
	characterRates,
	commonWords,
	languageOfScript,
	otherSpacedRate,
	spacedRates,
	speakingRatesSource,
} from './speakingRates';

/** Seconds or credits: the lowest, the likely and the highest. Equal where the value is known. */
export interface Range {
	low: number;
	expected: number;
	high: number;
}

export const known = (value: number): Range => ({ low: value, expected: value, high: value });

export const addRanges = (ranges: Range[]): Range => ({
	low: ranges.reduce((sum, range) => sum + range.low, 0),
	expected: ranges.reduce((sum, range) => sum + range.expected, 0),
	high: ranges.reduce((sum, range) => sum + range.high, 0),
});

export interface SpeechInput {
	/** Plain text or SSML. */
	script: string;
	/** A code (`de`, `pt-BR`), an English name (`German`, `Spanish (Spain)`), or nothing: guessed from the script. */
	language?: string;
	/** HeyGen's multiplier; 1 is the voice's own speed. Pauses do not change with it. */
	speed?: number;
}

export interface SpeechSeconds extends Range {
	/** The code the rates were taken for, or `other`. */
	language: string;
	assumption: string;
}

/** A strength that nobody knows is a medium one. */
const mediumPause = 0.75;
const pauseSecondsOfStrength = new Map(
	Object.entries({
		// SSML leaves these to the engine; the figures are Microsoft Azure's, one of the few that publish any.
		none: 0,
		'x-weak': 0.25,
		weak: 0.5,
		medium: mediumPause,
		strong: 1,
		'x-strong': 1.25,
	}),
);

const attribute = (tag: string, name: string) =>
	new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)["']`, 'i').exec(tag)?.[1];

function pauseSeconds(tag: string): number {
	const [, amount, unit = 's'] =
		/^\s*\+?(\d+(?:\.\d*)?|\.\d+)\s*(ms|s)\s*$/i.exec(attribute(tag, 'time') ?? '') ?? [];
	if (amount !== undefined) return Number(amount) / (unit.toLowerCase() === 'ms' ? 1000 : 1);
	return pauseSecondsOfStrength.get(attribute(tag, 'strength') ?? 'medium') ?? mediumPause;
}

/** A text with a blank for everything that stands between two marks, as comments do. */
function withoutBetween(text: string, begin: string, end: string): string {
	const kept: string[] = [];
	let from = 0;
	for (let at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, from)) {
		const close = text.indexOf(end, at + begin.length);
		if (close < 0) break;
		kept.push(text.slice(from, at));
		from = close + end.length;
	}
	return [...kept, text.slice(from)].join(' ');
}

/** Characters as people see them (code points). */
export function charactersIn(text: string): number {
	let count = 0;
	for (let at = 0; at < text.length; count++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
	return count;
}

/** Characters of a text that are measured: a longer one is told by pieces out of all of it. */
const measured = 100_000;
const pieces = 100;

function sampleOf(text: string): string {
	if (text.length <= measured) return text;
	const begin = (piece: number) => Math.floor((piece * text.length) / pieces);
	return Array.from({ length: pieces }, (_, piece) =>
		text.slice(begin(piece), begin(piece) + measured / pieces),
	).join('');
}

/** Seconds of silence that one pause of a script may be: more is a slip, or a script out of another world. */
const longestPause = 3600;

/** What to say of a pause that is longer. */
export function overlongPause(script: string): string | undefined {
	const [tag] = (script.match(/<break\b[^<>]*>/gi) ?? []).filter(
		(one) => pauseSeconds(one) > longestPause,
	);
	return tag && `has a pause of more than ${longestPause} seconds: ${tag.slice(0, 60)}`;
}

/** Splits SSML into the seconds of its pauses and the text that is spoken. */
function withoutMarkup(script: string): { pauses: number; text: string } {
	let pauses = 0;
	// No element holds another's beginning: what is not closed before it is no element.
	const text = withoutBetween(withoutBetween(script, '<!--', '-->'), '<?', '?>')
		.replace(/<break\b[^<>]*>/gi, (tag) => {
			pauses += Math.min(pauseSeconds(tag), longestPause);
			return ' ';
		})
		.replace(/<\/?[a-z][^<>]*>/gi, ' ')
		.replace(/&#?\w{1,32};/g, ' ');
	return { pauses, text };
}

const languageNames = new Map(
	Object.entries({
		arabic: 'ar',
		chinese: 'zh',
		dutch: 'nl',
		english: 'en',
		finnish: 'fi',
		french: 'fr',
		german: 'de',
		hebrew: 'he',
		italian: 'it',
		japanese: 'ja',
		korean: 'ko',
		mandarin: 'zh',
		polish: 'pl',
		portuguese: 'pt',
		russian: 'ru',
		slovenian: 'sl',
		spanish: 'es',
		swedish: 'sv',
		thai: 'th',
		turkish: 'tr',
	}),
);

/** `pt-BR`, `Portuguese (Brazil)` → `pt`; undefined for what has no own figures. */
export function languageCode(language: string | undefined): string | undefined {
	const word = language
		?.trim()
		.toLowerCase()
		.match(/^[a-z]+/)?.[0];
	return word && (languageNames.get(word) ?? word);
}

/** Words at the beginning of a script that tell its language. */
const telling = 2_000;

function guessLanguage(all: string[]): string | undefined {
	const words = all.slice(0, telling);
	for (const [script, language] of Object.entries(languageOfScript)) {
		const written = new RegExp(`^\\p{Script=${script}}`, 'u');
		if (words.filter((word) => written.test(word)).length * 2 > words.length) return language;
	}
	const counts = Object.entries(commonWords).map(([language, common]) => ({
		language,
		hits: words.filter((word) => common.includes(word.toLowerCase())).length,
	}));
	const best = counts.reduce((a, b) => (b.hits > a.hits ? b : a));
	// A sentence has about one such word in six; a lone chance hit says nothing.
	return best.hits >= 2 && best.hits * 12 >= words.length ? best.language : undefined;
}

const secondsPerSpokenSign = 60 / 150;

interface Part {
	seconds: number;
	spread: number;
}

/** Writing systems that are counted by the character. */
const kana = String.raw`\p{Script=Hira}\p{Script=Kana}\u30FC`;
const scriptsWithoutSpaces = {
	han: /\p{Script=Han}/gu,
	kana: new RegExp(`[${kana}]`, 'gu'),
	hangul: /\p{Script=Hang}/gu,
	southEastAsian: /[\p{Script=Thai}\p{Script=Laoo}\p{Script=Khmr}\p{Script=Mymr}]/gu,
};
const unspaced = new RegExp(
	Object.values(scriptsWithoutSpaces)
		.map((pattern) => pattern.source)
		.join('|'),
	'gu',
);
const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/** Han belongs to Japanese where kana or the language say so. */
function unspacedParts(
	text: string,
	language: string | undefined,
): Array<Part & { language: string }> {
	const japanese =
		language === 'ja' || (language !== 'zh' && count(text, scriptsWithoutSpaces.kana) > 0);
	const part = (
		script: keyof typeof scriptsWithoutSpaces,
		{ characters, spread }: CharacterRate,
		name: string,
	) => ({
		seconds: (60 * count(text, scriptsWithoutSpaces[script])) / characters,
		spread,
		language: name,
	});
	return [
		part(
			'han',
			japanese ? characterRates.japanese : characterRates.chinese,
			japanese ? 'ja' : 'zh',
		),
		part('kana', characterRates.japanese, 'ja'),
		part('hangul', characterRates.korean, 'ko'),
		part('southEastAsian', characterRates.southEastAsian, language ?? 'th'),
	];
}

/** Words with letters; numbers and signs are counted by themselves. */
const wordPattern = /\p{L}[\p{L}\p{M}'’-]*/gu;
/** Each is spoken as about one word: "5,833 $" is "five thousand eight hundred thirty-three dollars". */
const signPattern = /[\p{Nd}%‰$€£¥+=&@#°]/gu;

/** Voices begin and end with up to this much silence: it matters for the upper end of very short scripts. */
const silenceAroundSpeech = 0.5;

const milliseconds = (seconds: number) => Math.round(seconds * 1000) / 1000;

/**
 * Seconds that a voice needs for a script. Words and characters each give an estimate (their mean is
 * steadier than either), scripts without spaces go by the character; digits and signs count as words.
 */
export function speechSeconds({ script, language, speed = 1 }: SpeechInput): SpeechSeconds {
	const { pauses, text: spoken } = withoutMarkup(script);
	const text = sampleOf(spoken);
	const times = spoken.length / Math.max(text.length, 1);
	const spacedText = text.replace(unspaced, ' ');
	const words: string[] = spacedText.match(wordPattern) ?? [];
	const code = languageCode(language) ?? guessLanguage(words);
	const rate = (code && spacedRates.get(code)) || otherSpacedRate;
	const characters = words.reduce((sum, word) => sum + word.length, 0);
	const spaced = {
		seconds: (60 * (words.length / rate.words + characters / rate.characters)) / 2,
		spread: rate.spread,
		language: rate === otherSpacedRate ? 'other' : code!,
	};
	const signs = { seconds: count(text, signPattern) * secondsPerSpokenSign, spread: rate.spread };
	// The first of equals names the language: a script of digits alone is in none of the writing systems.
	const written = [spaced, ...unspacedParts(text, code)];
	const total = (ofPart: (part: Part) => number) =>
		milliseconds(
			pauses + ([...written, signs].reduce((sum, part) => sum + ofPart(part), 0) * times) / speed,
		);
	return {
		low: total((part) => part.seconds / part.spread),
		expected: total((part) => part.seconds),
		high: milliseconds(total((part) => part.seconds * part.spread) + silenceAroundSpeech),
		language: written.reduce((a, b) => (b.seconds > a.seconds ? b : a)).language,
		assumption: `Speaking time: ${speakingRatesSource}; voices differ, hence the range`,
	};
}
