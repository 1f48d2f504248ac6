// Template: Get Many (GET /v3/templates)
import { operation } from '../../operation/operation';
import { pages } from '../../../api/limits';

export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many templates',
	description: 'List the templates of the account',
	request: { method: 'GET', url: '/v3/templates' },
	list: { max: pages.templates },
});
