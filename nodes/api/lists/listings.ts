// The lists of HeyGen's API out of which people choose: where each is read, and what tells one entry from its neighbours.
import type { IDataObject } from 'n8n-workflow';
import { accountPath, usernameIn } from '../account';
import { isoOf } from '../answer';
import { pages } from '../limits';

/** One thing of a list, as far as choosing it needs. */
export interface Entry {
	id: string;
	name: string;
	/** What decides beside the name: "portrait, photo avatar, Avatar IV". */
	details: string;
	/** A picture, sound or page that shows it. */
	url?: string;
	/** The account's own. */
	own?: boolean;
	/** The avatar that a look belongs to. */
	group?: string;
	/** How many looks an avatar has. */
	looks?: number;
}

/** Reads a page and gives its whole body; tries again where that helps. */
export type Ask = (url: string, qs: IDataObject) => Promise<IDataObject>;

/** One way through a list, from page to page. */
export interface Way {
	qs?: IDataObject;
	/** Gives only what the account itself has made. */
	own?: boolean;
	/** Another list that belongs to this one. */
	url?: string;
	max?: number;
	show?: (row: IDataObject) => Entry;
}

export interface Listing {
	/** What one of it is called, and several. */
	noun: string;
	plural: string;
	url: string;
	/** Largest page. */
	max: number;
	/** Read side by side by a search; together they hold everything. The account's own comes first. */
	ways: Way[];
	/** Shown one after the other where nothing is searched. */
	inOrder: Way[];
	/** Reads a single one; `{id}` stands for its id. */
	one?: string;
	/** The list of avatars whose looks this list holds. */
	groups?: ListName;
	/** What each page has to be asked with, where that has to be read first. */
	needs?: (ask: Ask) => Promise<IDataObject>;
	show(row: IDataObject): Entry;
}

/** "digital_twin" → "digital twin" */
const plain = (word: unknown) => (word ? String(word).replace(/_/g, ' ') : undefined);

/** ["avatar_iii", "avatar_iv"] → "Avatar III/IV": a row of the list has room for little. */
function enginesOf(engines: unknown[]): string {
	const names = engines.map(String);
	const numbers = names.flatMap((name) => /^avatar_([ivx]+)$/.exec(name)?.[1]?.toUpperCase() ?? []);
	const others = names.filter((name) => !/^avatar_[ivx]+$/.test(name));
	return [numbers.length ? `Avatar ${numbers.join('/')}` : '', ...others].filter(Boolean).join('/');
}

/** A time of HeyGen's as a day, 2026-01-31: it tells jobs of one name apart. */
const dayOf = (time: unknown) => (time ? isoOf(time)?.slice(0, 10) : undefined);

/** Seconds as people read a length: 1:05 */
function lengthOf(seconds: unknown): string | undefined {
	if (typeof seconds !== 'number' || !(seconds > 0)) return undefined;
	const whole = Math.round(seconds);
	return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')} min`;
}

const words = (...details: unknown[]): string => details.filter(Boolean).join(', ');
const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const link = (...addresses: unknown[]): string | undefined =>
	addresses.find((one): one is string => typeof one === 'string' && one !== '');
const text = (value: unknown, otherwise = 'Untitled'): string =>
	typeof value === 'string' && value.trim() ? value.trim() : otherwise;

/** A look that is not ready says so: it cannot be used yet. */
const readiness = (look: IDataObject): string | undefined => {
	if (look.status && look.status !== 'completed') return `not ready: ${plain(look.status)}`;
	return look.preview_image_url ? undefined : 'not ready';
};

const look = (one: IDataObject): Entry => ({
	id: String(one.id),
	name: text(one.name),
	// What decides first: the panel cuts a long row off.
	details: words(
		readiness(one),
		one.preferred_orientation,
		enginesOf(list(one.supported_api_engines)),
		plain(one.avatar_type),
		one.gender,
	),
	url: link(one.preview_image_url, one.preview_video_url),
	group: one.group_id ? String(one.group_id) : undefined,
});

