// Webhook Endpoint: Create (POST /v3/webhooks/endpoints)
import { callbackUrl, id, loadedChoices } from '../../field';
import { operation } from '../../operation/operation';

export const endpointUrl = {
	label: 'URL',
	placeholder: 'e.g. https://n8n.example.com/webhook/heygen',
	description: 'Public https address that HeyGen calls',
};

export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create webhook endpoint',
	description:
		'Have HeyGen call an address about events. The secret that signs the calls is returned only here and by Rotate Secret: keep it in a safe place.',
	request: { method: 'POST', url: '/v3/webhooks/endpoints' },
	fields: [
		callbackUrl('url', { ...endpointUrl, required: true }),
		loadedChoices('events', 'getEventTypes', {
			description: 'Events to be called about; none means all',
		}),
	],
	options: [
		id('entityId', { label: 'Entity ID', description: 'Only events of this HeyGen entity' }),
	],
	repeat: 'key',
});
