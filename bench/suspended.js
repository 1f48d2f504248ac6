// What sleeping executions cost: resident and live memory of n8n, rows and bytes of its database, and the time from HeyGen's callback to
// the resumed item. Beside it the same by hand, with n8n's own HTTP Request and Wait: what n8n itself needs is not ours.
//   node bench/suspended.js [executions] [starts]        default: 1000 executions, n8n started anew 3 times with and 3 times without them
const { execFile } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { setTimeout: wait } = require('node:timers/promises');
const { promisify } = require('node:util');
const { installN8n } = require('../tools/n8n/install');
const { addressAt, publicName } = require('../tools/n8n/publicName');
const { freePort, startN8n } = require('../tools/n8n/start');
const { startSimulator } = require('../simulator');
const { median, memoryOf } = require('./lib');

/** How many sleepers are woken for the time from callback to item. */
const WOKEN = 20;
/** Executions before the first measurement, as many as run at once, and how long n8n rests before each measurement, in milliseconds. */
const WARM_UP = 200;
const AT_ONCE = 10;
const QUIET_MS = 15_000;
const byId = (value) => ({ __rl: true, mode: 'id', value });
const round = (number) => Math.round(number * 10) / 10;
const spread = (values) => `median ${round(median(values))} MB (${values.map(round).join(', ')})`;

/** The two ways to make a video and sleep until HeyGen calls. */
const WAYS = {
	'this node': ({ look, voice }) => [
		{
			name: 'Create',
			type: 'n8n-nodes-heygen-video.heyGen',
			typeVersion: 1,
			credentials: { heyGenVideoApi: {} },
			parameters: {
				resource: 'video',
				operation: 'createAvatar',
				avatarId: byId(look),
				voiceId: byId(voice),
				script: 'A script',
				completion: 'suspend',
				maxWaitMinutes: 600,
			},
		},
	],
	'HTTP Request and Wait': ({ look, voice, sim }) => [
		{
			name: 'Create',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			parameters: {
				method: 'POST',
				url: `${sim.url}/v3/videos`,
				sendHeaders: true,
				headerParameters: { parameters: [{ name: 'x-api-key', value: sim.apiKey }] },
				sendBody: true,
				specifyBody: 'json',
				jsonBody: `={{ JSON.stringify({ type: 'avatar', avatar_id: '${look}', voice_id: '${voice}', script: 'A script', callback_url: $execution.resumeUrl }) }}`,
				options: {},
			},
		},
		{
			name: 'Wait',
			type: 'n8n-nodes-base.wait',
			typeVersion: 1.1,
			webhookId: 'waits',
			parameters: { resume: 'webhook', httpMethod: 'POST', options: {} },
		},
	],
};

/**
 * Puts executions to sleep in an n8n of their own.
 * @param {string} way
 * @param {number} most how many sleep in the end
 * @param {number} starts how often n8n is started anew, with sleepers and without
 * @returns {Promise<{way: string, rows: object[], callbackMs: number}>}
 */
