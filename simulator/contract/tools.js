// Operations on clippings, background removals, HyperFrames renders, brands and the account.
const { text, num, flag, one, list, open, fields, maybe } = require('./notation');
const { asset, asset2, callback, page } = require('./shapes');

module.exports = {
	'GET /v3/users/me': {},

	'POST /v3/ai-clipping': {
		starts: 'aiClipping',
		body: fields({
			'video!': asset2(),
			...callback,
			input_language: maybe(text()),
			title: maybe(text()),
			output_settings: fields({
				aspect_ratio: one('landscape', 'portrait', 'square'),
				caption_style: maybe(text()),
				captions: flag(),
				duration_types: list(one('30', '60', '180', 'long'), 1, 4),
				prompt: maybe(text(undefined, 500)),
			}),
		}),
	},
	'GET /v3/ai-clipping': { query: page(10, 100) },
	'GET /v3/ai-clipping/{job_id}': {},
	'DELETE /v3/ai-clipping/{job_id}': {},

	'POST /v3/background-removals': {
		starts: 'backgroundRemoval',
		body: fields({
			'video!': asset(),
			layers: list(text()),
			request_id: maybe(text()),
			title: maybe(text()),
		}),
	},
	'GET /v3/background-removals': { query: page(10, 100) },
	'GET /v3/background-removals/{job_id}': {},
	'DELETE /v3/background-removals/{job_id}': {},

	'POST /v3/hyperframes/renders': {
		keyed: true,
		starts: 'hyperFrames',
		body: fields({
			'project!': asset(),
			...callback,
			fps: maybe(num()),
			quality: one('draft', 'standard', 'high'),
			format: one('mp4', 'webm', 'mov'),
			resolution: one('1080p', '4k'),
			aspect_ratio: one('16:9', '9:16', '1:1'),
			composition: maybe(text()),
			variables: maybe(open()),
			title: maybe(text()),
		}),
	},
	'GET /v3/hyperframes/renders': { query: page(10, 100) },
	'GET /v3/hyperframes/renders/{render_id}': {},
	'DELETE /v3/hyperframes/renders/{render_id}': {},

	'GET /v3/brand-glossaries': { query: page(10, 100) },
	'GET /v3/brand-kits': { query: page(20, 100) },
};
