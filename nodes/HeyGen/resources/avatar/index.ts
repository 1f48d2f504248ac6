// Avatar: the table of contents
import { resource } from '../../operation/operation';
import { create } from './create';
import { createConsent } from './createConsent';
import { deleteAvatar } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { update } from './update';

export const avatar = resource('Avatar', 'avatar', [
	create,
	createConsent,
	deleteAvatar,
	get,
	getMany,
	update,
]);
