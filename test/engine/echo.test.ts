// A gateway that repeats the credential in its answer, in any form and place: nothing of it comes out of the node, whichever way words go.
/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a gateway needs a server */
import { randomUUID } from 'crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'http';
import type { AddressInfo } from 'net';
import type { IDataObject } from 'n8n-workflow';
import { HeyGenTrigger } from '../../nodes/HeyGenTrigger/HeyGenTrigger.node';
import { HeyGenPollTrigger } from '../../nodes/HeyGenPollTrigger/HeyGenPollTrigger.node';
import {
	listSearch,
	loadOptions,
	mapResources,
	runNode,
	testCredential,
} from '../../tools/engine/engine';
import { fakeContext, httpError } from '../unit/trigger/fakes';
import { byId, textsIn } from './workbench';

const apiKey = `sk_V2_hgu_k${randomUUID()}+/=`;
const stale = `stale.${randomUUID()}`;
const renewed = `renewed.${randomUUID()}`;
const refresh = `refresh.${randomUUID()}`;
type Kind = 'apiKey' | 'oAuth2';
const secretOf = (kind: Kind) => (kind === 'apiKey' ? apiKey : renewed);

/** How a gateway may write what it was sent. */
const whole: Record<string, (secret: string) => string> = {
	'as it is': (secret) => secret,
	'in an address': (secret) => `https://login.example/?key=${encodeURIComponent(secret)}&next=/v3`,
	'in base64': (secret) => Buffer.from(`user:${secret}`).toString('base64'),
	'in base64 for addresses': (secret) => Buffer.from(`{"k":"${secret}"}`).toString('base64url'),
	'in hexadecimal digits': (secret) => Buffer.from(secret).toString('hex'),
	'as the headers of the request': (secret) =>
		JSON.stringify({ 'x-api-key': secret, authorization: `Bearer ${secret}` }),
	'in small letters': (secret) => secret.toLowerCase(),
};
const broken: Record<string, (secret: string) => string> = {
	'cut short': (secret) => `Not valid: ${secret.slice(0, 24)}…`,
	'its end only': (secret) => `Not valid: …${secret.slice(-20)}`,
	'over two lines': (secret) => `${secret.slice(0, 17)}\n ${secret.slice(17)}`,
	'behind a long text': (secret) => `${'long '.repeat(60)}${secret} ${'long '.repeat(30)}`,
};

/** What the gateway answers to a request that carries a credential that it takes. */
interface Echo {
	status: number;
	statusMessage?: string;
	headers?: Record<string, string>;
	body: unknown;
}
let answer: (secret: string, path: string) => Echo;
let gateway: Server;
let url: string;
/** Requests that carried something that can be repeated. */
let repeated: number;

const sentIn = (headers: IncomingHttpHeaders) =>
	String(headers['x-api-key'] ?? headers.authorization?.replace('Bearer ', '') ?? '');

beforeAll(async () => {
	gateway = createServer((request, response) => {
		const send = ({ status, statusMessage, headers = {}, body }: Echo) => {
			response.writeHead(status, statusMessage, {
				'content-type': typeof body === 'string' ? 'text/html' : 'application/json',
				...headers,
			});
			response.end(typeof body === 'string' ? body : JSON.stringify(body));
		};
		if (request.url === '/v1/oauth/token')
			return send({
				status: 200,
				body: { access_token: renewed, refresh_token: `${refresh}-2`, token_type: 'Bearer' },
			});
		const secret = sentIn(request.headers);
		if (secret === stale) return send({ status: 401, body: { message: `No: ${secret}` } });
		repeated++;
		return send(answer(secret, request.url ?? ''));
	});
	await new Promise<void>((listening) => gateway.listen(0, '127.0.0.1', listening));
	url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
});
afterAll(() => gateway.close());

const credentials = (kind: Kind): Record<string, IDataObject> =>
	kind === 'apiKey'
		? { heyGenVideoApi: { apiKey, baseUrl: url } }
		: {
				heyGenVideoOAuth2Api: {
					clientId: 'client',
					accessTokenUrl: `${url}/v1/oauth/token`,
					baseUrl: url,
					oauthTokenData: { access_token: stale, refresh_token: refresh, token_type: 'Bearer' },
				},
			};

