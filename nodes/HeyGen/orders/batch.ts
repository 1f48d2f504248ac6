// Batches: the checked items of a run become requests of up to 100 entries, and each result finds its way back to its row.
import { firstOf } from '../../api/firstOf';
import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { jobFailure } from '../jobs/outcome';
import { resultOf as resultOfJob } from '../jobs/follow';
import type { BatchKind } from '../../api/jobKinds';
import { limits } from '../../api/limits';
import type { Item } from '../run/item';
import type { Call } from '../operation/call';
import { asRow, ItemFailed, type Row } from '../run/failure';
import { readPages } from '../run/pages';
import type { Run } from '../run/run';
import { pathOf } from '../../api/path';
import { dataOf, isObject, textOf } from '../../api/answer';
import { send } from '../run/send';
import { jobIdsOf, jobsOf } from './order';
import { type Shared, sharedOf } from './receipts';

/** One entry of a batch as HeyGen lists it. */
interface Entry extends IDataObject {
	item_index: number;
	status: string;
	video_id: string | null;
	error: IDataObject | null;
}

/** Where an item's entries stand in its batch: at its own place, or, where HeyGen lists each language by itself, from there on. */
export interface Part extends IDataObject {
	item_index: number;
	items: number;
	first: number;
	entries: number;
}

/** The part that a row carries, where it does. */
export const readPart = (part: IDataObject | undefined): Part | undefined =>
	part && 'item_index' in part ? (part as Part) : undefined;

/** What became of one request: the batch, and which of its entries belong to which item, by its key. */
interface Sent {
	id: string;
	parts: Map<string, Part>;
}

/** Rows that go into one request. */
interface Chunk {
	calls: Call[];
	/** The request that they went into before, where HeyGen gave no clear answer to it. */
	before?: [key: string, order: Shared];
}

/** Items of a run that go into batches together. */
const gathered = new WeakMap<Run, Call[]>();

/** Puts an item among those that go into batches together. */
export function gather(call: Call): void {
	const calls = gathered.get(call.run) ?? [];
	calls.push(call);
	gathered.set(call.run, calls);
}

const rowKey = ({ key }: Call): string => key as string;

/** Sends the run's items in requests of up to 100; the first item that gets here does it for all. */
async function sendAll(
	call: Call,
	kind: BatchKind,
	address?: string,
): Promise<Map<string, Promise<Sent>>> {
	const { run } = call;
	const calls = (gathered.get(run) ?? [])
		.filter(({ receipt, isBlocked }) => !receipt?.answer && !isBlocked)
		.sort((a, b) => a.index - b.index);
	const sent = new Map<string, Promise<Sent>>();
	let before: Promise<unknown> = Promise.resolve();
	for (const chunk of chunksOf(calls, sharedOf(call))) {
		// One after the other, and none after one that failed where that ends the run.
		const request = before.then(async () => await sendChunk(chunk, kind, address));
		before = run.continues ? request.catch(() => undefined) : request;
		for (const key of chunk.before?.[1].members ?? chunk.calls.map(rowKey)) sent.set(key, request);
		request.catch(() => undefined);
	}
	return sent;
}

/**
 * Requests of up to 100 rows, in the order of the rows; a batch lies in one folder.
 * What went into a request that HeyGen may have accepted is asked about first, under the key of that one.
 */
function chunksOf(calls: Call[], shared: Record<string, Shared>): Chunk[] {
	const known = Object.entries(shared);
	const places = new Map(known.flatMap((order) => order[1].members.map((key) => [key, order])));
	const again = known
		.map((before) => ({ before, calls: calls.filter((one) => places.get(rowKey(one)) === before) }))
		.filter((chunk) => chunk.calls.length > 0);
	const byFolder = new Map<unknown, Call[]>();
	for (const call of calls) {
		if (places.has(rowKey(call))) continue;
		const folder = call.collection('options').get('batchFolderId');
		const rows = byFolder.get(folder) ?? [];
		byFolder.set(folder, rows);
		rows.push(call);
	}
	const fresh = [...byFolder.values()].flatMap((rows) =>
		Array.from({ length: Math.ceil(rows.length / limits.batch.max) }, (_, n) => ({
			calls: rows.slice(n * limits.batch.max, (n + 1) * limits.batch.max),
		})),
	);
	return [...again, ...fresh];
}

/** The key of a request for these rows. */
const keyOfAll = (members: string[]): string =>
	`n8n-batch-${createHash('sha256').update(JSON.stringify(members)).digest('hex').slice(0, 42)}`;

async function sendChunk(
	{ calls, before }: Chunk,
	kind: BatchKind,
	address = firstOf(calls).collection('options').get('batchCallbackUrl') as string | undefined,
): Promise<Sent> {
	const first = firstOf(calls);
	const { operation, run } = first;
	const options = first.collection('options');
	const batch = {
		title: options.get('batchTitle') as string,
		callback_url: address,
		folder_id: options.get('batchFolderId') as string,
	};
	const now: Shared = {
		members: calls.map(rowKey),
		jobs: calls.map(jobsOf),
		at: run.clock.now(),
	};
	const [key, order] = before ?? [keyOfAll(now.members), now];
	const shared = sharedOf(first);
	// Rows may be edited before n8n repeats them: without this note nobody would know what went together.
	shared[key] = order;
	try {
		const answer = await send(
			first,
			{
				method: 'POST',
				url: operation.request.url,
				body: {
					...Object.fromEntries(Object.entries(batch).filter(([, value]) => value)),
					[kind.entries]: calls.map((one) => one.draft.body),
				},
				headers: { 'Idempotency-Key': key },
			},
			{ repeatable: true, pays: true, receipt: order },
		);
		const data = dataOf(answer) as IDataObject;
		const id = firstOf(jobIdsOf(kind, data));
		run.created.push({ item: first.index, kind: kind.value, id });
		const parts = partsOf((await isAsBefore(first, kind, id, data, order, now)) ? order : now);
		for (const one of calls)
			if (one.receipt) one.receipt.answer = { id, part: parts.get(rowKey(one)) };
		delete shared[key];
		return { id, parts };
	} catch (reason) {
		order.at = run.clock.now();
		if (reason instanceof ItemFailed && reason.failure.unpaid) delete shared[key];
		throw reason as Error;
	}
}

