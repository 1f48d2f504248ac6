// Brand: Get Many Glossaries (GET /v3/brand-glossaries)
import { operation } from '../../operation/operation';
import { pages } from '../../../api/limits';

export const getManyGlossaries = operation({
	name: 'Get Many Glossaries',
	value: 'getManyGlossaries',
	action: 'Get many brand glossaries',
	description: 'List the glossaries, which keep brand words right in translations',
	request: { method: 'GET', url: '/v3/brand-glossaries' },
	list: { max: pages.brand },
});
