// Background Removal: Get (GET /v3/background-removals/{job_id})
import { locator, pickedFromItem } from '../../field';
import { operation } from '../../operation/operation';
import { jobs } from '../../../api/jobKinds';

/** The background removal an operation is about. */
export const jobId = locator('jobId', 'searchRemovals', {
	label: 'Background Removal',
	default: pickedFromItem('id', 'job_id'),
	description: 'ID of the background removal, as the node that made it gives it',
	required: true,
});

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get background removal',
	description: 'Read a background removal and its layers, or wait until it is done',
	request: { method: 'GET', url: '/v3/background-removals/{job_id}' },
	fields: [jobId],
	follows: jobs.backgroundRemoval,
});
