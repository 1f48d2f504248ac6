// A request body of HeyGen's API v2 (POST /v2/video/generate) as the v3 request for the same video, and what is lost on the way.
import { firstOf } from '../../api/firstOf';
import { UserError, type GenericValue, type IDataObject } from 'n8n-workflow';
import { isObject } from '../../api/answer';
import { isEmpty, shown } from '../field/field';
import { FileAddress } from '../field/reference';
import { checkSpoken } from '../field/text';
import { listOf } from '../field/words';
import { limits } from '../../api/limits';
import { fileAddressOf } from '../../api/fileAddress';
import { checkCallable } from '../../api/publicAddress';
import {
	checkList,
	checkNumber,
	checkText,
	checkUrl,
	type FileLimit,
	type NumberLimit,
} from '../../api/limits/limit';

export interface Converted {
	/** Body of POST /v3/videos. */
	body: IDataObject;
	/** What the new video will not have, in sentences. */
	warnings: string[];
}

/** One object of the v2 body: whatever nobody has taken out of it in the end has no place in the new request. */
class Part {
	private readonly left: Map<string, unknown>;

	constructor(
		readonly path: string,
		given: IDataObject,
	) {
		this.left = new Map(Object.entries(given).filter(([, value]) => !isEmpty(value)));
	}

	at(name: string): string {
		return this.path ? `${this.path}.${name}` : name;
	}

	take(...names: string[]): unknown {
		const values = names.map((name) => this.left.get(name));
		for (const name of names) this.left.delete(name);
		return values.find((value) => value !== undefined);
	}

	text(...names: string[]): string | undefined {
		const value = this.take(...names);
		return value === undefined ? undefined : String(value).trim() || undefined;
	}

	/** A number that is not the one which means "as it is". */
	number(name: string, neutral?: number, limit?: NumberLimit): number | undefined {
		const value = this.take(name);
		if (value === undefined) return undefined;
		const number = Number(value);
		if (!Number.isFinite(number))
			throw new UserError(`'${this.at(name)}' must be a number, but is ${shown(value)}`, {
				description: 'Correct it in the V2 body',
			});
		if (limit) checkNumber(this.at(name), number, limit);
		return number === neutral ? undefined : number;
	}

	flag(name: string): boolean {
		return /^(true|1|yes)$/i.test(String(this.take(name) ?? ''));
	}

	part(...names: string[]): Part | undefined {
		const name = names.find((one) => this.left.has(one));
		if (!name) return undefined;
		const value = this.take(name);
		if (isObject(value)) return new Part(this.at(name), value);
		throw new UserError(`'${this.at(name)}' must be an object, but is ${shown(value)}`, {
			description: 'Correct it in the V2 body',
		});
	}

	/** Names of what is left, without what is switched off anyway. */
	rest(): string[] {
		return [...this.left].filter(([, value]) => value !== false).map(([name]) => this.at(name));
	}
}

/** What the new video will not have: what one can live with, and what changes the picture or the sound much. */
class Losses {
	readonly warnings: string[] = [];
	readonly changes: string[] = [];

	small(sentence: string): void {
		this.warnings.push(sentence);
	}

	large(sentence: string): void {
		this.changes.push(sentence);
	}

	unread(part: Part): void {
		for (const path of part.rest())
			this.small(`'${path}' has no place in the new API and is left out`);
	}
}

const has = (part: Part, name: string, what: string): string =>
	`'${part.at(name)}' has no equivalent: ${what}`;

const refuse = (message: string, description: string): never => {
	throw new UserError(message, { description });
};

/** The shapes that the new API takes, by width ÷ height. */
const shapes: Array<[name: string, ratio: number]> = [
	['16:9', 16 / 9],
	['9:16', 9 / 16],
	['4:5', 4 / 5],
	['5:4', 5 / 4],
	['1:1', 1],
];
const heights: Array<[name: string, shorterSide: number]> = [
	['720p', 720],
	['1080p', 1080],
	['4k', 2160],
];
/** Rounded to even pixels, a shape misses its ratio by less. */
const sameShape = 0.02;

