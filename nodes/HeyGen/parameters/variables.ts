// The variables of a template: what the user gives for a name becomes the object that HeyGen wants under that name.
import { UserError, type IDataObject } from 'n8n-workflow';
import { Named, flag, isIdLike, mapper, rows, shown, text, type Mapping } from '../field';
import { fileInput } from './file';
import { listOf } from '../field/words';
import { fileAddressOf } from '../../api/fileAddress';
import { limits } from '../../api/limits';
import { checkText, checkUrl, checkWords, markupIn, wellFormed } from '../../api/limits/limit';
import { dataOf, isObject, textOf } from '../../api/answer';
import { ownOf, tableOf } from '../../api/table';
import { send } from '../run/send';
import { pathOf } from '../../api/path';
import type { Item } from '../run/item';

export interface Variable extends IDataObject {
	type: string;
	/** The older shape: everything but the type stands in here. */
	properties?: IDataObject;
}

/** A template as its GET returns it, as far as the node needs it. */
export interface Template {
	aspect_ratio?: string | null;
	variables?: Record<string, Variable>;
	scenes?: Array<{ scene_id?: string; variables?: Array<{ name: string }> }>;
	elements?: Array<{ variable?: string | null; current?: IDataObject }> | null;
}

const objectsIn = (value: unknown): IDataObject[] =>
	Array.isArray(value) ? value.filter(isObject) : [];

/** The template in the data of an answer, as far as it has the form that the node reads: variables by their names, or a list of them. */
export function readTemplate(data: unknown): Template {
	const { variables, scenes, elements, ...template } = isObject(data) ? data : {};
	const named = Array.isArray(variables)
		? objectsIn(variables).map((one): [string, unknown] => [textOf(one.name), one])
		: Object.entries(isObject(variables) ? variables : {});
	return {
		...template,
		variables: Object.fromEntries(named.filter(([name, one]) => name && isObject(one))),
		scenes: objectsIn(scenes).map((scene) => ({ ...scene, variables: objectsIn(scene.variables) })),
		elements: objectsIn(elements),
	} as Template;
}

export const variables = mapper(
	'variables',
	'mapVariables',
	'templateId',
	{ singular: 'variable', plural: 'variables' },
	{
		description:
			"What to put in for each variable. Every text is needed; anything else that is empty keeps the template's own, which stands behind its name",
	},
);

/** Files for the template's pictures, videos and sounds, wherever they come from. */
export const variableFiles = rows(
	'variableFiles',
	'file',
	[
		text('name', {
			label: 'Variable',
			required: true,
			placeholder: 'e.g. photo',
			description: 'Name of the variable in the template',
		}),
		...fileInput('file', { required: true, uploads: limits.variableFile }),
	],
	{
		label: 'Files for Variables',
		description: 'Pictures, videos and sounds of the template, from an address or the input item',
	},
);

/** The files by their variables, taken out of the request: HeyGen wants them among the variables. */
function takeFiles(body: IDataObject, known: Record<string, Variable>): IDataObject {
	const files = (body.variable_files ?? []) as Array<{ name: string; file: IDataObject }>;
	delete body.variable_files;
	for (const { name } of files) {
		const type = ownOf(known, name)?.type;
		if (type && types[type]?.main !== 'asset')
			throw new UserError(
				`'Files for Variables' has a file for '${name}', but this variable takes ${types[type]?.words ?? type}`,
				{ description: "Fill it in under 'Variables' instead" },
			);
	}
	return Object.fromEntries(files.map(({ name, file }) => [name, { asset: file }]));
}

export const keepEmptyText = flag('keepEmptyText', {
	local: true,
	default: true,
	description:
		'Whether to let texts without a value pass: HeyGen then speaks and shows their names in braces, such as {{name}}',
});

/** What each type of variable holds: what a plain value fills, and what may stand beside it (source: HeyGen API reference, templates). */
const anyText = { main: 'content', beside: [], words: 'text' };
const types = tableOf<{ main: string; beside: string[]; words: string }>({
	text: anyText,
	image: { main: 'asset', beside: ['fit'], words: 'URL or asset ID' },
	video: { main: 'asset', beside: ['fit', 'play_style', 'volume'], words: 'URL or asset ID' },
	audio: { main: 'asset', beside: [], words: 'URL or asset ID' },
	character: { main: 'character_id', beside: ['character_type'], words: 'avatar look' },
	voice: { main: 'voice_id', beside: ['locale'], words: 'voice' },
});

