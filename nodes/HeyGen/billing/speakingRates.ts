// How fast people speak, by language: published figures, each with its source.

/**
 * HeyGen's own guide to scripts plans with about 150 words a minute at speed 1.0 (English); audiobooks
 * are read at 150 to 160 (ACX), news and texts at 160 to 183 (Tauroza & Allison 1990, Brysbaert 2019).
 */
const englishWordsPerMinute = 150;

/**
 * Words and characters (without spaces) a minute when people read the same texts aloud: International
 * Reading Speed Texts, Trauzettel-Klosinski & Dietz, IOVS 2012;53(9):5452-5461. Reading a test text
 * aloud is faster than speaking to viewers, so only the proportion between the languages is used.
 */
const readAloud = {
	ar: [138, 612],
	de: [179, 920],
	en: [228, 987],
	es: [218, 1025],
	fi: [161, 1078],
	he: [187, 833],
	it: [188, 950],
	nl: [202, 978],
	pl: [166, 916],
	pt: [181, 913],
	ru: [184, 986],
	sl: [180, 885],
	sv: [199, 917],
	tr: [166, 1054],
} as const;

/** Languages written with spaces: both counts a minute at speed 1.0, and how far voices differ. */
export interface SpacedRate {
	words: number;
	characters: number;
	spread: number;
}

/**
 * Speakers of one language differ by 9 to 17 % (standard deviation in the study above), and occasions
 * as much again: published figures for English go from 115 (slow narration) to 195 (fast news), which
 * is this factor both ways.
 */
const spreadBetweenVoices = 1.3;
/** The same where no study of the language is at hand. */
const spreadWhereUnknown = 1.5;

const scale = englishWordsPerMinute / readAloud.en[0];
const ofStudy = ([words, characters]: readonly [number, number], spread: number): SpacedRate => ({
	words: words * scale,
	characters: characters * scale,
	spread,
});

export const spacedRates: Record<string, SpacedRate> = {
	...Object.fromEntries(Object.entries(readAloud).map(([language, rates]) => [language, ofStudy(rates, spreadBetweenVoices)])),
	// The study's French readers (195 words, 998 characters) were slow beside its English ones, which other
	// studies do not find: French recordings are planned at 150 words too. Characters as the study's words have.
	fr: { words: 150, characters: 768, spread: spreadBetweenVoices },
};

/** Any other language with spaces: the mean of the study's (184 words; 68 ms a character, 882 a minute). */
export const otherSpacedRate = ofStudy([184, 882], spreadWhereUnknown);

/** Writing without (or hardly with) spaces: characters a minute at speed 1.0. */
export interface CharacterRate {
	characters: number;
	spread: number;
}

export const characterRates: Record<'chinese' | 'japanese' | 'korean' | 'southEastAsian', CharacterRate> = {
	// Speakers are taught 160 to 180 characters a minute, China National Radio's news has 250 to 270 and at
	// times 300; read aloud 255 (the study above).
	chinese: { characters: 230, spread: 1.4 },
	// NHK's rule for news: 300 characters of ordinary text a minute; read aloud 357 (the study above).
	japanese: { characters: 300, spread: spreadBetweenVoices },
	// No figure per minute with pauses at hand: one block is one syllable, near Japanese in pace.
	korean: { characters: 300, spread: spreadWhereUnknown },
	// Thai, Lao, Khmer, Burmese: 4.7 syllables a second without pauses (Coupé et al., Science Advances
	// 2019;5(9)) at about three signs a syllable, a fifth of the time pauses.
	southEastAsian: { characters: 650, spread: spreadWhereUnknown },
};

export const speakingRatesSource =
	'150 words per minute for English at speed 1.0 (HeyGen\'s guide to scripts), other languages in the proportion of the International Reading Speed Texts (Trauzettel-Klosinski & Dietz 2012), Chinese and Japanese by broadcasters\' characters per minute';

/** The most frequent short words: enough to tell the study's Latin-script languages apart. */
export const commonWords: Record<string, readonly string[]> = {
	de: ['der', 'die', 'das', 'und', 'ist', 'nicht', 'ein', 'eine', 'mit', 'für', 'sie', 'wir', 'ich', 'auf', 'zu', 'den'],
	en: ['the', 'and', 'of', 'to', 'is', 'you', 'we', 'that', 'for', 'this', 'with', 'are', 'your', 'our', 'it', 'have'],
	es: ['el', 'los', 'las', 'y', 'que', 'es', 'para', 'una', 'con', 'su', 'por', 'del', 'más', 'nuestro', 'como', 'este'],
	fi: ['ja', 'on', 'ei', 'että', 'se', 'hän', 'oli', 'mutta', 'kun', 'niin', 'myös', 'ovat', 'tämä', 'joka'],
	fr: ['le', 'les', 'et', 'est', 'des', 'une', 'pour', 'vous', 'nous', 'dans', 'qui', 'du', 'avec', 'votre', 'ce', 'sur'],
	it: ['il', 'di', 'che', 'è', 'per', 'non', 'sono', 'gli', 'della', 'con', 'questo', 'nel', 'anche', 'una', 'come', 'più'],
	nl: ['het', 'een', 'en', 'van', 'is', 'niet', 'dat', 'voor', 'zijn', 'met', 'wij', 'ook', 'je', 'aan', 'deze', 'naar'],
	pl: ['i', 'w', 'nie', 'się', 'na', 'jest', 'że', 'to', 'z', 'do', 'dla', 'jak', 'są', 'przez', 'tym'],
	pt: ['o', 'os', 'e', 'que', 'não', 'uma', 'para', 'com', 'em', 'do', 'da', 'mais', 'você', 'seu', 'é', 'como'],
	sl: ['in', 'je', 'na', 'se', 'za', 'da', 'ki', 'so', 'ni', 'pa', 'tudi', 'kot', 'ali', 'bo'],
	sv: ['och', 'att', 'det', 'som', 'en', 'är', 'på', 'för', 'inte', 'med', 'den', 'av', 'vi', 'till', 'har', 'ett'],
	tr: ['ve', 'bir', 'bu', 'için', 'ile', 'çok', 'daha', 'değil', 'olarak', 'gibi', 'en', 'ne', 'var', 'da'],
};

/** Writing systems that belong to one of the study's languages in nearly all scripts. */
export const languageOfScript = { Arab: 'ar', Hebr: 'he', Cyrl: 'ru' } as const;
