// The fields that a chosen thing brings into the editor: one per variable of a template
import type { ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';
import { isCalled } from '../../api/lists/library';
import { isIdLike, pickedOf } from '../field';
import { meaningOf, readTemplate } from '../parameters/variables';
import { pathOf } from '../../api/path';
import { requestForEditor } from '../../api/request';
import { listSearch } from './listSearch';

/** The template's id, which may have been given as a name. */
async function templateIn(context: ILoadOptionsFunctions): Promise<string> {
	const given = String(pickedOf(context.getCurrentNodeParameter('templateId')) ?? '').trim();
	if (!given || isIdLike(given, 'searchTemplates')) return given;
	const { results = [] } = (await listSearch.searchTemplates?.call(context, given)) ?? {};
	const called = results.filter(({ name }) =>
		isCalled({ id: '', name: name.split(' · ')[0] ?? '', details: '' }, given),
	);
	const [only, another] = called;
	return only && !another ? String(only.value) : given;
}

export const resourceMapping = {
	async mapVariables(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		const id = await templateIn(this);
		if (!id) return { fields: [], emptyFieldsNotice: 'Choose a template to see its variables' };
		const { data } = await requestForEditor(this, { url: pathOf('/v3/templates/{id}', { id }) });
		const template = readTemplate(data);
		return {
			fields: Object.entries(template.variables ?? {}).map(([name, variable]) => ({
				id: name,
				displayName: `${name} (${meaningOf(name, variable, template)})`,
				type: 'string',
				required: false,
				defaultMatch: false,
				display: true,
			})),
			emptyFieldsNotice: 'This template has no variables',
		};
	},
};
