// The scenes of a studio video: someone speaks, an image stands, or a video plays.
import { UserError, type IDataObject, type INodeProperties } from 'n8n-workflow';
import {
	choice,
	color,
	flag,
	former,
	group,
	locator,
	notice,
	num,
	rows,
	type Field,
	type FieldOptions,
	uiOf,
	when,
	type Values,
} from '../field';
import { isMeant } from '../field/field';
import { readAll } from '../field/nested';
import { sentences } from '../field/words';
import { checkList } from '../../api/limits/limit';
import type { Item } from '../run/item';
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

const avatarScene = { type: ['avatar_video'] };

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
	const made = locator('avatarId', 'searchLooks', { required: true, show: avatarScene });
	const displayOptions = { show: avatarScene, hide: { inputType: ['image'] } };
	return { ...made, ui: made.ui.map((one) => ({ ...one, displayOptions })) };
})();

/** Optional settings of one kind of scene. */
const more = (name: string, show: NonNullable<FieldOptions['show']>, fields: Field[]): Field =>
	group(name, fields, { api: '', show });

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

/**
 * What one scene is made of.
 * @param who the fields that choose the avatar
 * @param names how the parameters with the optional settings of a kind of scene are called, and the file of an image or a video
 */
function sceneFields(
	who: Field[],
	names: { options?: (kind: string) => string; file?: string } = {},
): Field[] {
	const { options: optionsOf = () => 'options', file } = names;
	const speaks = { type: ['avatar_video'] };
	const image = { type: ['image'] };
	const film = { type: ['video'] };
	const withVoice = { ...film, voiceOver: [true] };
	return [
		choice(
			'type',
			[
				{ name: 'Avatar', value: 'avatar_video' },
				{ name: 'Image', value: 'image' },
				{ name: 'Video', value: 'video' },
			],
			{ label: 'Scene Type', default: 'avatar_video' },
		),
		...who,
		...fileInput('source', {
			label: file ?? 'Image',
			what: 'image',
			takes: limits.image,
			required: true,
			show: image,
		}),
		...fileInput('source', {
			label: file ?? 'Video',
			what: 'video',
			takes: limits.video,
			required: true,
			show: film,
		}),
		flag('voiceOver', {
			local: true,
			show: film,
			description: 'Whether someone speaks over the video; the speech then sets the length',
		}),
		...speechOf({ show: speaks }),
		...speechOf({ show: image, silent: true }),
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
		more(optionsOf('avatar'), speaks, [
			backgroundColor,
			engine,
			expressiveness,
			motionPrompt,
			voiceSettings,
		]),
		more(optionsOf('image'), image, [voiceSettings]),
		more(optionsOf('video'), { ...film, voiceOver: [false] }, playback),
		...spokenOver([
			more(optionsOf('voiceOver'), withVoice, [...playback, whenShorter, voiceSettings]),
		]),
	];
}

/** Checks one scene, and gives it the API's form. */
function finish(scene: IDataObject, values: Values): IDataObject {
	for (const rule of sceneRules) rule(scene, values);
	return nest(scene);
}

const fromFields = { scenesFrom: ['fields'] };
const fromItems = { scenesFrom: ['items'] };

/** Where the scenes of the video come from. */
export const scenesFrom = choice(
	'scenesFrom',
	[
		{ name: 'List Below', value: 'fields', description: 'Each input item becomes a video' },
		{
			name: 'Input Items',
			value: 'items',
			description: 'Each input item is one scene, and all of them together become one video',
		},
	],
	{
		label: 'Scenes From',
		local: true,
		fixed: true,
		default: 'fields',
		description: 'Where the scenes of the video come from',
	},
);

export const scenes = rows('scenes', 'scene', sceneFields([whoSpeaks, sceneAvatar]), {
	limit: limits.scenes,
	required: true,
	description: 'What the video shows, one after the other',
	show: fromFields,
	finish,
});

/** `script` → `sceneScript` */
const ofScene = (name: string): string => `scene${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** The same fields under names of their own: n8n evaluates an expression once for each property of its name, also those of other operations. */
const underOwnNames = (fields: Field[]): Field[] =>
	fields.map((one) => ({
		...one,
		name: ofScene(one.name),
		ui: one.ui.map((property) => ({
			...property,
			name: ofScene(property.name),
			displayOptions: {
				show: Object.fromEntries(
					Object.entries(property.displayOptions?.show ?? {}).map(([name, allowed]) => [
						ofScene(name),
						allowed,
					]),
				),
			},
		})),
		read: (values) => one.read({ get: (name) => values.get(ofScene(name)) }),
	}));

const sentencesOf = ({ description = '' }: INodeProperties): string[] =>
	description.replace(/\.$/, '').split('. ');

/** One property for all kinds of scenes: shown for each of them, with what all of them say and offer. */
function merged(first: INodeProperties, others: INodeProperties[]): INodeProperties {
	if (others.length === 0) return first;
	const copies = [first, ...others];
	const shows = copies.map(({ displayOptions }) => displayOptions?.show ?? {});
	const common = Object.keys(first.displayOptions?.show ?? {}).filter((name) =>
		shows.every((show) => name in show),
	);
	const offered = copies.flatMap(({ options }) => (options ? [options] : []));
	return {
		...first,
		description: sentences([...new Set(copies.flatMap(sentencesOf))].join('. ')),
		displayOptions: {
			show: Object.fromEntries(
				common.map((name) => [name, [...new Set(shows.flatMap((show) => show[name] ?? []))]]),
			),
		},
		...(offered.length > 0
			? { options: offered.reduce((most, one) => (one.length > most.length ? one : most)) }
			: {}),
	};
}

/** Each name once. */
const mergedByName = (properties: INodeProperties[]): INodeProperties[] =>
	properties.flatMap((property, index) => {
		const isCopy = (one: INodeProperties) => one.name === property.name;
		return properties.findIndex(isCopy) === index
			? [merged(property, properties.slice(index + 1).filter(isCopy))]
			: [];
	});

const ofItem = when(
	fromItems,
	underOwnNames(
		sceneFields(
			[locator('avatarId', 'searchLooks', { required: true, show: { type: ['avatar_video'] } })],
			{ options: (kind) => `${kind}Options`, file: 'File' },
		),
	),
);

/** The scene that an item is, where all items of the run become one video. */
export const sceneOfItem: Field = {
	name: 'scene',
	label: 'Scene',
	api: 'scenes',
	ui: [
		...notice(
			'scenesNotice',
			'Each input item becomes one scene, in the order of the rows; up to 50 rows make one video. Options are those of the first row.',
			fromItems,
		).ui,
		// n8n shows all of them where the kind is an expression, and would want each: what a row's kind needs is said when it is read.
		...mergedByName(uiOf(ofItem)).map((property) => ({ ...property, required: undefined })),
	],
	parts: ofItem,
	read: (values) =>
		isMeant('items', values.get('scenesFrom') ?? 'fields')
			? [finish(readAll(ofItem, values), values)]
			: undefined,
};

/**
 * A run of too many rows.
 * @throws UserError as a list of too many scenes does
 */
export function checkSceneCount({ values, run }: Item): void {
	if (values.get('scenesFrom') === 'items')
		checkList('Scenes', Array.from({ length: run.size }), limits.scenes);
}
