// What the pickers show: searchable, paged lists of everything that has an id
import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { eventTypeOptions } from '../../api/eventTypes';
import { listings, type ListName } from '../../api/lists/listings';
import { requestForEditor } from '../../api/request';
import { search, type Search } from './search';

/** `searchLooks` for the list of looks, and so on. */
export const listSearch: Record<string, Search> = Object.fromEntries(
	(Object.keys(listings) as ListName[]).map((name) => [`search${name}`, search(name)]),
);

/** Lists short enough for a plain dropdown. */
export const loadOptions = {
	getEventTypes: eventTypeOptions,
	async getLanguages(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		const { data } = await requestForEditor(this, { url: '/v3/video-translations/languages' });
		const given = (data as { languages?: unknown } | undefined)?.languages;
		const languages = Array.isArray(given) ? (given as unknown[]) : [];
		return languages
			.map(String)
			.sort((a, b) => a.localeCompare(b, 'en'))
			.map((language) => ({ name: language, value: language }));
	},
};
