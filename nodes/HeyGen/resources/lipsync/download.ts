// Lipsync: Download (GET /v3/lipsyncs/{lipsync_id}, then the file itself)
import { downloadOf } from '../download';
import { get } from './get';

export const download = downloadOf(get, 'lipsync');
