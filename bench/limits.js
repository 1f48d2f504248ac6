// Measures many jobs against an account's limit of unfinished jobs: wall time beside the ideal, and what was asked.
//   node bench/limits.js                     100 jobs of 1 s against limits of 1, 3, 10 and 20
//   node bench/limits.js --limits 100 --job-seconds 60      status requests for 100 jobs of 60 s at once
//   … --items 100 --latency 20
// Runs in n8n's engine in this process. The ideal: ⌈items / limit⌉ × the time of a job, and not one request too many.
const { parseArgs } = require('node:util');
const { ensureBuilt } = require('../tools/npm/build');
const { seconds, startSimulatorApart } = require('./lib');

/** The node's own default of unfinished jobs at once; a higher limit is only used if the user says so. */
const DEFAULT_MAX_CONCURRENT_JOBS = 10;

async function main() {
	const text = (value) => ({ type: /** @type {const} */ ('string'), default: String(value) });
	const { values } = parseArgs({
		options: {
			limits: text('1,3,10,20'),
			items: text('100'),
			'job-seconds': text('1'),
			latency: text('20'),
		},
	});
	await ensureBuilt();
	const { runNode } = require('../tools/engine/engine');
	const count = Number(values.items);
	const simulator = await startSimulatorApart({
		latency: String(values.latency),
		'job-seconds': String(values['job-seconds']),
	});
	const locator = (value) => ({ __rl: true, mode: 'id', value });
	const [avatarId, voiceId] = (await simulator.aLookAndAVoice()).map(locator);
	const table = {};
	try {
		for (const limit of String(values.limits).split(',').map(Number)) {
			await simulator.reset();
			await simulator.configure({ concurrency: limit });
			const started = performance.now();
			const { items, error } = await runNode({
				parameters: {
					resource: 'video',
					operation: 'createAvatar',
					avatarId,
					voiceId,
					script: '={{ $json.script }}',
					completion: 'poll',
					options: { maxConcurrentJobs: Math.max(limit, DEFAULT_MAX_CONCURRENT_JOBS) },
				},
				items: Array.from({ length: count }, (_, i) => ({
					json: { script: `Hello, this is row ${i + 1}.` },
				})),
				credentials: { heyGenVideoApi: { apiKey: simulator.apiKey, baseUrl: simulator.url } },
				executionId: `limit-${limit}`,
			});
			const ms = performance.now() - started;
			const requests = await simulator.requests();
			const number = (fits) => requests.filter(fits).length;
			const ideal = Math.ceil(count / limit) * Number(values['job-seconds']) * 1000;
			table[`limit ${limit}`] = {
				'wall time (s)': seconds(ms),
				'ideal (s)': seconds(ideal),
				ratio: (ms / ideal).toFixed(2),
				done: items.length,
				paid: await simulator.paid(),
				creates: number(({ method }) => method === 'POST'),
				429: number(({ status }) => status === 429),
				statuses: number(({ path }) => path.endsWith('/statuses')),
				'single reads': number(
					({ method, path }) => method === 'GET' && !path.endsWith('/statuses'),
				),
				...(error && { error: error.message }),
			};
		}
	} finally {
		simulator.stop();
	}
	console.log(`\n${count} jobs of ${values['job-seconds']} s, ${values.latency} ms latency:`);
	console.table(table);
}

main().catch((error) => {
	console.error(error);
	process.exit(1);
});
