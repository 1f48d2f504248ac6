// Job: Wait for Completion: takes jobs started elsewhere, asks about them in bulk, and sleeps while HeyGen works.
import { UserError, type IDataObject, type INodeExecutionData } from 'n8n-workflow';
import { follow, resultOf } from '../jobs/follow';
import { tooLong } from '../jobs/outcome';
import { batches, isBatch, type JobKind, kindOf } from '../../api/jobKinds';
import { type Found, jobsIn } from '../jobs/recognise';
import type { EndedJob } from '../jobs/poller';
import { defaults } from '../../api/limits';
import { type Part, readPart, rowsOfBatch } from '../orders/batch';
import { asRow, ItemFailed, refused, type Row } from '../run/failure';
import { isId, pathOf } from '../../api/path';
import { shown } from '../field';
import { ask } from '../run/send';
import { isRefusal } from '../../api/answer';
import { canSleep, isNotFinishedWired, type SleepingContext } from './context';
import { type Order, orderNamed } from './keptOrders';
import { newJob, submit, unsent } from './plans';
import { firstSeen } from './state';
import { type Plan, Suspension } from './suspension';
import type { Item } from '../run/item';

const jsonOf = (item: Item): IDataObject =>
	(item.context as SleepingContext).getInputData().json as IDataObject;

/** The part of a batch that a row of Not Finished stands for. */
const partOf = (item: Item): Part | undefined => readPart(jsonOf(item));

/** A request that could not be sent before. */
const keptOrderOf = (item: Item): Order | undefined => orderNamed(item.context, jsonOf(item).order);

/** How a row that was refused before comes back; undefined for any other. */
function refusalOf(item: Item): ItemFailed | undefined {
	const { status, error, code, description } = jsonOf(item) as Partial<Record<string, string>>;
	return status === 'refused'
		? new ItemFailed({ message: error ?? '', description, code: code ?? '' })
		: undefined;
}

/**
 * What to wait for.
 * @throws UserError where the item does not say
 */
function wanted(item: Item): Found[] {
	const kind = String(item.values.get('jobKind') ?? 'auto');
	const own = item.values.get('jobId');
	const found = jobsIn(jsonOf(item), kind === 'auto' ? undefined : kind);
	if (own === undefined || own === '') {
		const odd = found.find(({ id }) => !isId(id));
		if (odd)
			throw new UserError(`'Job ID' must be an ID, but the item carries ${shown(odd.id)}`, {
				description: "Set 'Job ID' to the field that holds the ID",
			});
		if (found.length) return found;
		throw new UserError(
			kind === 'auto'
				? "'Job Kind' cannot be told from the item: it has no field such as video_id or session_id"
				: "'Job ID' is empty, and the item carries no ID either",
			{
				description: "Choose 'Job Kind', and set 'Job ID' to the field that holds the ID",
			},
		);
	}
	const known = found[0]?.kind ?? (kind === 'auto' ? undefined : kind);
	if (known) return [{ kind: known, id: String(own) }];
	throw new UserError(
		`'Job Kind' cannot be told from the item, so it is not known what '${String(own)}' is`,
		{ description: "Choose 'Job Kind'" },
	);
}

/** What each finished row is: a batch's ID does not say it, and an item may carry jobs of several kinds. */
const kindsOfRows = new WeakMap<IDataObject, JobKind>();

/** The kind of job that a finished row is the resource of. */
export const waitedFor = (row: IDataObject): JobKind | undefined => kindsOfRows.get(row);

/** A batch's ID does not say what it is a batch of: HeyGen knows it in one place only. */
async function kindFor(item: Item, { kind, id }: Found): Promise<JobKind> {
	if (kind !== 'batch') return kindOf(kind);
	const { questions } = item.run;
	for (const one of Object.values(batches)) {
		const question = {
			method: 'GET' as const,
			url: pathOf(one.path, { id }),
			qs: { limit: 1 },
		};
		const outcome = await questions.use(async () => await ask(item, question), item.stop);
		if (!isRefusal(outcome)) return one;
		if (outcome.status !== 404) throw refused(outcome, true);
	}
	throw new ItemFailed({
		message: `HeyGen does not know the batch ${id}`,
		description:
			"Check 'Job ID', and that the credential belongs to the HeyGen workspace that owns it.",
		code: 'not_found',
		id,
	});
}