async function measure(way, most, starts) {
	const port = await freePort();
	const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'memory-')), 'usage.json');
	const settings = publicName(port);
	const n8n = await startN8n({
		port,
		env: {
			...settings,
			MEMORY_FILE: file,
			NODE_OPTIONS: `${settings.NODE_OPTIONS} --require ${JSON.stringify(path.join(__dirname, 'collect.js'))}`,
		},
	});
	const sim = await startSimulator({
		jobSeconds: 36_000,
		concurrency: most + WARM_UP,
		callbacks: true,
		webhookHosts: { [addressAt(port)]: n8n.url },
		webhookConnections: 1,
	});
	// Read and changed with the Node of n8n, which brings SQLite along.
	const { node } = await installN8n();
	const database = path.join(n8n.userFolder, '.n8n', 'database.sqlite');
	const reader =
		"const [file, sql] = process.argv.slice(1); const { DatabaseSync } = require('node:sqlite'); console.log(JSON.stringify(new DatabaseSync(file).prepare(sql).all()))";
	const query = async (sql) =>
		JSON.parse(
			(await promisify(execFile)(node, ['--no-warnings', '-e', reader, database, sql])).stdout,
		);
	try {
		await n8n.rest.login();
		const credential = await n8n.rest.createCredential({
			name: 'Simulator',
			type: 'heyGenVideoApi',
			data: { apiKey: sim.apiKey, baseUrl: sim.url },
		});
		const { looks, voices } = sim.catalogue();
		const nodes = [
			{
				name: 'Webhook',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				webhookId: 'asleep',
				parameters: { httpMethod: 'POST', path: 'asleep', options: {} },
			},
			...WAYS[way]({
				sim,
				look: looks.find(({ status }) => status === 'completed').id,
				voice: voices[0].voice_id,
			}),
			{ name: 'Done', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
		];
		const connections = Object.fromEntries(
			nodes
				.slice(1)
				.map(({ name }, n) => [
					nodes[n].name,
					{ main: [[{ node: name, type: 'main', index: 0 }]] },
				]),
		);
		const workflow = await n8n.rest.createWorkflow(
			{
				name: 'Asleep',
				nodes: nodes.map((node, n) => ({ id: `node-${n}`, position: [n * 200, 0], ...node })),
				connections,
				settings: { executionOrder: 'v1' },
			},
			[credential],
		);
		await n8n.rest.activate(workflow);
		const start = async () =>
			(await fetch(`${n8n.url}/webhook/asleep`, { method: 'POST' })).status === 200;
		const waiting = async () =>
			(await query("SELECT count(*) AS n FROM execution_entity WHERE status = 'waiting'"))[0].n;
		const stored = async () =>
			(
				await query(
					'SELECT (SELECT count(*) FROM execution_entity) AS executions, (SELECT count(*) FROM execution_data) AS data, (SELECT coalesce(sum(length(data) + length(workflowData)), 0) FROM execution_data) AS bytes',
				)
			)[0];
		const sleepUntilThereAre = async (count) => {
			for (let asleep = await waiting(); asleep < count; asleep = await waiting()) {
				for (let begun = asleep; begun < count; begun += AT_ONCE) {
					const due = sim.jobs().length + Math.min(AT_ONCE, count - begun);
					await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - begun) }, start));
					// The next ones when these have ordered; n8n's database is asked at the end, which takes longer.
					for (let tries = 0; sim.jobs().length < due && tries < 100; tries++) await wait(20);
				}
				await wait(500);
			}
		};
		const quiet = async () => {
			await wait(QUIET_MS);
			return await memoryOf(n8n.main.pid, file);
		};

		// Some executions from end to end first, so that n8n is as warm as in use before its memory is read.
		while (!(await start())) await wait(200);
		await sleepUntilThereAre(WARM_UP);
		for (const { id } of sim.jobs()) sim.finish(id);
		while ((await waiting()) > 0) await wait(200);
		const idle = await quiet();
		const before = await stored();
		const report = [
			{ way, asleep: 0, 'resident MB': round(idle.rss), 'over idle MB': 0, 'live MB over idle': 0 },
		];
		for (const count of [most / 10, most]) {
			await sleepUntilThereAre(count);
			const memory = await quiet();
			const now = await stored();
			report.push({
				way,
				asleep: await waiting(),
				'resident MB': round(memory.rss),
				'over idle MB': round(memory.rss - idle.rss),
				'live MB over idle': round(memory.live - idle.live),
				'execution rows': now.executions - before.executions,
				'data rows': now.data - before.data,
				'bytes each': Math.round((now.bytes - before.bytes) / count),
			});
		}
		console.table(report);

		// The same database with all of them asleep and with none, turn by turn: what a start costs differs from one to the next.
		const anew = { with: [], without: [] };
		for (let turn = 0; turn < starts * 2; turn++) {
			await n8n.stopMain();
			const sleeps = turn % 2 === 0;
			await query(
				sleeps
					? "UPDATE execution_entity SET status = 'waiting' WHERE status = 'canceled'"
					: "UPDATE execution_entity SET status = 'canceled' WHERE status = 'waiting'",
			);
			await n8n.start();
			const { rss } = await quiet();
			const asleep = await waiting();
			if (asleep !== (sleeps ? most : 0)) throw new Error(`${asleep} are asleep`);
			anew[sleeps ? 'with' : 'without'].push(rss);
		}
		if (starts)
			console.log(
				`${way}, n8n started anew: with ${most} asleep ${spread(anew.with)}; with none ${spread(anew.without)}`,
			);

		// One after the other, with all the others asleep: from HeyGen's call to the item in the next node.
		await query("UPDATE execution_entity SET status = 'waiting' WHERE status = 'canceled'");
		const times = [];
		for (const { id, body } of sim
			.jobs()
			.filter(({ status }) => status !== 'completed')
			.slice(0, WOKEN)) {
			const called = Date.now();
			sim.finish(id);
			const { data } = await n8n.rest.waitForExecution(
				/webhook-waiting\/(\d+)/.exec(String(body.callback_url))[1],
			);
			times.push(data.resultData.runData.Done[0].startTime - called);
		}
		console.log(
			`${way}, from callback to the next node, ${times.length} times: median ${median(times)} ms, longest ${Math.max(...times)} ms`,
		);
		return { way, rows: report, callbackMs: median(times) };
	} finally {
		await n8n.stop();
		await sim.stop();
	}
}

/** Both ways, with `most` asleep in the end. */
async function measureSuspended(most, starts) {
	const [ours, byHand] = Object.keys(WAYS);
	// Both at once: each n8n works on one core, and rests before its memory is read.
	return await Promise.all([measure(ours, most, starts), measure(byHand, most, 0)]);
}

module.exports = { measureSuspended };

if (require.main === module) {
	const [most = 1000, starts = 3] = process.argv.slice(2).map(Number);
	measureSuspended(most, starts).catch((error) => {
		console.error(error);
		process.exitCode = 1;
	});
}
