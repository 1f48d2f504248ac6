// Video: Create From Image (POST /v3/videos, type image)
import { operation } from '../../define/operation';
import { fileInput } from '../../fields/file';
import { videoLook, videoRules } from '../../fields/look';
import { speech, voice, voiceSettings } from '../../fields/speech';
import { jobs } from '../../jobs/kinds';
import { limits } from '../../limits';

export const createImage = operation({
	name: 'Create From Image',
	value: 'createImage',
	action: 'Create video from image',
	description: 'Make a photo speak a script or a recording',
	request: { method: 'POST', url: '/v3/videos', body: { type: 'image' } },
	fields: [
		...fileInput('image', { takes: limits.image, required: true }),
		...speech,
		voice({ required: true }),
	],
	options: [...videoLook, voiceSettings],
	rules: videoRules,
	repeat: 'key',
	job: jobs.video,
});
