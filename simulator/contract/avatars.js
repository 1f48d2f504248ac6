// Operations on avatars, their looks and voices.
const { text, int, num, flag, one, list, fields, union, maybe } = require('./notation');
const { asset, aspectRatio, page } = require('./shapes');

const newAvatar = { 'name!': text(1, 255), avatar_group_id: maybe(text()) };
const ownership = one('public', 'private');

module.exports = {
	'POST /v3/avatars': {
		keyed: true,
		starts: 'avatar',
		body: union('type', {
			prompt: {
				...newAvatar,
				'prompt!': text(1, 1000),
				aspect_ratio: maybe(aspectRatio),
				avatar_id: maybe(text()),
				reference_images: maybe(list(asset(), undefined, 3)),
			},
			digital_twin: { ...newAvatar, 'file!': asset() },
			photo: { ...newAvatar, 'file!': asset() },
		}),
	},
	'GET /v3/avatars': { query: page(20, 50, { ownership }) },
	'GET /v3/avatars/looks': {
		query: page(20, 50, {
			group_id: text(),
			avatar_type: one('studio_avatar', 'digital_twin', 'photo_avatar'),
			ownership,
		}),
	},
	'GET /v3/avatars/looks/{look_id}': {},
	'PATCH /v3/avatars/looks/{look_id}': { body: fields({ name: maybe(text(undefined, 255)) }) },
	'DELETE /v3/avatars/looks/{look_id}': {},
	'GET /v3/avatars/{group_id}': {},
	'PATCH /v3/avatars/{group_id}': {
		body: fields({ default_voice_id: maybe(text(undefined, 255)) }),
	},
	'DELETE /v3/avatars/{group_id}': {},
	'POST /v3/avatars/{group_id}/consent': {
		keyed: true,
		body: fields({
			consent_text: maybe(text(undefined, 1000)),
			consent_video: maybe(asset()),
			reroute_url: maybe(text()),
		}),
	},

	'GET /v3/voices': {
		query: page(20, 100, { type: ownership, engine: text(), language: text(), gender: text() }),
	},
	'POST /v3/voices': {
		body: fields({
			'prompt!': text(1, 1000),
			gender: maybe(one('male', 'female')),
			locale: maybe(text()),
			seed: int(0),
		}),
	},
	'POST /v3/voices/clone': {
		starts: 'voiceClone',
		body: fields({
			'audio!': asset(),
			'voice_name!': text(1, 100),
			language: maybe(text()),
			remove_background_noise: flag(),
		}),
	},
	'POST /v3/voices/speech': {
		body: fields({
			'text!': text(1, 5000),
			'voice_id!': text(),
			input_type: one('text', 'ssml'),
			language: maybe(text()),
			locale: maybe(text()),
			speed: num(0.5, 2),
		}),
	},
	'GET /v3/voices/{voice_id}': {},
	'DELETE /v3/voices/{voice_id}': {},
};
