// Background Removal: Create (POST /v3/background-removals)
import { inOptionsBefore, texts } from '../../field';
import { operation } from '../../operation/operation';
import { fileInput } from '../../parameters/file';
import { title } from '../../parameters/look';
import { jobs } from '../../../api/jobKinds';
import { limits } from '../../../api/limits';

export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create background removal',
	description: 'Cut the people in a video out of their background; not every account may do this',
	request: { method: 'POST', url: '/v3/background-removals' },
	fields: [...fileInput('video', { required: true, uploads: limits.videoAsset }), title],
	options: [
		texts('layers', { description: 'Names of the layers to return, where HeyGen offers several' }),
		...inOptionsBefore([title]),
	],
	repeat: 'requestId',
	job: jobs.backgroundRemoval,
});
