// Translation: Get Many Languages (GET /v3/video-translations/languages)
import { operation } from '../../operation/operation';

export const getManyLanguages = operation({
	name: 'Get Many Languages',
	value: 'getManyLanguages',
	action: 'Get many translation languages',
	description: 'List the languages that a video can be translated into',
	request: { method: 'GET', url: '/v3/video-translations/languages' },
	output: (data) => (data as { languages: string[] }).languages.map((language) => ({ language })),
});
