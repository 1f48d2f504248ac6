// Generative Video: the table of contents
import { resource } from '../../operation/operation';
import { create } from './create';
import { download } from './download';
import { get } from './get';

export const modelVideo = resource(
	'Generative Video',
	'modelVideo',
	"Videos from text, a first frame or references, by HeyGen's own model",
	[create, get, download],
);
