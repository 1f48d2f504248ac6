// The fields that a chosen thing brings into the editor: one per variable of a template
import type { ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';
import { pickedOf } from '../field';
import { meaningOf, type Template } from '../parameters/variables';
import { askForEditor } from '../../api/request';

export const resourceMapping = {
	async mapVariables(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		const id = pickedOf(this.getCurrentNodeParameter('templateId'));
		if (!id) return { fields: [], emptyFieldsNotice: 'Choose a template to see its variables' };
		const { data } = await askForEditor<{ data: Template }>(
			this,
			`/v3/templates/${encodeURIComponent(String(id))}`,
		);
		return {
			fields: Object.entries(data.variables ?? {}).map(([name, variable]) => ({
				id: name,
				displayName: `${name} (${meaningOf(variable)})`,
				type: 'string',
				required: false,
				defaultMatch: false,
				display: true,
			})),
			emptyFieldsNotice: 'This template has no variables',
		};
	},
};
