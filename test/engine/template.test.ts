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
/** Both texts of the template, without which HeyGen would speak their names. */
const texts = { first_name: 'Anna', message: 'Hello' };

/** What leaves for a variable, in the two shapes that a template may show. */
const shapes = {
	properties: (name: string, type: string, held: Record<string, unknown>) => {
		const { asset, character_type: kind, ...rest } = held;
		const file = { ...(asset as Record<string, unknown>) };
		delete file.type;
		return { name, type, properties: { ...rest, ...file, ...(kind ? { type: kind } : {}) } };
	},
	flat: (_name: string, type: string, held: Record<string, unknown>) => ({ type, ...held }),
};

describe.each(Object.entries(shapes))('a template that shows the shape %s', (shape, made) => {
	beforeEach(() => bench.sim.configure({ templateVariables: shape }));
	const expected = (table: Record<string, [type: string, held: Record<string, unknown>]>) =>
		Object.fromEntries(
			Object.entries(table).map(([name, [type, held]]) => [name, made(name, type, held)]),
		);
	const both = () =>
		expected({
			first_name: ['text', { content: 'Anna' }],
			message: ['text', { content: 'Hello' }],
		});

	test('plain values become the objects that HeyGen wants, by what the template says', async () => {
		const { error } = await generate(
			defined({
				...texts,
				photo: 'https://example.com/a.png',
				presenter: bench.known.look,
				voice: bench.known.voice,
			}),
		);
		expect(error).toBeUndefined();
		expect(post()?.variables).toEqual({
			...both(),
			...expected({
				photo: [
					'image',
					{ asset: { type: 'url', url: 'https://example.com/a.png' }, fit: 'contain' },
				],
				presenter: ['character', { character_id: bench.known.look, character_type: 'avatar' }],
				voice: ['voice', { voice_id: bench.known.voice }],
			}),
		});
		expect(bench.sim.jobs()).toHaveLength(1);
	});

	test('an asset ID fills an image as well as an address does', async () => {
		await generate(defined({ ...texts, photo: 'asset-image' }));
		expect(post()?.variables).toEqual({
			...both(),
			...expected({
				photo: ['image', { asset: { type: 'asset_id', asset_id: 'asset-image' }, fit: 'contain' }],
			}),
		});
		expect(bench.sim.jobs()).toHaveLength(1);
	});

	test.each([
		['a whole object out of an expression', '={{ $json }}'],
		['a whole object inside the mapper', defined('={{ $json }}' as never)],
		[
			'an expression per variable',
			defined({ first_name: '={{ $json.first_name }}', message: '={{ $json.message }}' }),
		],
		[
			'fields of the item by name',
			{ mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] },
		],
	])('%s', async (_, variables) => {
		const { error } = await generate(variables, {}, [{ json: texts }]);
		expect(error).toBeUndefined();
		expect(post()?.variables).toEqual(both());
		expect(bench.sim.jobs()).toHaveLength(1);
	});

	test.each(Object.entries(shapes))(
		"HeyGen's own form in the shape %s comes out in the template's",
		async (_, given) => {
			const json = {
				first_name: given('first_name', 'text', { content: 'Anna' }),
				message: given('message', 'text', { content: 'Hello' }),
				photo: given('photo', 'image', { asset: { type: 'asset_id', asset_id: 'asset-image' } }),
				presenter: given('presenter', 'character', {
					character_id: bench.known.look,
					character_type: 'avatar',
				}),
			};
			const { error } = await generate('={{ $json }}', {}, [{ json } as never]);
			expect(error).toBeUndefined();
			expect(post()?.variables).toMatchObject(both());
			expect(bench.sim.jobs()).toHaveLength(1);
		},
	);

	test('an empty text is refused by its name, and passes where the user says so', async () => {
		const { error } = await generate(defined({ first_name: 'Anna', message: '' }));
		expect(error?.message).toBe(
			"'Variables' has nothing for the text 'message', which HeyGen would speak and show as {{message}}",
		);
		expect(error?.description).toContain("'Keep Empty Text'");
		expect(post()).toBeUndefined();
		const { items } = await generate(defined({ first_name: 'Anna' }), {
			options: { keepEmptyText: true },
		});
		expect(post()?.variables).toEqual(expected({ first_name: ['text', { content: 'Anna' }] }));
		expect(items[0].json.warnings).toEqual([
			"The text 'message' is empty: HeyGen speaks and shows {{message}}",
		]);
	});

	test('of chosen scenes only their own texts are needed', async () => {
		const template = await bench.run('template', 'get', { templateId: byId(bench.known.template) });
		const [first] = template.items[0].json.scene_ids as string[];
		bench.sim.reset();
		bench.sim.configure({ templateVariables: shape });
		const { error } = await generate(defined({ first_name: 'Anna' }), {
			options: { sceneIds: first },
		});
		expect(error).toBeUndefined();
		expect(bench.sim.jobs()).toHaveLength(1);
	});

	test('the editor shows one field per variable, what goes into it, and what stands there already', async () => {
		const { fields } = await mapResources({
			method: 'mapVariables',
			parameters: { templateId: byId(bench.known.template) },
			credentials: { heyGenVideoApi: { apiKey: bench.sim.apiKey, baseUrl: bench.sim.url } },
		});
		expect(fields.map((one) => one.displayName)).toEqual([
			'first_name (text, needed)',
			'message (text, needed)',
			expect.stringMatching(/^photo \(URL or asset ID(, else asset-image)?\)$/),
			'presenter (avatar look)',
			'voice (voice)',
		]);
		const [, , photo, presenter, voice] = fields;
		expect(photo).toMatchObject({ type: 'string' });
		// Looks and voices are chosen as in their pickers, the template's own by leaving them alone.
		expect(presenter.options).toEqual(
			expect.arrayContaining([
				{ name: expect.stringMatching(/^The Template's Own( \(\w.*\))?$/), value: '' },
				{ name: expect.stringMatching(/^Mira in .* · /), value: expect.stringMatching(/^Mira/) },
			]),
		);
		expect(voice).toMatchObject({
			type: 'options',
			options: expect.arrayContaining([
				{ name: expect.stringContaining('English'), value: bench.known.voice },
			]),
		});
		// A name out of a sheet stands in none of these lists.
		const { error } = await generate({
			mappingMode: 'defineBelow',
			schema: fields,
			value: { ...texts, presenter: "={{ 'mira in office front' }}", voice: '' },
		} as never);
		expect(error).toBeUndefined();
		expect(JSON.stringify(post()?.variables)).toContain('Mira_Office_Front');
	});

	test('where HeyGen gives no list, the ID is typed', async () => {
		bench.sim.plan({ match: { path: '/v3/voices' }, kind: 'status', status: 403, times: 9 });
		const { fields } = await mapResources({
			method: 'mapVariables',
			parameters: { templateId: byId(bench.known.template) },
			credentials: { heyGenVideoApi: { apiKey: bench.sim.apiKey, baseUrl: bench.sim.url } },
		});
		expect(fields.map(({ type }) => type)).toEqual([
			'string',
			'string',
			'string',
			'options',
			'string',
		]);
	});
});

test('a template that shows types alone gets the flat shape', async () => {
	bench.sim.configure({ templateVariables: 'bare' });
	const { error } = await generate(defined({ ...texts, photo: 'asset-image' }));
	expect(error).toBeUndefined();
	expect(post()?.variables).toEqual({
		first_name: { type: 'text', content: 'Anna' },
		message: { type: 'text', content: 'Hello' },
		photo: { type: 'image', asset: { type: 'asset_id', asset_id: 'asset-image' } },
	});
});

test('fields of the item that are no variables are left out when mapped by name, and refused when given', async () => {
	const items = [{ json: { ...texts, row: 7 } }];
	await generate({ mappingMode: 'autoMapInputData', value: null }, {}, items);
	expect(Object.keys(post()?.variables as object)).toEqual(['first_name', 'message']);
	bench.sim.reset();
	const { error } = await generate('={{ $json }}', {}, items);
	expect(error?.message).toBe("'Variables' has 'row', but the template has no such variable");
	expect(error?.description).toContain('first_name, message, photo');
	expect(post()).toBeUndefined();
});

test('ten rows of one template read it once', async () => {
	const { items } = await generate(
		defined({ ...texts, first_name: '={{ $json.name }}' }),
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
			keepEmptyText: true,
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
	const { error } = await generate(defined(texts), {
		options: { dimension: { values: { width: 1920, height: 1920 } } },
	});
	expect(error?.message).toContain('16:9');
	expect(error?.description).toContain('1080');
	expect(post()).toBeUndefined();
});

test('the editor asks for a template first', async () => {
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
	expect(results.map((one) => one.name)).toEqual([
		expect.stringMatching(/^Product Launch · landscape/),
	]);
	const one = await bench.run('template', 'get', { templateId: byId(results[0].value) });
	expect(one.items[0].json).toMatchObject({ id: results[0].value, name: 'Product Launch' });
});
