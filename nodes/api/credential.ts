// The credential that a node works with: its name in n8n, and the address of HeyGen's API that it gives.
import {
	UserError,
	type ICredentialDataDecryptedObject,
	type ICredentialTestRequest,
	type INodeProperties,
} from 'n8n-workflow';
import { Secrets } from './secrets';
import { trimmedEnd } from './trim';

const heyGenAddress = 'https://api.heygen.com';

/** The credential's type, by the parameter 'Authentication'. */
export const credentialFor = (authentication: unknown) =>
	authentication === 'oAuth2' ? 'heyGenVideoOAuth2Api' : 'heyGenVideoApi';

/**
 * The address that requests go to, without a slash at its end.
 * @throws UserError when 'Base URL' is no web address; its value is not told, it may be a key in the wrong field
 */
export function addressIn({ baseUrl }: ICredentialDataDecryptedObject): string {
	const address = trimmedEnd(String(baseUrl ?? '').trim(), '/') || heyGenAddress;
	if (/^https?:\/\//i.test(address) && URL.canParse(address)) return address;
	throw new UserError(
		"'Base URL' of the HeyGen credential is not an address that starts with https://",
		{
			description: `Open the credential and enter ${heyGenAddress}, or the address of your proxy`,
		},
	);
}

/** What both credentials ask beside the access itself: where HeyGen is, and from where files may come. */
export const reachProperties: INodeProperties[] = [
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: heyGenAddress,
		description: "Leave as it is, unless you use a proxy or HeyGen's simulator",
	},
	{
		displayName: 'Allow Files From Private Networks',
		name: 'allowPrivateNetworks',
		type: 'boolean',
		default: false,
		description:
			'Whether n8n may fetch files from addresses of its own network. Whoever fills in an address then reaches what n8n reaches; the addresses of a cloud machine itself stay closed.',
	},
];

/** Whether files may come from any private network: whoever keeps the credential says so, not who fills in a row. */
export const allowsPrivate = ({ allowPrivateNetworks }: ICredentialDataDecryptedObject): boolean =>
	allowPrivateNetworks === true;

/** HeyGen's API does not redirect. Who does would get the key as well, and a POST would arrive as a GET. */
export const credentialStays = {
	disableFollowRedirect: true,
	sendCredentialsOnCrossOriginRedirect: false,
};

/** What tells the account of one credential from another's: lists that have been read belong to one account. */
export const accountOf = (
	credential: string,
	values: ICredentialDataDecryptedObject,
	id: string | null | undefined,
): unknown[] => [credential, addressIn(values), values.apiKey ? String(values.apiKey) : id];

/** Whoever can be asked for the values of a credential. */
interface Keeper {
	getCredentials(type: string): Promise<ICredentialDataDecryptedObject>;
}

/** Secrets by the values that hold them: a run has the same ones for all its requests. */
const known = new WeakMap<ICredentialDataDecryptedObject, Secrets>();

/**
 * What an answer may not tell of the credential that asked for it.
 * @param values of the credential before: n8n may have renewed the access token meanwhile, so they are read again then
 */
export async function secretsAfter(
	keeper: Keeper,
	credential: string,
	values: ICredentialDataDecryptedObject,
): Promise<Secrets> {
	if (credential === credentialFor('oAuth2')) {
		const now = await keeper.getCredentials(credential).catch(() => values);
		if (tokenIn(now) !== tokenIn(values)) return new Secrets(values, now);
	}
	const secrets = known.get(values) ?? new Secrets(values);
	known.set(values, secrets);
	return secrets;
}

const tokenIn = ({ oauthTokenData }: ICredentialDataDecryptedObject): unknown =>
	(oauthTokenData as { access_token?: unknown } | undefined)?.access_token;

/** What the test of a credential says of HeyGen's answers; where there is none, n8n tells what kept it from one. */
const testWords: Record<number, string> = {
	401: 'HeyGen does not accept this credential',
	402: 'HeyGen knows this credential, but the account has no plan or balance for the API: see Settings > Billing in HeyGen',
	403: 'HeyGen knows this credential, but its scope does not let it read the account. It may make videos all the same',
	404: "The address in 'Base URL' answers, but is not HeyGen's API",
	407: 'A proxy in between wants a login: ask whoever runs your network',
	429: 'HeyGen is busy with other requests of this account: test again in a minute',
};
const testWordsOf = (status: number): string =>
	status < 400
		? "The address in 'Base URL' redirects to another one: enter the one that it leads to"
		: `${status < 500 ? 'The request was refused' : 'HeyGen cannot be reached at the moment'} (HTTP ${status})`;

/**
 * A sentence for every status that is no success: for one without a sentence n8n shows what the gateway wrote behind it, which may be the key.
 * @param more sentences of one kind of credential
 */
export const testRules = (more: Record<number, string> = {}): ICredentialTestRequest['rules'] =>
	Array.from({ length: 300 }, (_, at) => at + 300).map((value) => ({
		type: 'responseCode',
		properties: { value, message: more[value] ?? testWords[value] ?? testWordsOf(value) },
	}));
