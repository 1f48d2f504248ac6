// Translation: Create (POST /v3/video-translations)
import { choice, flag, group, loadedChoice, texts } from '../../field';
import { operation } from '../../operation/operation';
import {
	dubbing,
	endAfterStart,
	mode,
	outputLanguages,
	speakerNum,
	translateAudioOnly,
} from '../../parameters/dubbing';
import { fileInput, fileOption } from '../../parameters/file';
import { glossary, title } from '../../parameters/look';
import { jobs } from '../../../api/jobKinds';
import { limits } from '../../../api/limits';

export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create translation',
	description: 'Translate a video, one result per language',
	request: { method: 'POST', url: '/v3/video-translations' },
	fields: [
		...fileInput('video', { required: true, uploads: limits.videoAsset }),
		outputLanguages,
		mode,
		title,
	],
	options: [
		...dubbing,
		...glossary,
		fileOption('audio', {
			description: 'A recording to use instead of the sound of the video',
			uploads: limits.audioAsset,
		}),
		loadedChoice('inputLanguage', 'getLanguages', {
			description: 'Language of the video; HeyGen recognises it if this is empty',
		}),
		speakerNum,
		fileOption('srt', {
			label: 'Subtitle File',
			what: 'subtitle file',
			takes: limits.subtitles,
			description: 'What is said, as a file with its times',
		}),
		choice(
			'srtRole',
			[
				{
					name: 'Input',
					value: 'input',
					description: 'The subtitles are in the language of the video',
				},
				{ name: 'Output', value: 'output', description: 'The subtitles are the translation' },
			],
			{ label: 'Subtitle File Role', description: 'Which language the file is in' },
		),
		group(
			'stockVoiceConfig',
			[
				texts('preferredStockVoiceIds', {
					label: 'Preferred Stock Voices',
					search: 'searchVoices',
					placeholder: 'e.g. Mira Warm, Leo',
					description: 'Voices to choose from',
				}),
				flag('useStockVoice', {
					default: true,
					description: "Whether to use a voice of HeyGen's library instead of the speaker's own",
				}),
			],
			{ label: 'Stock Voice', description: 'Speak with a voice that is not the original one' },
		),
		translateAudioOnly,
	],
	rules: [endAfterStart],
	repeat: 'key',
	job: jobs.translation,
});
