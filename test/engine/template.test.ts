// Template in n8n's engine: variables in every form a user can give them, and the fields that a template brings into the editor.
import { listSearch, mapResources } from '../../tools/engine/engine';
import { byId, workbench } from './workbench';

const bench = workbench();
const generate = async (variables: unknown, more: object = {}, items = [{ json: {} }]) =>
	await bench.run(
		'template',
		'generate',
		{
			templateId: byId(bench.known.template),
			completion: 'immediate',
			variables,
			...more,
		} as never,
		{ items },
	);
const post = () => bench.sent().find((one) => one.method === 'POST')?.body;
const defined = (value: object) => ({
	mappingMode: 'defineBelow',
	value,
	matchingColumns: [],
	schema: [],
});
const first = { first_name: { name: 'first_name', type: 'text', properties: { content: 'Anna' } } };

test('plain values become the objects that HeyGen wants, by what the template says', async () => {
	const { error } = await generate(
		defined({
			first_name: 'Anna',
			photo: 'https://example.com/a.png',
			presenter: bench.known.look,
			voice: bench.known.voice,
			message: '',
		}),
	);
	expect(error).toBeUndefined();
	expect(post()?.variables).toEqual({
		...first,
		photo: {
			name: 'photo',
			type: 'image',
			properties: { fit: 'contain', url: 'https://example.com/a.png' },
		},
		presenter: {
			name: 'presenter',
			type: 'character',
			properties: { type: 'avatar', character_id: bench.known.look },
		},
		voice: { name: 'voice', type: 'voice', properties: { voice_id: bench.known.voice } },
	});
});

test('an asset ID fills an image as well as an address does', async () => {
	await generate(defined({ photo: 'asset-image' }));
	expect(post()?.variables).toEqual({
		photo: {
			name: 'photo',
			type: 'image',
			properties: { fit: 'contain', asset_id: 'asset-image' },
		},
	});
});

test.each([
	['a whole object out of an expression', '={{ $json }}'],
	['a whole object inside the mapper', defined('={{ $json }}' as never)],
	['an expression per variable', defined({ first_name: '={{ $json.first_name }}' })],
	[
		'fields of the item by name',
		{ mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] },
	],
])('%s', async (_, variables) => {
	const { error } = await generate(variables, {}, [{ json: { first_name: 'Anna' } }]);
	expect(error).toBeUndefined();
	expect(post()?.variables).toEqual(first);
});

test('fields of the item that are no variables are left out when mapped by name, and refused when given', async () => {
	const items = [{ json: { first_name: 'Anna', row: 7 } }];
	await generate({ mappingMode: 'autoMapInputData', value: null }, {}, items);
	expect(post()?.variables).toEqual(first);
	bench.sim.reset();
	const { error } = await generate('={{ $json }}', {}, items);
	expect(error?.message).toBe("'Variables' has 'row', but the template has no such variable");
	expect(error?.description).toContain('first_name, message, photo');
	expect(post()).toBeUndefined();
});

test("HeyGen's own form passes as it is, without reading the template", async () => {
	await generate('={{ $json }}', {}, [{ json: first } as never]);
	expect(bench.sent().map((one) => one.method)).toEqual(['POST']);
	expect(post()?.variables).toEqual(first);
});

test('ten rows of one template read it once', async () => {
	const { items } = await generate(
		defined({ first_name: '={{ $json.name }}' }),
		{ completion: 'poll' },
		Array.from({ length: 10 }, (_, n) => ({ json: { name: `Guest ${n}` } })),
	);
	expect(items.map((item) => item.json.status)).toEqual(Array(10).fill('completed'));
	expect(
		bench.sent().filter((one) => one.path.startsWith('/v3/templates') && one.method === 'GET'),
	).toHaveLength(1);
});

test('every option', async () => {
	const { error } = await generate(defined({}), {
		options: {
			caption: true,
			dimension: { values: { width: 1280, height: 720 } },
			fps: 60,
			includeGif: true,
			enableSharing: true,
			keepTextVerticallyCentered: true,
			reorderMusic: false,
			title: 'T',
			subtitles: {
				values: {
					presetName: 'bold',
					options: {
						alignment: 2,
						fontSize: 30,
						disableHighlight: true,
						positionX: 1,
						positionY: 2,
					},
				},
			},
		},
	});
	expect(error).toBeUndefined();
	expect(post()).toEqual({
		variables: {},
		caption: true,
		dimension: { width: 1280, height: 720 },
		fps: 60,
		include_gif: true,
		enable_sharing: true,
		keep_text_vertically_centered: true,
		reorder_music: false,
		title: 'T',
		subtitles: {
			preset_name: 'bold',
			alignment: 2,
			font_size: 30,
			disable_highlight: true,
			position: { x: 1, y: 2 },
		},
	});
});

test('a size of another shape is refused with the nearest one', async () => {
	const { error } = await generate(defined({}), {
		options: { dimension: { values: { width: 1920, height: 1920 } } },
	});
	expect(error?.message).toContain('16:9');
	expect(error?.description).toContain('1080');
	expect(post()).toBeUndefined();
});

test('the editor shows one field per variable, and says what goes into it', async () => {
	const { fields } = await mapResources({
		method: 'mapVariables',
		parameters: { templateId: byId(bench.known.template) },
		credentials: { heyGenVideoApi: { apiKey: bench.sim.apiKey, baseUrl: bench.sim.url } },
	});
	expect(fields.map((one) => one.displayName)).toEqual([
		'first_name (text)',
		'message (text)',
		'photo (URL or asset ID)',
		'presenter (avatar look ID)',
		'voice (voice ID)',
	]);
	const none = await mapResources({
		method: 'mapVariables',
		parameters: { templateId: byId('') },
		credentials: {},
	});
	expect(none).toEqual({ fields: [], emptyFieldsNotice: 'Choose a template to see its variables' });
});

test('templates are listed, searched and read', async () => {
	const all = await bench.run('template', 'getMany', { returnAll: true });
	expect(all.items).toHaveLength(12);
	const { results } = await listSearch({
		method: 'searchTemplates',
		filter: 'launch',
		credentials: { heyGenVideoApi: { apiKey: bench.sim.apiKey, baseUrl: bench.sim.url } },
	});
	expect(results.map((one) => one.name)).toEqual(['Product Launch · landscape']);
	const one = await bench.run('template', 'get', { templateId: byId(results[0].value) });
	expect(one.items[0].json).toMatchObject({ id: results[0].value, name: 'Product Launch' });
});
