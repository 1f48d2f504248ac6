// Webhook Event: Get Many (GET /v3/webhooks/events)
import { id, loadedChoice } from '../../field';
import { operation } from '../../operation/operation';
import { pages } from '../../../api/limits';

export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many webhook events',
	description: 'List the events that HeyGen has sent',
	request: { method: 'GET', url: '/v3/webhooks/events' },
	filters: [
		id('entityId', { label: 'Entity ID', description: 'Only events of this HeyGen entity' }),
		loadedChoice('eventType', 'getEventTypes', { description: 'Only events of this type' }),
	],
	list: { max: pages.events },
});
