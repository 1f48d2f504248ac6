// Webhook Endpoint: Get Many (GET /v3/webhooks/endpoints)
import { operation } from '../../operation/operation';
import { pages } from '../../../api/limits';

export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many webhook endpoints',
	description: 'List the addresses that HeyGen calls about events',
	request: { method: 'GET', url: '/v3/webhooks/endpoints' },
	list: { max: pages.endpoints },
});
