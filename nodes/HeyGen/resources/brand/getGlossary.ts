// Brand: Get Glossary (GET /v3/brand-glossaries/{brand_glossary_id})
import { locator } from '../../field';
import { operation } from '../../operation/operation';

/** The glossary an operation is about. */
export const brandGlossaryId = locator('brandGlossaryId', 'searchGlossaries', { required: true });

export const getGlossary = operation({
	name: 'Get Glossary',
	value: 'getGlossary',
	action: 'Get brand glossary',
	description: 'Read a glossary with all its words',
	request: { method: 'GET', url: '/v3/brand-glossaries/{brand_glossary_id}' },
	fields: [brandGlossaryId],
});
