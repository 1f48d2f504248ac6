// Video: Create From Avatar (POST /v3/videos, type avatar)
import { locator } from '../../define/field';
import { operation } from '../../define/operation';
import { fitLook } from '../../fields/fitLook';
import { engine, videoLook, videoRules } from '../../fields/look';
import { speech, voice, voiceSettings } from '../../fields/speech';
import { jobs } from '../../jobs/kinds';

export const createAvatar = operation({
	name: 'Create From Avatar',
	value: 'createAvatar',
	action: 'Create video from avatar',
	description: 'Let an avatar speak a script or a recording',
	request: { method: 'POST', url: '/v3/videos', body: { type: 'avatar' } },
	fields: [
		locator('avatarId', 'searchLooks', {
			required: true,
			description: 'The avatar look that speaks',
		}),
		...speech,
		voice(),
	],
	options: [...videoLook, engine, voiceSettings],
	rules: videoRules,
	complete: fitLook,
	repeat: 'key',
	job: jobs.video,
});
