// Credential: a HeyGen account connected by OAuth2 with PKCE
import type { Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { reachProperties, testRules } from '../nodes/api/credential';

export class HeyGenVideoOAuth2Api implements ICredentialType {
	name = 'heyGenVideoOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'HeyGen OAuth2 API';

	icon: Icon = { light: 'file:../icons/heygen.svg', dark: 'file:../icons/heygen.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-heygen-video/n8n-nodes-heygen-video#credentials';

	properties: INodeProperties[] = [
		{
			displayName:
				'Bills the web plan of your HeyGen account, not its API balance. For automation an API key is recommended: it allows more jobs at once.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'pkce' },
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: 'https://app.heygen.com/oauth/authorize',
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			typeOptions: { password: true },
			default: 'https://api2.heygen.com/v1/oauth/token',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			required: true,
			default: '',
			description: 'HeyGen gives it to partners, for the OAuth redirect URL above',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Leave empty, unless HeyGen gave you one: PKCE needs none',
		},
		{ displayName: 'Scope', name: 'scope', type: 'hidden', default: '' },
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: '',
		},
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
		...reachProperties,
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl || "https://api.heygen.com" }}',
			url: '/v3/users/me',
			disableFollowRedirect: true,
		},
		rules: testRules({
			401: 'The credential is not connected to a HeyGen account: connect it again',
		}),
	};
}
