// Sound: the table of contents
import { resource } from '../../operation/operation';
import { search } from './search';

export const sound = resource('Sound', 'sound', 'Find music and sounds', [search]);
