// How a finished video looks and where it goes: the optional fields that the video operations share.
import { UserError, type IDataObject } from 'n8n-workflow';
import {
	block,
	callbackUrl,
	choice,
	color,
	flag,
	fileUrl,
	former,
	group,
	id,
	locator,
	num,
	text,
	type Field,
	type FieldOptions,
} from '../field';
import type { Rule } from '../operation/operation';
import { limits } from '../../api/limits';
import type { TextLimit } from '../../api/limits/limit';
import { formats } from './formats';
import { fileInput } from './file';

/** The look that plays in a video, at the top of its operation. */
export const avatarId = locator('avatarId', 'searchLooks', {
	required: true,
	description: 'The avatar look in the video; a cinematic one takes up to two more under Options',
});

/** Name of the result in HeyGen, within the limit of the operation where it has one. */
export const titleUpTo = (limit?: TextLimit): Field =>
	text('title', { limit, description: 'Name of the video in HeyGen' });

export const title = titleUpTo();

/** The folder of a result, or the one an operation is about; HeyGen has no list of them. */
export const folderOf = (description: string, options: FieldOptions = {}): Field =>
	id('folderId', {
		label: 'Folder ID',
		placeholder: 'e.g. {{ $json.folder_id }}',
		description,
		...options,
	});

export const folderId = folderOf(
	"Folder in HeyGen that the result is put into; 'Folder: Create' returns it",
);

export const brandGlossaryId = locator('brandGlossaryId', 'searchGlossaries', {
	description: 'How to translate and pronounce the names of your brand',
});

/** Workflows of before hold the glossary of a translation or template as 'brandVoiceId'. */
export const glossary: Field[] = [
	former(
		locator('brandVoiceId', 'searchGlossaries', {
			label: 'Brand Voice ID',
			api: 'brand_glossary_id',
		}),
	),
	brandGlossaryId,
];

export const aspectRatio = choice(
	'aspectRatio',
	formats('16:9', '9:16', '1:1', '4:5', '5:4', 'auto'),
	{ default: '16:9' },
);

export const resolution = choice(
	'resolution',
	[
		{ name: '720p', value: '720p' },
		{ name: '1080p', value: '1080p' },
		{ name: '4K', value: '4k' },
	],
	{ default: '1080p' },
);

export const outputFormat = choice(
	'outputFormat',
	[
		{ name: 'MP4', value: 'mp4' },
		{ name: 'WebM (Transparent)', value: 'webm' },
	],
	{ description: 'WebM has a transparent background' },
);

export const fit = choice('fit', ['contain', 'cover'], {
	description: 'How the avatar fills a frame of another shape',
});

const captionSettings = group(
	'caption',
	[
		choice('fileFormat', [{ name: 'SRT', value: 'srt' }]),
		choice('style', [{ name: 'Default', value: 'default' }], {
			description: 'Also burns the captions into the picture, in this style',
		}),
	],
	{
		label: 'Captions',
		api: 'caption',
		description: 'Adds a subtitle file; left empty too, in the default way',
	},
);

/** Whoever adds the option wants captions, with or without a setting, also as a plain true out of an expression. */
export const caption: Field = {
	...captionSettings,
	read(values) {
		const value = values.get('caption');
		if (value === undefined || value === null || value === '') return undefined;
		if (typeof value !== 'object')
			return /^(false|no|off|0)$/i.test(String(value).trim()) ? undefined : { file_format: 'srt' };
		return captionSettings.read(values) ?? { file_format: 'srt' };
	},
};

/**
 * Workflows of before hold the image of a background under its former names: the new ones are not demanded then, nor by the editor,
 * which cannot know.
 */
const unlessStoredBefore = (field: Field): Field => ({
	...field,
	ui: field.ui.map((property) => ({ ...property, required: false })),
	read: (values) => (values.get('url') || values.get('assetId') ? undefined : field.read(values)),
});

export const background = block(
	'background',
	[
		choice('type', ['color', 'image'], { default: 'color' }),
		color('value', { label: 'Color', required: true, show: { type: ['color'] } }),
		...fileInput('image', {
			takes: limits.image,
			required: true,
			flat: true,
			show: { type: ['image'] },
		}).map(unlessStoredBefore),
		former(fileUrl('url', { label: 'Image URL', takes: limits.image, show: { type: ['image'] } })),
		former(id('assetId', { label: 'Image Asset ID', show: { type: ['image'] } })),
	],
	{ description: 'What stands behind the avatar' },
);

