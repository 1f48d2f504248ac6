// Translation: the table of contents
import { resource } from '../../operation/operation';
import { create } from './create';
import { createBatch } from './createBatch';
import { deleteTranslation } from './delete';
import { download } from './download';
import { get } from './get';
import { getBatch } from './getBatch';
import { getMany } from './getMany';
import { getManyLanguages } from './getManyLanguages';
import { getStatuses } from './getStatuses';
import { update } from './update';

export const translation = resource(
	'Translation',
	'translation',
	'Videos in other languages, with the voice and lips of the speaker',
	[
		create,
		createBatch,
		get,
		download,
		getMany,
		getBatch,
		getStatuses,
		getManyLanguages,
		update,
		deleteTranslation,
	],
);
