// Webhook Endpoint: the table of contents
import { resource } from '../../operation/operation';
import { create } from './create';
import { deleteEndpoint } from './delete';
import { getMany } from './getMany';
import { rotateSecret } from './rotateSecret';
import { update } from './update';

export const webhookEndpoint = resource(
	'Webhook Endpoint',
	'webhookEndpoint',
	'Addresses that HeyGen calls. The HeyGen Trigger makes its own',
	[create, getMany, rotateSecret, update, deleteEndpoint],
);
