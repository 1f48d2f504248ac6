// Measures the memory and the time of a download: large videos, one at a time, streamed into n8n's binary storage.
//   node --expose-gc bench/download.js        in n8n's engine in this process
//   node bench/download.js --real             in the pinned real n8n, beside its own HTTP Request node with the same link
//   … --sizes 3,30,300 (MB) --turns 4 --mode filesystem|memory, with --real also database
// Growth is the peak of resident memory over what it was before, after a first small download and a collection of garbage. The middle of the turns is shown.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { parseArgs } = require('node:util');
const { ensureBuilt } = require('../tools/npm/build');
const {
	collectable,
	median,
	seconds,
	startSimulatorApart,
	turnByTurn,
	watchMemory,
	watchMemoryOf,
} = require('./lib');

const MB = 2 ** 20;
const locator = (value) => ({ __rl: true, mode: 'id', value });
const download = (id) => ({ resource: 'video', operation: 'download', videoId: locator(id) });

/** Makes a finished video. @returns its id */
async function aVideo(simulator, [avatarId, voiceId]) {
	const headers = { 'x-api-key': simulator.apiKey, 'content-type': 'application/json' };
	const made = await fetch(`${simulator.url}/v3/videos`, {
		method: 'POST',
		headers,
		body: JSON.stringify({
			type: 'avatar',
			avatar_id: avatarId,
			voice_id: voiceId,
			script: 'Hello',
		}),
	});
	const {
		data: { video_id: id },
	} = await made.json();
	for (;;) {
		const { data } = await (await fetch(`${simulator.url}/v3/videos/${id}`, { headers })).json();
		if (data.status === 'completed') return { id, link: data.video_url };
	}
}

/** SHA-256 of a stream or file. */
async function digest(chunks) {
	const hash = createHash('sha256');
	for await (const chunk of chunks) hash.update(chunk);
	return hash.digest('hex');
}

/** In this process: our node. */
function inProcess(simulator, mode) {
	const { runNode, fileOf } = require('../tools/engine/engine');
	const credentials = { heyGenVideoApi: { apiKey: simulator.apiKey, baseUrl: simulator.url } };
	return {
		'HeyGen node': async ({ id }) => {
			const memory = watchMemory();
			const started = performance.now();
			const { items, error } = await runNode({
				parameters: download(id),
				credentials,
				binaryMode: mode,
			});
			const [ms, mb] = [performance.now() - started, memory()];
			if (error) throw new Error(`${error.message}: ${error.description ?? ''}`);
			return {
				ms,
				mb,
				sha: await digest(
					mode === 'filesystem'
						? fs.createReadStream(fileOf(items[0]))
						: [Buffer.from(items[0].binary.data.data, 'base64')],
				),
			};
		},
		stop() {},
	};
}

/** In the real n8n: our node, and its HTTP Request node, which is given the link. */
async function inRealN8n(simulator, mode) {
	const { startN8n } = require('../tools/n8n/start');
	const { failureOf, itemsOf } = require('../tools/n8n/rest');
	const { env, collect, remove } = collectable();
	const n8n = await startN8n({
		say: console.error,
		env: {
			...env,
			N8N_DEFAULT_BINARY_DATA_MODE: mode === 'memory' ? 'default' : mode,
			N8N_BINARY_DATA_DATABASE_MAX_FILE_SIZE: '1024',
		},
	});
	await n8n.rest.login();
	const credential = await n8n.rest.createCredential({
		name: 'Simulator',
		type: 'heyGenVideoApi',
		data: { apiKey: simulator.apiKey, baseUrl: simulator.url },
	});
	const measured = async (node) => {
		const workflow = await n8n.rest.createWorkflow(
			{
				nodes: [
					{
						id: 'start',
						name: 'Start',
						type: 'n8n-nodes-base.manualTrigger',
						typeVersion: 1,
						parameters: {},
						position: [0, 0],
					},
					{ id: 'last', name: 'Last', position: [200, 0], ...node },
				],
				connections: { Start: { main: [[{ node: 'Last', type: 'main', index: 0 }]] } },
			},
			[credential],
		);
		await collect(n8n.main.pid);
		const memory = watchMemoryOf(n8n.main.pid);
		const execution = await n8n.rest.runToEnd(workflow, { limitMs: 600_000 });
		const mb = memory();
		if (execution.status !== 'success') throw new Error(failureOf(execution));
		const [{ binary }] = itemsOf(execution, 'Last');
		return {
			ms: execution.data.resultData.runData.Last[0].executionTime,
			mb,
			sha: await digest([await n8n.rest.binary(binary.data)]),
		};
	};
	return {
		'HeyGen node': ({ id }) =>
			measured({
				type: 'n8n-nodes-heygen-video.heyGen',
				typeVersion: 1,
				parameters: download(id),
				credentials: { heyGenVideoApi: {} },
			}),
		'HTTP Request node': ({ link }) =>
			measured({
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				parameters: { url: link, options: { response: { response: { responseFormat: 'file' } } } },
			}),
		async stop() {
			await n8n.stop();
			remove();
		},
	};
}

/**
 * Measures downloads of each size in MB, one after the other.
 * @param {{sizes: number[], turns: number, mode?: 'filesystem'|'database'|'memory', real?: boolean}} options
 */
async function measureDownloads({ sizes, turns, mode = 'filesystem', real = false }) {
	await ensureBuilt();
	const simulator = await startSimulatorApart({ 'job-seconds': 0.1 });
	const ids = await simulator.aLookAndAVoice();
	const { stop, ...contenders } = await (real ? inRealN8n : inProcess)(simulator, mode);
	const rows = [];
	try {
		const video = await aVideo(simulator, ids);
		for (const run of Object.values(contenders)) await run(video);
		for (const size of sizes) {
			await simulator.configure({ resultBytes: size * MB });
			const served = await digest((await fetch(video.link)).body);
			const measured = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
			for (const [name, run] of turnByTurn(contenders, turns)) {
				const { sha, ...figures } = await run(video);
				measured[name].push({ ...figures, same: sha === served });
				console.error(`${size} MB, ${name}`, JSON.stringify(measured[name].at(-1)));
			}
			for (const [name, all] of Object.entries(measured))
				rows.push({
					size,
					name,
					ms: median(all.map(({ ms }) => ms)),
					mb: median(all.map(({ mb }) => mb)),
					same: all.every(({ same }) => same),
				});
		}
	} finally {
		await stop();
		simulator.stop();
	}
	return rows;
}

module.exports = { measureDownloads };

async function main() {
	const { values } = parseArgs({
		options: {
			sizes: { type: 'string', default: '3,30,300' },
			turns: { type: 'string', default: '4' },
			mode: { type: 'string', default: 'filesystem' },
			real: { type: 'boolean', default: false },
		},
	});
	const rows = await measureDownloads({
		sizes: values.sizes.split(',').map(Number),
		turns: Number(values.turns),
		mode: /** @type {'filesystem'|'database'|'memory'} */ (values.mode),
		real: values.real,
	});
	console.log(`\nDownloads in binary mode ${values.mode}:`);
	console.table(
		Object.fromEntries(
			rows.map(({ size, name, ms, mb, same }) => [
				`${size} MB, ${name}`,
				{
					'wall time (s)': seconds(ms),
					'memory at peak over idle (MB)': mb,
					'bytes are the same': same,
				},
			]),
		),
	);
}

if (require.main === module)
	main().then(
		() => process.exit(0),
		(error) => {
			console.error(error);
			process.exit(1);
		},
	);
