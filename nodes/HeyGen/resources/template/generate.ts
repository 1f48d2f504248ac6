// Template: Generate (POST /v3/templates/{template_id})
import {
	block,
	choice,
	flag,
	group,
	inOptionsBefore,
	notice,
	num,
	text,
	texts,
	type Field,
} from '../../field';
import { operation } from '../../operation/operation';
import {
	callback,
	captionBefore,
	captionsOf,
	folderId,
	glossary,
	isOff,
	title,
} from '../../parameters/look';
import {
	completeVariables,
	keepEmptyText,
	variableFiles,
	templateOf,
	variables,
} from '../../parameters/variables';
import { jobs } from '../../../api/jobKinds';
import { limits } from '../../../api/limits';
import { templateId } from './get';

/** HeyGen adds them or does not; what they look like in the picture is a setting of its own. */
const captions: Field[] = [captionsOf({ file: true }), captionBefore((value) => !isOff(value))];

export const generate = operation({
	name: 'Generate',
	value: 'generate',
	action: 'Generate video from template',
	description: 'Make a video of a template: fill in its variables and render it',
	request: { method: 'POST', url: '/v3/templates/{template_id}' },
	fields: [
		templateId,
		variables,
		notice(
			'emptyNotice',
			"Every text needs a value: an empty one would be spoken and shown as its raw name. Pictures, videos, looks and voices that you leave empty stay the template's own.",
		),
		title,
	],
	options: [
		...inOptionsBefore([title]),
		keepEmptyText,
		variableFiles,
		...captions,
		block(
			'dimension',
			[
				num('width', { default: 1920, required: true, limit: limits.pixels }),
				num('height', { default: 1080, required: true, limit: limits.pixels }),
			],
			{ description: "Size of the video, in the template's own shape" },
		),
		choice(
			'fps',
			[
				{ name: '25', value: 25 },
				{ name: '30', value: 30 },
				{ name: '60', value: 60 },
			],
			{ label: 'Frames per Second', default: 25 },
		),
		texts('sceneIds', { description: 'Only these scenes, in this order' }),
		block(
			'subtitles',
			[
				text('presetName', {
					required: true,
					description: "Name of a caption style in HeyGen's editor",
				}),
				// Apart from the name each is sent only where the user adds it: the style has its own size and place.
				group(
					'options',
					[
						num('alignment', { default: 2, limit: limits.wholeNumber }),
						num('fontSize', { default: 40, limit: limits.wholeNumber }),
						flag('disableHighlight', {
							default: true,
							description: 'Whether to leave the spoken word without highlight',
						}),
						num('positionX', { label: 'Position X', api: 'position.x' }),
						num('positionY', { label: 'Position Y', api: 'position.y' }),
					],
					{ api: '' },
				),
			],
			{
				label: 'Burned-In Captions',
				description: "Captions in the picture, in a style of HeyGen's editor",
			},
		),
		flag('includeGif', {
			default: true,
			label: 'Include GIF',
			description: 'Whether to make a GIF preview too',
		}),
		flag('enableSharing', { default: true, description: 'Whether the video gets a public page' }),
		flag('keepTextVerticallyCentered', {
			default: true,
			description: 'Whether texts that grow stay in the middle',
		}),
		flag('reorderMusic', {
			default: true,
			description: 'Whether the music follows the scenes when their order changes',
		}),
		folderId,
		...glossary,
		...callback,
	],
	complete: completeVariables,
	costInputs: async (item) => ({ template: { ...(await templateOf(item)) } }),
	repeat: 'key',
	job: jobs.video,
});
