// AI Clipping: the table of contents
import { resource } from '../../operation/operation';
import { create } from './create';
import { deleteClipping } from './delete';
import { download } from './download';
import { get } from './get';
import { getMany } from './getMany';

export const aiClipping = resource(
	'AI Clipping',
	'aiClipping',
	'Cut a long video into short clips for social media',
	[create, get, download, getMany, deleteClipping],
);
