// Measures thousands of rows in n8n's engine: created, waited for, suspended, in batches, checked only, and refused by the last of them.
//   node bench/mass.js                                     1,000 and 10,000 rows
//   node bench/mass.js --rows 200,2000 --ways check,batch
// Each run has a process of its own, so that its memory is its own. Jobs are done at once, and what waits for them asks again at once:
// measured is what n8n and this node do. A suspended run is measured without the time in which it sleeps.
const { execFile } = require('node:child_process');
const { parseArgs, promisify } = require('node:util');
const { seconds, startSimulatorApart, watchMemory } = require('./lib');

const locator = (value) => ({ __rl: true, mode: 'id', value });
const video = ({ look, voice }) => ({
	resource: 'video',
	operation: 'createAvatar',
	avatarId: locator(look),
	script: '={{ $json.script }}',
	voiceId: locator(voice),
});
const manyAtOnce = { options: { maxConcurrentJobs: 1000 } };

/** The parameters of each way, by what it is called in the table. */
const WAYS = {
	create: (ids) => ({ ...video(ids), completion: 'immediate' }),
	poll: (ids) => ({ ...video(ids), completion: 'poll', ...manyAtOnce }),
	suspend: (ids) => ({
		...video(ids),
		completion: 'suspend',
		options: { maxConcurrentJobs: 10_000 },
		maxWaitMinutes: 600,
	}),
	batch: (ids) => ({
		...video(ids),
		operation: 'createBatch',
		type: 'avatar',
		completion: 'poll',
	}),
	check: (ids) => ({ ...video(ids), completion: 'check' }),
	refused: (ids) => ({ ...video(ids), completion: 'immediate' }),
};

const rows = (count, badRow) =>
	Array.from({ length: count }, (_, n) => ({
		json: { script: badRow && n === count - 1 ? '' : `Hello, this is row ${n + 1}.` },
	}));

/** A workflow whose node sleeps until n8n wakes it. */
const sleeping = (parameters) => {
	const node = (name, type, more = {}) => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...more,
	});
	const to = (name) => [{ node: name, type: 'main', index: 0 }];
	return {
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger'),
			node('Create', 'n8n-nodes-heygen-video.heyGen', { parameters }),
			node('Done', 'n8n-nodes-base.noOp'),
			node('Later', 'n8n-nodes-base.noOp'),
		],
		connections: { Start: { main: [to('Create')] }, Create: { main: [to('Done'), to('Later')] } },
	};
};

/** One run in this process. */
async function runHere({ way, count, url, apiKey, control, look, voice }) {
	// Before the engine, which takes the nodes from their sources then: from where these settings are changed.
	require('../tools/npm/source');
	const { runNode, runWorkflow } = require('../tools/engine/engine');
	const { defaults } = require('../nodes/api/limits');
	Object.assign(defaults, {
		firstPollSeconds: 0.05,
		queuedPollSeconds: 0.05,
		recheckMinutes: 0.05,
	});
	const parameters = WAYS[way]({ look, voice });
	const credentials = { heyGenVideoApi: { apiKey, baseUrl: url } };
	const ask = async (where, body) =>
		await (
			await fetch(`${control}${where}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			})
		).json();
	const finishAll = async () => {
		const jobs = await (await fetch(`${control}/jobs`)).json();
		const open = jobs.filter(({ status }) => status !== 'completed');
		for (let at = 0; at < open.length; at += 50)
			await Promise.all(
				open.slice(at, at + 50).map(async ({ id }) => await ask(`/jobs/${id}/finish`, {})),
			);
	};
	const once = async (size) => {
		await ask('/reset', {});
		await ask('/config', {
			concurrency: 1_000_000,
			batchConcurrency: 1_000_000,
			jobSeconds: 0,
			neverEnd: way === 'suspend',
		});
		const memory = watchMemory();
		const cpu = process.cpuUsage();
		const started = performance.now();
		const executionId = `mass-${size}`;
		const items = rows(size, way === 'refused');
		const { error, sleptMs, ...result } =
			way === 'suspend'
				? await runWorkflow({
						workflow: sleeping(parameters),
						credentials,
						startItems: items,
						executionId,
						deadlines: 1,
						asleep: finishAll,
					})
				: await runNode({ parameters, items, credentials, executionId });
		const ms = performance.now() - started - (sleptMs ?? 0);
		const { user, system } = process.cpuUsage(cpu);
		if (Boolean(error) !== (way === 'refused'))
			throw error ?? new Error('The empty script was not refused');
		const out = 'itemsOf' in result ? result.itemsOf('Done') : result.items;
		const { count: paid } = await (await fetch(`${control}/paid`)).json();
		return { ms, cpuMs: (user + system) / 1000, mb: memory(), out: out.length, paid };
	};
	// What is loaded and compiled at a first run is nobody's.
	await once(20);
	return await once(count);
}

/**
 * Measures each way with each number of rows.
 * @param {{counts: number[], ways?: string[]}} options
 * @returns {Promise<Array<{way: string, count: number, ms: number, cpuMs: number, mb: number, out: number, paid: number}>>}
 */
async function measureMass({ counts, ways = Object.keys(WAYS) }) {
	const simulator = await startSimulatorApart();
	const measured = [];
	try {
		const [look, voice] = await simulator.aLookAndAVoice();
		const { url, apiKey, control } = simulator;
		for (const way of ways)
			for (const count of counts) {
				const { stdout } = await promisify(execFile)(
					process.execPath,
					[
						'--expose-gc',
						__filename,
						'--here',
						JSON.stringify({ way, count, url, apiKey, control, look, voice }),
					],
					{ maxBuffer: 2 ** 26 },
				);
				measured.push({ way, count, ...JSON.parse(stdout.trim().split('\n').at(-1)) });
			}
	} finally {
		simulator.stop();
	}
	return measured;
}

module.exports = { measureMass };

async function main() {
	const { values } = parseArgs({
		options: {
			rows: { type: 'string', default: '1000,10000' },
			ways: { type: 'string' },
			here: { type: 'string' },
		},
	});
	if (values.here) {
		console.log(JSON.stringify(await runHere(JSON.parse(values.here))));
		process.exit();
	}
	const measured = await measureMass({
		counts: values.rows.split(',').map(Number),
		ways: values.ways?.split(','),
	});
	console.table(
		measured.map(({ way, count, ms, cpuMs, mb, out, paid }) => ({
			way,
			rows: count,
			'time (s)': seconds(ms),
			'ms a row': (ms / count).toFixed(2),
			'processor ms a row': (cpuMs / count).toFixed(2),
			'memory at peak (MB)': mb,
			'KB a row': ((mb * 1024) / count).toFixed(1),
			out,
			paid,
		})),
	);
}

if (require.main === module)
	main().catch((error) => {
		console.error(error);
		process.exit(1);
	});
