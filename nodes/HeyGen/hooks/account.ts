// Reads the account that the credential belongs to: for its own operation and for the check of the balance.
import type { IDataObject } from 'n8n-workflow';
import { refused } from '../run/failure';
import { ask, send } from '../run/send';
import { dataOf, isRefusal } from '../../api/answer';
import type { Item } from '../run/item';

/** The older spelling stands on HeyGen's pricing page; it is asked only where the current one is unknown. */
const [current, older] = ['/v3/users/me', '/v3/user/me'];

/**
 * @returns the user with its billing, as HeyGen gives it
 * @throws ItemFailed with HeyGen's refusal
 */
export async function readAccount(item: Item): Promise<IDataObject> {
	const outcome = await ask(item, { method: 'GET', url: current });
	if (!isRefusal(outcome)) return dataOf(outcome) as IDataObject;
	if (outcome.status !== 404) throw refused(outcome, true);
	return dataOf(await send(item, { method: 'GET', url: older })) as IDataObject;
}
