// What an avatar says: a script in a chosen voice, or an audio file.
import {
	dragHint,
	binaryFile,
	choice,
	fileUrl,
	flag,
	group,
	asset,
	inWords,
	locator,
	num,
	text,
	type Field,
	type FieldOptions,
} from '../field';
import { number } from '../../api/limits/limit';
import { limits } from '../../api/limits';
import { fileWords, recordingRange } from './file';

const words = fileWords('recording', recordingRange);

interface SpeechPlace {
	/** Further conditions under which the fields are seen. */
	show?: FieldOptions['show'];
	/** It may also say nothing: the choice has "None". */
	silent?: boolean;
}

/** Exactly one of script, audio address, audio asset and audio file, which the choice of the source guarantees. */
export function speechOf({ show, silent }: SpeechPlace = {}): Field[] {
	const only = (source: string) => ({ ...show, speechSource: [source] });
	return [
		choice(
			'speechSource',
			[
				{ name: 'Script', value: 'script', description: 'Text that HeyGen speaks' },
				{ name: 'Audio URL', value: 'audioUrl', description: 'A recording at a public address' },
				{
					name: 'Audio Asset',
					value: 'audioAssetId',
					description: 'A recording that is already in HeyGen',
				},
				{
					name: 'Audio Binary File',
					value: 'audioBinary',
					description: 'A recording of the input item, which the node checks and uploads',
				},
				...(silent
					? [{ name: 'None', value: 'none', description: 'Silent, for a fixed time' }]
					: []),
			],
			{
				local: true,
				default: 'script',
				show,
				description: silent ? 'What is heard with the image' : 'What the avatar says',
			},
		),
		text('script', {
			required: true,
			rows: 4,
			limit: limits.script,
			plain: true,
			show: only('script'),
			description: 'What HeyGen speaks',
			placeholder: 'e.g. Hi Anna, welcome aboard!',
			hint: dragHint,
		}),
		inWords(
			fileUrl('audioUrl', {
				label: 'Audio URL',
				required: true,
				takes: limits.audio,
				show: only('audioUrl'),
				placeholder: 'e.g. https://example.com/speech.mp3',
			}),
			words.url,
		),
		asset('audioAssetId', {
			label: 'Audio Asset',
			required: true,
			show: only('audioAssetId'),
			description: 'The recording in HeyGen',
		}),
		inWords(
			binaryFile('audioBinaryProperty', {
				label: 'Audio Binary Field',
				api: 'audio_asset_id',
				required: true,
				takes: limits.audio,
				show: only('audioBinary'),
			}),
			words.binary,
		),
	];
}

export const speech = speechOf();

/** The voice of a script. */
export const voice = ({
	show,
	...options
}: Pick<FieldOptions, 'required' | 'description' | 'show'> = {}): Field =>
	locator('voiceId', 'searchVoices', {
		...options,
		show: { ...show, speechSource: ['script'] },
		...(options.required
			? {}
			: { hint: "Empty: the avatar's own default voice. A photo has none: choose one." }),
		description:
			options.description ??
			(options.required
				? 'The voice that speaks the script'
				: "The voice that speaks the script. Empty: the avatar's own default voice; an image needs one"),
	});

/** The voice of an image, which has none of its own: shown as an avatar's, so that it stands once in the node, and checked for itself. */
export const voiceOfImage: Field = { ...voice({ required: true }), ui: voice().ui };

const engine = (name: string) => ({ engineType: [name] });
const share = number(0, 1, 'API reference');

/** Speed, pitch, volume and what a voice engine takes. */
export const voiceSettings: Field = group(
	'voiceSettings',
	[
		num('speed', {
			default: 1,
			limit: limits.voiceSpeed,
			description: "1 is the voice's own speed",
		}),
		num('pitch', { limit: limits.voicePitch, description: "0 is the voice's own pitch" }),
		num('volume', { default: 1, limit: limits.voiceVolume, description: '0 is silent, 1 is full' }),
		text('locale', {
			placeholder: 'e.g. en-GB',
			description: 'Accent of a voice that supports locales',
		}),
		choice(
			'engineType',
			[
				{ name: 'ElevenLabs', value: 'elevenlabs' },
				{ name: 'Fish', value: 'fish' },
				{ name: 'Starfish', value: 'starfish' },
			],
			{
				api: 'engine_settings.engine_type',
				description:
					'The engine that the following settings are for; it must be the one of the voice',
			},
		),
		choice(
			'elevenLabsModel',
			[
				{ name: 'Multilingual V2', value: 'eleven_multilingual_v2' },
				{ name: 'Turbo V2.5', value: 'eleven_turbo_v2_5' },
				{ name: 'Flash V2.5', value: 'eleven_flash_v2_5' },
				{ name: 'V3', value: 'eleven_v3' },
			],
			{ label: 'ElevenLabs Model', api: 'engine_settings.model', show: engine('elevenlabs') },
		),
		choice(
			'fishModel',
			[
				{ name: 'S1', value: 's1' },
				{ name: 'S2 Pro', value: 's2-pro' },
			],
			{ api: 'engine_settings.model', show: engine('fish') },
		),
		num('stability', {
			api: 'engine_settings.stability',
			default: 0.5,
			limit: share,
			description: 'How evenly the voice speaks. ElevenLabs V3 takes 0, 0.5 or 1 only',
		}),
		num('similarityBoost', {
			api: 'engine_settings.similarity_boost',
			default: 0.75,
			limit: share,
			description: 'How close the voice stays to the original speaker',
			show: engine('elevenlabs'),
		}),
		num('similarity', {
			api: 'engine_settings.similarity',
			default: 0.75,
			limit: share,
			description: 'How close the voice stays to the original speaker',
			show: engine('fish'),
		}),
		num('style', {
			api: 'engine_settings.style',
			limit: share,
			description: 'How much the manner of the original speaker is exaggerated',
			show: engine('elevenlabs'),
		}),
		flag('useSpeakerBoost', {
			default: true,
			api: 'engine_settings.use_speaker_boost',
			show: engine('elevenlabs'),
			description: 'Whether to bring the voice closer to the original speaker',
		}),
	],
	{ description: 'How the script is spoken; ignored with a recording' },
);
