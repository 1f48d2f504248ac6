// The fields that a chosen thing brings into the editor: one per variable of a template
import type {
	ILoadOptionsFunctions,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { isCalled } from '../../api/lists/library';
import { isIdLike, pickedOf } from '../field';
import { meaningOf, readTemplate, type Template, type Variable } from '../parameters/variables';
import { pathOf } from '../../api/path';
import { requestForEditor } from '../../api/request';
import { tableOf } from '../../api/table';
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

/** What a variable is chosen from, by its type. */
const searches = tableOf({ character: 'searchLooks', voice: 'searchVoices' });

/**
 * What the picker of the same things shows first; any other is given by name or ID in an expression, which n8n does not hold against the list.
 * n8n stores what it offers in the workflow, so it cannot be all of them.
 */
async function offered(
	context: ILoadOptionsFunctions,
	type: string,
): Promise<INodePropertyOptions[]> {
	// Where the list cannot be read, the ID can still be typed.
	const shown = await listSearch[searches[type] ?? '']?.call(context).catch(() => undefined);
	return (shown?.results ?? []).map(({ name, value }) => ({ name, value }));
}

/** One variable as the editor shows it; what the template has by itself stands behind its name, or in its list. */
async function fieldOf(
	context: ILoadOptionsFunctions,
	name: string,
	variable: Variable,
	template: Template,
): Promise<ResourceMapperField> {
	const { words, own } = meaningOf(name, variable, template);
	const options = await offered(context, variable.type);
	const known = options.find(({ value }) => value === own)?.name.split(' · ')[0] ?? own;
	const field = { id: name, required: false, defaultMatch: false, display: true };
	if (options.length === 0)
		return {
			...field,
			displayName: `${name} (${own ? `${words}, else ${own}` : words})`,
			type: 'string',
		};
	const keep = { name: `The Template's Own${known ? ` (${known})` : ''}`, value: '' };
	return {
		...field,
		displayName: `${name} (${words})`,
		type: 'options',
		options: [keep, ...options],
	};
}

export const resourceMapping = {
	async mapVariables(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		const id = await templateIn(this);
		if (!id) return { fields: [], emptyFieldsNotice: 'Choose a template to see its variables' };
		const { data } = await requestForEditor(this, { url: pathOf('/v3/templates/{id}', { id }) });
		const template = readTemplate(data);
		return {
			fields: await Promise.all(
				Object.entries(template.variables ?? {}).map(
					async ([name, variable]) => await fieldOf(this, name, variable, template),
				),
			),
			emptyFieldsNotice: 'This template has no variables',
		};
	},
};
