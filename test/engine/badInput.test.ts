// What a user can get wrong, from both sides: the last value allowed leaves the node and HeyGen takes it, the first one beyond is refused in a sentence and nothing is sent.
import { forgetLibraries } from '../../nodes/api/lists/library';
import type { IDataObject } from 'n8n-workflow';
import { workbench } from './workbench';

const bench = workbench();

/** An operation with the least it needs. `$look` and the like stand for ids that the simulator knows. */
const id = (value: string) => ({ __rl: true, mode: 'id', value });
const at = (resource: string, operation: string, more: object = {}) =>
	({ resource, operation, completion: 'immediate', ...more }) as IDataObject;
const png = 'https://example.com/a.png';
const mp4 = 'https://example.com/a.mp4';
const mp3 = 'https://example.com/a.mp3';
const avatarVideo = at('video', 'createAvatar', {
	avatarId: id('$look'),
	voiceId: id('$voice'),
	script: 'Hello',
});
const marked = { ...avatarVideo, options: { watermark: { values: { imageUrl: png } } } };
const imageVideo = at('video', 'createImage', {
	imageUrl: png,
	voiceId: id('$voice'),
	script: 'Hello',
});
const cinematic = at('video', 'createCinematic', { avatarId: id('$look'), prompt: 'Dance' });
const scene = (more: object) => at('video', 'createStudio', { scenes: { scene: [more] } });
const avatarScene = scene({
	type: 'avatar_video',
	avatarId: id('$look'),
	voiceId: id('$voice'),
	script: 'Hello',
});
const imageScene = scene({ type: 'image', sourceUrl: png, speechSource: 'none', duration: 5 });
const videoScene = scene({ type: 'video', sourceUrl: mp4 });
const ofBatch = at('video', 'createBatch', {
	type: 'avatar',
	avatarId: id('$look'),
	voiceId: id('$voice'),
	script: 'Hello',
});
const template = at('template', 'generate', {
	templateId: id('$template'),
	variables: { mappingMode: 'defineBelow', value: { first_name: 'Ann', message: 'Hello' } },
});
const agent = at('videoAgent', 'create', { prompt: 'A film' });
const translation = at('translation', 'create', {
	videoUrl: mp4,
	outputLanguages: ['Spanish (Spain)'],
});
const proofread = at('proofread', 'create', {
	videoUrl: mp4,
	outputLanguages: ['Spanish (Spain)'],
	title: 'T',
});
const lipsync = at('lipsync', 'create', { videoUrl: mp4, audioUrl: mp3 });
const speech = at('voice', 'generateSpeech', { voiceId: id('$voice'), text: 'Hello' });
const clone = at('voice', 'clone', { audioUrl: mp3, voiceName: 'Me' });
const design = at('voice', 'design', { prompt: 'calm' });
const photoAvatar = at('avatar', 'create', { type: 'photo', name: 'Ann', fileUrl: png });
const promptAvatar = at('avatar', 'create', { type: 'prompt', name: 'Ann', prompt: 'An engineer' });
const consent = at('avatar', 'createConsent', { groupId: id('$ownGroup') });
const clipping = at('aiClipping', 'create', { videoUrl: mp4 });
const removal = at('backgroundRemoval', 'create', { videoUrl: mp4 });
const render = at('hyperFrames', 'create', { projectUrl: 'https://example.com/a.zip' });
const endpoint = at('webhookEndpoint', 'create', { url: 'https://example.com/hook' });
const sounds = at('sound', 'search', { query: 'calm' });
const icons = at('asset', 'search', { query: 'hill' });
const videos = at('video', 'getMany');

const modelVideo = at('modelVideo', 'create', { prompt: 'A tram at night' });
const ofReferences = at('modelVideo', 'create', {
	mode: 'reference_to_video',
	prompt: 'A tram at night',
	referenceImages: { image: [{ imageUrl: png }] },
});
const modelImage = at('modelImage', 'create', {
	identityImages: { image: [{ imageUrl: png }] },
	referenceImageUrl: png,
});
const instant = at('modelVoice', 'create', {
	mode: 'instant',
	name: 'Me',
	audio: { recording: [{ recordingUrl: mp3 }] },
});
const professional = at('modelVoice', 'create', {
	mode: 'professional',
	name: 'Me',
	audio: { recording: [{ recordingUrl: mp3 }] },
});
const speechOf = (voice: string, more: object = {}) =>
	at('modelVoice', 'generateSpeech', { voiceId: id(voice), text: 'Hello', ...more });
const fillers = at('fillerWordRemoval', 'create', { videoUrl: mp4 });
const folder = at('folder', 'create', { name: 'Campaign' });
const kit = at('brand', 'createKit', { url: 'https://example.com' });
const kitUpdate = at('brand', 'updateKit', {
	brandKitId: id('$kit'),
	options: { name: 'Ours' },
});
const brandWords = at('brand', 'createGlossary', { name: 'Ours' });
const wordsUpdate = at('brand', 'updateGlossary', {
	brandGlossaryId: id('$glossary'),
	options: { name: 'Words' },
});
const spokenScene = scene({
	type: 'video',
	sourceUrl: mp4,
	voiceOver: true,
	script: 'Hello',
	voiceId: id('$voice'),
});

const long = (length: number) => 'x'.repeat(length);
const ids = (count: number) => Array.from({ length: count }, (_, n) => `v${n}`).join(',');
const many = (count: number, one: object) => Array.from({ length: count }, () => one);
const files = (count: number, name: string, url = png) => ({
	[name]: many(count, { [`${name}Url`]: url }),
});

type Row = [
	where: string,
	base: IDataObject,
	parameter: string,
	allowed: unknown,
	refused: unknown,
	says: string,
];

