// Lipsync: Create (POST /v3/lipsyncs); HeyGen's pricing page calls it Overdub
import { operation } from '../../operation/operation';
import { dubbing, endAfterStart, mode } from '../../parameters/dubbing';
import { fileInput } from '../../parameters/file';
import { jobs } from '../../../api/jobKinds';

export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create lipsync',
	description: 'Let the people in a video speak another recording',
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
