// What the pickers show: searchable, paged lists of everything that has an id
import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { eventTypeOptions } from '../../api/eventTypes';
import { pages } from '../../api/limits';
import { request } from '../../api/request';
import { inTurn, search, searchByGroup, type Search } from './search';

/** "digital_twin" → "digital twin" */
const plain = (word: unknown) => (word ? String(word).replace(/_/g, ' ') : undefined);

/** Seconds since 1970 as a day, 2026-01-31: it tells jobs of one name apart. */
const dayOf = (seconds: unknown) =>
	typeof seconds === 'number' ? new Date(seconds * 1000).toISOString().slice(0, 10) : undefined;

const named = (name: unknown, ...details: unknown[]): string =>
	[String(name ?? 'Untitled'), details.filter(Boolean).join(', ')].filter(Boolean).join(' · ');

/** A look that is not ready says so: it cannot be used yet. */
const readiness = (look: IDataObject): string | undefined => {
	if (look.status && look.status !== 'completed') return `not ready: ${plain(look.status)}`;
	return look.preview_image_url ? undefined : 'not ready';
};

const avatarGroup = (group: IDataObject) => ({
	name: named(group.name, group.gender, group.looks_count && `${String(group.looks_count)} looks`),
	value: String(group.id),
});
const look = (one: IDataObject) => ({
	name: named(
		one.name,
		plain(one.avatar_type),
		one.preferred_orientation,
		one.gender,
		readiness(one),
	),
	value: String(one.id),
	url: (one.preview_image_url as string | null) ?? undefined,
});
const voice = (one: IDataObject) => ({
	name: named(one.name, one.language, one.gender, one.type === 'private' && 'own'),
	value: String(one.voice_id),
	url: (one.preview_audio_url as string | null) ?? undefined,
});
const job = (row: IDataObject) => ({
	name: named(row.title, row.output_language, plain(row.status), dayOf(row.created_at)),
	value: String(row.render_id ?? row.id),
	url: (row.video_page_url as string | null) ?? undefined,
});

const modelVoices = search('/v3/models/audio/voices', pages.modelVoices, (one) => ({
	name: named(
		one.name,
		one.mode,
		one.language,
		one.status !== 'ACTIVE' && `not ready: ${String(one.status).toLowerCase()}`,
	),
	value: String(one.voice_id),
}));
const groups = search('/v3/avatars', pages.avatars, avatarGroup);
const ownGroups = search('/v3/avatars', pages.avatars, avatarGroup, { ownership: 'private' });

export const listSearch: Record<string, Search> = {
	searchBrandKits: search('/v3/brand-kits', pages.brand, (kit) => ({
		name: named(kit.name),
		value: String(kit.brand_kit_id),
	})),
	searchClippings: search('/v3/ai-clipping', pages.clippings, job),
	searchEndpoints: search('/v3/webhooks/endpoints', pages.endpoints, (endpoint) => ({
		name: named(endpoint.url, endpoint.status),
		value: String(endpoint.endpoint_id),
	})),
	searchGlossaries: search('/v3/brand-glossaries', pages.brand, (glossary) => ({
		name: named(glossary.name),
		value: String(glossary.brand_glossary_id),
	})),
	searchGroups: groups,
	searchLipsyncs: search('/v3/lipsyncs', pages.lipsyncs, job),
	searchLooks: searchByGroup(search('/v3/avatars/looks', pages.looks, look), groups, look),
	searchModelVoices: modelVoices,
	searchOwnGroups: ownGroups,
	searchOwnLooks: searchByGroup(
		search('/v3/avatars/looks', pages.looks, look, { ownership: 'private' }),
		ownGroups,
		look,
	),
	searchOwnVoices: search('/v3/voices', pages.voices, voice, { type: 'private' }),
	searchRemovals: search('/v3/background-removals', pages.removals, job),
	searchRenders: search('/v3/hyperframes/renders', pages.renders, job),
	searchSessions: search('/v3/video-agents', pages.agents, (session) => ({
		name: named(session.title, dayOf(session.created_at)),
		value: String(session.session_id),
	})),
	searchSpeakingVoices: inTurn(
		modelVoices,
		search('/v3/voices', pages.voices, voice, { type: 'public' }),
	),
	searchSpeechVoices: search(
		'/v3/voices',
		pages.voices,
		voice,
		{ type: 'private', engine: 'starfish' },
		{ type: 'public', engine: 'starfish' },
	),
	searchStyles: search('/v3/video-agents/styles', pages.styles, (style) => ({
		name: named(style.name, style.aspect_ratio, ...((style.tags as string[] | null) ?? [])),
		value: String(style.style_id),
		url: (style.preview_video_url as string | null) ?? undefined,
	})),
	searchTemplates: search('/v3/templates', pages.templates, (template) => ({
		name: named(template.name, template.aspect_ratio),
		value: String(template.id),
	})),
	searchTranslations: search('/v3/video-translations', pages.translations, job),
	searchVideos: search('/v3/videos', pages.videos, job),
	searchVoices: search('/v3/voices', pages.voices, voice, { type: 'private' }, { type: 'public' }),
};

/** Lists short enough for a plain dropdown. */
export const loadOptions = {
	getEventTypes: eventTypeOptions,
	async getLanguages(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		const { data } = await request(this, { url: '/v3/video-translations/languages' });
		return (data as { languages: string[] }).languages.map((language) => ({
			name: language,
			value: language,
		}));
	},
};
