// The sentences that a value outside its limit is refused with.
import {
	checkList,
	checkNumber,
	checkText,
	checkUrl,
	figure,
	list,
	number,
	rangeOf,
	text,
	file,
} from '../../nodes/api/limits/limit';

const refusal = (check: () => void): string => {
	try {
		check();
	} catch (thrown) {
		return (thrown as Error).message;
	}
	return 'passes';
};

test('a figure is written as English readers write it', () => {
	for (const value of [0, 7, 999, 1000, -999, -1000, 12_345_678, 2 ** 53, 1e20])
		expect(figure(value)).toBe(value.toLocaleString('en-US'));
	for (const value of [0.5, 1.25, -1234.5678, 1e-6, 1234.0000004, 99.9999999, 0.1 + 0.2])
		expect(figure(value)).toBe(value.toLocaleString('en-US', { maximumFractionDigits: 6 }));
	expect([1e21, -1e308, 1e-7].map(figure)).toEqual(['1e+21', '-1e+308', '1e-7']);
});

describe('text', () => {
	const script = text(1, 5000, 'API reference');
	test.each([
		['a', 'passes'],
		['x'.repeat(5000), 'passes'],
		['😀'.repeat(5000), 'passes'],
		['x'.repeat(5001), "'Script' takes 1 to 5,000 characters, but this one has 5,001"],
		['', "'Script' takes 1 to 5,000 characters, but this one has 0"],
	])('%#', (value, expected) =>
		expect(refusal(() => checkText('Script', value, script))).toBe(expected),
	);
});

describe('number', () => {
	const speed = number(0.5, 1.5, 'API reference');
	const seconds = number(0, 300, 'API reference', { above: true, unit: 'seconds' });
	const pixels = number(128, 4096, 'API reference', { whole: true, step: 2, unit: 'pixels' });
	test.each([
		[speed, 0.5, 'passes'],
		[speed, 1.5, 'passes'],
		[speed, 1.51, "'X' must be 0.5 to 1.5, but is 1.51"],
		[seconds, 0, "'X' must be more than 0 and at most 300 seconds, but is 0"],
		[seconds, 300, 'passes'],
		[pixels, 129, "'X' must be a multiple of 2, but is 129"],
		[pixels, 128.5, "'X' must be a whole number, but is 128.5"],
	])('%#', (limit, value, expected) =>
		expect(refusal(() => checkNumber('X', value, limit))).toBe(expected),
	);
});

test('a list with too many entries', () => {
	expect(
		refusal(() => checkList('Files', Array(21).fill(1), list(0, 20, 'files', 'API reference'))),
	).toBe("'Files' takes at most 20 files, but has 21");
});

describe('addresses', () => {
	const audio = file(['WAV', 'MP3'], 50, 'API reference');
	test.each([
		['https://example.com/a.mp3?x=1', 'passes'],
		['https://example.com/a.MP3', 'passes'],
		['https://example.com/stream', 'passes'],
		['https://example.com/v1.2', 'passes'],
		[
			'https://example.com/a.ogg',
			"'Audio URL' takes WAV or MP3 files, but this address ends in .ogg",
		],
		[
			'example.com/a.mp3',
			"'Audio URL' must be a public web address that begins with https://, but is 'example.com/a.mp3'",
		],
		[
			'file:///etc/passwd',
			"'Audio URL' must be a public web address that begins with https://, but is 'file:///etc/passwd'",
		],
	])('%s', (value, expected) =>
		expect(refusal(() => checkUrl('Audio URL', value, audio))).toBe(expected),
	);
});

describe('the ending of an address where HeyGen takes more than it names', () => {
	const like = (...formats: string[]) => file(formats, undefined, 'API reference');
	const [films, sounds, pictures] = [like('MP4', 'WebM'), like('WAV', 'MP3'), like('PNG', 'JPG')];
	test.each([
		['mov', films, true],
		['html', films, true],
		['heif', films, false],
		['mp3', films, false],
		['ogg', sounds, true],
		['mp4', sounds, true],
		['png', sounds, false],
		['webp', pictures, true],
		['heic', pictures, false],
		['avif', pictures, false],
		['svg', pictures, false],
		['mp4', pictures, false],
		['zip', like('ZIP'), true],
		['pdf', like('ZIP'), false],
	])('.%s for %j: %s', (ending, kind, passes) => {
		const said = refusal(() =>
			checkUrl('File', `https://example.com/a.${ending}`, undefined, kind),
		);
		expect(said === 'passes').toBe(passes);
		if (!passes) expect(said).toContain(`, but this address ends in .${ending}`);
	});
});

test('ranges in words', () => {
	expect([
		rangeOf(number(undefined, 5, 'API reference')),
		rangeOf(number(1, undefined, 'API reference')),
		rangeOf(number(0, undefined, 'API reference', { above: true, unit: 'minutes' })),
	]).toEqual(['at most 5', 'at least 1', 'more than 0 minutes']);
});
