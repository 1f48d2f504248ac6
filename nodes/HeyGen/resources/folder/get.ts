// Folder: Get (GET /v3/folders/{folder_id})
import { operation } from '../../operation/operation';
import { folderOf } from '../../parameters/look';

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get folder',
	description: 'Read a folder; HeyGen has no list of them',
	request: { method: 'GET', url: '/v3/folders/{folder_id}' },
	fields: [folderOf("'Folder: Create' returns it", { required: true })],
});
