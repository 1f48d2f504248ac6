// Short texts that operations of many kinds share, each in the same words everywhere: so it stands once in the node.
import { inWords, text, type Field, type FieldOptions } from '../field';
import type { TextLimit } from '../../api/limits/limit';

/** The name of a new thing, with the limit of its kind. */
export const nameUpTo = (limit: TextLimit, show?: FieldOptions['show']): Field =>
	inWords(text('name', { required: true, limit, show }), {
		description:
			'Name in HeyGen, up to 255 characters; a glossary takes 64, and no name twice, whatever its capitals',
	});

export const query = text('query', {
	label: 'Search For',
	required: true,
	placeholder: 'e.g. calm morning',
	description: 'What to look for',
});
