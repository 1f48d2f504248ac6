// Nothing that leaves the node holds a credential or the signature of a link, however it ends; and no address holds a key.
import { randomUUID } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { byId, textsIn, workbench } from './workbench';

// Long and unlike anything else, so that they can be found in any text.
const access = { apiKey: `key-${randomUUID()}`, accessToken: `bearer-${randomUUID()}` };
const wrong = {
	apiKey: `wrong-${randomUUID()}`,
	accessToken: `stale-${randomUUID()}`,
	refresh: `refresh-${randomUUID()}`,
};
const bench = workbench(access);
const refreshing = `${access.accessToken}-refresh`;

/** A link of the user's own storage, as people put it into a workflow. */
const signature = randomUUID();
const signedUrl = `https://bucket.example/speech.mp3?X-Amz-Signature=${signature}&X-Amz-Expires=900`;

type Kind = 'apiKey' | 'oAuth2';
const good = (authentication: Kind, more: IDataObject = {}): Record<string, IDataObject> =>
	authentication === 'apiKey'
		? { heyGenVideoApi: { apiKey: access.apiKey, baseUrl: bench.sim.url, ...more } }
		: {
				heyGenVideoOAuth2Api: {
					clientId: 'client',
					accessTokenUrl: `${bench.sim.url}/v1/oauth/token`,
					baseUrl: bench.sim.url,
					oauthTokenData: {
						access_token: access.accessToken,
						refresh_token: refreshing,
						token_type: 'Bearer',
					},
					...more,
				},
			};
const bad = (authentication: Kind) =>
	good(authentication, {
		apiKey: wrong.apiKey,
		oauthTokenData: {
			access_token: wrong.accessToken,
			refresh_token: wrong.refresh,
			token_type: 'Bearer',
		},
	});
const secretOf = (authentication: Kind) =>
	authentication === 'apiKey' ? access.apiKey : access.accessToken;

/** What was printed since the test began. */
let printed: unknown[];
beforeEach(() => {
	printed = [];
	for (const level of ['debug', 'error', 'info', 'log', 'warn'] as const) {
		jest.spyOn(console, level).mockImplementation((...said: unknown[]) => void printed.push(said));
	}
});
afterEach(() => jest.restoreAllMocks());

const speech = { script: 'Hello' };
const video = (more: IDataObject = speech): IDataObject => ({
	operation: 'createAvatar',
	avatarId: byId(bench.known.look),
	voiceId: byId(bench.known.voice),
	maxWaitMinutes: 0.002,
	...more,
});
const refusePost = (fault: IDataObject) =>
	bench.sim.plan({ match: { method: 'POST', path: '/v3/videos' }, times: 'always', ...fault });

interface Situation {
	prepare?: (authentication: Kind) => void;
	parameters?: () => Promise<IDataObject> | IDataObject;
	credentials?: (authentication: Kind) => Record<string, IDataObject>;
	/** The code that the item's row carries. */
	code: string | RegExp;
}

/** A finished video's id. */
async function finished(): Promise<string> {
	const { items } = await bench.run(
		'video',
		'createAvatar',
		{ ...video(), maxWaitMinutes: 1 },
		{ credentials: good('apiKey') },
	);
	return items[0].json.id as string;
}
const downloading = async (): Promise<IDataObject> => ({
	operation: 'download',
	videoId: byId(await finished()),
});

