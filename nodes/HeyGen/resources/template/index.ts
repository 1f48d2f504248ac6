// Template: the table of contents
import { resource } from '../../operation/operation';
import { generate } from './generate';
import { get } from './get';
import { getMany } from './getMany';

export const template = resource(
	'Template',
	'template',
	'Personal videos from a template with variables',
	[generate, get, getMany],
);
