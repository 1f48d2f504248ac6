// Asset: Get Many (GET /v3/assets)
import { id, text } from '../../field';
import { usernameOf } from '../../hooks/account';
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
			placeholder: 'e.g. anna.smith',
			description: "HeyGen's name of the user whose files to list. Empty: your own",
			hint: 'Empty: your own files',
		}),
	],
	filters: [id('folderId', { label: 'Folder ID', description: 'Only files in this folder' })],
	complete: async (item) => void (item.draft.qs.username ??= await usernameOf(item)),
	list: { max: pages.assets },
});
