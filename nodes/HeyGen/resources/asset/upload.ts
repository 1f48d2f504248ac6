// Asset: Upload (POST /v3/assets, or a direct upload where the file is larger than one request takes)
import { operation } from '../../operation/operation';
import { limits } from '../../../api/limits';
import { fileInput } from '../../parameters/file';
import { uploadOne } from '../../hooks/files/asset';

/** The file that becomes an asset. */
export const assetFile = fileInput('file', {
	required: true,
	from: 'binary',
	isOurs: true,
	without: ['assetId'],
	takes: limits.asset,
});

export const upload = operation({
	name: 'Upload',
	value: 'upload',
	action: 'Upload asset',
	description: 'Bring a file of any size into HeyGen and get its asset ID',
	request: { method: 'POST', url: '/v3/assets' },
	fields: assetFile,
	perform: uploadOne,
});
