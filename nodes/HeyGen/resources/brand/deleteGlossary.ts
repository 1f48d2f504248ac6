// Brand: Delete Glossary (DELETE /v3/brand-glossaries/{brand_glossary_id})
import { operation } from '../../operation/operation';
import { brandGlossaryId } from './getGlossary';

export const deleteGlossary = operation({
	name: 'Delete Glossary',
	value: 'deleteGlossary',
	action: 'Delete brand glossary',
	description: 'Delete a glossary for good',
	request: { method: 'DELETE', url: '/v3/brand-glossaries/{brand_glossary_id}' },
	fields: [brandGlossaryId],
	deletes: { id: 'brand_glossary_id', gone: true },
});
