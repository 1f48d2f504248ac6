// Video: Get Statuses (GET /v3/videos/statuses)
import { operation } from '../../operation/operation';
import { statusFields, statusRule } from '../../parameters/statuses';

export const getStatuses = operation({
	name: 'Get Statuses',
	value: 'getStatuses',
	action: 'Get statuses of videos',
	description: 'Read how far up to 100 videos are, in one request',
	request: { method: 'GET', url: '/v3/videos/statuses' },
	fields: statusFields('videoIds'),
	rules: [statusRule('videoIds')],
	list: { max: 0 },
});
