// Proofread: Create (POST /v3/video-translations/proofreads)
import { flag } from '../../field';
import { operation } from '../../operation/operation';
import {
	disableMusicTrack,
	enableSpeechEnhancement,
	keepTheSameFormat,
	mode,
	outputLanguages,
	speakerNum,
} from '../../parameters/dubbing';
import { fileInput, fileOption } from '../../parameters/file';
import { folderId, glossary, requiredTitle } from '../../parameters/look';
import { jobs } from '../../../api/jobKinds';
import { limits } from '../../../api/limits';

export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create proofread',
	description:
		'Translate the words of a video so that people can correct them before the video is made, one result per language',
	request: { method: 'POST', url: '/v3/video-translations/proofreads' },
	fields: [
		...fileInput('video', { required: true, uploads: limits.videoAsset }),
		outputLanguages,
		requiredTitle,
		mode,
	],
	options: [
		...glossary,
		disableMusicTrack,
		enableSpeechEnhancement,
		flag('enableVideoStretching', {
			default: true,
			description: 'Whether parts of the video may become slower or faster to fit the new speech',
		}),
		folderId,
		keepTheSameFormat,
		speakerNum,
		fileOption('srt', {
			label: 'Subtitle File',
			what: 'subtitle file',
			takes: limits.subtitles,
			description: 'What is said, as a file with its times',
		}),
	],
	repeat: 'key',
	job: jobs.proofread,
});