/** Which entries of a batch are whose, by the key of the row. */
function partsOf({ members, jobs }: Shared): Map<string, Part> {
	let first = 0;
	return new Map(
		members.map((key, place) => {
			const entries = jobs[place] ?? 1;
			const part = { item_index: place, items: members.length, first, entries };
			first += entries;
			return [key, part];
		}),
	);
}

/**
 * Whether a batch is the one that was asked for at first, with the rows that have been edited since: HeyGen gives that one for its key.
 * It has more entries than what is sent now, by the row as well as by the job.
 */
async function isAsBefore(
	item: Item,
	kind: BatchKind,
	id: string,
	made: IDataObject,
	before: Shared,
	now: Shared,
): Promise<boolean> {
	if (before.members.length === now.members.length) return true;
	const total = Number(made.total_items ?? (await readEntries(item, kind, id)).length);
	const fits = ({ members, jobs }: Shared) =>
		total === members.length || total === jobs.reduce((sum, count) => sum + count, 0);
	if (!fits(now) || !fits(before)) return !fits(now);
	// As many rows before as there are languages now: then its age tells.
	return Number(made.created_at) * 1000 < (before.at + now.at) / 2;
}

/** Whether HeyGen lists each language by itself. */
const isByLanguage = (all: Entry[], { items }: Part): boolean =>
	all.some(({ item_index: index }) => index >= items);

/** Which entries of the batch are an item's, whatever their order and whichever are left out. */
function entriesOf(all: Entry[], part: Part): Entry[] {
	const { item_index: place, first, entries } = part;
	const [from, to] = isByLanguage(all, part) ? [first, first + entries] : [place, place + 1];
	return all
		.filter(({ item_index: index }) => index >= from && index < to)
		.sort((a, b) => a.item_index - b.item_index);
}

/** All entries of a batch: HeyGen pages them, with the cursor inside `data`. */
export const readEntries = async (item: Item, kind: BatchKind, id: string): Promise<Entry[]> =>
	(await readPages(item, pathOf(kind.path, { id }), {}, Infinity, limits.batch.max, (data) =>
		isObject(data) ? data.items : data,
	)) as Entry[];

/**
 * Sends the batches of the run, if that has not been done yet.
 * @returns the item's batch and its part in it
 */
export async function sendTogether(
	call: Call,
	kind: BatchKind,
	address?: string,
): Promise<{ id: string; part: Part }> {
	const { run, index, receipt } = call;
	if (receipt?.answer) {
		const known = receipt.answer as { id: string; part: Part };
		if (!run.created.some(({ id }) => id === known.id))
			run.created.push({ item: index, kind: kind.value, id: known.id });
		return known;
	}
	if (!run.once.has('batches')) run.once.set('batches', sendAll(call, kind, address));
	const batches = (await run.once.get('batches')) as Map<string, Promise<Sent>>;
	const together = await batches.get(rowKey(call));
	const part = together?.parts.get(rowKey(call));
	if (together && part) return { id: together.id, part };
	// An item that n8n started late goes by itself.
	const { id, parts } = await sendChunk({ calls: [call] }, kind, address);
	return { id, part: parts.get(rowKey(call)) as Part };
}

/**
 * The results of a finished batch.
 * @param part whose of them; all where it is left out
 */
export async function rowsOfBatch(
	item: Item,
	kind: BatchKind,
	batch: IDataObject,
	part?: Part,
): Promise<Row[]> {
	const { once } = item.run;
	const id = textOf(batch.batch_id ?? batch.id);
	if (!once.has(id))
		once.set(id, batch.has_more ? readEntries(item, kind, id) : Promise.resolve(batch.items));
	const listed: unknown = await once.get(id);
	const all = (Array.isArray(listed) ? listed.filter(isObject) : []) as Entry[];
	const own = part ? entriesOf(all, part) : all;
	// Each language of a translation has an entry of its own.
	const wanted = !part ? 1 : isByLanguage(all, part) ? part.entries : 1;
	return [
		...(await Promise.all(own.map(async (entry) => await resultOf(item, kind, id, entry)))),
		...Array.from({ length: Math.max(0, wanted - own.length) }, () => notListed(kind, id)),
	];
}

const notListed = (kind: BatchKind, id: string): ItemFailed =>
	new ItemFailed({
		message: `${kind.noun} ${id} is finished, but does not say what became of this item`,
		description: `Look for it with '${kind.of.noun}: Get Many' before running the item again.`,
		code: 'not_listed',
		id,
	});

/** The finished resource of an entry, or why there is none. */
async function resultOf(item: Item, kind: BatchKind, batchId: string, entry: Entry): Promise<Row> {
	if (entry.status !== 'failed' && entry.video_id)
		return await resultOfJob(item, kind.of, entry.video_id, { status: entry.status }).catch(asRow);
	return jobFailure(kind.of, entry.video_id ?? `${batchId}/${entry.item_index}`, entry);
}
