// Translation: Get Many (GET /v3/video-translations)
import { operation } from '../../operation/operation';
import { jobs } from '../../../api/jobKinds';
import { pages } from '../../../api/limits';

export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many translations',
	description: 'List the translations of the account',
	request: { method: 'GET', url: '/v3/video-translations' },
	list: { max: pages.translations },
	simplify: jobs.translation.summary,
});
