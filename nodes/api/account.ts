// The account that a credential belongs to, as far as several parts of the node ask for it.
import { UserError } from 'n8n-workflow';
import { isObject, textOf } from './answer';

/** Where HeyGen tells whose the credential is. */
export const accountPath = '/v3/users/me';

/**
 * HeyGen's name of the account's user: it lists files by it.
 * @throws UserError where HeyGen does not tell it
 */
export function usernameIn(account: unknown): string {
	const username = isObject(account) && textOf(account.username);
	if (username) return username;
	throw new UserError(
		'HeyGen does not say what your username is, which its list of files asks for',
		{
			description: "Fill in 'Username' where there is one, or give the file by its ID",
		},
	);
}
