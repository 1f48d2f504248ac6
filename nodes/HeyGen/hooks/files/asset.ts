// Asset: Upload and Upload Batch: files of the items, or at addresses, become assets of HeyGen.
import { firstOf } from '../../../api/firstOf';
import { createHash } from 'crypto';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { objectOf, textOf } from '../../../api/answer';
import { batches } from '../../../api/jobKinds';
import { limits } from '../../../api/limits';
import { isId } from '../../../api/path';
import { BinaryFile, referencesIn } from '../../field';
import { titleOf } from '../../field/words';
import { follow } from '../../jobs/follow';
import { jobFailure } from '../../jobs/outcome';
import { readEntries } from '../../orders/batch';
import { ItemFailed, oddAnswer } from '../../run/failure';
import type { Item } from '../../run/item';
import type { Run } from '../../run/run';
import { send } from '../../run/send';
import { fetchFile, noLinkTo } from '../download';
import { lookAt } from './files';
import {
	announcementOf,
	assetOf,
	checkRoom,
	closed,
	deliver,
	fileNameOf,
	nameOfBytes,
	receiptsOf,
	targetOf,
	type Upload,
} from './upload';

/** The file of an item, fetched into n8n's store where it stands at an address. */
async function uploadFor(item: Item): Promise<Upload> {
	const [reference] = referencesIn(item.draft.body);
	if (reference) return await lookAt(item, reference.file as BinaryFile);
	const { url } = item.draft.body.file as { url: string };
	const name = new URL(url).pathname.split('/').at(-1) ?? '';
	const fetched = await fetchFile(item, url, safely(name));
	if (!('mimeType' in fetched)) throw noLinkTo(titleOf('fileUrl'), fetched);
	return await lookAt(item, new BinaryFile(titleOf('fileUrl'), fetched, limits.asset));
}

/** A name out of an address, in letters. */
function safely(name: string): string {
	try {
		return decodeURIComponent(name);
	} catch {
		return name;
	}
}

/** The asset of an item's file. What HeyGen has of an address is not fetched again when n8n repeats the run. */
async function assetFor(item: Item): Promise<IDataObject> {
	const { url } = item.draft.body.file as { url?: string };
	if (!url) return await assetOf(item, await uploadFor(item));
	const name = `url:${createHash('sha256').update(url).digest('hex').slice(0, 32)}`;
	return (receiptsOf(item)[name] ??= await assetOf(item, await uploadFor(item)));
}

/** Uploads the file of an item. */
export async function uploadOne(item: Item): Promise<INodeExecutionData[]> {
	let asset: IDataObject = {};
	item.beforeSending = async () => {
		asset = await assetFor(item);
	};
	return (await item.pass()) ? [{ json: asset }] : [];
}

interface Member {
	item: Item;
	upload: Upload;
	/** The name of its bytes. */
	name: string;
}

/** Files of a run that go into batches together. */
const gathered = new WeakMap<Run, Member[]>();

/** An item's place in its batch. */
type Place = { asset_id: string; batch_id: string; item_index: number };

const receiptName = (name: string) => `batch:${name}`;

/** HeyGen names fewer places than files were announced. */
const unplaced = (upload: Upload) =>
	new ItemFailed({
		message: `HeyGen gave no place for the file '${fileNameOf(upload)}'`,
		description: 'Nothing was charged. Run this item again',
		code: 'upload_refused',
	});

/** Announces up to a hundred files, brings their bytes, and says that they are there. */
async function sendChunk(chunk: Member[]): Promise<Map<Item, Place | ItemFailed>> {
	const { item: first } = firstOf(chunk);
	const places = new Map<Item, Place | ItemFailed>();
	const title = first.collection('options').get('batchTitle') as string | undefined;
	const { context, run } = first;
	const identity = [
		context.getInstanceId(),
		context.getWorkflow().id,
		run.execution,
		run.start,
		context.getNode().name,
		run.runIndex,
		...chunk.map(({ name }) => name),
	];
	const key = createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 38);
	const answer = await send(
		first,
		{
			method: 'POST',
			url: '/v3/assets/direct-uploads/batches',
			body: {
				files: chunk.map(({ upload }) => announcementOf(upload)),
				...(title ? { title } : {}),
			},
			headers: { 'Idempotency-Key': `n8n-files-${key}` },
		},
		{ repeatable: true },
	);
	const { batch_id: batchId, items } = objectOf(answer) ?? {};
	const id = textOf(batchId);
	if (!isId(id) || !Array.isArray(items)) throw oddAnswer();
	await Promise.all(
		chunk.map(async ({ item, upload, name }, index) => {
			const target = targetOf(items[index]);
			try {
				if (!target) throw unplaced(upload);
				checkRoom(target, upload);
				if (!(await deliver(item, target, upload))) throw closed(upload);
				const place = { asset_id: target.asset_id, batch_id: id, item_index: index };
				receiptsOf(item)[receiptName(name)] = place;
				places.set(item, place);
			} catch (reason) {
				if (!(reason instanceof ItemFailed)) throw reason as Error;
				places.set(item, reason);
			}
		}),
	);
	await send(
		first,
		{
			method: 'POST',
			url: '/v3/assets/complete/batches',
			body: { batch_id: id },
			headers: { 'Idempotency-Key': `n8n-files-${key}-end` },
		},
		{ repeatable: true },
	);
	return places;
}

/** The files that belong to none of the batches of an earlier try, in requests of up to a hundred; the first item that gets here does it for all. */
async function sendAll(run: Run): Promise<Map<Item, Place | ItemFailed>> {
	const members = (gathered.get(run) ?? [])
		.filter(({ item, name }) => !receiptsOf(item)[receiptName(name)])
		.sort((a, b) => a.item.index - b.item.index);
	const places = new Map<Item, Place | ItemFailed>();
	for (let at = 0; at < members.length; at += limits.batch.max)
		for (const [item, place] of await sendChunk(members.slice(at, at + limits.batch.max)))
			places.set(item, place);
	return places;
}

/** Uploads the file of an item together with those of the other items. */
export async function uploadTogether(item: Item): Promise<INodeExecutionData[]> {
	const { run } = item;
	let name = '';
	item.beforeSending = async () => {
		const upload = await uploadFor(item);
		name = await nameOfBytes(item, upload);
		gathered.set(run, [...(gathered.get(run) ?? []), { item, upload, name }]);
	};
	if (!(await item.pass())) return [];
	if (!run.once.has('uploads')) run.once.set('uploads', sendAll(run));
	const sent = (await run.once.get('uploads')) as Map<Item, Place | ItemFailed>;
	const place = sent.get(item) ?? (receiptsOf(item)[receiptName(name)] as Place | undefined);
	if (!place || place instanceof ItemFailed) throw place ?? new ItemFailed(late);
	if (!item.values.get('waitUntilDone')) return [{ json: { ...place, status: 'processing' } }];
	const { batch_id: id, item_index: index } = place;
	await follow(item, batches.asset, id, item.deadline());
	const entries = run.once.get(id) ?? readEntries(item, batches.asset, id);
	run.once.set(id, entries);
	const entry = ((await entries) as IDataObject[]).find((one) => one.item_index === index);
	if (entry?.status === 'failed') throw jobFailure(batches.asset.of, place.asset_id, entry);
	return [{ json: { ...place, status: entry?.status ?? 'completed' } }];
}

const late = {
	message: 'The item started after the batch had been sent',
	description: 'Run it again',
	code: 'late',
};
