// The HeyGen Trigger with two webhook processes under a burst: each event is sent to both, and runs once; what n8n cannot store, or not yet, is told so.
const { startQueue } = require('../../tools/n8n/queue');
const { startSimulator } = require('../../simulator');
const {
	deliver,
	newEvent,
	signed,
	startTriggerKit,
	trigger,
	until,
} = require('../../tools/n8n/triggerKit');

const EVENTS = 200;
const AT_ONCE = 20;
jest.setTimeout(300_000);

let simulator;
let kit;
let workflow;
/** Sends an event to one of the two processes: the status that it is told. */
let told;
beforeAll(async () => {
	simulator = await startSimulator({ publicWebhooksOnly: true });
	kit = await startTriggerKit(simulator, {
		start: async (options) => await startQueue({ ...options, workers: 1, webhooks: 2 }),
	});
	const node = trigger({ options: { includeResource: false } });
	workflow = await kit.workflow(node);
	const [{ secret }] = await kit.activate(workflow);
	const urls = kit.n8n.webhooks.map(({ url }) => kit.url(node).replace(kit.n8n.url, url));
	told = async (event, process) => (await deliver(urls[process], signed(event, secret))).status;
	for (const process of [0, 1])
		await until('the trigger answers', async () => (await told(newEvent(), process)) === 200);
}, 300_000);
afterAll(async () => {
	await kit?.stop();
	await simulator?.stop();
}, 60_000);

/** Runs of the trigger, finished or not. */
const runs = async () =>
	Number((await kit.n8n.query('SELECT count(*) FROM execution_entity'))[0].count);
const kept = async () =>
	Object.values((await kit.stored(workflow)).remembered ?? {}).join('').length / 8;

/**
 * A burst: each event goes to one process and, once that and so many others have been answered, to the other.
 * @param {number} later how many answers lie between an event and its repeat
 */
async function burst(later) {
	const before = await runs();
	const all = Array.from({ length: EVENTS }, (_, n) => ({ event: newEvent(), process: n % 2 }));
	const left = [...all];
	const answered = [];
	const statuses = {};
	const send = async (event, process) => {
		const status = await told(event, process);
		statuses[status] = (statuses[status] ?? 0) + 1;
		return status;
	};
	const repeat = async ({ event, process }) => await send(event, 1 - process);
	const started = Date.now();
	await Promise.all(
		Array.from({ length: AT_ONCE }, async () => {
			for (let next = left.pop(); next; next = left.pop()) {
				while ((await send(next.event, next.process)) !== 200);
				answered.push(next);
				if (answered.length > later) await repeat(answered.shift());
			}
		}),
	);
	for (const one of answered) await repeat(one);
	const seconds = (Date.now() - started) / 1_000;
	const inBurst = (await runs()) - before - EVENTS;
	for (const { event } of all) for (const to of [0, 1]) await send(event, to);
	const afterwards = (await runs()) - before - EVENTS - inBurst;
	console.log(
		`${EVENTS} events in ${seconds.toFixed(1)} s, two webhook processes, each sent again to the other ${later} answers later: ${inBurst} second runs; ${afterwards} more by ${2 * EVENTS} repeats afterwards; ${await kept()} keys stored; told ${JSON.stringify(statuses)}`,
	);
	return { inBurst, afterwards };
}

// What two processes write at the same moment is put right by the next delivery of each: repeats that come sooner may run.
test(`${EVENTS} events, ${AT_ONCE} at once, sent again to the other process some answers later, run once`, async () => {
	await burst(0);
	const { inBurst, afterwards } = await burst(2 * AT_ONCE);
	expect(inBurst).toBeLessThanOrEqual(EVENTS / 50);
	expect(afterwards).toBe(0);
});

test('an event that n8n could not store starts its run when it comes again at once', async () => {
	const before = await runs();
	const event = newEvent();
	await kit.n8n.query('ALTER TABLE execution_entity RENAME TO execution_entity_away');
	try {
		expect(await told(event, 0)).toBe(500);
	} finally {
		await kit.n8n.query('ALTER TABLE execution_entity_away RENAME TO execution_entity');
	}
	expect(await told(event, 0)).toBe(200);
	expect([await told(event, 0), await told(event, 1)]).toEqual([200, 200]);
	expect((await runs()) - before).toBe(1);
});

test('while n8n stores a run its repeat is told 503', async () => {
	const before = await runs();
	const event = newEvent();
	const held = kit.n8n.query(
		'DO $$ BEGIN LOCK TABLE execution_entity IN EXCLUSIVE MODE; PERFORM pg_sleep(4); END $$',
	);
	await until('the table is locked', async () => {
		const [{ count }] = await kit.n8n.query(
			"SELECT count(*) FROM pg_locks WHERE mode = 'ExclusiveLock' AND relation = 'execution_entity'::regclass",
		);
		return Number(count) === 1;
	});
	// Which of them n8n takes up first is open: that one waits for the table, and each other is told to come again.
	const first = told(event, 0);
	const answers = [];
	for (let isStored = false; !isStored;) {
		void first.then(() => (isStored = true));
		answers.push(await told(event, 0));
	}
	await held;
	answers.push(await first);
	expect(new Set(answers)).toEqual(new Set([200, 503]));
	expect(await told(event, 0)).toBe(200);
	expect((await runs()) - before).toBe(1);
});
