// Background Removal: Download (GET /v3/background-removals/{job_id}, then the layers themselves)
import { downloadOf } from '../download';
import { get } from './get';

export const download = downloadOf(get, 'background removal');
