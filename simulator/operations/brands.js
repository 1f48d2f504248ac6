// Brand glossaries, brand kits and folders: what each operation answers.
const { ApiError, invalid } = require('../errors');
const { newId } = require('../jobs');
const { pageOf } = require('../lists');
const { given } = require('../rules');
const { followed } = require('./avatars');
const { isPublic } = require('./webhooks');

const find = (map, id, code) => {
	const found = map.get(id);
	if (!found) throw new ApiError(code, `'${id}' was not found.`);
	return found;
};
const glossaryOf = (sim, id) => find(sim.glossariesById, id, 'brand_glossary_not_found');
const kitOf = (sim, id) => find(sim.brandKitsById, id, 'brand_kit_not_found');
const now = () => Math.floor(Date.now() / 1000);

const lists = ['terms', 'forced_translations', 'do_not_translate_terms'];
const glossaryHead = ({ brand_glossary_id, name, created_at, updated_at }) => ({
	brand_glossary_id,
	name,
	created_at,
	updated_at,
});
const presentGlossary = (glossary) => ({
	...glossaryHead(glossary),
	...Object.fromEntries(lists.map((name) => [name, glossary[name] ?? []])),
});
/** Names are unique without regard to case. */
const freeName = (sim, name, self) => {
	for (const one of sim.glossariesById.values()) {
		if (one !== self && one.name.toLowerCase() === name.toLowerCase())
			throw new ApiError('conflict', `There is a brand glossary named '${one.name}' already.`, {
				param: 'name',
			});
	}
};

const kitHead = ({ brand_kit_id, name, colors, logo_url, status }) => ({
	brand_kit_id,
	name,
	colors: status === 'completed' ? colors : [],
	logo_url: logo_url ?? null,
});
const presentKit = (sim, kit) => {
	const ready = kit.status === 'completed';
	return {
		brand_kit_id: kit.brand_kit_id,
		name: kit.name,
		status: kit.status,
		colors: ready ? kit.colors : [],
		fonts: ready ? [{ font_id: `${kit.brand_kit_id}-font`, name: 'Plain Sans' }] : [],
		logos: ready
			? [
					{
						logo_id: `${kit.brand_kit_id}-logo`,
						name: 'Logo',
						url: sim.files.link(kit.brand_kit_id, 'look.png'),
					},
				]
			: [],
		color_roles: kit.color_roles ?? null,
		font_roles: kit.font_roles ?? null,
		logo_roles: kit.logo_roles ?? null,
	};
};

const operations = {
	'GET /v3/brand-glossaries': ({ sim, query }) =>
		pageOf(sim.catalogue.glossaries, query, {
			keep: (one) => sim.glossariesById.has(one.brand_glossary_id),
			present: glossaryHead,
		}),
	'POST /v3/brand-glossaries': ({ sim, body }) => {
		freeName(sim, body.name);
		const at = new Date().toISOString();
		const made = { brand_glossary_id: newId(), ...body, created_at: at, updated_at: at };
		sim.catalogue.glossaries.push(made);
		sim.glossariesById.set(made.brand_glossary_id, made);
		return { data: presentGlossary(made) };
	},
	'GET /v3/brand-glossaries/{brand_glossary_id}': ({ sim, params }) => ({
		data: presentGlossary(glossaryOf(sim, params.brand_glossary_id)),
	}),
	// Each list that is sent replaces the old one.
	'PATCH /v3/brand-glossaries/{brand_glossary_id}': ({ sim, params, body }) => {
		const glossary = glossaryOf(sim, params.brand_glossary_id);
		if (given(body.name)) freeName(sim, body.name, glossary);
		Object.assign(glossary, body, { updated_at: new Date().toISOString() });
		return { data: presentGlossary(glossary) };
	},
	'DELETE /v3/brand-glossaries/{brand_glossary_id}': ({ sim, params }) => {
		const { brand_glossary_id } = glossaryOf(sim, params.brand_glossary_id);
		sim.glossariesById.delete(brand_glossary_id);
		return { data: { brand_glossary_id } };
	},

	'GET /v3/brand-kits': ({ sim, query }) =>
		pageOf(sim.catalogue.brandKits, query, {
			keep: (one) => sim.brandKitsById.has(one.brand_kit_id),
			present: kitHead,
		}),
	'POST /v3/brand-kits': ({ sim, body, key }) => {
		const url = sim.rules.url(body.url, 'url');
		if (!isPublic(url)) throw invalid('url', "'url' must be a public website.");
		sim.rules.fetched(body.url, 'url');
		const job = sim.jobs.accept('brandKit', { body, key });
		const kit = followed(
			sim,
			{
				brand_kit_id: job.id,
				name: body.name ?? url.hostname,
				colors: ['#0B5FFF', '#FFFFFF'],
				logo_url: null,
			},
			job,
		);
		sim.catalogue.brandKits.push(kit);
		sim.brandKitsById.set(job.id, kit);
		return { data: { brand_kit_id: job.id, status: 'loading' } };
	},
	'GET /v3/brand-kits/{brand_kit_id}': ({ sim, params }) => ({
		data: presentKit(sim, kitOf(sim, params.brand_kit_id)),
	}),
	// Each role object that is sent replaces the old one; an empty one clears it.
	'PATCH /v3/brand-kits/{brand_kit_id}': ({ sim, params, body }) => {
		const kit = kitOf(sim, params.brand_kit_id);
		if (kit.status !== 'completed')
			throw new ApiError('brand_kit_not_ready', 'The brand kit is still being loaded.');
		Object.assign(kit, body);
		return { data: presentKit(sim, kit) };
	},
	'DELETE /v3/brand-kits/{brand_kit_id}': ({ sim, params }) => {
		const { brand_kit_id } = kitOf(sim, params.brand_kit_id);
		sim.brandKitsById.delete(brand_kit_id);
		return { data: { brand_kit_id } };
	},

	'POST /v3/folders': ({ sim, body }) => {
		if (given(body.parent_id)) find(sim.folders, body.parent_id, 'folder_not_found');
		const folder = {
			folder_id: newId(),
			name: body.name,
			type: body.type ?? 'mixed',
			parent_id: body.parent_id ?? null,
			creator_username: 'simulator',
			is_trash: false,
			created_at: now(),
			updated_at: now(),
		};
		sim.folders.set(folder.folder_id, folder);
		return { data: folder };
	},
	'GET /v3/folders/{folder_id}': ({ sim, params }) => ({
		data: find(sim.folders, params.folder_id, 'folder_not_found'),
	}),
};

module.exports = { operations };
