// How a finished video looks and where it goes: the optional fields that the video operations share.
import { UserError, type IDataObject } from 'n8n-workflow';
import {
	block,
	callbackUrl,
	choice,
	color,
	drawer,
	flag,
	fileUrl,
	former,
	id,
	inOptionsBefore,
	json,
	locator,
	num,
	readAll,
	switched,
	text,
	within,
	type Choice,
	type Field,
	type FieldOptions,
} from '../field';
import type { Rule } from '../operation/operation';
import { limits } from '../../api/limits';
import type { TextLimit } from '../../api/limits/limit';
import { nameByWords } from './defaultTitle';
import { formats } from './formats';
import { fileInput } from './file';

/** The look that plays in a video, at the top of its operation. */
export const avatarId = locator('avatarId', 'searchLooks', {
	required: true,
	description: 'The avatar look in the video; a cinematic one takes up to two more under Options',
});

const nameInHeyGen =
	'Name of the result in HeyGen. Empty: a video gets the first words of its script';

/** Name of the result in HeyGen, within the limit of the operation where it has one. Alike in all of them, so that it stands once. */
export function titleUpTo(limit?: TextLimit): Field {
	const made = text('title', {
		limit,
		placeholder: 'e.g. Welcome, Anna',
		description: nameInHeyGen,
	});
	return { ...made, ui: made.ui.map((one) => ({ ...one, description: nameInHeyGen })) };
}

export const title = titleUpTo();

/** The name of what cannot be without one. */
export const requiredTitle = text('title', { required: true, description: 'Name in HeyGen' });

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

/**
 * The format of the result in the panel.
 * @param usual what HeyGen makes where none is chosen
 */
export const aspectRatioOf = (usual: string, ...values: Choice[]): Field =>
	choice('aspectRatio', [...values, { name: `Default (${usual})`, value: '' }], {
		default: '',
		description: 'Shape of the result: where it will be shown decides, e.g. 9:16 for a phone',
	});

export const aspectRatio = aspectRatioOf(
	'16:9',
	...formats('16:9', '9:16', '1:1', '4:5', '5:4', 'auto'),
);

/**
 * The sharpness of the result in the panel.
 * @param usual what HeyGen makes where none is chosen, if that is known
 */
export const resolutionOf = (
	usual: string,
	values: Choice[],
	description = 'How sharp the result is, e.g. 1080p',
): Field =>
	choice('resolution', [{ name: usual ? `Default (${usual})` : 'Default', value: '' }, ...values], {
		default: '',
		description,
	});

export const resolution = resolutionOf('', [
	{ name: '720p', value: '720p' },
	{ name: '1080p', value: '1080p' },
	{ name: '4K', value: '4k' },
]);

/** What nearly everybody sets of a video: in the panel, and among the options in workflows of before. */
export const videoPanel: Field[] = [title, aspectRatio, resolution];

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

const captionWays = [
	{ name: 'Subtitle File', value: 'file', description: 'A file beside the video' },
	{ name: 'Burned In', value: 'burned', description: 'In the picture, where nobody can miss them' },
	{ name: 'Both', value: 'both', description: 'In the picture, and as a file' },
	{ name: 'None', value: 'none' },
];

/**
 * How what is said can be read.
 * @param sent what HeyGen is told for each of the ways that the operation has
 */
export function captionsOf(sent: Record<string, IDataObject | boolean>): Field {
	const made = choice(
		'captions',
		captionWays.filter(({ value }) => value === 'none' || value in sent),
		{ api: 'caption', default: 'file', description: 'Whether and how what is said can be read' },
	);
	return { ...made, read: (values) => sent[String(made.read(values))] };
}

const captionFile = { file_format: 'srt' };

/** What workflows of before hold: settings, a switch, or a plain true out of an expression. */
export const captionBefore = (read: (value: unknown) => unknown): Field => {
	const before = former(json('caption', { label: 'Captions' }));
	return {
		...before,
		read(values) {
			const value = values.get('caption');
			const isLeft = value === undefined || value === null || value === '';
			return isLeft || values.get('captions') ? undefined : read(value);
		},
	};
};

/** Whether a switch of before is off. */
export const isOff = (value: unknown): boolean => switched(value) === false;

/** Whoever had the option wanted captions, with or without a setting. */
function settingsOfBefore(value: unknown): IDataObject | undefined {
	if (typeof value !== 'object') return isOff(value) ? undefined : captionFile;
	const settings = readAll(
		[
			choice('fileFormat', [{ name: 'SRT', value: 'srt' }]),
			choice('style', [{ name: 'Default', value: 'default' }]),
		],
		within(value),
	);
	return Object.keys(settings).length ? settings : captionFile;
}

export const captions: Field[] = [
	captionsOf({
		file: captionFile,
		burned: { style: 'default' },
		both: { ...captionFile, style: 'default' },
	}),
	captionBefore(settingsOfBefore),
];

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
		choice('type', ['color', 'image'], {
			default: 'color',
			description: 'What the background is',
		}),
		color('value', { label: 'Color', required: true, show: { type: ['color'] } }),
		...fileInput('image', {
			takes: limits.image,
			required: true,
			flat: true,
			show: { type: ['image'] },
		}).map(unlessStoredBefore),
		former(fileUrl('url', { label: 'Image URL', takes: limits.image, show: { type: ['image'] } })),
		former(id('assetId', { label: 'Image Asset', show: { type: ['image'] } })),
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

/** What animates an avatar. */
export const engines = [
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
		choice('type', engines, {
			default: 'avatar_iv',
			description: 'One that the look supports: its row in the list of avatars names them',
			typeOptions: { loadOptionsMethod: 'getEngines', loadOptionsDependsOn: ['avatarId.value'] },
		}),
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
export const callbackUpTo = (limit?: TextLimit): Field[] =>
	drawer(
		'callback',
		[
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
		],
		{ description: 'Whom HeyGen tells when the job has ended, besides this node' },
	);

export const callback = callbackUpTo();

/** Optional fields of a video made of one avatar or photo. */
export const videoLook: Field[] = [
	...inOptionsBefore(videoPanel),
	outputFormat,
	fit,
	...captions,
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
	nameByWords,
];
