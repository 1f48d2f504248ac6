// What the pickers show: searchable, paged lists of everything that has an id
import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { eventTypeOptions } from '../../api/eventTypes';
import { languagesIn } from '../../api/languages';
import { listings, type ListName } from '../../api/lists/listings';
import { requestForEditor } from '../../api/request';
import { enginesHere } from './engines';
import { search, type Search } from './search';

/** Which voices an operation takes, where it does not take all. */
const voicesOf: Record<string, Record<string, ListName>> = {
	voice: { delete: 'OwnVoices', generateSpeech: 'SpeechVoices' },
	modelVoice: { delete: 'ModelVoices', generateSpeech: 'SpeakingVoices', get: 'ModelVoices' },
};

/** `searchLooks` for the list of looks, and so on. */
export const listSearch: Record<string, Search> = {
	...Object.fromEntries(
		(Object.keys(listings) as ListName[])
			.filter((name) => !['OwnVoices', 'SpeakingVoices', 'SpeechVoices'].includes(name))
			.map((name) => [`search${name}`, search(name)]),
	),
	/** One picker for all operations on voices: so it stands once in the node. */
	async searchVoicesHere(filter, paginationToken) {
		const [resource, operation] = ['resource', 'operation'].map((name) =>
			String(this.getCurrentNodeParameter(name)),
		) as [string, string];
		const list = voicesOf[resource]?.[operation] ?? 'Voices';
		return await search(list).call(this, filter, paginationToken);
	},
};

/** Lists short enough for a plain dropdown. */
export const loadOptions = {
	getEngines: enginesHere,
	getEventTypes: eventTypeOptions,
	async getLanguages(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		const { data } = await requestForEditor(this, { url: '/v3/video-translations/languages' });
		return (languagesIn(data) ?? [])
			.sort((a, b) => a.localeCompare(b, 'en'))
			.map((language) => ({ name: language, value: language }));
	},
};
