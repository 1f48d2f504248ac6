// An address that redirects: the credential goes nowhere else, and a write is not turned into a read.
const http = require('node:http');
const { listSearch, runNode } = require('../../tools/engine/engine');

/** A server that remembers what it was sent. */
const serve = async (answer) => {
	const seen = [];
	const server = http.createServer((request, response) => {
		seen.push({ method: request.method, headers: request.headers });
		answer(request, response);
	});
	await new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(undefined)));
	return {
		seen,
		url: `http://127.0.0.1:${/** @type {any} */ (server.address()).port}`,
		stop: () => new Promise((stopped) => server.close(stopped)),
	};
};

let elsewhere;
let redirecting;
let status;
beforeAll(async () => {
	elsewhere = await serve((request, response) =>
		response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{}}'),
	);
	redirecting = await serve((request, response) =>
		response.writeHead(status, { location: `${elsewhere.url}${request.url}` }).end(),
	);
});
afterAll(async () => {
	await redirecting.stop();
	await elsewhere.stop();
});

const credentials = (authentication) =>
	authentication === 'apiKey'
		? { heyGenVideoApi: { apiKey: 'the key', baseUrl: redirecting.url } }
		: {
				heyGenVideoOAuth2Api: {
					clientId: 'client',
					accessTokenUrl: redirecting.url,
					baseUrl: redirecting.url,
					oauthTokenData: { access_token: 'the token', token_type: 'Bearer' },
				},
			};

describe.each(['apiKey', 'oAuth2'])('with %s', (authentication) => {
	test.each([301, 302, 303, 307, 308])('a redirect with %s is not followed', async (code) => {
		status = code;
		const requests = [
			{ resource: 'account', operation: 'get' },
			{ resource: 'voice', operation: 'design', prompt: 'A calm voice' },
		];
		for (const parameters of requests) {
			const { error } = await runNode({
				parameters: { authentication, ...parameters },
				credentials: credentials(authentication),
			});
			expect(error.message).toBe(
				"The address in 'Base URL' of the credential redirects to another one",
			);
		}
		await expect(
			listSearch({
				method: 'searchVoices',
				parameters: { resource: 'video', operation: 'createAvatar', authentication },
				credentials: credentials(authentication),
			}),
		).rejects.toThrow("The address in 'Base URL' of the credential redirects to another one");
		expect(redirecting.seen.length).toBeGreaterThan(0);
		expect(elsewhere.seen).toEqual([]);
	});
});