const table: Row[] = [
	[
		'script of an avatar video',
		avatarVideo,
		'script',
		long(5000),
		long(5001),
		"'Script' takes 1 to 5,000 characters, but this one has 5,001",
	],
	[
		'script of an avatar video',
		avatarVideo,
		'script',
		'x',
		'',
		"'Script' is empty, but this operation needs it",
	],
	[
		'script of an avatar video',
		avatarVideo,
		'script',
		'\n x',
		' \n ',
		"'Script' holds only blanks",
	],
	[
		'script of an avatar video, in characters as people count them',
		avatarVideo,
		'script',
		`a${'🎬'.repeat(2499)}`,
		`a${'🎬'.repeat(5000)}`,
		"'Script' takes 1 to 5,000 characters, but this one has 5,001",
	],
	[
		'script of an image video',
		imageVideo,
		'script',
		long(5000),
		long(5001),
		"'Script' takes 1 to 5,000 characters, but this one has 5,001",
	],
	[
		'script of a scene',
		avatarScene,
		'scenes.scene.0.script',
		long(5000),
		long(5001),
		"Scene 1: 'Script' takes 1 to 5,000 characters, but this one has 5,001",
	],
	[
		'script of an image scene',
		scene({ type: 'image', sourceUrl: png, speechSource: 'script', voiceId: id('$voice') }),
		'scenes.scene.0.script',
		long(5000),
		long(5001),
		"Scene 1: 'Script' takes 1 to 5,000 characters, but this one has 5,001",
	],
	[
		'script in a batch',
		ofBatch,
		'script',
		long(5000),
		long(5001),
		"'Script' takes 1 to 5,000 characters, but this one has 5,001",
	],
	[
		'prompt of a cinematic video',
		cinematic,
		'prompt',
		long(10000),
		long(10001),
		"'Prompt' takes 1 to 10,000 characters, but this one has 10,001",
	],
	[
		'prompt of a cinematic video',
		cinematic,
		'prompt',
		'x',
		'',
		"'Prompt' is empty, but this operation needs it",
	],
	[
		'prompt of an agent',
		agent,
		'prompt',
		long(10000),
		long(10001),
		"'Prompt' takes 1 to 10,000 characters, but this one has 10,001",
	],
	[
		'prompt of an agent',
		agent,
		'prompt',
		'x',
		'',
		"'Prompt' is empty, but this operation needs it",
	],
	[
		'text of speech',
		speech,
		'text',
		long(5000),
		long(5001),
		"'Text' takes 1 to 5,000 characters, but this one has 5,001",
	],
	['text of speech', speech, 'text', 'x', '', "'Text' is empty, but this operation needs it"],
	[
		'name of an avatar',
		photoAvatar,
		'name',
		long(255),
		long(256),
		"'Name' takes 1 to 255 characters, but this one has 256",
	],
	[
		'name of an avatar',
		photoAvatar,
		'name',
		'x',
		'',
		"'Name' is empty, but this operation needs it",
	],
	[
		'prompt of an avatar',
		promptAvatar,
		'prompt',
		long(1000),
		long(1001),
		"'Prompt' takes 1 to 1,000 characters, but this one has 1,001",
	],
	[
		'prompt of an avatar',
		promptAvatar,
		'prompt',
		'x',
		'',
		"'Prompt' is empty, but this operation needs it",
	],
	[
		'prompt of clips',
		clipping,
		'options.outputSettings.prompt',
		long(500),
		long(501),
		"'Prompt' takes at most 500 characters, but this one has 501",
	],
	[
		'text of a consent',
		consent,
		'options.consentText',
		long(1000),
		long(1001),
		"'Consent Text' takes at most 1,000 characters, but this one has 1,001",
	],
	['prompt of a voice', design, 'prompt', 'x', ' ', "'Prompt' holds only blanks"],
	[
		'name of a voice',
		clone,
		'voiceName',
		'x',
		'',
		"'Voice Name' is empty, but this operation needs it",
	],
	[
		'title of a proofread',
		proofread,
		'title',
		'x',
		'',
		"'Title' is empty, but this operation needs it",
	],
	[
		'text of a template',
		template,
		'variables.value.first_name',
		long(10000),
		long(10001),
		"'Variables: first_name' takes at most 10,000 characters, but this one has 10,001",
	],
	[
		'own key',
		avatarVideo,
		'options.idempotencyKey',
		long(255),
		long(256),
		"'Idempotency Key' takes 1 to 255 characters, but this one has 256",
	],
	[
		'own key',
		avatarVideo,
		'options.idempotencyKey',
		'row_1:a.b-c',
		'row 1',
		"'Idempotency Key' takes letters, digits and _ : . - only, but is 'row 1'",
	],

	[
		'voice speed',
		avatarVideo,
		'options.voiceSettings.speed',
		0.5,
		0.49,
		"'Speed' must be 0.5 to 1.5, but is 0.49",
	],
	[
		'voice speed',
		avatarVideo,
		'options.voiceSettings.speed',
		1.5,
		1.51,
		"'Speed' must be 0.5 to 1.5, but is 1.51",
	],
	[
		'voice pitch',
		avatarVideo,
		'options.voiceSettings.pitch',
		-50,
		-51,
		"'Pitch' must be -50 to 50, but is -51",
	],
	[
		'voice pitch',
		avatarVideo,
		'options.voiceSettings.pitch',
		50,
		50.5,
		"'Pitch' must be -50 to 50, but is 50.5",
	],
	[
		'voice volume',
		avatarVideo,
		'options.voiceSettings.volume',
		0,
		-0.1,
		"'Volume' must be 0 to 1, but is -0.1",
	],
	[
		'voice volume',
		avatarVideo,
		'options.voiceSettings.volume',
		1,
		1.1,
		"'Volume' must be 0 to 1, but is 1.1",
	],
	[
		'voice speed of an image video',
		imageVideo,
		'options.voiceSettings.speed',
		1.5,
		1.6,
		"'Speed' must be 0.5 to 1.5, but is 1.6",
	],
	[
		'voice speed of a scene',
		avatarScene,
		'scenes.scene.0.options.voiceSettings.speed',
		1.5,
		1.6,
		"Scene 1: 'Speed' must be 0.5 to 1.5, but is 1.6",
	],
	['speed of speech', speech, 'options.speed', 0.5, 0.49, "'Speed' must be 0.5 to 2, but is 0.49"],
	['speed of speech', speech, 'options.speed', 2, 2.01, "'Speed' must be 0.5 to 2, but is 2.01"],
	[
		'opacity of a watermark',
		marked,
		'options.watermark.values.opacity',
		0,
		-0.01,
		"'Opacity' must be 0 to 1, but is -0.01",
	],
	[
		'opacity of a watermark',
		marked,
		'options.watermark.values.opacity',
		1,
		1.01,
		"'Opacity' must be 0 to 1, but is 1.01",
	],
	[
		'scale of a watermark',
		marked,
		'options.watermark.values.scale',
		0.1,
		0,
		"'Scale' must be more than 0 and at most 2, but is 0",
	],
	[
		'scale of a watermark',
		marked,
		'options.watermark.values.scale',
		2,
		2.1,
		"'Scale' must be more than 0 and at most 2, but is 2.1",
	],
	[
		'seconds of a cinematic video',
		cinematic,
		'options.duration',
		4,
		3,
		"'Duration' must be 4 to 15 seconds, but is 3",
	],
	[
		'seconds of a cinematic video',
		cinematic,
		'options.duration',
		15,
		16,
		"'Duration' must be 4 to 15 seconds, but is 16",
	],
	[
		'seconds of a cinematic video',
		cinematic,
		'options.duration',
		5,
		5.5,
		"'Duration' must be a whole number, but is 5.5",
	],
	[
		'seconds of an image scene',
		imageScene,
		'scenes.scene.0.duration',
		300,
		300.1,
		"Scene 1: 'Duration' must be more than 0 and at most 300 seconds, but is 300.1",
	],
	[
		'seconds of an image scene',
		imageScene,
		'scenes.scene.0.duration',
		0.1,
		0,
		"Scene 1: 'Duration' must be more than 0 and at most 300 seconds, but is 0",
	],
	[
		'volume of a video scene',
		videoScene,
		'scenes.scene.0.options.volume',
		0,
		-0.1,
		"Scene 1: 'Volume' must be 0 to 1, but is -0.1",
	],
	[
		'volume of a video scene',
		videoScene,
		'scenes.scene.0.options.volume',
		1,
		2,
		"Scene 1: 'Volume' must be 0 to 1, but is 2",
	],
	[
		'size of a template video',
		template,
		'options.dimension.values',
		{ width: 228, height: 128 },
		{ width: 228, height: 126 },
		"'Height' must be 128 to 4,096 pixels, but is 126",
	],
	[
		'size of a template video',
		template,
		'options.dimension.values',
		{ width: 4096, height: 2304 },
		{ width: 4098, height: 2304 },
		"'Width' must be 128 to 4,096 pixels, but is 4,098",
	],
	[
		'size of a template video',
		template,
		'options.dimension.values',
		{ width: 1920, height: 1080 },
		{ width: 1921, height: 1080 },
		"'Width' must be a multiple of 2, but is 1,921",
	],
	[
		'shape of a template video',
		template,
		'options.dimension.values',
		{ width: 1280, height: 720 },
		{ width: 720, height: 1280 },
		"'Dimension' must keep the template's shape of 16:9, but is 720 × 1280",
	],
	[
		'score of sounds',
		sounds,
		'filters.minScore',
		0,
		-0.1,
		"'Minimum Score' must be 0 to 1, but is -0.1",
	],
	[
		'score of sounds',
		sounds,
		'filters.minScore',
		1,
		1.1,
		"'Minimum Score' must be 0 to 1, but is 1.1",
	],
	[
		'start of a translation',
		translation,
		'options.startTime',
		0,
		-1,
		"'Start Time' must be at least 0 seconds, but is -1",
	],
	[
		'end of a lipsync',
		lipsync,
		'options.endTime',
		10,
		-1,
		"'End Time' must be at least 0 seconds, but is -1",
	],
	[
		'speakers of a translation',
		translation,
		'options.speakerNum',
		1,
		0,
		"'Number of Speakers' must be at least 1, but is 0",
	],
	[
		'speakers of a proofread',
		proofread,
		'options.speakerNum',
		2,
		1.5,
		"'Number of Speakers' must be a whole number, but is 1.5",
	],
	[
		'frames of a render',
		render,
		'options.fps',
		240,
		241,
		"'Frames per Second' must be 1 to 240, but is 241",
	],
	['seed of a voice', design, 'options.seed', 7, 7.5, "'Seed' must be a whole number, but is 7.5"],
	[
		'jobs at once',
		avatarVideo,
		'options.maxConcurrentJobs',
		1,
		0,
		"'Max Concurrent Jobs' must be at least 1, but is 0",
	],
	[
		'jobs at once',
		avatarVideo,
		'options.maxConcurrentJobs',
		20,
		2.5,
		"'Max Concurrent Jobs' must be a whole number, but is 2.5",
	],
	['budget', speech, 'options.maxCredits', 100, -1, "'Max Credits' must be at least 0, but is -1"],
	[
		'minutes to wait',
		{ ...avatarVideo, completion: 'poll' },
		'maxWaitMinutes',
		0.5,
		0,
		"'Max Wait (Minutes)' must be more than 0 minutes, but is 0",
	],
	['rows of a list', videos, 'limit', 1, 0, "'Limit' must be at least 1, but is 0"],
	['rows of a list', videos, 'limit', 250, 2.5, "'Limit' must be a whole number, but is 2.5"],

	[
		'scenes of a studio video',
		at('video', 'createStudio'),
		'scenes.scene',
		many(50, { type: 'video', sourceUrl: mp4 }),
		many(51, { type: 'video', sourceUrl: mp4 }),
		"'Scenes' takes 1 to 50 scenes, but has 51",
	],
	[
		'scenes of a studio video',
		at('video', 'createStudio'),
		'scenes.scene',
		many(1, { type: 'video', sourceUrl: mp4 }),
		[],
		"'Scenes' takes 1 to 50 scenes, but has 0",
	],
	[
		'looks of a cinematic video',
		cinematic,
		'avatarId.value',
		'$look,$look,$look',
		'$look,$look,$look,$look',
		"'Avatar' takes 1 to 3 avatar looks, but has 4",
	],
	[
		'looks of a cinematic video',
		cinematic,
		'avatarId.value',
		['$look'],
		[],
		"'Avatar' is empty, but this operation needs it",
	],
	[
		'looks of a cinematic video, in both places',
		cinematic,
		'options.moreAvatars.avatar',
		many(2, { avatarId: id('$look') }),
		many(3, { avatarId: id('$look') }),
		"'Avatar' takes 1 to 3 avatar looks, but has 4",
	],
	[
		'videos of a cinematic video',
		cinematic,
		'options.references',
		files(3, 'reference', mp4),
		files(4, 'reference', mp4),
		"'References' takes at most 3 videos, but has 4",
	],
	[
		'images of a cinematic video',
		cinematic,
		'options.references',
		files(8, 'reference'),
		files(10, 'reference'),
		"'References' takes at most 9 images, but has 10",
	],
	[
		'files of an agent',
		agent,
		'options.files',
		files(20, 'file'),
		files(21, 'file'),
		"'Files' takes at most 20 files, but has 21",
	],
	[
		'images of an avatar',
		promptAvatar,
		'referenceImages',
		files(3, 'image'),
		files(4, 'image'),
		"'Reference Images' takes at most 3 images, but has 4",
	],
	[
		'lengths of clips',
		clipping,
		'options.outputSettings.durationTypes',
		['30', '60', '180', 'long'],
		['30', '60', '180', 'long', '30'],
		"'Clip Lengths' takes 1 to 4 lengths, but has 5",
	],
	[
		'ids of statuses',
		at('video', 'getStatuses'),
		'videoIds',
		ids(100),
		ids(101),
		"'Video IDs' takes 1 to 100 IDs, those of batches included, but has 101",
	],
	[
		'ids of statuses',
		at('video', 'getStatuses'),
		'videoIds',
		'v1',
		'',
		"'Video IDs' and 'Batch IDs' are both empty",
	],
	[
		'ids of statuses, jobs and batches together',
		at('translation', 'getStatuses', { videoTranslationIds: 'v1' }),
		'batchIds',
		'',
		ids(100),
		"'Translation IDs' takes 1 to 100 IDs, those of batches included, but has 101",
	],
	[
		'languages of a translation',
		translation,
		'outputLanguages',
		['French'],
		[],
		"'Output Languages' is empty, but this operation needs it",
	],

	[
		'look of a video',
		avatarVideo,
		'avatarId.value',
		'$look',
		'',
		"'Avatar' is empty, but this operation needs it",
	],
	[
		'look of a video, by type',
		avatarVideo,
		'avatarId.value',
		'$look',
		{ id: 'x' },
		`'Avatar' must be a text, but is '{"id":"x"}'`,
	],
	[
		'voice of an image video',
		imageVideo,
		'voiceId.value',
		'$voice',
		'',
		"'Voice' is empty, but this operation needs it",
	],
	[
		'avatar of a scene',
		avatarScene,
		'scenes.scene.0.avatarId.value',
		'$look',
		'',
		"Scene 1: 'Avatar' is empty, but this operation needs it",
	],
	[
		'image of a video',
		imageVideo,
		'imageUrl',
		png,
		'',
		"'Image URL' is empty, but this operation needs it",
	],
	[
		'recording of a video',
		{ ...imageVideo, speechSource: 'audioUrl' },
		'audioUrl',
		mp3,
		'',
		"'Audio URL' is empty, but this operation needs it",
	],
	[
		'asset of a recording',
		{ ...imageVideo, speechSource: 'audioAssetId' },
		'audioAssetId',
		'asset-audio',
		' ',
		"'Audio Asset' is empty, but this operation needs it",
	],
	[
		'video of a translation',
		translation,
		'videoUrl',
		mp4,
		'',
		"'Video URL' is empty, but this operation needs it",
	],
	[
		'audio of a lipsync',
		lipsync,
		'audioUrl',
		mp3,
		'',
		"'Audio URL' is empty, but this operation needs it",
	],
	[
		'template',
		template,
		'templateId.value',
		'$template',
		'',
		"'Template' is empty, but this operation needs it",
	],
	[
		'query of sounds',
		sounds,
		'query',
		'rain',
		'',
		"'Search For' is empty, but this operation needs it",
	],
	[
		'message to an agent',
		at('videoAgent', 'sendMessage', { sessionId: id('$session') }),
		'message',
		long(10000),
		long(10001),
		"'Message' takes 1 to 10,000 characters, but this one has 10,001",
	],
	[
		'session of an agent',
		at('videoAgent', 'get', { sessionId: id('x') }),
		'sessionId.value',
		'$session',
		'',
		"'Session' is empty, but this operation needs it",
	],
	[
		'address of an endpoint',
		endpoint,
		'url',
		'https://example.com/b',
		'',
		"'URL' is empty, but this operation needs it",
	],

	[
		'format of an image',
		imageVideo,
		'imageUrl',
		'https://example.com/a.JPG?x=1',
		'https://example.com/a.gif',
		"'Image URL' takes JPG or PNG files, but this address ends in .gif",
	],
	[
		'format of a recording',
		{ ...imageVideo, speechSource: 'audioUrl' },
		'audioUrl',
		'https://example.com/a.wav',
		'https://example.com/a.ogg',
		"'Audio URL' takes WAV or MP3 files, but this address ends in .ogg",
	],
	[
		'format of a video scene',
		videoScene,
		'scenes.scene.0.sourceUrl',
		'https://example.com/a.webm',
		'https://example.com/a.mov',
		"Scene 1: 'Video URL' takes MP4 or WebM files, but this address ends in .mov",
	],
	[
		'format of an image scene',
		imageScene,
		'scenes.scene.0.sourceUrl',
		'https://example.com/a',
		mp4,
		"Scene 1: 'Image URL' takes JPG or PNG files, but this address ends in .mp4",
	],
	[
		"format of an agent's file",
		agent,
		'options.files',
		files(1, 'file', 'https://example.com/a.pdf'),
		files(1, 'file', 'https://example.com/a.docx'),
		"File 1: 'File URL' takes PNG, JPEG, MP4, WebM, MP3, WAV, or PDF files, but this address ends in .docx",
	],
	[
		'format of a watermark',
		avatarVideo,
		'options.watermark.values',
		{ imageUrl: png },
		{ imageUrl: mp4 },
		"'Image URL' takes JPG or PNG files, but this address ends in .mp4",
	],
	[
		'format of subtitles',
		translation,
		'options.srt.values.srtUrl',
		'https://example.com/a.srt',
		'https://example.com/a.vtt',
		"'Subtitle File URL' takes SRT files, but this address ends in .vtt",
	],
	[
		'format of a reference',
		cinematic,
		'options.references',
		files(1, 'reference'),
		files(1, 'reference', mp3),
		"Reference 1: 'Reference URL' takes JPG, PNG, MP4, or WebM files, but this address ends in .mp3",
	],
	[
		'address of an image',
		imageVideo,
		'imageUrl',
		'http://example.com/a',
		'example.com/a.png',
		"'Image URL' must be a public web address that begins with https://, but is 'example.com/a.png'",
	],
	[
		'address of an image',
		imageVideo,
		'imageUrl',
		` ${png} `,
		'ftp://example.com/a.png',
		"'Image URL' must be a public web address that begins with https://, but is 'ftp://example.com/a.png'",
	],
	[
		'address of a callback',
		avatarVideo,
		'options.callbackUrl',
		'https://example.com/c',
		'nowhere',
		"HeyGen cannot call 'Callback URL' nowhere: it is not a full URL",
	],
	[
		'address of a background',
		avatarVideo,
		'options.background.values',
		{ type: 'image', imageUrl: png },
		{ type: 'image', imageUrl: 'file:///etc/passwd' },
		"'Image URL' must be a public web address that begins with https://, but is 'file:///etc/passwd'",
	],
	[
		'address of an endpoint, public',
		endpoint,
		'url',
		'https://hooks.example.com/x',
		'http://localhost:5678/x',
		"HeyGen cannot call 'URL' http://localhost:5678/x: HeyGen calls https addresses only, this one is http",
	],

	[
		'number as a text',
		avatarVideo,
		'options.voiceSettings.speed',
		'1.25',
		'fast',
		"'Speed' must be a number, 0.5 to 1.5, but is 'fast'",
	],
	[
		'number as a text',
		cinematic,
		'options.duration',
		' 8 ',
		'8 s',
		"'Duration' must be a number, 4 to 15 seconds, but is '8 s'",
	],
	[
		'number, by type',
		cinematic,
		'options.duration',
		8,
		true,
		"'Duration' must be a number, 4 to 15 seconds, but is 'true'",
	],
	[
		'number, by type',
		speech,
		'options.speed',
		1,
		[1],
		"'Speed' must be a number, 0.5 to 2, but is '[1]'",
	],
	[
		'number, by type',
		videos,
		'limit',
		'5',
		'all',
		"'Limit' must be a number, at least 1, but is 'all'",
	],
	[
		'number that is none',
		imageScene,
		'scenes.scene.0.duration',
		1e2,
		'1e400',
		"Scene 1: 'Duration' must be a number, more than 0 and at most 300 seconds, but is '1e400'",
	],
	[
		'text, by type',
		avatarVideo,
		'script',
		42,
		{ text: 'Hello' },
		`'Script' must be a text, but is '{"text":"Hello"}'`,
	],
	[
		'text, by type',
		avatarVideo,
		'options.title',
		2026,
		['a'],
		`'Title' must be a text, but is '["a"]'`,
	],
	[
		'switch as a text',
		avatarVideo,
		'options.removeBackground',
		'false',
		'perhaps',
		"'Remove Background' must be true or false, but is 'perhaps'",
	],
	[
		'switch, by type',
		agent,
		'options.incognitoMode',
		true,
		2,
		"'Incognito Mode' must be true or false, but is '2'",
	],
	[
		'colour',
		avatarVideo,
		'options.background.values',
		{ type: 'color', value: '#0a1B2c' },
		{ type: 'color', value: 'red' },
		"'Color' must be a color such as #1A2B3C, but is 'red'",
	],
	[
		'colour of a scene',
		avatarScene,
		'scenes.scene.0.options.backgroundColor',
		'#ffffff',
		'#ff',
		"Scene 1: 'Background Color' must be a color such as #1A2B3C, but is '#ff'",
	],
	[
		'colour of a background that is given but empty',
		{ ...avatarVideo, options: { background: { values: { type: 'color' } } } },
		'options.background.values.value',
		'#102030',
		'',
		"'Color' is empty, but this operation needs it",
	],
	[
		'choice',
		avatarVideo,
		'options.resolution',
		'1080P',
		'8k',
		"'Resolution' must be one of 720p, 1080p, 4k, but is '8k'",
	],
	[
		'choice of a shape',
		cinematic,
		'options.aspectRatio',
		'9:16',
		'4:5',
		"'Aspect Ratio' must be one of 16:9, 9:16, 1:1, but is '4:5'",
	],
	[
		'choice of a mode',
		translation,
		'mode',
		'Precision',
		'best',
		"'Mode' must be one of precision, speed, but is 'best'",
	],
	[
		'choice of a number',
		template,
		'options.fps',
		'30',
		24,
		"'Frames per Second' must be one of 25, 30, 60, but is '24'",
	],
	[
		'choice of a scene',
		at('video', 'createStudio'),
		'scenes.scene',
		[{ type: 'video', sourceUrl: mp4 }],
		[{ type: 'film', sourceUrl: mp4 }],
		"Scene 1: 'Scene Type' must be one of avatar_video, image, video, but is 'film'",
	],
	[
		'choice that others depend on, as a sheet writes it',
		{ ...avatarVideo, options: { background: { values: { imageUrl: png } } } },
		'options.background.values.type',
		'Image',
		'Picture',
		"'Type' must be one of color, image, but is 'Picture'",
	],
	[
		'choices, by value',
		clipping,
		'options.outputSettings.durationTypes',
		['30', null, ''],
		['30', '31'],
		"'Clip Lengths' must be one of 180, 30, 60, long, but is '31'",
	],
	[
		'choices, by value',
		clipping,
		'options.outputSettings.durationTypes',
		'30,long',
		'45',
		"'Clip Lengths' must be one of 180, 30, 60, long, but is '45'",
	],
	[
		'JSON object',
		render,
		'options.variables',
		'{"a": 1}',
		'{a: 1}',
		"'Variables' must be a JSON object, but is '{a: 1}'",
	],
	[
		'JSON object, by type',
		render,
		'options.variables',
		{ a: 1 },
		[1],
		"'Variables' must be a JSON object, but is '[1]'",
	],
	[
		'variables of a template',
		template,
		'variables',
		'{"first_name": "Ann", "message": "Hello"}',
		'Ann',
		"'Variables' must be a JSON object, but is 'Ann'",
	],
	[
		'variable of a template',
		template,
		'variables.value',
		{ first_name: 'Ann', message: 'Hello' },
		{ firstname: 'Ann' },
		"'Variables' has 'firstname', but the template has no such variable",
	],
	[
		'variable of a template, by type',
		template,
		'variables.value',
		{ first_name: 7, message: 'Hello' },
		{ first_name: ['Ann'] },
		"'Variables' has a list for 'first_name', but a variable takes one value",
	],
	[
		'list as text or array',
		at('video', 'getStatuses'),
		'videoIds',
		['v1', 'v2'],
		[{ id: 'v1' }],
		`'Video IDs' must be a text, but is '{"id":"v1"}'`,
	],
	[
		'list as JSON text',
		translation,
		'outputLanguages',
		'["French","German"]',
		[['French']],
		`'Output Languages' must be a text, but is '["French"]'`,
	],
	[
		'id that would change the path',
		at('video', 'get', { videoId: id('x') }),
		'videoId.value',
		'$video',
		'..',
		"'Video' must be an ID, but is '..'",
	],
	[
		'id that would change the path',
		at('voice', 'get', { voiceId: id('x') }),
		'voiceId.value',
		'$voice',
		'.',
		"'Voice' must be an ID, but is '.'",
	],
	[
		'id that would change the path',
		at('asset', 'get'),
		'assetId',
		'asset-image',
		' .. ',
		"'Asset' must be an ID, but is '..'",
	],

	[
		'WebM and background',
		{ ...avatarVideo, options: { outputFormat: 'webm' } },
		'options.background',
		{},
		{ values: { type: 'color', value: '#000000' } },
		"'Output Format' WebM is transparent, so 'Background' cannot be used with it",
	],
	[
		'WebM and background of an image video',
		{ ...imageVideo, options: { outputFormat: 'webm' } },
		'options.background',
		{},
		{ values: { type: 'color', value: '#000000' } },
		"'Output Format' WebM is transparent, so 'Background' cannot be used with it",
	],
	[
		'background out of an asset that is not named',
		{ ...avatarVideo, options: { background: { values: { type: 'image', imageUrl: png } } } },
		'options.background.values.imageSource',
		'url',
		'assetId',
		"'Image Asset' is empty, but this operation needs it",
	],
	[
		'background with neither',
		avatarVideo,
		'options.background.values',
		{ type: 'image', imageSource: 'assetId', imageAssetId: 'asset-image' },
		{ type: 'image' },
		"'Image URL' is empty, but this operation needs it",
	],
	[
		'expressiveness and engine',
		{ ...avatarVideo, options: { expressiveness: 'high' } },
		'options.engine.values.type',
		'avatar_iv',
		'avatar_v',
		"'Expressiveness' works with 'Avatar Engine' Avatar IV only, but the engine is Avatar V",
	],
	[
		'expressiveness and an older engine',
		{ ...avatarVideo, options: { expressiveness: 'high' } },
		'options.engine.values.type',
		'avatar_iv',
		'avatar_iii',
		"'Expressiveness' works with 'Avatar Engine' Avatar IV only, but the engine is Avatar III",
	],
	[
		'expressiveness and engine of a scene',
		scene({
			type: 'avatar_video',
			avatarId: id('$look'),
			voiceId: id('$voice'),
			script: 'Hi',
			options: { expressiveness: 'high', engine: { values: { type: 'avatar_iv' } } },
		}),
		'scenes.scene.0.options.engine.values.type',
		'avatar_iv',
		'avatar_v',
		"Scene 1: 'Expressiveness' works with 'Avatar Engine' Avatar IV only, but the engine is Avatar V",
	],
	[
		'stability of Eleven v3',
		{
			...avatarVideo,
			options: { voiceSettings: { engineType: 'elevenlabs', elevenLabsModel: 'eleven_v3' } },
		},
		'options.voiceSettings.stability',
		0.5,
		0.6,
		"'Stability' must be 0, 0.5 or 1 with Eleven v3, but is 0.6",
	],
	[
		'stability of another model',
		{
			...avatarVideo,
			options: {
				voiceSettings: { engineType: 'elevenlabs', elevenLabsModel: 'eleven_turbo_v2_5' },
			},
		},
		'options.voiceSettings.stability',
		0.6,
		1.1,
		"'Stability' must be 0 to 1, but is 1.1",
	],
	[
		'settings of an engine without its name',
		avatarVideo,
		'options.voiceSettings',
		{ engineType: 'fish', stability: 0.5 },
		{ stability: 0.5 },
		"'Voice Settings' has settings of a voice engine, but no 'Engine Type'",
	],
	[
		'settings of Starfish',
		avatarVideo,
		'options.voiceSettings',
		{ engineType: 'starfish' },
		{ engineType: 'starfish', stability: 0.5 },
		"'Engine Type' Starfish takes no further settings",
	],
	[
		'duration and auto duration',
		{ ...cinematic, options: { duration: 8 } },
		'options.autoDuration',
		false,
		true,
		"'Duration' and 'Auto Duration' cannot be used together",
	],
	[
		'end before the start',
		{ ...translation, options: { startTime: 5 } },
		'options.endTime',
		6,
		5,
		"'End Time' must be more than 'Start Time' (5 seconds), but is 5",
	],
	[
		'end before the start of a lipsync',
		{ ...lipsync, options: { startTime: 5 } },
		'options.endTime',
		5.5,
		4,
		"'End Time' must be more than 'Start Time' (5 seconds), but is 4",
	],
	[
		'nothing to update',
		at('webhookEndpoint', 'update', { endpointId: id('$endpoint') }),
		'options.url',
		'https://example.com/new',
		'',
		"'URL' and 'Events' are both empty, so there is nothing to update",
	],
	[
		'settings of a voice in a batch',
		ofBatch,
		'options.voiceSettings.pitch',
		50,
		51,
		"'Pitch' must be -50 to 50, but is 51",
	],
	[
		'background in a batch',
		{ ...ofBatch, options: { outputFormat: 'webm' } },
		'options.background',
		{},
		{ values: { type: 'color', value: '#000000' } },
		"'Output Format' WebM is transparent, so 'Background' cannot be used with it",
	],
	[
		'layers of a removal',
		removal,
		'options.layers',
		'a,b',
		[{}],
		"'Layers' must be a text, but is '{}'",
	],
	[
		'type of icons',
		icons,
		'type',
		'icon',
		'photo',
		"'Type' must be one of image, icon, but is 'photo'",
	],
	[
		'prompt of a generative video',
		modelVideo,
		'prompt',
		long(16000),
		long(16001),
		"'Prompt' takes 1 to 16,000 characters, but this one has 16,001",
	],
	[
		'prompt of a generative video',
		modelVideo,
		'prompt',
		'x',
		'',
		"'Prompt' is empty, but this operation needs it",
	],
	[
		'prompt of an agent',
		agent,
		'prompt',
		long(10000),
		long(10001),
		"'Prompt' takes 1 to 10,000 characters, but this one has 10,001",
	],
	[
		'prompt of a voice',
		design,
		'prompt',
		long(1000),
		long(1001),
		"'Prompt' takes 1 to 1,000 characters, but this one has 1,001",
	],
	[
		'length of a generative video',
		modelVideo,
		'options.duration',
		5,
		4,
		"'Duration' must be 5 to 15 seconds, but is 4",
	],
	[
		'length of a generative video',
		modelVideo,
		'options.duration',
		15,
		16,
		"'Duration' must be 5 to 15 seconds, but is 16",
	],
	[
		'seed of a generative video',
		modelVideo,
		'options.seed',
		4294967295,
		4294967296,
		"'Seed' must be 0 to 4,294,967,295, but is 4,294,967,296",
	],
	[
		'seed of a generative video',
		modelVideo,
		'options.seed',
		0,
		-1,
		"'Seed' must be 0 to 4,294,967,295, but is -1",
	],
	[
		'shape of a generative video',
		modelVideo,
		'options.aspectRatio',
		'21:9',
		'adaptive',
		"'Aspect Ratio' must be one of 1:1, 16:9, 21:9, 3:4, 4:3, 9:16, but is 'adaptive'",
	],
	[
		'size of a generative video',
		modelVideo,
		'options.resolution',
		'2k',
		'4k',
		"'Resolution' must be one of 1080p, 2k, 480p, 768p, but is '4k'",
	],
	[
		'size and shape of a generative video',
		{ ...modelVideo, options: { resolution: '1080p' } },
		'options.aspectRatio',
		'9:16',
		'1:1',
		"'Resolution' 1080p needs 'Aspect Ratio' 16:9 or 9:16, but it is 1:1",
	],
	[
		'size and shape of a video from references',
		{ ...ofReferences, options: { aspectRatio: '16:9' } },
		'options.resolution',
		'768p',
		'8k',
		"'Resolution' must be one of 1080p, 2k, 480p, 768p, but is '8k'",
	],
	[
		'size of a video from references without a shape',
		ofReferences,
		'options.resolution',
		'768p',
		'2k',
		"'Resolution' 2k needs 'Aspect Ratio' 16:9 or 9:16, but it is adaptive",
	],
	[
		'images of a video from references',
		ofReferences,
		'referenceImages',
		{ image: many(9, { imageUrl: png }) },
		{ image: many(10, { imageUrl: png }) },
		"'Reference Images' takes at most 9 images, but has 10",
	],
	[
		'videos of a video from references',
		ofReferences,
		'referenceVideos',
		{ video: many(3, { videoUrl: mp4 }) },
		{ video: many(4, { videoUrl: mp4 }) },
		"'Reference Videos' takes at most 3 videos, but has 4",
	],
	[
		'sounds of a video from references',
		ofReferences,
		'referenceAudio',
		{ audio: many(3, { audioUrl: mp3 }) },
		{ audio: many(4, { audioUrl: mp3 }) },
		"'Reference Audio' takes at most 3 sounds, but has 4",
	],
	[
		'references together',
		{
			...ofReferences,
			referenceVideos: { video: many(2, { videoUrl: mp4 }) },
			referenceAudio: { audio: many(2, { audioUrl: mp3 }) },
		},
		'referenceImages',
		{ image: many(8, { imageUrl: png }) },
		{ image: many(9, { imageUrl: png }) },
		"'References' takes 1 to 12 images, videos and sounds together, but has 13",
	],
	[
		'sounds alone',
		{ ...ofReferences, referenceAudio: { audio: many(1, { audioUrl: mp3 }) } },
		'referenceImages',
		{ image: many(1, { imageUrl: png }) },
		{ image: [] },
		"'Reference Audio' needs an image or a video beside it",
	],
	[
		'no reference',
		ofReferences,
		'referenceImages',
		{ image: many(1, { imageUrl: png }) },
		{ image: [] },
		"'Mode' is From References, but there is no reference",
	],
	[
		'first frame of a generative video',
		at('modelVideo', 'create', { mode: 'image_to_video', prompt: 'x' }),
		'imageUrl',
		png,
		'here',
		"'Image URL' must be a public web address that begins with https://, but is 'here'",
	],
	[
		'callback ID of a generative video',
		{ ...modelVideo, options: { callbackUrl: 'https://example.com/done' } },
		'options.callbackId',
		long(256),
		long(257),
		"'Callback ID' takes at most 256 characters, but this one has 257",
	],
	[
		'people of a generative image',
		modelImage,
		'identityImages',
		{ image: many(5, { imageUrl: png }) },
		{ image: many(6, { imageUrl: png }) },
		"'Identity Images' takes 1 to 5 images, but has 6",
	],
	[
		'number of generative images',
		modelImage,
		'options.numImages',
		5,
		6,
		"'Number of Images' must be 1 to 5, but is 6",
	],
	[
		'number of generative images',
		modelImage,
		'options.numImages',
		1,
		0,
		"'Number of Images' must be 1 to 5, but is 0",
	],
	[
		'shape of a generative image',
		modelImage,
		'options.aspectRatio',
		'2:3',
		'21:9',
		"'Aspect Ratio' must be one of 1:1, 16:9, 2:3, 3:2, 3:4, 4:3, 4:5, 5:4, 9:16, but is '21:9'",
	],
	[
		'picture of a generative image',
		modelImage,
		'referenceImageUrl',
		png,
		'',
		"'Reference Image URL' is empty, but this operation needs it",
	],
	[
		'recordings of an instant voice',
		instant,
		'audio',
		{ recording: many(1, { recordingUrl: mp3 }) },
		{ recording: many(2, { recordingUrl: mp3 }) },
		"'Recordings' takes exactly 1 recording with an instant voice, but has 2",
	],
	[
		'recordings of a professional voice',
		professional,
		'audio',
		{ recording: many(10, { recordingUrl: mp3 }) },
		{ recording: many(11, { recordingUrl: mp3 }) },
		"'Recordings' takes 1 to 10 recordings, but has 11",
	],
	[
		'name of a voice model',
		professional,
		'name',
		long(256),
		long(257),
		"'Name' takes 1 to 256 characters, but this one has 257",
	],
	[
		'name of an instant voice',
		instant,
		'name',
		'Me',
		'',
		"'Name' is empty, but this operation needs it",
	],
	[
		'language of a voice model',
		professional,
		'options.language',
		long(32),
		long(33),
		"'Language' takes 1 to 32 characters, but this one has 33",
	],
	[
		'likeness of an instant voice',
		instant,
		'options.similarity',
		'mel',
		'low',
		"'Similarity' must be one of extra_high, high, max, medium, mel, but is 'low'",
	],
	[
		'text of a voice model',
		speechOf('$instant'),
		'text',
		long(5000),
		long(5001),
		"'Text' takes 1 to 5,000 characters, but this one has 5,001",
	],
	[
		'liveliness of a voice model',
		speechOf('$instant'),
		'options.expressivenessBoost',
		1,
		1.1,
		"'Expressiveness Boost' must be 0 to 1, but is 1.1",
	],
	[
		'liveliness of a voice model',
		speechOf('$instant'),
		'options.expressivenessBoost',
		0,
		-0.1,
		"'Expressiveness Boost' must be 0 to 1, but is -0.1",
	],
	[
		'language of a speech',
		speechOf('$instant'),
		'options.language',
		'en',
		'en-US',
		"'Language' takes a language without a country, but is 'en-US'",
	],
	[
		'settings of two kinds of voice',
		speechOf('$professional', { options: { speed: 1 } }),
		'options.seed',
		4294967295,
		4294967296,
		"'Seed' must be 0 to 4,294,967,295, but is 4,294,967,296",
	],
	[
		'a setting of professional voices',
		speechOf('$professional', { options: { pitchShift: 1 } }),
		'voiceId.value',
		'$professional',
		'$instant',
		"'Pitch Shift' does not work with the voice '$instantName', which is an instant one",
	],
	[
		'a setting of instant voices',
		speechOf('$instant', { options: { expressivenessBoost: 0.5 } }),
		'voiceId.value',
		'$instant',
		'$professional',
		"'Expressiveness Boost' does not work with the voice 'Pro', which is a professional one",
	],
	[
		'name of a folder',
		folder,
		'name',
		long(256),
		long(257),
		"'Name' takes 1 to 256 characters, but this one has 257",
	],
	['name of a folder', folder, 'name', 'x', '  ', "'Name' holds only blanks"],
	[
		'what a folder holds',
		folder,
		'options.type',
		'video',
		'audio',
		"'Holds' must be one of mixed, video, video_translate, but is 'audio'",
	],
	[
		'title of a filler word removal',
		fillers,
		'options.title',
		long(255),
		long(256),
		"'Title' takes at most 255 characters, but this one has 256",
	],
	[
		'callback ID of a filler word removal',
		{ ...fillers, options: { callbackUrl: 'https://example.com/done' } },
		'options.callbackId',
		long(128),
		long(129),
		"'Callback ID' takes at most 128 characters, but this one has 129",
	],
	[
		'website of a brand kit',
		kit,
		'url',
		'https://example.com/about',
		'example',
		"'Website' must be a public web address that begins with https://, but is 'example'",
	],
	[
		'website of a brand kit',
		kit,
		'url',
		`https://example.com/${long(2028)}`,
		`https://example.com/${long(2029)}`,
		"'Website' takes 1 to 2,048 characters, but this one has 2,049",
	],
	[
		'name of a brand kit',
		kit,
		'options.name',
		long(256),
		long(257),
		"'Name' takes at most 256 characters, but this one has 257",
	],
	[
		'new name of a brand kit',
		kitUpdate,
		'options.name',
		long(256),
		long(257),
		"'Name' takes 1 to 256 characters, but this one has 257",
	],
	[
		'color of a brand kit',
		kitUpdate,
		'options.colorRoles',
		{ primary: '#0B5FFF' },
		{ primary: 'blue' },
		"'Primary' must be a color such as #1A2B3C, but is 'blue'",
	],
	[
		'weight of a font',
		kitUpdate,
		'options.fontRoles',
		{ bodyFontId: '$font', bodyWeight: 1000 },
		{ bodyFontId: '$font', bodyWeight: 1001 },
		"'Body Weight' must be 1 to 1,000, but is 1,001",
	],
	[
		'cleared and set',
		{ ...kitUpdate, options: { colorRoles: { primary: '#0B5FFF' } } },
		'options.clearRoles',
		['font_roles'],
		['color_roles'],
		"'Clear' names Colors, but they are also set",
	],
	[
		'nothing to update in a brand kit',
		at('brand', 'updateKit', { brandKitId: id('$kit') }),
		'options.name',
		'x',
		'',
		'There is nothing to update',
	],
	[
		'name of a glossary',
		brandWords,
		'name',
		long(64),
		long(65),
		"'Name' takes 1 to 64 characters, but this one has 65",
	],
	[
		'word of a glossary',
		brandWords,
		'options.terms',
		{ term: [{ term: 'Ai', pronunciation: 'eye' }] },
		{ term: [{ term: 'Ai', pronunciation: '' }] },
		"Term 1: 'Pronunciation' is empty, but this operation needs it",
	],
	[
		'translation in a glossary',
		brandWords,
		'options.forcedTranslations',
		{ translation: [{ term: 'Ai', translation: 'KI' }] },
		{ translation: [{ term: '', translation: 'KI' }] },
		"Translation 1: 'Term' is empty, but this operation needs it",
	],
	[
		'emptied and filled',
		{ ...wordsUpdate, options: { doNotTranslateTerms: 'Ai' } },
		'options.emptyLists',
		['terms'],
		['do_not_translate_terms'],
		"'Empty' names 'Do Not Translate Terms', which is filled in too",
	],
	[
		'nothing to update in a glossary',
		at('brand', 'updateGlossary', { brandGlossaryId: id('$glossary') }),
		'options.name',
		'x',
		'',
		'There is nothing to update',
	],
	[
		'default voice of an avatar',
		at('avatar', 'update', { groupId: id('$ownGroup'), defaultVoiceId: id('$voice') }),
		'defaultVoiceId.value',
		'$voice',
		'',
		"'Default Voice' is empty, but this operation needs it",
	],
	[
		'scenes of a video',
		at('video', 'getScenes'),
		'videoId',
		'$video',
		'',
		"'Video' is empty, but this operation needs it",
	],
	[
		'script of a voice-over',
		spokenScene,
		'scenes.scene.0.script',
		long(5000),
		long(5001),
		"Scene 1: 'Script' takes 1 to 5,000 characters, but this one has 5,001",
	],
	[
		'voice of a voice-over',
		spokenScene,
		'scenes.scene.0.voiceId.value',
		'$voice',
		'',
		"Scene 1: 'Voice' is empty, but this operation needs it",
	],
	[
		'captions of clips',
		clipping,
		'options.outputSettings',
		{ captionStyle: 'neon_pink' },
		{ captionStyle: 'pink' },
		"'Caption Style' must be one of block_dark, bold, chunky, clean, elegant, energy, exotic, golden, modern_boxed, modern_dark, neon_pink, outline_classic, pop_purple, pop_single, racing, retro_gold, shadow_lime, shadow_mint, simple, spotlight, stamp_red, subtle_cyan, subtle_gray, tag_yellow, but is 'pink'",
	],
	[
		'title of clips',
		clipping,
		'options.title',
		long(255),
		long(256),
		"'Title' takes at most 255 characters, but this one has 256",
	],
	[
		'callback ID of clips',
		{ ...clipping, options: { callbackUrl: 'https://example.com/done' } },
		'options.callbackId',
		long(128),
		long(129),
		"'Callback ID' takes at most 128 characters, but this one has 129",
	],
	[
		'title of a render',
		render,
		'options.title',
		long(500),
		long(501),
		"'Title' takes at most 500 characters, but this one has 501",
	],
	[
		'composition of a render',
		render,
		'options.composition',
		long(512),
		long(513),
		"'Composition' takes at most 512 characters, but this one has 513",
	],
	[
		'name of a clone',
		clone,
		'voiceName',
		long(100),
		long(101),
		"'Voice Name' takes 1 to 100 characters, but this one has 101",
	],
	[
		'place of a watermark',
		marked,
		'options.watermark.values.offsetX',
		1,
		1.1,
		"'Offset X' must be -1 to 1, but is 1.1",
	],
	[
		'place of a watermark',
		marked,
		'options.watermark.values.offsetY',
		-1,
		-1.1,
		"'Offset Y' must be -1 to 1, but is -1.1",
	],
	[
		'a text that is left empty',
		template,
		'variables.value.message',
		'x',
		'',
		"'Variables' has nothing for the text 'message', which HeyGen would speak and show as {{message}}",
	],
];

