// Every kind of job HeyGen runs: where its id stands in answers, events and items, where to ask, and what its status words mean.
import type { IDataObject } from 'n8n-workflow';
import { isObject } from './answer';
import { tableOf } from './table';

export interface JobKind {
	/** Its name in workflows, e.g. as 'Job Kind'. */
	value: string;
	/** Name in lists, e.g. "AI Clipping". */
	label: string;
	/** Name in sentences, e.g. "AI clipping". */
	noun: string;
	/** How to read it again, as shown in the editor. */
	readWith: string;
	/** Fields that hold its id (or ids) in HeyGen's answers, the first that is there counts. */
	ids: string[];
	/** What tells its items from those of another kind whose ids have the same name: a row that is not waited for says it too. */
	told?: IDataObject;
	/** The object of the answer that these fields stand in. */
	within?: string;
	/** The list of ids, where one request starts several jobs; a row of its own carries the singular. */
	many?: string;
	/** First words of the webhook events about it, and the fields that hold its id there. */
	events?: { types: string[]; ids: string[] };
	/** Path that reads one job; `{id}` stands for its id. The list of all, where HeyGen has one, stands above it. */
	path: string;
	/** Endpoint that reads the status of up to 100 jobs at once, and the query parameter for the ids. */
	bulk?: { path: string; parameter: string };
	done: string[];
	failed: string[];
	/** Status words that need a person, with what the person has to do. */
	needsAction?: Record<string, string>;
	/** A field of the resource that the person's part needs, carried by the row. */
	actionNeeds?: string;
	/** The files of its resource, the one that most want first. */
	files?: ResultFile[];
	/**
	 * The fields that may hold the result, `clips.*.video_url` in each entry of a list; all of them may be empty for a moment after
	 * the job is done. None where the job's own word is all there is to know.
	 */
	result: string[];
	/** Fields that only a finished one has, though it may lack them: by these an unknown word is understood. */
	signs?: string[];
	/** It works towards another job, e.g. a session towards its video: the field with that job's id, and where its resource stands in the result. */
	makes?: { id: string; kind: JobKind; as: string };
	/** What most workflows need of it, where its resource has more than ten fields: what Simplify keeps, in this order. */
	summary?: string[];
}

/** A file that HeyGen has made. */
export interface ResultFile {
	/** What it is, in the editor's words. */
	name: string;
	/** Where its address stands in the resource; `*` stands for each entry of a list or object. */
	at: string;
}

const videoFile = { name: 'Video', at: 'video_url' };
const thumbnail = { name: 'Thumbnail', at: 'thumbnail_url' };

const video = {
	value: 'video',
	label: 'Video',
	noun: 'Video',
	readWith: 'Video: Get',
	ids: ['video_id', 'id'],
	events: {
		types: ['avatar_video', 'avatar_video_caption', 'avatar_video_gif', 'personalized_video'],
		ids: ['video_id'],
	},
	path: '/v3/videos/{id}',
	bulk: { path: '/v3/videos/statuses', parameter: 'video_ids' },
	done: ['completed'],
	failed: ['failed'],
	files: [
		videoFile,
		{ name: 'Captioned Video', at: 'captioned_video_url' },
		{ name: 'GIF Preview', at: 'gif_url' },
		{ name: 'Captions', at: 'subtitle_url' },
		thumbnail,
	],
	result: ['video_url'],
	summary: [
		'id',
		'title',
		'status',
		'video_url',
		'duration',
		'thumbnail_url',
		'captioned_video_url',
		'subtitle_url',
		'gif_url',
		'video_page_url',
		'created_at',
		'completed_at',
		'failure_code',
		'failure_message',
	],
} satisfies JobKind;

/**
 * All kinds of job, one entry each: the node, the triggers, Job: Wait and the callbacks know of HeyGen's jobs from here alone.
 * An item is searched for their ids in this order: those whose fields other kinds carry too come last.
 * Source: HeyGen API reference, one page per resource.
 */
