// Avatar: Get Many (GET /v3/avatars)
import { operation } from '../../operation/operation';
import { pages } from '../../../api/limits';
import { ownership } from '../avatarLook/getMany';
import { avatarFields } from './get';

export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many avatars',
	description: "List the avatars of the account and of HeyGen's library",
	request: { method: 'GET', url: '/v3/avatars' },
	filters: [ownership],
	list: { max: pages.avatars },
	simplify: avatarFields,
});