/** The base with one value in place; a path through lists has numbers. */
function put(base: IDataObject, path: string, value: unknown): IDataObject {
	const parameters = structuredClone(base);
	const steps = path.split('.');
	const last = steps.pop() as string;
	let at = parameters;
	for (const step of steps) at = (at[step] ??= {}) as IDataObject;
	at[last] = value as IDataObject;
	return parameters;
}

/** Ids that the simulator knows; those of a session and an endpoint are made first. */
async function known(): Promise<Record<string, string>> {
	const { look, voice, template: first, glossary } = bench.known;
	const session = await bench.run('videoAgent', 'create', { prompt: 'x', completion: 'immediate' });
	const film = await bench.run('video', 'createImage', {
		imageUrl: png,
		speechSource: 'audioUrl',
		audioUrl: mp3,
		completion: 'immediate',
	});
	const hook = await bench.run('webhookEndpoint', 'create', { url: 'https://example.com/first' });
	const read = await bench.run('brand', 'getKit', { brandKitId: id(bench.known.brandKit) });
	const fonts = (read.items[0].json.fonts ?? []) as IDataObject[];
	const own = bench.sim.catalogue().voices.find((one) => one.type === 'private');
	const trained = await bench.run('modelVoice', 'create', {
		mode: 'professional',
		name: 'Pro',
		audio: { recording: [{ recordingUrl: mp3 }] },
	});
	const ownGroup =
		bench.sim.catalogue().groups.find((one) => one.ownership === 'private')?.id ?? '';
	return {
		$look: look,
		$voice: voice,
		$template: first,
		$glossary: glossary,
		$video: String(film.items[0].json.video_id),
		$session: String(session.items[0].json.session_id),
		$endpoint: String(hook.items[0].json.endpoint_id),
		$ownGroup: ownGroup,
		$kit: bench.known.brandKit,
		$font: String(fonts[0]?.font_id),
		$instantName: String(own?.name),
		$instant: String(own?.voice_id),
		$professional: String(trained.items[0].json.voice_id),
	};
}

