// Voice: Download (GET /v3/voices/{voice_id}, then the preview itself)
import { downloadOf } from '../download';
import { get } from './get';

export const download = downloadOf(get, 'preview of voice');
