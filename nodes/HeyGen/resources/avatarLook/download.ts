// Avatar Look: Download (GET /v3/avatars/looks/{look_id}, then the preview itself)
import { downloadOf } from '../download';
import { get } from './get';

export const download = downloadOf(get, 'preview of avatar look');
