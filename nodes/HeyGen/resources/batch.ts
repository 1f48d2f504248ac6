// What all batches share: their own title and callback, and reading one back entry by entry.
import { callbackUrl, id, notice, text, type Field, ofItem } from '../field';
import { operation, type Operation } from '../operation/operation';
import { follow } from '../jobs/follow';
import type { BatchKind } from '../../api/jobKinds';
import { limits } from '../../api/limits';
import { readEntries } from '../orders/batch';

/** Options of the batch itself, next to those of its entries. */
export const batchOptions: Field[] = [
	text('batchTitle', { local: true, description: 'Name of the whole batch in HeyGen' }),
	callbackUrl('batchCallbackUrl', {
		label: 'Batch Callback URL',
		local: true,
		description: 'HeyGen calls this address once, when every entry of the batch has ended',
	}),
];

/**
 * What a batch is, and when to take it.
 * @param made what each row becomes: "one video"
 */
export const batchNotice = (made: string): Field =>
	notice(
		'batchNotice',
		`Each input row becomes ${made}. Take a batch for many rows: up to ${limits.batch.max} go in one request, HeyGen works through them in its own queue, and the results come back to their rows.`,
	);

/** Create Batch: the fields of Create, one input item per entry. */
export const createBatchOf = (
	{ fields, options = [], rules, complete, costInputs, simplify, request }: Operation,
	kind: BatchKind,
	what: string,
	made: string,
): Operation =>
	operation({
		name: 'Create Batch',
		value: 'createBatch',
		action: `Create batch of ${what}`,
		description: `Make ${what} of all input items, in batches of up to ${limits.batch.max}, which HeyGen works through in its own queue`,
		request: { method: 'POST', url: kind.path.replace('/{id}', ''), body: request.body },
		fields: [batchNotice(made), ...(fields ?? [])],
		options: [...options, ...batchOptions],
		rules,
		complete,
		costInputs,
		simplify,
		repeat: 'key',
		job: kind,
	});

/** Get Batch: one item per entry, in the order the entries were sent. */
export const getBatchOf = (kind: BatchKind, what: string): Operation =>
	operation({
		name: 'Get Batch',
		value: 'getBatch',
		action: `Get batch of ${what}`,
		description: `Read a batch of ${what}, one item per entry`,
		request: { method: 'GET', url: kind.path.replace('{id}', '{batch_id}') },
		fields: [
			id('batchId', {
				label: 'Batch ID',
				required: true,
				description: 'ID of the batch, as Create Batch gives it',
				default: ofItem('batch_id'),
			}),
		],
		follows: kind,
		perform: async (item) => {
			const batchId = String(item.draft.path.batch_id);
			if (item.values.get('waitUntilDone')) await follow(item, kind, batchId, item.deadline());
			return (await readEntries(item, kind, batchId)).map((entry) => ({
				json: { batch_id: batchId, ...entry },
			}));
		},
	});
