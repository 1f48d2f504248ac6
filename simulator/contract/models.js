// Operations on HeyGen's own models: videos, images, speech and voices.
const { text, int, num, flag, one, list, fields, union, maybe } = require('./notation');
const { asset, callbackUpTo, page } = require('./shapes');

const seed = () => maybe(int(0, 2 ** 32 - 1));
const shapes = ['21:9', '16:9', '4:3', '1:1', '3:4', '9:16'];

/** What every mode of a generated video has. */
const scene = {
	'model!': one('heygen-video-1'),
	'prompt!': text(1, 16000),
	...callbackUpTo(256),
	duration: int(5, 15),
	prompt_enhancement: one('turbo', 'quality', 'default', 'disabled'),
	resolution: one('480p', '768p', '1080p', '2k'),
	seed: seed(),
};

module.exports = {
	'POST /v3/models/videos': {
		keyed: true,
		starts: 'modelVideo',
		status: 202,
		body: union('mode', {
			text_to_video: { ...scene, aspect_ratio: one(...shapes) },
			image_to_video: {
				...scene,
				'image!': asset(),
				aspect_ratio: maybe(one(...shapes, 'adaptive')),
			},
			reference_to_video: {
				...scene,
				aspect_ratio: one(...shapes, 'adaptive'),
				reference_images: list(asset(), undefined, 9),
				reference_videos: list(asset(), undefined, 3),
				reference_audio: list(asset(), undefined, 3),
			},
		}),
	},
	'GET /v3/models/videos/{video_id}': {},

	'POST /v3/models/images': {
		keyed: true,
		starts: 'modelImage',
		status: 202,
		body: fields({
			'model!': one('heygen-image-1'),
			'identity_images!': list(asset(), 1, 5),
			'reference_images!': list(asset(), 1, 1),
			mode: one('identity_remix'),
			aspect_ratio: maybe(one('1:1', '2:3', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9')),
			num_images: int(1, 5),
			seed: maybe(int()),
		}),
	},
	'GET /v3/models/images/{generation_id}': {},

	'POST /v3/models/audio/tts': {
		body: fields({
			'text!': text(1, 5000),
			'voice_id!': text(1),
			model: one('heygen-voice-1'),
			language: maybe(text()),
			seed: seed(),
			speed: maybe(num()),
			pitch_shift: maybe(num()),
			pitch_variance: maybe(num()),
			expressiveness_boost: num(0, 1),
		}),
	},
	'POST /v3/models/audio/voices': {
		keyed: true,
		starts: 'modelVoice',
		status: 202,
		body: union('mode', {
			professional: {
				'audio!': list(asset(), 1, 10),
				language: maybe(text(1, 32)),
				name: maybe(text(1, 256)),
				voice_id: maybe(text(1, 64)),
			},
			instant: {
				'audio!': list(asset(), 1, 1),
				'name!': text(),
				age: maybe(one('young', 'old')),
				gender: maybe(one('male', 'female')),
				language: maybe(text()),
				remove_background_noise: flag(),
				similarity: one('mel', 'medium', 'high', 'extra_high', 'max'),
			},
		}),
	},
	'GET /v3/models/audio/voices': { query: page(10, 100) },
	'GET /v3/models/audio/voices/{voice_id}': {},
	'DELETE /v3/models/audio/voices/{voice_id}': {},
};
