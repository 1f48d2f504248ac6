// AI Clipping: Get (GET /v3/ai-clipping/{job_id})
import { locator, pickedFromItem } from '../../field';
import { operation } from '../../operation/operation';
import { jobs } from '../../../api/jobKinds';

/** The clipping job an operation is about. */
export const jobId = locator('jobId', 'searchClippings', {
	label: 'AI Clipping',
	default: pickedFromItem('id', 'ai_clipping_id'),
	description: 'ID of the clipping job, as the node that made it gives it',
	required: true,
});

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get AI clipping',
	description: 'Read a clipping job and its clips, or wait until it is done',
	request: { method: 'GET', url: '/v3/ai-clipping/{job_id}' },
	fields: [jobId],
	follows: jobs.aiClipping,
});
