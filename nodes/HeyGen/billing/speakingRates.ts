// How fast people speak, by language: each figure with what it rests on, a source or a choice.

/**
 * HeyGen's own guide to scripts plans with about 150 words a minute at speed 1.0 (English). Beside it:
 * 150 to 160 is the usual advice for audiobooks, 160 to 180 for radio news (Rodero 2012), 183 the mean of
 * 77 studies of reading aloud (Brysbaert 2019).
 */
const englishWordsPerMinute = 150;

/**
 * Words and characters (without spaces) a minute when people read the same texts aloud: International
 * Reading Speed Texts, Trauzettel-Klosinski & Dietz, IOVS 2012;53(9):5452-5461. Checked: ar, de, en, fi,
 * he, it, nl, pl and the words of es against a copy of its table. From memory: pt, ru, sl, sv, tr and the
 * characters of es; with the others they give the mean that the paper's abstract states for all 17
 * languages (184 words, 863 characters) and the spread of its characters (234). Reading a test text aloud
 * is faster than speaking to viewers, so only the proportion between the languages is used.
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
 * Speakers of one language differ by 9 to 16 % (standard deviation in the table above), and occasions as
 * much again. The factor is a choice: it takes English from 115 to 195 words a minute, slower than any
 * audiobook and faster than radio news should be.
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

export const spacedRates = new Map<string, SpacedRate>(
	Object.entries({
		...Object.fromEntries(
			Object.entries(readAloud).map(([language, rates]) => [
				language,
				ofStudy(rates, spreadBetweenVoices),
			]),
		),
		// A choice: the study's French readers (195 words, 998 characters) were slow beside its English ones, but
		// French is commonly planned at 150 words a minute too. Characters as the study's words have.
		fr: { words: 150, characters: 768, spread: spreadBetweenVoices },
	}),
);

/** Any other language with spaces: the mean of the study's (184 words; 68 ms a character, 882 a minute). */
export const otherSpacedRate = ofStudy([184, 882], spreadWhereUnknown);

/** Writing without (or hardly with) spaces: characters a minute at speed 1.0. */
export interface CharacterRate {
	characters: number;
	spread: number;
}

export const characterRates: Record<
	'chinese' | 'japanese' | 'korean' | 'southEastAsian',
	CharacterRate
> = {
	// A choice between what speakers are taught (160 to 180 characters a minute), what is told of China
	// National Radio's news (250 to 270, at times 300) and 255 read aloud (the study above).
	chinese: { characters: 230, spread: 1.4 },
	// NHK's rule for news, as its former announcers tell it: 300 characters of ordinary text a minute; read
	// aloud 357 (the study above).
	japanese: { characters: 300, spread: spreadBetweenVoices },
	// A choice, without a source: one block is one syllable, near Japanese in pace.
	korean: { characters: 300, spread: spreadWhereUnknown },
	// Thai: 4.7 syllables a second (Coupé et al., Science Advances 2019;5(9)). Three signs a syllable, a
	// fifth of the time pauses, and the same for Lao, Khmer and Burmese are guesses.
	southEastAsian: { characters: 650, spread: spreadWhereUnknown },
};

export const speakingRatesSource =
	"150 words per minute for English at speed 1.0 (HeyGen's guide to scripts), other languages in the proportion of the International Reading Speed Texts (Trauzettel-Klosinski & Dietz 2012), Chinese and Japanese by broadcasters' characters per minute";

/** The most frequent short words: enough to tell the study's Latin-script languages apart. */
export const commonWords: Record<string, readonly string[]> = {
	de: [
		'der',
		'die',
		'das',
		'und',
		'ist',
		'nicht',
		'ein',
		'eine',
		'mit',
		'für',
		'sie',
		'wir',
		'ich',
		'auf',
		'zu',
		'den',
	],
	en: [
		'the',
		'and',
		'of',
		'to',
		'is',
		'you',
		'we',
		'that',
		'for',
		'this',
		'with',
		'are',
		'your',
		'our',
		'it',
		'have',
	],
	es: [
		'el',
		'los',
		'las',
		'y',
		'que',
		'es',
		'para',
		'una',
		'con',
		'su',
		'por',
		'del',
		'más',
		'nuestro',
		'como',
		'este',
	],
	fi: [
		'ja',
		'on',
		'ei',
		'että',
		'se',
		'hän',
		'oli',
		'mutta',
		'kun',
		'niin',
		'myös',
		'ovat',
		'tämä',
		'joka',
	],
	fr: [
		'le',
		'les',
		'et',
		'est',
		'des',
		'une',
		'pour',
		'vous',
		'nous',
		'dans',
		'qui',
		'du',
		'avec',
		'votre',
		'ce',
		'sur',
	],
	it: [
		'il',
		'di',
		'che',
		'è',
		'per',
		'non',
		'sono',
		'gli',
		'della',
		'con',
		'questo',
		'nel',
		'anche',
		'una',
		'come',
		'più',
	],
	nl: [
		'het',
		'een',
		'en',
		'van',
		'is',
		'niet',
		'dat',
		'voor',
		'zijn',
		'met',
		'wij',
		'ook',
		'je',
		'aan',
		'deze',
		'naar',
	],
	pl: [
		'i',
		'w',
		'nie',
		'się',
		'na',
		'jest',
		'że',
		'to',
		'z',
		'do',
		'dla',
		'jak',
		'są',
		'przez',
		'tym',
	],
	pt: [
		'o',
		'os',
		'e',
		'que',
		'não',
		'uma',
		'para',
		'com',
		'em',
		'do',
		'da',
		'mais',
		'você',
		'seu',
		'é',
		'como',
	],
	sl: ['in', 'je', 'na', 'se', 'za', 'da', 'ki', 'so', 'ni', 'pa', 'tudi', 'kot', 'ali', 'bo'],
	sv: [
		'och',
		'att',
		'det',
		'som',
		'en',
		'är',
		'på',
		'för',
		'inte',
		'med',
		'den',
		'av',
		'vi',
		'till',
		'har',
		'ett',
	],
	tr: [
		've',
		'bir',
		'bu',
		'için',
		'ile',
		'çok',
		'daha',
		'değil',
		'olarak',
		'gibi',
		'en',
		'ne',
		'var',
		'da',
	],
};

/** Writing systems that belong to one of the study's languages in nearly all scripts. */
export const languageOfScript = { Arab: 'ar', Hebr: 'he', Cyrl: 'ru' } as const;
