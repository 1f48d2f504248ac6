// Brand: Get Kit (GET /v3/brand-kits/{brand_kit_id})
import { locator } from '../../field';
import { operation } from '../../operation/operation';
import { jobs } from '../../../api/jobKinds';

/** The brand kit an operation is about. */
export const brandKitId = locator('brandKitId', 'searchBrandKits', { required: true });

export const getKit = operation({
	name: 'Get Kit',
	value: 'getKit',
	action: 'Get brand kit',
	description: 'Read a brand kit, or wait until it is ready',
	request: { method: 'GET', url: '/v3/brand-kits/{brand_kit_id}' },
	fields: [brandKitId],
	follows: jobs.brandKit,
});