export const watermark = block(
	'watermark',
	[
		...fileInput('image', { takes: limits.image, required: true }),
		num('opacity', {
			default: 1,
			limit: limits.opacity,
			description: '0 is invisible, 1 covers what is behind',
		}),
		num('scale', {
			default: 1,
			limit: limits.watermarkScale,
			description: 'Size of the image, 1 is its own',
		}),
		choice('position', ['top_left', 'top_right', 'bottom_left', 'bottom_right'], {
			api: 'placement.position',
			default: 'bottom_right',
		}),
		num('offsetX', {
			label: 'Offset X',
			api: 'placement.offset_x',
			limit: limits.watermarkOffset,
			description: 'How far from the left or right edge',
		}),
		num('offsetY', {
			label: 'Offset Y',
			api: 'placement.offset_y',
			limit: limits.watermarkOffset,
			description: 'How far from the upper or lower edge',
		}),
	],
	{ description: 'An image that stands over the whole video' },
);

const engines = [
	{ name: 'Avatar III', value: 'avatar_iii' },
	{ name: 'Avatar IV', value: 'avatar_iv' },
	{ name: 'Avatar V', value: 'avatar_v' },
];

/** An engine in the editor's words; one that HeyGen adds later in its own. */
export const engineName = (type: unknown): string =>
	engines.find(({ value }) => value === type)?.name ?? String(type);

export const engine = block(
	'engine',
	[
		choice('type', engines, { default: 'avatar_iv' }),
		locator('referenceLookId', 'searchLooks', {
			label: 'Reference Look',
			show: { type: ['avatar_v'] },
		}),
	],
	{
		label: 'Avatar Engine',
		description:
			"The engine that animates the avatar; the look's supported engines say which are possible",
	},
);

export const expressiveness = choice('expressiveness', ['low', 'medium', 'high'], {
	default: 'medium',
	description: 'How lively the face is; photo avatars on Avatar IV only',
});

export const motionPrompt = text('motionPrompt', {
	description: 'How the avatar moves',
	placeholder: 'e.g. waves at the camera',
});

export const removeBackground = flag('removeBackground', {
	default: true,
	description: 'Whether to cut the avatar out of its own background',
});

/** Where HeyGen reports the end of the job. */
export const callbackUpTo = (limit?: TextLimit): Field[] => [
	callbackUrl('callbackUrl', {
		label: 'Callback URL',
		placeholder: 'e.g. https://example.com/heygen-done',
		description: 'HeyGen calls this address when the job has ended',
	}),
	text('callbackId', {
		label: 'Callback ID',
		limit,
		description: 'Comes back in the callback, e.g. your row ID',
	}),
];

export const callback = callbackUpTo();

/** Optional fields of a video made of one avatar or photo. */
export const videoLook: Field[] = [
	title,
	aspectRatio,
	resolution,
	outputFormat,
	fit,
	caption,
	background,
	watermark,
	expressiveness,
	motionPrompt,
	removeBackground,
	folderId,
	brandGlossaryId,
	...callback,
];

/** WebM is transparent and takes no background. */
export const noBackgroundWithWebm: Rule = (request) => {
	if (request.output_format === 'webm' && request.background) {
		throw new UserError(
			"'Output Format' WebM is transparent, so 'Background' cannot be used with it",
			{ description: "Remove 'Background', or choose MP4" },
		);
	}
};

/** Expressiveness belongs to Avatar IV. */
export const expressivenessOnAvatarIv: Rule = (request) => {
	const engine = request.engine as IDataObject | undefined;
	if (request.expressiveness && engine && engine.type !== 'avatar_iv') {
		throw new UserError(
			`'Expressiveness' works with 'Avatar Engine' Avatar IV only, but the engine is ${engineName(engine.type)}`,
			{ description: "Remove 'Expressiveness', or choose Avatar IV" },
		);
	}
};

/** Settings of an engine need the engine's name; Eleven v3 knows three degrees of stability. */
export const voiceSettingsFit: Rule = (request) => {
	const settings = (request.voice_settings as IDataObject | undefined)?.engine_settings as
		IDataObject | undefined;
	if (settings && !settings.engine_type) {
		throw new UserError("'Voice Settings' has settings of a voice engine, but no 'Engine Type'", {
			description: "Add 'Engine Type' to 'Voice Settings'",
		});
	}
	if (settings?.engine_type === 'starfish' && Object.keys(settings).length > 1) {
		throw new UserError("'Engine Type' Starfish takes no further settings", {
			description: "Remove the other engine settings from 'Voice Settings'",
		});
	}
	if (
		settings?.model === 'eleven_v3' &&
		settings.stability !== undefined &&
		![0, 0.5, 1].includes(settings.stability as number)
	) {
		throw new UserError(
			`'Stability' must be 0, 0.5 or 1 with Eleven v3, but is ${String(settings.stability)}`,
			{ description: 'Choose 0, 0.5 or 1' },
		);
	}
};

/** Everything that a video of one avatar or photo must obey. */
export const videoRules: Rule[] = [
	noBackgroundWithWebm,
	expressivenessOnAvatarIv,
	voiceSettingsFit,
];
