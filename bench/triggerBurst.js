// Measures a burst of signed events through the HeyGen Trigger, beside n8n's own Stripe and GitHub triggers, which check a
// signature too, and its Webhook node, which checks none, all in the same n8n.
//   node bench/triggerBurst.js [--events 1000] [--pairs 3] [--atOnce 20] [--lazy]
// --lazy: n8n makes an expression engine only for what has an expression (N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE).
// Shown per trigger: answers and runs per second, the slowest answers, and whether each event gave one run.
const { parseArgs } = require('node:util');
const { startSimulator } = require('../simulator');
const { startSignedTriggers } = require('./signedTriggers');
const {
	PUBLIC_ADDRESS,
	deliver,
	newEvent,
	signed,
	startTriggerKit,
	trigger,
	until,
	webhook,
} = require('../tools/n8n/triggerKit');

const percentile = (sorted, share) =>
	sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
const median = (numbers) =>
	percentile(
		[...numbers].sort((a, b) => a - b),
		0.5,
	);

/** One burst: all events as fast as n8n answers, then until n8n has finished their runs. */
async function burst(kit, { name, workflow, url, made }, events, atOnce) {
	const before = await kit.countRuns(workflow);
	const left = Array.from({ length: events }, () => made(newEvent()));
	const times = [];
	const statuses = {};
	const started = performance.now();
	await Promise.all(
		Array.from({ length: atOnce }, async () => {
			for (let next = left.pop(); next; next = left.pop()) {
				const { status, ms } = await deliver(url, next);
				times.push(ms);
				statuses[status] = (statuses[status] ?? 0) + 1;
				if (status === 401) throw new Error(`${name} does not believe its own delivery`);
				// As the senders do: n8n answers 503 while its database is slow.
				if (status !== 200) left.push(next);
			}
		}),
	);
	const answered = performance.now() - started;
	const runs = await until(
		`${events} runs of ${name}, told ${JSON.stringify(statuses)}`,
		async () => {
			const count = (await kit.countRuns(workflow).catch(() => 0)) - before;
			return count >= events && count;
		},
		300_000,
		500,
	);
	const finished = performance.now() - started;
	times.sort((a, b) => a - b);
	return {
		answersPerSecond: (events / answered) * 1_000,
		runsPerSecond: (events / finished) * 1_000,
		p50: percentile(times, 0.5),
		p99: percentile(times, 0.99),
		runs,
		statuses,
	};
}

/**
 * Measures alternating bursts.
 * @param {{events: number, pairs: number, atOnce: number, lazy?: boolean}} options
 * @returns {Promise<{version: string, rows: Array<{name: string, answersPerSecond: number, runsPerSecond: number, p50: number, p99: number, runs: number[], statuses: object}>}>}
 */
async function measureBursts({ events, pairs, atOnce, lazy = false }) {
	const simulator = await startSimulator();
	const others = await startSignedTriggers();
	const kit = await startTriggerKit(simulator, {
		env: {
			...others.env,
			N8N_WEBHOOK_URL: PUBLIC_ADDRESS,
			EXECUTIONS_DATA_PRUNE: 'false',
			N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: String(lazy),
		},
		say: console.error,
	});
	try {
		for (const credential of others.credentials)
			kit.credentials.push(await kit.n8n.rest.createCredential(credential));
		const ours = trigger({ options: { includeResource: false } });
		const plain = webhook();
		let secret = '';
		const measured = {};
		/** @type {Array<{node: any, signed: (event: object) => any, path?: string}>} */
		const all = [
			{ node: ours, signed: (event) => signed(event, secret) },
			...others.triggers,
			{ node: plain, signed: (event) => signed(event, 'unsigned'), path: plain.parameters.path },
		];
		for (const { node, signed: made, path } of all) {
			const workflow = await kit.workflow(node);
			const [store] = await kit.activate(workflow);
			if (node === ours) ({ secret } = store);
			const url = path ? `${kit.n8n.url}/webhook/${path}` : kit.url(node);
			await until(
				`${node.name} answers`,
				async () => (await deliver(url, made(newEvent()))).status === 200,
			);
			if (node !== plain) {
				const forged = made(newEvent());
				forged.body = Buffer.from(forged.body.toString().replace('"v1"', '"v2"'));
				const { status } = await deliver(url, forged);
				if (status !== 401) throw new Error(`${node.name} told a forged event ${status}`);
			}
			measured[node.name] = {
				run: async (count) =>
					await burst(kit, { name: node.name, workflow, url, made }, count, atOnce),
				results: [],
			};
		}
		for (const { run } of Object.values(measured)) await run(50); // warm
		for (let pair = 0; pair < pairs; pair += 1)
			for (const one of Object.values(measured)) one.results.push(await one.run(events));
		return {
			version: kit.n8n.version,
			rows: Object.entries(measured).map(([name, { results }]) => {
				const middle = (key) => Math.round(median(results.map((result) => result[key])));
				return {
					name,
					answersPerSecond: middle('answersPerSecond'),
					runsPerSecond: middle('runsPerSecond'),
					p50: middle('p50'),
					p99: middle('p99'),
					runs: results.map(({ runs }) => runs),
					statuses: results[0].statuses,
				};
			}),
		};
	} finally {
		await kit.stop();
		others.stop();
		await simulator.stop();
	}
}

module.exports = { measureBursts };

async function main() {
	const { values } = parseArgs({
		options: {
			events: { type: 'string', default: '1000' },
			pairs: { type: 'string', default: '3' },
			atOnce: { type: 'string', default: '20' },
			lazy: { type: 'boolean', default: false },
		},
	});
	const [events, pairs, atOnce] = [values.events, values.pairs, values.atOnce].map(Number);
	const { version, rows } = await measureBursts({ events, pairs, atOnce, lazy: values.lazy });
	console.log(
		`${events} events, ${atOnce} at once, median of ${pairs} alternating rounds, n8n ${version}, SQLite${values.lazy ? ', lazy expression engine' : ''}`,
	);
	console.table(
		Object.fromEntries(
			rows.map(({ name, answersPerSecond, runsPerSecond, p50, p99, runs, statuses }) => [
				name,
				{
					'answers/s': answersPerSecond,
					'runs/s': runsPerSecond,
					'p50 ms': p50,
					'p99 ms': p99,
					runs: runs.join(' '),
					statuses: JSON.stringify(statuses),
				},
			]),
		),
	);
}

if (require.main === module)
	main().catch((error) => {
		console.error(error);
		process.exitCode = 1;
	});
