// The credential that a node works with: its name in n8n, and the address of HeyGen's API that it gives.
import { UserError, type ICredentialDataDecryptedObject } from 'n8n-workflow';

const heyGenAddress = 'https://api.heygen.com';

/** The credential's type, by the parameter 'Authentication'. */
export const credentialFor = (authentication: unknown) =>
	authentication === 'oAuth2' ? 'heyGenVideoOAuth2Api' : 'heyGenVideoApi';

/**
 * The address that requests go to, without a slash at its end.
 * @throws UserError when 'Base URL' is no web address; its value is not told, it may be a key in the wrong field
 */
export function addressIn({ baseUrl }: ICredentialDataDecryptedObject): string {
	const address =
		String(baseUrl ?? '')
			.trim()
			.replace(/\/+$/, '') || heyGenAddress;
	if (/^https?:\/\//i.test(address) && URL.canParse(address)) return address;
	throw new UserError(
		"'Base URL' of the HeyGen credential is not an address that starts with https://",
		{
			description: `Open the credential and enter ${heyGenAddress}, or the address of your proxy`,
		},
	);
}

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
