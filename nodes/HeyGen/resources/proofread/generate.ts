// Proofread: Generate (POST /v3/video-translations/proofreads/{proofread_id}/generate)
import { operation } from '../../operation/operation';
import { translateAudioOnly } from '../../parameters/dubbing';
import { callback } from '../../parameters/look';
import { jobs } from '../../../api/jobKinds';
import { proofreadId } from './get';

export const generate = operation({
	name: 'Generate',
	value: 'generate',
	action: 'Generate video of proofread',
	description: 'Make the translated video with the corrected words',
	request: { method: 'POST', url: '/v3/video-translations/proofreads/{proofread_id}/generate' },
	fields: [proofreadId],
	options: [translateAudioOnly, ...callback],
	repeat: 'key',
	job: jobs.translation,
});
