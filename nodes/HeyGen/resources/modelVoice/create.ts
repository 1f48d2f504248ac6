// Voice Model: Create (POST /v3/models/audio/voices, instant or professional)
import type { IDataObject } from 'n8n-workflow';
import { choice, flag, locator, text, when } from '../../field';
import { operation, type Rule } from '../../operation/operation';
import { nameUpTo } from '../../parameters/words';
import { fileList } from '../../parameters/file';
import { jobs } from '../../../api/jobKinds';
import { limits } from '../../../api/limits';
import { checkList } from '../../../api/limits/limit';

/** An instant voice has one recording. */
const recordingsFit: Rule = ({ mode, audio }) => {
	if (mode === 'instant') checkList('Recordings', audio as IDataObject[], limits.oneRecording);
};

export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create voice model',
	description: "Make a voice out of recordings of a person's speech, or train one again",
	request: { method: 'POST', url: '/v3/models/audio/voices' },
	fields: [
		choice(
			'mode',
			[
				{ name: 'Instant', value: 'instant', description: 'Ready soon, from one recording' },
				{
					name: 'Professional',
					value: 'professional',
					description: 'Trained on 1 to 10 recordings of 20 minutes or more together',
				},
			],
			{ default: 'instant', description: 'How the voice is made' },
		),
		fileList('audio', 'recording', {
			label: 'Recordings',
			required: true,
			limit: limits.recordings,
			uploads: limits.audioAsset,
			description: 'The person speaking; an instant voice takes exactly one',
		}),
		nameUpTo(limits.voiceModelName, { mode: ['instant'] }),
		text('name', {
			limit: limits.voiceModelName,
			show: { mode: ['professional'] },
			description: 'Name of the voice in HeyGen; one that is trained again keeps its own',
		}),
	],
	options: [
		text('language', {
			limit: limits.voiceModelLanguage,
			placeholder: 'e.g. en',
			description: 'Language of the recordings',
		}),
		...when({ '/mode': ['professional'] }, [
			locator('voiceId', 'searchModelVoices', {
				label: 'Voice to Retrain',
				description: 'A professional voice that is trained again instead of making a new one',
			}),
		]),
		...when({ '/mode': ['instant'] }, [
			choice('age', ['young', 'old'], { description: 'Age of the speaker' }),
			choice('gender', ['female', 'male'], { description: 'Whom the voice sounds like' }),
			flag('removeBackgroundNoise', {
				description: 'Whether to remove noise from the recording first, as HeyGen does by default',
			}),
			choice(
				'similarity',
				[
					{ name: 'Extra High', value: 'extra_high' },
					{ name: 'High', value: 'high' },
					{ name: 'Max', value: 'max' },
					{ name: 'Medium', value: 'medium' },
					{ name: 'Mel', value: 'mel' },
				],
				{ default: 'extra_high', description: 'How close the voice stays to the speaker' },
			),
		]),
	],
	rules: [recordingsFit],
	repeat: 'key',
	job: jobs.modelVoice,
});
