// When a request may be sent again, and after how long. Pure, so that every line of it can be tested without a clock.
import type { Refusal } from './refusal';

/** Tries of one request that got no clear answer. */
export const tries = 6;
/** Seconds before the second try, where nothing else is known; doubled for each further one. */
const firstPause = 0.5;
const longestPause = 8;
/** Seconds that a wait between two tries may last: who asks for more is not waited for. A node that runs so long would not outlive a restart. */
export const longestWait = 86_400;
/** Seconds to wait after a 429 that does not say how long, or says not at all. */
const limitedPause = 2;

/**
 * A 409 that passes, with the seconds before the second try: any other, such as a name that is taken, stays (source: HeyGen API reference, error codes).
 * HeyGen confirms an upload "after a moment" and does not say how long that is: who asks soon and then ever later waits at most twice as long as it takes.
 */
const notYet = new Map([
	['request_in_progress', firstPause],
	['resource_not_ready', 0.1],
	['voice_not_ready', firstPause],
	['brand_kit_not_ready', firstPause],
]);

/**
 * Seconds until a request may be sent again, undefined when it may not.
 * Decides on HeyGen's code first, then on the status (source: HeyGen API reference, error codes and idempotency).
 * @param repeatable a read, a delete, or a write that HeyGen recognises when it comes again
 * @param attempt number of tries with such an outcome so far, from 1
 * @param random 0 to 1, spreads the waits of many items
 */
export function pauseBefore(
	refusal: Refusal,
	repeatable: boolean,
	attempt: number,
	random: number,
): number | undefined {
	const first = notYet.get(refusal.code) ?? firstPause;
	const backOff = Math.min(longestPause, first * 2 ** (attempt - 1)) * (0.75 + random / 2);
	// What was never sent may be sent again, whatever it is; a certificate does not change in a moment.
	if (refusal.unsent) return attempt < tries && !refusal.unsent.lasts ? backOff : undefined;
	if (refusal.code === 'quota_exceeded' || refusal.code === 'domain_not_allowed') return undefined;
	if ((refusal.retryAfter ?? 0) > longestWait) return undefined;
	if (notYet.has(refusal.code)) return Math.max(refusal.retryAfter ?? 0, backOff);
	if (isLimited(refusal))
		return (
			(refusal.retryAfter || limitedPause * Math.min(8, 2 ** (attempt - 1))) +
			random * Math.min(1, refusal.retryAfter || 1)
		);
	if (refusal.status !== 0 && refusal.status < 500) return undefined;
	return (repeatable || refusal.notRun) && attempt < tries
		? Math.max(refusal.retryAfter ?? 0, backOff)
		: undefined;
}

/** HeyGen asks to come back later: too many requests, or too many unfinished jobs. */
export const isLimited = (refusal: Refusal): boolean =>
	refusal.code === 'rate_limit_exceeded' ||
	(refusal.status === 429 && refusal.code !== 'quota_exceeded');

/**
 * Seconds of a Retry-After header, which holds seconds or a date (source: RFC 9110, 10.2.3).
 * @param now milliseconds since 1970
 */
export function retryAfterOf(header: unknown, now: number): number | undefined {
	if (typeof header !== 'string' && typeof header !== 'number') return undefined;
	const seconds = Number(header);
	if (Number.isFinite(seconds)) return Math.max(0, seconds);
	const date = Date.parse(String(header));
	return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}
