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
import { jobIdsOf } from './order';

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

/** What became of one request: the batch, and which of its entries belong to which item. */
interface Sent {
	id: string;
	parts: Map<number, Part>;
}

/** Items of a run that go into batches together. */
const gathered = new WeakMap<Run, Call[]>();

/** Puts an item among those that go into batches together. */
export function gather(call: Call): void {
	const calls = gathered.get(call.run) ?? [];
	calls.push(call);
	gathered.set(call.run, calls);
}

/** Sends the run's items in requests of up to 100; the first item that gets here does it for all. */
async function sendAll(
	call: Call,
	kind: BatchKind,
	address?: string,
): Promise<Map<number, Promise<Sent>>> {
	const { run } = call;
	const calls = (gathered.get(run) ?? [])
		.filter(({ receipt, isBlocked }) => !receipt?.answer && !isBlocked)
		.sort((a, b) => a.index - b.index);
	const sent = new Map<number, Promise<Sent>>();
	let before: Promise<unknown> = Promise.resolve();
	for (const chunk of chunksOf(calls)) {
		// One after the other, and none after one that failed where that ends the run.
		const request = before.then(async () => await sendChunk(chunk, kind, address));
		before = run.continues ? request.catch(() => undefined) : request;
		for (const { index } of chunk) sent.set(index, request);
		request.catch(() => undefined);
	}
	return sent;
}

/** Requests of up to 100 rows, in the order of the rows; a batch lies in one folder. */
function chunksOf(calls: Call[]): Call[][] {
	const byFolder = new Map<unknown, Call[]>();
	for (const call of calls) {
		const folder = call.collection('options').get('batchFolderId');
		const rows = byFolder.get(folder) ?? [];
		byFolder.set(folder, rows);
		rows.push(call);
	}
	return [...byFolder.values()].flatMap((rows) =>
		Array.from({ length: Math.ceil(rows.length / limits.batch.max) }, (_, n) =>
			rows.slice(n * limits.batch.max, (n + 1) * limits.batch.max),
		),
	);
}

async function sendChunk(
	chunk: Call[],
	kind: BatchKind,
	address = firstOf(chunk).collection('options').get('batchCallbackUrl') as string | undefined,
): Promise<Sent> {
	const first = firstOf(chunk);
	const { operation, run } = first;
	const options = first.collection('options');
	const shared = {
		title: options.get('batchTitle') as string,
		callback_url: address,
		folder_id: options.get('batchFolderId') as string,
	};
	const key = `n8n-batch-${createHash('sha256')
		.update(JSON.stringify(chunk.map((one) => one.key)))
		.digest('hex')
		.slice(0, 42)}`;
	const answer = await send(
		first,
		{
			method: 'POST',
			url: operation.request.url,
			body: {
				...Object.fromEntries(Object.entries(shared).filter(([, value]) => value)),
				[kind.entries]: chunk.map((one) => one.draft.body),
			},
			headers: { 'Idempotency-Key': key },
		},
		{ repeatable: true, pays: true },
	);
	const id = firstOf(jobIdsOf(kind, dataOf(answer)));
	run.created.push({ item: first.index, kind: kind.value, id });
	let next = 0;
	const parts = new Map<number, Part>();
	for (const [index, one] of chunk.entries()) {
		const entries = (one.draft.body.output_languages as unknown[] | undefined)?.length ?? 1;
		parts.set(one.index, { item_index: index, items: chunk.length, first: next, entries });
		next += entries;
	}
	for (const one of chunk) if (one.receipt) one.receipt.answer = { id, part: parts.get(one.index) };
	return { id, parts };
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
	(await readPages(
		item,
		pathOf(kind.path, { id }),
		{},
		Infinity,
		limits.batch.max,
		(data) => (data as { items: IDataObject[] }).items,
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
	const batches = (await run.once.get('batches')) as Map<number, Promise<Sent>>;
	// An item that n8n started late goes by itself.
	const { id, parts } = await (batches.get(index) ?? sendChunk([call], kind, address));
	return { id, part: parts.get(index) as Part };
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
	const wanted = !part ? 0 : isByLanguage(all, part) ? part.entries : 1;
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
	return jobFailure(kind.of, entry.video_id ?? `${batchId}/${entry.item_index}`, {
		status: entry.status,
		error: entry.error,
	});
}
