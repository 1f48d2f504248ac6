// Account: the table of contents
import { resource } from '../../operation/operation';
import { get } from './get';

export const account = resource(
	'Account',
	'account',
	'The account behind the credential: its plan, and what is left to spend',
	[get],
);
