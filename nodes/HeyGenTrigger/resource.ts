// includeResource: reads the job that an event is about anew, since an event's URLs may be missing or short-lived.
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { realClock } from '../api/clock';
import { jobOfEvent } from '../api/jobKinds';
import { isId, pathOf } from '../api/path';
import { request, statusOf } from '../api/request';

/** HeyGen may show a job as finished a moment after its event, or answer 429 or 5xx for a moment: ask again. */
const PAUSES_MS = [500, 1_500];
/** HeyGen waits 10 s for the answer to a delivery, and storing the run takes a moment too. */
const BUDGET_MS = 6_000;

/** The path of the resource that an event is about; undefined where the event names none that can be read. */
export function resourcePath(type: string, data: IDataObject): string | undefined {
	const job = jobOfEvent(type, data);
	return job && isId(job.id) ? pathOf(job.kind.path, { id: job.id }) : undefined;
}

function mayHeal(error: unknown): boolean {
	const status = statusOf(error);
	return status === undefined || status === 429 || status >= 500;
}

/** A success event whose resource is not there yet: still busy, or completed without its URL. */
function isUnripe(type: string, resource: IDataObject): boolean {
	if (!type.endsWith('.success')) return false;
	return (
		resource.status !== 'completed' ||
		('video_url' in resource && !resource.video_url && !resource.audio_url)
	);
}

/**
 * Reads the resource beside an event, within 6 s. Never throws: the event comes in any case.
 *
 * @returns `{resource}`; `{resource_error}` with the reason where it cannot be read; `{}` where the event names none
 */
export async function readResource(
	this: IWebhookFunctions,
	type: string,
	data: IDataObject,
	pauses = PAUSES_MS,
	clock = realClock,
): Promise<IDataObject> {
	const path = resourcePath(type, data);
	if (path === undefined) return {};
	let outcome: IDataObject = {};
	const end = clock.now() + BUDGET_MS;
	for (const pause of [...pauses, Infinity]) {
		try {
			const resource = (await request(this, { url: path, timeoutMs: end - clock.now() }))
				.data as IDataObject;
			outcome = { resource };
			if (!isUnripe(type, resource)) return outcome;
		} catch (error) {
			outcome = { resource_error: (error as Error).message };
			if (!mayHeal(error)) return outcome;
		}
		if (clock.now() + pause >= end) return outcome;
		await clock.sleep(pause);
	}
	return outcome;
}
