// Translation: the table of contents
import { resource } from '../../operation/operation';
import { create } from './create';
import { createBatch } from './createBatch';
import { deleteTranslation } from './delete';
import { get } from './get';
import { getBatch } from './getBatch';
import { getMany } from './getMany';
import { getManyLanguages } from './getManyLanguages';
import { getStatuses } from './getStatuses';
import { update } from './update';

export const translation = resource('Translation', 'translation', [
	create,
	createBatch,
	deleteTranslation,
	get,
	getBatch,
	getMany,
	getManyLanguages,
	getStatuses,
	update,
]);
