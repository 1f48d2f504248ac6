// Operations on clippings, background removals, HyperFrames renders, filler words and the account.
const { text, int, flag, one, list, open, fields, maybe } = require('./notation');
const { asset, asset2, callbackUpTo, page } = require('./shapes');

const captionStyles = [
	'subtle_gray',
	'shadow_mint',
	'subtle_cyan',
	'stamp_red',
	'retro_gold',
	'block_dark',
	'racing',
	'modern_dark',
	'modern_boxed',
	'chunky',
	'clean',
	'shadow_lime',
	'tag_yellow',
	'pop_purple',
	'spotlight',
	'outline_classic',
	'exotic',
	'golden',
	'simple',
	'pop_single',
	'energy',
	'bold',
	'elegant',
	'neon_pink',
];

module.exports = {
	'GET /v3/users/me': {},

	'POST /v3/ai-clipping': {
		keyed: true,
		starts: 'aiClipping',
		status: 202,
		body: fields({
			'video!': asset2(),
			...callbackUpTo(128),
			input_language: maybe(text()),
			title: maybe(text(undefined, 255)),
			output_settings: fields({
				aspect_ratio: one('landscape', 'portrait', 'square'),
				caption_style: one(...captionStyles),
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
			...callbackUpTo(256),
			fps: maybe(int(1, 240)),
			quality: one('draft', 'standard', 'high'),
			format: one('mp4', 'webm', 'mov'),
			resolution: one('1080p', '4k'),
			aspect_ratio: one('16:9', '9:16', '1:1'),
			composition: maybe(text(undefined, 512)),
			variables: maybe(open()),
			title: maybe(text(undefined, 500)),
		}),
	},
	'GET /v3/hyperframes/renders': { query: page(10, 100) },
	'GET /v3/hyperframes/renders/{render_id}': {},
	'DELETE /v3/hyperframes/renders/{render_id}': {},

	'POST /v3/filler-word-removals': {
		keyed: true,
		starts: 'fillerWordRemoval',
		status: 202,
		body: fields({
			'video!': asset2(),
			...callbackUpTo(128),
			title: maybe(text(undefined, 255)),
		}),
	},
	'GET /v3/filler-word-removals/{filler_word_removal_id}': {},
};
