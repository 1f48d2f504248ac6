// One request on its way: sent again where that is safe, never where it is not, and never twice for one row.
import { isAnswer } from '../../../nodes/api/answer';
import { tries } from '../../../nodes/api/retry';
import type { Receipt } from '../../../nodes/HeyGen/run/item';
import { ask, send } from '../../../nodes/HeyGen/run/send';
import { fakeRun, quiet, type Answering } from './fakes';

const post = { method: 'POST' as const, url: '/v3/videos', body: { title: 'x' } };
const get = { method: 'GET' as const, url: '/v3/videos/1' };
const parameters = { resource: 'video', operation: 'createAvatar', authentication: 'apiKey' };
const ok = { body: { data: { video_id: 'v1' } } };
const refusal = (status: number, code: string, headers = {}) => ({
	status,
	headers,
	body: { error: { code, message: 'No.' } },
});
const newReceipt = (): Receipt => ({ parameters: 'p', content: 'c', turn: 0 });

/** A run whose HeyGen gives these answers one after the other, the last one again and again. */
function runWith(...answers: Array<ReturnType<Answering>>) {
	const left = [...answers];
	const run = fakeRun({
		parameters,
		items: [{}],
		answer: () => (left.length > 1 ? left.shift() : left[0]) as ReturnType<Answering>,
	});
	return { ...run, item: run.call(0) };
}

test('"too many" waits as long as HeyGen says, and tries again', async () => {
	const { item, sent } = runWith(refusal(429, 'rate_limit_exceeded', { 'retry-after': '7' }), ok);
	await send(item, post, { pays: true });
	// Up to a second more spreads the items of a run.
	expect(sent.map(({ at }) => at)).toEqual([0, 7500]);
});

test('"too many" goes back to the caller who wants it, at once', async () => {
	const { item, sent } = runWith(refusal(429, 'rate_limit_exceeded'));
	expect(await ask(item, post, { pays: true, returnsLimited: true })).toMatchObject({
		status: 429,
	});
	expect(sent).toHaveLength(1);
});

test('"too many" lets a job give its slot back meanwhile', async () => {
	const { item } = runWith(refusal(429, 'rate_limit_exceeded', { 'retry-after': '2' }), ok);
	const waits: number[] = [];
	await send(item, post, {
		pays: true,
		waitWhenLimited: async (milliseconds) => void waits.push(milliseconds),
	});
	expect(waits).toEqual([2500]);
});

test('no wait is begun that ends after the deadline', async () => {
	const { item, sent } = runWith(refusal(429, 'rate_limit_exceeded', { 'retry-after': '60' }));
	await expect(send(item, post, { pays: true, deadline: 30_000 })).rejects.toMatchObject({
		failure: { code: 'rate_limit_exceeded', unpaid: true },
	});
	expect(sent).toHaveLength(1);
});

test('what HeyGen refuses is not sent again', async () => {
	const { item, sent } = runWith(refusal(400, 'invalid_parameter'));
	await expect(send(item, post, { repeatable: true, pays: true })).rejects.toMatchObject({
		failure: { code: 'invalid_parameter', unpaid: true },
	});
	expect(sent).toHaveLength(1);
});

describe('no clear answer', () => {
	test('a read is tried again, longer and longer, and then given up', async () => {
		const { item, sent } = runWith(refusal(503, ''));
		await expect(send(item, get)).rejects.toMatchObject({ failure: { httpCode: '503' } });
		expect(sent).toHaveLength(tries);
		const pauses = sent.slice(1).map(({ at }, index) => at - sent[index].at);
		expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
	});

	test('a paid request that HeyGen would not recognise is never sent again', async () => {
		const receipt = newReceipt();
		const { item, sent } = runWith(new Error('socket hang up'), ok);
		const outcome = ask(item, post, { repeatable: false, pays: true, receipt });
		expect(await outcome).toMatchObject({ status: 0, message: 'socket hang up' });
		expect(receipt).toMatchObject({ unclear: { status: 0 } });
		// Neither by n8n's Retry On Fail.
		expect(await ask(item, post, { repeatable: false, pays: true, receipt })).toMatchObject({
			status: 0,
		});
		expect(sent).toHaveLength(1);
	});

	test('a refusal after it does not say that nothing was paid', async () => {
		const { item } = runWith(new Error('socket hang up'), refusal(400, 'invalid_parameter'));
		await expect(
			send(item, post, { repeatable: true, pays: true, receipt: newReceipt() }),
		).rejects.toMatchObject({ failure: { unpaid: false } });
	});

	test('the end of the run does not end the asking for what may be paid; the cancel of the user does', async () => {
		const lost = runWith(new Error('socket hang up'), new Error('socket hang up'), ok);
		const answer = send(lost.item, post, { repeatable: true, pays: true });
		for (let n = 0; n < 50 && lost.sent.length < 1; n++) await quiet();
		lost.run.stop.now(new Error('another item failed'));
		expect(await answer).toMatchObject({ status: 200 });

		const canceled = runWith(new Error('socket hang up'));
		const outcome = send(canceled.item, post, { repeatable: true, pays: true });
		for (let n = 0; n < 50 && canceled.sent.length < 1; n++) await quiet();
		canceled.cancel();
		await expect(outcome).rejects.toThrow('The execution was canceled');
		expect(canceled.sent.length).toBeLessThan(tries);
	});
});

