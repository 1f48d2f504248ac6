// Webhook Event: the table of contents
import { resource } from '../../operation/operation';
import { getMany } from './getMany';
import { getManyTypes } from './getManyTypes';

export const webhookEvent = resource(
	'Webhook Event',
	'webhookEvent',
	'Events that HeyGen has sent, and the types that exist',
	[getMany, getManyTypes],
);
