// Every pattern of the package is linear: none takes longer than some milliseconds for a megabyte of what it likes least, so that no text makes n8n stand still.
const fs = require('node:fs');
const path = require('node:path');
const { parseRegExpLiteral } = require('@eslint-community/regexpp');
const ts = require('typescript');

const root = path.join(__dirname, '..', '..');
const megabyte = 2 ** 20;
const mostMilliseconds = 400;

/** The package's own files. @returns {string[]} */
const filesIn = (folder) =>
	fs
		.readdirSync(path.join(root, folder), { withFileTypes: true })
		.flatMap((entry) =>
			entry.isDirectory()
				? filesIn(`${folder}/${entry.name}`)
				: entry.name.endsWith('.ts')
					? [`${folder}/${entry.name}`]
					: [],
		);

/** Every pattern that stands in a file, and where. */
function patternsOf(file) {
	const source = ts.createSourceFile(
		file,
		fs.readFileSync(path.join(root, file), 'utf8'),
		ts.ScriptTarget.Latest,
		true,
	);
	const found = [];
	const walk = (node) => {
		if (node.kind === ts.SyntaxKind.RegularExpressionLiteral) found.push(node.getText());
		ts.forEachChild(node, walk);
	};
	walk(source);
	return found.map((text) => ({ file, text }));
}
const patterns = ['nodes', 'credentials'].flatMap(filesIn).flatMap(patternsOf);

/** A pattern as the code has it. @returns {RegExp} */
function patternFrom(text) {
	const end = text.lastIndexOf('/');
	return new RegExp(text.slice(1, end), text.slice(end + 1));
}

/** Characters to try where a class says only what it is not. */
const candidates = [...'aA0 .,/-_<>(){}[]"\'#?&=$:;@!*+|\\%\t\n\0', 'é', '漢', '\u200B', '\uD800'];

/** A text that a part of a pattern takes. */
function sampleOf(part, flags) {
	switch (part.type) {
		case 'Alternative':
			return part.elements.map((one) => sampleOf(one, flags)).join('');
		case 'Group':
		case 'CapturingGroup':
			return sampleOf(part.alternatives[0], flags);
		case 'Quantifier':
			return sampleOf(part.element, flags).repeat(Math.max(part.min, 1));
		case 'Character':
			return String.fromCodePoint(part.value);
		case 'CharacterClass':
		case 'CharacterSet': {
			const one = new RegExp(`^(?:${part.raw})$`, flags.replace(/[gy]/g, ''));
			return candidates.find((character) => one.test(character)) ?? 'a';
		}
		default:
			return '';
	}
}

/** What a pattern takes without end: the texts before it, what is repeated, and both together. */
function* shapesOf(text) {
	const { pattern, flags } = parseRegExpLiteral(text);
	function* walk(part, before) {
		if (part.type === 'Alternative') {
			let begin = before;
			for (const element of part.elements) {
				yield* walk(element, begin);
				begin += sampleOf(element, flags.raw);
			}
		} else if (part.alternatives) for (const one of part.alternatives) yield* walk(one, before);
		else if (part.type === 'Quantifier') {
			const pump = sampleOf(part.element, flags.raw) || 'a';
			yield [before, pump];
			yield ['', before + pump];
			yield* walk(part.element, before);
		}
	}
	yield* walk(pattern, '');
}

/** Shapes that have made some pattern slow. */
const usual = [
	...['a', 'A', ' ', '.', ',', '0', '(', '/', '<', '&a', '\n', 'é', '😀', 'e\u0301'],
	...['<a', '<!--', '{{', '{{$', 'http://', 'a.', 'Aa', 'a ', '_not_found', '="', 'Bearer '],
].map((pump) => ['', pump]);

/** Milliseconds of a pattern for a text; what it makes of it does not matter, nor what else the machine does meanwhile. */
function millisecondsOf(pattern, text) {
	const before = process.cpuUsage();
	if (pattern.global) text.replace(pattern, '');
	else pattern.exec(text);
	return process.cpuUsage(before).user / 1000;
}

/** What a pattern does not take at the end. */
const endings = ['', '\u0000', '\n.'];

/** All shapes of one size, the slowest first. A pattern that is not linear ends the walk: with more it would take minutes. */
function timesFor(text, shapes, size) {
	const pattern = patternFrom(text);
	const times = [];
	for (const [begin, pump] of shapes)
		for (const end of endings) {
			const fed = begin + pump.repeat(Math.ceil(size / pump.length)) + end;
			let milliseconds = millisecondsOf(pattern, fed);
			// Measured again, twice at most: memory may have been tidied up meanwhile.
			for (let again = 0; again < 2 && milliseconds > mostMilliseconds; again++)
				milliseconds = Math.min(milliseconds, millisecondsOf(pattern, fed));
			if (milliseconds > mostMilliseconds)
				throw new Error(
					`${text} takes ${Math.round(milliseconds)} ms for ${fed.length} characters of ${JSON.stringify(begin + pump)} …`,
				);
			times.push({ shape: [begin, pump], milliseconds });
		}
	return times.sort((a, b) => b.milliseconds - a.milliseconds);
}

test('the walk sees the patterns', () => expect(patterns.length).toBeGreaterThan(100));

test.each(patterns)('$file: $text', ({ text }) => {
	const shapes = [...shapesOf(text), ...usual];
	timesFor(text, shapes, 64);
	timesFor(text, shapes, 2 ** 12);
	const worst = timesFor(text, shapes, 2 ** 16).slice(0, 4);
	timesFor(
		text,
		worst.map(({ shape }) => shape),
		megabyte,
	);
});

test('a pattern that is not linear would be found', () => {
	for (const text of ['/[.\\s]+$/', '/<a[^>]*>/'])
		expect(
			[...shapesOf(text)].some(
				([begin, pump]) =>
					millisecondsOf(patternFrom(text), `${begin}${pump.repeat(2 ** 14)}\u0000`) > 20,
			),
		).toBe(true);
});
