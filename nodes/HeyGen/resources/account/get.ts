// Account: Get (GET /v3/users/me)
import { balanceOf } from '../../billing/balance';
import { operation } from '../../operation/operation';
import { readAccount } from '../../hooks/account';

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get account and balance',
	description:
		"Read the account and what it has left: 'balance' has one shape, whatever way HeyGen bills it",
	request: { method: 'GET', url: '/v3/users/me' },
	perform: async (item) => {
		const user = await readAccount(item);
		return [{ json: { ...user, balance: { ...balanceOf(user) } } }];
	},
});
