// HeyGen Trigger: starts a workflow when HeyGen sends an event, and looks after the webhook endpoint that it needs.
import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { authentication, credentials } from '../api/authentication';
import {
	eventTypeOptions,
	subtitleOfEvents,
	triggerOn,
	USUAL_EVENT_TYPES,
} from '../api/eventTypes';
import { receive } from './receive';
import { isRegistered, register, unregister } from './webhookEndpoints';

export class HeyGenTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HeyGen Trigger',
		name: 'heyGenTrigger',
		icon: { light: 'file:../../icons/heygen.svg', dark: 'file:../../icons/heygen.dark.svg' },
		group: ['trigger'],
		// n8n evaluates an expression for every request to a trigger of version 1: 10 ms more until the answer.
		version: [1, 1.1, 1.2],
		defaultVersion: 1.2,
		subtitle: subtitleOfEvents,
		// In its list of nodes n8n shows one entry for this node and the HeyGen node, with these words.
		description:
			'Create avatar videos, translations and speech, and start workflows when HeyGen has finished them',
		defaults: { name: 'HeyGen Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials,
		webhooks: [
			// For HeyGen's probes only: the panel need not show it.
			{
				name: 'setup',
				httpMethod: 'GET',
				responseMode: 'onReceived',
				path: 'webhook',
				ndvHideUrl: true,
			},
			// An empty responseData lets the trigger say the answer.
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: '',
				path: 'webhook',
			},
		],
		properties: [
			authentication,
			{
				displayName:
					'No public https address for n8n? Use the HeyGen Poll Trigger. Lipsyncs, background removals, voice clones and assets send no event: wait for them in the HeyGen node, or watch lipsyncs with the HeyGen Poll Trigger.',
				name: 'noEventNotice',
				type: 'notice',
				default: '',
			},
			// Workflows of before mean all events where none is chosen; a new trigger begins with the usual ones.
			triggerOn({ versions: [1, 1.1], chosen: [] }),
			triggerOn({ versions: [1.2], chosen: USUAL_EVENT_TYPES }),
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
				options: [
					{
						displayName: 'Entity ID',
						name: 'entityId',
						type: 'string',
						default: '',
						description: 'Only events of this HeyGen entity',
					},
					{
						displayName: 'Include Resource',
						name: 'includeResource',
						type: 'boolean',
						default: true,
						description:
							'Whether to read the finished video, translation, clip or session anew and put it beside the event',
					},
				],
			},
		],
	};

	methods = { loadOptions: { getEventTypes: eventTypeOptions } };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await isRegistered.call(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await register.call(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await unregister.call(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive.call(this);
	}
}
