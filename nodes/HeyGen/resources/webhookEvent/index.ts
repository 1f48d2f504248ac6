// Webhook Event: the table of contents
import { resource } from '../../operation/operation';
import { getMany } from './getMany';
import { getManyTypes } from './getManyTypes';

export const webhookEvent = resource('Webhook Event', 'webhookEvent', [getMany, getManyTypes]);
