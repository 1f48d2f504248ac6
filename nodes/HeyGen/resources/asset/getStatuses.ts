// Asset: Get Statuses (GET /v3/assets/statuses)
import { operation } from '../../operation/operation';
import { statusFields, statusRule } from '../../parameters/statuses';

export const getStatuses = operation({
	name: 'Get Statuses',
	value: 'getStatuses',
	action: 'Get statuses of assets',
	description: 'Ask about up to 100 uploaded files at once',
	request: { method: 'GET', url: '/v3/assets/statuses' },
	fields: statusFields('assetIds'),
	rules: [statusRule('assetIds')],
	list: { max: 0 },
});
