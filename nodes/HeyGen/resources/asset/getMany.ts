// Asset: Get Many (GET /v3/assets)
import { id, text } from '../../field';
import { operation } from '../../operation/operation';
import { pages } from '../../../api/limits';

export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many assets',
	description: 'List the files of a user in HeyGen',
	request: { method: 'GET', url: '/v3/assets' },
	fields: [
		text('username', {
			required: true,
			placeholder: 'e.g. {{ $json.username }}',
			description: "HeyGen's name of the user whose files to list; 'Account: Get' returns yours",
		}),
	],
	filters: [id('folderId', { label: 'Folder ID', description: 'Only files in this folder' })],
	list: { max: pages.assets },
});
