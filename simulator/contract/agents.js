// Operations on video agents: sessions, messages, styles, resources.
const { text, flag, one, list, fields, maybe } = require('./notation');
const { asset, callback, page } = require('./shapes');

const asked = {
	avatar_id: maybe(text()),
	brand_kit_id: maybe(text()),
	voice_id: maybe(text()),
	files: maybe(list(asset(), undefined, 20)),
};

module.exports = {
	'POST /v3/video-agents': {
		starts: 'videoAgent',
		body: fields({
			'prompt!': text(1, 10000),
			...asked,
			...callback,
			incognito_mode: flag(),
			mode: one('generate', 'chat'),
			orientation: maybe(one('landscape', 'portrait')),
			style_id: maybe(text()),
			brand_glossary_id: maybe(text(1)),
		}),
	},
	'GET /v3/video-agents': { query: page(20, 100) },
	'GET /v3/video-agents/styles': { query: page(20, 100, { tag: text() }) },
	'GET /v3/video-agents/sessions/{session_id}/resources': { query: page(8, 100) },
	'GET /v3/video-agents/{session_id}': {},
	'POST /v3/video-agents/{session_id}': { body: fields({ message: text(1, 10000), ...asked }) },
	'POST /v3/video-agents/{session_id}/stop': { body: fields({}), bodyOptional: true },
	'GET /v3/video-agents/{session_id}/videos': {},
	'GET /v3/video-agents/{session_id}/resources/{resource_id}': {},
};
