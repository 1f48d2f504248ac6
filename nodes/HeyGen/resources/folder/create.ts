// Folder: Create (POST /v3/folders)
import { choice, id } from '../../field';
import { operation } from '../../operation/operation';
import { nameUpTo } from '../../parameters/words';
import { limits } from '../../../api/limits';

export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create folder',
	description:
		'Make a folder that videos and translations can be put into; HeyGen takes the same name twice',
	request: { method: 'POST', url: '/v3/folders' },
	fields: [nameUpTo(limits.folderName)],
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
