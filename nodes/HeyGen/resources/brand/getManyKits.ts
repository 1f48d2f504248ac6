// Brand: Get Many Kits (GET /v3/brand-kits)
import { operation } from '../../operation/operation';
import { pages } from '../../../api/limits';

export const getManyKits = operation({
	name: 'Get Many Kits',
	value: 'getManyKits',
	action: 'Get many brand kits',
	description: 'List the brand kits, which give a video agent colors and logo',
	request: { method: 'GET', url: '/v3/brand-kits' },
	list: { max: pages.brand },
});