const situations: Record<string, Situation> = {
	'a key or token that HeyGen does not know': { credentials: bad, code: 'unauthorized' },
	'a key in the field of the address': {
		credentials: (kind) => good(kind, { baseUrl: access.apiKey }),
		code: 'invalid_input',
	},
	'an address at which nobody listens': {
		credentials: (kind) => good(kind, { baseUrl: 'http://127.0.0.1:9' }),
		code: 'not_sent',
	},
	'an address that is not allowed': {
		credentials: (kind) =>
			good(kind, { allowedHttpRequestDomains: 'domains', allowedDomains: 'example.com' }),
		code: 'domain_not_allowed',
	},
	'no credit': {
		prepare: () => refusePost({ kind: 'status', status: 402 }),
		code: 'insufficient_credit',
	},
	'no right': { prepare: () => refusePost({ kind: 'status', status: 403 }), code: 'forbidden' },
	'a gateway that repeats the credential': {
		prepare: (kind) =>
			refusePost({
				kind: 'status',
				status: 403,
				message: `Header not understood: ${kind === 'apiKey' ? '' : 'Bearer '}${secretOf(kind)}`,
			}),
		code: 'forbidden',
	},
	'a page of a proxy that repeats the credential': {
		prepare: (kind) =>
			refusePost({ kind: 'status', status: 502, html: `<pre>${secretOf(kind)}</pre>` }),
		code: 'http_502',
	},
	'a dropped connection': { prepare: () => refusePost({ kind: 'dropBefore' }), code: 'no_answer' },
	'an answer that breaks off': {
		prepare: () => refusePost({ kind: 'truncate' }),
		code: /no_answer|http_502/,
	},
	'a file that HeyGen could not fetch': {
		prepare: () =>
			refusePost({
				kind: 'status',
				status: 400,
				code: 'download_failed',
				message: `Could not fetch ${signedUrl}`,
			}),
		parameters: () => video({ speechSource: 'audioUrl', audioUrl: signedUrl }),
		code: 'download_failed',
	},
	'a render that failed over a file': {
		prepare: () =>
			bench.sim.plan({
				kind: 'failJob',
				failure_code: 'download_failed',
				failure_message: `Could not fetch ${signedUrl}`,
			}),
		parameters: () => ({
			...video({ speechSource: 'audioUrl', audioUrl: signedUrl }),
			maxWaitMinutes: 1,
		}),
		code: 'download_failed',
	},
	'a link that has expired': {
		prepare: () => bench.sim.configure({ linkSeconds: -60 }),
		parameters: downloading,
		code: 'download_refused',
	},
	'a storage host that breaks off and then refuses': {
		prepare: () => {
			bench.sim.plan({ match: { path: '/files/{id}/{name}' }, kind: 'truncate' });
			bench.sim.plan({
				match: { path: '/files/{id}/{name}' },
				kind: 'status',
				status: 404,
				times: 'always',
			});
		},
		parameters: downloading,
		code: 'download_refused',
	},
};

describe.each<Kind>(['apiKey', 'oAuth2'])('with %s', (authentication) => {
	/** Holds everything that has left the node against all secrets. */
	function nothingTold(outcome: object): void {
		const texts = [...textsIn(outcome), ...textsIn(printed)];
		expect(texts.length).toBeGreaterThan(10);
		const links = bench.sim.requests({ path: '/files/*' }).map(({ query }) => query.signature);
		for (const secret of [
			...Object.values(access),
			...Object.values(wrong),
			refreshing,
			signature,
			...links,
		]) {
			expect(texts.filter((text) => text.includes(secret))).toEqual([]);
		}
	}
	function addressesClean(): void {
		const addresses = bench.sim.requests().map(({ path, query }) => JSON.stringify([path, query]));
		for (const secret of [...Object.values(access), ...Object.values(wrong)])
			expect(addresses.filter((address) => address.includes(secret))).toEqual([]);
		expect(bench.sim.violations()).toEqual([]);
	}

	test.each(Object.keys(situations))('%s', async (name) => {
		const { prepare, parameters = video, credentials = good, code } = situations[name];
		for (const onError of ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput']) {
			bench.sim.reset();
			const { operation, ...given } = await parameters();
			prepare?.(authentication);
			const outcome = await bench.run(
				'video',
				operation as string,
				{ authentication, ...given },
				{ credentials: credentials(authentication), onError },
			);
			if (onError === 'stopWorkflow')
				// What HeyGen has never answered carries no data of it.
				expect(outcome.error?.context.data ?? { code: '' }).toMatchObject({
					code: expect.stringMatching(outcome.error?.httpCode ? code : /^$/),
				});
			else expect(outcome.outputs.flat()[0].json.code).toMatch(code);
			nothingTold(outcome);
			addressesClean();
		}
	});

	test('a run that succeeds gives out links, which are its result, and nothing else', async () => {
		const made = await bench.run(
			'video',
			'createAvatar',
			{ authentication, ...video(), maxWaitMinutes: 1 },
			{ credentials: good(authentication) },
		);
		const { items, error } = await bench.run(
			'video',
			'download',
			{ authentication, videoId: byId(made.items[0].json.id) },
			{ credentials: good(authentication) },
		);
		expect(error).toBeUndefined();
		expect(items[0].binary?.data.mimeType).toBe('video/mp4');
		const texts = [...textsIn(made), ...textsIn(items), ...textsIn(printed)];
		for (const secret of [...Object.values(access), refreshing])
			expect(texts.filter((text) => text.includes(secret))).toEqual([]);
		addressesClean();
		const [{ headers }] = bench.sim.requests({ path: '/files/*' });
		expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['authorization']));
		expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['x-api-key']));
	});
});
