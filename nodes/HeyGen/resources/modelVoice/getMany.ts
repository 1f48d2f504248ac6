// Voice Model: Get Many (GET /v3/models/audio/voices)
import { operation } from '../../operation/operation';
import { pages } from '../../../api/limits';

export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many voice models',
	description: "List the workspace's own voices; HeyGen's library is in 'Voice: Get Many'",
	request: { method: 'GET', url: '/v3/models/audio/voices' },
	list: { max: pages.modelVoices },
});
