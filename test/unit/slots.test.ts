// The window of slots: bounded, in order, smaller after "too many", larger after success, and never stuck.
import { Stop } from '../../nodes/HeyGen/run/stop';
import { Slots } from '../../nodes/HeyGen/run/slots';

const tick = async () => await new Promise((resolve) => queueMicrotask(() => resolve(undefined)));

test('never more than the window, first come first served', async () => {
	const slots = new Slots(2);
	const order: number[] = [];
	for (let n = 0; n < 5; n++) void slots.acquire().then(() => order.push(n));
	await tick();
	expect(order).toEqual([0, 1]);
	slots.release();
	await tick();
	slots.release();
	await tick();
	expect(order).toEqual([0, 1, 2, 3]);
	expect(slots.used).toBe(2);
});

test('shrinks to what was accepted and grows back by one after a while of success', async () => {
	const slots = new Slots(10);
	for (let n = 0; n < 10; n++) await slots.acquire();
	for (let n = 0; n < 7; n++) {
		slots.shrink();
		slots.release();
	}
	let waiting = false;
	void slots.acquire().then(() => (waiting = true));
	await tick();
	expect(slots.used).toBe(3);
	expect(waiting).toBe(false);
	for (let n = 0; n < 6; n++) slots.grow();
	await tick();
	expect(waiting).toBe(false);
	slots.grow();
	await tick();
	expect(waiting).toBe(true);
});

test('after "too many" with nothing of its own under way it is back at once: that said nothing of their number', async () => {
	const slots = new Slots(10);
	for (let n = 0; n < 10; n++) await slots.acquire();
	for (let n = 0; n < 10; n++) {
		slots.shrink();
		slots.release();
	}
	for (let n = 0; n < 10; n++) void slots.acquire();
	expect(slots.used).toBe(1);
	for (let n = 0; n < 9; n++) slots.grow();
	expect(slots.used).toBe(10);
});

test('a window never closes', () => {
	const slots = new Slots(1);
	slots.used = 1;
	slots.shrink();
	slots.release();
	expect(slots.used).toBe(0);
	return slots.acquire();
});

test('a cancelled waiter leaves the queue', async () => {
	const slots = new Slots(1);
	await slots.acquire();
	const cancel = new Stop();
	const first = slots.acquire(cancel);
	const second = slots.acquire();
	cancel.now(new Error('stopped'));
	await expect(first).rejects.toThrow('stopped');
	slots.release();
	await second;
	expect(slots.used).toBe(1);
});

test('several slots at once: three languages are three jobs, and more than the window go alone', async () => {
	const slots = new Slots(4);
	await slots.acquire(undefined, 3);
	let second = false;
	void slots.acquire(undefined, 2).then(() => (second = true));
	await tick();
	expect(second).toBe(false);
	slots.release(3);
	await tick();
	expect(second).toBe(true);
	slots.release(2);
	await slots.acquire(undefined, 9);
	expect(slots.used).toBe(9);
});

test('begins with few, and each success makes room for one more, up to the most', async () => {
	const slots = new Slots(6, 2);
	let taken = 0;
	for (let n = 0; n < 20; n++) void slots.acquire().then(() => taken++);
	await tick();
	expect(taken).toBe(2);
	for (const expected of [4, 6, 8, 10, 11, 12]) {
		slots.grow();
		slots.release();
		await tick();
		expect(taken).toBe(expected);
	}
	expect(slots.used).toBe(6);
});
