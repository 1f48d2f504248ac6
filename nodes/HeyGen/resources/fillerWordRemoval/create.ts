// Filler Word Removal: Create (POST /v3/filler-word-removals)
import { inOptionsBefore } from '../../field';
import { operation } from '../../operation/operation';
import { fileInput } from '../../parameters/file';
import { callbackUpTo, titleUpTo } from '../../parameters/look';
import { jobs } from '../../../api/jobKinds';
import { limits } from '../../../api/limits';

const title = titleUpTo(limits.jobTitle);

export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create filler word removal',
	description:
		'Cut the filler words and long pauses out of a video with sound, up to two hours long',
	request: { method: 'POST', url: '/v3/filler-word-removals' },
	fields: [...fileInput('video', { required: true, uploads: limits.videoAsset }), title],
	options: [...inOptionsBefore([title]), ...callbackUpTo(limits.shortCallbackId)],
	repeat: 'key',
	job: jobs.fillerWordRemoval,
});
