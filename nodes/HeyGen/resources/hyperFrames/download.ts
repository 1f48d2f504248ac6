// HyperFrames: Download (GET /v3/hyperframes/renders/{render_id}, then the file itself)
import { downloadOf } from '../download';
import { get } from './get';

export const download = downloadOf(get, 'HyperFrames render');
