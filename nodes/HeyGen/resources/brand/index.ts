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

export const brand = resource(
	'Brand',
	'brand',
	'Glossaries that teach HeyGen your names, and kits with your colors and logos',
	[
		createGlossary,
		getGlossary,
		getManyGlossaries,
		updateGlossary,
		deleteGlossary,
		createKit,
		getKit,
		getManyKits,
		updateKit,
		deleteKit,
	],
);
