// Filler Word Removal: the table of contents
import { resource } from '../../operation/operation';
import { create } from './create';
import { download } from './download';
import { get } from './get';

export const fillerWordRemoval = resource('Filler Word Removal', 'fillerWordRemoval', [
	create,
	download,
	get,
]);
