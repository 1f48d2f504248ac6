// Operations on videos and templates.
const { text, int, num, flag, one, list, map, open, fields, union, maybe } = require('./notation');
const {
	asset,
	engine,
	speech,
	callback,
	expressiveness,
	aspectRatio,
	resolution,
	caption,
	watermark,
	page,
	statuses,
} = require('./shapes');

/** The folder in which a video is kept, and the glossary that says how words are spoken. */
const folder = { folder_id: maybe(text()) };
const glossary = { brand_glossary_id: maybe(text(1)) };

/** What one talking picture can do, be it of an avatar or of an image. */
const talking = {
	...speech,
	...callback,
	expressiveness,
	caption,
	watermark,
	resolution,
	...glossary,
	aspect_ratio: maybe(aspectRatio),
	background: maybe(
		fields({
			'type!': one('color', 'image'),
			value: maybe(text()),
			url: maybe(text()),
			asset_id: maybe(text()),
		}),
	),
	fit: maybe(one('contain', 'cover')),
	motion_prompt: maybe(text()),
	output_format: one('mp4', 'webm'),
	remove_background: maybe(flag()),
	title: maybe(text()),
};

const studioScene = union('type', {
	avatar_video: {
		'input!': fields({
			'type!': { type: 'string', const: 'avatar' },
			'avatar_id!': text(),
			...speech,
			engine: maybe(engine()),
			expressiveness,
			motion_prompt: maybe(text()),
			background: maybe(union('type', { color: { 'color!': text() } })),
		}),
	},
	image: {
		'source!': asset(),
		...speech,
		duration: maybe(num(undefined, 300, { exclusiveMinimum: 0 })),
	},
	video: {
		'source!': asset(),
		...speech,
		playback: maybe(
			fields({
				mute: flag(),
				volume: num(0, 1),
				mode: maybe(one('freeze', 'loop', 'fit_to_scene')),
			}),
		),
	},
});

/** A video; in a batch the folder is the batch's. */
/** @param {object} [more] */
const video = (more = folder) =>
	union('type', {
		avatar: { 'avatar_id!': text(), ...talking, ...more, engine: maybe(engine()) },
		image: { 'image!': asset(), ...talking, ...more },
		cinematic_avatar: {
			'avatar_id!': list(text(), 1, 3),
			'prompt!': text(1, 10000),
			...more,
			aspect_ratio: one('16:9', '9:16', '1:1'),
			auto_duration: flag(),
			duration: maybe(int(4, 15)),
			enhance_prompt: flag(),
			references: maybe(list(asset())),
			resolution: one('720p', '1080p'),
			title: maybe(text()),
		},
		studio: {
			'scenes!': list(studioScene, 1, 50),
			...callback,
			...glossary,
			...more,
			aspect_ratio: maybe(aspectRatio),
			caption,
			resolution,
			title: maybe(text()),
			watermark,
		},
	});

const side = int(128, 4096, { multipleOf: 2 });

const fit = one('cover', 'contain', 'crop', 'none');
/** The value of a template's variable, told apart by `type`. */
const variable = () =>
	union('type', {
		text: { 'content!': text(undefined, 10000) },
		image: { 'asset!': asset(), fit },
		video: {
			'asset!': asset(),
			fit,
			play_style: one('fit_to_scene', 'freeze', 'loop', 'once', 'full_video'),
			volume: num(0, 1),
		},
		audio: { 'asset!': asset() },
		character: { 'character_id!': text(1), character_type: one('avatar', 'talking_photo') },
		voice: { 'voice_id!': text(1), locale: maybe(text()) },
	});

const generate = (variables) =>
	fields({
		'variables!': variables,
		...callback,
		brand_glossary_id: maybe(text()),
		brand_voice_id: maybe(text()),
		caption: flag(),
		dimension: maybe(fields({ 'width!': side, 'height!': side })),
		enable_sharing: flag(),
		folder_id: maybe(text()),
		fps: one(25, 30, 60),
		include_gif: flag(),
		keep_text_vertically_centered: flag(),
		reorder_music: flag(),
		scene_ids: maybe(list(text())),
		subtitles: maybe(
			fields({
				'preset_name!': text(),
				alignment: maybe(int()),
				disable_highlight: maybe(flag()),
				font_size: maybe(int()),
				position: maybe(fields({ x: num(), y: num() })),
			}),
		),
		title: maybe(text()),
	});

module.exports = {
	'POST /v3/videos': { body: video(), keyed: true, starts: 'video' },
	'GET /v3/videos': { query: page(10, 100, { folder_id: text(), title: text() }) },
	'GET /v3/videos/statuses': { query: statuses('video_ids') },
	'POST /v3/videos/batches': {
		body: fields({
			'videos!': list(video({}), 1, 100),
			...folder,
			title: maybe(text()),
			callback_url: maybe(text()),
		}),
		keyed: true,
		status: 202,
		starts: 'batch',
	},
	'GET /v3/videos/batches/{batch_id}': { query: page(100, 100) },
	'GET /v3/videos/{video_id}': {},
	'DELETE /v3/videos/{video_id}': {},
	'GET /v3/videos/{video_id}/scenes': {},

	'GET /v3/templates': { query: page(10, 100) },
	'GET /v3/templates/{template_id}': {},
	'POST /v3/templates/{template_id}': {
		keyed: true,
		starts: 'video',
		body: generate(map(variable())),
		others: { properties: generate(map(open())) },
	},
};
