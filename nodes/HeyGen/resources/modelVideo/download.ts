// Generative Video: Download (GET /v3/models/videos/{video_id}, then the file itself)
import { downloadOf } from '../download';
import { get } from './get';

export const download = downloadOf(get, 'generative video');
