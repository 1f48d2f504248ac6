// HyperFrames: Delete (DELETE /v3/hyperframes/renders/{render_id})
import { unchosen } from '../../field';
import { operation } from '../../operation/operation';
import { renderId } from './get';

export const deleteRender = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete HyperFrames render',
	description: 'Delete a render for good',
	request: { method: 'DELETE', url: '/v3/hyperframes/renders/{render_id}' },
	fields: [unchosen(renderId)],
	deletes: { id: 'render_id', gone: true },
});
