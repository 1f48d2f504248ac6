// Webhook Endpoint: Create (POST /v3/webhooks/endpoints)
import { UserError } from 'n8n-workflow';
import { id, loadedChoices, url } from '../../field';
import { operation, type Rule } from '../../operation/operation';
import { whyUnreachable } from '../../../api/publicAddress';

export const endpointUrl = {
	label: 'URL',
	placeholder: 'e.g. https://n8n.example.com/webhook/heygen',
	description: 'Public https address that HeyGen calls',
};

/** HeyGen calls public https addresses only. */
export const isReachable: Rule = ({ url: address }) => {
	const reason = address && whyUnreachable(String(address));
	if (reason)
		throw new UserError(`HeyGen cannot call 'URL' ${String(address)}: ${reason}`, {
			description: 'Give a public https address, as it is seen from outside',
		});
};

export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create webhook endpoint',
	description:
		'Have HeyGen call an address about events. The secret that signs the calls is returned only here and by Rotate Secret: keep it in a safe place.',
	request: { method: 'POST', url: '/v3/webhooks/endpoints' },
	fields: [
		url('url', { ...endpointUrl, required: true }),
		loadedChoices('events', 'getEventTypes', {
			description: 'Events to be called about; none means all',
		}),
	],
	options: [
		id('entityId', { label: 'Entity ID', description: 'Only events of this HeyGen entity' }),
	],
	rules: [isReachable],
	repeat: 'key',
});
