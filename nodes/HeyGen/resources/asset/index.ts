// Asset: the table of contents
import { resource } from '../../operation/operation';
import { deleteAsset } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { getStatuses } from './getStatuses';
import { search } from './search';

export const asset = resource('Asset', 'asset', 'Files in HeyGen: upload, find and delete them', [
	get,
	getMany,
	search,
	getStatuses,
	deleteAsset,
]);