export const jobs = {
	videoAgent: {
		value: 'videoAgent',
		label: 'Video Agent',
		noun: 'Video agent session',
		readWith: 'Video Agent: Get',
		ids: ['session_id'],
		events: { types: ['video_agent'], ids: ['session_id'] },
		path: '/v3/video-agents/{id}',
		done: ['completed'],
		failed: ['failed'],
		result: [],
		needsAction: {
			waiting_for_input:
				"The agent has a question: read its messages and answer with 'Video Agent: Send Message'.",
		},
		makes: { id: 'video_id', kind: video, as: 'video' },
		summary: [
			'id',
			'session_id',
			'title',
			'status',
			'video_url',
			'duration',
			'thumbnail_url',
			'video_id',
			'progress',
			'created_at',
			'failure_message',
			'video',
		],
	},
	translation: {
		value: 'translation',
		label: 'Translation',
		noun: 'Translation',
		readWith: 'Translation: Get',
		ids: ['video_translation_ids', 'video_translation_id'],
		many: 'video_translation_ids',
		events: { types: ['video_translate'], ids: ['video_translate_id'] },
		path: '/v3/video-translations/{id}',
		bulk: { path: '/v3/video-translations/statuses', parameter: 'video_translation_ids' },
		done: ['completed'],
		failed: ['failed'],
		files: [
			videoFile,
			{ name: 'Audio', at: 'audio_url' },
			{ name: 'Captions (SRT)', at: 'srt_caption_url' },
			{ name: 'Captions (VTT)', at: 'vtt_caption_url' },
		],
		result: ['video_url', 'audio_url'],
		summary: [
			'id',
			'title',
			'status',
			'output_language',
			'video_url',
			'audio_url',
			'duration',
			'srt_caption_url',
			'vtt_caption_url',
			'input_language',
			'created_at',
			'failure_message',
		],
	},
	proofread: {
		value: 'proofread',
		label: 'Proofread',
		noun: 'Proofread',
		readWith: 'Proofread: Get',
		ids: ['proofread_ids'],
		many: 'proofread_ids',
		events: { types: ['proofread_creation'], ids: ['proofread_id'] },
		path: '/v3/video-translations/proofreads/{id}',
		done: ['completed'],
		failed: ['failed'],
		result: [],
	},
	lipsync: {
		value: 'lipsync',
		label: 'Lipsync',
		noun: 'Lipsync',
		readWith: 'Lipsync: Get',
		ids: ['lipsync_id'],
		// A job's own callback only: HeyGen's list of event types has none for it.
		events: { types: ['lipsync'], ids: ['lipsync_id'] },
		path: '/v3/lipsyncs/{id}',
		bulk: { path: '/v3/lipsyncs/statuses', parameter: 'lipsync_ids' },
		done: ['completed'],
		failed: ['failed'],
		files: [videoFile, { name: 'Captions', at: 'caption_url' }],
		result: ['video_url'],
	},
	aiClipping: {
		value: 'aiClipping',
		label: 'AI Clipping',
		noun: 'AI clipping',
		readWith: 'AI Clipping: Get',
		ids: ['ai_clipping_id', 'id'],
		// The event holds the whole job.
		events: { types: ['ai_clipping'], ids: ['id', 'ai_clipping_id'] },
		path: '/v3/ai-clipping/{id}',
		done: ['completed'],
		failed: ['failed', 'cancelled'],
		files: [
			{ name: 'Clips', at: 'clips.*.video_url' },
			{ name: 'Thumbnails', at: 'clips.*.thumbnail_url' },
		],
		summary: [
			'id',
			'title',
			'status',
			'clips',
			'progress',
			'source_duration',
			'input_language',
			'created_at',
			'failure_message',
		],
		result: ['clips.*.video_url'],
	},
	hyperFrames: {
		value: 'hyperFrames',
		label: 'HyperFrames Render',
		noun: 'HyperFrames render',
		readWith: 'HyperFrames: Get',
		ids: ['render_id'],
		events: { types: ['hyperframes_video'], ids: ['render_id'] },
		path: '/v3/hyperframes/renders/{id}',
		done: ['completed'],
		failed: ['failed'],
		files: [videoFile, thumbnail],
		result: ['video_url'],
		summary: [
			'render_id',
			'title',
			'status',
			'video_url',
			'duration',
			'thumbnail_url',
			'format',
			'created_at',
			'completed_at',
			'failure_message',
		],
	},
	voiceClone: {
		value: 'voiceClone',
		label: 'Voice Clone',
		noun: 'Voice clone',
		readWith: 'Voice: Get',
		ids: ['voice_clone_id'],
		path: '/v3/voices/{id}',
		done: ['complete'],
		failed: ['failed'],
		files: [{ name: 'Preview', at: 'preview_audio_url' }],
		result: [],
		signs: ['preview_audio_url'],
	},
	modelImage: {
		value: 'modelImage',
		label: 'Generative Image',
		noun: 'Generative image',
		readWith: 'Generative Image: Get',
		ids: ['generation_id'],
		path: '/v3/models/images/{id}',
		done: ['completed'],
		failed: ['failed', 'cancelled'],
		files: [{ name: 'Image', at: 'images.*.image_url' }],
		result: ['images.*.image_url'],
	},
	fillerWordRemoval: {
		value: 'fillerWordRemoval',
		label: 'Filler Word Removal',
		noun: 'Filler word removal',
		readWith: 'Filler Word Removal: Get',
		ids: ['filler_word_removal_id'],
		events: { types: ['filler_word_removal'], ids: ['filler_word_removal_id', 'id'] },
		path: '/v3/filler-word-removals/{id}',
		done: ['completed'],
		failed: ['failed'],
		files: [videoFile, thumbnail],
		result: ['video_url'],
		summary: [
			'id',
			'title',
			'status',
			'video_url',
			'output_duration',
			'original_duration',
			'num_cuts',
			'thumbnail_url',
			'progress',
			'created_at',
			'failure_message',
		],
	},
	modelVideo: {
		value: 'modelVideo',
		label: 'Generative Video',
		noun: 'Generative video',
		readWith: 'Generative Video: Get',
		ids: ['video_id'],
		told: { model: 'heygen-video-1' },
		path: '/v3/models/videos/{id}',
		done: ['completed'],
		failed: ['failed', 'cancelled'],
		files: [videoFile],
		result: ['video_url'],
		summary: [
			'video_id',
			'model',
			'status',
			'video_url',
			'duration',
			'width',
			'height',
			'seed',
			'created_at',
			'failure_code',
			'failure_message',
		],
	},
	video,
	modelVoice: {
		value: 'modelVoice',
		label: 'Voice Model',
		noun: 'Voice model',
		readWith: 'Voice Model: Get',
		ids: ['voice_id'],
		path: '/v3/models/audio/voices/{id}',
		done: ['ACTIVE'],
		failed: ['FAILED'],
		result: [],
	},
	brandKit: {
		value: 'brandKit',
		label: 'Brand Kit',
		noun: 'Brand kit',
		readWith: 'Brand: Get Kit',
		ids: ['brand_kit_id'],
		path: '/v3/brand-kits/{id}',
		done: ['completed'],
		failed: ['error'],
		result: [],
		signs: ['colors', 'logos'],
	},
	avatar: {
		value: 'avatar',
		label: 'Avatar',
		noun: 'Avatar look',
		readWith: 'Avatar Look: Get',
		ids: ['id'],
		within: 'avatar_item',
		path: '/v3/avatars/looks/{id}',
		done: ['completed'],
		failed: ['failed'],
		files: [
			{ name: 'Preview Video', at: 'preview_video_url' },
			{ name: 'Preview Image', at: 'preview_image_url' },
		],
		result: [],
		signs: ['preview_image_url'],
		needsAction: {
			pending_consent:
				"The person shown has to give consent: send them the link that 'Avatar: Create Consent' returns for this group_id.",
		},
		actionNeeds: 'group_id',
		summary: [
			'id',
			'name',
			'avatar_type',
			'status',
			'group_id',
			'preferred_orientation',
			'default_voice_id',
			'supported_api_engines',
			'preview_image_url',
			'error',
		],
	},
	backgroundRemoval: {
		value: 'backgroundRemoval',
		label: 'Background Removal',
		noun: 'Background removal',
		readWith: 'Background Removal: Get',
		ids: ['id'],
		path: '/v3/background-removals/{id}',
		done: ['completed'],
		failed: ['failed', 'deleted'],
		files: [{ name: 'Layers', at: 'layers.*' }],
		result: ['layers'],
	},
} satisfies Record<string, JobKind>;

