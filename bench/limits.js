// Measures many jobs against an account's limit of unfinished jobs: wall time beside the ideal, and what was asked.
//   node bench/limits.js                     100 jobs of 1 s against limits of 1, 3, 10 and 20
//   node bench/limits.js --limits 100 --job-seconds 60      status requests for 100 jobs of 60 s at once
//   … --items 100 --latency 20 --speed 6                   with a clock that goes six times as fast (fastClock.js)
// Runs in n8n's engine in this process. The ideal: ⌈items / limit⌉ × the time of a job, and not one request too many.
const { execFile } = require('node:child_process');
const path = require('node:path');
const { parseArgs, promisify } = require('node:util');
const { ensureBuilt } = require('../tools/npm/build');
const { seconds, startSimulatorApart } = require('./lib');

/** The node's own default of unfinished jobs at once; a higher limit is only used if the user says so. */
const DEFAULT_MAX_CONCURRENT_JOBS = 10;

/**
 * Measures a run of jobs at each limit.
 * @param {{limits: number[], items: number, jobSeconds: number, latency: number}} options
 */
async function measureLimits({ limits, items: count, jobSeconds, latency }) {
	await ensureBuilt();
	const { runNode } = require('../tools/engine/engine');
	const simulator = await startSimulatorApart({ latency, 'job-seconds': jobSeconds });
	const locator = (value) => ({ __rl: true, mode: 'id', value });
	const [avatarId, voiceId] = (await simulator.aLookAndAVoice()).map(locator);
	const once = async (rows, limit, completion) =>
		await runNode({
			parameters: {
				resource: 'video',
				operation: 'createAvatar',
				avatarId,
				voiceId,
				script: '={{ $json.script }}',
				completion,
				options: { maxConcurrentJobs: Math.max(limit, DEFAULT_MAX_CONCURRENT_JOBS) },
			},
			items: Array.from({ length: rows }, (_, i) => ({
				json: { script: `Hello, this is row ${i + 1}.` },
			})),
			credentials: { heyGenVideoApi: { apiKey: simulator.apiKey, baseUrl: simulator.url } },
			executionId: `limit-${limit}-${completion}`,
		});
	const rows = [];
	try {
		// What is loaded and compiled at a first run is nobody's.
		await once(1, 1, 'immediate');
		for (const limit of limits) {
			await simulator.reset();
			await simulator.configure({ concurrency: limit });
			const started = performance.now();
			const { items, error } = await once(count, limit, 'poll');
			const ms = performance.now() - started;
			const requests = await simulator.requests();
			const number = (fits) => requests.filter(fits).length;
			const idealMs = Math.ceil(count / limit) * jobSeconds * 1000;
			rows.push({
				limit,
				ms,
				idealMs,
				ratio: ms / idealMs,
				done: items.length,
				paid: await simulator.paid(),
				creates: number(({ method }) => method === 'POST'),
				429: number(({ status }) => status === 429),
				statuses: number(({ path }) => path.endsWith('/statuses')),
				'single reads': number(
					({ method, path }) => method === 'GET' && !path.endsWith('/statuses'),
				),
				...(error && { error: error.message }),
			});
		}
	} finally {
		simulator.stop();
	}
	return rows;
}

/**
 * The same with a clock that goes `speed` times as fast, in processes of their own.
 * @param {Parameters<typeof measureLimits>[0]} options
 * @param {number} speed
 * @returns {ReturnType<typeof measureLimits>}
 */
async function measureFast({ limits, items, jobSeconds, latency }, speed) {
	const flags = { limits, items, 'job-seconds': jobSeconds, latency };
	const { stdout } = await promisify(execFile)(
		process.execPath,
		[
			__filename,
			'--json',
			...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]),
		],
		{
			env: {
				...process.env,
				NODE_OPTIONS: `--require ${JSON.stringify(path.join(__dirname, 'fastClock.js'))}`,
				CLOCK_SPEED: String(speed),
				CLOCK_BEGAN: String(Date.now()),
			},
		},
	);
	return JSON.parse(stdout.trim().split('\n').at(-1));
}

module.exports = { measureFast, measureLimits };

async function main() {
	const text = (value) => ({ type: /** @type {const} */ ('string'), default: String(value) });
	const { values } = parseArgs({
		options: {
			limits: text('1,3,10,20'),
			items: text('100'),
			'job-seconds': text('1'),
			latency: text('20'),
			speed: text('1'),
			json: { type: 'boolean', default: false },
		},
	});
	const options = {
		limits: String(values.limits).split(',').map(Number),
		items: Number(values.items),
		jobSeconds: Number(values['job-seconds']),
		latency: Number(values.latency),
	};
	const speed = Number(values.speed);
	const rows = await (speed === 1 ? measureLimits(options) : measureFast(options, speed));
	if (values.json) {
		console.log(JSON.stringify(rows));
		process.exit();
	}
	console.log(
		`\n${values.items} jobs of ${values['job-seconds']} s, ${values.latency} ms latency:`,
	);
	console.table(
		Object.fromEntries(
			rows.map(({ limit, ms, idealMs, ratio, ...row }) => [
				`limit ${limit}`,
				{
					'wall time (s)': seconds(ms),
					'ideal (s)': seconds(idealMs),
					ratio: ratio.toFixed(2),
					...row,
				},
			]),
		),
	);
}

if (require.main === module)
	main().catch((error) => {
		console.error(error);
		process.exit(1);
	});
