// Small stand-ins for n8n's contexts and for HeyGen's webhook endpoints: just what the trigger helpers touch.
import { createHmac } from 'crypto';
import type {
	IDataObject,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	INode,
	IPollFunctions,
	IWebhookFunctions,
	JsonObject,
} from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

export const node: INode = {
	id: 'n1',
	name: 'HeyGen Trigger',
	type: 'heyGenTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
export const PUBLIC_URL = 'https://n8n.example.com/webhook/5c0e/webhook';

type Answer = (options: IHttpRequestOptions) => unknown;

/** What n8n's request helper throws for an HTTP status. */
export function httpError(status: number, body: IDataObject = {}): Error {
	const cause = Object.assign(new Error(`Request failed with status code ${status}`), {
		response: { status, headers: {}, data: body },
	});
	return new NodeApiError(node, cause as unknown as JsonObject);
}

export type Fake = {
	parameters: IDataObject;
	staticData: IDataObject;
	requests: IHttpRequestOptions[];
	warnings: string[];
	mode: string;
	/** Addresses at which another n8n's trigger listens. */
	listening: string[];
};

/** A context of n8n's whose requests are answered by `answer`. */
export function fakeContext<T = IHookFunctions & ILoadOptionsFunctions & IPollFunctions>(
	answer: Answer,
	given: Partial<Fake> & { url?: string; workflowId?: string } = {},
) {
	const fake: Fake = {
		parameters: {},
		staticData: {},
		requests: [],
		warnings: [],
		mode: 'trigger',
		listening: [],
		...given,
	};
	const context = {
		getNode: () => ({ ...node, parameters: fake.parameters }),
		getWorkflow: () => ({ id: given.workflowId ?? 'w1' }),
		getMode: () => fake.mode,
		getNodeWebhookUrl: () => given.url ?? PUBLIC_URL,
		getNodeParameter: (name: string, fallback: unknown) => fake.parameters[name] ?? fallback,
		getWorkflowStaticData: () => fake.staticData,
		getCredentials: async () => ({ baseUrl: 'https://api.heygen.com' }),
		logger: { warn: (line: string) => fake.warnings.push(line) },
		helpers: {
			returnJsonArray: (rows: IDataObject[]) => rows.map((json) => ({ json })),
			async httpRequest({ url }: IHttpRequestOptions) {
				if (fake.listening.includes(url)) return { message: 'HeyGen Trigger is listening' };
				throw httpError(404);
			},
			async httpRequestWithAuthentication(_credential: string, options: IHttpRequestOptions) {
				fake.requests.push(options);
				return { statusCode: 200, headers: {}, body: await answer(options) };
			},
		},
	};
	return { context: context as unknown as T, fake };
}

export type FakeEndpoint = {
	endpoint_id: string;
	url: string;
	events: string[] | null;
	status: string;
	entity_id?: string;
};

/** HeyGen's webhook endpoints: made, listed two a page, changed and deleted; the secret is told once. */
export function fakeEndpoints(existing: FakeEndpoint[] = []) {
	const endpoints = [...existing];
	let made = 0;
	const answer: Answer = ({ method, url, body, qs }) => {
		const [, , , , id] = url.split('/');
		const index = endpoints.findIndex(({ endpoint_id }) => endpoint_id === id);
		if (method === 'GET') {
			const start = Number(qs?.token ?? 0);
			const more = start + 2 < endpoints.length;
			return {
				data: endpoints.slice(start, start + 2),
				has_more: more,
				next_token: more ? String(start + 2) : null,
			};
		}
		if (method === 'POST') {
			const { url: address, events = null, entity_id } = body as unknown as FakeEndpoint;
			const endpoint = {
				endpoint_id: `ep_${(made += 1)}`,
				url: address,
				events,
				status: 'enabled',
				entity_id,
			};
			endpoints.push(endpoint);
			return { data: { ...endpoint, secret: `whsec_${made}` } };
		}
		if (index < 0)
			throw httpError(404, { error: { code: 'webhook_not_found', message: 'No such endpoint' } });
		if (method === 'PATCH') return { data: Object.assign(endpoints[index], body) };
		return { data: { deleted: endpoints.splice(index, 1).length } };
	};
	return { endpoints, answer };
}

/** A webhook call to the trigger: what n8n hands over, and what HeyGen is told. */
export function fakeCall(
	{
		headers,
		rawBody,
		staticData,
		parameters = {},
		name = 'default',
		workflowId,
		mode = 'webhook',
	}: {
		headers: IDataObject;
		rawBody?: Buffer;
		staticData: IDataObject;
		parameters?: IDataObject;
		name?: string;
		workflowId?: string;
		mode?: string;
	},
	answer: Answer = () => ({
		data: { status: 'completed', video_url: 'https://files.example.com/v.mp4' },
	}),
) {
	const told: { status?: number; answered?: boolean } = {};
	const { context, fake } = fakeContext(answer, { staticData, parameters, workflowId, mode });
	const response = {
		writableEnded: false,
		status(status: number) {
			told.status = status;
			return response;
		},
		end() {
			told.answered = true;
			response.writableEnded = true;
		},
	};
	Object.assign(context, {
		getWebhookName: () => name,
		getRequestObject: () => ({ headers, rawBody }),
		getResponseObject: () => response,
	});
	return { context: context as unknown as IWebhookFunctions, told, fake, response };
}

export const nowSeconds = () => Math.floor(Date.now() / 1_000);

export function sign(body: Buffer | string, secret: string, algorithm = 'sha256'): string {
	return createHmac(algorithm, secret).update(body).digest('hex');
}

/** A delivery as HeyGen sends it. */
export function delivery(event: IDataObject, secret: string, headers: IDataObject = {}) {
	const rawBody = Buffer.from(JSON.stringify(event));
	return {
		rawBody,
		headers: {
			'heygen-signature': sign(rawBody, secret),
			'heygen-timestamp': String(nowSeconds()),
			'heygen-event-id': 'evt_1',
			...headers,
		},
	};
}
