// Filler Word Removal: Download (GET /v3/filler-word-removals/{filler_word_removal_id}, then the file itself)
import { downloadOf } from '../download';
import { get } from './get';

export const download = downloadOf(get, 'filler word removal');
