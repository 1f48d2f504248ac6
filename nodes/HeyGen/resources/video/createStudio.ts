// Video: Create Studio (POST /v3/videos, type studio)
import { operation } from '../../define/operation';
import { fitLook } from '../../fields/fitLook';
import { aspectRatio, callback, caption, resolution, title, watermark } from '../../fields/look';
import { scenes } from '../../fields/scenes';
import { jobs } from '../../jobs/kinds';

export const createStudio = operation({
	name: 'Create Studio',
	value: 'createStudio',
	action: 'Create studio video',
	description: 'Put 1 to 50 scenes together: avatars, talking photos, images and videos',
	request: { method: 'POST', url: '/v3/videos', body: { type: 'studio' } },
	fields: [scenes],
	options: [title, aspectRatio, resolution, caption, watermark, ...callback],
	complete: fitLook,
	repeat: 'key',
	job: jobs.video,
});
