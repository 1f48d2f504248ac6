// Lipsync: Create (POST /v3/lipsyncs); HeyGen's pricing page calls it Overdub
import { operation } from '../../define/operation';
import { dubbing, endAfterStart, mode } from '../../fields/dubbing';
import { fileInput } from '../../fields/file';
import { jobs } from '../../jobs/kinds';

export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create lipsync',
	description: 'Let the people in a video speak another recording (Overdub)',
	request: { method: 'POST', url: '/v3/lipsyncs' },
	fields: [
		...fileInput('video', { required: true }),
		...fileInput('audio', { required: true }),
		mode,
	],
	options: dubbing,
	rules: [endAfterStart],
	repeat: 'key',
	job: jobs.lipsync,
});
