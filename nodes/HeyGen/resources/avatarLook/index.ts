// Avatar Look: the table of contents
import { resource } from '../../operation/operation';
import { deleteLook } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { update } from './update';

export const avatarLook = resource('Avatar Look', 'avatarLook', [deleteLook, get, getMany, update]);
