// What HeyGen is to make, in the user's words: one parameter for all operations, each with its own limit.
import { dragHint, inWords, text, type Field, type FieldOptions } from '../field';
import { limits } from '../../api/limits';
import { figure, type TextLimit } from '../../api/limits/limit';

const { modelPrompt, agentPrompt, avatarPrompt } = limits;

/** Alike in all operations, so that n8n evaluates its expression once: the hint names every limit. */
const description = `What to make. Up to ${figure(agentPrompt.max)} characters; avatars and voices take ${figure(avatarPrompt.max)}, generative videos ${figure(modelPrompt.max)}`;

export const promptOf = (limit: TextLimit, show?: FieldOptions['show']): Field =>
	inWords(
		text('prompt', {
			required: true,
			rows: 4,
			limit,
			show,
			placeholder: 'e.g. A tour of our new shop in one minute, in a friendly tone',
			hint: dragHint,
		}),
		{ description },
	);
