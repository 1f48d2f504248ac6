// Webhook Endpoint: Update (PATCH /v3/webhooks/endpoints/{endpoint_id})
import { UserError } from 'n8n-workflow';
import { callbackUrl, loadedChoices } from '../../field';
import { operation, type Rule } from '../../operation/operation';
import { endpointUrl } from './create';
import { endpointId } from './delete';

/** Without either there is nothing to change. */
const somethingToChange: Rule = (request) => {
	if (!request.url && !request.events)
		throw new UserError("'URL' and 'Events' are both empty, so there is nothing to update", {
			description: "Add one of them under 'Options'",
		});
};

export const update = operation({
	name: 'Update',
	value: 'update',
	action: 'Update webhook endpoint',
	description: 'Change the address of an endpoint, or the events it is called about',
	request: { method: 'PATCH', url: '/v3/webhooks/endpoints/{endpoint_id}' },
	fields: [endpointId],
	options: [
		callbackUrl('url', endpointUrl),
		loadedChoices('events', 'getEventTypes', { description: 'Replaces the whole list of events' }),
	],
	rules: [somethingToChange],
	repeat: 'always',
});
