// Measures many creates: our node beside a plain one that sends the same requests.
//   node bench/createMany.js                 in n8n's engine in this process, beside a bare declarative node
//   node bench/createMany.js --real          in the pinned real n8n, beside n8n's own HTTP Request node
//   … --items 100,1000 --latency 100 --pairs 4
// "immediate": only the creates. The pairs alternate, and who begins: a process that has grown once grows less the next time.
// The middle of them is shown.
const path = require('node:path');
const { parseArgs } = require('node:util');
const { ensureBuilt } = require('../tools/npm/build');
const { NAME, folderWithOfficialNode } = require('./official/install');
const {
	collectable,
	median,
	processorOf,
	seconds,
	startSimulatorApart,
	turnByTurn,
	watchMemory,
	watchMemoryOf,
} = require('./lib');

/** HeyGen's own node sends one row after the other. */
const OFFICIAL = "HeyGen's own node";

const locator = (value) => ({ __rl: true, mode: 'id', value });

/** The parameters of our node, and of the HTTP Request node, for the same request per item. */
const ourParameters = (avatarId, voiceId) => ({
	resource: 'video',
	operation: 'createAvatar',
	avatarId: locator(avatarId),
	script: '={{ $json.script }}',
	voiceId: locator(voiceId),
	completion: 'immediate',
});
const sameBody = (avatarId, voiceId) =>
	`={{ { type: 'avatar', avatar_id: '${avatarId}', voice_id: '${voiceId}', script: $json.script } }}`;

const rows = (count) =>
	Array.from({ length: count }, (_, i) => ({ json: { script: `Hello, this is row ${i + 1}.` } }));

/** In this process: our node, and a bare declarative node without any transport of its own. */
async function inProcess(simulator, ids) {
	const { runNode } = require('../tools/engine/engine');
	const credentials = { heyGenVideoApi: { apiKey: simulator.apiKey, baseUrl: simulator.url } };
	const bare = {
		description: {
			displayName: 'Bare',
			name: 'bare',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: { name: 'Bare' },
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: 'heyGenVideoApi', required: true }],
			requestDefaults: { baseURL: simulator.url },
			properties: [
				{
					displayName: 'Body',
					name: 'body',
					type: 'json',
					default: '',
					routing: { request: { method: 'POST', url: '/v3/videos', body: '={{ $value }}' } },
				},
			],
		},
	};
	const measured = async (options) => {
		const memory = watchMemory();
		const processor = process.cpuUsage();
		const started = performance.now();
		const { items, error } = await runNode({ credentials, ...options });
		const ms = performance.now() - started;
		const { user, system } = process.cpuUsage(processor);
		if (error) throw new Error(`${error.message}: ${error.description ?? ''}`);
		return { ms, cpuMs: (user + system) / 1000, mb: memory(), out: items.length };
	};
	let execution = 0;
	return {
		'HeyGen node': (count) =>
			measured({
				parameters: ourParameters(...ids),
				items: rows(count),
				executionId: `exec-${execution++}`,
			}),
		'bare node': (count) =>
			measured({ node: bare, parameters: { body: sameBody(...ids) }, items: rows(count) }),
		stop() {},
	};
}

/** In the real n8n: our node, and its HTTP Request node with our credential. */
async function inRealN8n(simulator, ids) {
	const { startN8n } = require('../tools/n8n/start');
	const { failureOf, itemsOf } = require('../tools/n8n/rest');
	const { userFolder, remove } = await folderWithOfficialNode();
	const { env, collect, remove: removeFolder } = collectable();
	const n8n = await startN8n({
		userFolder,
		env: {
			...env,
			SIMULATOR_URL: simulator.url,
			NODE_OPTIONS: `${env.NODE_OPTIONS} --require ${JSON.stringify(path.join(__dirname, 'official', 'host.js'))}`,
		},
		say: console.error,
	});
	await n8n.rest.login();
	const official = await n8n.rest.createCredential({
		name: 'Simulator, by its own node',
		type: 'heyGenApi',
		data: { apiKey: simulator.apiKey },
	});
	const credential = await n8n.rest.createCredential({
		name: 'Simulator',
		type: 'heyGenVideoApi',
		data: { apiKey: simulator.apiKey, baseUrl: simulator.url },
	});
	const credentials = { heyGenVideoApi: { id: credential.id, name: credential.name } };
	const node = (name, type, typeVersion, parameters, x, more = {}) => ({
		id: name,
		name,
		type,
		typeVersion,
		parameters,
		position: [x, 0],
		...more,
	});
	const to = (name) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
	const measured = async (count, last) => {
		const workflow = await n8n.rest.createWorkflow({
			name: `${last.name}, ${count} items`,
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger', 1, {}, 0),
				node(
					'Rows',
					'n8n-nodes-base.set',
					3.4,
					{
						mode: 'raw',
						jsonOutput: JSON.stringify({ rows: rows(count).map(({ json }) => json) }),
					},
					200,
				),
				node('Split', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'rows' }, 400),
				last,
			],
			connections: { Start: to('Rows'), Rows: to('Split'), Split: to(last.name) },
		});
		const { pid } = n8n.main;
		await collect(pid);
		const memory = watchMemoryOf(pid);
		const before = processorOf(pid);
		const execution = await n8n.rest.runToEnd(workflow, { limitMs: 600_000 });
		const [mb, cpuMs] = [memory(), (processorOf(pid) ?? NaN) - (before ?? NaN)];
		if (execution.status !== 'success') throw new Error(`${last.name}: ${failureOf(execution)}`);
		const [run] = execution.data.resultData.runData[last.name];
		return { ms: run.executionTime, cpuMs, mb, out: itemsOf(execution, last.name).length };
	};
	return {
		'HeyGen node': (count) =>
			measured(
				count,
				node('HeyGen', 'n8n-nodes-heygen-video.heyGen', 1, ourParameters(...ids), 600, {
					credentials,
				}),
			),
		'HTTP Request node': (count) =>
			measured(
				count,
				node(
					'HTTP',
					'n8n-nodes-base.httpRequest',
					4.2,
					{
						method: 'POST',
						url: `${simulator.url}/v3/videos`,
						authentication: 'predefinedCredentialType',
						nodeCredentialType: 'heyGenVideoApi',
						sendBody: true,
						specifyBody: 'json',
						jsonBody: sameBody(...ids),
					},
					600,
					{ credentials },
				),
			),
		[OFFICIAL]: (count) =>
			measured(
				count,
				node(
					'Official',
					`${NAME}.heygenNode`,
					1,
					{
						authentication: 'apiKey',
						resource: 'video',
						operation: 'createVideo',
						videosUseJsonBody: true,
						videosJsonBody: sameBody(...ids).replace(
							/^=\{\{ (.*) \}\}$/,
							'={{ JSON.stringify($1) }}',
						),
					},
					600,
					{ credentials: { heyGenApi: { id: official.id, name: official.name } } },
				),
			),
		async stop() {
			await n8n.stop();
			remove();
			removeFolder();
		},
	};
}

