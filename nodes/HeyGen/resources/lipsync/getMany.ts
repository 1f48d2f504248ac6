// Lipsync: Get Many (GET /v3/lipsyncs)
import { operation } from '../../operation/operation';
import { pages } from '../../../api/limits';

export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many lipsyncs',
	description: 'List the lipsyncs of the account',
	request: { method: 'GET', url: '/v3/lipsyncs' },
	list: { max: pages.lipsyncs },
});
