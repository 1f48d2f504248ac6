// The key by which HeyGen recognises a request that comes twice, so that it is paid once.
import { createHash } from 'crypto';
import { UserError } from 'n8n-workflow';
import type { Call } from '../operation/call';
import type { Receipt } from '../run/item';

/** Source: HeyGen API reference, Idempotency-Key. */
const allowed = /^[A-Za-z0-9_:.-]{1,255}$/;

/**
 * What tells an item's request from every other one and stays the same when n8n repeats it. Another n8n counts its executions alike,
 * and a workflow from elsewhere may carry an ID twice: the instance counts too, and the node by its name, which its workflow has once.
 * A number of an execution may come again, in a restored database: its start counts too.
 */
export function identityOf({ context, run, index, operation, draft }: Call): string {
	const { name, parameters, retryOnFail } = run.node;
	// n8n may give calls of a tool by several items of an agent one run index, and a call that it repeats another: what they ask for tells more.
	const time = run.isInsideAgent
		? [retryOnFail ? 'any' : run.runIndex, draft.path, draft.body]
		: run.runIndex;
	return JSON.stringify([
		context.getInstanceId(),
		context.getWorkflow().id,
		run.execution,
		name,
		time,
		index,
		parameters.resource,
		operation.value,
		...(run.start ? [run.start] : []),
	]);
}

/**
 * The user's own key.
 * @throws UserError when it has other characters, or stands for two items of the run
 */
function ownKey(call: Call): string | undefined {
	const { run, index } = call;
	const own = call.collection('options').get('idempotencyKey');
	if (own === undefined || own === null || own === '') return undefined;
	const key = String(own);
	if (!allowed.test(key)) {
		throw new UserError(
			`'Idempotency Key' takes letters, digits and _ : . - only, but is '${key.slice(0, 60)}'`,
			{ description: 'Use a row ID without blanks' },
		);
	}
	const first = run.keys.get(key);
	if (first !== undefined && first !== index) {
		throw new UserError(
			`'Idempotency Key' is '${key}' for items ${first} and ${index}: HeyGen would give both the same result`,
			{ description: 'Use an expression that differs for every item, such as {{ $json.id }}' },
		);
	}
	run.keys.set(key, index);
	return key;
}

/** Checks the user's own key, where nothing will be sent under it. */
export const checkKey = (call: Call): void => void ownKey(call);

/**
 * The user's own key, or one that stays the same when n8n repeats this item.
 * @param identity what tells the item's request from every other one
 */
export const keyOf = (call: Call, identity: string, { turn, content }: Receipt): string =>
	ownKey(call) ??
	`n8n-${createHash('sha256')
		// A worker that does a lost execution again may be given other rows. What is ordered counts as it was asked for first: it may change at each evaluation.
		.update(identity + (call.run.start === undefined ? '' : content) + (turn || ''))
		.digest('hex')
		.slice(0, 48)}`;
