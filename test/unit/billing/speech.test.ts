// Speaking time: the published rates, pauses, speed, languages and scripts without spaces.
import { languageCode, speechSeconds } from '../../../nodes/HeyGen/billing/speech';

const seconds = (script: string, more: { language?: string; speed?: number } = {}) =>
	speechSeconds({ script, ...more });

describe('speechSeconds', () => {
	test('150 English words of the usual length take about a minute', () => {
		// 987 characters to 228 words: 4.33 each. "the" 3 + "goods" 5 + "shall" 5: 4.33.
		expect(seconds('the goods shall '.repeat(50), { language: 'en' }).expected).toBeCloseTo(60, 0);
	});

	test.each([
		['Chinese', '水'.repeat(230), 60],
		['Japanese', 'は水'.repeat(150), 60],
		['Korean', '물'.repeat(300), 60],
		['Thai', 'น'.repeat(650), 60],
	])('%s goes by the character', (_, script, expected) => {
		expect(seconds(script).expected).toBeCloseTo(expected, 3);
	});

	test('a book is told by pieces out of all of it, its pauses by all of them', () => {
		const [english, chinese] = ['the goods shall '.repeat(12_000), '水'.repeat(100_000)];
		const both = seconds(english + chinese, { language: 'en' }).expected;
		const each = (150 * 240 * 60) / 150 + (100_000 * 60) / 230;
		expect(both / each).toBeGreaterThan(0.97);
		expect(both / each).toBeLessThan(1.03);
		expect(seconds(english + '<break time="7s"/>'.repeat(1000)).expected).toBeCloseTo(
			seconds(english + ' '.repeat(1000)).expected + 7000,
			-2,
		);
	});

	test('Han characters count as Japanese where kana or the language say so', () => {
		expect(seconds('水'.repeat(300), { language: 'ja' }).expected).toBeCloseTo(60, 3);
		expect(seconds('水'.repeat(300), { language: 'Japanese' }).language).toBe('ja');
		expect(seconds('水'.repeat(299) + 'は').expected).toBeCloseTo(60, 3);
	});

	test.each([
		['<break time="1.5s"/>', 1.5],
		["<break time='500ms' />", 0.5],
		['<break time="2 s"></break>', 2],
		['<break strength="none"/>', 0],
		['<break strength="strong"/>', 1],
		['<break/>', 0.75],
		['<break time=".5s"/>', 0.5],
		['<break time="+1s"/>', 1],
		['<break time="1.5.2s"/>', 0.75],
		['<break time="."/>', 0.75],
		['<break time="1500"/>', 0.75],
		['<speak><break time="1s"/><break time="1s"/></speak>', 2],
		['<prosody rate="slow"></prosody>', 0],
		['', 0],
	])('%s is %d s of pause', (script, pause) => {
		expect(seconds(script)).toMatchObject({ low: pause, expected: pause, high: pause + 0.5 });
	});

	test('speed shortens the words, not the pauses', () => {
		const words = 'the goods shall '.repeat(50);
		const [plain, fast] = [1, 2].map((speed) => seconds(words, { speed }).expected);
		expect(fast).toBeCloseTo(plain / 2, 2);
		expect(seconds(`${words}<break time="10s"/>`, { speed: 2 }).expected).toBeCloseTo(
			plain / 2 + 10,
			2,
		);
	});

	test('digits and signs are spoken as words', () => {
		const without = seconds('We served customers', { language: 'en' }).expected;
		expect(seconds('We served 4300 customers', { language: 'en' }).expected - without).toBeCloseTo(
			4 * 0.4,
			3,
		);
		expect(seconds('20%').expected).toBeCloseTo(3 * 0.4, 3);
	});

	test('tags and entities are not spoken, a lone "<" is not a tag', () => {
		expect(seconds('<speak>Hello &amp; welcome</speak>').expected).toBe(
			seconds('Hello welcome').expected,
		);
		expect(seconds('a < b and c').expected).toBeGreaterThan(seconds('a').expected);
	});

	test('comments and the prolog of SSML are not spoken', () => {
		const markup =
			'<?xml version="1.0"?><!-- slower <break time="9s"/> here --><speak>Hello welcome</speak>';
		expect(seconds(markup).expected).toBe(seconds('Hello welcome').expected);
	});

	test.each([
		['other', '12:30'],
		['other', '😀😀'],
		['en', 'Hello and welcome to the show that you have been waiting for'],
		['de', 'Wir freuen uns, dass Sie da sind, und zeigen Ihnen das neue Haus und den Garten'],
		['es', 'Los clientes que compran una casa con jardín saben que es para siempre'],
		['fr', 'Nous sommes heureux de vous montrer les jardins et la maison dans le village'],
		['it', 'Questo è il giardino che non avete mai visto, con gli alberi della casa'],
		['nl', 'Dit is het huis van een man die niet met de trein naar zijn werk gaat'],
		['pl', 'To jest dom, w którym nie ma ludzi, i nie wiadomo, że się na to czeka'],
		['pt', 'O jardim não é para os gatos, mas você e uma amiga gostam dele'],
		['sv', 'Det är inte som att vi har ett hus på landet och en båt till sjöss'],
		['tr', 'Bu ev bir bahçe ile çok daha güzel ve yeni bir kapı için yer var'],
		['ru', 'Добро пожаловать в наш новый дом'],
		['ar', 'مرحبا بكم في بيتنا الجديد'],
		['he', 'ברוכים הבאים לבית החדש שלנו'],
		['other', 'Lorem ipsum dolor sit amet'],
		['zh', '欢迎来到我们的新房子，这里有iPhone'],
		['ja', '新しい家へようこそ'],
		['ko', '새 집에 오신 것을 환영합니다'],
		['th', 'ยินดีต้อนรับสู่บ้านใหม่'],
	])('guesses %s', (language, script) => {
		expect(seconds(script).language).toBe(language);
	});

	test.each([
		['pt-BR', 'pt'],
		['Portuguese (Brazil)', 'pt'],
		['Mandarin', 'zh'],
		['EN', 'en'],
		['Klingon', 'klingon'],
		['', undefined],
		[undefined, undefined],
	])('%s → %s', (name, code) => {
		expect(languageCode(name) || undefined).toBe(code);
	});

	test('a language without a study of its own has the wider range', () => {
		const share = (language: string) => {
			const { high, expected } = seconds('word '.repeat(100), { language });
			return (high - 0.5) / expected;
		};
		expect(share('en')).toBeCloseTo(1.3, 3);
		expect(share('cs')).toBeCloseTo(1.5, 3);
	});
});
