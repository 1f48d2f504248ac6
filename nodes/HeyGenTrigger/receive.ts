// One delivery: checked, and handed to the workflow as one item.
// Refusals are answered here, at once. A new event is answered by n8n when it has stored the run: 200 means that
// nothing can get lost any more, and a burst is slowed down to what n8n can take (answered first, a thousand events
// would hold a thousand expression isolates: 6 GB measured with 600).
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';

import { claim, confirm, save } from './duplicates';
import { realClock } from '../api/clock';
import { isObject } from '../api/answer';
import { KNOWN_EVENT_TYPES } from '../api/eventTypes';
import { jobOfEvent } from '../api/jobKinds';
import { readResource } from './resource';
import { fingerprint, header, whyRefused } from './signature';
import type { Delivery } from './signature';
import { chosenEvents, currentStore, LISTENING } from './webhookEndpoints';

/** HeyGen's event, `{event_type, event_data, event_id?, created_at?}`. */
type HeyGenEvent = { event_id?: unknown; event_type: string; event_data?: unknown };

/**
 * How long after it came in a delivery may still write the static data, in milliseconds. It writes what it read at its
 * start, and another process (queue mode) may have registered anew meanwhile: the new secret would be lost.
 * This process' memory knows the delivery all the same, and the next one writes it.
 */
const WRITES_WITHIN_MS = 1_000;

/** The fields that name what an event is about, where it is about no job that can be read. */
const OTHER_IDS = ['video_id', 'batch_id', 'id', 'session_id', 'project_id'];

function parseEvent(rawBody: Buffer): HeyGenEvent | undefined {
	const event = jsonParse<HeyGenEvent | null>(rawBody.toString('utf8'), { fallbackValue: null });
	return typeof event?.event_type === 'string' ? event : undefined;
}

/** An ID as text; '' for what is none. Two that differ only in a lone half of an emoji would have one fingerprint. */
function idOf(value: unknown): string {
	const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
	return /\p{Surrogate}/u.test(text) ? '' : text;
}

/**
 * The event's identity, the same on every repeat: HeyGen's ID where it sends one, else made of the content.
 * HeyGen signs the body alone, so an ID in the body is believed before that of the header.
 *
 * @returns the ID, and the keys by which the event is remembered: without a signed ID its bytes as well, since what was
 *   recorded on its way can be sent again with another header
 */
function identityOf(
	delivery: Delivery,
	{ event_id, event_type, event_data }: HeyGenEvent,
): { id: string; keys: string[] } {
	const body = fingerprint(delivery.rawBody as Buffer);
	const [signed, sent] = [idOf(event_id), idOf(header(delivery, 'heygen-event-id'))];
	const data = isObject(event_data) ? event_data : {};
	const made = () => {
		const main =
			idOf(jobOfEvent(event_type, data)?.id) ||
			OTHER_IDS.map((field) => idOf(data[field])).find(Boolean);
		const isPlain = idOf(event_type) !== '' && [undefined, null, ''].includes(event_id as null);
		return `${event_type}:${(isPlain && main) || body}`;
	};
	const id = signed || sent || made();
	const names = signed && sent && sent !== signed ? [id, sent] : [id];
	return { id, keys: [...names.map(fingerprint), ...(signed ? [] : [body])] };
}

/** An endpoint's event list is HeyGen's to apply; this drops a type unchosen meanwhile, and lets new types pass. */
function isChosen(type: string, chosen: string[]): boolean {
	return chosen.length === 0 || chosen.includes(type) || !KNOWN_EVENT_TYPES.includes(type);
}

/**
 * The trigger's `webhook()`. GET (HeyGen may probe the address) is told 200. A POST is told
 * 401 when it cannot be believed, 400 when it is signed but no event, and starts a run when it is new. Repeats are told
 * 503 while n8n has not stored that run, and 200 from then on: HeyGen sends again what was told anything else.
 */
export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	if (this.getWebhookName() === 'setup') return { webhookResponse: { message: LISTENING } };

	const request = this.getRequestObject();
	const response = this.getResponseObject();
	const answer = (status: number): IWebhookResponseData => {
		response.status(status).end();
		return { noWebhookResponse: true };
	};
	const refuse = (status: number, reason: string): IWebhookResponseData => {
		this.logger.warn(`${this.getNode().name} refused a delivery with ${status}: ${reason}`);
		return answer(status);
	};

	const cameIn = realClock.now();
	const store = currentStore(this);
	const delivery: Delivery = { headers: request.headers, rawBody: request.rawBody };
	const reason = whyRefused(delivery, store.secret, cameIn / 1_000);
	if (reason !== undefined) return refuse(401, reason);

	const event = parseEvent(request.rawBody);
	if (event === undefined) return refuse(400, 'it is signed, but holds no event');
	if (!isChosen(event.event_type, chosenEvents(this))) return answer(200);

	const { id, keys } = identityOf(delivery, event);
	const endpointId = store.endpointId as string;
	const writeDown = () => {
		const now = realClock.now();
		if (now - cameIn < WRITES_WITHIN_MS) save(endpointId, store, now);
	};
	const standing = claim(endpointId, keys, store, cameIn, () => response.writableEnded);
	if (standing === 'underWay') return answer(503);
	if (standing === 'taken') {
		writeDown();
		return answer(200);
	}

	const { event_type } = event;
	const event_data = event.event_data ?? {};
	const { includeResource = true } = (this.getNodeParameter('options', {}) ?? {}) as {
		includeResource?: boolean;
	};
	const beside =
		includeResource && isObject(event_data)
			? await readResource.call(this, event_type, event_data)
			: {};
	const json = { event_id: id, event_type, event_data, ...beside } as IDataObject;
	return {
		workflowData: [[{ json }]],
		// n8n asks for the answer when it has stored the run and is about to save the static data. What was written
		// there before is lost by then: starting the run marks the static data as unchanged.
		get webhookResponse() {
			confirm(endpointId, keys, realClock.now());
			writeDown();
			return { received: true };
		},
	};
}
