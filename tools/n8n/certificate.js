// A certificate that nobody but who is told trusts, for a proxy of the tests that ends TLS. Made by Node alone.
const { generateKeyPairSync, randomInt, sign } = require('node:crypto');

const DAY_MS = 86_400_000;
/** The tags of ASN.1 that a certificate is made of. */
const TAGS = { boolean: 1, integer: 2, bits: 3, bytes: 4, oid: 6, text: 12, time: 23 };
const SEQUENCE = 0x30;
const SET = 0x31;

/** One value of ASN.1 with its length before it. */
function der(tag, ...parts) {
	const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
	const { length } = body;
	const size = length < 128 ? [length] : [0x82, length >> 8, length & 255];
	return Buffer.concat([Buffer.from([tag, ...size]), body]);
}
const sequence = (...parts) => der(SEQUENCE, ...parts);
const oid = (hex) => der(TAGS.oid, Buffer.from(hex, 'hex'));
const time = (/** @type {Date} */ date) =>
	der(TAGS.time, Buffer.from(date.toISOString().replace(/^..|[-:T]|\.\d+/g, '')));

const SIGNATURE = sequence(oid('2a8648ce3d040302')); // ECDSA with SHA-256
const COMMON_NAME = oid('550403');
const ALTERNATIVE_NAME = oid('551d11');
const CONSTRAINTS = oid('551d13');
const TRUE = der(TAGS.boolean, [255]);

const pem = (label, bytes) =>
	`-----BEGIN ${label}-----\n${bytes.toString('base64').replace(/(.{64})/g, '$1\n')}\n-----END ${label}-----\n`;

/**
 * @param {string} name the host that it is for
 * @returns {{key: string, cert: string}} as Node's servers take them; `cert` is its own authority
 */
function certificateFor(name) {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
	const subject = sequence(der(SET, sequence(COMMON_NAME, der(TAGS.text, Buffer.from(name)))));
	const extensions = sequence(
		sequence(ALTERNATIVE_NAME, der(TAGS.bytes, sequence(der(0x82, Buffer.from(name))))),
		sequence(CONSTRAINTS, TRUE, der(TAGS.bytes, sequence(TRUE))),
	);
	const body = sequence(
		der(0xa0, der(TAGS.integer, [2])), // version 3
		der(TAGS.integer, [1 + randomInt(100)]),
		SIGNATURE,
		subject,
		sequence(time(new Date(Date.now() - DAY_MS)), time(new Date(Date.now() + 30 * DAY_MS))),
		subject,
		publicKey.export({ type: 'spki', format: 'der' }),
		der(0xa3, extensions),
	);
	const signature = der(TAGS.bits, [0], sign('sha256', body, privateKey));
	return {
		key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
		cert: pem('CERTIFICATE', sequence(body, SIGNATURE, signature)),
	};
}

module.exports = { certificateFor };
