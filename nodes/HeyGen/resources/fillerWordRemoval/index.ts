// Filler Word Removal: the table of contents
import { resource } from '../../operation/operation';
import { create } from './create';
import { download } from './download';
import { get } from './get';

export const fillerWordRemoval = resource(
	'Filler Word Removal',
	'fillerWordRemoval',
	'Take ums and pauses out of a recording',
	[create, get, download],
);
