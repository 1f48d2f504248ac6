// The fields that a chosen thing brings into the editor: one per variable of a template
import type { ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';
import { pickedOf } from '../field';
import { meaningOf, type Template } from '../parameters/variables';
import { pathOf } from '../../api/path';
import { isObject } from '../../api/answer';
import { request } from '../../api/request';

export const resourceMapping = {
	async mapVariables(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		const id = pickedOf(this.getCurrentNodeParameter('templateId'));
		if (!id) return { fields: [], emptyFieldsNotice: 'Choose a template to see its variables' };
		const { data } = await request(this, { url: pathOf('/v3/templates/{id}', { id }) });
		const template = (isObject(data) ? data : {}) as unknown as Template;
		const variables = Object.entries(template.variables ?? {}).filter(([, one]) => isObject(one));
		return {
			fields: variables.map(([name, variable]) => ({
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
