// includeResource: reads the job that an event is about anew, since an event's URLs may be missing or short-lived.
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { heyGenRequest, statusOf } from './request';

/** Where to read the resource of an event: by the type's first word, the fields that may name it, in order of use. */
const SOURCES: Record<string, Array<[field: string, path: string]>> = {
	ai_clipping: [
		['id', '/v3/ai-clipping'],
		['ai_clipping_id', '/v3/ai-clipping'],
	],
	avatar_video: [['video_id', '/v3/videos']],
	avatar_video_caption: [['video_id', '/v3/videos']],
	avatar_video_gif: [['video_id', '/v3/videos']],
	hyperframes_video: [['render_id', '/v3/hyperframes/renders']],
	personalized_video: [['video_id', '/v3/videos']],
	proofread_creation: [['proofread_id', '/v3/video-translations/proofreads']],
	video_agent: [
		['video_id', '/v3/videos'],
		['session_id', '/v3/video-agents'],
	],
	video_translate: [['video_translate_id', '/v3/video-translations']],
};

/** HeyGen may show a job as finished a moment after its event, or answer 429 or 5xx for a moment: ask again. */
const PAUSES_MS = [500, 1_500];
/** HeyGen waits 10 s for the answer to a delivery, and storing the run takes a moment too. */
const BUDGET_MS = 6_000;

/** The path of the resource that an event is about; undefined where the event names none that can be read. */
export function resourcePath(type: string, data: IDataObject): string | undefined {
	const [field, path] =
		SOURCES[type.split('.')[0]]?.find(
			([name]) => typeof data[name] === 'string' && data[name] !== '',
		) ?? [];
	return field && `${path}/${encodeURIComponent(data[field] as string)}`;
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
): Promise<IDataObject> {
	const path = resourcePath(type, data);
	if (path === undefined) return {};
	let outcome: IDataObject = {};
	const end = Date.now() + BUDGET_MS;
	for (const pause of [...pauses, Infinity]) {
		try {
			const resource = (await heyGenRequest.call(this, 'GET', path, {}, end - Date.now()))
				.data as IDataObject;
			outcome = { resource };
			if (!isUnripe(type, resource)) return outcome;
		} catch (error) {
			outcome = { resource_error: (error as Error).message };
			if (!mayHeal(error)) return outcome;
		}
		if (Date.now() + pause >= end) return outcome;
		await sleep(pause);
	}
	return outcome;
}