const avatar = (one: IDataObject): Entry => ({
	id: String(one.id),
	name: text(one.name),
	details: words(
		one.gender,
		one.looks_count && (one.looks_count === 1 ? '1 look' : `${String(one.looks_count)} looks`),
		one.status && one.status !== 'completed' && `not ready: ${plain(one.status)}`,
	),
	url: link(one.preview_image_url, one.preview_video_url),
	looks: Number(one.looks_count) || undefined,
});

const voice = (one: IDataObject): Entry => ({
	id: String(one.voice_id),
	name: text(one.name),
	details: words(
		one.language,
		one.gender,
		list(one.engines).map(String).join(' / '),
		one.status &&
			!/^(complete|completed|active)$/i.test(String(one.status)) &&
			`not ready: ${plain(one.status)}`,
	),
	url: link(one.preview_audio_url),
});

const job = (one: IDataObject): Entry => ({
	id: String(one.render_id ?? one.id),
	name: text(one.title),
	details: words(
		one.output_language,
		plain(one.status),
		lengthOf(one.duration),
		dayOf(one.created_at),
	),
	url: link(one.video_page_url, one.video_url),
});

const plainList: Pick<Listing, 'ways' | 'inOrder'> = {
	ways: [{ own: true }],
	inOrder: [{ own: true }],
};
const looks = {
	noun: 'avatar look',
	plural: 'avatar looks',
	url: '/v3/avatars/looks',
	max: pages.looks,
	one: '/v3/avatars/looks/{id}',
	show: look,
};
/** HeyGen gives a list page by page only; by type it gives three at once. */
const types = ['photo_avatar', 'digital_twin', 'studio_avatar'];
const avatars = {
	noun: 'avatar',
	plural: 'avatars',
	url: '/v3/avatars',
	max: pages.avatars,
	one: '/v3/avatars/{id}',
	show: avatar,
};
const voices = {
	noun: 'voice',
	plural: 'voices',
	url: '/v3/voices',
	max: pages.voices,
	one: '/v3/voices/{id}',
	show: voice,
};
const own: Way[] = [{ qs: { ownership: 'private' }, own: true }];
const bothOwners: Way[] = [...own, { qs: { ownership: 'public' } }];
const bothTypes = (more: IDataObject = {}): Way[] => [
	{ qs: { type: 'private', ...more }, own: true },
	{ qs: { type: 'public', ...more } },
];
const ownVoices: Way[] = [{ qs: { type: 'private' }, own: true }];
const modelVoices = {
	noun: 'voice',
	plural: 'voices',
	url: '/v3/models/audio/voices',
	max: pages.modelVoices,
	one: '/v3/models/audio/voices/{id}',
	show: (one: IDataObject): Entry => ({
		id: String(one.voice_id),
		name: text(one.name),
		details: words(
			one.language,
			one.mode,
			one.status !== 'ACTIVE' && `not ready: ${String(one.status).toLowerCase()}`,
		),
	}),
};
const speakingVoices: Way[] = [{ ...modelVoices, qs: {}, own: true }, { qs: { type: 'public' } }];

export type ListName =
	| 'Assets'
	| 'BrandKits'
	| 'Clippings'
	| 'Endpoints'
	| 'Glossaries'
	| 'Groups'
	| 'Lipsyncs'
	| 'Looks'
	| 'ModelVoices'
	| 'OwnGroups'
	| 'OwnLooks'
	| 'OwnVoices'
	| 'Removals'
	| 'Renders'
	| 'Sessions'
	| 'SpeakingVoices'
	| 'SpeechVoices'
	| 'Styles'
	| 'Templates'
	| 'Translations'
	| 'Videos'
	| 'Voices';

