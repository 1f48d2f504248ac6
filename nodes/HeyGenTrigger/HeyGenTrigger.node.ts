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
import { eventTypeOptions } from '../api/eventTypes';
import { receive } from './receive';
import { isRegistered, register, unregister } from './webhookEndpoints';

export class HeyGenTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HeyGen Trigger',
		name: 'heyGenTrigger',
		icon: { light: 'file:../../icons/heygen.svg', dark: 'file:../../icons/heygen.dark.svg' },
		group: ['trigger'],
		// n8n evaluates an expression for every request to a trigger of version 1: 10 ms more until the answer.
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle: '={{ $parameter["events"].join(", ") || "all events" }}',
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
					'Lipsyncs, background removals, voice clones and assets send no event. Wait for them in the HeyGen node, or watch lipsyncs with the HeyGen Poll Trigger, which also serves an n8n without a public address.',
				name: 'noEventNotice',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Event Names or IDs',
				name: 'events',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getEventTypes' },
				default: [],
				description:
					'The events that start the workflow; none means all, also those that HeyGen adds later. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
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
