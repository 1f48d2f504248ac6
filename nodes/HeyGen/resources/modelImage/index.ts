// Generative Image: the table of contents
import { resource } from '../../operation/operation';
import { create } from './create';
import { download } from './download';
import { get } from './get';

export const modelImage = resource('Generative Image', 'modelImage', [create, download, get]);
