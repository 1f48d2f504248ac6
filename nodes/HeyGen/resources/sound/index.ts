// Sound: the table of contents
import { resource } from '../../define/operation';
import { search } from './search';

export const sound = resource('Sound', 'sound', [search]);