/** The rows of what has ended: the job's own, or one for each entry of a batch. */
async function rowsOf(item: Item, kind: JobKind, data: IDataObject): Promise<Row[]> {
	const rows = isBatch(kind) ? await rowsOfBatch(item, kind, data, partOf(item)) : [data];
	for (const row of rows)
		if (!(row instanceof ItemFailed)) kindsOfRows.set(row, isBatch(kind) ? kind.of : kind);
	return rows;
}

const rowsOfEnded = async (item: Item, kind: JobKind, id: string, ended: EndedJob) =>
	await rowsOf(item, kind, await resultOf(item, kind, id, ended));

const rowEnd = (reason: unknown): Row[] => [asRow(reason)];

function planOf(first: Item): Plan {
	const orders: Order[] = [];
	return {
		asksAgain: true,
		recheckMs: Number(first.values.get('recheckMinutes') ?? defaults.recheckMinutes) * 60_000,
		get most() {
			return Math.min(Infinity, ...orders.map((one) => one.most));
		},
		weight: (item) => keptOrderOf(item)?.weight ?? 1,
		known: async (item) => {
			const refusal = refusalOf(item);
			if (refusal) throw refusal;
			const order = keptOrderOf(item);
			if (order) {
				orders.push(order);
				return undefined;
			}
			const jobs = await Promise.all(
				wanted(item).map(async (one) => newJob(item, await kindFor(item, one), one.id)),
			);
			for (const job of jobs) job.since = firstSeen(item.context, job);
			return jobs;
		},
		start: async (item) => {
			const order = keptOrderOf(item) as Order;
			return await submit(item, { ...order, kind: kindOf(order.kind) });
		},
		finish: async (item, { jobs }, ended) =>
			(
				await Promise.all(
					jobs.map(
						async (job) =>
							await rowsOfEnded(item, kindOf(job.kind), job.id, ended(job)).catch(rowEnd),
					),
				)
			).flat(),
		kind: (item) => keptOrderOf(item)?.kind ?? String(jsonOf(item).kind ?? 'unknown'),
		unsubmitted: (item) => ({ order: jsonOf(item).order }),
		until: (item, { jobs }, since) => {
			const waits = jobs.length ? jobs : [{ kind: 'order', id: String(jsonOf(item).order), since }];
			return Math.min(...waits.map((one) => firstSeen(item.context, one))) + item.maxWaitMs;
		},
		late: (item, { jobs }) => {
			const job = jobs.find((one) => !one.ended);
			return job
				? tooLong(kindOf(job.kind), job.id, item.maxWaitMs, job.status)
				: unsent(item.maxWaitMs);
		},
	};
}

const suspensions = new WeakMap<object, Suspension>();

/** Waits for what an item speaks of. */
export async function waitForJobs(item: Item): Promise<INodeExecutionData[]> {
	const { run } = item;
	const context = item.context as SleepingContext;
	try {
		if (!refusalOf(item) && !keptOrderOf(item)) wanted(item);
	} catch (refusal) {
		run.gate.refuse();
		throw refusal as Error;
	}
	if (!(await item.pass())) return [];
	if (!canSleep(context) || !isNotFinishedWired(context)) return toItems(await followAll(item));
	const suspension = suspensions.get(run) ?? new Suspension(planOf(item), run.clock);
	suspensions.set(run, suspension);
	return toItems(await suspension.join(item));
}

const toItems = (rows: Row[]): INodeExecutionData[] =>
	rows.map((row) => (row instanceof ItemFailed ? row : { json: row })) as INodeExecutionData[];

/** Waits inside the node, where n8n cannot sleep or where nothing is connected to Not Finished. */
async function followAll(item: Item): Promise<Row[]> {
	const found = await Promise.all(
		wanted(item).map(async (one) => ({ kind: await kindFor(item, one), id: one.id })),
	);
	const follows = found.map(
		async ({ kind, id }): Promise<Row[]> =>
			await rowsOf(item, kind, await follow(item, kind, id, item.deadline())),
	);
	return (await Promise.all(follows.map(async (one) => await one.catch(rowEnd)))).flat();
}
