// What several resources share: bulk statuses and batches.
const { ApiError, invalid } = require('../errors');
const { newId } = require('../jobs');
const { batchPage, pageOf } = require('../lists');

const idsOf = (value) =>
	value
		? value
				.split(',')
				.map((id) => id.trim())
				.filter(Boolean)
		: [];
const errorOf = (job) =>
	job.failure ? { code: job.failure.code, message: job.failure.message } : null;

/** One row of a batch, as its page and the bulk status endpoint show it. A row that was refused has no job. */
const presentItem = (sim, now) => (item) => {
	const { job } = item;
	const status = job ? sim.jobs.bulkStatus(job, now) : 'failed';
	return {
		item_index: item.index,
		status,
		video_id: job?.id ?? null,
		error: status === 'failed' ? (job ? errorOf(job) : item.error) : null,
	};
};

const batchOf = (sim, id, kind) => {
	const batch = sim.batches.get(id);
	if (!batch || batch.of !== kind)
		throw new ApiError('batch_not_found', `Batch '${id}' was not found.`);
	return batch;
};

/** Bulk statuses: up to 100 ids in one request; every row calls its id `video_id`. */
const statuses =
	(kind, idsName) =>
	({ sim, query }) => {
		const ids = idsOf(query[idsName]);
		const batchIds = idsOf(query.batch_ids);
		if (!ids.length && !batchIds.length)
			throw invalid(idsName, `One of '${idsName}' and 'batch_ids' is required.`);
		if (ids.length + batchIds.length > 100)
			throw invalid(
				idsName,
				`'${idsName}' takes 100 ids at most, found ${ids.length + batchIds.length}.`,
			);
		const now = Date.now();
		const rows = ids.map((id) => {
			const job = sim.jobs.byId.get(id);
			const known = job && job.kind === kind && !job.deleted;
			const status = known ? sim.jobs.bulkStatus(job, now) : 'not_found';
			return {
				video_id: id,
				status,
				batch_id: (known && job.batch?.id) || null,
				item_index: (known && job.itemIndex) ?? null,
				error: status === 'failed' ? errorOf(job) : null,
			};
		});
		const batchRows = batchIds.flatMap((id) =>
			batchOf(sim, id, kind).items.map((item) => ({
				batch_id: id,
				...presentItem(sim, now)(item),
			})),
		);
		return { data: [...rows, ...batchRows], has_more: false, next_token: null };
	};

/**
 * POST …/batches: rows that cannot be accepted fail by themselves; the others become jobs in HeyGen's own queue, which works
 * on `batchConcurrency` of them at once and does not count against the account's limit.
 * @param {{of: string, rows: string, check: (sim, body) => void, start: (sim, body, more) => object[]}} how
 */
const createBatch =
	({ of, rows, check, start }) =>
	({ sim, body, key }) => {
		if (body.callback_url) sim.rules.url(body.callback_url, 'callback_url');
		sim.rules.folder(body);
		sim.jobs.admit('batch', body[rows].length);
		const now = Date.now();
		const batch = {
			id: newId(),
			of,
			title: body.title ?? null,
			callbackUrl: body.callback_url ?? undefined,
			folderId: body.folder_id ?? undefined,
			createdAt: now,
			items: [],
			left: 0,
		};
		let running = 0;
		body[rows].forEach((row) => {
			try {
				check(sim, row);
				const startAt =
					now + Math.floor(running / sim.config.batchConcurrency) * sim.config.jobSeconds * 1000;
				for (const job of start(sim, row, { key, batch, startAt })) {
					job.itemIndex = batch.items.length;
					batch.items.push({ index: batch.items.length, job });
					batch.left += 1;
					running += 1;
				}
			} catch (thrown) {
				if (!(thrown instanceof ApiError)) throw thrown;
				batch.items.push({ index: batch.items.length, error: thrown.envelope.error });
			}
		});
		sim.batches.set(batch.id, batch);
		if (!batch.left) sim.batchEnded(batch);
		return {
			data: {
				batch_id: batch.id,
				status: 'processing',
				total_items: batch.items.length,
				created_at: Math.floor(now / 1000),
			},
		};
	};

const getBatch =
	(of) =>
	({ sim, params, query }) => {
		const batch = batchOf(sim, params.batch_id, of);
		const now = Date.now();
		const present = presentItem(sim, now);
		const counts = {};
		for (const item of batch.items) {
			const { status } = present(item);
			counts[status] = (counts[status] ?? 0) + 1;
		}
		const busy = batch.items.length - (counts.completed ?? 0) - (counts.failed ?? 0);
		return batchPage(batch.items, query, present, {
			batch_id: batch.id,
			title: batch.title,
			created_at: Math.floor(batch.createdAt / 1000),
			total_items: batch.items.length,
			counts_by_status: counts,
			status: busy ? 'processing' : counts.completed ? 'completed' : 'failed',
		});
	};

const unix = (ms) => (Number.isFinite(ms) ? Math.floor(ms / 1000) : null);

/**
 * The facts of a job that every kind shows in its own words.
 * @returns {{status: string, done: boolean, failure: {code: string|null, message: string|null}|null, link: (name: string, wanted?: boolean) => string|null}}
 */
const look = (sim, job) => {
	const now = Date.now();
	const done = sim.jobs.succeeded(job, now);
	return {
		status: sim.jobs.status(job, now),
		done,
		failure: sim.jobs.isOver(job, now) && !done ? job.failure : null,
		link: (name, wanted = true) =>
			done && wanted && now >= job.endAt + (job.lateMs ?? sim.config.urlDelayMs)
				? sim.files.link(job.id, name)
				: null,
	};
};

/**
 * GET list, GET one and DELETE of a kind of job: nearly every resource has these three.
 * @param {{kind: string, path: string, idName: string, notFound: string, present: any, deleted?: (id: string) => object}} row
 */
const jobRoutes = ({ kind, path, idName, notFound, present, deleted = (id) => ({ id }) }) => ({
	[`GET ${path}`]: ({ sim, query }) =>
		pageOf(sim.jobs.lists[kind], query, {
			newestFirst: true,
			keep: (job) => !job.deleted,
			present: (job) => present(sim, job),
		}),
	[`GET ${path}/{${idName}}`]: ({ sim, params }) => ({
		data: present(sim, sim.jobs.get(params[idName], kind, notFound)),
	}),
	[`DELETE ${path}/{${idName}}`]: ({ sim, params }) => {
		sim.jobs.remove(sim.jobs.get(params[idName], kind, notFound));
		return { data: deleted(params[idName]) };
	},
});

module.exports = { statuses, createBatch, getBatch, idsOf, look, unix, jobRoutes };
