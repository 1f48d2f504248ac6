// The fields that a chosen thing brings into the editor: one per variable of a template
import type {
	ILoadOptionsFunctions,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { isCalled } from '../../api/lists/library';
import { isIdLike, pickedOf } from '../field';
import { meaningOf, readTemplate } from '../parameters/variables';
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
async function choices(
	context: ILoadOptionsFunctions,
	type: string,
): Promise<Pick<ResourceMapperField, 'type' | 'options'>> {
	const search = listSearch[searches[type] ?? ''];
	// Where the list cannot be read, the ID can still be typed.
	const shown = await search?.call(context).catch(() => undefined);
	if (!shown?.results.length) return { type: 'string' };
	const options: INodePropertyOptions[] = shown.results.map(({ name, value }) => ({ name, value }));
	return { type: 'options', options: [{ name: "The Template's Own", value: '' }, ...options] };
}

export const resourceMapping = {
	async mapVariables(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		const id = await templateIn(this);
		if (!id) return { fields: [], emptyFieldsNotice: 'Choose a template to see its variables' };
		const { data } = await requestForEditor(this, { url: pathOf('/v3/templates/{id}', { id }) });
		const template = readTemplate(data);
		return {
			fields: await Promise.all(
				Object.entries(template.variables ?? {}).map(async ([name, variable]) => ({
					id: name,
					displayName: `${name} (${meaningOf(name, variable, template)})`,
					required: false,
					defaultMatch: false,
					display: true,
					...(await choices(this, variable.type)),
				})),
			),
			emptyFieldsNotice: 'This template has no variables',
		};
	},
};
