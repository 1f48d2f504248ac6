// AI Clipping: Delete (DELETE /v3/ai-clipping/{job_id})
import { unchosen } from '../../field';
import { operation } from '../../operation/operation';
import { jobId } from './get';

export const deleteClipping = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete AI clipping',
	description: 'Delete a clipping job and its clips for good',
	request: { method: 'DELETE', url: '/v3/ai-clipping/{job_id}' },
	fields: [unchosen(jobId)],
	deletes: { id: 'job_id', gone: true },
});
