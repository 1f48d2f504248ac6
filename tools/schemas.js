// Output schemas: the fields that n8n's editor lets people drag from an operation which has not run yet.
// `node tools/schemas.js` writes nodes/HeyGen/__schema__ out of the table below; a test compares both with what the operations really give.
// Source of the shapes: HeyGen API reference. Source of the files: n8n's own nodes, `__schema__/v<version>/<resource>/<operation>.json`.
const fs = require('node:fs');
const path = require('node:path');

/** @param {Record<string, string>} types names of fields, separated by blanks, by their type */
const fields = (types) =>
	Object.fromEntries(
		Object.entries(types).flatMap(([type, names]) =>
			names.split(' ').map((name) => [name, { type }]),
		),
	);
const list = (items) => ({
	type: 'array',
	items: typeof items === 'string' ? { type: items } : object(items),
});
const object = (properties) => ({ type: 'object', properties });
const only = (shape, names) =>
	Object.fromEntries(names.split(' ').map((name) => [name, shape[name]]));

/** What Simplify gives of a shape: these fields in this order, dates as texts. */
const simple = (shape, names) =>
	Object.fromEntries(
		Object.entries(only(shape, names)).map(([name, one]) => [
			name,
			name.endsWith('_at') ? { type: 'string' } : one,
		]),
	);

const video = fields({
	string:
		'id title status video_url thumbnail_url gif_url captioned_video_url subtitle_url video_page_url folder_id output_language failure_code failure_message',
	number: 'duration',
	integer: 'created_at completed_at',
});
const translation = fields({
	string:
		'id title status input_language output_language video_url audio_url srt_caption_url vtt_caption_url callback_id failure_message',
	number: 'duration',
	integer: 'created_at',
	boolean: 'translate_audio_only',
});
const lipsync = fields({
	string: 'id title status video_url caption_url callback_id failure_message',
	number: 'duration',
	integer: 'created_at',
});
const proofread = fields({
	string: 'id title status input_language output_language failure_message',
	boolean: 'submitted_for_review',
	integer: 'created_at',
});
const render = fields({
	string:
		'render_id status title callback_id video_url thumbnail_url quality format resolution aspect_ratio composition failure_message',
	number: 'duration fps',
	integer: 'created_at completed_at',
});
const clip = fields({
	string: 'id title status aspect_ratio video_url thumbnail_url failure_message',
	number: 'duration_seconds',
	integer: 'virality_score',
});
const clipping = {
	...fields({
		string: 'id title status input_language callback_id failure_message',
		integer: 'progress created_at',
		number: 'source_duration',
	}),
	clips: list(clip),
	output_settings: object({
		...fields({ string: 'aspect_ratio caption_style prompt', boolean: 'captions' }),
		duration_types: list('string'),
	}),
};
const removal = {
	...fields({ string: 'id status error', integer: 'created_at completed_at', number: 'duration' }),
	layers: object({}),
};
const reason = object(fields({ string: 'code message' }));
const look = {
	...fields({
		string:
			'id name avatar_type status group_id preferred_orientation gender default_voice_id preview_image_url preview_video_url',
		integer: 'image_width image_height',
	}),
	supported_api_engines: list('string'),
	tags: list('string'),
	error: reason,
};
const lookInShort = only(
	look,
	'id name avatar_type status group_id preferred_orientation default_voice_id supported_api_engines preview_image_url error',
);
const avatar = {
	...fields({
		string: 'id name status consent_status gender default_voice_id preview_image_url',
		integer: 'looks_count created_at',
	}),
	error: reason,
};
const avatarInShort = simple(
	avatar,
	'id name status consent_status gender looks_count default_voice_id preview_image_url created_at error',
);
const voiceRow = fields({
	string: 'voice_id name language gender type preview_audio_url',
	boolean: 'support_pause support_locale',
});
const voice = fields({
	string: 'voice_id name language gender status preview_audio_url failure_message',
	boolean: 'support_pause support_interactive_avatar',
	integer: 'created_at',
});
const asset = fields({
	string: 'id name type url owner space_id folder_id',
	integer: 'uploaded_at',
});
const statusRow = {
	...fields({ string: 'video_id status batch_id', integer: 'item_index' }),
	error: object({}),
};
const message = {
	...fields({ string: 'role type content', integer: 'created_at' }),
	resource_ids: list('string'),
};
const session = {
	...fields({ string: 'session_id title status video_id', integer: 'progress created_at' }),
	messages: list(message),
	video: object(video),
};
const templateRow = fields({
	string: 'id name aspect_ratio thumbnail_url',
	integer: 'created_at updated_at',
});
const template = {
	...templateRow,
	scene_ids: list('string'),
	scenes: list({
		...fields({ string: 'scene_id script' }),
		variables: list(fields({ string: 'name variable_type' })),
	}),
	variables: object({}),
};

