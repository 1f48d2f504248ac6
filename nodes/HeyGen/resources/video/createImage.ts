// Video: Create From Image (POST /v3/videos, type image)
import { operation } from '../../operation/operation';
import { fileInput } from '../../parameters/file';
import { videoLook, videoRules } from '../../parameters/look';
import { speech, voice, voiceSettings } from '../../parameters/speech';
import { jobs } from '../../../api/jobKinds';
import { limits } from '../../../api/limits';

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