const idsIn = (value: unknown): string[] =>
	(Array.isArray(value) ? value : [value])
		.filter((one) => (typeof one === 'string' && one !== '') || typeof one === 'number')
		.map(String);

/** The ids under the first of these fields that holds any. */
const firstIds = (from: IDataObject, fields: string[]): string[] =>
	fields.map((field) => idsIn(from[field])).find((ids) => ids.length > 0) ?? [];

/** The ids of jobs of a kind in an answer of HeyGen or an item; none where it names none. */
export function createdIds({ within, ids }: JobKind, answer: unknown): string[] {
	const from = within && isObject(answer) ? answer[within] : answer;
	return isObject(from) ? firstIds(from, ids) : [];
}

const plainName = (name: string): string => name.replace(/_/g, '').toLowerCase();

/** The same of an answer that has them elsewhere than HeyGen's reference says: what is paid must not be lost for that. */
export function createdIdsAnywhere(kind: JobKind, answer: unknown): string[] {
	const ids = createdIds(kind, answer);
	if (ids.length > 0 || typeof answer !== 'object' || answer === null) return ids;
	// Another thing inside may have an `id` as well.
	const names = kind.ids.filter((name) => name !== 'id').map(plainName);
	const named = Object.entries(answer).find(([name]) => names.includes(plainName(name)));
	if (named && idsIn(named[1]).length > 0) return idsIn(named[1]);
	const inside = Object.values(answer).filter((one) => typeof one === 'object' && one !== null);
	const [only, another] = inside;
	return only && !another
		? createdIdsAnywhere(kind, only)
		: inside.flatMap((one) => createdIdsAnywhere({ ...kind, ids: names }, one));
}

