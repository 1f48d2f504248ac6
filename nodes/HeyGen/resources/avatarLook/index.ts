// Avatar Look: the table of contents
import { resource } from '../../operation/operation';
import { deleteLook } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { update } from './update';

export const avatarLook = resource(
	'Avatar Look',
	'avatarLook',
	'The looks of an avatar: outfits and scenes, each with an ID of its own',
	[get, getMany, update, deleteLook],
);
