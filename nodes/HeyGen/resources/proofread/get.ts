// Proofread: Get (GET /v3/video-translations/proofreads/{proofread_id})
import { id, ofItem } from '../../field';
import { operation } from '../../operation/operation';
import { jobs } from '../../../api/jobKinds';

/** The proofread an operation is about; HeyGen has no list of them. */
export const proofreadId = id('proofreadId', {
	required: true,
	default: ofItem('id', 'proofread_id'),
	description: "'Proofread: Create' returns it",
});

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get proofread',
	description: 'Read a proofread, or wait until its words can be corrected',
	request: { method: 'GET', url: '/v3/video-translations/proofreads/{proofread_id}' },
	fields: [proofreadId],
	follows: jobs.proofread,
});
