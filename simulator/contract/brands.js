// Operations on brand glossaries, brand kits and folders.
const { text, int, one, list, fields, maybe } = require('./notation');
const { page } = require('./shapes');

const word = text(1);
const terms = {
	terms: list(fields({ 'term!': word, 'pronunciation!': word })),
	forced_translations: list(fields({ 'term!': word, 'translation!': word })),
	do_not_translate_terms: list(fields({ 'term!': word })),
};
const font = () => maybe(fields({ font_id: maybe(text()), weight: maybe(int(1, 1000)) }));

module.exports = {
	'GET /v3/brand-glossaries': { query: page(10, 100) },
	'POST /v3/brand-glossaries': {
		keyed: true,
		status: 201,
		body: fields({ 'name!': text(1, 64), ...terms }),
	},
	'GET /v3/brand-glossaries/{brand_glossary_id}': {},
	'PATCH /v3/brand-glossaries/{brand_glossary_id}': {
		body: fields({ name: text(1, 64), ...terms }),
	},
	'DELETE /v3/brand-glossaries/{brand_glossary_id}': {},

	'GET /v3/brand-kits': { query: page(20, 100) },
	'POST /v3/brand-kits': {
		keyed: true,
		starts: 'brandKit',
		status: 201,
		body: fields({ 'url!': text(undefined, 2048), name: maybe(text(undefined, 256)) }),
	},
	'GET /v3/brand-kits/{brand_kit_id}': {},
	'PATCH /v3/brand-kits/{brand_kit_id}': {
		body: fields({
			name: text(1, 256),
			color_roles: fields({
				primary: maybe(text()),
				secondary: maybe(text()),
				tertiary: maybe(text()),
				accent: maybe(text()),
			}),
			font_roles: fields({ title_text: font(), body_text: font() }),
			logo_roles: fields({ primary: maybe(text()) }),
		}),
	},
	'DELETE /v3/brand-kits/{brand_kit_id}': {},

	'POST /v3/folders': {
		keyed: true,
		body: fields({
			'name!': text(1, 256),
			parent_id: maybe(text()),
			type: one('mixed', 'video', 'video_translate'),
		}),
	},
	'GET /v3/folders/{folder_id}': {},
};
