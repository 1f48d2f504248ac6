// Credentials in n8n's engine: both kinds, tokens that expire, addresses and domains; what is said when HeyGen or n8n refuses one.
import { createHash, randomUUID } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { listSearch } from '../../tools/engine/engine';
import { sound } from '../../tools/media';
import { byId, workbench } from './workbench';

const bench = workbench();
const apiKey = (more: IDataObject = {}) => ({
	heyGenVideoApi: { apiKey: bench.sim.apiKey, baseUrl: bench.sim.url, ...more },
});
const oAuth2 = (
	tokens: IDataObject | null = {
		access_token: bench.sim.accessToken,
		refresh_token: `${bench.sim.accessToken}-refresh`,
	},
	more: IDataObject = {},
) => ({
	heyGenVideoOAuth2Api: {
		clientId: 'client',
		accessTokenUrl: `${bench.sim.url}/v1/oauth/token`,
		baseUrl: bench.sim.url,
		...(tokens && { oauthTokenData: { token_type: 'Bearer', ...tokens } }),
		...more,
	},
});
const account = async (credentials: object, authentication = 'apiKey') =>
	await bench.run('account', 'get', { authentication }, { credentials });
const paths = () => bench.sim.requests().map(({ method, path }) => `${method} ${path}`);
const aVideo = () => ({
	avatarId: byId(bench.known.look),
	voiceId: byId(bench.known.voice),
	script: '={{ $json.script }}',
});
const unconnected = 'The credential is not connected to a HeyGen account';

describe('API key', () => {
	test('one that HeyGen does not know', async () => {
		const { error } = await account(apiKey({ apiKey: randomUUID() }));
		expect(error).toMatchObject({
			message: 'HeyGen does not accept the API key',
			httpCode: '401',
			description: expect.stringContaining('Settings > API'),
		});
	});

	test('one that was pasted with a line break', async () => {
		const { error } = await account(apiKey({ apiKey: ` ${bench.sim.apiKey}\n` }));
		expect(error).toBeUndefined();
	});
});

describe('OAuth2', () => {
	test('the request carries the token and no key', async () => {
		const { error, items } = await account(oAuth2(), 'oAuth2');
		expect(error).toBeUndefined();
		expect(items[0].json.email).toEqual(expect.any(String));
		const [{ headers }] = bench.sim.requests();
		expect(headers.authorization).toBe('***');
		expect(headers).not.toHaveProperty('x-api-key');
	});

	// n8n renews the token at the answer 401, but the stream that it would send again has been read already.
	test.each([
		['in one request', 'filesystem', 2 ** 20],
		['in one request', 'memory', 2 ** 20],
		['by direct upload', 'filesystem', 33 * 2 ** 20],
	])(
		'a file %s, kept in %s, arrives whole where the token has expired',
		async (_, binaryMode, more) => {
			bench.sim.expireTokens();
			const data = Buffer.concat([await sound('wav', 1), Buffer.alloc(more, 'more')]);
			const started = Date.now();
			const { items, error } = await bench.run(
				'asset',
				'upload',
				{ authentication: 'oAuth2' },
				{
					binaryMode,
					credentials: oAuth2(),
					items: [
						{
							json: {},
							binary: { data: { data, mimeType: 'audio/wav', fileName: 'speech.wav' } },
						},
					],
				},
			);
			expect(error).toBeUndefined();
			expect(bench.sim.uploaded(items[0].json.asset_id as string)).toBe(
				createHash('sha256').update(data).digest('hex'),
			);
			expect(bench.sim.requests({ path: '/v1/oauth/token' })).toHaveLength(1);
			expect(bench.sim.violations()).toEqual([]);
			expect(Date.now() - started).toBeLessThan(20_000);
		},
		60_000,
	);

	test('a token that expired is refreshed once for all rows, and each is paid once', async () => {
		bench.sim.expireTokens();
		const items = ['one', 'two', 'three'].map((script) => ({ json: { script } }));
		const { items: made, error } = await bench.run(
			'video',
			'createAvatar',
			{ authentication: 'oAuth2', ...aVideo() },
			{ credentials: oAuth2(), items },
		);
		expect(error).toBeUndefined();
		expect(made.map(({ json }) => json.status)).toEqual(['completed', 'completed', 'completed']);
		expect(bench.sim.requests({ path: '/v1/oauth/token' })).toHaveLength(1);
		expect(bench.sim.paid().count).toBe(3);
	});

	test.each([
		[
			'the refresh is refused',
			() => oAuth2({ access_token: randomUUID(), refresh_token: randomUUID() }),
			['GET /v3/users/me', 'POST /v1/oauth/token'],
		],
		[
			'there is nothing to refresh with',
			() => oAuth2({ access_token: randomUUID() }),
			['GET /v3/users/me'],
		],
		['the account was never connected', () => oAuth2(null), []],
	])('%s: the sentence asks to connect, at once', async (_, credentials, expected) => {
		const { error } = await account(credentials(), 'oAuth2');
		expect(error).toMatchObject({
			message: unconnected,
			httpCode: '401',
			description: expect.stringContaining('connect the account again'),
		});
		expect(paths()).toEqual(expected);
	});

	test('a token that HeyGen does not accept even when it is new', async () => {
		bench.sim.plan({
			match: { path: '/v3/users/me' },
			kind: 'status',
			status: 401,
			times: 'always',
		});
		const { error } = await account(oAuth2(), 'oAuth2');
		expect(error).toMatchObject({ message: unconnected, httpCode: '401' });
		expect(bench.sim.requests({ path: '/v1/oauth/token' })).toHaveLength(1);
	});

	test('a token endpoint that is away for a moment is asked again', async () => {
		bench.sim.expireTokens();
		bench.sim.plan({ match: { path: '/v1/oauth/token' }, kind: 'dropBefore' });
		const { error } = await account(oAuth2(), 'oAuth2');
		expect(error).toBeUndefined();
		expect(bench.sim.requests({ path: '/v1/oauth/token' })).toHaveLength(2);
	});
});

