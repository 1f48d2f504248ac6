// Translation: Download (GET /v3/video-translations/{video_translation_id}, then the file itself)
import { downloadOf } from '../download';
import { get } from './get';

export const download = downloadOf(get, 'translation');
