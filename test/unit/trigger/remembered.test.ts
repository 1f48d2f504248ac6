// The memory of events: by the hour, at least 24 of them, bounded, and joined where two processes have written it.
import {
	holdsAll,
	HOURS_KEPT,
	join,
	KEY_LENGTH,
	KEYS_KEPT,
	readRemembered,
	remember,
	remembers,
	written,
	type Remembered,
} from '../../../nodes/HeyGenTrigger/remembered';

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;
const key = (n: number) => n.toString(36).padStart(KEY_LENGTH, '0');
const empty: Remembered = new Map();
const through = (remembered: Remembered) =>
	readRemembered(JSON.parse(JSON.stringify(written(remembered))), undefined, NOW);

test('an event is known for 24 hours, whatever number came after it, and forgotten after 25', () => {
	let remembered = remember(empty, [key(0)], NOW);
	for (let n = 1; n <= 5_000; n += 1) remembered = remember(remembered, [key(n)], NOW + n);
	remembered = through(remember(remembered, ['the last'], NOW + 24 * HOUR));
	expect([0, 1, 5_000].map((n) => remembers(remembered, [key(n)]))).toEqual([true, true, true]);
	remembered = remember(remembered, ['the next'], NOW + (HOURS_KEPT + 1) * HOUR);
	expect(remembers(remembered, [key(0)])).toBe(false);
	expect(remembers(remembered, ['the last'])).toBe(true);
});

test(`beyond ${KEYS_KEPT} keys the oldest go first, whole`, () => {
	let remembered: Remembered = new Map([
		[500_000, Array.from({ length: KEYS_KEPT }, (_, n) => key(n)).join('')],
	]);
	remembered = remember(remembered, ['one more'], 500_001 * HOUR);
	expect(remembers(remembered, [key(0)])).toBe(false);
	expect(remembers(remembered, [key(1)])).toBe(true);
	expect(remembers(remembered, ['one more'])).toBe(true);
	expect(JSON.stringify(written(remembered)).length).toBeLessThan(401_000);
});

test('a key is found only where it begins', () => {
	const remembered = remember(empty, ['abcdefgh', 'ijklmnop'], NOW);
	expect(remembers(remembered, ['efghijkl'])).toBe(false);
	expect(remembers(remembered, ['efghijkl', 'ijklmnop'])).toBe(true);
});

test('two memories become one, each key once, and the one that both begin with stays in front', () => {
	const both = remember(empty, [key(1), key(2)], NOW);
	const one = remember(both, [key(3)], NOW);
	const two = remember(both, [key(4)], NOW + HOUR);
	const other = remember(both, [key(5)], NOW);
	const all = join(one, join(two, other));
	expect([...all.values()]).toEqual([[1, 2, 3, 5].map(key).join(''), key(4)]);
	expect([one, two, other, both].map((each) => holdsAll(all, each))).toEqual(Array(4).fill(true));
	expect([one, two, other, both].map((each) => holdsAll(each, all))).toEqual(Array(4).fill(false));
});

test('what an older version stored counts from now on; anything else that stands there is nothing', () => {
	const older = ['aaaaaaaaBBBB', 'ccccccccDDDD', 'short', 5, null];
	expect(remembers(readRemembered(undefined, older, NOW), ['cccccccc'])).toBe(true);
	for (const odd of [
		null,
		'text',
		5,
		[1],
		{ a: 'aaaaaaaa' },
		{ '5': 'short' },
		{ '5': ['aaaaaaaa'] },
		{ '-1': 'aaaaaaaa' },
		JSON.parse('{"__proto__":"aaaaaaaa","constructor":"aaaaaaaa"}'),
	])
		expect(readRemembered(odd, odd, NOW)).toEqual(empty);
});
