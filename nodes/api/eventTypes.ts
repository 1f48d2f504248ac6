// HeyGen's webhook event types: read from the API for the editor, with the contract's list where that cannot be had.
import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { listAll } from './pages';

/** The types of HeyGen's API contract of 2026-11-16 (POST /v3/webhooks/endpoints, field `events`). The list grows. */
export const KNOWN_EVENT_TYPES = [
	'ai_clipping.fail',
	'ai_clipping.success',
	'avatar_video.fail',
	'avatar_video.success',
	'avatar_video_caption.fail',
	'avatar_video_caption.success',
	'avatar_video_gif.fail',
	'avatar_video_gif.success',
	'batch.finished',
	'filler_word_removal.fail',
	'filler_word_removal.success',
	'hyperframes_video.fail',
	'hyperframes_video.success',
	'instant_avatar.fail',
	'instant_avatar.success',
	'live_avatar.fail',
	'live_avatar.success',
	'personalized_video',
	'photo_avatar_add_motion.fail',
	'photo_avatar_add_motion.success',
	'photo_avatar_generation.fail',
	'photo_avatar_generation.success',
	'photo_avatar_train.fail',
	'photo_avatar_train.success',
	'podcast.fail',
	'podcast.success',
	'proofread_creation.fail',
	'proofread_creation.success',
	'video_agent.fail',
	'video_agent.success',
	'video_translate.fail',
	'video_translate.preflight.download_failed',
	'video_translate.preflight.validation_failed',
	'video_translate.success',
];

/** `avatar_video_gif.success` → `Avatar Video GIF Success`. */
function title(type: string): string {
	const words = type.split(/[._]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
	return words
		.join(' ')
		.replace(/\bGif\b/, 'GIF')
		.replace(/\bAi\b/, 'AI')
		.replace('Hyperframes', 'HyperFrames');
}

/** The choices of the 'Events' parameter, by name: the API's, else the contract's. Never throws. */
export async function eventTypeOptions(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	let rows: IDataObject[] = [];
	try {
		rows = await listAll(this, '/v3/webhooks/event-types');
	} catch (error) {
		this.logger.warn(
			`HeyGen's event types could not be read, the known ones are offered: ${(error as Error).message}`,
		);
	}
	if (rows.length === 0) rows = KNOWN_EVENT_TYPES.map((event_type) => ({ event_type }));
	return rows
		.map(({ event_type, description }) => ({
			name: title(String(event_type)),
			value: String(event_type),
			description: String(description ?? event_type),
		}))
		.sort((a, b) => a.name.localeCompare(b.name));
}
