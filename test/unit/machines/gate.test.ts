// The gate before the first paid request: open once for all or closed for all, whoever comes late, is refused, or never comes.
import { Gate } from '../../../nodes/HeyGen/run/gate';
import { fakeClock, quiet } from './fakes';

function gateFor(size: number, { continues = false, startPauseMs = 0 } = {}) {
	const clock = fakeClock();
	return { clock, gate: new Gate({ size, continues, startPauseMs, clock }) };
}

/** What became of an item that wants to pass. */
function passing(gate: Gate, item: number) {
	const one: { outcome: boolean | string | undefined } = { outcome: undefined };
	gate.arrive(item);
	gate.pass().then(
		(open) => (one.outcome = open),
		(reason: Error) => (one.outcome = reason.message),
	);
	return one;
}

test('opens when the last item has been checked, not before', async () => {
	const { gate } = gateFor(3);
	const [first, second] = [passing(gate, 0), passing(gate, 1)];
	await quiet();
	expect([first.outcome, second.outcome]).toEqual([undefined, undefined]);
	const last = passing(gate, 2);
	await quiet();
	expect([first.outcome, second.outcome, last.outcome]).toEqual([true, true, true]);
	expect(gate.entered).toBe(3);
});

test('one item that is refused closes it for all', async () => {
	const { gate } = gateFor(3);
	const first = passing(gate, 0);
	gate.arrive(1);
	gate.refuse();
	const last = passing(gate, 2);
	await quiet();
	expect([first.outcome, last.outcome]).toEqual([false, false]);
});

test('with "Continue" the others go through without the one that is refused', async () => {
	const { gate } = gateFor(3, { continues: true });
	const first = passing(gate, 0);
	gate.arrive(1);
	gate.refuse();
	const last = passing(gate, 2);
	await quiet();
	expect([first.outcome, last.outcome, gate.entered]).toEqual([true, true, 2]);
});

test('with "Continue" an item that n8n never starts is not waited for, once none has come for a tenth of a second', async () => {
	const { gate, clock } = gateFor(3, { continues: true });
	const [first, second] = [passing(gate, 0), passing(gate, 1)];
	for (let n = 0; n < 20 && first.outcome === undefined; n++) await quiet();
	expect([first.outcome, second.outcome, clock.at]).toEqual([true, true, 200]);
});

test("the user's pause between batches is waited for", async () => {
	const { gate, clock } = gateFor(3, { continues: true, startPauseMs: 5000 });
	const first = passing(gate, 0);
	for (let n = 0; n < 20 && first.outcome === undefined; n++) await quiet();
	expect([first.outcome, clock.at]).toEqual([true, 5100]);
});

test('an item that comes after all goes through at once, and is not counted for another', async () => {
	const { gate } = gateFor(3, { continues: true });
	const first = passing(gate, 0);
	for (let n = 0; n < 20 && first.outcome === undefined; n++) await quiet();
	const [late, latest] = [passing(gate, 1), passing(gate, 2)];
	await quiet();
	expect([late.outcome, latest.outcome, gate.entered]).toEqual([true, true, 3]);
});

describe('what looks at the whole run', () => {
	test('runs once, before the gate opens', async () => {
		const { gate } = gateFor(2);
		let looks = 0;
		gate.beforeOpening = async () => void looks++;
		const [first, second] = [passing(gate, 0), passing(gate, 1)];
		await quiet();
		expect([first.outcome, second.outcome, looks]).toEqual([true, true, 1]);
	});

	test('keeps it closed: one item says why, and with "Continue" each does', async () => {
		for (const continues of [false, true]) {
			const { gate } = gateFor(3, { continues });
			gate.beforeOpening = async () => await Promise.reject(new Error('too much'));
			const all = [passing(gate, 0), passing(gate, 1), passing(gate, 2)];
			await quiet();
			expect(all.map((one) => one.outcome)).toEqual(
				continues ? ['too much', 'too much', 'too much'] : ['too much', false, false],
			);
		}
	});

	test('looks again with an item that comes late, and refuses that one alone', async () => {
		const { gate } = gateFor(2, { continues: true });
		const first = passing(gate, 0);
		for (let n = 0; n < 20 && first.outcome === undefined; n++) await quiet();
		gate.beforeOpening = async () => await Promise.reject(new Error('too much with this one'));
		const late = passing(gate, 1);
		await quiet();
		expect([first.outcome, late.outcome, gate.entered]).toEqual([
			true,
			'too much with this one',
			1,
		]);
	});

	test('does not open what was closed meanwhile', async () => {
		const { gate } = gateFor(1);
		let done: () => void = () => undefined;
		gate.beforeOpening = async () => await new Promise<void>((resolve) => (done = resolve));
		const first = passing(gate, 0);
		await quiet();
		gate.close();
		done();
		await quiet();
		expect(first.outcome).toBe(false);
		expect(await gate.pass()).toBe(false);
	});
});
