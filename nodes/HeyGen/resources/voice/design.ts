// Voice: Design (POST /v3/voices)
import { isObject } from '../../../api/answer';
import { choice, num, text } from '../../field';
import { operation } from '../../operation/operation';
import { promptOf } from '../../parameters/prompt';
import { oddAnswer } from '../../run/failure';
import { limits } from '../../../api/limits';

export const design = operation({
	name: 'Design',
	value: 'design',
	action: 'Design voice',
	description:
		'Find voices that fit a description, one result per voice. HeyGen calls this family old, but has nothing newer that designs a voice.',
	request: { method: 'POST', url: '/v3/voices' },
	fields: [promptOf(limits.voicePrompt)],
	options: [
		choice('gender', ['female', 'male'], { description: 'Whom the voice sounds like' }),
		text('locale', { placeholder: 'e.g. en-GB', description: 'Language and accent of the voice' }),
		num('seed', {
			limit: limits.voiceSeed,
			description: 'Another number gives other voices for the same description',
		}),
	],
	repeat: 'never',
	paid: true,
	output: (data) => {
		const { seed, voices } = data as { seed: number; voices?: unknown };
		if (!Array.isArray(voices)) throw oddAnswer();
		return voices.filter(isObject).map((voice) => ({ ...voice, seed }));
	},
});
