// Certificates that nobody has a reason to trust, made on the spot: as of a proxy that reads along, or of a server that somebody has set up quickly.
const { createHash, generateKeyPairSync, randomBytes, sign } = require('node:crypto');

/** One value in DER (X.690): its tag, its length, its content. */
const der = (tag, ...parts) => {
	const content = Buffer.concat(parts);
	const { length } = content;
	const size =
		length < 128
			? [length]
			: length < 256
				? [0x81, length]
				: [0x82, Math.floor(length / 256), length % 256];
	return Buffer.concat([Buffer.from([tag, ...size]), content]);
};
const sequence = (...parts) => der(0x30, ...parts);
const bytes = (...list) => Buffer.from(list);
/** Object identifiers, by their bytes: commonName, subjectAltName, basicConstraints, ecdsa-with-SHA256. */
const ids = {
	name: der(6, bytes(0x55, 4, 3)),
	hosts: der(6, bytes(0x55, 0x1d, 0x11)),
	authority: der(6, bytes(0x55, 0x1d, 0x13)),
	signature: der(6, bytes(0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2)),
};
const named = (name) => sequence(der(0x31, sequence(ids.name, der(0x0c, Buffer.from(name)))));
const time = (date) =>
	der(0x18, Buffer.from(`${date.toISOString().replace(/\D/g, '').slice(0, 14)}Z`));
const pem = (content) =>
	[
		'-----BEGIN CERTIFICATE-----',
		...(content.toString('base64').match(/.{1,64}/g) ?? []),
		'-----END CERTIFICATE-----',
		'',
	].join('\n');

/**
 * A certificate for 127.0.0.1, or for a host.
 * @param {{name?: string, host?: string, from?: Date, until?: Date, authority?: boolean, issuer?: {name: string, privateKey: import('node:crypto').KeyObject}}} wish
 *   `issuer` signs it; by default it signs itself
 */
const certificate = ({
	name = 'Of this test',
	host,
	from = new Date(Date.now() - 86_400_000),
	until = new Date(Date.now() + 86_400_000),
	authority = false,
	issuer,
} = {}) => {
	const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const by = issuer ?? { name, privateKey };
	const address = host ? der(0x82, Buffer.from(host)) : der(0x87, bytes(127, 0, 0, 1));
	const extension = (id, content) => sequence(id, der(4, content));
	const serial = createHash('sha256').update(randomBytes(16)).digest().subarray(0, 8);
	serial[0] &= 0x7f;
	const content = sequence(
		der(0xa0, der(2, bytes(2))),
		der(2, serial),
		sequence(ids.signature),
		named(by.name),
		sequence(time(from), time(until)),
		named(name),
		publicKey.export({ type: 'spki', format: 'der' }),
		der(
			0xa3,
			sequence(
				extension(ids.authority, sequence(...(authority ? [der(1, bytes(0xff))] : []))),
				extension(ids.hosts, sequence(address)),
			),
		),
	);
	const signature = sign('sha256', content, by.privateKey);
	return {
		name,
		privateKey,
		key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
		cert: pem(sequence(content, sequence(ids.signature), der(3, bytes(0), signature))),
	};
};

module.exports = { certificate };
