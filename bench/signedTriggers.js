// n8n's own triggers that check a signature, to compare with: Stripe's and GitHub's register themselves at a stand-in of those two's APIs,
// as they do at the real ones, and take deliveries that are signed as those two sign.
const { createHmac, randomBytes, randomUUID } = require('node:crypto');
const http = require('node:http');
const path = require('node:path');

const hmac = (secret, ...parts) => {
	const made = createHmac('sha256', secret);
	for (const part of parts) made.update(part);
	return made.digest('hex');
};
const json = (body) => ({ 'Content-Type': 'application/json', 'Content-Length': body.length });

/** A trigger node of n8n's. */
const node = (name, type, parameters, credential) => ({
	name,
	type: `n8n-nodes-base.${type}`,
	typeVersion: 1,
	id: randomUUID(),
	webhookId: randomUUID(),
	position: [0, 0],
	parameters,
	credentials: { [credential]: {} },
});

const stripe = node('Stripe Trigger', 'stripeTrigger', { events: ['*'] }, 'stripeApi');
const gitHub = node(
	'GitHub Trigger',
	'githubTrigger',
	{
		authentication: 'accessToken',
		owner: { __rl: true, mode: 'name', value: 'owner' },
		repository: { __rl: true, mode: 'name', value: 'repository' },
		events: ['push'],
		options: {},
	},
	'githubApi',
);

/**
 * Starts the stand-in.
 * @returns {Promise<{env: Record<string, string>, credentials: object[], triggers: Array<{node: any, signed: (event: object) => any}>, stop: () => void}>}
 *   n8n's settings, credentials and triggers, each with how its deliveries are signed once it is registered
 */
async function startSignedTriggers() {
	const secrets = { stripe: `whsec_${randomBytes(16).toString('hex')}`, gitHub: '' };
	const server = http.createServer(async (request, response) => {
		const parts = [];
		for await (const part of request) parts.push(part);
		const text = Buffer.concat(parts).toString();
		/** @type {object} */
		let answer = {};
		if (request.method === 'POST' && request.url === '/v1/webhook_endpoints')
			answer = { id: 'we_1', secret: secrets.stripe, status: 'enabled', enabled_events: ['*'] };
		if (request.method === 'POST' && request.url === '/repos/owner/repository/hooks') {
			secrets.gitHub = JSON.parse(text).config.secret;
			answer = { id: 1, active: true, events: ['push'] };
		}
		const body = JSON.stringify(answer);
		response.writeHead(200, { 'Content-Type': 'application/json' }).end(body);
	});
	await new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(undefined)));
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	const url = `http://127.0.0.1:${port}`;
	return {
		env: {
			STRIPE_STAND_IN: url,
			NODE_OPTIONS: `--require ${JSON.stringify(path.join(__dirname, 'stripeHere.js'))}`,
		},
		credentials: [
			{ name: 'Stripe', type: 'stripeApi', data: { secretKey: randomUUID() } },
			{
				name: 'GitHub',
				type: 'githubApi',
				data: { server: url, user: 'owner', accessToken: randomUUID() },
			},
		],
		triggers: [
			{
				node: stripe,
				signed(event) {
					const body = Buffer.from(JSON.stringify({ ...event, type: 'charge.succeeded' }));
					const now = String(Math.floor(Date.now() / 1_000));
					const signature = `t=${now},v1=${hmac(secrets.stripe, `${now}.`, body)}`;
					return { body, headers: { ...json(body), 'Stripe-Signature': signature } };
				},
			},
			{
				node: gitHub,
				signed(event) {
					const body = Buffer.from(JSON.stringify(event));
					const signature = `sha256=${hmac(secrets.gitHub, body)}`;
					return { body, headers: { ...json(body), 'X-Hub-Signature-256': signature } };
				},
			},
		],
		stop() {
			server.closeAllConnections();
			server.close();
		},
	};
}

module.exports = { startSignedTriggers };
