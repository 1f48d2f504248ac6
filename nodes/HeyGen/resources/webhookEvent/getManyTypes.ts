// Webhook Event: Get Many Types (GET /v3/webhooks/event-types)
import { operation } from '../../operation/operation';

export const getManyTypes = operation({
	name: 'Get Many Types',
	value: 'getManyTypes',
	action: 'Get many webhook event types',
	description: 'List the types of events that HeyGen sends',
	request: { method: 'GET', url: '/v3/webhooks/event-types' },
	list: { max: 0 },
});