/** Pieces of a secret, in every form, that may be found nowhere. */
const traces = (secret: string): string[] => {
	const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('hex')];
	const inBase64 = [0, 1, 2].map((before) =>
		Buffer.from('.'.repeat(before) + secret)
			.toString('base64')
			.slice(4, -4),
	);
	return [...forms, ...inBase64].flatMap((form) =>
		Array.from({ length: Math.floor(form.length / 15) }, (_, at) =>
			form.slice(at * 15, at * 15 + 15).toLowerCase(),
		),
	);
};
const all = [apiKey, stale, renewed, refresh].flatMap(traces);

let printed: unknown[];
beforeEach(() => {
	printed = [];
	repeated = 0;
	for (const level of ['debug', 'error', 'info', 'log', 'warn'] as const)
		jest.spyOn(console, level).mockImplementation((...said: unknown[]) => void printed.push(said));
});
afterEach(() => jest.restoreAllMocks());

function nothingTold(...outcomes: unknown[]): void {
	const texts = [...outcomes, printed]
		.flatMap((one) => textsIn(one))
		.map((one) => one.toLowerCase());
	expect(texts.length).toBeGreaterThan(0);
	for (const trace of all) expect(texts.filter((text) => text.includes(trace))).toEqual([]);
	expect(repeated).toBeGreaterThan(0);
}
const caught = async (work: () => Promise<unknown>): Promise<unknown> =>
	await work().catch((reason: unknown) => reason);

const run = async (kind: Kind, parameters: IDataObject, onError = 'stopWorkflow') =>
	await runNode({
		parameters: { authentication: kind, ...parameters },
		credentials: credentials(kind),
		onError: onError as 'stopWorkflow',
	});

/** Where the words of a refusal stand. */
const refusals: Record<string, (words: string) => Echo> = {
	'code, message and field': (words) => ({
		status: 400,
		headers: { 'x-request-id': words.replace(/[^!-~ ]/g, '') },
		body: { error: { code: words, message: words, param: words } },
	}),
	'a page': (words) => ({ status: 403, body: `<html><title>${words}</title>${words}</html>` }),
	'a page of a success': (words) => ({ status: 200, body: `<title>${words}</title>` }),
	'a success that is none': (words) => ({
		status: 200,
		body: { error: { code: 'forbidden', message: words }, data: null },
	}),
	'a 401': (words) => ({ status: 401, body: { error: { message: words, code: 'unauthorized' } } }),
	'a list of details': (words) => ({
		status: 422,
		body: { detail: [{ loc: ['body', words], msg: words }] },
	}),
	'a redirect': (words) => ({
		status: 302,
		statusMessage: 'Found',
		headers: { location: `/login?key=${encodeURIComponent(words)}` },
		body: { message: words },
	}),
};
const everyForm = Object.entries({ ...whole, ...broken });

