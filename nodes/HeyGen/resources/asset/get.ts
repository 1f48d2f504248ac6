// Asset: Get (GET /v3/assets/{asset_id})
import { id } from '../../field';
import { neverWaits } from '../../operation/controls';
import { operation } from '../../operation/operation';

/** The asset an operation is about. */
export const assetId = id('assetId', {
	label: 'Asset ID',
	required: true,
	placeholder: 'e.g. {{ $json.asset_id }}',
	description: "'Asset: Get Many' lists them",
});

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get asset',
	description: 'Read what HeyGen knows of a file, and its address',
	request: { method: 'GET', url: '/v3/assets/{asset_id}' },
	fields: [assetId, ...neverWaits],
});
