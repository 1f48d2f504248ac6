// Webhook Endpoint: Rotate Secret (POST /v3/webhooks/endpoints/{endpoint_id}/rotate-secret)
import { operation } from '../../operation/operation';
import { endpointId } from './delete';

export const rotateSecret = operation({
	name: 'Rotate Secret',
	value: 'rotateSecret',
	action: 'Rotate secret of webhook endpoint',
	description:
		'Replace the secret that signs the calls. The old one ends at once; the new one is returned only here: keep it in a safe place.',
	request: { method: 'POST', url: '/v3/webhooks/endpoints/{endpoint_id}/rotate-secret' },
	fields: [endpointId],
	repeat: 'key',
});
