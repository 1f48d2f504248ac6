// Lipsync: Get Statuses (GET /v3/lipsyncs/statuses)
import { operation } from '../../operation/operation';
import { statusFields, statusRule } from '../../parameters/statuses';

export const getStatuses = operation({
	name: 'Get Statuses',
	value: 'getStatuses',
	action: 'Get statuses of lipsyncs',
	description: 'Ask about up to 100 lipsyncs at once',
	request: { method: 'GET', url: '/v3/lipsyncs/statuses' },
	fields: statusFields('lipsyncIds'),
	rules: [statusRule('lipsyncIds')],
	list: { max: 0 },
});
