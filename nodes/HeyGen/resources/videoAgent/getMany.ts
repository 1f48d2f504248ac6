// Video Agent: Get Many (GET /v3/video-agents)
import { operation } from '../../operation/operation';
import { pages } from '../../../api/limits';

export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many video agent sessions',
	description: 'List the sessions of the account, newest first',
	request: { method: 'GET', url: '/v3/video-agents' },
	list: { max: pages.agents },
});
