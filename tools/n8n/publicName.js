// Loaded into n8n before its own code: gives it a public https address that leads back to this machine, as a proxy
// that ends TLS in front of it would.
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

/** What goes to that name arrives at n8n without TLS. */
const { request } = https;
https.request = (options, ...rest) =>
	(options?.hostname ?? options?.host) === NAME
		? http.request({ ...options, protocol: 'http:', agent: undefined }, ...rest)
		: request(options, ...rest);

/** The address that n8n has by that name. */
const addressAt = (port) => `https://${NAME}:${port}`;

/** n8n's settings for it: which of the two names it reads depends on its version. */
const publicName = (port) => ({
	N8N_WEBHOOK_URL: addressAt(port),
	WEBHOOK_URL: addressAt(port),
	NODE_OPTIONS: `--require ${JSON.stringify(__filename)}`,
});

module.exports = { addressAt, publicName };
