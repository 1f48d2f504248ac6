// Is this delivery really from HeyGen? Pure: HMAC-SHA256 over the raw bytes, compared in constant time.
import { createHash, createHmac, timingSafeEqual } from 'crypto';
import { KEY_LENGTH } from './remembered';

/**
 * How far, in seconds, a delivery's timestamp may lie from our clock, either way (HeyGen's webhook guide). It is not part of
 * what HeyGen signs: it keeps off an old delivery that comes as it was, and nobody who writes another time into it.
 */
export const TIMESTAMP_WINDOW_SECONDS = 300;

export type Delivery = {
	/** The request's headers, names in lower case as Node.js gives them. */
	headers: Record<string, unknown>;
	/** The bytes as they came in; absent where n8n read the request as a form. */
	rawBody?: Buffer;
};

/** A header's value if it was sent exactly once as text. */
export function header({ headers }: Delivery, name: string): string | undefined {
	const value = headers[name];
	return typeof value === 'string' ? value : undefined;
}

/**
 * Says why a delivery is not to be believed, as half a sentence for the log: it never holds the secret or the body.
 * Some receivers report a plain `Signature` header and no timestamp, so both names are taken
 * and the timestamp is checked where it is sent.
 *
 * @param secret the endpoint's whole signing secret, `whsec_` included; without one nothing is believed
 * @param nowSeconds our clock, in Unix seconds
 * @returns undefined when the delivery is genuine
 */
export function whyRefused(
	delivery: Delivery,
	secret: unknown,
	nowSeconds: number,
): string | undefined {
	if (typeof secret !== 'string' || secret === '')
		return 'no signing secret is stored for this trigger';

	const signature = header(delivery, 'heygen-signature') ?? header(delivery, 'signature');
	if (signature === undefined) return 'it carries no signature';
	if (!/^[0-9a-f]{64}$/i.test(signature)) return 'its signature is not a hex HMAC-SHA256';

	if ('heygen-timestamp' in delivery.headers) {
		const timestamp = header(delivery, 'heygen-timestamp') ?? '';
		if (!/^\d{1,12}$/.test(timestamp)) return 'its timestamp is not in Unix seconds';
		const seconds = Math.abs(nowSeconds - Number(timestamp));
		if (seconds > TIMESTAMP_WINDOW_SECONDS)
			return `its timestamp lies ${Math.round(seconds)} s from this clock (limit ${TIMESTAMP_WINDOW_SECONDS} s)`;
	}

	if (!delivery.rawBody?.length) return 'it has no raw body';
	const expected = createHmac('sha256', secret).update(delivery.rawBody).digest();
	return timingSafeEqual(Buffer.from(signature, 'hex'), expected)
		? undefined
		: 'its signature does not match (after a rotation of the secret, unpublish the workflow and publish it again)';
}

/** A short fingerprint of bytes or text, by which a delivery is remembered. */
export function fingerprint(content: Buffer | string): string {
	return createHash('sha256').update(content).digest('base64url').slice(0, KEY_LENGTH);
}
