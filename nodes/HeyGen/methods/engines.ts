// The engines of an avatar in the editor: those that the chosen look does not take say so.
import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { isObject } from '../../api/answer';
import { pathOf } from '../../api/path';
import { requestForEditor } from '../../api/request';
import { engines } from '../parameters/look';

/** Ids as they are typed or chosen: an expression is not known before the run. */
const isKnown = (id: unknown): id is string =>
	typeof id === 'string' && id !== '' && !id.startsWith('=');

/** What the look takes; undefined where it is not known, or HeyGen does not tell. */
async function takenBy(context: ILoadOptionsFunctions): Promise<unknown[] | undefined> {
	const avatar = context.getCurrentNodeParameter('avatarId');
	const id = isObject(avatar) ? (avatar as IDataObject).value : avatar;
	if (!isKnown(id)) return undefined;
	const { data } = await requestForEditor(context, {
		url: pathOf('/v3/avatars/looks/{id}', { id }),
	});
	const { supported_api_engines: taken } = (data ?? {}) as IDataObject;
	return Array.isArray(taken) && taken.length > 0 ? taken : undefined;
}

/** All engines, whatever the look: what a workflow holds stays in the list. */
export async function enginesHere(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	// A list that is longer than it need be is better than none.
	const taken = await takenBy(this).catch(() => undefined);
	return engines.map(({ name, value }) => ({
		value,
		name: taken && !taken.includes(value) ? `${name} (not with this look)` : name,
	}));
}
