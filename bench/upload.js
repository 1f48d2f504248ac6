// Measures the memory and the time of an upload in the pinned real n8n: a file is fetched into n8n's store, then brought to HeyGen
// by this node, or sent elsewhere by n8n's own HTTP Request node, in each of n8n's stores.
//   node bench/upload.js [--size 200 (MB)] [--turns 4] [--modes filesystem,database,memory]
// Growth is the peak of resident memory over what it was before the run, after a first small one and a collection of garbage; fetching alone is the base of both.
// The middle of the turns is shown.
const { createHash } = require('node:crypto');
const { createServer } = require('node:http');
const { parseArgs } = require('node:util');
const { ensureBuilt } = require('../tools/npm/build');
const { startN8n } = require('../tools/n8n/start');
const { failureOf, itemsOf } = require('../tools/n8n/rest');
const {
	collectable,
	median,
	seconds,
	startSimulatorApart,
	turnByTurn,
	watchMemoryOf,
} = require('./lib');

const MB = 2 ** 20;

/** A server that takes whatever is put to it, and says what arrived. */
async function startSink() {
	const sink = createServer((request, response) => {
		const hash = createHash('sha256');
		request.on('data', (chunk) => hash.update(chunk));
		request.on('end', () => response.end(JSON.stringify({ sha256: hash.digest('hex') })));
	});
	await new Promise((listening) => sink.listen(0, '127.0.0.1', () => listening(undefined)));
	return {
		url: `http://127.0.0.1:${/** @type {any} */ (sink.address()).port}/sink`,
		stop: () => sink.close(),
	};
}

const step = (name, at, node) => ({ id: name, name, position: [200 * at, 0], ...node });
const request = (parameters) => ({
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters,
});

/**
 * Measures an upload in each of n8n's stores.
 * @param {{size: number, turns: number, modes: string[]}} options the size in MB
 * @returns {Promise<Record<string, {ms?: number, mb?: number, same?: boolean, failed?: string}>>} by store and contender
 */
async function measureUploads({ size, turns, modes }) {
	await ensureBuilt();
	const simulator = await startSimulatorApart({ 'job-seconds': 0.1 });
	const sink = await startSink();
	const headers = { 'x-api-key': simulator.apiKey, 'content-type': 'application/json' };
	const [avatarId, voiceId] = await simulator.aLookAndAVoice();
	const made = await fetch(`${simulator.url}/v3/videos`, {
		method: 'POST',
		headers,
		body: JSON.stringify({ type: 'avatar', avatar_id: avatarId, voice_id: voiceId, script: 'A' }),
	});
	const { video_id: id } = (await made.json()).data;
	let link;
	while (!link) {
		const { data } = await (await fetch(`${simulator.url}/v3/videos/${id}`, { headers })).json();
		link = data.video_url;
	}
	const served = async () => {
		const hash = createHash('sha256');
		for await (const chunk of (await fetch(link)).body) hash.update(chunk);
		return hash.digest('hex');
	};

	/** @type {Record<string, {ms?: number, mb?: number, same?: boolean, failed?: string}>} */
	const measured = {};
	for (const mode of modes) {
		const { env, collect, remove } = collectable();
		const n8n = await startN8n({
			say: console.error,
			env: {
				...env,
				N8N_DEFAULT_BINARY_DATA_MODE: mode === 'memory' ? 'default' : mode,
				N8N_BINARY_DATA_DATABASE_MAX_FILE_SIZE: '1024',
			},
		});
		try {
			await n8n.rest.login();
			const credential = await n8n.rest.createCredential({
				name: 'Simulator',
				type: 'heyGenVideoApi',
				data: { apiKey: simulator.apiKey, baseUrl: simulator.url },
			});
			const run = async (last) => {
				const nodes = [
					step('Start', 0, {
						type: 'n8n-nodes-base.manualTrigger',
						typeVersion: 1,
						parameters: {},
					}),
					step(
						'File',
						1,
						request({ url: link, options: { response: { response: { responseFormat: 'file' } } } }),
					),
					...(last ? [step('Last', 2, last)] : []),
				];
				const to = (name) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
				const workflow = await n8n.rest.createWorkflow(
					{
						nodes,
						connections: { Start: to('File'), ...(last ? { File: to('Last') } : {}) },
						settings: { saveManualExecutions: true },
					},
					[credential],
				);
				await collect(n8n.main.pid);
				const memory = watchMemoryOf(n8n.main.pid);
				const execution = await n8n.rest.runToEnd(workflow, { limitMs: 600_000 });
				const mb = memory();
				if (execution.status !== 'success') throw new Error(failureOf(execution));
				if (!last) return { mb };
				const [{ json }] = itemsOf(execution, 'Last');
				const ms = execution.data.resultData.runData.Last[0].executionTime;
				return { mb, ms, json };
			};
			const contenders = {
				'fetch alone': async () => await run(),
				'fetch, HeyGen node': async () => {
					const { json, ...figures } = await run({
						type: 'n8n-nodes-heygen-video.heyGen',
						typeVersion: 1,
						parameters: { resource: 'asset', operation: 'upload' },
						credentials: { heyGenVideoApi: {} },
					});
					return { ...figures, sha: await simulator.uploaded(json.asset_id) };
				},
				'fetch, HTTP Request node': async () => {
					const { json, ...figures } = await run(
						request({
							method: 'PUT',
							url: sink.url,
							sendBody: true,
							contentType: 'binaryData',
							inputDataFieldName: 'data',
							options: {},
						}),
					);
					return { ...figures, sha: json.sha256 ?? JSON.parse(json.data).sha256 };
				},
			};
			await simulator.configure({ resultBytes: 3 * MB });
			for (const contender of Object.values(contenders)) await contender();
			await simulator.configure({ resultBytes: size * MB });
			const expected = await served();
			/** @type {Record<string, any[]>} */
			const outcomes = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
			for (const [name, contender] of turnByTurn(contenders, turns)) {
				outcomes[name].push(await contender().catch((error) => ({ failed: error.message })));
				console.error(mode, name, JSON.stringify(outcomes[name].at(-1)));
			}
			for (const [name, all] of Object.entries(outcomes)) {
				const failed = all.find((one) => one.failed);
				measured[`${mode}: ${name}`] = failed ?? {
					mb: median(all.map(({ mb }) => mb)),
					...('ms' in all[0] ? { ms: median(all.map(({ ms }) => ms)) } : {}),
					...('sha' in all[0] ? { same: all.every(({ sha }) => sha === expected) } : {}),
				};
			}
		} finally {
			await n8n.stop();
			remove();
		}
	}
	simulator.stop();
	sink.stop();
	return measured;
}

module.exports = { measureUploads };

async function main() {
	const { values } = parseArgs({
		options: {
			size: { type: 'string', default: '200' },
			turns: { type: 'string', default: '4' },
			modes: { type: 'string', default: 'filesystem,database,memory' },
		},
	});
	const measured = await measureUploads({
		size: Number(values.size),
		turns: Number(values.turns),
		modes: values.modes.split(','),
	});
	console.log(`\nUploads of ${values.size} MB:`);
	console.table(
		Object.fromEntries(
			Object.entries(measured).map(([name, { ms, mb, same, failed }]) => [
				name,
				{
					'time of the upload (s)': ms === undefined ? '' : seconds(ms),
					'memory at peak over idle (MB)': failed?.slice(0, 80) ?? mb,
					'bytes are the same': same ?? '',
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
