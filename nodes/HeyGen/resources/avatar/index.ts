// Avatar: the table of contents
import { resource } from '../../operation/operation';
import { create } from './create';
import { createConsent } from './createConsent';
import { deleteAvatar } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { update } from './update';

export const avatar = resource(
	'Avatar',
	'avatar',
	'People and characters that speak in videos, made from a photo, footage or a prompt',
	[create, createConsent, get, getMany, update, deleteAvatar],
);
