// How a video gets a new sound: the optional fields that translations, proofreads and lipsyncs share.
import { UserError } from 'n8n-workflow';
import { choice, flag, inOptionsBefore, loadedChoices, num, type Field } from '../field';
import type { Rule } from '../operation/operation';
import { limits } from '../../api/limits';
import { callback, folderId, title } from './look';

/** The names of HeyGen's own list of languages, one result each. */
export const outputLanguages = loadedChoices('outputLanguages', 'getLanguages', {
	required: true,
	description: 'Languages to translate into; each one becomes a result of its own',
});

export const mode = choice(
	'mode',
	[
		{
			name: 'Precision',
			value: 'precision',
			description: 'Lip movement that fits better, for twice the credits',
		},
		{ name: 'Speed', value: 'speed', description: 'Faster and cheaper' },
	],
	{ default: 'speed', description: 'How thoroughly HeyGen works' },
);

export const speakerNum = num('speakerNum', {
	label: 'Number of Speakers',
	default: 1,
	limit: limits.speakers,
	description: 'How many people speak in the video',
});

export const disableMusicTrack = flag('disableMusicTrack', {
	default: true,
	description: 'Whether to leave the background music out',
});

export const enableSpeechEnhancement = flag('enableSpeechEnhancement', {
	default: true,
	description: 'Whether to make the speech clearer',
});

export const keepTheSameFormat = flag('keepTheSameFormat', {
	default: true,
	description: 'Whether to keep resolution, bit rate and format of the video',
});

export const translateAudioOnly = flag('translateAudioOnly', {
	default: true,
	description: 'Whether to replace the sound only and leave the lips as they are',
});

/** Optional fields of whatever makes a new video out of a video. */
export const dubbing: Field[] = [
	...inOptionsBefore([title]),
	disableMusicTrack,
	flag('enableDynamicDuration', {
		default: true,
		description: 'Whether parts of the video may become slower or faster to fit the new speech',
	}),
	enableSpeechEnhancement,
	flag('enableWatermark', { default: true, description: "Whether to show HeyGen's watermark" }),
	num('startTime', {
		limit: limits.seconds,
		description: 'Where in the video to begin, in seconds',
	}),
	num('endTime', {
		default: 60,
		limit: limits.seconds,
		description: 'Where in the video to stop, in seconds',
	}),
	choice(
		'fpsMode',
		[
			{ name: 'Constant', value: 'cfr' },
			{ name: 'Pass Through', value: 'passthrough' },
			{ name: 'Variable', value: 'vfr' },
		],
		{ label: 'Frame Rate Mode', description: 'How the frame rate of the result is made' },
	),
	folderId,
	keepTheSameFormat,
	...callback,
];

/** A part of a video ends after it begins. */
export const endAfterStart: Rule = ({ start_time: start, end_time: end }) => {
	if (typeof start === 'number' && typeof end === 'number' && end <= start) {
		throw new UserError(
			`'End Time' must be more than 'Start Time' (${start} seconds), but is ${end}`,
			{ description: "Raise 'End Time', or remove it to go on to the end of the video" },
		);
	}
};
