// Video: Download (GET /v3/videos/{video_id}, then the file itself)
import { downloadOf } from '../download';
import { get } from './get';

export const download = downloadOf(get, 'video', [
	{ name: 'Captioned Video', value: 'captioned_video_url' },
	{ name: 'GIF Preview', value: 'gif_url' },
	{ name: 'Subtitles', value: 'subtitle_url' },
	{ name: 'Thumbnail', value: 'thumbnail_url' },
	{ name: 'Video', value: 'video_url' },
]);
