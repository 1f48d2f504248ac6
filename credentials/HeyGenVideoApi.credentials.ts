// Credential: a HeyGen API key
import type {
	IAuthenticate,
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { reachProperties, testRules } from '../nodes/api/credential';

export class HeyGenVideoApi implements ICredentialType {
	name = 'heyGenVideoApi';

	displayName = 'HeyGen API';

	icon: Icon = { light: 'file:../icons/heygen.svg', dark: 'file:../icons/heygen.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-heygen-video/n8n-nodes-heygen-video#credentials';

	properties: INodeProperties[] = [
		{
			displayName:
				'Bills the API balance of your HeyGen account and allows more jobs at once than OAuth2. You find the key in HeyGen under <a href="https://app.heygen.com/settings?nav=API" target="_blank">Settings > API</a>.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
		},
		...reachProperties,
	];

	// A function costs nothing; an expression would be evaluated for every request. A key that was pasted may have brought a line break.
	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	) => ({
		...options,
		headers: { ...options.headers, 'x-api-key': String(credentials.apiKey).trim() },
	});

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl || "https://api.heygen.com" }}',
			url: '/v3/users/me',
			disableFollowRedirect: true,
		},
		rules: testRules({
			401: 'HeyGen does not accept this API key. Make a new one in HeyGen under Settings > API, and paste all of it',
		}),
	};
}
