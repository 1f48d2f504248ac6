// Operations on video translations, proofreads and lipsyncs.
const { text, int, num, flag, one, list, fields, maybe } = require('./notation');
const { asset2, callback, page, statuses } = require('./shapes');

/** What translating and lip-syncing a video have in common. */
const redub = {
	'video!': asset2(),
	...callback,
	disable_music_track: flag(),
	enable_caption: flag(),
	enable_dynamic_duration: flag(),
	enable_speech_enhancement: flag(),
	enable_watermark: flag(),
	start_time: maybe(num()),
	end_time: maybe(num()),
	folder_id: maybe(text()),
	keep_the_same_format: maybe(flag()),
	mode: one('speed', 'precision'),
	title: maybe(text()),
};

const translation = () =>
	fields({
		...redub,
		'output_languages!': list(text(), 1),
		audio: maybe(asset2()),
		brand_glossary_id: maybe(text()),
		brand_voice_id: maybe(text()),
		fps_mode: maybe(one('vfr', 'cfr', 'passthrough')),
		input_language: maybe(text()),
		speaker_num: maybe(int()),
		srt: maybe(asset2()),
		srt_role: maybe(one('input', 'output')),
		stock_voice_config: maybe(
			fields({ preferred_stock_voice_ids: list(text()), use_stock_voice: flag() }),
		),
		translate_audio_only: flag(),
	});

const lipsync = () => fields({ ...redub, 'audio!': asset2(), fps_mode: maybe(text()) });

const batchOf = (name, entry) =>
	fields({
		[`${name}!`]: list(entry, 1, 100),
		title: maybe(text()),
		callback_url: maybe(text()),
	});
const rename = fields({ 'title!': text() });

module.exports = {
	'POST /v3/video-translations': { body: translation(), keyed: true, starts: 'translation' },
	'GET /v3/video-translations': { query: page(10, 100) },
	'GET /v3/video-translations/languages': {},
	'GET /v3/video-translations/statuses': { query: statuses('video_translation_ids') },
	'POST /v3/video-translations/batches': {
		body: batchOf('video_translations', translation()),
		keyed: true,
		status: 202,
		starts: 'batch',
	},
	'GET /v3/video-translations/batches/{batch_id}': { query: page(100, 100) },
	'GET /v3/video-translations/{video_translation_id}': {},
	'PATCH /v3/video-translations/{video_translation_id}': { body: rename },
	'DELETE /v3/video-translations/{video_translation_id}': {},

	'POST /v3/video-translations/proofreads': {
		keyed: true,
		starts: 'proofread',
		body: fields({
			'video!': asset2(),
			'output_languages!': list(text(), 1),
			'title!': text(),
			brand_glossary_id: maybe(text()),
			brand_voice_id: maybe(text()),
			disable_music_track: flag(),
			enable_speech_enhancement: flag(),
			enable_video_stretching: flag(),
			folder_id: maybe(text()),
			keep_the_same_format: flag(),
			mode: one('speed', 'precision'),
			speaker_num: maybe(int()),
			srt: maybe(asset2()),
		}),
	},
	'GET /v3/video-translations/proofreads/{proofread_id}': {},
	'GET /v3/video-translations/proofreads/{proofread_id}/srt': {},
	'PUT /v3/video-translations/proofreads/{proofread_id}/srt': {
		body: fields({ 'srt!': asset2() }),
	},
	'POST /v3/video-translations/proofreads/{proofread_id}/generate': {
		keyed: true,
		starts: 'translation',
		body: fields({ ...callback, captions: flag(), translate_audio_only: flag() }),
	},

	'POST /v3/lipsyncs': { body: lipsync(), keyed: true, starts: 'lipsync' },
	'GET /v3/lipsyncs': { query: page(10, 100) },
	'GET /v3/lipsyncs/statuses': { query: statuses('lipsync_ids') },
	'POST /v3/lipsyncs/batches': {
		body: batchOf('lipsyncs', lipsync()),
		keyed: true,
		status: 202,
		starts: 'batch',
	},
	'GET /v3/lipsyncs/batches/{batch_id}': { query: page(100, 100) },
	'GET /v3/lipsyncs/{lipsync_id}': {},
	'PATCH /v3/lipsyncs/{lipsync_id}': { body: rename },
	'DELETE /v3/lipsyncs/{lipsync_id}': {},
};
