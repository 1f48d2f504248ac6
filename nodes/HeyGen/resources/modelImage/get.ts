// Generative Image: Get (GET /v3/models/images/{generation_id})
import { id, ofItem } from '../../field';
import { operation } from '../../operation/operation';
import { jobs } from '../../../api/jobKinds';

/** The generation an operation is about; HeyGen has no list of them. */
export const generationId = id('generationId', {
	required: true,
	default: ofItem('id', 'generation_id'),
	description: "'Generative Image: Create' returns it",
});

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get generative image',
	description: 'Read the images of a generation, or wait until they are done',
	request: { method: 'GET', url: '/v3/models/images/{generation_id}' },
	fields: [generationId],
	follows: jobs.modelImage,
});
