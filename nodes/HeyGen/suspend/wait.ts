// Job: Wait for Completion: takes jobs started elsewhere, asks about them in bulk, and sleeps while HeyGen works.
import { UserError, type IDataObject, type INodeExecutionData } from 'n8n-workflow';
import { follow, minutesIn, resultOf, tooLong } from '../jobs/follow';
import { batches, isBatch, type JobKind, kindOf } from '../../api/jobKinds';
import { type Found, jobsIn } from '../jobs/recognise';
import type { Ended } from '../jobs/poller';
import { pace } from '../../api/limits';
import { type Part, readPart, rowsOfBatch } from '../orders/batch';
import { asRow, ItemEnded, refused, type Row } from '../run/ending';
import { isId, pathOf } from '../../api/path';
import { shown } from '../field';
import { ask } from '../run/send';
import { isRefusal } from '../../api/answer';
import { canSleep, isNotFinishedWired, type SleepingContext } from './context';
import { type Order, orderNamed } from './keptOrders';
import { newJob, submit } from './plans';
import { firstSeen } from './state';
import { type Plan, Suspension } from './suspension';
import type { Item } from '../run/item';

const itemOf = (call: Item): IDataObject =>
	(call.context as SleepingContext).getInputData().json as IDataObject;

/** The part of a batch that a row of Not Finished stands for. */
const partOf = (call: Item): Part | undefined => readPart(itemOf(call));

/** A request that could not be sent before. */
const orderOf = (call: Item): Order | undefined => orderNamed(call.context, itemOf(call).order);

/** How a row that was refused before comes back; undefined for any other. */
function refusalOf(call: Item): ItemEnded | undefined {
	const { status, error, code, description } = itemOf(call) as Record<string, string>;
	return status === 'refused' ? new ItemEnded({ message: error, description, code }) : undefined;
}

/**
 * What to wait for.
 * @throws UserError where the item does not say
 */
function wanted(call: Item): Found[] {
	const kind = String(call.values.get('jobKind') ?? 'auto');
	const own = call.values.get('jobId');
	const found = jobsIn(itemOf(call), kind === 'auto' ? undefined : kind);
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
	if (kind !== 'auto') return [{ kind: found[0]?.kind ?? kind, id: String(own) }];
	if (found.length) return [{ kind: found[0].kind, id: String(own) }];
	throw new UserError(
		`'Job Kind' cannot be told from the item, so it is not known what '${String(own)}' is`,
		{ description: "Choose 'Job Kind'" },
	);
}

/** A batch's ID does not say what it is a batch of: HeyGen knows it in one place only. */
async function kindFor(call: Item, { kind, id }: Found): Promise<JobKind> {
	if (kind !== 'batch') return kindOf(kind);
	for (const one of Object.values(batches)) {
		const outcome = await ask(call, {
			method: 'GET',
			url: pathOf(one.path, { id }),
			qs: { limit: 1 },
		});
		if (!isRefusal(outcome)) return one;
		if (outcome.status !== 404) throw refused(outcome, true);
	}
	throw new ItemEnded({
		message: `HeyGen does not know the batch ${id}`,
		description:
			"Check 'Job ID', and that the credential belongs to the HeyGen workspace that owns it.",
		code: 'not_found',
		id,
	});
}

async function rowsOf(call: Item, kind: JobKind, id: string, ended: Ended): Promise<Row[]> {
	const data = await resultOf(call, kind, id, ended);
	return isBatch(kind) ? await rowsOfBatch(call, kind, data, partOf(call)) : [data];
}

/** A request that HeyGen never had room for. */
const unsent = (patience: number): ItemEnded =>
	new ItemEnded({
		message: `The row could not be submitted within ${minutesIn(patience)} minutes: HeyGen had no room for another job`,
		description:
			"Nothing was charged for it. Run it again when fewer jobs are unfinished, or raise 'Max Wait (Minutes)'.",
		code: 'wait_timeout',
	});

const rowEnd = (reason: unknown): Row[] => [asRow(reason)];

function planOf(first: Item): Plan {
	const orders: Order[] = [];
	return {
		recheck: Number(first.values.get('recheckMinutes') ?? pace.recheckMinutes) * 60_000,
		get most() {
			return Math.min(Infinity, ...orders.map((one) => one.most));
		},
		weight: (call) => orderOf(call)?.weight ?? 1,
		known: async (call) => {
			const refusal = refusalOf(call);
			if (refusal) throw refusal;
			const order = orderOf(call);
			if (order) {
				orders.push(order);
				return undefined;
			}
			const jobs = await Promise.all(
				wanted(call).map(async (one) => newJob(await kindFor(call, one), one.id)),
			);
			for (const job of jobs) job.since = firstSeen(call.context, job);
			return jobs;
		},
		start: async (call) => {
			const order = orderOf(call) as Order;
			return await submit(call, { ...order, kind: kindOf(order.kind) });
		},
		finish: async (call, { jobs }, ended) =>
			(
				await Promise.all(
					jobs.map(
						async (job) => await rowsOf(call, kindOf(job.kind), job.id, ended(job)).catch(rowEnd),
					),
				)
			).flat(),
		kind: (call) => orderOf(call)?.kind ?? String(itemOf(call).kind ?? 'unknown'),
		unsubmitted: (call) => ({ order: itemOf(call).order }),
		until: (call, { jobs }, since) => {
			const waits = jobs.length ? jobs : [{ kind: 'order', id: String(itemOf(call).order), since }];
			return Math.min(...waits.map((one) => firstSeen(call.context, one))) + call.patience;
		},
		late: (call, { jobs }) => {
			const job = jobs.find((one) => !one.ended);
			return job ? tooLong(kindOf(job.kind), job.id, call.patience) : unsent(call.patience);
		},
	};
}

const suspensions = new WeakMap<object, Suspension>();

/** Waits for what an item speaks of. */
export async function waitForJobs(call: Item): Promise<INodeExecutionData[]> {
	const { run } = call;
	const context = call.context as SleepingContext;
	try {
		if (!refusalOf(call) && !orderOf(call)) wanted(call);
	} catch (refusal) {
		run.refuse();
		throw refusal as Error;
	}
	if (!(await run.pass())) return [];
	if (!canSleep(context) || !isNotFinishedWired(context)) return toItems(await followAll(call));
	const suspension = suspensions.get(run) ?? new Suspension(planOf(call));
	suspensions.set(run, suspension);
	return toItems(await suspension.join(call));
}

const toItems = (rows: Row[]): INodeExecutionData[] =>
	rows.map((row) => (row instanceof ItemEnded ? row : { json: row })) as INodeExecutionData[];

/** Waits inside the node, where n8n cannot sleep or where nothing is connected to Not Finished. */
async function followAll(call: Item): Promise<Row[]> {
	const found = await Promise.all(
		wanted(call).map(async (one) => ({ kind: await kindFor(call, one), id: one.id })),
	);
	const follows = found.map(async ({ kind, id }): Promise<Row[]> => {
		const data = await follow(call, kind, id, Date.now() + call.patience);
		return isBatch(kind) ? await rowsOfBatch(call, kind, data, partOf(call)) : [data];
	});
	return (await Promise.all(follows.map(async (one) => await one.catch(rowEnd)))).flat();
}
