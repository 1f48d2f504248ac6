// Asset: the table of contents
import { resource } from '../../operation/operation';
import { deleteAsset } from './delete';
import { get } from './get';
import { getBatch } from './getBatch';
import { getMany } from './getMany';
import { getStatuses } from './getStatuses';
import { search } from './search';
import { upload } from './upload';
import { uploadBatch } from './uploadBatch';

export const asset = resource('Asset', 'asset', 'Files in HeyGen: upload, find and delete them', [
	upload,
	uploadBatch,
	get,
	getBatch,
	getMany,
	search,
	getStatuses,
	deleteAsset,
]);
