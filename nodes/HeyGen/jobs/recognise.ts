// Finds the jobs that an item of any earlier node speaks of: answers of HeyGen, events, rows of Not Finished.
import type { IDataObject } from 'n8n-workflow';
import { isKind } from '../../api/jobKinds';

/** What an item says of a job; a batch may be of any kind. */
export interface Found {
	kind: string;
	id: string;
}

/** Fields by which each kind is known, those that belong to one kind alone first (source: HeyGen API reference, answers and events). */
const fields: Array<[kind: string, names: string[]]> = [
	['batch', ['batch_id']],
	['videoAgent', ['session_id']],
	['translation', ['video_translation_ids', 'video_translation_id', 'video_translate_id']],
	['proofread', ['proofread_ids', 'proofread_id']],
	['lipsync', ['lipsync_id']],
	['aiClipping', ['ai_clipping_id']],
	['hyperFrames', ['render_id']],
	['voiceClone', ['voice_clone_id']],
	['video', ['video_id']],
];

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** HeyGen's own object inside what a node made of it: the HTTP Request node keeps `data`, the triggers `event_data`. */
const unwrapped = (json: IDataObject): IDataObject => {
	const inner = [
		json.event_data,
		json.data,
		isObject(json.body) ? json.body.event_data : undefined,
	].find(isObject);
	return inner ?? json;
};

const idsIn = (value: unknown): string[] =>
	(Array.isArray(value) ? value : [value])
		.filter((one) => (typeof one === 'string' && one !== '') || typeof one === 'number')
		.map(String);

/** Ids of one kind. */
function idsOf(json: IDataObject, kind: string): string[] {
	if (kind === 'avatar') return isObject(json.avatar_item) ? idsIn(json.avatar_item.id) : [];
	const names = fields.find(([name]) => name === kind)?.[1] ?? [];
	return names.map((name) => idsIn(json[name])).find((ids) => ids.length > 0) ?? [];
}

/**
 * @param json the item
 * @param wanted the kind, where the user names it
 * @returns the jobs, none where the item names no job of that kind or of any
 */
export function jobsIn(json: IDataObject, wanted?: string): Found[] {
	const own = unwrapped(json);
	// A row of this node names kind and id; one with several jobs lists them.
	if (isKind(own.kind) && (!wanted || own.kind === wanted || wanted === 'batch')) {
		const kind = own.kind;
		const several = Array.isArray(own.jobs)
			? own.jobs.flatMap((one) => (isObject(one) ? idsIn(one.id) : []))
			: [];
		return (several.length ? several : idsIn(own.id)).map((id) => ({ kind, id }));
	}
	const kinds = wanted ? [wanted] : [...fields.map(([kind]) => kind), 'avatar'];
	for (const kind of kinds) {
		const ids = idsOf(own, kind);
		if (ids.length) return ids.map((id) => ({ kind, id }));
	}
	return wanted ? idsIn(own.id).map((id) => ({ kind: wanted, id })) : [];
}
