// When a request is sent again, and after how long.
import { longestWait, pauseBefore, retryAfterOf, tries } from '../../nodes/api/retry';
import { sentenceOf, type Refusal } from '../../nodes/api/refusal';
import { realClock } from '../../nodes/api/clock';

const refusal = (status: number, code = '', retryAfter?: number): Refusal => ({
	status,
	code,
	message: '',
	retryAfter,
});
const again = (one: Refusal, repeatable: boolean, attempt = 1) =>
	pauseBefore(one, repeatable, attempt, 0.5) !== undefined;

test.each([
	['429 with a header, any method', refusal(429, 'rate_limit_exceeded', 7), false, true],
	['429 without a code', refusal(429), false, true],
	['an allowance that is used up', refusal(429, 'quota_exceeded', 7), true, false],
	['the same key still running', refusal(409, 'request_in_progress'), true, true],
	['an asset not ready yet', refusal(409, 'resource_not_ready'), true, true],
	['a wrong parameter', refusal(400, 'invalid_parameter'), true, false],
	['no credit', refusal(402, 'insufficient_credit'), true, false],
	['a 503 of a read', refusal(503), true, true],
	['a 503 of a write that nothing protects', refusal(503), false, false],
	['a dropped connection of a keyed write', refusal(0), true, true],
	['a dropped connection of a write that nothing protects', refusal(0), false, false],
])('%s', (_, one, repeatable, expected) => expect(again(one, repeatable)).toBe(expected));

test('gives up after a bounded number of tries, but waits for a limit as long as the item may wait', () => {
	expect(again(refusal(503), true, tries)).toBe(false);
	expect(again(refusal(429, 'rate_limit_exceeded', 1), true, 500)).toBe(true);
});

test('waits at least as long as HeyGen says, and spreads the waits', () => {
	expect(pauseBefore(refusal(429, 'rate_limit_exceeded', 30), false, 1, 0)).toBe(30);
	expect(pauseBefore(refusal(429, 'rate_limit_exceeded', 30), false, 1, 1)).toBe(31);
	expect(pauseBefore(refusal(503, '', 20), true, 1, 0)).toBe(20);
	expect(pauseBefore(refusal(503), true, 1, 0)).toBeLessThan(
		pauseBefore(refusal(503), true, 3, 0) as number,
	);
});

test('an upload that HeyGen has not confirmed yet is asked for soon, then ever later, at most every 8 seconds', () => {
	const waits = [1, 2, 3, 4, 5, 6, 7, 8, 50].map((attempt) =>
		pauseBefore(refusal(409, 'resource_not_ready'), true, attempt, 0.5),
	);
	expect(waits).toEqual([0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 8, 8]);
	expect(pauseBefore(refusal(409, 'voice_not_ready'), true, 1, 0.5)).toBe(0.5);
});

test('Retry-After holds seconds or a date', () => {
	const now = Date.parse('2026-01-01T00:00:00Z');
	expect(retryAfterOf('12', now)).toBe(12);
	expect(retryAfterOf('Thu, 01 Jan 2026 00:00:30 GMT', now)).toBe(30);
	expect(retryAfterOf('Wed, 31 Dec 2025 00:00:00 GMT', now)).toBe(0);
	expect(retryAfterOf('soon', now)).toBeUndefined();
	expect(retryAfterOf(undefined, now)).toBeUndefined();
});

test('who asks for more than a day is not waited for', () => {
	for (const one of [refusal(429, 'rate_limit_exceeded', 2_592_000), refusal(503, '', 2_592_000)])
		expect(pauseBefore(one, true, 1, 0.5)).toBeUndefined();
	expect(again(refusal(429, 'rate_limit_exceeded', longestWait), true)).toBe(true);
	const year9999 = retryAfterOf('Fri, 31 Dec 9999 23:59:59 GMT', 0);
	expect(again(refusal(429, 'rate_limit_exceeded', year9999), true)).toBe(false);
	expect(retryAfterOf('9'.repeat(400), 0)).toBeUndefined();
	expect(sentenceOf(refusal(429, 'rate_limit_exceeded', 2_592_000), false).message).toBe(
		'HeyGen is still busy with other requests of this account, and asks to come back in 30 days',
	);
});

test('a wait longer than a timer can be set to does not end at once', async () => {
	jest.useFakeTimers();
	try {
		let isOver = false;
		const ask = new AbortController();
		const days = (count: number) => count * 86_400_000;
		const wait = realClock.sleep(days(30)).then(() => (isOver = true));
		const stopped = realClock.sleep(days(300), ask.signal);
		await jest.advanceTimersByTimeAsync(days(29.9));
		expect(isOver).toBe(false);
		await jest.advanceTimersByTimeAsync(days(0.1));
		await wait;
		ask.abort();
		await stopped;
	} finally {
		jest.useRealTimers();
	}
});
