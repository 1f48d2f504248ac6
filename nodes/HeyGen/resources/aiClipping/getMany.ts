// AI Clipping: Get Many (GET /v3/ai-clipping)
import { operation } from '../../operation/operation';
import { jobs } from '../../../api/jobKinds';
import { pages } from '../../../api/limits';

export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many AI clippings',
	description: 'List the clipping jobs of the account',
	request: { method: 'GET', url: '/v3/ai-clipping' },
	list: { max: pages.clippings },
	simplify: jobs.aiClipping.summary,
});
