// The scenes of a studio video: someone speaks, an image stands, or a video plays.
import { UserError, type IDataObject } from 'n8n-workflow';
import {
	choice,
	color,
	flag,
	former,
	group,
	locator,
	num,
	rows,
	type Field,
	type FieldOptions,
} from '../field';
import type { Rule } from '../operation/operation';
import { limits } from '../../api/limits';
import { fileInput } from './file';
import {
	engine,
	expressiveness,
	expressivenessOnAvatarIv,
	motionPrompt,
	voiceSettingsFit,
} from './look';
import { speechOf, voice, voiceSettings } from './speech';

const speaks = { type: ['avatar_video'] };
const image = { type: ['image'] };
const film = { type: ['video'] };
const withVoice = { ...film, voiceOver: [true] };

/** Fields of a voice-over: a scene that does not speak of one has none. */
const spokenOver = (fields: Field[]): Field[] =>
	fields.map((one) => ({
		...one,
		read: (values) => (values.get('voiceOver') === undefined ? undefined : one.read(values)),
	}));

/** A scene's background has one shape only. */
const backgroundColor = ((): Field => {
	const made = color('backgroundColor', { api: 'background' });
	return {
		...made,
		read: (values) => {
			const value = made.read(values) as string | undefined;
			return value && { type: 'color', color: value };
		},
	};
})();

/** A photo could speak by itself once. */
const whoSpeaks = former({
	...choice('inputType', ['avatar', 'image'], { label: 'Who Speaks', local: true }),
	read: (values) => {
		if (values.get('inputType') !== 'image') return undefined;
		throw new UserError('A photo no longer speaks in a scene by itself', {
			description:
				"Make a photo avatar of it with 'Avatar: Create' and choose that, or use 'Video: Create From Image'",
		});
	},
});

/** Not asked for where a photo spoke: n8n would say that it is missing before this node can say why. */
const sceneAvatar = ((): Field => {
	const made = locator('avatarId', 'searchLooks', { required: true, show: speaks });
	const displayOptions = { show: speaks, hide: { inputType: ['image'] } };
	return { ...made, ui: made.ui.map((one) => ({ ...one, displayOptions })) };
})();

/** Optional settings of one kind of scene. */
const more = (show: NonNullable<FieldOptions['show']>, fields: Field[]): Field =>
	group('options', fields, { api: '', show });

/** The API keeps what speaks in an object of its own. */
const nest = ({ type, ...rest }: IDataObject): IDataObject =>
	type === 'avatar_video' ? { type, input: { type: 'avatar', ...rest } } : { type, ...rest };

const playback: Field[] = [
	flag('mute', {
		default: true,
		api: 'playback.mute',
		description: 'Whether to play the video without its sound',
	}),
	num('volume', { api: 'playback.volume', default: 1, limit: limits.voiceVolume }),
];

const whenShorter = choice(
	'mode',
	[
		{ name: 'Fit to Scene', value: 'fit_to_scene', description: 'Slower or faster' },
		{ name: 'Freeze', value: 'freeze', description: 'Stands still at its end' },
		{ name: 'Loop', value: 'loop', description: 'Begins again' },
	],
	{
		label: 'When It Is Shorter',
		api: 'playback.mode',
		default: 'freeze',
		description: 'What the video does while the voice-over goes on',
	},
);

const sceneRules: Rule[] = [expressivenessOnAvatarIv, voiceSettingsFit];

export const scenes = rows(
	'scenes',
	'scene',
	[
		choice(
			'type',
			[
				{ name: 'Avatar', value: 'avatar_video' },
				{ name: 'Image', value: 'image' },
				{ name: 'Video', value: 'video' },
			],
			{ label: 'Scene Type', default: 'avatar_video' },
		),
		whoSpeaks,
		sceneAvatar,
		...fileInput('source', {
			label: 'Image',
			what: 'image',
			takes: limits.image,
			required: true,
			show: image,
		}),
		...fileInput('source', {
			label: 'Video',
			what: 'video',
			takes: limits.video,
			required: true,
			show: film,
		}),
		...speechOf({ show: speaks }),
		...speechOf({ show: image, silent: true }),
		flag('voiceOver', {
			local: true,
			show: film,
			description: 'Whether someone speaks over the video; the speech then sets the length',
		}),
		...spokenOver(speechOf({ show: withVoice })),
		num('duration', {
			label: 'Duration',
			default: 5,
			required: true,
			limit: limits.sceneSeconds,
			show: { ...image, speechSource: ['none'] },
			description: 'How long the image stands',
		}),
		voice({ show: speaks }),
		voice({ show: image, required: true }),
		...spokenOver([voice({ show: withVoice, required: true })]),
		more(speaks, [backgroundColor, engine, expressiveness, motionPrompt, voiceSettings]),
		more(image, [voiceSettings]),
		more({ ...film, voiceOver: [false] }, playback),
		...spokenOver([more(withVoice, [...playback, whenShorter, voiceSettings])]),
	],
	{
		limit: limits.scenes,
		required: true,
		description: 'What the video shows, one after the other',
		finish: (scene, values) => {
			for (const rule of sceneRules) rule(scene, values);
			return nest(scene);
		},
	},
);
