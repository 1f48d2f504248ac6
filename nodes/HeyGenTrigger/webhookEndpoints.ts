// The life of a HeyGen webhook endpoint: looked for, made, repaired and removed as n8n activates and deactivates the trigger.
// n8n repeats a registration that broke off, and what it stored is lost then: so each step starts from HeyGen's own list.
import type { IDataObject, IHookFunctions, IWebhookFunctions, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { forget, type Stored } from './duplicates';
import { realClock } from '../api/clock';
import { KNOWN_EVENT_TYPES } from '../api/eventTypes';
import { requirePublicAddress, whyUnreachable } from '../api/publicAddress';
import { listAll } from '../api/pages';
import { pathOf } from '../api/path';
import { isObject, textOf } from '../api/answer';
import { request, statusOf } from '../api/request';

const ENDPOINTS = '/v3/webhooks/endpoints';
const ENDPOINT = `${ENDPOINTS}/{id}`;
/** What a trigger answers to whoever only looks whether it is there, and how long it is given for it, in milliseconds. */
export const LISTENING = 'HeyGen Trigger is listening';
const LISTENING_MS = 5_000;
/** The most rows that HeyGen gives in one page. */
const PAGE_SIZE = 100;

/** What the trigger keeps in its static data (a test run has static data of its own). */
export type EndpointStore = Stored & {
	endpointId?: string;
	secret?: string;
	/** HeyGen does not list an endpoint's entity, so it is kept here. */
	entityId?: string;
	/** When it was registered, in milliseconds since 1970. */
	registeredAt?: number;
};

type Endpoint = {
	endpoint_id: string;
	url: string;
	events?: string[] | null;
	status?: string;
	secret?: string;
};
type Wish = { url: string; events: string[]; entityId: string };

/**
 * The production endpoints registered by this process, by workflow and node. n8n saves a workflow's static data whole,
 * and a poll trigger in the same workflow saves the copy that it was activated with: the secret of an older endpoint.
 */
const registered = new Map<string, EndpointStore>();
/**
 * The addresses that triggers of this process hold. Two workflows can have one address, where one was copied past n8n's
 * editor: n8n refuses the second, and has it clean up what belongs to the first.
 */
const holders = new Map<string, string>();
const keyOf = (context: IHookFunctions | IWebhookFunctions) =>
	`${context.getWorkflow().id}:${context.getNode().id}`;
const isTest = (context: IHookFunctions | IWebhookFunctions) => context.getMode() === 'manual';

function storeOf(context: IHookFunctions | IWebhookFunctions): EndpointStore {
	return context.getWorkflowStaticData('node') as EndpointStore;
}

/** What is stored for a delivery's trigger; where n8n brought back an older endpoint, it is put right (and saved). */
export function currentStore(context: IWebhookFunctions): EndpointStore {
	const store = storeOf(context);
	const latest = isTest(context) ? undefined : registered.get(keyOf(context));
	// Only by an endpoint that is newer: another main process may have registered since.
	if (latest && (latest.registeredAt ?? 0) > (store.registeredAt ?? 0))
		Object.assign(store, latest);
	return store;
}

/** The chosen events; none means all. An expression may give anything. */
export const chosenEvents = (context: IHookFunctions | IWebhookFunctions): string[] =>
	[context.getNodeParameter('events', []) as unknown]
		.flat()
		.filter((type): type is string => typeof type === 'string' && type !== '');

function wishOf(context: IHookFunctions): Wish {
	return {
		url: context.getNodeWebhookUrl('default') as string,
		events: chosenEvents(context),
		entityId: textOf((context.getNodeParameter('options', {}) as IDataObject | null)?.entityId),
	};
}

/**
 * Endpoints with our URL, and the one whose id we keep: after a change of n8n's address its URL is the old one.
 * Where a trigger still listens at that URL it is another n8n's, whose database this one is a copy of: it is left alone.
 */
async function ownEndpoints(context: IHookFunctions, url: string): Promise<Endpoint[]> {
	const { endpointId } = storeOf(context);
	const all = (await listAll(context, ENDPOINTS, { limit: PAGE_SIZE })) as Endpoint[];
	const own = all.filter((endpoint) => endpoint.url === url);
	const kept = all.find((endpoint) => endpoint.endpoint_id === endpointId);
	if (!kept || kept.url === url) return own;
	if (!(await isListening(context, kept.url))) return [...own, kept];
	context.logger.warn(
		`${context.getNode().name} leaves the webhook endpoint ${kept.endpoint_id} alone: its address ${kept.url} is not this n8n's ${url}, and a HeyGen Trigger listens there. Where this n8n is a copy of that one, that is right. Where this n8n has moved and both addresses lead to it, remove the endpoint with 'Webhook Endpoint: Delete'.`,
	);
	return own;
}

/** Whether a trigger of ours answers at an address of HeyGen's list. No credential goes there. */
async function isListening(context: IHookFunctions, url: string): Promise<boolean> {
	try {
		const answer = (await context.helpers.httpRequest({
			url,
			json: true,
			timeout: LISTENING_MS,
			disableFollowRedirect: true,
		})) as { message?: unknown };
		return answer?.message === LISTENING;
	} catch {
		return false;
	}
}

/** An endpoint without a list gets every event; one that lists all known types was made that way. */
function takesAll({ events }: Endpoint): boolean {
	return !events?.length || KNOWN_EVENT_TYPES.every((type) => events.includes(type));
}

function hasEvents(endpoint: Endpoint, wanted: string[]): boolean {
	if (wanted.length === 0) return takesAll(endpoint);
	return (
		endpoint.events?.length === wanted.length &&
		wanted.every((type) => endpoint.events?.includes(type))
	);
}

/** Whether an endpoint can be kept, perhaps repaired: we hold its secret, and nothing is wrong that a PATCH cannot change. */
function isKeepable(endpoint: Endpoint, wish: Wish, store: EndpointStore): boolean {
	const isOurs =
		endpoint.endpoint_id === store.endpointId &&
		Boolean(store.secret) &&
		(store.entityId ?? '') === wish.entityId;
	return (
		isOurs &&
		!/disabled|inactive/i.test(endpoint.status ?? '') &&
		(wish.events.length > 0 || takesAll(endpoint))
	);
}

/** Deletes an endpoint at HeyGen; one that is already gone is as good as deleted. */
async function remove(context: IHookFunctions, endpointId: string): Promise<void> {
	forget(endpointId);
	try {
		await request(context, { method: 'DELETE', url: pathOf(ENDPOINT, { id: endpointId }) });
	} catch (error) {
		if (statusOf(error) !== 404) throw new NodeApiError(context.getNode(), error as JsonObject);
	}
}

/** Whether HeyGen has exactly the endpoint that this trigger wants, and its secret is here. */
export async function isRegistered(this: IHookFunctions): Promise<boolean> {
	const store = storeOf(this);
	if (!store.endpointId) return false;
	const wish = wishOf(this);
	holders.set(wish.url, keyOf(this));
	const [endpoint, ...stranded] = await ownEndpoints(this, wish.url);
	return (
		endpoint !== undefined &&
		stranded.length === 0 &&
		endpoint.url === wish.url &&
		isKeepable(endpoint, wish, store) &&
		hasEvents(endpoint, wish.events)
	);
}

/**
 * Leaves exactly one endpoint of ours at HeyGen, its id and secret stored: keeps and repairs the one whose secret
 * we hold, removes any other with our URL (nobody can know its secret any more), creates one otherwise.
 *
 * @throws NodeOperationError for an address that HeyGen cannot reach; NodeApiError where HeyGen refuses
 */
export async function register(this: IHookFunctions): Promise<boolean> {
	const store = storeOf(this);
	const wish = wishOf(this);
	requirePublicAddress(this.getNode(), wish.url);
	holders.set(wish.url, keyOf(this));

	const own = await ownEndpoints(this, wish.url);
	const kept = own.find((endpoint) => isKeepable(endpoint, wish, store));
	for (const stranded of own) if (stranded !== kept) await remove(this, stranded.endpoint_id);

	if (kept) {
		if (kept.url === wish.url && hasEvents(kept, wish.events)) return true;
		const body: IDataObject = { url: wish.url };
		if (wish.events.length > 0) body.events = wish.events;
		await request(this, {
			method: 'PATCH',
			url: pathOf(ENDPOINT, { id: kept.endpoint_id }),
			body,
		});
		return true;
	}

	const body: IDataObject = { url: wish.url };
	if (wish.events.length > 0) body.events = wish.events;
	if (wish.entityId) body.entity_id = wish.entityId;
	const { data } = await request(this, { method: 'POST', url: ENDPOINTS, body });
	const created = (isObject(data) ? data : {}) as Partial<Endpoint>;
	Object.assign(store, {
		endpointId: created.endpoint_id,
		secret: created.secret,
		entityId: wish.entityId,
		registeredAt: realClock.now(),
		remembered: {},
	});
	delete store.delivered;
	if (!isTest(this)) registered.set(keyOf(this), { ...store });
	if (!created.secret)
		throw new NodeOperationError(
			this.getNode(),
			'HeyGen created the webhook endpoint without telling its signing secret. Activate the workflow again.',
		);
	return true;
}

/** Removes what is ours at HeyGen, the stored endpoint and any with our URL: what is stored may be older, or lost. */
export async function unregister(this: IHookFunctions): Promise<boolean> {
	const store = storeOf(this);
	const { url } = wishOf(this);
	const own =
		store.endpointId || whyUnreachable(url) === undefined ? await ownEndpoints(this, url) : [];
	const isOthers = (holders.get(url) ?? keyOf(this)) !== keyOf(this);
	if (!isOthers) holders.delete(url);
	for (const endpoint of own) {
		if (isOthers && endpoint.url === url) continue;
		await remove(this, endpoint.endpoint_id);
		if (registered.get(keyOf(this))?.endpointId === endpoint.endpoint_id)
			registered.delete(keyOf(this));
	}
	for (const key of ['endpointId', 'secret', 'entityId', 'registeredAt'] as const)
		delete store[key];
	delete store.remembered;
	delete store.delivered;
	return true;
}
