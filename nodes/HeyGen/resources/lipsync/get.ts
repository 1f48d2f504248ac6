// Lipsync: Get (GET /v3/lipsyncs/{lipsync_id})
import { locator, pickedFromItem } from '../../field';
import { operation } from '../../operation/operation';
import { jobs } from '../../../api/jobKinds';

/** The lipsync an operation is about. */
export const lipsyncId = locator('lipsyncId', 'searchLipsyncs', {
	default: pickedFromItem('id', 'lipsync_id'),
	description: 'ID of the lipsync, as the node that made it gives it',
	required: true,
});

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get lipsync',
	description: 'Read a lipsync, or wait until it is done',
	request: { method: 'GET', url: '/v3/lipsyncs/{lipsync_id}' },
	fields: [lipsyncId],
	follows: jobs.lipsync,
});
