// Video Agent: Get Many Styles (GET /v3/video-agents/styles)
import { text } from '../../field';
import { operation } from '../../operation/operation';
import { pages } from '../../../api/limits';

export const getManyStyles = operation({
	name: 'Get Many Styles',
	value: 'getManyStyles',
	action: 'Get many video agent styles',
	description: 'List the styles that an agent can give a video',
	request: { method: 'GET', url: '/v3/video-agents/styles' },
	filters: [
		text('tag', { placeholder: 'e.g. corporate', description: 'Only styles with this tag' }),
	],
	list: { max: pages.styles },
});
