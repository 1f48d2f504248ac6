// The title that a video gets from its words: one line, cut between words, no sign broken.
import { firstWords, nameByWords } from '../../nodes/HeyGen/parameters/defaultTitle';

const values = { get: () => undefined };
const titled = (request: object) => {
	nameByWords(request as never, values);
	return (request as { title?: string }).title;
};

test.each([
	['a short script', 'Hi Anna, welcome aboard!', 'Hi Anna, welcome aboard!'],
	['several lines and blanks', '  Hi\n\n Anna \t ', 'Hi Anna'],
	[
		'a long one',
		'Three things to know before you start with our newest product, which is green',
		'Three things to know before you start with our newest…',
	],
	['SSML', '<speak>Hello <break time="1s"/> you</speak>', 'Hello you'],
	['less than', 'Is 5 < 6? Yes.', 'Is 5 < 6? Yes.'],
	[
		'a language without blanks',
		'これはとても長い文章です。'.repeat(9),
		expect.stringMatching(/^(これはとても長い文章です。){4}これはとても長い.*…$/),
	],
	['a word that is too long', 'x'.repeat(80), `${'x'.repeat(60)}…`],
])('%s', (_what, script, title) => {
	expect(firstWords(script)).toEqual(title);
});

test.each(['👩‍👩‍👧‍👦', '🇩🇪', '👍🏽', 'é'])('%s is never cut', (sign) => {
	for (let before = 50; before < 62; before++) {
		const title = firstWords(`${'x'.repeat(before)}${sign.repeat(20)}`).replace(/…$/, '');
		expect(title.replaceAll(sign, '').replace(/^x+/, '')).toBe('');
		expect(title.length).toBeLessThanOrEqual(60);
	}
	// Only the beginning is looked at, and that may end inside of a pair.
	for (let at = 396; at < 402; at++)
		expect(firstWords(`${' '.repeat(at)}${sign}`)).not.toMatch(
			/[\ud800-\udbff](?![\udc00-\udfff])/,
		);
});

test('a script, a prompt, or the first scene that says something gives the title', () => {
	expect(titled({ script: 'Hello' })).toBe('Hello');
	expect(titled({ prompt: 'A tram at night' })).toBe('A tram at night');
	const silent = { type: 'image', duration: 5 };
	expect(titled({ scenes: [silent, { type: 'avatar_video', input: { script: 'Second' } }] })).toBe(
		'Second',
	);
	expect(titled({ scenes: [silent] })).toBeUndefined();
	expect(titled({ audio_url: 'https://example.com/a.mp3' })).toBeUndefined();
	expect(titled({ script: 'Hello', title: 'Own' })).toBe('Own');
	expect(titled({ script: '<break/>' })).toBeUndefined();
});
