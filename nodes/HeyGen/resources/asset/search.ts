// Asset: Search (GET /v3/assets/search)
import { choice } from '../../field';
import { operation } from '../../operation/operation';
import { pages } from '../../../api/limits';
import { query } from '../../parameters/words';

export const search = operation({
	name: 'Search',
	value: 'search',
	action: 'Search assets',
	description: "Find images and icons in HeyGen's library; not every account may do this",
	request: { method: 'GET', url: '/v3/assets/search' },
	fields: [
		query,
		choice('type', ['image', 'icon'], { default: 'image', description: 'What kind of picture' }),
	],
	filters: [
		choice(
			'scope',
			[
				{ name: 'Personal', value: 'personal', description: 'Files of this account' },
				{ name: 'Public', value: 'public', description: "HeyGen's library" },
			],
			{ default: 'public' },
		),
	],
	list: { max: pages.assetSearch },
});
