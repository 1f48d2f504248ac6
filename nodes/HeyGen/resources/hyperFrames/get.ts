// HyperFrames: Get (GET /v3/hyperframes/renders/{render_id})
import { locator, pickedFromItem } from '../../field';
import { operation } from '../../operation/operation';
import { jobs } from '../../../api/jobKinds';

/** The render an operation is about. */
export const renderId = locator('renderId', 'searchRenders', {
	default: pickedFromItem('id', 'render_id'),
	description: 'ID of the render, as the node that made it gives it',
	required: true,
});

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get HyperFrames render',
	description: 'Read a render, or wait until it is done',
	request: { method: 'GET', url: '/v3/hyperframes/renders/{render_id}' },
	fields: [renderId],
	follows: jobs.hyperFrames,
});
