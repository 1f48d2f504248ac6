// Avatar Look: Get (GET /v3/avatars/looks/{look_id})
import { locator } from '../../field';
import { operation } from '../../operation/operation';
import { jobs } from '../../../api/jobKinds';
import { lookFields } from './getMany';

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get avatar look',
	description: 'Read a look, or wait until a video can use it',
	request: { method: 'GET', url: '/v3/avatars/looks/{look_id}' },
	fields: [locator('lookId', 'searchLooks', { required: true })],
	follows: jobs.avatar,
	simplify: lookFields,
});
