// OAuth2 in the real n8n: connecting an account, running with its token, renewing it, losing it; and what n8n tells of credentials.
// Has an n8n of its own, which logs all it can.
const { randomUUID } = require('node:crypto');
const { failureOf, itemsOf } = require('../../tools/n8n/rest');
const { addressAt, publicName } = require('../../tools/n8n/publicName');
const { freePort, startN8n } = require('../../tools/n8n/start');
const { avatarVideo, chain, heyGen, manualTrigger, openLab, rows } = require('./lab');
const { pollTrigger, until } = require('../../tools/n8n/triggerKit');

const type = 'heyGenVideoOAuth2Api';
const clientId = 'client-of-the-test';

/** The address by which HeyGen knows this n8n; it leads to this machine. */
let address;
let n8n;
let lab;
let simulator;
let connected;
beforeAll(async () => {
	const port = await freePort();
	address = addressAt(port);
	n8n = await startN8n({ port, env: { ...publicName(port), N8N_LOG_LEVEL: 'debug' } });
	lab = await openLab(
		{ apiKey: `key-${randomUUID()}`, webhookHosts: { [address]: n8n.url } },
		n8n.url,
	);
	({ simulator } = lab);
	// The credential's hidden fields hold HeyGen's addresses as defaults; given values stand in for them.
	connected = await lab.rest.createCredential({
		name: 'Connected account',
		type,
		data: {
			clientId,
			authUrl: `${simulator.url}/oauth/authorize`,
			accessTokenUrl: `${simulator.url}/v1/oauth/token`,
			baseUrl: simulator.url,
		},
	});
}, 240_000);
afterAll(async () => {
	await lab?.close();
	await n8n?.stop();
});

afterEach(() => simulator.configure({ jobSeconds: 1 }));

/** Connects an account. Returns the page that n8n shows at the end. */
async function connect(credential) {
	const { back, page } = await lab.rest.connect(credential);
	expect(back.origin).toBe(address);
	return page;
}

const withOAuth = (name, parameters, more) => ({
	...heyGen(name, { authentication: 'oAuth2', ...parameters }, more),
	credentials: { [type]: {} },
});
const videos = (scripts, ...more) =>
	chain(
		manualTrigger,
		rows(scripts.map((script) => ({ script }))),
		withOAuth('Create', avatarVideo(simulator)),
		...more,
	);
const run = async (workflow) =>
	await lab.rest.runToEnd(await lab.rest.createWorkflow(workflow, [connected]));
const refreshes = () => simulator.requests({ path: '/v1/oauth/token' });

/** No key and no token in what n8n shows, stores or logs of a run, and none in an address. */
function nothingTold(execution) {
	const secrets = [simulator.apiKey, ...simulator.issuedTokens()];
	expect(secrets.length).toBeGreaterThan(1);
	const addresses = simulator.requests().map(({ path, query }) => ({ path, query }));
	for (const text of [JSON.stringify(execution), JSON.stringify(addresses), n8n.logs()]) {
		for (const secret of secrets) expect(text.includes(secret)).toBe(false);
	}
	expect(simulator.violations()).toEqual([]);
}

test('untouched, the credential leads to HeyGen, with PKCE and without a client secret', async () => {
	const credential = await lab.rest.createCredential({
		name: 'As it is',
		type,
		data: { clientId },
	});
	const authorize = await lab.rest.authorizeAddress(credential);
	expect(`${authorize.origin}${authorize.pathname}`).toBe('https://app.heygen.com/oauth/authorize');
	expect(Object.fromEntries(authorize.searchParams)).toMatchObject({
		client_id: clientId,
		response_type: 'code',
		code_challenge_method: 'S256',
		code_challenge: expect.stringMatching(/^[\w-]{43}$/),
		redirect_uri: `${address}/rest/oauth2-credential/callback`,
	});
});

test('the editor asks for a client ID and needs no client secret', async () => {
	const types = await lab.rest.request('GET', '/types/credentials.json');
	const { properties } = types.find(({ name }) => name === type);
	const shown = (name) => properties.find((property) => property.name === name);
	expect(shown('clientId')).toMatchObject({ type: 'string', required: true });
	expect(shown('clientSecret')).toMatchObject({ type: 'string', typeOptions: { password: true } });
	expect(shown('clientSecret').required).not.toBe(true);
	for (const hidden of ['authUrl', 'accessTokenUrl', 'grantType', 'authentication', 'scope'])
		expect(shown(hidden).type).toBe('hidden');
});

test('before the account is connected, the sentence says so and nothing is sent', async () => {
	const execution = await run(videos(['one']));
	expect(execution.status).toBe('error');
	expect(failureOf(execution)).toMatch(
		/^The credential is not connected to a HeyGen account: .*connect the account/,
	);
	expect(simulator.requests()).toEqual([]);
});

