// HeyGen Poll Trigger: starts a workflow when videos, translations or lipsyncs have finished, without a public address.
import type {
	INodeExecutionData,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { authentication, credentials } from '../api/authentication';
import { poll } from './poll';

const statuses = (
	versions: number[],
	chosen: Pick<INodeProperties, 'default'>,
): INodeProperties => ({
	displayName: 'Statuses',
	name: 'statuses',
	type: 'multiOptions',
	options: [
		{ name: 'Completed', value: 'completed' },
		{ name: 'Failed', value: 'failed' },
	],
	default: [],
	...(chosen as object),
	displayOptions: { show: { '@version': versions } },
	description: 'How a job must have ended to start the workflow',
});

export class HeyGenPollTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HeyGen Poll Trigger',
		name: 'heyGenPollTrigger',
		icon: { light: 'file:../../icons/heygen.svg', dark: 'file:../../icons/heygen.dark.svg' },
		group: ['trigger'],
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle: '={{ $parameter["watch"] + ": " + $parameter["statuses"].join(", ") }}',
		description:
			'Starts the workflow when HeyGen jobs have finished, without a public address for n8n',
		defaults: { name: 'HeyGen Poll Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials,
		properties: [
			authentication,
			{
				displayName: 'Watch',
				name: 'watch',
				type: 'options',
				options: [
					{ name: 'Lipsyncs', value: 'lipsyncs' },
					{ name: 'Translations', value: 'translations' },
					{ name: 'Videos', value: 'videos' },
				],
				default: 'videos',
				description:
					'The kind of job to watch. Only jobs that finish after the first activation come.',
			},
			// Workflows of before watch for both where nothing was changed.
			statuses([1], { default: ['completed', 'failed'] }),
			statuses([1.1], { default: ['completed'] }),
		],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll.call(this);
	}
}