/** Names of ids that other things have too: where they stand in an item, they do not tell what it is. */
const tellNothing = ['id', 'voice_id', 'brand_kit_id'];

/** The ids of jobs of a kind in any item, by the fields that only jobs have. */
export function carriedIds(kind: JobKind, item: IDataObject): string[] {
	if (kind.within) return createdIds(kind, item);
	if (!Object.entries(kind.told ?? {}).every(([name, value]) => item[name] === value)) return [];
	const fields = [
		...kind.ids,
		...(kind.many ? [singular(kind.many)] : []),
		...(kind.events?.ids ?? []),
	];
	return firstIds(
		item,
		fields.filter((field) => !tellNothing.includes(field)),
	);
}

/** `proofread_ids` → `proofread_id`. */
export const singular = (many: string): string => many.replace(/s$/, '');

/** The job that a webhook event is about; the video where it is about a session that made one. */
export function jobOfEvent(
	type: unknown,
	data: IDataObject,
): { kind: JobKind; id: string } | undefined {
	const [word = ''] = String(type).split('.');
	const kind = (Object.values(jobs) as JobKind[]).find(({ events }) =>
		events?.types.includes(word),
	);
	if (!kind?.events) return undefined;
	const [made] = kind.makes ? firstIds(data, [kind.makes.id]) : [];
	if (kind.makes && made) return { kind: kind.makes.kind, id: made };
	const [id] = firstIds(data, kind.events.ids);
	return id === undefined ? undefined : { kind, id };
}

/** Where HeyGen lists all jobs of a kind. */
export const listPathOf = ({ path }: JobKind): string => path.replace('/{id}', '');

/** Words of jobs that are under way, of whatever kind; any other word is understood by what stands beside it. */
const busy =
	/^(accepted|created|generating|in_progress|loading|pending|processing|queued|rendering|reviewing|running|started|submitted|thinking|training|waiting)$/i;

