// Background Removal: Create (POST /v3/background-removals)
import { texts } from '../../define/field';
import { operation } from '../../define/operation';
import { fileInput } from '../../fields/file';
import { title } from '../../fields/look';
import { jobs } from '../../jobs/kinds';

export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create background removal',
	description: 'Cut the people in a video out of their background; not every account may do this',
	request: { method: 'POST', url: '/v3/background-removals' },
	fields: fileInput('video', { required: true }),
	options: [
		texts('layers', { description: 'Names of the layers to return, where HeyGen offers several' }),
		title,
	],
	repeat: 'requestId',
	job: jobs.backgroundRemoval,
});
