// Asset: Upload Batch (POST /v3/assets/direct-uploads/batches, the bytes, POST /v3/assets/complete/batches)
import { text } from '../../field';
import { operation } from '../../operation/operation';
import { batches } from '../../../api/jobKinds';
import { limits } from '../../../api/limits';
import { uploadTogether } from '../../hooks/files/asset';
import { assetFile } from './upload';

export const uploadBatch = operation({
	name: 'Upload Batch',
	value: 'uploadBatch',
	action: 'Upload batch of assets',
	description: `Bring the files of all input items into HeyGen, up to ${limits.batch.max} with one request`,
	request: { method: 'POST', url: '/v3/assets/direct-uploads/batches' },
	fields: assetFile,
	options: [text('batchTitle', { local: true, description: 'Name of the whole batch in HeyGen' })],
	follows: batches.asset,
	perform: uploadTogether,
});
