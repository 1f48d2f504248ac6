// Filler Word Removal: Get (GET /v3/filler-word-removals/{filler_word_removal_id})
import { id, ofItem } from '../../field';
import { operation } from '../../operation/operation';
import { jobs } from '../../../api/jobKinds';

/** The removal an operation is about; HeyGen has no list of them. */
export const fillerWordRemovalId = id('fillerWordRemovalId', {
	required: true,
	default: ofItem('id', 'filler_word_removal_id'),
	description: "'Filler Word Removal: Create' returns it",
});

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get filler word removal',
	description: 'Read a filler word removal, or wait until it is done',
	request: { method: 'GET', url: '/v3/filler-word-removals/{filler_word_removal_id}' },
	fields: [fillerWordRemovalId],
	follows: jobs.fillerWordRemoval,
});
