// Voice: Get Many (GET /v3/voices)
import { choice, text } from '../../field';
import { operation } from '../../operation/operation';
import { pages } from '../../../api/limits';

export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many voices',
	description:
		"List the voices that can speak a script, HeyGen's own among them. 'Voice Model: Get Many' follows it for the workspace's own.",
	successor: 'Voice Model: Get Many',
	request: { method: 'GET', url: '/v3/voices' },
	filters: [
		text('engine', {
			placeholder: 'e.g. starfish',
			description: 'Only voices of this engine; speech needs starfish',
		}),
		choice('gender', ['female', 'male'], { description: 'Whom the voice sounds like' }),
		text('language', { placeholder: 'e.g. English', description: 'Only voices of this language' }),
		choice(
			'type',
			[
				{ name: 'Private', value: 'private', description: 'Cloned or designed in this account' },
				{ name: 'Public', value: 'public', description: "From HeyGen's library" },
			],
			{ default: 'public' },
		),
	],
	list: { max: pages.voices },
});
