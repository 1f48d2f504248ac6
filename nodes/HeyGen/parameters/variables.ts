// The variables of a template: what the user gives for a name becomes the object that HeyGen wants under that name.
import { UserError, type IDataObject } from 'n8n-workflow';
import { mapper, type Mapping, shown } from '../field';
import { limits } from '../../api/limits';
import { checkText } from '../../api/limits/limit';
import { dataOf } from '../../api/answer';
import { send } from '../run/send';
import { pathOf } from '../../api/path';
import type { Item } from '../run/item';

export interface Variable {
	name: string;
	type: string;
	properties?: IDataObject;
}

/** A template as its GET returns it, as far as the node needs it. */
export interface Template {
	aspect_ratio?: string | null;
	variables?: Record<string, Variable>;
}

export const variables = mapper(
	'variables',
	'mapVariables',
	'templateId',
	{ singular: 'variable', plural: 'variables' },
	{
		description: "What to put in for each variable; an empty one keeps the template's own content",
	},
);

/** Where a plain value goes, first match first (source: HeyGen API reference, templates). */
const mainProperties = ['content', 'url', 'asset_id', 'voice_id', 'character_id'];
const isAddress = (value: unknown) => /^https?:\/\//i.test(String(value));

/** The property of a variable that a plain value fills: an address goes to `url`, an id does not. */
function propertyFor(variable: Variable, value: unknown): string {
	const has = Object.keys(variable.properties ?? {});
	const fits = mainProperties.filter(
		(name) =>
			has.includes(name) && (name !== 'url' || isAddress(value) || !has.includes('asset_id')),
	);
	return fits[0] ?? has[0] ?? 'content';
}

/** What to fill in for a variable, in words for the editor. */
export function meaningOf(variable: Variable): string {
	const has = Object.keys(variable.properties ?? {});
	if (has.includes('content')) return variable.type;
	const words: Record<string, string> = {
		url: 'URL',
		asset_id: 'asset ID',
		voice_id: 'voice ID',
		character_id: 'avatar look ID',
	};
	return (
		has
			.map((name) => words[name])
			.filter(Boolean)
			.join(' or ') || variable.type
	);
}

/** A variable as HeyGen wants it, from a plain value, its properties, or the whole object. */
function filled(name: string, variable: Variable, value: unknown): IDataObject {
	const { type } = variable;
	if (Array.isArray(value))
		throw new UserError(`'Variables' has a list for '${name}', but a variable takes one value`, {
			description: 'Join the list into a text first',
		});
	if (typeof value === 'object' && value !== null)
		return 'properties' in value
			? { name, type, ...(value as IDataObject) }
			: { name, type, properties: value as IDataObject };
	const property = propertyFor(variable, value);
	const others = Object.entries(variable.properties ?? {}).filter(
		([other, own]) => own !== null && !mainProperties.includes(other),
	);
	return { name, type, properties: { ...Object.fromEntries(others), [property]: String(value) } };
}

/** Whether a value is all that HeyGen needs, whatever the template says. */
const isWhole = (value: unknown) =>
	typeof value === 'object' && value !== null && 'properties' in value && 'type' in value;

/** Text is limited; everything else about a variable only HeyGen knows. */
function checkVariable(name: string, variable: IDataObject): void {
	const { content } = (variable.properties ?? {}) as { content?: unknown };
	if (typeof content === 'string') checkText(`Variables: ${name}`, content, limits.templateText);
}

/** The shapes of a template by HeyGen's words for them; others it gives as numbers, e.g. "16:9". */
const ratios: Record<string, string> = { landscape: '16:9', portrait: '9:16', square: '1:1' };

/** A video of a template has the template's shape. */
function checkDimension(template: Template, dimension: { width: number; height: number }): void {
	const [wide, high] = (ratios[template.aspect_ratio ?? ''] ?? template.aspect_ratio ?? '')
		.split(':')
		.map(Number);
	if (
		!wide ||
		!high ||
		Math.abs(dimension.width * high - dimension.height * wide) <= 2 * Math.max(wide, high)
	)
		return;
	const nearest = 2 * Math.round((dimension.width * high) / wide / 2);
	throw new UserError(
		`'Dimension' must keep the template's shape of ${wide}:${high}, but is ${dimension.width} × ${dimension.height}`,
		{ description: `For a width of ${dimension.width} choose a height of ${nearest}` },
	);
}

/** The template of an item, read once per run. */
export async function templateOf(item: Item): Promise<Template> {
	const url = pathOf('/v3/templates/{template_id}', item.draft.path);
	const { once } = item.run;
	if (!once.has(url)) once.set(url, send(item, { method: 'GET', url }).then(dataOf));
	return (await once.get(url)) as Template;
}

/**
 * Brings the variables of an item into HeyGen's form, by what the template says of them.
 * @throws UserError for a name that the template does not have, a text that is too long, or a size of another shape
 */
export async function completeVariables(item: Item): Promise<void> {
	const { body } = item.draft;
	const { fromItem, given } = (body.variables ?? {
		fromItem: false,
		given: {},
	}) as unknown as Mapping;
	const dimension = body.dimension as { width: number; height: number } | undefined;
	const needed = fromItem || !!dimension || !Object.values(given).every(isWhole);
	const template = needed ? await templateOf(item) : {};
	const known = template.variables ?? {};
	const values = fromItem
		? Object.fromEntries(
				Object.entries(item.context.getInputData().json).filter(
					([name, value]) => name in known && value !== null && value !== '',
				),
			)
		: given;
	body.variables = Object.fromEntries(
		Object.entries(values).map(([name, value]) => {
			if (!isWhole(value) && !(name in known)) throw unknown(name, Object.keys(known));
			const variable = isWhole(value)
				? { name, ...(value as IDataObject) }
				: filled(name, known[name], value);
			checkVariable(name, variable);
			return [name, variable];
		}),
	);
	if (dimension) checkDimension(template, dimension);
}

const unknown = (name: string, known: string[]): UserError =>
	new UserError(`'Variables' has ${shown(name)}, but the template has no such variable`, {
		description: known.length
			? `Its variables are ${known.join(', ')}`
			: 'It has no variables at all',
	});