/**
 * Measures the pairs of every count and latency, in one engine or one n8n; half as many from 1,000 items on.
 * @param {{items: number[], latencies: number[], pairs: number, real?: boolean}} options
 * @returns {Promise<Array<{items: number, latency: number, name: string, ms: number, all: number[], cpuMs: number, mb: number, out: number, paid: number, requests: number}>>}
 *   the middle of the pairs, our node first; HeyGen's own node for up to 100 items
 */
async function measureCreates({ items, latencies, pairs, real = false }) {
	await ensureBuilt();
	const simulator = await startSimulatorApart({ concurrency: 1_000_000 });
	const ids = await simulator.aLookAndAVoice();
	const { stop, ...contenders } = await (real ? inRealN8n : inProcess)(simulator, ids);
	const measured = [];
	try {
		// What is loaded and compiled at a first run is nobody's.
		for (const run of Object.values(contenders)) await run(10);
		for (const latency of latencies)
			for (const count of items) {
				const results = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
				const turns = count < 1000 ? pairs : Math.ceil(pairs / 2);
				for (const [name, run] of turnByTurn(contenders, turns)) {
					// One row after the other: many rows would take minutes, and one measurement says it.
					const isSaid = results[name].length > 0;
					if (name === OFFICIAL && (count > 100 || latency > 100 || isSaid)) continue;
					await simulator.reset();
					await simulator.configure({ latencyMs: latency, concurrency: 1_000_000 });
					const result = await run(count);
					const [paid, requests] = [await simulator.paid(), await simulator.requests()];
					results[name].push({ ...result, paid, requests: requests.length });
				}
				for (const [name, runs] of Object.entries(results).filter(([, some]) => some.length > 0))
					measured.push({
						items: count,
						latency,
						name,
						ms: median(runs.map(({ ms }) => ms)),
						all: runs.map(({ ms }) => ms),
						cpuMs: median(runs.map(({ cpuMs }) => cpuMs)),
						mb: median(runs.map(({ mb }) => mb)),
						out: Math.min(...runs.map(({ out }) => out)),
						paid: Math.max(...runs.map(({ paid }) => paid)),
						requests: Math.max(...runs.map(({ requests }) => requests)),
					});
			}
	} finally {
		await stop();
		simulator.stop();
	}
	return measured;
}

/** What was measured of the same work, together. */
const groupsOf = (measured) =>
	measured.reduce((groups, one) => {
		const last = groups.at(-1);
		const isSame = last?.[0].items === one.items && last[0].latency === one.latency;
		return isSame ? [...groups.slice(0, -1), [...last, one]] : [...groups, [one]];
	}, []);

module.exports = { groupsOf, measureCreates };

async function main() {
	const { values } = parseArgs({
		options: {
			items: { type: 'string', default: '100,1000' },
			latency: { type: 'string', default: '100' },
			pairs: { type: 'string', default: '4' },
			real: { type: 'boolean', default: false },
		},
	});
	const measured = await measureCreates({
		items: values.items.split(',').map(Number),
		latencies: values.latency.split(',').map(Number),
		pairs: Number(values.pairs),
		real: values.real,
	});
	for (const pair of groupsOf(measured)) {
		console.log(
			`\n${pair[0].items} creates, ${pair[0].latency} ms latency, median of ${values.pairs}:`,
		);
		console.table(
			Object.fromEntries(
				pair.map(({ name, ms, all, cpuMs, mb, out, paid, requests }) => [
					name,
					{
						'wall time (s)': seconds(ms),
						'all (s)': all.map(seconds).join(' '),
						'processor (s)': seconds(cpuMs),
						'memory at peak (MB)': mb,
						'items out': out,
						paid,
						requests,
					},
				]),
			),
		);
		console.log(`HeyGen node / ${pair[1].name}: ${(pair[0].ms / pair[1].ms).toFixed(2)}`);
	}
}

if (require.main === module)
	main().catch((error) => {
		console.error(error);
		process.exit(1);
	});
