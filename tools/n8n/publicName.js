// Loaded into n8n before its own code: gives it a public https address that leads back to this machine, as a proxy
// that ends TLS in front of it would. With a certificate, such a proxy is really there, at that port.
//
//   const port = await freePort();
//   startN8n({ port, env: publicName(port) })
const dns = require('node:dns');
const http = require('node:http');
const https = require('node:https');

const NAME = 'n8n.example.com';
const { lookup } = dns;
/** @type {any} */ (dns).lookup = (host, options, done) => {
	const answer = done ?? options;
	if (host !== NAME) return done ? lookup(host, options, done) : lookup(host, options);
	return options?.all
		? answer(null, [{ address: '127.0.0.1', family: 4 }])
		: answer(null, '127.0.0.1', 4);
};

/** Tells this file, once it is loaded into n8n, that there is a proxy. */
const PROXIED = 'PUBLIC_NAME_IS_PROXIED';

/** What goes to that name arrives at n8n without TLS. */
const { request } = https;
https.request = (options, ...rest) =>
	(options?.hostname ?? options?.host) === NAME && !process.env[PROXIED]
		? http.request({ ...options, protocol: 'http:', agent: undefined }, ...rest)
		: request(options, ...rest);

/** The address that n8n has by that name. */
const addressAt = (port, path = '') => `https://${NAME}:${port}${path}`;

/**
 * n8n's settings for it: which of the two names it reads depends on its version.
 * @param {number} port
 * @param {{path?: string, certificate?: string}} [proxy] the path under which it serves n8n, and the file of its certificate
 */
const publicName = (port, { path, certificate } = {}) => ({
	N8N_WEBHOOK_URL: addressAt(port, path),
	WEBHOOK_URL: addressAt(port, path),
	NODE_OPTIONS: `--require ${JSON.stringify(__filename)}`,
	...(certificate && { [PROXIED]: 'true', NODE_EXTRA_CA_CERTS: certificate }),
});

module.exports = { NAME, addressAt, publicName };