/** Words for an end that came to nothing, of whatever kind. */
const inVain = /^(abort(ed)?|cancell?ed|error(ed)?|expired|fail(ed|ure)?|rejected|timed?_?out)$/i;

/** Words for an end that came to something. Where a result stands beside them it tells more; of a kind without one they are all there is to know. */
const inFull = /^(complete[ds]?|done|finish(ed)?|success(ful(ly)?)?|succeed(ed)?)(_.*)?$/i;
/** The same of what is trained or read in; a session that is ready or active goes on. */
const usable = /^(active|available|ready|trained)$/i;

const isWord = (status: string) => (own: string) => own.toLowerCase() === status.toLowerCase();

/** HeyGen's word for how a job stands, as the kind spells it: "COMPLETED" and "canceled" are the ends that they seem to be. */
export function inOwnWords(
	{
		done,
		failed,
		needsAction,
		result,
		makes,
	}: Pick<JobKind, 'done' | 'failed' | 'needsAction'> & Partial<JobKind>,
	status: string,
): string {
	const own = [...done, ...failed, ...Object.keys(needsAction ?? {})].find(isWord(status));
	if (own !== undefined) return own;
	// A batch that came to nothing is over all the same.
	if (inVain.test(status)) return failed[0] ?? done.find((word) => inVain.test(word)) ?? status;
	const isDone = inFull.test(status) || (!makes && usable.test(status));
	return result?.length === 0 && isDone ? (done[0] ?? status) : status;
}

/** Whether a job that failed did so in the kind's own first word, and not in one that is only understood. */
export const failedByItsWord = ({ failed: [word = ''] }: JobKind, status: string): boolean =>
	isWord(status)(word) || !inVain.test(status);

/** Whether a job of this status is under way. */
export const isBusy = (status: string): boolean => busy.test(status);

/** A batch of jobs: HeyGen's own queue. */
export interface BatchKind extends JobKind {
	/** What its entries are. */
	of: JobKind;
	/** Field of the request that holds the entries. */
	entries: string;
}

const batch = (of: JobKind, path: string, entries: string): BatchKind => ({
	value: `${of.value}Batch`,
	label: `${of.label} Batch`,
	noun: `${of.noun} batch`,
	readWith: `${of.noun}: Get Batch`,
	ids: ['batch_id'],
	path: `${path}/{id}`,
	// A batch that failed as a whole still lists what became of each entry.
	done: ['completed', 'failed'],
	failed: [],
	result: [],
	of,
	entries,
});

/** A file that was announced, and its bytes brought straight to HeyGen's store; nobody waits for a single one. */
const asset: JobKind = {
	value: 'asset',
	label: 'Asset',
	noun: 'Asset',
	readWith: 'Asset: Get',
	ids: ['asset_id'],
	path: '/v3/assets/{id}',
	done: ['completed'],
	failed: ['failed'],
	result: [],
};

/** Source: HeyGen API reference, batches. */
export const batches = {
	video: batch(jobs.video, '/v3/videos/batches', 'videos'),
	translation: batch(jobs.translation, '/v3/video-translations/batches', 'video_translations'),
	lipsync: batch(jobs.lipsync, '/v3/lipsyncs/batches', 'lipsyncs'),
	asset: batch(asset, '/v3/assets/batches', 'files'),
};

const byValue = tableOf<JobKind>({
	...jobs,
	...Object.fromEntries(Object.values(batches).map((kind) => [kind.value, kind])),
});

/**
 * The kind that goes by this name.
 * @throws Error where there is none: `isKind` tells
 */
export function kindOf(value: string): JobKind {
	const kind = byValue[value];
	if (!kind) throw new Error(`There is no kind of job '${value}'`);
	return kind;
}

export const isKind = (value: unknown): value is string =>
	typeof value === 'string' && value in byValue;

export const isBatch = (kind: JobKind): kind is BatchKind => 'entries' in kind;
