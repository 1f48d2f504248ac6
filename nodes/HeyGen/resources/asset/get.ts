// Asset: Get (GET /v3/assets/{asset_id})
import { asset, pickedFromItem } from '../../field';
import { neverWaits } from '../../operation/controls';
import { operation } from '../../operation/operation';

/** The asset an operation is about. */
export const assetId = asset('assetId', {
	required: true,
	default: pickedFromItem('asset_id', 'id'),
	description: "The file; behind 'Asset: Upload' the one that was uploaded",
});

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get asset',
	description: 'Read what HeyGen knows of a file, and its address',
	request: { method: 'GET', url: '/v3/assets/{asset_id}' },
	fields: [assetId, ...neverWaits],
});
