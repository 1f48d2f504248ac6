// Batching, proxy and time-out in the node's settings: n8n adds them to declarative nodes, but not to one that takes callbacks.
import type { INodeProperties } from 'n8n-workflow';
import { longestTimer } from '../../api/clock';

/** Items that n8n can hand to a node at all: an upper bound because every figure has one. */
const mostItems = 1_000_000;

/** Source: n8n-core, the request options of declarative nodes: same names, so that workflows keep what they store. */
export const requestOptions: INodeProperties = {
	displayName: 'Request Options',
	name: 'requestOptions',
	type: 'collection',
	isNodeSetting: true,
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Batching',
			name: 'batching',
			placeholder: 'Add batching',
			type: 'fixedCollection',
			typeOptions: { multipleValues: false },
			default: { batch: {} },
			options: [
				{
					displayName: 'Batching',
					name: 'batch',
					values: [
						{
							displayName: 'Items per Batch',
							name: 'batchSize',
							type: 'number',
							typeOptions: { minValue: -1, maxValue: mostItems },
							default: 50,
							description:
								'How many items start at the same time. -1 switches batching off, 0 counts as 1.',
						},
						{
							displayName: 'Batch Interval (Ms)',
							name: 'batchInterval',
							type: 'number',
							typeOptions: { minValue: 0, maxValue: longestTimer },
							default: 1000,
							description:
								'Milliseconds between the starts of two batches. 0 switches batching off.',
						},
					],
				},
			],
		},
		{
			displayName: 'Ignore SSL Issues (Insecure)',
			name: 'allowUnauthorizedCerts',
			type: 'boolean',
			noDataExpression: true,
			default: false,
			description: 'Whether to connect even if SSL certificate validation is not possible',
		},
		{
			displayName: 'Proxy',
			name: 'proxy',
			type: 'string',
			default: '',
			placeholder: 'e.g. http://myproxy:3128',
			description:
				'HTTP proxy to use, with user and password if it needs them: http://username:password@myproxy:3128',
		},
		{
			displayName: 'Timeout',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: longestTimer },
			default: 10000,
			description:
				'Milliseconds to wait for the server to start its answer before the request counts as lost',
		},
	],
};