const modelVideo = {
	...fields({
		string: 'video_id model status video_url aspect_ratio failure_code failure_message',
		integer: 'duration width height seed created_at',
	}),
	timings: object(fields({ number: 'inference' })),
};
const modelImage = {
	...fields({
		string: 'generation_id model status failure_code failure_message',
		integer: 'num_images created_at',
	}),
	images: list(fields({ string: 'image_id image_url', integer: 'width height seed' })),
};
const modelVoice = fields({
	string: 'voice_id name mode status language failure_reason',
	integer: 'created_at',
});
const fillerWordRemoval = fields({
	string: 'id title status video_url thumbnail_url callback_id failure_message',
	number: 'original_duration output_duration reduction_pct',
	integer: 'num_cuts progress created_at',
});
const folderRow = fields({
	string: 'folder_id name type parent_id creator_username',
	boolean: 'is_trash',
	integer: 'created_at updated_at',
});
const glossary = {
	...fields({ string: 'brand_glossary_id name created_at updated_at' }),
	terms: list(fields({ string: 'term pronunciation' })),
	do_not_translate_terms: list(fields({ string: 'term' })),
	forced_translations: list(fields({ string: 'term translation' })),
};
const kit = {
	...fields({ string: 'brand_kit_id name status' }),
	colors: list('string'),
	fonts: list(fields({ string: 'font_id name' })),
	logos: list(fields({ string: 'logo_id name url' })),
	color_roles: object({}),
	font_roles: object({}),
	logo_roles: object({}),
};

/** What each operation gives, one item of it, with the parameters that it has when it is added. */
const summary = {
	clipping: simple(
		clipping,
		'id title status clips progress source_duration input_language created_at failure_message',
	),
	fillerWordRemoval: simple(
		fillerWordRemoval,
		'id title status video_url output_duration original_duration num_cuts thumbnail_url progress created_at failure_message',
	),
	modelVideo: simple(
		modelVideo,
		'video_id model status video_url duration width height seed created_at failure_code failure_message',
	),
	render: simple(
		render,
		'render_id title status video_url duration thumbnail_url format created_at completed_at failure_message',
	),
	session: simple(
		{ ...session, ...video, video: object(video) },
		'id session_id title status video_url duration thumbnail_url video_id progress created_at failure_message video',
	),
	translation: simple(
		translation,
		'id title status output_language video_url audio_url duration srt_caption_url vtt_caption_url input_language created_at failure_message',
	),
	video: simple(
		video,
		'id title status video_url duration thumbnail_url captioned_video_url subtitle_url gif_url video_page_url created_at completed_at failure_code failure_message',
	),
};