/** Files like those that a variable takes. */
const files = tableOf({
	image: limits.imageAsset,
	video: limits.videoAsset,
	audio: limits.audioAsset,
});

/** What HeyGen calls otherwise in the older shape. */
const olderNames = tableOf({ character_type: 'type' });

const isGiven = (value: unknown) => value !== undefined && value !== null && value !== '';

/** What a variable holds, by the names of the flat shape, whichever shape it came in. */
function contentsOf(variable: IDataObject): IDataObject {
	const { properties, type } = variable;
	const held = { ...(isObject(properties) ? properties : variable) };
	if (!isObject(properties)) {
		delete held.name;
		delete held.type;
	}
	const { url, asset_id: asset, ...rest } = held;
	const file = isGiven(asset)
		? { type: 'asset_id', asset_id: asset }
		: isGiven(url)
			? { type: 'url', url }
			: undefined;
	const characterType =
		type === 'character' && isObject(properties) ? properties.type : rest.character_type;
	if (type === 'character' && isObject(properties)) delete rest.type;
	return Object.fromEntries(
		Object.entries({
			...rest,
			...(characterType ? { character_type: characterType } : {}),
			...(file && !rest.asset ? { asset: file } : {}),
		}).filter(([, value]) => value !== null),
	) as IDataObject;
}

/** The lists that know a name, by what it is the name of. */
const searches = tableOf({ character_id: 'searchLooks', voice_id: 'searchVoices' });

