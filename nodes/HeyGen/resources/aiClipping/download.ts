// AI Clipping: Download (GET /v3/ai-clipping/{job_id}, then the clips themselves)
import { downloadOf } from '../download';
import { get } from './get';

export const download = downloadOf(get, 'clips of AI clipping');
