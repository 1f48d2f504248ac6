// Account: the table of contents
import { resource } from '../../operation/operation';
import { get } from './get';

export const account = resource('Account', 'account', [get]);
