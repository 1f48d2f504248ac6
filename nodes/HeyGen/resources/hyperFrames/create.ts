// HyperFrames: Create (POST /v3/hyperframes/renders)
import { choice, inOptionsBefore, json, num, text } from '../../field';
import { operation } from '../../operation/operation';
import { formats } from '../../parameters/formats';
import { fileInput } from '../../parameters/file';
import { aspectRatioOf, callbackUpTo, resolutionOf, titleUpTo } from '../../parameters/look';
import { jobs } from '../../../api/jobKinds';
import { limits } from '../../../api/limits';

const panel = [
	titleUpTo(limits.renderTitle),
	aspectRatioOf('16:9', ...formats('16:9', '9:16', '1:1')),
	resolutionOf('1080p', [
		{ name: '1080p', value: '1080p' },
		{ name: '4K', value: '4k' },
	]),
];

export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create HyperFrames render',
	description: 'Render a HyperFrames project to a video',
	request: { method: 'POST', url: '/v3/hyperframes/renders' },
	fields: [
		...fileInput('project', { required: true, what: 'packed project', uploads: limits.project }),
		...panel,
	],
	options: [
		...inOptionsBefore(panel),
		text('composition', {
			limit: limits.composition,
			description: 'Name of the composition to render, where the project has several',
		}),
		choice(
			'format',
			[
				{ name: 'MOV', value: 'mov' },
				{ name: 'MP4', value: 'mp4' },
				{ name: 'WebM', value: 'webm' },
			],
			{ default: 'mp4' },
		),
		num('fps', { label: 'Frames per Second', default: 30, limit: limits.framesPerSecond }),
		choice('quality', ['draft', 'standard', 'high'], {
			default: 'standard',
			description: 'Draft is quick, for a first look',
		}),
		json('variables', { description: 'Values for the variables of the project, as a JSON object' }),
		...callbackUpTo(limits.callbackId),
	],
	repeat: 'key',
	job: jobs.hyperFrames,
});
