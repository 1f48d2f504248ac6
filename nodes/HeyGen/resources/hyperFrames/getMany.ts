// HyperFrames: Get Many (GET /v3/hyperframes/renders)
import { operation } from '../../operation/operation';
import { jobs } from '../../../api/jobKinds';
import { pages } from '../../../api/limits';

export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many HyperFrames renders',
	description: 'List the renders of the account',
	request: { method: 'GET', url: '/v3/hyperframes/renders' },
	list: { max: pages.renders },
	simplify: jobs.hyperFrames.summary,
});
