// AI Clipping: Create (POST /v3/ai-clipping)
import { choice, choices, flag, group, text } from '../../field';
import { operation } from '../../operation/operation';
import { fileInput } from '../../parameters/file';
import { callback, title } from '../../parameters/look';
import { jobs } from '../../../api/jobKinds';
import { limits } from '../../../api/limits';

const outputSettings = group(
	'outputSettings',
	[
		choice('aspectRatio', ['landscape', 'portrait', 'square'], { default: 'portrait' }),
		text('captionStyle', { description: 'Name of a caption style in HeyGen' }),
		flag('captions', { default: true, description: 'Whether to show captions in the clips' }),
		choices(
			'durationTypes',
			[
				{ name: '180 Seconds', value: '180' },
				{ name: '30 Seconds', value: '30' },
				{ name: '60 Seconds', value: '60' },
				{ name: 'Long', value: 'long' },
			],
			{
				label: 'Clip Lengths',
				limit: limits.clipLengths,
				description: 'How long the clips may be',
			},
		),
		text('prompt', {
			rows: 3,
			limit: limits.clippingPrompt,
			description: 'What the clips should show',
		}),
	],
	{ label: 'Clip Settings', description: 'What the clips are like' },
);

export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create AI clipping',
	description: 'Cut the best moments of a long video into short clips',
	request: { method: 'POST', url: '/v3/ai-clipping' },
	fields: fileInput('video', { required: true }),
	options: [
		title,
		outputSettings,
		text('inputLanguage', {
			placeholder: 'e.g. English',
			description: 'Language of the video; HeyGen recognises it if this is empty',
		}),
		...callback,
	],
	repeat: 'never',
	job: jobs.aiClipping,
});
