// Shows what each kind of visitor is told at the HeyGen Trigger's address, and after how many milliseconds.
//   node bench/triggerAttacks.js [--rounds 5] [--pause 300]
// Beside it: the same request to n8n's own Webhook node with Header Auth, which refuses all that are read.
// The time is the middle of the rounds, on loopback, n8n's own part included; each round has a trigger of its own.
// After every request n8n makes a new expression engine, which holds it up for some 35 ms: the pause (in milliseconds)
// lets it end, so that each visitor's own time is seen; with --pause 0 every other one waits for it.
const { randomUUID } = require('node:crypto');
const { setTimeout: wait } = require('node:timers/promises');
const { parseArgs } = require('node:util');
const { startSimulator } = require('../simulator');
const {
	deliver,
	newEvent,
	signed,
	startTriggerKit,
	trigger,
	until,
	visitors,
	webhook,
} = require('../tools/n8n/triggerKit');

const { values } = parseArgs({
	options: { rounds: { type: 'string', default: '5' }, pause: { type: 'string', default: '300' } },
});
const [ROUNDS, PAUSE_MS] = [values.rounds, values.pause].map(Number);

const middle = (times) =>
	Math.round([...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]);

/** The address of a Webhook node that takes only those who know a header's value: nobody here. */
async function guardedWebhook(kit) {
	const node = { ...webhook(), credentials: { httpHeaderAuth: {} } };
	node.parameters.authentication = 'headerAuth';
	const credential = await kit.n8n.rest.createCredential({
		name: 'Guard',
		type: 'httpHeaderAuth',
		data: { name: 'X-Guard', value: randomUUID() },
	});
	const workflow = await kit.n8n.rest.createWorkflow({ nodes: [node], connections: {} }, [
		credential,
	]);
	await kit.n8n.rest.activate(workflow);
	const url = `${kit.n8n.url}/webhook/${node.parameters.path}`;
	await until(
		'the Webhook node answers',
		async () => (await deliver(url, { headers: {} })).status === 403,
	);
	return url;
}

async function main() {
	const simulator = await startSimulator();
	const kit = await startTriggerKit(simulator, { say: console.error });
	try {
		const table = new Map();
		const guarded = await guardedWebhook(kit);
		for (let round = 0; round <= ROUNDS; round += 1) {
			const node = trigger({ options: { includeResource: false } });
			const workflow = await kit.workflow(node);
			const [{ secret }] = await kit.activate(workflow);
			await until(
				'the trigger answers',
				async () => (await deliver(kit.url(node), signed(newEvent(), 'whsec_none'))).status === 401,
			);
			for (const { name, delivery } of visitors(secret)) {
				const row = table.get(name) ?? {
					ours: { statuses: new Set(), times: [] },
					theirs: { statuses: new Set(), times: [] },
				};
				table.set(name, row);
				for (const [seen, url] of [
					[row.ours, kit.url(node)],
					[row.theirs, guarded],
				]) {
					await wait(PAUSE_MS);
					const { status, ms } = await deliver(url, delivery);
					seen.statuses.add(status);
					if (round > 0) seen.times.push(ms); // the first round warms up
				}
			}
			await kit.deactivate(workflow);
		}
		console.log(
			`n8n ${kit.n8n.version}, middle of ${ROUNDS} rounds, ${PAUSE_MS} ms between two visitors`,
		);
		console.table(
			Object.fromEntries(
				[...table].map(([name, { ours, theirs }]) => [
					name,
					{
						status: [...ours.statuses].join(' '),
						ms: middle(ours.times),
						'Webhook node, status': [...theirs.statuses].join(' '),
						'Webhook node, ms': middle(theirs.times),
					},
				]),
			),
		);
	} finally {
		await kit.stop();
		await simulator.stop();
	}
}

main().catch((error) => {
	console.error(error);
	process.exitCode = 1;
});
