// One n8n for all test files of a run: jest's globalSetup starts it, its globalTeardown (stopShared.js) stops it.
const { startN8n } = require('./start');

/** Tells the test files where the n8n is. */
const ADDRESS = 'SHARED_N8N_URL';

module.exports = async () => {
	const n8n = await startN8n({ env: { N8N_LOG_LEVEL: 'warn' } });
	await n8n.rest.login();
	globalThis.sharedN8n = n8n;
	process.env[ADDRESS] = n8n.url;
};
module.exports.ADDRESS = ADDRESS;
