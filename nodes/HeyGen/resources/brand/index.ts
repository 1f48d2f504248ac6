// Brand: the table of contents
import { resource } from '../../operation/operation';
import { createGlossary } from './createGlossary';
import { createKit } from './createKit';
import { deleteGlossary } from './deleteGlossary';
import { deleteKit } from './deleteKit';
import { getGlossary } from './getGlossary';
import { getKit } from './getKit';
import { getManyGlossaries } from './getManyGlossaries';
import { getManyKits } from './getManyKits';
import { updateGlossary } from './updateGlossary';
import { updateKit } from './updateKit';

export const brand = resource('Brand', 'brand', [
	getManyGlossaries,
	getManyKits,
	createGlossary,
	createKit,
	deleteGlossary,
	deleteKit,
	getGlossary,
	getKit,
	updateGlossary,
	updateKit,
]);
