// Workflows that people have stored with version 0.1.0 run on: each fixture holds the parameters as n8n stored them, and the request that 0.1.0 sent for them.
import type { IDataObject } from 'n8n-workflow';
import background from '../fixtures/stored-by-0.1.0/background.json';
import studio from '../fixtures/stored-by-0.1.0/studio.json';
import template from '../fixtures/stored-by-0.1.0/template.json';
import translation from '../fixtures/stored-by-0.1.0/translation.json';
import { workbench } from './workbench';

const bench = workbench();

/** What HeyGen has renamed or ignores since then. */
function asToday(before: IDataObject): IDataObject {
	const { brand_voice_id: glossary, ...body } = before;
	delete body.enable_caption;
	return { ...body, ...(glossary ? { brand_glossary_id: glossary } : {}) };
}

test.each(Object.entries({ background, studio, template, translation }))(
	'%s',
	async (_, stored) => {
		// The form in which templates had their variables when these were stored.
		bench.sim.configure({ templateVariables: 'properties' });
		const { look, voice, template: first, glossary } = bench.known;
		const known = { $look: look, $voice: voice, $template: first, $glossary: glossary };
		const filled = <T>(value: T): T =>
			JSON.parse(
				Object.entries(known).reduce(
					(text, [name, id]) => text.replaceAll(name, id),
					JSON.stringify(value),
				),
			) as T;
		const node = stored.nodes.find(({ type }) => type.endsWith('.heyGen'));
		const parameters = filled(node?.parameters) as IDataObject;
		const { error } = await bench.run(
			String(parameters.resource ?? 'video'),
			String(parameters.operation ?? (parameters.resource ? 'create' : 'createAvatar')),
			parameters,
			{ typeVersion: node?.typeVersion },
		);
		expect(error).toBeUndefined();
		const post = bench.sent().find((one) => one.method === 'POST');
		const before = filled(stored.meta.sent);
		expect(post).toMatchObject({ path: before.path, body: asToday(before.body as IDataObject) });
		expect(bench.sim.jobs()).toHaveLength(1);
	},
);
