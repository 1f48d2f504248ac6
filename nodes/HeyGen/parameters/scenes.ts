// The scenes of a studio video: someone speaks, an image stands, or a video plays.
import type { IDataObject } from 'n8n-workflow';
import { choice, color, flag, group, locator, num, rows, type Field } from '../field';
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
const avatar = { ...speaks, inputType: ['avatar'] };
const photo = { ...speaks, inputType: ['image'] };
const image = { type: ['image'] };
const film = { type: ['video'] };

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

/** Optional settings of one kind of scene. */
const more = (show: Record<string, string[]>, fields: Field[]): Field =>
	group('options', fields, { api: '', show });

/** The API keeps what speaks in an object of its own. */
const nest = ({ type, input_type: inputType, ...rest }: IDataObject): IDataObject =>
	type === 'avatar_video' ? { type, input: { type: inputType, ...rest } } : { type, ...rest };

const sceneRules: Rule[] = [expressivenessOnAvatarIv, voiceSettingsFit];

export const scenes = rows(
	'scenes',
	'scene',
	[
		choice(
			'type',
			[
				{ name: 'Avatar or Talking Photo', value: 'avatar_video' },
				{ name: 'Image', value: 'image' },
				{ name: 'Video', value: 'video' },
			],
			{ label: 'Scene Type', default: 'avatar_video' },
		),
		choice(
			'inputType',
			[
				{ name: 'Avatar', value: 'avatar' },
				{ name: 'Photo', value: 'image' },
			],
			{ label: 'Who Speaks', default: 'avatar', show: speaks },
		),
		locator('avatarId', 'searchLooks', { required: true, show: avatar }),
		...fileInput('image', {
			label: 'Photo',
			what: 'photo',
			takes: limits.image,
			required: true,
			show: photo,
		}),
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
		num('duration', {
			label: 'Duration',
			default: 5,
			required: true,
			limit: limits.sceneSeconds,
			show: { ...image, speechSource: ['none'] },
			description: 'How long the image stands',
		}),
		voice({ show: avatar }),
		voice({ show: photo, required: true }),
		voice({ show: image, required: true }),
		more(avatar, [backgroundColor, engine, expressiveness, motionPrompt, voiceSettings]),
		more(photo, [expressiveness, motionPrompt, voiceSettings]),
		more(image, [voiceSettings]),
		more(film, [
			flag('mute', {
				default: true,
				api: 'playback.mute',
				description: 'Whether to play the video without its sound',
			}),
			num('volume', { api: 'playback.volume', default: 1, limit: limits.voiceVolume }),
		]),
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
