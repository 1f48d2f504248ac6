// Video: Create From Image (POST /v3/videos, type image)
import { operation } from '../../operation/operation';
import { fileInput, imageRange } from '../../parameters/file';
import { videoLook, videoPanel, videoRules } from '../../parameters/look';
import { speech, voiceOfImage, voiceSettings } from '../../parameters/speech';
import { jobs } from '../../../api/jobKinds';
import { limits } from '../../../api/limits';

export const createImage = operation({
	name: 'Create From Image',
	value: 'createImage',
	action: 'Create video from image',
	description: 'Make a video in which the person in a photo speaks a script or a recording',
	request: { method: 'POST', url: '/v3/videos', body: { type: 'image' } },
	fields: [
		...fileInput('image', { takes: limits.image, range: imageRange, required: true }),
		...speech,
		voiceOfImage,
		...videoPanel,
	],
	options: [...videoLook, voiceSettings],
	rules: videoRules,
	repeat: 'key',
	job: jobs.video,
});
