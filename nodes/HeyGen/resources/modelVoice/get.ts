// Voice Model: Get (GET /v3/models/audio/voices/{voice_id})
import { operation } from '../../operation/operation';
import { voiceFrom } from '../voice/voiceId';
import { jobs } from '../../../api/jobKinds';

/** The workspace's own voice an operation is about. */
export const voiceId = voiceFrom('searchModelVoices');

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get voice model',
	description: "Read one of the workspace's own voices, or wait until it is ready",
	request: { method: 'GET', url: '/v3/models/audio/voices/{voice_id}' },
	fields: [voiceId],
	follows: jobs.modelVoice,
});
