// Background Removal: Get Many (GET /v3/background-removals)
import { operation } from '../../operation/operation';
import { pages } from '../../../api/limits';

export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many background removals',
	description: 'List the background removals of the account',
	request: { method: 'GET', url: '/v3/background-removals' },
	list: { max: pages.removals },
});