function pictureOf(dimension: Part | undefined, losses: Losses): IDataObject {
	if (!dimension) return {};
	const [width, height] = ['width', 'height'].map((name) => dimension.number(name));
	losses.unread(dimension);
	if (!width || !height || width < 0 || height < 0)
		return refuse(
			"'dimension' must have 'width' and 'height' in pixels",
			"Correct it in the V2 body, or remove 'dimension'",
		);
	const off = (ratio: number) => Math.abs(width / height / ratio - 1);
	const [shape, ratio] = firstOf([...shapes].sort(([, a], [, b]) => off(a) - off(b)));
	const side = Math.min(width, height);
	const [resolution, standard] =
		heights.find(([, most]) => side <= most) ?? firstOf(heights.slice(-1));
	const size = `${width} × ${height} pixels ('dimension')`;
	if (off(ratio) > sameShape)
		losses.large(
			`${size} become the shape ${shape}, because HeyGen makes no other one that is closer`,
		);
	else if (side !== standard) losses.small(`${size} become ${shape} at ${resolution}`);
	return { aspect_ratio: shape, resolution };
}

/** A colour as the new API writes it. */
function colorOf(part: Part, name: string): string {
	const given = part.text(name) ?? '#FFFFFF';
	const [, short] = /^#([0-9a-f]{3})$/i.exec(given) ?? [];
	const long = short ? `#${[...short].map((digit) => digit + digit).join('')}` : given;
	if (/^#[0-9a-f]{6}$/i.test(long)) return long;
	return refuse(
		`'${part.at(name)}' must be a color such as #1A2B3C, but is ${shown(given)}`,
		'Correct it in the V2 body',
	);
}

/** The address of a file, with all that the fields of addresses do: public, encoded, of the file itself; looked at later where the user wants it. */
function addressOf(label: string, given: string, takes: FileLimit): GenericValue {
	checkUrl(label, given, takes);
	return new FileAddress(label, fileAddressOf(label, given), takes);
}

/** What is behind the character, as v2 has it. */
type Backdrop =
	| { type: 'color'; color: string }
	| { type: 'image' | 'video'; file: IDataObject; at: string; mode?: string };

function backdropOf(background: Part | undefined, losses: Losses): Backdrop | undefined {
	if (!background) return undefined;
	const type = background.text('type') ?? 'color';
	if (type === 'color') {
		const color = colorOf(background, 'value');
		losses.unread(background);
		return { type, color };
	}
	if (type !== 'image' && type !== 'video')
		return refuse(
			`'${background.at('type')}' must be color, image or video, but is ${shown(type)}`,
			'Correct it in the V2 body',
		);
	const url = background.text('url', `${type}_url`);
	const asset = background.text(`${type}_asset_id`, 'asset_id');
	if (!url === !asset)
		return refuse(
			`'${background.path}' is ${type === 'image' ? 'an image' : 'a video'}, and must have either 'url' or '${type}_asset_id'`,
			'Correct it in the V2 body',
		);
	const file = url ? addressOf(background.at('url'), url, limits[type]) : asset;
	const fit = background.text('fit');
	if (fit && fit !== 'cover')
		losses.small(has(background, 'fit', 'HeyGen fits the background by itself'));
	const play = type === 'video' ? background.text('play_style') : undefined;
	losses.unread(background);
	const mode = play && ['freeze', 'loop', 'fit_to_scene'].includes(play) ? play : undefined;
	return {
		type,
		file: url ? { type: 'url', url: file } : { type: 'asset_id', asset_id: file },
		at: background.path,
		mode,
	};
}

/** What is heard: a script, a recording, or nothing for some seconds. */
interface Sound {
	speech: IDataObject;
	silentSeconds?: number;
	path: string;
}

/** v2 spelt it in two ways. */
const elevenLabs = ['elevenlabs_settings', 'elevanlabs_settings'];
const elevenLabsModels = [
	'eleven_multilingual_v2',
	'eleven_turbo_v2_5',
	'eleven_flash_v2_5',
	'eleven_v3',
];

function engineSettings(settings: Part | undefined, losses: Losses): IDataObject | undefined {
	if (!settings) return undefined;
	const model = settings.text('model');
	const known = model && elevenLabsModels.includes(model) ? model : undefined;
	if (model && !known)
		losses.small(
			`'${settings.at('model')}' is ${shown(model)}, which HeyGen has no more: it takes its own`,
		);
	const share = (name: string) => settings.number(name, undefined, limits.score);
	const made = {
		engine_type: 'elevenlabs',
		model: known,
		similarity_boost: share('similarity_boost'),
		stability: share('stability'),
		style: share('style'),
	};
	losses.unread(settings);
	return defined(made);
}

const defined = (object: IDataObject): IDataObject =>
	Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

function soundOf(voice: Part | undefined, path: string, losses: Losses): Sound {
	if (!voice)
		return refuse(
			`'${path}' has no 'voice'`,
			"Give it a 'voice' of type text, audio or silence in the V2 body",
		);
	const script = voice.text('input_text');
	const url = voice.text('audio_url');
	const asset = voice.text('audio_asset_id');
	const guess = script ? 'text' : (url ?? asset) ? 'audio' : 'silence';
	const type = voice.text('type') ?? guess;
	const sound: Sound = { speech: {}, path: voice.path };
	if (type === 'silence') {
		sound.silentSeconds = voice.number('duration', undefined, limits.sceneSeconds) ?? 1;
	} else if (type === 'audio') {
		if (!url === !asset)
			return refuse(
				`'${voice.path}' must have either 'audio_url' or 'audio_asset_id'`,
				'Correct it in the V2 body',
			);
		sound.speech = url
			? { audio_url: addressOf(voice.at('audio_url'), url, limits.audio) }
			: { audio_asset_id: asset };
	} else if (type === 'text') {
		if (!script)
			return refuse(`'${voice.at('input_text')}' is empty`, 'Give the character something to say');
		checkText(voice.at('input_text'), script, limits.script);
		checkSpoken(voice.at('input_text'), script);
		const settings = defined({
			speed: voice.number('speed', 1, limits.voiceSpeed),
			pitch: voice.number('pitch', 0, limits.voicePitch),
			volume: voice.number('volume', 1, limits.voiceVolume),
			locale: voice.text('locale'),
			engine_settings: engineSettings(voice.part(...elevenLabs), losses),
		});
		sound.speech = defined({
			script,
			voice_id: voice.text('voice_id'),
			voice_settings: Object.keys(settings).length ? settings : undefined,
		});
		if (voice.take('emotion') !== undefined)
			losses.small(
				has(
					voice,
					'emotion',
					'the voice speaks in its own manner; say it in the script, or choose another voice',
				),
			);
		voice.take('duration');
	} else
		return refuse(
			`'${voice.at('type')}' must be text, audio or silence, but is ${shown(type)}`,
			'Correct it in the V2 body',
		);
	losses.unread(voice);
	return sound;
}

interface Character {
	look: IDataObject;
	matting: boolean;
}

function characterOf(character: Part | undefined, losses: Losses): Character | undefined {
	if (!character) return undefined;
	const type = character.text('type');
	const avatar = character.text('avatar_id');
	const photo = character.text('talking_photo_id');
	// An ID of the kind that is not chosen is a left-over.
	const id = type === 'talking_photo' ? photo : type === 'avatar' ? avatar : (avatar ?? photo);
	if (!id)
		return refuse(
			`'${character.path}' has no '${type === 'talking_photo' ? 'talking_photo_id' : 'avatar_id'}'`,
			'Give the ID of an avatar look in the V2 body',
		);
	for (const name of ['avatar_style', 'talking_photo_style']) {
		const style = character.text(name);
		if (style && !['normal', 'square'].includes(style))
			losses.small(has(character, name, `the avatar is shown as it is, not as ${shown(style)}`));
	}
	if (character.number('scale', 1) !== undefined)
		losses.small(
			has(character, 'scale', "the avatar has its own size; 'Fit' of a new node can change it"),
		);
	const offset = character.part('offset');
	if (offset && (offset.number('x', 0) !== undefined || offset.number('y', 0) !== undefined))
		losses.small(has(character, 'offset', 'the avatar stands in the middle'));
	for (const name of ['talking_style', 'expression']) {
		const style = character.text(name);
		if (style && !['stable', 'default'].includes(style))
			losses.small(has(character, name, 'the photo moves in its own manner'));
	}
	const matting = character.flag('matting');
	character.take('circle_background_color', 'super_resolution');
	const engine = character.flag('use_avatar_iv_model') ? { type: 'avatar_iv' } : undefined;
	losses.unread(character);
	return { look: defined({ avatar_id: id, engine }), matting };
}

interface Input {
	path: string;
	character?: Character;
	sound: Sound;
	backdrop?: Backdrop;
}

function inputOf(input: Part, losses: Losses): Input {
	const made = {
		path: input.path,
		character: characterOf(input.part('character'), losses),
		sound: soundOf(input.part('voice'), input.path, losses),
		backdrop: backdropOf(input.part('background'), losses),
	};
	if (input.take('text') !== undefined)
		losses.large(`The text that '${input.at('text')}' writes over the picture is gone`);
	losses.unread(input);
	return made;
}

const kindOf = ({ type }: Backdrop) => (type === 'image' ? 'image' : 'video');

/** One input with a character is a video of an avatar, which may have a background of its own. */
function avatarVideo(
	{ character, sound, backdrop, path }: Input & { character: Character },
	losses: Losses,
): IDataObject {
	if (sound.silentSeconds !== undefined)
		return refuse(
			`'${sound.path}' is silence, but HeyGen makes no video of an avatar that says nothing`,
			"Give it a script, or a recording of silence as 'audio_url'",
		);
	let background: IDataObject | undefined;
	if (backdrop?.type === 'color') background = { type: 'color', value: backdrop.color };
	else if (backdrop?.type === 'image') background = backdrop.file && imageOf(backdrop.file);
	else if (backdrop)
		losses.large(
			`The video behind the avatar ('${backdrop.at}') is gone: it keeps its own background`,
		);
	const remove = character.matting && background !== undefined;
	if (character.matting)
		losses.small(
			remove
				? `'${path}.character.matting' becomes 'Remove Background': how well the avatar is cut out may differ`
				: `'${path}.character.matting' has no equivalent: the avatar keeps its own background`,
		);
	return defined({
		type: 'avatar',
		...character.look,
		...sound.speech,
		background,
		remove_background: remove || undefined,
	});
}

const imageOf = ({ url, asset_id: asset }: IDataObject): IDataObject =>
	url ? { type: 'image', url } : { type: 'image', asset_id: asset };

/** One of several inputs, or one without a character, is a scene. */
function sceneOf(
	{ path, character, sound, backdrop }: Input,
	losses: Losses,
): IDataObject | undefined {
	const silent = sound.silentSeconds;
	if (character && silent === undefined) {
		if (backdrop && backdrop.type !== 'color')
			losses.large(
				`The ${kindOf(backdrop)} behind the avatar ('${backdrop.at}') is gone: in a video of several scenes an avatar takes a color only`,
			);
		if (character.matting) losses.small(`'${path}.character.matting' has no equivalent in a scene`);
		const background =
			backdrop?.type === 'color' ? { type: 'color', color: backdrop.color } : undefined;
		return {
			type: 'avatar_video',
			input: defined({ type: 'avatar', ...character.look, ...sound.speech, background }),
		};
	}
	if (!backdrop || backdrop.type === 'color') {
		if (!character)
			return refuse(
				`'${path}' has neither a 'character' nor an image or video to show`,
				"Give it a 'character', or an image or video as 'background'",
			);
		losses.large(`'${path}' is left out: HeyGen makes no scene of an avatar that says nothing`);
		return undefined;
	}
	if (character)
		losses.large(
			`The avatar of '${path}' is gone, because it says nothing: its ${kindOf(backdrop)} is shown alone`,
		);
	const { type, file, mode } = backdrop;
	if (type === 'image')
		return { type, source: file, ...sound.speech, ...defined({ duration: silent }) };
	if (silent !== undefined)
		losses.small(`'${sound.path}.duration' has no equivalent: the video is shown whole`);
	// How a video fills its scene is a matter of scenes that are spoken over.
	const playback = defined({ mode: silent === undefined ? mode : undefined });
	return {
		type,
		source: file,
		...sound.speech,
		...(Object.keys(playback).length ? { playback } : {}),
	};
}

/** What people paste that is no body of POST /v2/video/generate, by a field that tells. */
const others: Array<[field: string, way: string]> = [
	['image_key', "'Video: Create From Image'"],
	['variables', "'Template: Generate'"],
	['output_language', "'Translation: Create'"],
	['prompt', "'Video Agent: Create'"],
];

/**
 * The v3 request for the video that a v2 body describes.
 * @param acceptChanges makes it also where it will look or sound quite different
 * @throws UserError for what no v3 request can be made of, naming the place in the v2 body
 */
export function convertLegacy(legacy: IDataObject, acceptChanges: boolean): Converted {
	const inputs = legacy.video_inputs;
	if (!Array.isArray(inputs) || !inputs.every(isObject)) {
		const other = others.find(([field]) => Object.hasOwn(legacy, field));
		return refuse(
			"'V2 Body' has no list 'video_inputs', so it is no body of POST /v2/video/generate",
			other
				? `For a body with '${other[0]}' use ${other[1]}`
				: 'Give the whole body as the HTTP Request node sent it',
		);
	}
	checkList('video_inputs', inputs, limits.scenes);
	const losses = new Losses();
	const whole = new Part('', legacy);
	whole.take('video_inputs');
	const read = inputs.map((input, index) =>
		inputOf(new Part(`video_inputs[${index}]`, input), losses),
	);
	const first = firstOf(read);
	const { character } = first;
	let made: IDataObject;
	if (read.length === 1 && character) made = avatarVideo({ ...first, character }, losses);
	else {
		const scenes = read
			.map((input) => sceneOf(input, losses))
			.filter((scene): scene is IDataObject => scene !== undefined);
		if (scenes.length === 0)
			return refuse(
				"Nothing is said in any entry of 'video_inputs', and HeyGen makes no video of silent avatars",
				'Give at least one of them a script or a recording',
			);
		made = { type: 'studio', scenes };
	}
	if (whole.flag('test'))
		losses.small(
			"'test' has no equivalent: HeyGen makes no test videos any more, so this one has no watermark and costs credits",
		);
	const callback = whole.text('callback_url');
	if (callback) checkCallable('callback_url', callback);
	const body = defined({
		...made,
		...pictureOf(whole.part('dimension'), losses),
		title: whole.text('title'),
		caption: whole.flag('caption') ? { file_format: 'srt', style: 'default' } : undefined,
		folder_id: whole.text('folder_id'),
		callback_id: whole.text('callback_id'),
		callback_url: callback,
	});
	losses.unread(whole);
	if (losses.changes.length > 0 && !acceptChanges)
		throw new UserError(
			`The new video would differ much from the one that this V2 body describes: ${listOf(losses.changes.map(lowerFirst))}`,
			{
				description:
					"Switch on 'Accept Changes' to make it all the same, or build the video anew with 'Video: Create From Avatar' or 'Video: Create Studio'",
			},
		);
	return { body, warnings: [...losses.changes, ...losses.warnings] };
}

const lowerFirst = (sentence: string): string =>
	/^[A-Z][a-z]/.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence;
