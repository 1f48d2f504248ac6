// The poll trigger's `poll()`: the port to HeyGen, the stored state, and what a test run in the editor sees.
import type { IDataObject, INodeExecutionData, IPollFunctions, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { isObject, textOf } from '../api/answer';
import { realClock } from '../api/clock';
import { credentialFor } from '../api/credential';
import { jobs, listPathOf } from '../api/jobKinds';
import { pathOf } from '../api/path';
import { listPage, pageOf } from '../api/pages';
import { request, statusOf } from '../api/request';
import { isFinished, pollFinished, standingOf } from './finishedJobs';
import type { Port, State } from './finishedJobs';

/** The kinds of job that can be watched: those that HeyGen lists by creation and tells the status of in bulk. */
const WATCHED = {
	lipsyncs: jobs.lipsync,
	translations: jobs.translation,
	videos: jobs.video,
};
const isWatch = (watch: string): watch is keyof typeof WATCHED => Object.hasOwn(WATCHED, watch);
/** The most rows that HeyGen gives in one page. */
const PAGE_SIZE = 100;

type Store = { watched?: string; state?: State };
/**
 * The stores whose poll is under way. n8n starts the next poll when its time has come, whether or not the one before
 * has ended, and two of a node's poll times may fall together: both would report the same jobs.
 */
const underWay = new WeakSet<Store>();

function portOf(context: IPollFunctions, kind: (typeof WATCHED)[keyof typeof WATCHED]): Port {
	const path = listPathOf(kind);
	return {
		page: async (token) => await listPage(context, path, { limit: PAGE_SIZE }, token),
		async statuses(ids) {
			const qs = { [kind.bulk.parameter]: ids.join(',') };
			const { rows } = pageOf(await request(context, { url: kind.bulk.path, qs }));
			// Every kind's row calls its id video_id.
			return new Map(rows.map(({ video_id, status }) => [textOf(video_id), textOf(status)]));
		},
		async read(id) {
			try {
				const { data } = await request(context, { url: pathOf(kind.path, { id }) });
				// What is no job at all says nothing about it: it is asked about again.
				return isObject(data) ? data : {};
			} catch (error) {
				if (statusOf(error) === 404) return undefined;
				throw new NodeApiError(context.getNode(), error as JsonObject);
			}
		},
	};
}

/**
 * Gives the jobs finished since the last poll, or null for none. In the editor: the newest finished job, as an example.
 *
 * @throws NodeApiError where HeyGen refuses; the state is then as before, so the next poll repeats this one
 */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const watch = this.getNodeParameter('watch', 'videos') as string;
	const statuses = [this.getNodeParameter('statuses', []) as unknown]
		.flat()
		.map(textOf)
		.filter(Boolean);
	const isWatched = (row: IDataObject) =>
		statuses.length === 0 || statuses.includes(standingOf(row));
	if (!isWatch(watch))
		throw new NodeOperationError(
			this.getNode(),
			`'Watch' is '${String(watch)}', which this trigger cannot watch`,
			{ description: `Choose one of the list, or write ${Object.keys(WATCHED).join(', ')}` },
		);
	const port = portOf(this, WATCHED[watch]);

	if (this.getMode() === 'manual') {
		const example = (await port.page()).rows.find((row) => isFinished(row) && isWatched(row));
		if (!example)
			throw new NodeOperationError(
				this.getNode(),
				`None of the newest ${PAGE_SIZE} ${watch} has finished with a status chosen in 'Statuses', so there is nothing to show`,
				{ level: 'warning' },
			);
		return [this.helpers.returnJsonArray([example])];
	}

	// Another kind, other statuses or another account start anew: what was not wanted before is old now.
	const account =
		this.getNode().credentials?.[credentialFor(this.getNodeParameter('authentication', 'apiKey'))]
			?.id;
	const watched = [watch, ...statuses, account].join();
	const store = this.getWorkflowStaticData('node') as Store;
	if (underWay.has(store)) return null;
	underWay.add(store);
	try {
		const before = store.watched === watched ? store.state : undefined;
		const { finished, state, givenUp } = await pollFinished(port, before, realClock.now() / 1_000);
		if (givenUp > 0)
			this.logger.warn(
				`${this.getNode().name} gave up on ${givenUp} ${watch} that have been running too long`,
			);
		Object.assign(store, { watched, state });
		const rows = finished.filter(isWatched);
		return rows.length > 0 ? [this.helpers.returnJsonArray(rows)] : null;
	} finally {
		underWay.delete(store);
	}
}
