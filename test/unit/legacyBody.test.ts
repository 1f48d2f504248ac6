// Bodies of HeyGen's API v2 in all shapes, the v3 request that each becomes, and what is said about the rest.
import type { IDataObject } from 'n8n-workflow';
import { convertLegacy } from '../../nodes/HeyGen/parameters/legacyBody';
import { check } from '../contract/facts';

const avatar = (more: IDataObject = {}) => ({ type: 'avatar', avatar_id: 'look-ada', ...more });
const says = (text: string, more: IDataObject = {}) => ({
	type: 'text',
	input_text: text,
	voice_id: 'voice-june',
	...more,
});

interface Shape {
	v2: IDataObject;
	accept?: boolean;
	v3: IDataObject;
	warnings?: string[];
}

const shapes: Record<string, Shape> = {
	'the least that a body can hold': {
		v2: { video_inputs: [{ character: avatar(), voice: says('Good morning') }] },
		v3: {
			type: 'avatar',
			avatar_id: 'look-ada',
			script: 'Good morning',
			voice_id: 'voice-june',
		},
	},
	'title, captions, folder and callback of an upright video': {
		v2: {
			title: 'Week 12',
			caption: true,
			folder_id: 'folder-1',
			callback_id: 'row-12',
			callback_url: 'https://hooks.example.com/done',
			dimension: { width: 1080, height: 1920 },
			video_inputs: [
				{
					character: avatar({ avatar_style: 'normal', scale: 1, offset: { x: 0, y: 0 } }),
					voice: says('Hello', { speed: 1.1, pitch: 10, locale: 'en-GB' }),
					background: { type: 'color', value: '#0A7' },
				},
			],
		},
		v3: {
			type: 'avatar',
			avatar_id: 'look-ada',
			script: 'Hello',
			voice_id: 'voice-june',
			voice_settings: { speed: 1.1, pitch: 10, locale: 'en-GB' },
			background: { type: 'color', value: '#00AA77' },
			aspect_ratio: '9:16',
			resolution: '1080p',
			title: 'Week 12',
			caption: { file_format: 'srt', style: 'default' },
			folder_id: 'folder-1',
			callback_id: 'row-12',
			callback_url: 'https://hooks.example.com/done',
		},
	},
	'a talking photo with a recording at an address': {
		v2: {
			dimension: { width: 1280, height: 720 },
			video_inputs: [
				{
					character: {
						type: 'talking_photo',
						talking_photo_id: 'photo-bo',
						talking_style: 'expressive',
						use_avatar_iv_model: true,
					},
					voice: { type: 'audio', audio_url: 'https://files.example.com/bo.mp3' },
				},
			],
		},
		v3: {
			type: 'avatar',
			avatar_id: 'photo-bo',
			engine: { type: 'avatar_iv' },
			audio_url: 'https://files.example.com/bo.mp3',
			aspect_ratio: '16:9',
			resolution: '720p',
		},
		warnings: [
			"'video_inputs[0].character.talking_style' has no equivalent: the photo moves in its own manner",
		],
	},
	'a recording that is in HeyGen, over an image from there': {
		v2: {
			video_inputs: [
				{
					character: avatar({ matting: true }),
					voice: { type: 'audio', audio_asset_id: 'asset-voice' },
					background: { type: 'image', image_asset_id: 'asset-wall', fit: 'contain' },
				},
			],
		},
		v3: {
			type: 'avatar',
			avatar_id: 'look-ada',
			audio_asset_id: 'asset-voice',
			background: { type: 'image', asset_id: 'asset-wall' },
			remove_background: true,
		},
		warnings: [
			"'video_inputs[0].background.fit' has no equivalent: HeyGen fits the background by itself",
			"'video_inputs[0].character.matting' becomes 'Remove Background': how well the avatar is cut out may differ",
		],
	},
	'everything small that is gone is named': {
		v2: {
			test: true,
			dimension: { width: 960, height: 540 },
			video_inputs: [
				{
					character: avatar({
						avatar_style: 'circle',
						scale: 1.4,
						offset: { x: 0.2, y: 0 },
						matting: true,
					}),
					voice: says('Hi', { emotion: 'Excited', accent: 'broad' }),
				},
			],
		},
		v3: {
			type: 'avatar',
			avatar_id: 'look-ada',
			script: 'Hi',
			voice_id: 'voice-june',
			aspect_ratio: '16:9',
			resolution: '720p',
		},
		warnings: [
			"'video_inputs[0].character.avatar_style' has no equivalent: the avatar is shown as it is, not as 'circle'",
			"'video_inputs[0].character.scale' has no equivalent: the avatar has its own size; 'Fit' of a new node can change it",
			"'video_inputs[0].character.offset' has no equivalent: the avatar stands in the middle",
			"'video_inputs[0].voice.emotion' has no equivalent: the voice speaks in its own manner; say it in the script, or choose another voice",
			"'video_inputs[0].voice.accent' has no place in the new API and is left out",
			"'video_inputs[0].character.matting' has no equivalent: the avatar keeps its own background",
			"'test' has no equivalent: HeyGen makes no test videos any more, so this one has no watermark and costs credits",
			"960 × 540 pixels ('dimension') become 16:9 at 720p",
		],
	},
	'settings of an ElevenLabs voice, in the old spelling': {
		v2: {
			video_inputs: [
				{
					character: avatar(),
					voice: says('Hi', {
						elevanlabs_settings: { model: 'eleven_monolingual_v1', stability: 0.4, style: 0 },
					}),
				},
			],
		},
		v3: {
			type: 'avatar',
			avatar_id: 'look-ada',
			script: 'Hi',
			voice_id: 'voice-june',
			voice_settings: { engine_settings: { engine_type: 'elevenlabs', stability: 0.4, style: 0 } },
		},
		warnings: [
			"'video_inputs[0].voice.elevanlabs_settings.model' is 'eleven_monolingual_v1', which HeyGen has no more: it takes its own",
		],
	},
	'a background video goes only if the user says so': {
		accept: true,
		v2: {
			video_inputs: [
				{
					character: avatar(),
					voice: says('Hi'),
					background: {
						type: 'video',
						url: 'https://files.example.com/sea.mp4',
						play_style: 'loop',
					},
				},
			],
		},
		v3: { type: 'avatar', avatar_id: 'look-ada', script: 'Hi', voice_id: 'voice-june' },
		warnings: [
			"The video behind the avatar ('video_inputs[0].background') is gone: it keeps its own background",
		],
	},
	'several inputs become the scenes of a studio video': {
		v2: {
			title: 'Two people',
			dimension: { width: 1080, height: 1080 },
			video_inputs: [
				{
					character: avatar(),
					voice: says('Over to Bo'),
					background: { type: 'color', value: '#102030' },
				},
				{
					character: { type: 'talking_photo', talking_photo_id: 'photo-bo' },
					voice: says('Thanks'),
				},
			],
		},
		v3: {
			type: 'studio',
			scenes: [
				{
					type: 'avatar_video',
					input: {
						type: 'avatar',
						avatar_id: 'look-ada',
						script: 'Over to Bo',
						voice_id: 'voice-june',
						background: { type: 'color', color: '#102030' },
					},
				},
				{
					type: 'avatar_video',
					input: {
						type: 'avatar',
						avatar_id: 'photo-bo',
						script: 'Thanks',
						voice_id: 'voice-june',
					},
				},
			],
			aspect_ratio: '1:1',
			resolution: '1080p',
			title: 'Two people',
		},
	},
	'inputs without a character: a picture for some seconds, a picture and a film that are spoken over':
		{
			v2: {
				video_inputs: [
					{
						voice: { type: 'silence', duration: '3' },
						background: { type: 'image', url: 'https://files.example.com/logo.png' },
					},
					{
						voice: says('Our plant'),
						background: { type: 'image', url: 'https://files.example.com/plant.jpg' },
					},
					{
						voice: says('At work'),
						background: { type: 'video', video_asset_id: 'asset-film', play_style: 'loop' },
					},
				],
			},
			v3: {
				type: 'studio',
				scenes: [
					{
						type: 'image',
						source: { type: 'url', url: 'https://files.example.com/logo.png' },
						duration: 3,
					},
					{
						type: 'image',
						source: { type: 'url', url: 'https://files.example.com/plant.jpg' },
						script: 'Our plant',
						voice_id: 'voice-june',
					},
					{
						type: 'video',
						source: { type: 'asset_id', asset_id: 'asset-film' },
						script: 'At work',
						voice_id: 'voice-june',
						playback: { mode: 'loop' },
					},
				],
			},
		},
	'an avatar that says nothing is left out of a longer video': {
		accept: true,
		v2: {
			video_inputs: [
				{ character: avatar(), voice: says('Welcome') },
				{ character: avatar(), voice: { type: 'silence', duration: 2 } },
				{
					character: avatar(),
					voice: { type: 'silence', duration: 4 },
					background: { type: 'image', url: 'https://files.example.com/end.png' },
				},
			],
		},
		v3: {
			type: 'studio',
			scenes: [
				{
					type: 'avatar_video',
					input: {
						type: 'avatar',
						avatar_id: 'look-ada',
						script: 'Welcome',
						voice_id: 'voice-june',
					},
				},
				{
					type: 'image',
					source: { type: 'url', url: 'https://files.example.com/end.png' },
					duration: 4,
				},
			],
		},
		warnings: [
			"'video_inputs[1]' is left out: HeyGen makes no scene of an avatar that says nothing",
			"The avatar of 'video_inputs[2]' is gone, because it says nothing: its image is shown alone",
		],
	},
	'a shape that HeyGen makes no more, and words over the picture': {
		accept: true,
		v2: {
			dimension: { width: 1440, height: 1080 },
			video_inputs: [
				{
					character: avatar(),
					voice: says('Hi'),
					text: { type: 'text', text: 'SALE', font_size: 40 },
				},
			],
		},
		v3: {
			type: 'avatar',
			avatar_id: 'look-ada',
			script: 'Hi',
			voice_id: 'voice-june',
			aspect_ratio: '5:4',
			resolution: '1080p',
		},
		warnings: [
			"The text that 'video_inputs[0].text' writes over the picture is gone",
			"1440 × 1080 pixels ('dimension') become the shape 5:4, because HeyGen makes no other one that is closer",
		],
	},
	'left-overs of a form: empty texts, the ID of the other kind, numbers as text': {
		v2: {
			test: false,
			title: '',
			caption: 'false',
			dimension: { width: '1920', height: '1080' },
			video_inputs: [
				{
					character: { type: 'avatar', avatar_id: 'look-ada', talking_photo_id: 'photo-bo' },
					voice: { voice_id: 'voice-june', input_text: ' Hi ', speed: '1' },
					background: { value: '#FFFFFF', type: 'color' },
				},
			],
		},
		v3: {
			type: 'avatar',
			avatar_id: 'look-ada',
			script: 'Hi',
			voice_id: 'voice-june',
			background: { type: 'color', value: '#FFFFFF' },
			aspect_ratio: '16:9',
			resolution: '1080p',
		},
	},
};