/** Runs a row with its value out of an expression, as most values come, unless it stands for a whole part of the editor. */
async function run([, base, parameter]: Row, value: unknown) {
	const names = await known();
	const filled = (one: unknown) =>
		JSON.parse(
			Object.entries(names).reduce(
				(text, [name, own]) => text.replaceAll(name, own),
				JSON.stringify(one),
			),
		) as never;
	const before = bench.sim.requests().length;
	const whole =
		typeof value === 'object' &&
		/\.(values|value|scene|avatar|background|files|references)$|^(referenceImages|referenceVideos|referenceAudio|identityImages|audio|options\.\w+)$/.test(
			parameter,
		);
	const parameters = filled(
		put(base, parameter, whole ? value : '={{ $json.value }}'),
	) as IDataObject;
	const { error, items } = await bench.run(
		String(base.resource),
		String(base.operation),
		parameters,
		{ items: [{ json: { value: filled(value) } }] },
	);
	const sent = bench.sim
		.requests()
		.slice(before)
		.filter((one) => !(/^generate/.test(String(base.operation)) && one.method === 'GET'))
		.filter((one) => !one.path.endsWith('/languages'));
	return { error, items, sent, filled };
}

const titled = table.map((row, index) => [`${row[0]} (${row[2]}, row ${index + 1})`, row] as const);

