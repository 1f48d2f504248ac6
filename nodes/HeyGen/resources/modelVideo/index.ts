// Generative Video: the table of contents
import { resource } from '../../operation/operation';
import { create } from './create';
import { download } from './download';
import { get } from './get';

export const modelVideo = resource('Generative Video', 'modelVideo', [create, download, get]);
