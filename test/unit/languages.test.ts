// Languages as people write them, against HeyGen's list.
import { languagesMeant } from '../../nodes/HeyGen/hooks/languages';

const all = [
	'English',
	'English (United States)',
	'English (UK)',
	'Spanish (Spain)',
	'Spanish (Mexico)',
	'French (France)',
	'German (Germany)',
	'German (Austria)',
	'Italian (Italy)',
	'Portuguese (Brazil)',
	'Portuguese (Portugal)',
	'Chinese (Cantonese, Traditional)',
	'Mandarin (China)',
	'Japanese (Japan)',
	'Turkish (Türkiye)',
	'Norwegian Bokmål (Norway)',
	'Filipino (Philippines)',
];

test.each([
	['spanish (spain)', 'Spanish (Spain)'],
	[' SPANISH  (Spain) ', 'Spanish (Spain)'],
	['es-ES', 'Spanish (Spain)'],
	['es_mx', 'Spanish (Mexico)'],
	['pt-BR', 'Portuguese (Brazil)'],
	['Brazilian Portuguese', 'Portuguese (Brazil)'],
	['Portuguese Brazil', 'Portuguese (Brazil)'],
	['en', 'English'],
	['en-GB', 'English (UK)'],
	['English (United Kingdom)', 'English (UK)'],
	['en-US', 'English (United States)'],
	['USA English', 'English (United States)'],
	['Italian', 'Italian (Italy)'],
	['it', 'Italian (Italy)'],
	['français', 'French (France)'],
	['ja-JP', 'Japanese (Japan)'],
	['Japanese', 'Japanese (Japan)'],
	['tr', 'Turkish (Türkiye)'],
	['Turkish (Turkey)', 'Turkish (Türkiye)'],
	['Cantonese', 'Chinese (Cantonese, Traditional)'],
	['Tagalog', 'Filipino (Philippines)'],
	['nb', 'Norwegian Bokmål (Norway)'],
])('%s is %s', (word, language) => {
	expect(languagesMeant(word, all).found).toEqual([language]);
});

test('what may be several names them', () => {
	expect(languagesMeant('Portuguese', all).found).toEqual([
		'Portuguese (Brazil)',
		'Portuguese (Portugal)',
	]);
	expect(languagesMeant('Spanish', all).found).toHaveLength(2);
	expect(languagesMeant('de', all).found).toHaveLength(2);
});

test('Mandarin is one language where HeyGen has one of it, and several where it has several', () => {
	expect(languagesMeant('Mandarin', ['Mandarin (China)', 'Thai (Thailand)']).found).toEqual([
		'Mandarin (China)',
	]);
	expect(
		languagesMeant('Mandarin', ['Mandarin (Simplified)', 'Mandarin (Traditional)']).found,
	).toHaveLength(2);
});

test.each([
	['zh-CN', 'Chinese (Mandarin, Simplified)'],
	['zh-Hans', 'Chinese (Mandarin, Simplified)'],
	['zh-TW', 'Chinese (Taiwanese Mandarin, Traditional)'],
	['zh-Hant-TW', 'Chinese (Taiwanese Mandarin, Traditional)'],
	['Chinese Simplified', 'Chinese (Mandarin, Simplified)'],
])('%s is %s', (word, language) => {
	expect(
		languagesMeant(word, [
			'Chinese (Mandarin, Simplified)',
			'Chinese (Taiwanese Mandarin, Traditional)',
		]).found,
	).toEqual([language]);
});

test('another region is named, not taken', () => {
	expect(languagesMeant('it-CH', all)).toEqual({ found: [], near: ['Italian (Italy)'] });
	expect(languagesMeant('Klingon', all)).toEqual({ found: [], near: [] });
});
