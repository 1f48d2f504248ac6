// Sound: Search (GET /v3/audio/sounds)
import { choice, num } from '../../field';
import { operation } from '../../operation/operation';
import { limits, pages } from '../../../api/limits';
import { query } from '../../parameters/words';

export const search = operation({
	name: 'Search',
	value: 'search',
	action: 'Search sounds',
	description: 'Find music and sound effects by what they sound like',
	request: { method: 'GET', url: '/v3/audio/sounds' },
	fields: [query],
	filters: [
		choice('type', ['music', 'sound_effects'], {
			default: 'music',
			description: 'Whether music or single sounds are wanted',
		}),
		num('minScore', {
			label: 'Minimum Score',
			default: 0.7,
			limit: limits.score,
			description: 'How well a sound must fit the search',
		}),
	],
	list: { max: pages.sounds },
});
