// Folder: Create (POST /v3/folders)
import { choice, id, text } from '../../field';
import { operation } from '../../operation/operation';
import { limits } from '../../../api/limits';

export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create folder',
	description:
		'Make a folder that videos and translations can be put into; HeyGen takes the same name twice',
	request: { method: 'POST', url: '/v3/folders' },
	fields: [
		text('name', {
			required: true,
			limit: limits.folderName,
			description: 'Name of the folder in HeyGen',
		}),
	],
	options: [
		id('parentId', {
			label: 'Parent Folder ID',
			description: 'The folder that this one is put into',
		}),
		choice(
			'type',
			[
				{ name: 'Everything', value: 'mixed' },
				{ name: 'Videos', value: 'video' },
				{ name: 'Translations', value: 'video_translate' },
			],
			{ label: 'Holds', default: 'mixed', description: 'What the folder is for' },
		),
	],
	repeat: 'key',
});