test('the table has at least 215 rows', () => expect(table.length).toBeGreaterThanOrEqual(215));

test.each(titled)('allowed: %s', async (_, row) => {
	const { error, sent } = await run(row, row[3]);
	expect(error?.message).toBeUndefined();
	expect(sent.length).toBeGreaterThan(0);
	expect(sent[0].status).toBeLessThan(400);
});

test.each(titled)('refused: %s', async (_, row) => {
	const { error, sent, filled } = await run(row, row[4]);
	expect(sent).toEqual([]);
	expect(error?.message).toBe(filled(row[5]));
	expect(error?.description).toEqual(expect.stringMatching(/\w/));
});

describe('what is empty is not sent', () => {
	test.each<[string, IDataObject, string, unknown, string, unknown]>([
		['a list of nothing but commas', removal, 'options.layers', ' , ', 'layers', undefined],
		[
			'a list of empty entries',
			clipping,
			'options.outputSettings',
			{ durationTypes: ['', null], captions: false },
			'output_settings',
			{ captions: false },
		],
		[
			'ids that are blank',
			translation,
			'options.stockVoiceConfig',
			{ preferredStockVoiceIds: ' ', useStockVoice: false },
			'stock_voice_config',
			{ use_stock_voice: false },
		],
		[
			'the settings of a subtitle style that has its own',
			template,
			'options.subtitles',
			{ values: { presetName: 'bold' } },
			'subtitles',
			{ preset_name: 'bold' },
		],
		[
			'but zero is not empty',
			avatarVideo,
			'options.voiceSettings',
			{ pitch: 0 },
			'voice_settings',
			{ pitch: 0 },
		],
	])('%s', async (_, base, parameter, value, field, expected) => {
		const { error, sent } = await run(['', base, parameter, value, undefined, ''], value);
		expect([error?.message, sent[0]?.body[field]]).toEqual([undefined, expected]);
	});
});