describe('one order per row', () => {
	test('what HeyGen has accepted is given again without a request', async () => {
		const receipt = newReceipt();
		const { item, sent } = runWith(ok);
		const sending = { repeatable: true, pays: true, receipt };
		const [first, second] = [await ask(item, post, sending), await ask(item, post, sending)];
		expect([isAnswer(first), isAnswer(second)]).toEqual([true, true]);
		expect(second).toMatchObject({ body: ok.body });
		expect(sent).toHaveLength(1);
		expect(receipt.answer).toEqual(ok.body);
	});

	test('two calls alike at the same time share one request', async () => {
		const receipt = newReceipt();
		const { item, sent } = runWith(ok);
		const sending = { repeatable: true, pays: true, receipt };
		const both = await Promise.all([ask(item, post, sending), ask(item, post, sending)]);
		expect(both[0]).toBe(both[1]);
		expect(sent).toHaveLength(1);
	});

	test('what was cut off before its answer counts as unclear', async () => {
		const receipt = newReceipt();
		const { item } = runWith(ok);
		const answer = ask(item, post, { repeatable: true, pays: true, receipt });
		for (let n = 0; n < 50 && !receipt.unclear; n++) await Promise.resolve();
		expect(receipt.unclear).toMatchObject({ message: 'The execution ended before the answer' });
		await answer;
	});
});

test("the key is not repeated, whatever HeyGen's or a gateway's words are", async () => {
	const { item } = runWith({
		status: 403,
		body: { error: { code: 'forbidden', message: 'Key our-key may not do this' } },
	});
	await expect(send(item, post, { pays: true })).rejects.toMatchObject({
		failure: { description: expect.not.stringContaining('our-key') },
	});
});

test('an order without an answer is not repeated once HeyGen has forgotten its key, after 24 hours', async () => {
	const receipt = newReceipt();
	const options = { pays: true, repeatable: true, receipt };
	const hours = (count: number) => count * 3_600_000;
	const first = runWith(new Error('socket hang up'));
	await ask(first.item, post, options);
	expect(first.sent).toHaveLength(tries);
	const early = runWith(new Error('socket hang up'));
	early.clock.at = hours(23);
	await ask(early.item, post, options);
	expect(early.sent).toHaveLength(tries);
	const late = runWith(ok);
	late.clock.at = hours(25);
	await expect(send(late.item, post, options)).rejects.toMatchObject({
		failure: { message: 'HeyGen gave no clear answer', unpaid: false },
	});
	expect(late.sent).toEqual([]);
	receipt.answer = ok.body;
	expect(isAnswer(await ask(late.item, post, options))).toBe(true);
});

test('nor is it within one run that waits so long', async () => {
	const { item, sent } = runWith(
		new Error('socket hang up'),
		refusal(429, 'rate_limit_exceeded', { 'retry-after': '50000' }),
		refusal(429, 'rate_limit_exceeded', { 'retry-after': '50000' }),
		ok,
	);
	const options = { pays: true, repeatable: true, receipt: newReceipt(), deadline: Infinity };
	expect(await ask(item, post, options)).toMatchObject({ status: 429, afterUnclear: true });
	expect(sent).toHaveLength(3);
});
