// All resources of the node, in the order in which people use them: the editor shows them so.
import type { Resource } from '../operation/operation';
import { account } from './account';
import { aiClipping } from './aiClipping';
import { asset } from './asset';
import { avatar } from './avatar';
import { avatarLook } from './avatarLook';
import { backgroundRemoval } from './backgroundRemoval';
import { billing } from './billing';
import { brand } from './brand';
import { fillerWordRemoval } from './fillerWordRemoval';
import { folder } from './folder';
import { hyperFrames } from './hyperFrames';
import { job } from './job';
import { lipsync } from './lipsync';
import { modelImage } from './modelImage';
import { modelVideo } from './modelVideo';
import { modelVoice } from './modelVoice';
import { proofread } from './proofread';
import { sound } from './sound';
import { template } from './template';
import { translation } from './translation';
import { video } from './video';
import { videoAgent } from './videoAgent';
import { voice } from './voice';
import { webhookEndpoint } from './webhookEndpoint';
import { webhookEvent } from './webhookEvent';

export const resources: Resource[] = [
	video,
	template,
	videoAgent,
	translation,
	voice,
	avatar,
	avatarLook,
	lipsync,
	proofread,
	modelVideo,
	modelImage,
	modelVoice,
	aiClipping,
	backgroundRemoval,
	fillerWordRemoval,
	hyperFrames,
	job,
	billing,
	brand,
	asset,
	sound,
	folder,
	account,
	webhookEndpoint,
	webhookEvent,
];

/** Every operation by `resource:operation`. */
export const operations = new Map(
	resources.flatMap((one) =>
		one.operations.map((operation) => [`${one.value}:${operation.value}`, operation] as const),
	),
);
