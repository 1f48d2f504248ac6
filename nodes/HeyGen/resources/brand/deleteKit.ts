// Brand: Delete Kit (DELETE /v3/brand-kits/{brand_kit_id})
import { operation } from '../../operation/operation';
import { brandKitId } from './getKit';

export const deleteKit = operation({
	name: 'Delete Kit',
	value: 'deleteKit',
	action: 'Delete brand kit',
	description: 'Delete a brand kit for good',
	request: { method: 'DELETE', url: '/v3/brand-kits/{brand_kit_id}' },
	fields: [brandKitId],
	deletes: { id: 'brand_kit_id', gone: true },
});
