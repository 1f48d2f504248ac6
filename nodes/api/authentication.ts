// The choice of credential, as the node and both triggers show it.
import type {
	INodeCredentialDescription,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';
import { firstOf } from './firstOf';

export const credentials: INodeCredentialDescription[] = [
	{
		name: 'heyGenVideoApi',
		required: true,
		displayOptions: { show: { authentication: ['apiKey'] } },
	},
	{
		name: 'heyGenVideoOAuth2Api',
		required: true,
		displayOptions: { show: { authentication: ['oAuth2'] } },
	},
];

export const authentication: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	options: [
		{
			name: 'API Key',
			value: 'apiKey',
			description: 'Bills the API balance and allows more jobs at once (recommended)',
		},
		{ name: 'OAuth2', value: 'oAuth2', description: 'Bills the web plan of the HeyGen account' },
	],
	default: 'apiKey',
};

/**
 * The same for a node some of whose operations send nothing: those ask for no credential. n8n looks for one by this choice alone,
 * and goes on without where it is neither required nor shown.
 * @param offline operations that send nothing
 */
export function authenticationBut(offline: string[]): {
	credentials: INodeCredentialDescription[];
	properties: INodeProperties[];
} {
	const none = {
		name: 'None',
		value: 'none',
		description: 'This is worked out here: nothing is sent',
	};
	return {
		credentials: [
			...credentials,
			{
				name: firstOf(credentials).name,
				required: false,
				displayOptions: { show: { authentication: [none.value] }, hide: { operation: offline } },
			},
		],
		properties: [
			{ ...authentication, displayOptions: { hide: { operation: offline } } },
			{
				...authentication,
				options: [none, ...(authentication.options as INodePropertyOptions[])],
				default: none.value,
				displayOptions: { show: { operation: offline } },
			},
		],
	};
}
