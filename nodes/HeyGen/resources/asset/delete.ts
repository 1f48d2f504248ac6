// Asset: Delete (DELETE /v3/assets/{asset_id})
import { unchosen } from '../../field';
import { operation } from '../../operation/operation';
import { assetId } from './get';

export const deleteAsset = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete asset',
	description: 'Delete a file in HeyGen for good',
	request: { method: 'DELETE', url: '/v3/assets/{asset_id}' },
	fields: [unchosen(assetId)],
	deletes: { id: 'asset_id', gone: true },
});
