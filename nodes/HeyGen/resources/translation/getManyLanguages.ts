// Translation: Get Many Languages (GET /v3/video-translations/languages)
import { languagesIn } from '../../../api/languages';
import { operation } from '../../operation/operation';
import { oddAnswer } from '../../run/failure';

export const getManyLanguages = operation({
	name: 'Get Many Languages',
	value: 'getManyLanguages',
	action: 'Get many translation languages',
	description: 'List the languages that a video can be translated into',
	request: { method: 'GET', url: '/v3/video-translations/languages' },
	output: (data) => {
		const languages = languagesIn(data);
		if (!languages) throw oddAnswer();
		return languages.map((language) => ({ language }));
	},
});