test('an account is connected; a video is made and downloaded with its token alone', async () => {
	expect(await connect(connected)).toMatch(/success|close/i);
	expect(await lab.rest.testCredential(connected)).toMatchObject({ status: 'OK' });
	const execution = await run(
		videos(
			['one'],
			withOAuth('Download', {
				resource: 'video',
				operation: 'download',
				videoId: '={{ $json.id }}',
			}),
		),
	);
	expect(failureOf(execution)).toBeUndefined();
	const [{ json, binary }] = itemsOf(execution, 'Download');
	expect(json.status).toBe('completed');
	expect((await lab.rest.binary(binary.data)).toString('latin1', 4, 8)).toBe('ftyp');
	for (const { path, headers } of simulator.requests()) {
		expect(headers).not.toHaveProperty('x-api-key');
		expect([path, 'authorization' in headers]).toEqual([path, path.startsWith('/v3/')]);
	}
	nothingTold(execution);
});

test('an access token that expired is renewed once for three rows, and each is paid once', async () => {
	const [before, paid] = [refreshes().length, simulator.paid().count];
	simulator.expireTokens();
	const execution = await run(videos(['one', 'two', 'three']));
	expect(failureOf(execution)).toBeUndefined();
	expect(itemsOf(execution, 'Create').map(({ json }) => json.status)).toEqual([
		'completed',
		'completed',
		'completed',
	]);
	expect(refreshes().length - before).toBe(1);
	expect(simulator.paid().count - paid).toBe(3);
	nothingTold(execution);
	// The renewed token was stored: the next run needs no other.
	expect(failureOf(await run(videos(['four'])))).toBeUndefined();
	expect(refreshes().length - before).toBe(1);
});

test('an execution that sleeps while its token expires renews it when HeyGen calls back', async () => {
	const paid = simulator.paid().count;
	simulator.configure({ jobSeconds: 600 });
	const workflow = chain(
		manualTrigger,
		rows([{ script: 'later' }]),
		withOAuth('Create', avatarVideo(simulator, { completion: 'suspend' })),
	);
	const later = {
		id: 'later',
		name: 'Later',
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		parameters: {},
		position: [600, 200],
	};
	workflow.nodes.push(later);
	workflow.connections.Create = { main: [[], [{ node: later.name, type: 'main', index: 0 }]] };
	const id = await lab.rest.run(await lab.rest.createWorkflow(workflow, [connected]));
	const asleep = await lab.rest.waitForExecution(id, { statuses: ['waiting', 'error', 'success'] });
	expect([asleep.status, failureOf(asleep)]).toEqual(['waiting', undefined]);
	simulator.expireTokens();
	simulator.finish(simulator.jobs().at(-1).id);
	const execution = await lab.rest.waitForExecution(id, { limitMs: 60_000 });
	expect(failureOf(execution)).toBeUndefined();
	expect(itemsOf(execution, 'Create').map(({ json }) => json.status)).toEqual(['completed']);
	expect(simulator.paid().count - paid).toBe(1);
	nothingTold(execution);
});

test('a trigger polls with a token that has to be renewed first', async () => {
	const asked = () =>
		simulator
			.requests({ path: '/v3/videos', method: 'GET' })
			.map(({ status, headers }) => [status, 'authorization' in headers, 'x-api-key' in headers]);
	const [before, already] = [refreshes().length, asked().length];
	const workflow = await lab.rest.createWorkflow(
		chain({ ...pollTrigger({ authentication: 'oAuth2' }), credentials: { [type]: {} } }),
		[connected],
	);
	simulator.expireTokens();
	await lab.rest.activate(workflow);
	await until('HeyGen has been asked twice', () => asked().length >= already + 2);
	await lab.rest.deactivate(workflow);
	expect(asked().slice(already, already + 2)).toEqual([
		[401, true, false],
		[200, true, false],
	]);
	expect(refreshes().length - before).toBe(1);
	nothingTold(workflow);
});

test('an API key stays out of items, failures and logs', async () => {
	const workflow = await lab.rest.createWorkflow(
		chain(manualTrigger, rows([{ script: 'one' }]), heyGen('Create', avatarVideo(simulator))),
		[lab.credential],
	);
	const good = await lab.rest.runToEnd(workflow);
	expect(failureOf(good)).toBeUndefined();
	nothingTold(good);
	simulator.plan({
		match: { method: 'POST', path: '/v3/videos' },
		kind: 'status',
		status: 403,
		message: `Not for ${simulator.apiKey}`,
	});
	const bad = await lab.rest.runToEnd(workflow);
	expect(failureOf(bad)).toMatch(
		/^This HeyGen credential may not do this: HeyGen says: Not for \*\*\*/,
	);
	nothingTold(bad);
});

test('access that was withdrawn: the sentence asks to connect again, and doing so helps', async () => {
	simulator.revokeTokens();
	const [before, paid] = [refreshes().length, simulator.paid().count];
	const execution = await run(videos(['one', 'two']));
	expect(execution.status).toBe('error');
	expect(failureOf(execution)).toMatch(
		/^The credential is not connected to a HeyGen account: .*connect the account again/,
	);
	expect(simulator.paid().count).toBe(paid);
	expect(refreshes().length - before).toBeLessThanOrEqual(2);
	nothingTold(execution);

	await connect(connected);
	expect(failureOf(await run(videos(['again'])))).toBeUndefined();
});
