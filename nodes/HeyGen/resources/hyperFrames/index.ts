// HyperFrames: the table of contents
import { resource } from '../../operation/operation';
import { create } from './create';
import { deleteRender } from './delete';
import { download } from './download';
import { get } from './get';
import { getMany } from './getMany';

export const hyperFrames = resource(
	'HyperFrames',
	'hyperFrames',
	'Render a HyperFrames project to video',
	[create, get, download, getMany, deleteRender],
);
