// Background Removal: Delete (DELETE /v3/background-removals/{job_id})
import { unchosen } from '../../field';
import { operation } from '../../operation/operation';
import { jobId } from './get';

export const deleteRemoval = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete background removal',
	description: 'Delete a background removal for good',
	request: { method: 'DELETE', url: '/v3/background-removals/{job_id}' },
	fields: [unchosen(jobId)],
	deletes: { id: 'job_id', gone: true },
});
