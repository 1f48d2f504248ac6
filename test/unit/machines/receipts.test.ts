// Receipts and keys: what n8n repeats is recognised, what was changed is a new order, and no two rows share a key.
import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { identityOf, keyOf } from '../../../nodes/HeyGen/orders/idempotency';
import { cancelOrder, openReceipt } from '../../../nodes/HeyGen/orders/receipts';
import { fakeRun } from './fakes';

const parameters = {
	resource: 'video',
	operation: 'createAvatar',
	authentication: 'apiKey',
	script: 'Hello',
};

/** An item's receipt and key, in an execution that may have begun before. */
function orderOf(
	contexts: { node: IDataObject; flow: IDataObject },
	body: IDataObject,
	more: IDataObject = {},
) {
	const run = fakeRun({
		parameters: { ...parameters, ...more },
		items: [{}],
		answer: () => ({ body: {} }),
		contexts,
	});
	const call = run.call(0);
	Object.assign(call.draft.body, body);
	const identity = identityOf(call);
	const receipt = openReceipt(call, identity);
	return { receipt, key: keyOf(call, identity, receipt) };
}
const contexts = () => ({ node: {}, flow: {} });

test('a row that n8n repeats has its receipt and its key again', () => {
	const execution = contexts();
	const first = orderOf(execution, { script: 'Hello' });
	first.receipt.answer = { data: { video_id: 'v1' } };
	const again = orderOf(execution, { script: 'Hello' });
	expect(again.receipt).toBe(first.receipt);
	expect(again.key).toBe(first.key);
});

test('as long as one of them is the same: the parameters, or what is ordered', () => {
	const execution = contexts();
	const first = orderOf(execution, { script: 'Hello' });
	// An expression gives another text each time.
	expect(orderOf(execution, { script: 'Hello again' }).receipt).toBe(first.receipt);
	// The parameters were written in another way, and ask for the same.
	expect(orderOf(execution, { script: 'Hello' }, { script: 'Hel' + '={{ "lo" }}' }).receipt).toBe(
		first.receipt,
	);
});

test('an edited workflow orders anew, under another key', () => {
	const execution = contexts();
	const first = orderOf(execution, { script: 'Hello' });
	const edited = orderOf(execution, { script: 'Goodbye' }, { script: 'Goodbye' });
	expect(edited.receipt).toMatchObject({ turn: 1 });
	expect(edited.receipt).not.toHaveProperty('answer');
	expect(edited.key).not.toBe(first.key);
});

test('a title, or who hears of it, does not make another order', () => {
	const execution = contexts();
	const first = orderOf(execution, { script: 'Hello', title: 'One' });
	const renamed = orderOf(
		execution,
		{ script: 'Hello', title: 'Two', callback_url: 'https://example.com/' },
		{ options: { title: 'Two' } },
	);
	expect(renamed.receipt).toBe(first.receipt);
});

test('what came to nothing is ordered anew: HeyGen would give the old outcome again', () => {
	const execution = contexts();
	const first = orderOf(execution, { script: 'Hello' });
	first.receipt.answer = {};
	first.receipt.unclear = { status: 0, code: '', message: '' };
	cancelOrder(first.receipt);
	const next = orderOf(execution, { script: 'Hello' });
	expect(next.receipt).toMatchObject({ turn: 1 });
	expect(next.receipt.answer).toBeUndefined();
	expect(next.receipt.unclear).toBeUndefined();
	expect(next.key).not.toBe(first.key);
});

test('an execution that began under an older version goes on under the keys of that one', () => {
	const old = { node: {}, flow: { heyGenExecution: 'execution' } };
	const identity = JSON.stringify([
		...['instance', 'workflow', 'execution', 'HeyGen', 0, 0, 'video', 'createAvatar'],
	]);
	const digest = createHash('sha256').update(identity).digest('hex').slice(0, 48);
	expect(orderOf(old, { script: 'Hello' }).key).toBe(`n8n-${digest}`);
});

test('an execution of the same number that asks for something else has other keys, and so has its repeat', () => {
	const alice = orderOf(contexts(), { script: 'Hello Alice' });
	const execution = contexts();
	const bob = orderOf(execution, { script: 'Hello Bob' });
	expect(bob.key).not.toBe(alice.key);
	expect(orderOf(execution, { script: 'Hello Bob, it is noon' }).key).toBe(bob.key);
	expect(orderOf(contexts(), { script: 'Hello Bob', title: 'At noon' }).key).toBe(bob.key);
});

test('two rows have two keys, and an own key stands for one row only', () => {
	const run = fakeRun({
		parameters,
		items: [
			{},
			{},
			{ options: { idempotencyKey: 'row-1' } },
			{ options: { idempotencyKey: 'row-1' } },
		],
		answer: () => ({ body: {} }),
	});
	const keyAt = (item: number) => {
		const call = run.call(item);
		const identity = identityOf(call);
		return keyOf(call, identity, openReceipt(call, identity));
	};
	expect(keyAt(0)).not.toBe(keyAt(1));
	expect(keyAt(2)).toBe('row-1');
	expect(() => keyAt(3)).toThrow("'Idempotency Key' is 'row-1' for items 2 and 3");
});

test('an own key with other characters is refused', () => {
	const call = fakeRun({
		parameters,
		items: [{ options: { idempotencyKey: 'row 1' } }],
		answer: () => ({ body: {} }),
	}).call(0);
	const identity = identityOf(call);
	expect(() => keyOf(call, identity, openReceipt(call, identity))).toThrow("but is 'row 1'");
});
