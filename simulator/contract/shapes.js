// Shapes that several operations share: assets, speech, engines, watermark, captions, pages.
const { text, int, num, flag, one, fields, union, maybe } = require('./notation');

/** A file: by URL, by the id of an uploaded asset, or (asset only) inline. */
const linked = { url: { 'url!': text() }, asset_id: { 'asset_id!': text() } };
const asset2 = () => union('type', linked);
const asset = () =>
	union('type', { ...linked, base64: { 'data!': text(), 'media_type!': text() } });

const engine = () =>
	union('type', { avatar_v: { reference_look_id: maybe(text()) }, avatar_iv: {}, avatar_iii: {} });

const voiceSettings = () =>
	fields({
		engine_settings: maybe(
			union('engine_type', {
				elevenlabs: {
					model: maybe(
						one('eleven_multilingual_v2', 'eleven_turbo_v2_5', 'eleven_flash_v2_5', 'eleven_v3'),
					),
					similarity_boost: maybe(num(0, 1)),
					stability: maybe(num(0, 1)),
					style: maybe(num(0, 1)),
					use_speaker_boost: maybe(flag()),
				},
				fish: {
					model: maybe(one('s1', 's2-pro')),
					similarity: maybe(num(0, 1)),
					stability: maybe(num(0, 1)),
				},
				starfish: {},
			}),
		),
		locale: maybe(text()),
		pitch: num(-50, 50),
		speed: num(0.5, 1.5),
		volume: num(0, 1),
	});

/** What is said: a script and a voice, or a sound file. */
const speech = {
	script: maybe(text(1, 5000)),
	voice_id: maybe(text()),
	voice_settings: maybe(voiceSettings()),
	audio_url: maybe(text()),
	audio_asset_id: maybe(text()),
};

const callback = { callback_url: maybe(text()), callback_id: maybe(text()) };
/** The same where the id has a limit. */
const callbackUpTo = (most) => ({ ...callback, callback_id: maybe(text(undefined, most)) });

const expressiveness = maybe(one('high', 'medium', 'low'));
const aspectRatio = one('16:9', '9:16', '4:5', '5:4', '1:1', 'auto');
const resolution = maybe(one('4k', '1080p', '720p'));
const caption = maybe(fields({ file_format: one('srt'), style: maybe(one('default')) }));
const watermark = maybe(
	fields({
		'image!': asset(),
		opacity: num(0, 1),
		scale: num(undefined, 2, { exclusiveMinimum: 0 }),
		placement: maybe(
			fields({
				offset_x: maybe(num(-1, 1)),
				offset_y: maybe(num(-1, 1)),
				position: one('top_left', 'top_right', 'bottom_left', 'bottom_right'),
			}),
		),
	}),
);

/** Query of a list: `limit` (its default and maximum differ by endpoint) and the cursor `token`. */
const page = (defaultLimit, maxLimit, more = {}) =>
	fields({ limit: int(1, maxLimit, { default: defaultLimit }), token: text(), ...more });
/** Query of a bulk status endpoint: comma-separated ids. */
const statuses = (idsName) => fields({ [idsName]: text(), batch_ids: text() });

module.exports = {
	asset,
	asset2,
	engine,
	voiceSettings,
	speech,
	callback,
	callbackUpTo,
	expressiveness,
	aspectRatio,
	resolution,
	caption,
	watermark,
	page,
	statuses,
};
