// The choice of credential, as the node and both triggers show it.
import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

/**
 * Nothing but 'Authentication' may decide over them: n8n's editor hides every parameter that a credential depends on.
 */
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