export const listings: Record<ListName, Listing> = {
	Assets: {
		noun: 'asset',
		plural: 'assets',
		url: '/v3/assets',
		max: pages.assets,
		one: '/v3/assets/{id}',
		needs: async (ask) => ({ username: usernameIn((await ask(accountPath, {})).data) }),
		...plainList,
		show: (asset) => ({
			id: String(asset.id),
			name: text(asset.name),
			details: words(plain(asset.type), dayOf(asset.uploaded_at)),
			url: link(asset.url),
		}),
	},
	BrandKits: {
		noun: 'brand kit',
		plural: 'brand kits',
		url: '/v3/brand-kits',
		max: pages.brand,
		one: '/v3/brand-kits/{id}',
		...plainList,
		show: (kit) => ({
			id: String(kit.brand_kit_id),
			name: text(kit.name),
			details: words(kit.status && kit.status !== 'completed' && plain(kit.status)),
			url: link(kit.logo_url),
		}),
	},
	Clippings: {
		noun: 'AI clipping',
		plural: 'AI clippings',
		url: '/v3/ai-clipping',
		max: pages.clippings,
		...plainList,
		show: job,
	},
	Endpoints: {
		noun: 'webhook endpoint',
		plural: 'webhook endpoints',
		url: '/v3/webhooks/endpoints',
		max: pages.endpoints,
		...plainList,
		show: (endpoint) => ({
			id: String(endpoint.endpoint_id),
			name: text(endpoint.url),
			details: words(endpoint.status),
		}),
	},
	Glossaries: {
		noun: 'brand glossary',
		plural: 'brand glossaries',
		url: '/v3/brand-glossaries',
		max: pages.brand,
		one: '/v3/brand-glossaries/{id}',
		...plainList,
		show: (glossary) => ({
			id: String(glossary.brand_glossary_id),
			name: text(glossary.name),
			details: '',
		}),
	},
	Groups: { ...avatars, ways: bothOwners, inOrder: bothOwners },
	Lipsyncs: {
		noun: 'lipsync',
		plural: 'lipsyncs',
		url: '/v3/lipsyncs',
		max: pages.lipsyncs,
		...plainList,
		show: job,
	},
	Looks: {
		...looks,
		ways: [...own, ...types.map((type) => ({ qs: { ownership: 'public', avatar_type: type } }))],
		inOrder: bothOwners,
		groups: 'Groups',
	},
	ModelVoices: { ...modelVoices, ...plainList },
	OwnGroups: { ...avatars, ways: own, inOrder: own },
	OwnLooks: { ...looks, ways: own, inOrder: own, groups: 'OwnGroups' },
	OwnVoices: { ...voices, ways: ownVoices, inOrder: ownVoices },
	Removals: {
		noun: 'background removal',
		plural: 'background removals',
		url: '/v3/background-removals',
		max: pages.removals,
		...plainList,
		show: job,
	},
	Renders: {
		noun: 'render',
		plural: 'renders',
		url: '/v3/hyperframes/renders',
		max: pages.renders,
		...plainList,
		show: job,
	},
	Sessions: {
		noun: 'session',
		plural: 'sessions',
		url: '/v3/video-agents',
		max: pages.agents,
		...plainList,
		show: (session) => ({
			id: String(session.session_id),
			name: text(session.title),
			details: words(plain(session.status), dayOf(session.created_at)),
		}),
	},
	SpeakingVoices: { ...voices, ways: speakingVoices, inOrder: speakingVoices },
	SpeechVoices: {
		...voices,
		ways: bothTypes({ engine: 'starfish' }),
		inOrder: bothTypes({ engine: 'starfish' }),
	},
	Styles: {
		noun: 'style',
		plural: 'styles',
		url: '/v3/video-agents/styles',
		max: pages.styles,
		...plainList,
		show: (style) => ({
			id: String(style.style_id),
			name: text(style.name),
			details: words(style.aspect_ratio, ...list(style.tags)),
			url: link(style.preview_video_url, style.thumbnail_url),
		}),
	},
	Templates: {
		noun: 'template',
		plural: 'templates',
		url: '/v3/templates',
		max: pages.templates,
		...plainList,
		show: (template) => ({
			id: String(template.id),
			name: text(template.name),
			details: words(template.aspect_ratio, dayOf(template.updated_at ?? template.created_at)),
			url: link(template.thumbnail_image_url, template.thumbnail_url),
		}),
	},
	Translations: {
		noun: 'translation',
		plural: 'translations',
		url: '/v3/video-translations',
		max: pages.translations,
		...plainList,
		show: job,
	},
	Videos: {
		noun: 'video',
		plural: 'videos',
		url: '/v3/videos',
		max: pages.videos,
		...plainList,
		show: job,
	},
	Voices: { ...voices, ways: bothTypes(), inOrder: bothTypes() },
};

/** The list that a list search method of the node shows. */
export const listOfSearch = (method: string): Listing | undefined =>
	listings[method.replace(/^search/, '') as ListName];
