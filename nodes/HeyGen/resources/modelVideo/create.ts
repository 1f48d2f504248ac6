// Generative Video: Create (POST /v3/models/videos, heygen-video-1)
import { UserError, type IDataObject } from 'n8n-workflow';
import { choice, inOptionsBefore, num, when } from '../../field';
import { operation, type Rule } from '../../operation/operation';
import { formats } from '../../parameters/formats';
import { fileInput, fileList, imageRange } from '../../parameters/file';
import { aspectRatioOf, callbackUpTo, resolutionOf } from '../../parameters/look';
import { promptOf } from '../../parameters/prompt';
import { jobs } from '../../../api/jobKinds';
import { limits } from '../../../api/limits';
import { checkList } from '../../../api/limits/limit';

const ofReferences = { mode: ['reference_to_video'] };
const ratios = formats('21:9', '16:9', '4:3', '1:1', '3:4', '9:16');

/** What a video resembles: pictures and films may come alone, sound only beside them. */
const referencesFit: Rule = (request) => {
	if (request.mode !== 'reference_to_video') return;
	const { reference_images: images, reference_videos: videos, reference_audio: audio } = request;
	const seen = [images, videos].flatMap((one) => (one ?? []) as IDataObject[]);
	if (seen.length === 0)
		throw new UserError(
			audio
				? "'Reference Audio' needs an image or a video beside it"
				: "'Mode' is From References, but there is no reference",
			{ description: "Add an image to 'Reference Images' or a video to 'Reference Videos'" },
		);
	checkList('References', [...seen, ...((audio ?? []) as IDataObject[])], limits.modelReferences);
};

/** The large sizes have two shapes only; with a first frame the shape is that of the picture. */
const sizeFits: Rule = ({ mode, resolution, aspect_ratio: ratio }) => {
	if (mode === 'image_to_video' || !['1080p', '2k'].includes(String(resolution))) return;
	const shape = ratio ?? (mode === 'text_to_video' ? '16:9' : 'adaptive');
	if (shape === '16:9' || shape === '9:16') return;
	throw new UserError(
		`'Resolution' ${String(resolution)} needs 'Aspect Ratio' 16:9 or 9:16, but it is ${String(shape)}`,
		{ description: "Choose 16:9 or 9:16, or 'Resolution' 768p" },
	);
};

const fixedShape = aspectRatioOf('16:9', ...ratios);
const anyShape = aspectRatioOf("The Image's Own", ...ratios, {
	name: 'Adaptive',
	value: 'adaptive',
});
const resolution = resolutionOf(
	'768p',
	[
		{ name: '480p', value: '480p' },
		{ name: '768p', value: '768p' },
		{ name: '1080p', value: '1080p' },
		{ name: '2K', value: '2k' },
	],
	'From text or references, 1080p and 2K are 16:9 or 9:16 only',
);

export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create generative video',
	description: 'Make a short video out of a prompt, a first frame or references (heygen-video-1)',
	request: { method: 'POST', url: '/v3/models/videos', body: { model: 'heygen-video-1' } },
	fields: [
		choice(
			'mode',
			[
				{ name: 'From Text', value: 'text_to_video', description: 'The prompt alone' },
				{
					name: 'From Image',
					value: 'image_to_video',
					description: 'A picture is the first frame, and gives the video its shape',
				},
				{
					name: 'From References',
					value: 'reference_to_video',
					description: 'Images, videos and sounds that the video resembles',
				},
			],
			{ default: 'text_to_video', description: 'What the video is made of' },
		),
		promptOf(limits.modelPrompt),
		...fileInput('image', {
			uploads: limits.imageAsset,
			range: imageRange,
			required: true,
			show: { mode: ['image_to_video'] },
		}),
		fileList('referenceImages', 'image', {
			show: ofReferences,
			limit: limits.modelReferenceImages,
			uploads: limits.imageAsset,
			description: 'What the result should resemble',
		}),
		fileList('referenceVideos', 'video', {
			show: ofReferences,
			limit: limits.modelReferenceVideos,
			uploads: limits.videoAsset,
			description: 'Movement and style that the video takes up',
		}),
		fileList('referenceAudio', 'audio', {
			show: ofReferences,
			limit: limits.modelReferenceAudio,
			uploads: limits.audioAsset,
			description: 'Sound that the video takes up; only beside an image or a video',
		}),
		...when({ mode: ['text_to_video'] }, [fixedShape]),
		...when({ mode: ['image_to_video', 'reference_to_video'] }, [anyShape]),
		resolution,
	],
	options: [
		...when({ '/mode': ['text_to_video'] }, inOptionsBefore([fixedShape])),
		...when({ '/mode': ['image_to_video', 'reference_to_video'] }, inOptionsBefore([anyShape])),
		...inOptionsBefore([resolution]),
		num('duration', {
			default: 5,
			limit: limits.modelSeconds,
			description: 'Length of the video',
		}),
		choice(
			'promptEnhancement',
			[
				{ name: 'Quality', value: 'quality', description: 'Takes its time' },
				{ name: 'Turbo', value: 'turbo', description: 'Is quicker' },
				{ name: 'Default', value: 'default', description: "HeyGen's own choice, today Turbo" },
				{ name: 'Disabled', value: 'disabled', description: 'Leaves the prompt as it is' },
			],
			{ default: 'quality', description: 'How HeyGen works out the prompt in more detail' },
		),
		num('seed', {
			limit: limits.seed,
			description: 'The same number gives a similar result for the same prompt',
		}),
		...callbackUpTo(limits.callbackId),
	],
	rules: [referencesFit, sizeFits],
	repeat: 'key',
	job: jobs.modelVideo,
});
