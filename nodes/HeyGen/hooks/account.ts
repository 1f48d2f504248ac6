// Reads the account that the credential belongs to: for its own operation and for the check of the balance.
import type { IDataObject } from 'n8n-workflow';
import { oddAnswer, refused } from '../run/failure';
import { ask, send } from '../run/send';
import { accountPath, usernameIn } from '../../api/account';
import { isNothing, isRefusal, objectOf } from '../../api/answer';
import type { Item } from '../run/item';

/** The older spelling stands on HeyGen's pricing page; it is asked only where the current one is unknown. */
const older = '/v3/user/me';

/**
 * @returns the user with its billing, as HeyGen gives it
 * @throws ItemFailed with HeyGen's refusal
 */
export async function readAccount(item: Item): Promise<IDataObject> {
	const outcome = await ask(item, { method: 'GET', url: accountPath });
	if (isRefusal(outcome) && outcome.status !== 404) throw refused(outcome, true);
	const user = objectOf(
		isRefusal(outcome) ? await send(item, { method: 'GET', url: older }) : outcome,
	);
	if (isNothing(user)) throw oddAnswer();
	return user as IDataObject;
}

/**
 * HeyGen's name of the account's user, read once per run.
 * @throws UserError where HeyGen does not tell it
 */
export async function usernameOf(item: Item): Promise<string> {
	const { once } = item.run;
	if (!once.has('account')) once.set('account', readAccount(item));
	return usernameIn(await once.get('account'));
}
