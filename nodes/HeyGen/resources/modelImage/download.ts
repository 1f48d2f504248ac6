// Generative Image: Download (GET /v3/models/images/{generation_id}, then the images themselves)
import { downloadOf } from '../download';
import { get } from './get';

export const download = downloadOf(get, 'generative image');
