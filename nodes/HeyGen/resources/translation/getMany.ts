// Translation: Get Many (GET /v3/video-translations)
import { operation } from '../../operation/operation';
import { pages } from '../../../api/limits';

export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many translations',
	description: 'List the translations of the account',
	request: { method: 'GET', url: '/v3/video-translations' },
	list: { max: pages.translations },
	simplify: [
		'id',
		'title',
		'status',
		'input_language',
		'output_language',
		'duration',
		'video_url',
		'srt_caption_url',
		'created_at',
		'failure_message',
	],
});
