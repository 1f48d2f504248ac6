// Voice Model: Get (GET /v3/models/audio/voices/{voice_id})
import { locator } from '../../field';
import { operation } from '../../operation/operation';
import { jobs } from '../../../api/jobKinds';

/** The workspace's own voice an operation is about. */
export const voiceId = locator('voiceId', 'searchModelVoices', { required: true });

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get voice model',
	description: "Read one of the workspace's own voices, or wait until it is ready",
	request: { method: 'GET', url: '/v3/models/audio/voices/{voice_id}' },
	fields: [voiceId],
	follows: jobs.modelVoice,
});
