// HeyGen behind certificates that nobody trusts, as a proxy that reads along has them: the cause in words and the way out, wherever the nodes ask.
const https = require('node:https');
const { HeyGenPollTrigger } = require('../../nodes/HeyGenPollTrigger/HeyGenPollTrigger.node');
const { HeyGenTrigger } = require('../../nodes/HeyGenTrigger/HeyGenTrigger.node');
const { certificate } = require('../../tools/engine/certificate');
const engine = require('../../tools/engine/engine');
const { startSimulator } = require('../../simulator');
const { defaults } = require('../../nodes/api/limits');
const { forgetLibraries } = require('../../nodes/api/lists/library');

let simulator;
const open = [];
beforeAll(async () => {
	defaults.firstPollSeconds = 0.05;
	simulator = await startSimulator({ jobSeconds: 0.05 });
});
afterAll(async () => {
	for (const server of open) {
		server.closeAllConnections();
		server.close();
	}
	await simulator.stop();
});
beforeEach(() => {
	simulator.reset();
	forgetLibraries();
});

/** HeyGen at an https address with this certificate. */
async function behind({ key, cert }) {
	const server = https.createServer({ key, cert }, async (request, response) => {
		const chunks = [];
		for await (const chunk of request) chunks.push(chunk);
		const { 'x-api-key': apiKey, 'content-type': type = 'application/json' } = request.headers;
		const answer = await fetch(simulator.url + request.url, {
			method: request.method,
			headers: { 'x-api-key': String(apiKey), 'content-type': type },
			...(chunks.length ? { body: Buffer.concat(chunks) } : {}),
		});
		response.writeHead(answer.status, { 'content-type': 'application/json' });
		response.end(await answer.text());
	});
	await new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(undefined)));
	open.push(server);
	const baseUrl = `https://127.0.0.1:${/** @type {any} */ (server.address()).port}`;
	return { heyGenVideoApi: { apiKey: simulator.apiKey, baseUrl } };
}

const authority = certificate({ name: 'Proxy of the house', authority: true });
const day = 86_400_000;
/** @type {Record<string, {made: ReturnType<typeof certificate>, why: string, node?: string}>} */
const kinds = {
	'signed by itself': { made: certificate(), why: 'its certificate is self-signed' },
	'of an unknown authority': {
		made: certificate({ issuer: authority }),
		why: 'its certificate cannot be verified',
	},
	'of another host': {
		made: certificate({ host: 'example.com', issuer: authority }),
		why: 'its certificate cannot be verified',
	},
	expired: {
		made: certificate({ from: new Date(Date.now() - 2 * day), until: new Date(Date.now() - day) }),
		why: 'its certificate has expired',
		node: "the clock of n8n's machine",
	},
};
const option = "'Ignore SSL Issues' under 'Request Options'";
const ignoring = { requestOptions: { allowUnauthorizedCerts: true } };

const video = () => {
	const { looks } = simulator.catalogue();
	return {
		resource: 'video',
		operation: 'createAvatar',
		avatarId: {
			__rl: true,
			mode: 'id',
			value: looks.find(({ status }) => status === 'completed').id,
		},
		script: 'Hello there',
	};
};
const template = () => ({
	templateId: { __rl: true, mode: 'id', value: simulator.catalogue().templates[0].id },
});

describe.each(Object.entries(kinds))('a certificate %s', (_, kind) => {
	const { made, why, node = 'NODE_EXTRA_CA_CERTS' } = kind;
	let credentials;
	beforeAll(async () => (credentials = await behind(made)));

	test('an order: nothing was sent nor charged, and the node says how to get on; then it goes through', async () => {
		const order = async (more) =>
			await engine.runNode({ parameters: { ...video(), ...more }, credentials });
		const { error } = await order({});
		expect(error.message).toBe(`HeyGen was not reached: ${why}`);
		expect(error.description).toContain(node);
		expect(error.description).toContain(option);
		expect(error.description).toContain('Nothing was charged for this item');
		expect(simulator.requests()).toEqual([]);
		const { items } = await order(ignoring);
		expect(items.map(({ json }) => json.status)).toEqual(['completed']);
		expect(simulator.paid().count).toBe(1);
	});

	test.each([
		['a picker', (more) => engine.listSearch({ method: 'searchLooks', ...more })],
		[
			'a search in a picker',
			(more) => engine.listSearch({ method: 'searchLooks', filter: 'mira', ...more }),
		],
		['a list of choices', (more) => engine.loadOptions({ method: 'getLanguages', ...more })],
		[
			'the fields of a template',
			(more) =>
				engine.mapResources({
					method: 'mapVariables',
					...more,
					parameters: { ...template(), ...more.parameters },
				}),
		],
	])('%s says so, and is filled by the same option', async (__, ask) => {
		await expect(ask({ credentials })).rejects.toMatchObject({
			message: `HeyGen was not reached: ${why}`,
			description: expect.stringContaining(option),
		});
		expect(JSON.stringify(await ask({ credentials, parameters: ignoring })).length).toBeGreaterThan(
			50,
		);
	});

	test('triggers say so, in the message too, and name no option that they do not have', async () => {
		const asked = [
			engine.pollOnce({
				node: new HeyGenPollTrigger(),
				parameters: { watch: 'videos' },
				credentials,
			}),
			engine.activate({ node: new HeyGenTrigger(), credentials }),
		];
		for (const one of asked) {
			const thrown = await one.then(
				() => undefined,
				(reason) => reason,
			);
			expect(thrown?.message).toContain(`HeyGen was not reached: ${why}`);
			expect(`${thrown?.message} ${thrown?.description}`).toContain(node);
			expect(`${thrown?.message} ${thrown?.description}`).not.toContain('Request Options');
		}
	});
});
