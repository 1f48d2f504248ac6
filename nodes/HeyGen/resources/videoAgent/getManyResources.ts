// Video Agent: Get Many Resources (GET /v3/video-agents/sessions/{session_id}/resources)
import type { IDataObject } from 'n8n-workflow';
import { operation } from '../../operation/operation';
import { jobs } from '../../../api/jobKinds';
import { readJob } from '../../jobs/follow';
import { pages } from '../../../api/limits';
import { pathOf } from '../../../api/path';
import { ask } from '../../run/send';
import { dataOf, isRefusal } from '../../../api/answer';
import { getResource } from './getResource';
import { sessionId } from './get';
import type { Item } from '../../run/item';

/** The resources that the session's messages name; one that is gone meanwhile is left out. */
async function namedInMessages(item: Item, wanted: number): Promise<IDataObject[]> {
	const { path } = item.draft;
	const session = await readJob(item, jobs.videoAgent, String(path.session_id));
	const ids = new Set(
		((session.messages ?? []) as IDataObject[]).flatMap(
			(message) => (message.resource_ids ?? []) as string[],
		),
	);
	const answers = await Promise.all(
		[...ids].slice(0, wanted).map(
			async (id) =>
				await ask(item, {
					method: 'GET',
					url: pathOf(getResource.request.url, { ...path, resource_id: id }),
				}),
		),
	);
	return answers.flatMap((answer) => (isRefusal(answer) ? [] : [dataOf(answer) as IDataObject]));
}

export const getManyResources = operation({
	name: 'Get Many Resources',
	value: 'getManyResources',
	action: 'Get many resources of video agent session',
	description: 'List the images, videos and sounds that a session works with',
	request: { method: 'GET', url: '/v3/video-agents/sessions/{session_id}/resources' },
	fields: [sessionId],
	list: { max: pages.resources, absent: namedInMessages },
});
