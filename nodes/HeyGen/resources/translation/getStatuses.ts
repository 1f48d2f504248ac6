// Translation: Get Statuses (GET /v3/video-translations/statuses)
import { operation } from '../../operation/operation';
import { statusFields, statusRule } from '../../parameters/statuses';

export const getStatuses = operation({
	name: 'Get Statuses',
	value: 'getStatuses',
	action: 'Get statuses of translations',
	description: 'Ask about up to 100 translations at once',
	request: { method: 'GET', url: '/v3/video-translations/statuses' },
	fields: statusFields('videoTranslationIds'),
	rules: [statusRule('videoTranslationIds')],
	list: { max: 0 },
});