test('what is typed into a row beside another kind of choice is sent, however the choice is written', async () => {
	const { sent } = await run(
		[
			'',
			{ ...avatarVideo, options: { voiceSettings: { elevenLabsModel: 'eleven_v3' } } },
			'options.voiceSettings.engineType',
			'',
			'',
			'',
		],
		'ElevenLabs',
	);
	expect(sent[0].body.voice_settings).toEqual({
		engine_settings: { engine_type: 'elevenlabs', model: 'eleven_v3' },
	});
});

describe('an ID can never change the path of a request', () => {
	beforeEach(forgetLibraries);
	const use = async (value: string) => {
		const { error: read } = await bench.run(
			'video',
			'get',
			{ videoId: id('={{ $json.id }}') },
			{ items: [{ json: { id: value } }] },
		);
		const { error: opened } = await bench.run(
			'folder',
			'get',
			{ folderId: '={{ $json.id }}' },
			{ items: [{ json: { id: value } }] },
		);
		return [read, opened];
	};

	test.each(['a b', 'a?x=1', 'a#b', '%2e%2e', 'ä', '..%2f..'])(
		'%s stays one part of it',
		async (value) => {
			await use(value);
			const paths = bench.sim.requests().map((one) => `${one.method} ${one.path}`);
			// What has blanks can only be a title: it is looked for in the list.
			expect(paths).toEqual([
				/\s/.test(value) ? 'GET /v3/videos' : `GET /v3/videos/${encodeURIComponent(value)}`,
				`GET /v3/folders/${encodeURIComponent(value)}`,
			]);
		},
	);

	test.each(['a/b', '../me', '/v3/users/me', 'a\nb', 'a\\b', 'http://evil.example', '..', '.'])(
		'%s is refused, nothing is sent',
		async (value) => {
			const errors = await use(value);
			for (const error of errors)
				expect(error?.message).toMatch(/ is not an ID of HeyGen$|must be an ID, but is /);
			expect(bench.sim.requests()).toEqual([]);
		},
	);
});

test('one bad row of three: no row is sent, and the sentence says which value is wrong', async () => {
	const scripts = ['one', long(5001), 'three'];
	const { error } = await bench.run(
		'video',
		'createImage',
		{ imageUrl: png, voiceId: id(bench.known.voice), script: '={{ $json.script }}' },
		{ items: scripts.map((script) => ({ json: { script } })) },
	);
	expect(bench.sim.requests()).toEqual([]);
	expect(error?.message).toContain('5,001');
	expect(error?.context.itemIndex).toBe(1);
});
