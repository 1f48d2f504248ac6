// A template out of the editor's mapper in the real n8n: the fields that it shows are the ones that are sent, in whichever shape HeyGen speaks.
const { failureOf, itemsOf } = require('../../tools/n8n/rest');
const { byId, chain, heyGen, manualTrigger, nodeType, openLab, rows } = require('./lab');

let lab;
beforeAll(async () => (lab = await openLab()));
afterAll(async () => await lab.close());
beforeEach(() => lab.simulator.reset());

/** How each shape holds a text. */
const shapes = {
	flat: (_name, content) => ({ type: 'text', content }),
	properties: (name, content) => ({ name, type: 'text', properties: { content } }),
};

test.each(Object.entries(shapes))(
	'the shape %s: what the mapper maps is generated for each row, and each video is paid once',
	async (shape, made) => {
		lab.simulator.configure({ templateVariables: shape });
		const templateId = byId(lab.simulator.catalogue().templates[0].id);
		const { fields } = await lab.rest.mapFields({
			nodeType,
			method: 'mapVariables',
			parameter: 'variables',
			credential: lab.credential,
			parameters: {
				authentication: 'apiKey',
				resource: 'template',
				operation: 'generate',
				templateId,
			},
		});
		expect(fields.map(({ id }) => id)).toEqual(expect.arrayContaining(['first_name', 'message']));
		const generate = (name, variables) =>
			heyGen(name, { resource: 'template', operation: 'generate', templateId, variables });
		// The presenter by name, as a sheet has it; the mapper's own list holds IDs.
		const presenter = 'Mira in Office Front';
		const people = [
			{ first_name: 'Anna', message: 'Welcome', presenter },
			{ first_name: 'Ben', message: 'Thank you', presenter },
		];
		// By hand, field by field, as the mapper stores it; then each column by its own name.
		const byHand = {
			mappingMode: 'defineBelow',
			schema: fields,
			value: {
				first_name: '={{ $json.first_name }}',
				message: '={{ $json.message }}',
				presenter: '={{ $json.presenter }}',
			},
		};
		const byName = { mappingMode: 'autoMapInputData', schema: fields, value: null };
		for (const variables of [byHand, byName]) {
			lab.simulator.reset();
			lab.simulator.configure({ templateVariables: shape });
			const execution = await lab.rest.runToEnd(
				await lab.rest.createWorkflow(
					chain(manualTrigger, rows(people), generate('Generate', variables)),
					[lab.credential],
				),
			);
			expect(failureOf(execution)).toBeUndefined();
			expect(itemsOf(execution, 'Generate').map(({ json }) => json.status)).toEqual([
				'completed',
				'completed',
			]);
			const sent = lab.simulator.requests({
				method: 'POST',
				path: `/v3/templates/${templateId.value}`,
			});
			const expected = people.map(({ first_name: first, message }) =>
				expect.objectContaining({
					first_name: made('first_name', first),
					message: made('message', message),
				}),
			);
			for (const { body } of sent)
				expect(JSON.stringify(body.variables.presenter)).toContain('Mira_Office_Front_0000');
			expect(sent.map(({ body }) => body.variables)).toEqual(expect.arrayContaining(expected));
			expect(lab.simulator.paid().count).toBe(2);
			expect(lab.simulator.violations()).toEqual([]);
		}
	},
);
