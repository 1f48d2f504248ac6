// Voice: Get (GET /v3/voices/{voice_id})
import { operation } from '../../operation/operation';
import { voiceFrom } from './voiceId';
import { jobs } from '../../../api/jobKinds';

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get voice',
	description:
		"Read a voice, or wait until its clone is ready. HeyGen's newer 'Voice Model: Get' follows it.",
	successor: 'Voice Model: Get',
	request: { method: 'GET', url: '/v3/voices/{voice_id}' },
	fields: [voiceFrom('searchVoices')],
	follows: jobs.voiceClone,
});
