// Video: Create From Avatar (POST /v3/videos, type avatar)
import { operation } from '../../operation/operation';
import { fitLook } from '../../hooks/fitLook';
import { avatarId, engine, videoLook, videoPanel, videoRules } from '../../parameters/look';
import { speech, voice, voiceSettings } from '../../parameters/speech';
import { jobs } from '../../../api/jobKinds';

export const createAvatar = operation({
	name: 'Create From Avatar',
	value: 'createAvatar',
	action: 'Create video from avatar',
	description: 'Make a video in which an avatar speaks a script or a recording',
	request: { method: 'POST', url: '/v3/videos', body: { type: 'avatar' } },
	fields: [avatarId, ...speech, voice(), ...videoPanel],
	options: [...videoLook, engine, voiceSettings],
	rules: videoRules,
	complete: fitLook,
	repeat: 'key',
	job: jobs.video,
});