describe('Base URL', () => {
	test.each(['/', '///', ' ', '/ '])('with %j at its end', async (end) => {
		const { error } = await account(apiKey({ baseUrl: `${bench.sim.url}${end}` }));
		expect(error).toBeUndefined();
		expect(paths()).toEqual(['GET /v3/users/me']);
	});

	test.each(['api.heygen.com', 'ftp://api.heygen.com', 'https://', 'my key', '//api.heygen.com'])(
		'%j is no address: a sentence, nothing sent',
		async (baseUrl) => {
			const { error } = await bench.run('video', 'createAvatar', aVideo(), {
				credentials: apiKey({ baseUrl }),
				items: [{ json: { script: 'Hello' } }],
			});
			expect(error?.message).toBe(
				"'Base URL' of the HeyGen credential is not an address that starts with https://",
			);
			expect(error?.description).toContain('https://api.heygen.com');
			expect(paths()).toEqual([]);
		},
	);
});

describe.each([
	['apiKey', apiKey],
	['oAuth2', (more: IDataObject) => oAuth2(undefined, more)],
] as const)("n8n's 'Allowed Domains' with %s", (authentication, credentials) => {
	test.each([
		['none, as n8n sets it for new OAuth2 credentials', { allowedHttpRequestDomains: 'none' }],
		[
			'the host of the own address',
			{ allowedHttpRequestDomains: 'domains', allowedDomains: 'example.com, 127.0.0.1' },
		],
	])('%s: works', async (_, allowed) => {
		const { error } = await account(credentials(allowed), authentication);
		expect(error).toBeUndefined();
	});

	test('other hosts: a sentence that names what to change, nothing sent', async () => {
		const { error } = await account(
			credentials({ allowedHttpRequestDomains: 'domains', allowedDomains: 'example.com' }),
			authentication,
		);
		expect(error?.message).toBe(
			"The credential's 'Allowed Domains' leave out the host of its 'Base URL'",
		);
		expect(error?.description).toMatch(/127\.0\.0\.1.*'Allowed Domains'/);
		expect(paths()).toEqual([]);
	});
});

describe('in the editor', () => {
	const pick = async (credentials: Record<string, IDataObject>, authentication = 'apiKey') =>
		await listSearch({
			method: 'searchVoices',
			parameters: { resource: 'video', operation: 'createAvatar', authentication },
			credentials,
		}).then(
			() => undefined,
			(thrown: Error & { description?: string }) => thrown,
		);

	test('a picker says the same as a run', async () => {
		expect(await pick(apiKey())).toBeUndefined();
		expect(await pick(apiKey({ apiKey: randomUUID() }))).toMatchObject({
			message: 'HeyGen does not accept the API key',
		});
		expect(await pick(oAuth2(null), 'oAuth2')).toMatchObject({ message: unconnected });
		expect(await pick(apiKey({ baseUrl: 'api.heygen.com' }))).toMatchObject({
			message: expect.stringContaining("'Base URL'"),
		});
	});
});
