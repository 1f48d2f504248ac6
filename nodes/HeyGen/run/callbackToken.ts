// A callback's own proof: a secret of the execution that stands in the address which HeyGen calls, beside n8n's signature.
// n8n signs such an address only in its newer versions, and the number of an execution is easily guessed.
import { createHash, randomBytes, timingSafeEqual } from 'crypto';

/** Where the token is kept, in what all nodes of the execution share. */
export const tokenKey = 'heyGenCallbackToken';
/** The address's query parameter. */
export const tokenParameter = 'token';

export const newToken = (): string => randomBytes(24).toString('base64url');

const digest = (token: unknown): Buffer =>
	createHash('sha256')
		.update(typeof token === 'string' ? token : '')
		.digest();

/**
 * Whether a callback knows the execution's token, told in a time that says nothing about it.
 * @param kept the execution's token; an execution that began under an older version has none
 */
export const isProven = (given: unknown, kept: unknown): boolean =>
	kept === undefined || timingSafeEqual(digest(given), digest(kept));
