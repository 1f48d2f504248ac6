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

/** What the test says of HeyGen's answers; where there is none, n8n tells what kept it from one. */
const refusals: Record<number, string> = {
	401: 'HeyGen does not accept this API key. Make a new one in HeyGen under Settings > API, and paste all of it',
	402: 'HeyGen knows this key, but the account has no plan or balance for the API: see Settings > Billing in HeyGen',
	403: 'HeyGen knows this key, but its scope does not let it read the account. It may make videos all the same',
	404: "The address in 'Base URL' answers, but is not HeyGen's API",
	407: 'A proxy in between wants a login: ask whoever runs your network',
	429: 'HeyGen is busy with other requests of this account: test again in a minute',
};

export class HeyGenVideoApi implements ICredentialType {
	name = 'heyGenVideoApi';

	displayName = 'HeyGen API';

	icon: Icon = { light: 'file:../icons/heygen.svg', dark: 'file:../icons/heygen.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-heygen-video/n8n-nodes-heygen-video#credentials';

	properties: INodeProperties[] = [
		{
			displayName:
				'Bills the API balance of your HeyGen account and allows more jobs at once than OAuth2. You find the key in HeyGen under Settings > API.',
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
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.heygen.com',
			description: "Leave as it is, unless you use a proxy or HeyGen's simulator",
		},
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
		rules: Object.entries(refusals).map(([value, message]) => ({
			type: 'responseCode',
			properties: { value: Number(value), message },
		})),
	};
}
