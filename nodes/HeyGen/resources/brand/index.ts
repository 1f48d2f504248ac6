// Brand: the table of contents
import { resource } from '../../operation/operation';
import { getManyGlossaries } from './getManyGlossaries';
import { getManyKits } from './getManyKits';

export const brand = resource('Brand', 'brand', [getManyGlossaries, getManyKits]);
