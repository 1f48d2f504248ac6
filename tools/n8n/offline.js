// Loaded into n8n before its own code: no name leads anywhere but to this machine, as on a computer without a network.
const dns = require('node:dns');

const { lookup } = dns;
dns.lookup = /** @type {any} */ (
	(host, options, done) => {
		const answer = done ?? options;
		if (host === 'localhost' || /^[\d.:a-f]+$/.test(host))
			return done ? lookup(host, options, done) : lookup(host, options);
		const unknown = Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), {
			code: 'ENOTFOUND',
			syscall: 'getaddrinfo',
			hostname: host,
		});
		return process.nextTick(answer, unknown);
	}
);
