// One delivery: checked, and handed to the workflow as one item.
// Refusals are answered here, at once. A new event is answered by n8n when it has stored the run: 200 means that
// nothing can get lost any more, and a burst is slowed down to what n8n can take (answered first, a thousand events
// would hold a thousand expression isolates: 6 GB measured with 600).
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';

import { claim, confirm } from './duplicates';
import { KNOWN_EVENT_TYPES } from '../api/eventTypes';
import { jobOfEvent } from '../api/jobKinds';
import { readResource } from './resource';
import { fingerprint, header, whyRefused } from './signature';
import type { Delivery } from './signature';
import { currentStore, LISTENING } from './webhookEndpoints';

/** HeyGen's event, `{event_type, event_data, event_id?, created_at?}`. */
type HeyGenEvent = { event_id?: unknown; event_type: string; event_data?: IDataObject };

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

/** The event's identity: the same on every retry. HeyGen's id where it sends one, else made of the content. */
function eventId(delivery: Delivery, { event_id, event_type, event_data }: HeyGenEvent): string {
	const sent = header(delivery, 'heygen-event-id') || event_id;
	if (sent) return String(sent);
	const data = event_data ?? {};
	const main =
		jobOfEvent(event_type, data)?.id ?? OTHER_IDS.map((field) => data[field]).find(Boolean);
	return `${event_type}:${main ? String(main) : fingerprint(delivery.rawBody as Buffer)}`;
}

/** An endpoint's event list is HeyGen's to apply; this drops a type unchosen meanwhile, and lets new types pass. */
function isChosen(type: string, chosen: string[]): boolean {
	return chosen.length === 0 || chosen.includes(type) || !KNOWN_EVENT_TYPES.includes(type);
}

/**
 * The trigger's `webhook()`. GET (HeyGen may probe the address) is told 200. A POST is told
 * 401 when it cannot be believed, 400 when it is signed but no event, 200 otherwise, and starts a run when it is new.
 */
export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	if (this.getWebhookName() === 'setup') return { webhookResponse: { message: LISTENING } };

	const request = this.getRequestObject();
	const answer = (status: number): IWebhookResponseData => {
		this.getResponseObject().status(status).end();
		return { noWebhookResponse: true };
	};
	const refuse = (status: number, reason: string): IWebhookResponseData => {
		this.logger.warn(`${this.getNode().name} refused a delivery with ${status}: ${reason}`);
		return answer(status);
	};

	const cameIn = Date.now();
	const store = currentStore(this);
	const delivery: Delivery = { headers: request.headers, rawBody: request.rawBody };
	const reason = whyRefused(delivery, store.secret, cameIn / 1_000);
	if (reason !== undefined) return refuse(401, reason);

	const event = parseEvent(request.rawBody);
	if (event === undefined) return refuse(400, 'it is signed, but holds no event');
	if (!isChosen(event.event_type, this.getNodeParameter('events', []) as string[]))
		return answer(200);

	// The header with the id is not signed, the body is: a replay under another id is known by its body.
	const id = eventId(delivery, event);
	const endpointId = store.endpointId as string;
	const keys = [fingerprint(id), fingerprint(request.rawBody)];
	if (!claim(endpointId, keys, store.delivered ?? [], cameIn)) return answer(200);

	const data = event.event_data ?? {};
	const { includeResource = true } = this.getNodeParameter('options', {}) as {
		includeResource?: boolean;
	};
	const beside = includeResource ? await readResource.call(this, event.event_type, data) : {};
	return {
		workflowData: [
			[{ json: { event_id: id, event_type: event.event_type, event_data: data, ...beside } }],
		],
		// n8n asks for the answer when it has stored the run and is about to save the static data. What was written
		// there before is lost by then: starting the run marks the static data as unchanged.
		get webhookResponse() {
			const confirmed = confirm(endpointId, keys);
			if (confirmed && Date.now() - cameIn < WRITES_WITHIN_MS) store.delivered = confirmed;
			return { received: true };
		},
	};
}
