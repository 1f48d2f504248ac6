// Generative Image: the table of contents
import { resource } from '../../operation/operation';
import { create } from './create';
import { download } from './download';
import { get } from './get';

export const modelImage = resource(
	'Generative Image',
	'modelImage',
	"Pictures of a person from text and reference, by HeyGen's own model",
	[create, get, download],
);
