// Every kind of job HeyGen runs: where its id stands, where to ask, and what its status words mean.
import type { IDataObject } from 'n8n-workflow';

export interface JobKind {
	value: string;
	/** Name in sentences, e.g. "Video". */
	noun: string;
	/** How to read it again, as shown in the editor. */
	readWith: string;
	/** Ids in the answer that created the job; translations have one per language. */
	ids: (created: IDataObject) => string[];
	/** The list of ids, where one request starts several jobs; a row of its own carries the singular. */
	many?: string;
	/** Path that reads one job; `{id}` stands for its id. */
	path: string;
	/** Endpoint that reads the status of up to 100 jobs at once, and the query parameter for the ids. */
	bulk?: { path: string; parameter: string };
	done: string[];
	failed: string[];
	/** Status words that need a person, with what the person has to do. */
	person?: Record<string, string>;
	/** A field of the resource that the person's part needs, carried by the row. */
	personNeeds?: string;
	/** The field that holds the result; it may be empty for a moment after the job is done. */
	result?: string;
	/** It works towards another job, e.g. a session towards its video: the field with that job's id, and where its resource stands in the result. */
	makes?: { id: string; kind: JobKind; as: string };
}

/** Ids under the first of these names that the answer has. */
const idOf =
	(...names: string[]) =>
	(created: IDataObject): string[] => {
		const value = names
			.map((name) => created[name])
			.find((one) => one !== undefined && one !== null);
		if (value === undefined || value === null) return [];
		return Array.isArray(value) ? value.map(String) : [String(value)];
	};

const video = {
	value: 'video',
	noun: 'Video',
	readWith: 'Video: Get',
	ids: idOf('video_id', 'id'),
	path: '/v3/videos/{id}',
	bulk: { path: '/v3/videos/statuses', parameter: 'video_ids' },
	done: ['completed'],
	failed: ['failed'],
	result: 'video_url',
} satisfies JobKind;

/** Source: HeyGen API reference, one page per resource. */
export const jobs = {
	aiClipping: {
		value: 'aiClipping',
		noun: 'AI clipping',
		readWith: 'AI Clipping: Get',
		ids: idOf('ai_clipping_id', 'id'),
		path: '/v3/ai-clipping/{id}',
		done: ['completed'],
		failed: ['failed', 'cancelled'],
	},
	avatar: {
		value: 'avatar',
		noun: 'Avatar look',
		readWith: 'Avatar Look: Get',
		ids: (created) => idOf('id')((created.avatar_item ?? {}) as IDataObject),
		path: '/v3/avatars/looks/{id}',
		done: ['completed'],
		failed: ['failed'],
		person: {
			pending_consent:
				"The person shown has to give consent: send them the link that 'Avatar: Create Consent' returns for this group_id.",
		},
		personNeeds: 'group_id',
	},
	backgroundRemoval: {
		value: 'backgroundRemoval',
		noun: 'Background removal',
		readWith: 'Background Removal: Get',
		ids: idOf('id'),
		path: '/v3/background-removals/{id}',
		done: ['completed'],
		failed: ['failed', 'deleted'],
	},
	hyperFrames: {
		value: 'hyperFrames',
		noun: 'HyperFrames render',
		readWith: 'HyperFrames: Get',
		ids: idOf('render_id'),
		path: '/v3/hyperframes/renders/{id}',
		done: ['completed'],
		failed: ['failed'],
		result: 'video_url',
	},
	lipsync: {
		value: 'lipsync',
		noun: 'Lipsync',
		readWith: 'Lipsync: Get',
		ids: idOf('lipsync_id'),
		path: '/v3/lipsyncs/{id}',
		bulk: { path: '/v3/lipsyncs/statuses', parameter: 'lipsync_ids' },
		done: ['completed'],
		failed: ['failed'],
		result: 'video_url',
	},
	proofread: {
		value: 'proofread',
		noun: 'Proofread',
		readWith: 'Proofread: Get',
		ids: idOf('proofread_ids'),
		many: 'proofread_ids',
		path: '/v3/video-translations/proofreads/{id}',
		done: ['completed'],
		failed: ['failed'],
	},
	translation: {
		value: 'translation',
		noun: 'Translation',
		readWith: 'Translation: Get',
		ids: idOf('video_translation_ids', 'video_translation_id'),
		many: 'video_translation_ids',
		path: '/v3/video-translations/{id}',
		bulk: { path: '/v3/video-translations/statuses', parameter: 'video_translation_ids' },
		done: ['completed'],
		failed: ['failed'],
	},
	video,
	videoAgent: {
		value: 'videoAgent',
		noun: 'Video agent session',
		readWith: 'Video Agent: Get',
		ids: idOf('session_id'),
		path: '/v3/video-agents/{id}',
		done: ['completed'],
		failed: ['failed'],
		person: {
			waiting_for_input:
				"The agent has a question: read its messages and answer with 'Video Agent: Send Message'.",
		},
		makes: { id: 'video_id', kind: video, as: 'video' },
	},
	voiceClone: {
		value: 'voiceClone',
		noun: 'Voice clone',
		readWith: 'Voice: Get',
		ids: idOf('voice_clone_id'),
		path: '/v3/voices/{id}',
		done: ['complete'],
		failed: ['failed'],
	},
} satisfies Record<string, JobKind>;

/** A batch of jobs: HeyGen's own queue. */
export interface BatchKind extends JobKind {
	/** What its entries are. */
	of: JobKind;
	/** Field of the request that holds the entries. */
	entries: string;
}

const batch = (of: JobKind, path: string, entries: string): BatchKind => ({
	value: `${of.value}Batch`,
	noun: `${of.noun} batch`,
	readWith: `${of.noun}: Get Batch`,
	ids: idOf('batch_id'),
	path: `${path}/{id}`,
	// A batch that failed as a whole still lists what became of each entry.
	done: ['completed', 'failed'],
	failed: [],
	of,
	entries,
});

/** Source: HeyGen API reference, batches. */
export const batches = {
	video: batch(jobs.video, '/v3/videos/batches', 'videos'),
	translation: batch(jobs.translation, '/v3/video-translations/batches', 'video_translations'),
	lipsync: batch(jobs.lipsync, '/v3/lipsyncs/batches', 'lipsyncs'),
};

const all: Record<string, JobKind> = {
	...jobs,
	...Object.fromEntries(Object.values(batches).map((one) => [one.value, one])),
};

/** The kind that goes by this name. */
export const kindOf = (value: string): JobKind => all[value];

export const isKind = (value: unknown): value is string =>
	typeof value === 'string' && Object.hasOwn(all, value);

export const isBatch = (kind: JobKind): kind is BatchKind => 'entries' in kind;
