// AI Clipping: Create (POST /v3/ai-clipping)
import { choice, choices, flag, group, inOptionsBefore, text } from '../../field';
import { operation } from '../../operation/operation';
import { formats } from '../../parameters/formats';
import { fileInput } from '../../parameters/file';
import { callbackUpTo, titleUpTo } from '../../parameters/look';
import { jobs } from '../../../api/jobKinds';
import { limits } from '../../../api/limits';

const captionStyles = [
	'subtle_gray',
	'shadow_mint',
	'subtle_cyan',
	'stamp_red',
	'retro_gold',
	'block_dark',
	'racing',
	'modern_dark',
	'modern_boxed',
	'chunky',
	'clean',
	'shadow_lime',
	'tag_yellow',
	'pop_purple',
	'spotlight',
	'outline_classic',
	'exotic',
	'golden',
	'simple',
	'pop_single',
	'energy',
	'bold',
	'elegant',
	'neon_pink',
];

const outputSettings = group(
	'outputSettings',
	[
		choice('aspectRatio', formats('portrait', 'landscape', 'square'), { default: 'portrait' }),
		choice('captionStyle', captionStyles, {
			default: 'outline_classic',
			description: 'What the captions look like',
		}),
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

const title = titleUpTo(limits.jobTitle);

export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create AI clipping',
	description: 'Cut the best moments of a long video into short clips',
	request: { method: 'POST', url: '/v3/ai-clipping' },
	fields: [...fileInput('video', { required: true, uploads: limits.videoAsset }), title],
	options: [
		...inOptionsBefore([title]),
		outputSettings,
		text('inputLanguage', {
			placeholder: 'e.g. English',
			description: 'Language of the video; HeyGen recognises it if this is empty',
		}),
		...callbackUpTo(limits.shortCallbackId),
	],
	repeat: 'key',
	job: jobs.aiClipping,
});