test.each(Object.entries(shapes))('%s', (_, { v2, accept = false, v3, warnings = [] }) => {
	const made = convertLegacy(v2, accept);
	// Addresses of files may still be looked at: what leaves is what JSON makes of them.
	const body = JSON.parse(JSON.stringify(made.body)) as IDataObject;
	expect({ ...made, body }).toEqual({ body: v3, warnings });
	check('POST /v3/videos', { method: 'POST', path: '/v3/videos', query: {}, body });
});

test('nothing is written into the body that was given', () => {
	for (const { v2, accept = false } of Object.values(shapes)) {
		const before = structuredClone(v2);
		convertLegacy(v2, accept);
		expect(v2).toEqual(before);
	}
});

describe('refused', () => {
	const refusal = (v2: IDataObject, accept = false) => {
		try {
			return JSON.stringify(convertLegacy(v2, accept));
		} catch (thrown) {
			const { message, description } = thrown as { message: string; description: string };
			return `${message}. ${description}`;
		}
	};
	const one = (input: IDataObject) => ({ video_inputs: [{ voice: says('Hi'), ...input }] });

	test('what would change much, all of it in one sentence', () => {
		for (const { v2 } of Object.values(shapes).filter(({ accept }) => accept))
			expect(refusal(v2)).toMatch(
				/^The new video would differ much from the one that this V2 body describes: .*Switch on 'Accept Changes'/,
			);
	});

	test.each<[string, IDataObject, string]>([
		[
			'the body of another call',
			{ image_key: 'k', script: 'Hi' },
			"'V2 Body' has no list 'video_inputs', so it is no body of POST /v2/video/generate. For a body with 'image_key' use 'Video: Create From Image'",
		],
		[
			'a script that is too long',
			{ video_inputs: [{ character: avatar(), voice: says('x'.repeat(5001)) }] },
			"'video_inputs[0].voice.input_text' takes 1 to 5,000 characters, but this one has 5,001",
		],
		[
			'no script',
			{ video_inputs: [{ character: avatar(), voice: { type: 'text', voice_id: 'v' } }] },
			"'video_inputs[0].voice.input_text' is empty",
		],
		['no avatar', one({ character: { type: 'avatar' } }), "has no 'avatar_id'"],
		[
			'an avatar that says nothing',
			{ video_inputs: [{ character: avatar(), voice: { type: 'silence', duration: 2 } }] },
			'HeyGen makes no video of an avatar that says nothing',
		],
		['no voice', { video_inputs: [{ character: avatar() }] }, "'video_inputs[0]' has no 'voice'"],
		[
			'nobody and nothing to see',
			one({}),
			"has neither a 'character' nor an image or video to show",
		],
		[
			'a color by name',
			one({ character: avatar(), background: { type: 'color', value: 'red' } }),
			"'video_inputs[0].background.value' must be a color such as #1A2B3C, but is 'red'",
		],
		[
			'a recording in another format',
			{
				video_inputs: [
					{ character: avatar(), voice: { type: 'audio', audio_url: 'https://a.example/x.flac' } },
				],
			},
			"'video_inputs[0].voice.audio_url' takes WAV or MP3 files",
		],
		[
			'an image with two sources',
			one({
				character: avatar(),
				background: { type: 'image', url: 'https://a.example/x.png', image_asset_id: 'a' },
			}),
			"must have either 'url' or 'image_asset_id'",
		],
		[
			'a speed that no voice has',
			{ video_inputs: [{ character: avatar(), voice: says('Hi', { speed: 'fast' }) }] },
			"'video_inputs[0].voice.speed' must be a number, but is 'fast'",
		],
		[
			'half a dimension',
			{ ...one({ character: avatar() }), dimension: { width: 1280 } },
			"'dimension' must have 'width' and 'height' in pixels",
		],
	])('%s', (_, v2, sentence) => {
		expect(refusal(v2, true)).toContain(sentence);
		expect(refusal(v2, false)).toContain(sentence);
	});
});
