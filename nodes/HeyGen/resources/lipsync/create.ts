// Lipsync: Create (POST /v3/lipsyncs); HeyGen's pricing page calls it Overdub
import { operation } from '../../operation/operation';
import { dubbing, endAfterStart, mode } from '../../parameters/dubbing';
import { title } from '../../parameters/look';
import { fileInput, recordingRange } from '../../parameters/file';
import { jobs } from '../../../api/jobKinds';
import { limits } from '../../../api/limits';

export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create lipsync',
	description: 'Let the people in a video speak another recording',
	request: { method: 'POST', url: '/v3/lipsyncs' },
	fields: [
		...fileInput('video', { required: true, uploads: limits.videoAsset }),
		...fileInput('audio', {
			required: true,
			what: 'recording',
			range: recordingRange,
			uploads: limits.audioAsset,
		}),
		mode,
		title,
	],
	options: dubbing,
	rules: [endAfterStart],
	repeat: 'key',
	job: jobs.lipsync,
});