/** A plain value as the contents of its variable: an address is fetched, anything else is an ID or a text. */
function plainContents(name: string, type: string, value: string): IDataObject {
	const { main } = types[type] ?? anyText;
	const search = searches[main];
	// A name stands for the ID until HeyGen's list has told it.
	if (search && !isIdLike(value.trim(), search))
		return { [main]: new Named(`Variables: ${name}`, value.trim(), search) as never };
	if (main !== 'asset') return { [main]: value };
	if (!/^\s*https?:\/\//i.test(value)) return { asset: { type: 'asset_id', asset_id: value } };
	const label = `Variables: ${name}`;
	checkUrl(label, value.trim(), undefined, files[type]);
	return { asset: { type: 'url', url: fileAddressOf(label, value.trim()) } };
}

/** The older shape of the same contents. */
function olderShape(name: string, type: string, contents: IDataObject): IDataObject {
	const { asset, ...rest } = contents;
	const { type: kind, ...file } = (asset ?? {}) as IDataObject;
	return {
		name,
		type,
		properties: {
			...Object.fromEntries(
				Object.entries(rest).map(([field, value]) => [olderNames[field] ?? field, value]),
			),
			...(kind ? file : {}),
		},
	};
}

/** The shape that a template shows; flat where it shows none. */
const showsProperties = ({ variables: all = {} }: Template): boolean =>
	Object.values(all).some(({ properties }) => isObject(properties));

/** A variable as HeyGen wants it, from a plain value, its contents, or the whole object in either shape. */
function filled(
	name: string,
	own: Variable | undefined,
	value: unknown,
	older: boolean,
): IDataObject {
	if (Array.isArray(value))
		throw new UserError(`'Variables' has a list for '${name}', but a variable takes one value`, {
			description: 'Join the list into a text first',
		});
	const type = String(own?.type ?? (value as IDataObject).type);
	const { beside = [], main } = types[type] ?? {};
	// What the template says beside the value itself is kept: how a picture fits its frame, how loud a video is.
	const kept = Object.entries(own ? contentsOf({ ...own, type }) : {}).filter(([field]) =>
		older ? field !== main : beside.includes(field),
	);
	const given = isObject(value)
		? contentsOf({ type, ...value })
		: plainContents(name, type, wellFormed(String(value)));
	const contents = { ...Object.fromEntries(kept), ...given };
	const { content } = contents;
	if (typeof content === 'string') {
		checkText(`Variables: ${name}`, content, limits.templateText);
		checkWords(`Variables: ${name}`, content, true);
	}
	return older ? olderShape(name, type, contents) : { type, ...contents };
}

/** What a template puts in for a variable by itself, in short. */
function ownValue(name: string, variable: Variable, { elements }: Template): string | undefined {
	const { asset, content, character_id: look, voice_id: voice } = contentsOf(variable);
	const file = asset as IDataObject | undefined;
	const { current = {} } = elements?.find((one) => one.variable === name) ?? {};
	const value = [
		content,
		file?.url,
		file?.asset_id,
		look,
		voice,
		current.url,
		current.avatar_look_id,
		current.voice_id,
	].find(isGiven);
	return value === undefined ? undefined : String(value).slice(0, 60);
}

/** What to fill in for a variable, in words for the editor: its kind, and what the template has there by itself. */
export function meaningOf(
	name: string,
	variable: Variable,
	template: Template,
): { words: string; own?: string } {
	const { words = variable.type } = types[variable.type] ?? {};
	return variable.type === 'text'
		? { words: `${words}, needed` }
		: { words, own: ownValue(name, variable, template) };
}

/** The texts that nothing is given for, as far as the chosen scenes show them. */
function emptyTexts({ variables: all = {}, scenes = [] }: Template, body: IDataObject): string[] {
	const chosen = body.scene_ids as string[] | undefined;
	const used = chosen
		? scenes
				.filter(({ scene_id: id }) => chosen.includes(String(id)))
				.flatMap(({ variables: some = [] }) => some.map(({ name }) => name))
		: undefined;
	const given = body.variables as Record<string, IDataObject>;
	return Object.entries(all)
		.filter(([name, { type }]) => type === 'text' && (!used?.length || used.includes(name)))
		.map(([name]) => name)
		.filter((name) => {
			const own = ownOf(given, name);
			return !own || contentsOf(own).content === '';
		});
}

/** HeyGen speaks and shows the name of a text that is left empty: nobody wants that unless they say so. */
function checkTexts(item: Item, template: Template): void {
	const { draft, warnings } = item;
	const empty = emptyTexts(template, draft.body);
	if (!empty.length) return;
	const names = listOf(empty.map((name) => `'${name}'`));
	const raw = listOf(empty.map((name) => `{{${name}}}`));
	if (!item.collection('options').get('keepEmptyText'))
		throw new UserError(
			`'Variables' has nothing for the text${empty.length === 1 ? '' : 's'} ${names}, which HeyGen would speak and show as ${raw}`,
			{ description: "Fill it in, or switch on 'Keep Empty Text' under 'Options'" },
		);
	warnings.push(
		`${empty.length === 1 ? `The text ${names} is` : `The texts ${names} are`} empty: HeyGen speaks and shows ${raw}`,
	);
}

/** The shapes of a template by HeyGen's words for them; others it gives as numbers, e.g. "16:9". */
const ratios = tableOf({ landscape: '16:9', portrait: '9:16', square: '1:1' });

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
	if (!once.has(url))
		once.set(
			url,
			send(item, { method: 'GET', url }).then((answer) => readTemplate(dataOf(answer))),
		);
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
	const template = await templateOf(item);
	const known = template.variables ?? {};
	const older = showsProperties(template);
	const values = fromItem
		? Object.fromEntries(
				Object.entries(item.context.getInputData().json).filter(
					([name, value]) => Object.hasOwn(known, name) && isGiven(value),
				),
			)
		: given;
	const files = takeFiles(body, known);
	body.variables = Object.fromEntries(
		Object.entries({ ...values, ...files }).map(([name, value]) => {
			// A template that shows no variable at all may have some: what names its type is HeyGen's to judge.
			const own = ownOf(known, name);
			if (!own && (Object.keys(known).length > 0 || !isObject(value) || !value.type))
				throw unknown(name, Object.keys(known));
			return [name, filled(name, own, value, older)];
		}),
	);
	checkTexts(item, template);
	for (const [name, variable] of Object.entries(body.variables as Record<string, Variable>)) {
		const tag = markupIn(textOf(contentsOf(variable).content));
		if (tag)
			item.warnings.push(
				`The text '${name}' holds the markup ${tag.slice(0, 60)}: HeyGen speaks and shows it as it stands.`,
			);
	}
	if (dimension) checkDimension(template, dimension);
}

const unknown = (name: string, known: string[]): UserError =>
	new UserError(`'Variables' has ${shown(name)}, but the template has no such variable`, {
		description: known.length
			? `Its variables are ${known.join(', ')}. A value that the editor shows no field for any more goes away with 'Remove All Variables' in the menu (⋮) of 'Variables', then 'Add All Variables'`
			: 'It has no variables at all',
	});
