// Webhook Endpoint: Delete (DELETE /v3/webhooks/endpoints/{endpoint_id})
import { locator } from '../../field';
import { operation } from '../../operation/operation';

/** The endpoint an operation is about. */
export const endpointId = locator('endpointId', 'searchEndpoints', {
	required: true,
	description: 'The endpoint, by its address in the list or by its ID',
});

export const deleteEndpoint = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete webhook endpoint',
	description: 'End the calls to an address for good',
	request: { method: 'DELETE', url: '/v3/webhooks/endpoints/{endpoint_id}' },
	fields: [endpointId],
	deletes: { id: 'endpoint_id', gone: true },
});
