// Requests of the editor and the triggers: which credential, which address, and what is said of a refusal.
import type { IHttpRequestOptions } from 'n8n-workflow';

import { listAll } from '../../../nodes/api/pages';
import { request, statusOf } from '../../../nodes/api/request';
import { fakeContext, httpError } from './fakes';

test.each([
	['apiKey', 'heyGenVideoApi'],
	['oAuth2', 'heyGenVideoOAuth2Api'],
])(
	'authentication %s uses %s, at the credential’s own address',
	async (authentication, credential) => {
		const { context } = fakeContext(() => ({ data: [] }), { parameters: { authentication } });
		const sent: Array<[string, IHttpRequestOptions]> = [];
		Object.assign(context, {
			getCredentials: async () => ({ baseUrl: 'http://127.0.0.1:8400//' }),
		});
		context.helpers.httpRequestWithAuthentication = (async (
			name: string,
			options: IHttpRequestOptions,
		) => {
			sent.push([name, options]);
			return { statusCode: 200, headers: {}, body: {} };
		}) as unknown as typeof context.helpers.httpRequestWithAuthentication;
		await request(context, { url: '/v3/videos', qs: { limit: 100 } });
		expect(sent).toEqual([
			[
				credential,
				{
					method: 'GET',
					baseURL: 'http://127.0.0.1:8400',
					url: '/v3/videos',
					qs: { limit: 100 },
					json: true,
					timeout: 30_000,
					returnFullResponse: true,
					ignoreHttpStatusErrors: { ignore: true, except: [401] },
					disableFollowRedirect: true,
					sendCredentialsOnCrossOriginRedirect: false,
				},
			],
		]);
	},
);

test('without an address in the credential it is HeyGen’s', async () => {
	const { context, fake } = fakeContext(() => ({}));
	Object.assign(context, { getCredentials: async () => ({}) });
	await request(context, { url: '/v3/users/me' });
	expect(fake.requests[0].baseURL).toBe('https://api.heygen.com');
});

test('a refusal says what happened, what HeyGen says and how to get on', async () => {
	const { context } = fakeContext(() => {
		throw httpError(403, {
			error: { code: 'insufficient_api_key_scope', message: 'Scope webhooks:write is missing' },
		});
	});
	const refusal = await request(context, { method: 'POST', url: '/v3/webhooks/endpoints' }).catch(
		(error: Error & { description: string }) => error,
	);
	expect(refusal).toMatchObject({
		message: 'This HeyGen credential may not do this',
		httpCode: '403',
		description: expect.stringMatching(/Scope webhooks:write is missing.*API key/),
	});
	expect(statusOf(refusal)).toBe(403);
});

test('what keeps a workflow from being published says in one message what to do: n8n shows no more', async () => {
	const full = () => {
		throw httpError(400, {
			error: { code: 'resource_limit_reached', message: 'At most 10 webhook endpoints' },
		});
	};
	const whole =
		'The HeyGen account has reached its limit for this. HeyGen says: At most 10 webhook endpoints. Delete what is no longer needed, or ask HeyGen for a higher limit. [resource_limit_reached, HTTP 400]';
	for (const [mode, message] of [
		['trigger', whole],
		['manual', 'The HeyGen account has reached its limit for this'],
	]) {
		const { context } = fakeContext(full, { mode });
		Object.assign(context, { getActivationMode: () => 'activate' });
		await expect(
			request(context, { method: 'POST', url: '/v3/webhooks/endpoints' }),
		).rejects.toMatchObject({ message, httpCode: '400' });
	}
});

test('no answer and a gateway’s answer advise to try again, and say nothing of payments', async () => {
	for (const thrown of [new Error('socket hang up'), httpError(502)]) {
		const { context } = fakeContext(() => {
			throw thrown;
		});
		await expect(request(context, { url: '/v3/videos' })).rejects.toMatchObject({
			message: 'HeyGen cannot be reached at the moment',
			description: 'Try again in a moment',
		});
	}
});

test('a list is read over all its pages, and a cursor that comes again ends it', async () => {
	const { context, fake } = fakeContext(({ qs }) => ({
		data: [{ id: qs?.token ?? 'first' }],
		has_more: true,
		next_token: qs?.token ? '3' : '2',
	}));
	expect(await listAll(context, '/v3/videos', { limit: 100 })).toEqual([
		{ id: 'first' },
		{ id: '2' },
		{ id: '3' },
	]);
	expect(fake.requests.map(({ qs }) => qs)).toEqual([
		{ limit: 100 },
		{ limit: 100, token: '2' },
		{ limit: 100, token: '3' },
	]);
});
