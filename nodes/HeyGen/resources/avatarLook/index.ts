// Avatar Look: the table of contents
import { resource } from '../../operation/operation';
import { deleteLook } from './delete';
import { download } from './download';
import { get } from './get';
import { getMany } from './getMany';
import { update } from './update';

export const avatarLook = resource(
	'Avatar Look',
	'avatarLook',
	'The looks of an avatar: outfits and scenes, each with an ID of its own',
	[get, download, getMany, update, deleteLook],
);
