// Background Removal: the table of contents
import { resource } from '../../operation/operation';
import { create } from './create';
import { deleteRemoval } from './delete';
import { download } from './download';
import { get } from './get';
import { getMany } from './getMany';

export const backgroundRemoval = resource(
	'Background Removal',
	'backgroundRemoval',
	'Take the background out of a video',
	[create, get, download, getMany, deleteRemoval],
);
