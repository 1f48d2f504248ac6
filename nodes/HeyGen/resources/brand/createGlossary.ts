// Brand: Create Glossary (POST /v3/brand-glossaries)
import { rows, text, texts, type Field } from '../../field';
import { operation } from '../../operation/operation';
import { nameUpTo } from '../../parameters/words';
import { limits } from '../../../api/limits';

const term = text('term', {
	required: true,
	limit: limits.glossaryTerm,
	placeholder: 'e.g. HeyGen',
	description: 'The word as it stands in a script',
});

/** Words that stay as they are: a list of texts for people, of objects for HeyGen. */
const doNotTranslateTerms = ((): Field => {
	const made = texts('doNotTranslateTerms', { description: 'Words that stay as they are' });
	return {
		...made,
		read: (values) => (made.read(values) as string[] | undefined)?.map((one) => ({ term: one })),
	};
})();

/** What a glossary says of the words of a brand. */
export const glossaryWords: Field[] = [
	doNotTranslateTerms,
	rows(
		'forcedTranslations',
		'translation',
		[
			term,
			text('translation', {
				required: true,
				limit: limits.glossaryTerm,
				description: 'How it is always translated',
			}),
		],
		{ description: 'Words with a fixed translation' },
	),
	rows(
		'terms',
		'term',
		[
			term,
			text('pronunciation', {
				required: true,
				limit: limits.glossaryTerm,
				placeholder: 'e.g. hay jen',
				description: 'How it is spoken, written as it sounds',
			}),
		],
		{ label: 'Pronunciations', description: 'Words with a pronunciation of their own' },
	),
];

export const createGlossary = operation({
	name: 'Create Glossary',
	value: 'createGlossary',
	action: 'Create brand glossary',
	description: 'Keep the words of a brand right when they are spoken or translated',
	request: { method: 'POST', url: '/v3/brand-glossaries' },
	fields: [nameUpTo(limits.glossaryName)],
	options: glossaryWords,
	repeat: 'key',
});
