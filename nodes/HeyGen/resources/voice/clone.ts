// Voice: Clone (POST /v3/voices/clone)
import { flag, text } from '../../field';
import { operation } from '../../operation/operation';
import { fileInput, recordingRange } from '../../parameters/file';
import { jobs } from '../../../api/jobKinds';
import { limits } from '../../../api/limits';

export const clone = operation({
	name: 'Clone',
	value: 'clone',
	action: 'Clone voice',
	description:
		"Make a voice out of a recording of a person's speech. HeyGen's newer 'Voice Model: Create' follows it.",
	successor: 'Voice Model: Create',
	request: { method: 'POST', url: '/v3/voices/clone' },
	fields: [
		...fileInput('audio', {
			required: true,
			what: 'recording',
			range: recordingRange,
			uploads: limits.audioAsset,
		}),
		text('voiceName', {
			required: true,
			limit: limits.voiceName,
			description: 'Name of the new voice in HeyGen',
		}),
	],
	options: [
		text('language', {
			placeholder: 'e.g. en',
			description: 'Language of the recording; HeyGen recognises it if this is empty',
		}),
		flag('removeBackgroundNoise', {
			description: 'Whether to remove noise from the recording first, as HeyGen does by default',
		}),
	],
	repeat: 'never',
	job: jobs.voiceClone,
});
