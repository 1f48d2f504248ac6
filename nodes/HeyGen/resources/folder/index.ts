// Folder: the table of contents
import { resource } from '../../operation/operation';
import { create } from './create';
import { get } from './get';

export const folder = resource('Folder', 'folder', 'Folders that results are put into', [
	create,
	get,
]);