describe.each<Kind>(['apiKey', 'oAuth2'])('with %s', (kind) => {
	describe.each(Object.entries(refusals))('%s', (place, refusal) => {
		// Every form where most words stand, the usual ones elsewhere.
		const isFull = place === 'code, message and field';
		const forms = everyForm.filter(
			([name]) =>
				isFull || ['as it is', 'as the headers of the request', 'cut short'].includes(name),
		);
		const ways = [
			'stopWorkflow',
			...(isFull ? ['continueRegularOutput', 'continueErrorOutput'] : []),
		];
		test.each(forms)('%s', async (_, form) => {
			answer = (secret) => refusal(form(secret));
			for (const onError of ways) {
				// It is never sent twice, so nothing waits for the next try.
				const design = { resource: 'voice', operation: 'design', prompt: 'A calm voice' };
				const outcome = await run(kind, design, onError);
				if (onError === 'stopWorkflow') expect(outcome.error?.message).toEqual(expect.any(String));
				else expect(outcome.outputs.flat()[0]?.json.error).toEqual(expect.any(String));
				nothingTold(outcome);
			}
		});
	});

	test.each(Object.entries(whole))('%s, in the data of an answer', async (_, form) => {
		const plain = 'https://files.example/a.mp4?Signature=abc';
		answer = (secret) => ({
			status: 200,
			headers: { 'x-request-id': form(secret) },
			body: { data: { id: 'u1', url: plain, note: form(secret), [form(secret)]: [form(secret)] } },
		});
		const outcome = await run(kind, { resource: 'account', operation: 'get', simplify: false });
		expect(outcome.items[0]?.json).toMatchObject({
			id: 'u1',
			url: plain,
			note: expect.any(String),
		});
		nothingTold(outcome);
	});

	const editor = (parameters: IDataObject) => ({
		parameters: { authentication: kind, ...parameters },
		credentials: credentials(kind),
	});
	const video = { resource: 'video', operation: 'createAvatar' };
	const translation = { resource: 'translation', operation: 'create' };
	const template = {
		resource: 'template',
		operation: 'generate',
		templateId: byId('t'.repeat(32)),
	};
	const pickers: Record<string, () => Promise<unknown>> = {
		'a list to choose from': async () =>
			await listSearch({ method: 'searchVoices', ...editor(video) }),
		'a search in it': async () =>
			await listSearch({ method: 'searchTemplates', filter: 'Anna', ...editor(template) }),
		languages: async () => await loadOptions({ method: 'getLanguages', ...editor(translation) }),
		'event types': async () => await loadOptions({ method: 'getEventTypes', ...editor({}) }),
		"a template's variables": async () =>
			await mapResources({ method: 'mapVariables', ...editor(template) }),
	};
	describe.each(Object.entries(pickers))('in the editor: %s', (_, open) => {
		test('every form, refused', async () => {
			for (const [, form] of everyForm) {
				answer = (secret) => refusals['code, message and field']!(form(secret));
				nothingTold(await caught(open));
			}
		});
		test('every form, in what is listed', async () => {
			answer = (secret, path) => {
				const words = Object.values(whole).map((form) => form(secret));
				const rows = words.map((name, at) => ({
					id: `${at}`,
					name,
					title: name,
					voice_id: `${at}`,
					event_type: name,
				}));
				const variables = Object.fromEntries(
					words.map((word) => [word, { type: word, content: word }]),
				);
				const isThing = /languages|templates\/./.test(path);
				return {
					status: 200,
					body: { data: isThing ? { languages: words, variables } : rows },
				};
			};
			nothingTold(await caught(open));
		});
	});

	test('a warning, a name that cannot be looked up, and a job that failed', async () => {
		const secret = secretOf(kind);
		answer = (_, path) =>
			path.startsWith('/v3/voices')
				? { status: 403, body: { error: { code: 'forbidden', message: `No: ${secret}` } } }
				: {
						status: 200,
						body: {
							data: {
								id: 'a'.repeat(32),
								status: 'failed',
								failure_code: secret,
								failure_message: `Could not send ${secret}`,
							},
						},
					};
		nothingTold(
			await run(kind, {
				...video,
				avatarId: byId('a'.repeat(32)),
				voiceId: byId('Anna Bell'),
				script: 'Hello',
			}),
		);
		nothingTold(
			await run(kind, {
				resource: 'video',
				operation: 'get',
				videoId: byId('a'.repeat(32)),
				waitUntilDone: true,
			}),
		);
	});
});

describe('where n8n asks for a trigger', () => {
	const context = (echo: (words: string) => unknown, form: (secret: string) => string) => {
		const made = fakeContext((options) => {
			repeated++;
			return echo(form(options.url === '' ? '' : apiKey));
		});
		Object.assign(made.context, {
			getCredentials: async () => ({ apiKey, baseUrl: 'https://api.heygen.com' }),
		});
		return made;
	};
	const refuse = (words: string) => {
		throw httpError(401, { error: { code: words, message: words, param: words } });
	};
	test.each(everyForm)('activation, polling and the log: %s', async (_, form) => {
		const { context: asked, fake } = context(refuse, form);
		fake.mode = 'activate';
		const { create, checkExists } = new HeyGenTrigger().webhookMethods.default;
		const told = [
			await caught(async () => await checkExists.call(asked)),
			await caught(async () => await create.call(asked)),
			await caught(async () => await new HeyGenPollTrigger().poll.call(asked)),
			await new HeyGenTrigger().methods.loadOptions.getEventTypes.call(asked),
		];
		expect(fake.warnings.length).toBeGreaterThan(0);
		nothingTold(told, fake.warnings);
	});
});

describe("the credential's test", () => {
	test.each([300, 302, 400, 401, 403, 404, 418, 429, 451, 499, 500, 503, 599])(
		'HTTP %d',
		async (status) => {
			answer = (secret) => ({
				status,
				statusMessage: `Not valid: ${secret}`,
				headers: { location: `/login?key=${secret}` },
				body: { message: secret },
			});
			for (const kind of ['apiKey', 'oAuth2'] as const) {
				const [[type, data]] = Object.entries(credentials(kind)) as [[string, IDataObject]];
				const told = await testCredential({ type, data });
				expect(told.status).toBe('Error');
				nothingTold(told);
			}
		},
	);
});