const shapes = {
	'aiClipping/create': summary.clipping,
	'aiClipping/get': summary.clipping,
	'asset/get': asset,
	'asset/getMany': asset,
	'avatar/create': lookInShort,
	'avatar/get': avatarInShort,
	'avatar/getMany': avatarInShort,
	'avatar/update': avatarInShort,
	'avatarLook/get': lookInShort,
	'avatarLook/getMany': lookInShort,
	'backgroundRemoval/create': removal,
	'backgroundRemoval/get': removal,
	'brand/createGlossary': glossary,
	'brand/createKit': kit,
	'brand/getGlossary': glossary,
	'brand/getKit': kit,
	'brand/getManyGlossaries': fields({ string: 'brand_glossary_id name created_at updated_at' }),
	'brand/getManyKits': {
		...fields({ string: 'brand_kit_id name logo_url' }),
		colors: list('string'),
	},
	'brand/updateGlossary': glossary,
	'brand/updateKit': kit,
	'fillerWordRemoval/create': summary.fillerWordRemoval,
	'fillerWordRemoval/get': summary.fillerWordRemoval,
	'folder/create': folderRow,
	'folder/get': folderRow,
	'hyperFrames/create': summary.render,
	'hyperFrames/get': summary.render,
	'lipsync/create': lipsync,
	'lipsync/get': lipsync,
	'lipsync/getMany': lipsync,
	'lipsync/getStatuses': statusRow,
	'modelImage/create': modelImage,
	'modelImage/get': modelImage,
	'modelVideo/create': summary.modelVideo,
	'modelVideo/get': summary.modelVideo,
	'modelVoice/create': modelVoice,
	'modelVoice/generateSpeech': fields({ string: 'audio_url', number: 'duration' }),
	'modelVoice/get': modelVoice,
	'modelVoice/getMany': modelVoice,
	'proofread/create': proofread,
	'proofread/generate': summary.translation,
	'proofread/get': proofread,
	'proofread/getSrt': fields({ string: 'srt_url original_srt_url' }),
	'sound/search': fields({
		string: 'id name type description audio_url placement',
		number: 'duration peak_offset score',
	}),
	'template/generate': summary.video,
	'template/get': template,
	'template/getMany': templateRow,
	'translation/create': summary.translation,
	'translation/get': summary.translation,
	'translation/getMany': summary.translation,
	'translation/getManyLanguages': fields({ string: 'language' }),
	'translation/getStatuses': statusRow,
	'video/createAvatar': summary.video,
	'video/createBatch': summary.video,
	'video/createCinematic': summary.video,
	'video/createFromLegacy': summary.video,
	'video/createImage': summary.video,
	'video/createStudio': summary.video,
	'video/get': summary.video,
	'video/getMany': summary.video,
	'video/getScenes': {
		...fields({ string: 'video_id' }),
		video: object({}),
		scenes: list({
			...fields({ string: 'id' }),
			background: object({}),
			elements: list('object'),
			script: list('object'),
		}),
	},
	'video/getStatuses': statusRow,
	'videoAgent/create': summary.session,
	'videoAgent/get': summary.session,
	'videoAgent/getMany': fields({ string: 'session_id title', integer: 'created_at' }),
	'videoAgent/getManyStyles': {
		...fields({ string: 'style_id name aspect_ratio preview_video_url thumbnail_url' }),
		tags: list('string'),
	},
	'voice/clone': voice,
	'voice/generateSpeech': {
		...fields({ string: 'audio_url request_id', number: 'duration' }),
		word_timestamps: list(fields({ string: 'word', number: 'start end' })),
	},
	'voice/get': voice,
	'voice/getMany': voiceRow,
};

const folder = path.join(__dirname, '../nodes/HeyGen/__schema__/v1.0.0');

/** @returns {Record<string, string>} the text of each file, by its path below `folder` */
const files = () =>
	Object.fromEntries(
		Object.entries(shapes).map(([name, shape]) => [
			`${name}.json`,
			`${JSON.stringify({ ...object(shape), version: 1 }, null, 2)}\n`,
		]),
	);

module.exports = { files, folder, shapes };

if (require.main === module) {
	fs.rmSync(folder, { recursive: true, force: true });
	for (const [name, text] of Object.entries(files())) {
		fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
		fs.writeFileSync(path.join(folder, name), text);
	}
}
