// Executions that sleep while HeyGen works, in a real n8n of their own: how they are started, woken, attacked, stopped and killed.
// The scenarios run side by side in one n8n, which looks for due sleepers once a minute only.
const http = require('node:http');
const { until: observed } = require('../../tools/npm/until');
const { addressAt, publicName } = require('../../tools/n8n/publicName');
const { freePort, startN8n } = require('../../tools/n8n/start');
const { failureOf, itemsOf } = require('../../tools/n8n/rest');
const { agentWithTool } = require('./agentKit');
const { avatarVideo, byId, heyGen, manualTrigger, openLab, rows } = require('./lab');

/** n8n looks for due executions once a minute, and starts them at their time. */
const DUE_MS = 150_000;
/** How long the scenarios of one group may take together, in milliseconds. */
const GROUP_MS = 240_000;
/** A time that no test waits for, in seconds. */
const LONG = 3600;

/** The address by which HeyGen knows this n8n; it leads to this machine. */
let address;
let n8n;
const labs = [];
beforeAll(async () => {
	const port = await freePort();
	address = addressAt(port);
	n8n = await startN8n({ port, env: publicName(port) });
	await n8n.rest.login(); // the first login makes the owner
}, 120_000);
afterAll(async () => {
	await Promise.all(labs.map((lab) => lab.close()));
	await n8n?.stop();
}, 60_000);

/** A simulator of its own for each scenario; a callback that fails is not repeated. */
async function open(settings) {
	const lab = await openLab(
		{ webhookRetryMs: [], webhookHosts: { [address]: n8n.url }, ...settings },
		n8n.url,
	);
	labs.push(lab);
	return lab;
}

/** A workflow of nodes and links `[from, to, output]`. */
const wire = (nodes, links, more = {}) => {
	const connections = {};
	for (const [from, to, output = 0] of links) {
		const main = (connections[from] ??= { main: [] }).main;
		while (main.length <= output) main.push([]);
		main[output].push({ node: to, type: 'main', index: 0 });
	}
	return {
		name: expect.getState().currentTestName ?? 'Suspended',
		nodes: nodes.map((node, n) => ({ id: `node-${n}`, position: [n * 220, n * 20], ...node })),
		connections,
		settings: { executionOrder: 'v1' },
		...more,
	};
};

/** Keeps the row that an item is paired to beside what came out. */
const paired = (name) => ({
	name,
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: {
		includeOtherFields: true,
		assignments: {
			assignments: [
				{
					id: 'script',
					name: 'script',
					type: 'string',
					value: "={{ $('Rows').item.json.script }}",
				},
			],
		},
		options: {},
	},
});

const scripts = (count) => Array.from({ length: count }, (_, n) => ({ script: `Script ${n + 1}` }));
const suspended = (lab, more = {}) =>
	avatarVideo(lab.simulator, { completion: 'suspend', ...more });
/** Rows → Create (suspended) → Done, and Not Finished → Later. */
const simple = (lab, values, /** @type {any} */ { parameters, node, ...more } = {}) =>
	wire(
		[
			manualTrigger,
			rows(values),
			heyGen('Create', suspended(lab, parameters), node),
			paired('Done'),
			paired('Later'),
		],
		[
			['Start', 'Rows'],
			['Rows', 'Create'],
			['Create', 'Done'],
			['Create', 'Later', 1],
		],
		more,
	);
const store = async (lab, workflow) => await lab.rest.createWorkflow(workflow, [lab.credential]);
/** Starts a workflow by hand and waits until it sleeps. */
async function sleeping(lab, workflow) {
	const id = await lab.rest.run(await store(lab, workflow));
	const execution = await lab.rest.waitForExecution(id, {
		statuses: ['waiting', 'success', 'error'],
	});
	expect([execution.status, failureOf(execution)]).toEqual(['waiting', undefined]);
	return id;
}
/** As `sleeping`, until the node has called the execution's own address, as it does after it fell asleep. */
async function deepAsleep(lab, workflow) {
	const id = await sleeping(lab, workflow);
	// It asks HeyGen once before it falls asleep, and whoever calls makes it ask again: nobody else has called yet.
	await until(() => lab.simulator.requests({ path: '/v3/videos/statuses' }).length > 1);
	return id;
}
const ended = async (lab, id, limitMs = 60_000) => await lab.rest.waitForExecution(id, { limitMs });
const jobsOf = (lab) =>
	lab.simulator
		.jobs()
		.map(({ id, body }) => ({ id, script: body.script, callback: body.callback_url }));
/** Calls an execution as HeyGen does. */
const call = async (url) =>
	(
		await fetch(url.replace(address, n8n.url), {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: '{"event_type":"avatar_video.success","event_data":{}}',
		})
	).status;
const finishAll = (lab) => jobsOf(lab).forEach(({ id }) => lab.simulator.finish(id));
const given = (execution, node, ...fields) =>
	itemsOf(execution, node).map(({ json }) => fields.map((field) => json[field]));
const until = async (condition, limitMs = 30_000) =>
	await observed(String(condition), condition, limitMs);

/** A proxy that wants a password, and takes every request to one server. */
async function proxyTo(target) {
	let refused = 0;
	const server = http.createServer((request, response) => {
		if (
			request.headers['proxy-authorization'] !==
			`Basic ${Buffer.from('me:p@ss').toString('base64')}`
		) {
			refused++;
			return response.writeHead(407).end();
		}
		const { pathname, search } = new URL(request.url);
		request.pipe(
			http.request(
				`${target}${pathname}${search}`,
				{ method: request.method, headers: request.headers },
				(answer) => answer.pipe(response.writeHead(answer.statusCode, answer.headers)),
			),
		);
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	labs.push({
		close: () =>
			new Promise((resolve) => {
				server.close(resolve);
				server.closeAllConnections();
			}),
	});
	return {
		url: `http://me:p%40ss@127.0.0.1:${/** @type {any} */ (server.address()).port}`,
		refused: () => refused,
	};
}

/** An agent whose tool makes a video. */
async function agent(lab) {
	const { workflow, stop } = await agentWithTool(lab, { completion: 'suspend' });
	labs.push({ close: stop });
	return workflow;
}

/** Runs scenarios side by side, and reports each as a test of its own. */
function together(title, scenarios) {
	describe(title, () => {
		let outcomes;
		beforeAll(
			async () =>
				(outcomes = await Promise.allSettled(
					scenarios.map(async ([, scenario]) => await scenario()),
				)),
			GROUP_MS,
		);
		test.each(scenarios.map(([name], place) => [name, place]))('%s', (_name, place) => {
			if (outcomes[place].status === 'rejected') throw outcomes[place].reason;
		});
	});
}

together('started in every way', [
	[
		'a manual run: three rows sleep, HeyGen calls, three paired results',
		async () => {
			const lab = await open({ jobSeconds: 2 });
			const id = await sleeping(
				lab,
				simple(lab, scripts(3), {
					parameters: { options: { addCost: true, checkBalance: true, maxCredits: 100 } },
				}),
			);
			const execution = await ended(lab, id);
			expect(failureOf(execution)).toBeUndefined();
			expect(given(execution, 'Done', 'script', 'status')).toEqual([
				['Script 1', 'completed'],
				['Script 2', 'completed'],
				['Script 3', 'completed'],
			]);
			// Weighed once, before it slept; priced by the real length after it woke.
			expect(lab.simulator.requests().filter(({ path }) => path === '/v3/users/me')).toHaveLength(
				1,
			);
			for (const [duration, cost] of given(execution, 'Done', 'duration', 'cost'))
				expect(cost).toMatchObject({
					product: 'avatarVideo',
					seconds: duration,
					credits: expect.closeTo(duration * 0.1, 6),
				});
			expect(itemsOf(execution, 'Create', 1)).toEqual([]);
			expect(lab.simulator.paid().count).toBe(3);
			expect(
				jobsOf(lab).every(({ callback }) =>
					callback.startsWith(`${address}/webhook-waiting/${id}/heygen?`),
				),
			).toBe(true);
		},
	],
	[
		'a production run, started by a webhook',
		async () => {
			const lab = await open({ jobSeconds: 2 });
			const path = `suspended-${Date.now()}`;
			const trigger = {
				name: 'Start',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				webhookId: path,
				parameters: { httpMethod: 'POST', path, options: {} },
			};
			const { nodes, connections, ...rest } = simple(lab, scripts(2));
			const workflow = await store(lab, {
				...rest,
				connections,
				nodes: nodes.map((node) => (node.name === 'Start' ? { ...node, ...trigger } : node)),
			});
			await lab.rest.activate(workflow);
			await until(
				async () => (await fetch(`${n8n.url}/webhook/${path}`, { method: 'POST' })).status === 200,
			);
			const [{ id }] = await lab.rest.executions({ workflowId: workflow.id });
			const execution = await ended(lab, id);
			expect([execution.mode, given(execution, 'Done', 'script', 'status')]).toEqual([
				'webhook',
				[
					['Script 1', 'completed'],
					['Script 2', 'completed'],
				],
			]);
			await lab.rest.deactivate(workflow);
		},
	],
	[
		'in a loop over items: each round sleeps by itself',
		async () => {
			const lab = await open({ jobSeconds: 1.5 });
			const loop = {
				name: 'Loop',
				type: 'n8n-nodes-base.splitInBatches',
				typeVersion: 3,
				parameters: { batchSize: 1, options: {} },
			};
			const id = await sleeping(
				lab,
				wire(
					[manualTrigger, rows(scripts(3)), loop, heyGen('Create', suspended(lab)), paired('Done')],
					[
						['Start', 'Rows'],
						['Rows', 'Loop'],
						['Loop', 'Done', 0],
						['Loop', 'Create', 1],
						['Create', 'Loop'],
					],
				),
			);
			const execution = await ended(lab, id);
			expect(failureOf(execution)).toBeUndefined();
			expect(execution.data.resultData.runData.Create).toHaveLength(3);
			expect(given(execution, 'Loop', 'status')).toEqual([
				['completed'],
				['completed'],
				['completed'],
			]);
			expect(lab.simulator.paid().count).toBe(3);
		},
	],
	[
		'in a sub-workflow: the caller sleeps too, and gets the results',
		async () => {
			const lab = await open({ jobSeconds: 2 });
			const child = await store(
				lab,
				wire(
					[
						{
							name: 'Rows',
							type: 'n8n-nodes-base.executeWorkflowTrigger',
							typeVersion: 1.1,
							parameters: { inputSource: 'passthrough' },
						},
						heyGen('Create', suspended(lab)),
						paired('Done'),
					],
					[
						['Rows', 'Create'],
						['Create', 'Done'],
					],
				),
			);
			await lab.rest.activate(child);
			const sub = {
				name: 'Sub',
				type: 'n8n-nodes-base.executeWorkflow',
				typeVersion: 1.2,
				parameters: {
					source: 'database',
					workflowId: { __rl: true, mode: 'id', value: child.id },
					mode: 'once',
					options: { waitForSubWorkflow: true },
				},
			};
			const id = await sleeping(
				lab,
				wire(
					[manualTrigger, rows(scripts(2)), sub],
					[
						['Start', 'Rows'],
						['Rows', 'Sub'],
					],
				),
			);
			const execution = await ended(lab, id);
			expect(failureOf(execution)).toBeUndefined();
			expect(given(execution, 'Sub', 'script', 'status')).toEqual([
				['Script 1', 'completed'],
				['Script 2', 'completed'],
			]);
		},
	],
	[
		'a job that fails ends the run with its reason, and starts the error workflow',
		async () => {
			const lab = await open({
				jobSeconds: 2,
				failJobs: [
					{
						match: { script: 'Script 2' },
						failure_code: 'rendering_failed',
						failure_message: 'The avatar blinked.',
					},
				],
			});
			const handler = await store(
				lab,
				wire(
					[
						{ name: 'Failed', type: 'n8n-nodes-base.errorTrigger', typeVersion: 1, parameters: {} },
						{ name: 'Note', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
					],
					[['Failed', 'Note']],
				),
			);
			await lab.rest.activate(handler).catch(() => undefined); // not every version of n8n wants it active
			const path = `failing-${Date.now()}`;
			const { nodes, ...rest } = simple(lab, scripts(2), {
				settings: { executionOrder: 'v1', errorWorkflow: handler.id },
			});
			const trigger = {
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				webhookId: path,
				parameters: { httpMethod: 'POST', path, options: {} },
			};
			const workflow = await store(lab, {
				...rest,
				nodes: nodes.map((node) => (node.name === 'Start' ? { ...node, ...trigger } : node)),
			});
			await lab.rest.activate(workflow);
			await until(
				async () => (await fetch(`${n8n.url}/webhook/${path}`, { method: 'POST' })).status === 200,
			);
			const [{ id }] = await lab.rest.executions({ workflowId: workflow.id });
			const execution = await ended(lab, id);
			const [first, second] = jobsOf(lab).sort((a, b) => a.script.localeCompare(b.script));
			expect(execution.status).toBe('error');
			expect(failureOf(execution)).toMatch(
				new RegExp(`${second.id} ended as failed: The avatar blinked.*${first.id}`, 's'),
			);
			await until(async () => (await lab.rest.executions({ workflowId: handler.id })).length > 0);
			const [{ id: handled }] = await lab.rest.executions({ workflowId: handler.id });
			expect(itemsOf(await ended(lab, handled), 'Note')[0].json.execution.error.message).toContain(
				'The avatar blinked',
			);
		},
	],
	[
		'as the tool of an AI agent: the agent sleeps too, and gets the finished video',
		async () => {
			const lab = await open({ jobSeconds: 4 });
			const id = await sleeping(lab, await agent(lab));
			const execution = await ended(lab, id);
			expect(failureOf(execution)).toBeUndefined();
			expect(itemsOf(execution, 'Agent')[0].json.output).toContain('"status":"completed"');
			expect(lab.simulator.jobs().map(({ body }) => body.script)).toEqual(['Hello from the agent']);
		},
	],
	[
		'as the tool of an agent in an n8n that nobody can call: it waits there, and the agent gets the finished video',
		async () => {
			const lab = await openLab({ jobSeconds: 4 });
			labs.push(lab);
			const execution = await lab.rest.runToEnd(await store(lab, await agent(lab)));
			expect(failureOf(execution)).toBeUndefined();
			expect(itemsOf(execution, 'Agent')[0].json.output).toContain('"status":"completed"');
		},
	],
	[
		'with pinned data nothing is ordered and nothing sleeps',
		async () => {
			const lab = await open();
			const execution = await lab.rest.runToEnd(
				await store(
					lab,
					simple(lab, scripts(1), {
						pinData: { Create: [{ json: { id: 'pinned', status: 'completed' } }] },
					}),
				),
			);
			expect(given(execution, 'Done', 'id')).toEqual([['pinned']]);
			expect(lab.simulator.requests()).toEqual([]);
		},
	],
	[
		'rows that are refused or fail keep their places, and leave by the error output where the user wants it',
		async () => {
			const rowsOf = [
				{ script: 'Script 1' },
				{ script: '' },
				{ script: 'Script 3' },
				{ script: 'Script 4' },
			];
			const failing = { jobSeconds: 2, failJobs: [{ match: { script: 'Script 3' } }] };
			const [regular, split] = await Promise.all([open(failing), open(failing)]);
			const run = async (lab, onError) =>
				await ended(lab, await sleeping(lab, simple(lab, rowsOf, { node: { onError } })));
			const [one, two] = await Promise.all([
				run(regular, 'continueRegularOutput'),
				run(split, 'continueErrorOutput'),
			]);
			expect(itemsOf(one, 'Create').map(({ json }) => json.code ?? json.status)).toEqual([
				'completed',
				'invalid_input',
				'rendering_failed',
				'completed',
			]);
			expect(given(one, 'Done', 'script')).toEqual(rowsOf.map(({ script }) => [script]));
			expect(given(two, 'Done', 'script')).toEqual([['Script 1'], ['Script 4']]);
			expect(itemsOf(two, 'Create', 2).map(({ json }) => json.code)).toEqual([
				'invalid_input',
				'rendering_failed',
			]);
			expect([regular.simulator.paid().count, split.simulator.paid().count]).toEqual([3, 3]);
		},
	],
	[
		'five rows, two at once: callbacks free the slots, each row is paid once',
		async () => {
			const lab = await open({ jobSeconds: 1.5, concurrency: 2 });
			const id = await sleeping(
				lab,
				simple(lab, scripts(5), { parameters: { options: { maxConcurrentJobs: 2 } } }),
			);
			const execution = await ended(lab, id);
			expect(given(execution, 'Done', 'script', 'status')).toEqual(
				scripts(5).map(({ script }) => [script, 'completed']),
			);
			expect(
				lab.simulator.requests({ method: 'POST', path: '/v3/videos' }).map(({ status }) => status),
			).toEqual([200, 200, 200, 200, 200]);
			expect(lab.simulator.paid().count).toBe(5);
		},
	],
	[
		'the account has room for two only: the rest follows as it empties',
		async () => {
			const lab = await open({ jobSeconds: 1.5, concurrency: 2 });
			const execution = await ended(lab, await sleeping(lab, simple(lab, scripts(4))));
			expect(given(execution, 'Done', 'script', 'status')).toEqual(
				scripts(4).map(({ script }) => [script, 'completed']),
			);
			expect(lab.simulator.paid().count).toBe(4);
		},
	],
	[
		'a batch is one job with one callback, and its rows come out in order',
		async () => {
			const lab = await open({ jobSeconds: 2 });
			const id = await sleeping(
				lab,
				simple(lab, scripts(4), { parameters: { operation: 'createBatch', type: 'avatar' } }),
			);
			const execution = await ended(lab, id);
			expect(failureOf(execution)).toBeUndefined();
			expect(given(execution, 'Done', 'script', 'status')).toEqual(
				scripts(4).map(({ script }) => [script, 'completed']),
			);
			expect(lab.simulator.deliveries()).toHaveLength(1);
			expect(lab.simulator.requests({ method: 'POST' })).toHaveLength(1);
		},
	],
	[
		'other jobs: a translation of three languages, a session of the video agent, a lipsync',
		async () => {
			const started = [
				[
					{
						resource: 'translation',
						operation: 'create',
						videoUrl: 'https://example.com/talk.mp4',
						outputLanguages: ['Spanish (Spain)', 'French (France)', 'German (Germany)'],
					},
					3,
				],
				[{ resource: 'videoAgent', operation: 'create', prompt: '={{ $json.script }}' }, 1],
				[
					{
						resource: 'lipsync',
						operation: 'create',
						videoUrl: 'https://example.com/talk.mp4',
						audioUrl: 'https://example.com/talk.wav',
					},
					1,
				],
			];
			await Promise.all(
				started.map(async (/** @type {any[]} */ [parameters, count]) => {
					const lab = await open({ jobSeconds: 15 });
					const workflow = wire(
						[
							manualTrigger,
							rows(scripts(1)),
							heyGen('Create', { completion: 'suspend', ...parameters }),
							paired('Done'),
						],
						[
							['Start', 'Rows'],
							['Rows', 'Create'],
							['Create', 'Done'],
						],
					);
					const execution = await ended(lab, await sleeping(lab, workflow));
					expect([parameters.resource, failureOf(execution)]).toEqual([
						parameters.resource,
						undefined,
					]);
					expect(given(execution, 'Done', 'script', 'status')).toEqual(
						Array(count).fill(['Script 1', 'completed']),
					);
					expect(lab.simulator.paid().count).toBe(count);
				}),
			);
		},
	],
	[
		'what is not done in time leaves by Not Finished, is waited for again, and a callback wakes that node too',
		async () => {
			const lab = await open({ jobSeconds: LONG });
			const workflow = wire(
				[
					manualTrigger,
					rows(scripts(2)),
					heyGen('Create', suspended(lab, { maxWaitMinutes: 0.02 })),
					paired('Later'),
					heyGen('Wait', { resource: 'job', operation: 'wait', recheckMinutes: 30 }),
					paired('Done'),
				],
				[
					['Start', 'Rows'],
					['Rows', 'Create'],
					['Create', 'Done'],
					['Create', 'Later', 1],
					['Later', 'Wait'],
					['Wait', 'Done'],
					['Wait', 'Wait', 1],
				],
			);
			const id = await sleeping(lab, workflow);
			const lastNode = async () => (await lab.rest.execution(id)).data.resultData.lastNodeExecuted;
			await until(
				async () =>
					(await lastNode()) === 'Wait' && (await lab.rest.execution(id)).status === 'waiting',
				DUE_MS,
			);
			const [first, second] = jobsOf(lab).sort((a, b) => a.script.localeCompare(b.script));
			expect(
				given(await lab.rest.execution(id), 'Later', 'script', 'id', 'kind', 'waited_minutes'),
			).toEqual([
				['Script 1', first.id, 'video', expect.any(Number)],
				['Script 2', second.id, 'video', expect.any(Number)],
			]);
			finishAll(lab);
			const execution = await ended(lab, id);
			expect(given(execution, 'Done', 'script', 'id', 'status')).toEqual([
				['Script 1', first.id, 'completed'],
				['Script 2', second.id, 'completed'],
			]);
			expect(lab.simulator.paid().count).toBe(2);
		},
	],
	[
		'Job: Wait for Completion takes what an HTTP Request node started, without any callback',
		async () => {
			const lab = await open({ jobSeconds: 20, callbacks: false });
			const { avatarId, voiceId } = avatarVideo(lab.simulator);
			const http = {
				name: 'HTTP',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				parameters: {
					method: 'POST',
					url: `${lab.simulator.url}/v3/videos`,
					sendHeaders: true,
					headerParameters: { parameters: [{ name: 'x-api-key', value: lab.simulator.apiKey }] },
					sendBody: true,
					specifyBody: 'json',
					jsonBody: `={{ JSON.stringify({ type: 'avatar', avatar_id: '${avatarId.value}', voice_id: '${voiceId.value}', script: $json.script }) }}`,
					options: {},
				},
			};
			const id = await sleeping(
				lab,
				wire(
					[
						manualTrigger,
						rows(scripts(2)),
						http,
						heyGen('Wait', { resource: 'job', operation: 'wait', recheckMinutes: 0.1 }),
						paired('Done'),
					],
					[
						['Start', 'Rows'],
						['Rows', 'HTTP'],
						['HTTP', 'Wait'],
						['Wait', 'Done'],
						['Wait', 'Wait', 1],
					],
				),
			);
			const execution = await ended(lab, id, DUE_MS);
			expect(failureOf(execution)).toBeUndefined();
			expect(given(execution, 'Done', 'script', 'status')).toEqual([
				['Script 1', 'completed'],
				['Script 2', 'completed'],
			]);
			expect(
				lab.simulator.requests({ method: 'GET', path: '/v3/videos/statuses' }).length,
			).toBeLessThanOrEqual(4);
		},
	],
]);

together('called in every way', [
	[
		'an early callback, before the execution sleeps: the last question finds it',
		async () => {
			const lab = await open({ jobSeconds: 0.01 });
			const execution = await lab.rest.runToEnd(await store(lab, simple(lab, scripts(2))));
			expect(given(execution, 'Done', 'script', 'status')).toEqual([
				['Script 1', 'completed'],
				['Script 2', 'completed'],
			]);
		},
	],
	[
		'twenty callbacks at once: one wakes it by few questions, what follows runs once',
		async () => {
			const lab = await open({ jobSeconds: LONG, callbacks: false, concurrency: 20 });
			const id = await deepAsleep(
				lab,
				simple(lab, scripts(20), { parameters: { options: { maxConcurrentJobs: 20 } } }),
			);
			const questions = () => lab.simulator.requests({ path: '/v3/videos/statuses' }).length;
			const before = questions();
			finishAll(lab);
			// The last question before the rows go out is the node's own.
			const answers = await Promise.all(
				jobsOf(lab).map(async ({ callback }) => await call(callback)),
			);
			const execution = await ended(lab, id);
			expect(answers).toContain(200);
			expect(questions() - before).toBeLessThanOrEqual(3);
			expect(execution.data.resultData.runData.Done).toHaveLength(1);
			expect(itemsOf(execution, 'Done')).toHaveLength(20);
			expect(lab.simulator.paid().count).toBe(20);
		},
	],
	[
		'forged and lost ones change nothing; after the end none is taken',
		async () => {
			const lab = await open({ jobSeconds: LONG, callbacks: false });
			const id = await deepAsleep(lab, simple(lab, scripts(1)));
			const [{ callback }] = jobsOf(lab);
			expect(
				await call(
					callback.replace(
						/signature=[^&]*/,
						(found) => `signature=${'0'.repeat(found.length - 10)}`,
					),
				),
			).toBe(401);
			expect(await call(callback.split('?')[0])).toBe(401);
			expect(await call(callback.replace('/heygen?', '/other?'))).toBe(404);
			// n8n's signature alone is not enough, and nobody is asked before the node's own proof is there.
			const asked = lab.simulator.requests().length;
			const wrong = 'x'.repeat(32);
			expect(await call(callback.replace(/[?&]token=[^&]*/, ''))).toBe(401);
			expect(await call(callback.replace(/token=[^&]*/, `token=${wrong}`))).toBe(401);
			expect(lab.simulator.requests()).toHaveLength(asked);
			// Real, but HeyGen says that the job goes on.
			expect(await call(callback)).toBe(200);
			expect((await lab.rest.execution(id)).status).toBe('waiting');
			finishAll(lab);
			expect(await call(callback)).toBe(200);
			expect(given(await ended(lab, id), 'Done', 'status')).toEqual([['completed']]);
			expect(await call(callback)).toBe(409);
			expect((await lab.rest.execution(id)).status).toBe('success');
		},
	],
	[
		'HeyGen out of order while a callback is handled: 503, and the next one wakes it',
		async () => {
			const lab = await open({ jobSeconds: LONG, callbacks: false });
			const id = await deepAsleep(lab, simple(lab, scripts(1)));
			finishAll(lab);
			const [{ callback }] = jobsOf(lab);
			lab.simulator.plan({
				match: { method: 'GET', path: '/v3/videos/statuses' },
				kind: 'status',
				status: 500,
				code: 'internal_error',
			});
			expect(await call(callback)).toBe(503);
			lab.simulator.plan({
				match: { method: 'GET', path: '/v3/videos/statuses' },
				kind: 'dropBefore',
			});
			expect(await call(callback)).toBe(503);
			expect((await lab.rest.execution(id)).status).toBe('waiting');
			expect(await call(callback)).toBe(200);
			expect(given(await ended(lab, id), 'Done', 'status')).toEqual([['completed']]);
		},
	],
	[
		'behind a proxy: a callback is checked by the way that the node uses',
		async () => {
			const lab = await open({ jobSeconds: LONG, callbacks: false });
			const proxy = await proxyTo(lab.simulator.url);
			const credential = await lab.rest.createCredential({
				...lab.credential,
				data: { apiKey: lab.simulator.apiKey, baseUrl: 'http://heygen.invalid' },
			});
			const id = await deepAsleep(
				{ ...lab, credential },
				simple(lab, scripts(1), { parameters: { requestOptions: { proxy: proxy.url } } }),
			);
			finishAll(lab);
			expect(await call(jobsOf(lab)[0].callback)).toBe(200);
			expect(given(await ended(lab, id), 'Done', 'status')).toEqual([['completed']]);
			expect(proxy.refused()).toBe(0);
		},
	],
	[
		'a template that is gone when the execution wakes takes nothing away from what was paid',
		async () => {
			const lab = await open({ jobSeconds: LONG, callbacks: false });
			const [{ id: template }] = lab.simulator.catalogue().templates;
			const id = await deepAsleep(
				lab,
				wire(
					[
						manualTrigger,
						rows(scripts(2)),
						heyGen('Create', {
							resource: 'template',
							operation: 'generate',
							completion: 'suspend',
							templateId: byId(template),
							variables: {
								mappingMode: 'defineBelow',
								value: { first_name: '={{ $json.script }}', message: 'Welcome' },
								matchingColumns: [],
								schema: [],
							},
						}),
						paired('Done'),
					],
					[
						['Start', 'Rows'],
						['Rows', 'Create'],
						['Create', 'Done'],
					],
				),
			);
			lab.simulator.plan({
				match: { method: 'GET', path: `/v3/templates/${template}` },
				kind: 'status',
				status: 404,
				code: 'template_not_found',
				message: 'Gone.',
				times: 10,
			});
			finishAll(lab);
			expect(await call(jobsOf(lab)[0].callback)).toBe(200);
			const execution = await ended(lab, id);
			expect([failureOf(execution), given(execution, 'Done', 'script', 'status')]).toEqual([
				undefined,
				[
					['Script 1', 'completed'],
					['Script 2', 'completed'],
				],
			]);
		},
	],
	[
		'a job that was deleted meanwhile is a row that says so',
		async () => {
			const lab = await open({ jobSeconds: LONG, callbacks: false });
			const id = await deepAsleep(
				lab,
				simple(lab, scripts(2), { node: { onError: 'continueRegularOutput' } }),
			);
			const [first, second] = jobsOf(lab).sort((a, b) => a.script.localeCompare(b.script));
			await fetch(`${lab.simulator.url}/v3/videos/${first.id}`, {
				method: 'DELETE',
				headers: { 'x-api-key': lab.simulator.apiKey },
			});
			lab.simulator.finish(second.id);
			expect(await call(second.callback)).toBe(200);
			const items = itemsOf(await ended(lab, id), 'Create');
			expect(items.map(({ json }) => [json.id, json.code ?? json.status])).toEqual([
				[first.id, 'video_not_found'],
				[second.id, 'completed'],
			]);
		},
	],
]);

together('stopped, killed and started again', [
	[
		'each sleeper goes on where it was',
		async () => {
			const lab = await open({ jobSeconds: LONG });
			const workflow = simple(lab, scripts(2));
			const late = wire(
				[
					manualTrigger,
					rows(scripts(2)),
					heyGen('Create', suspended(lab, { maxWaitMinutes: 0.5 })),
					heyGen('Wait', { resource: 'job', operation: 'wait', recheckMinutes: 0.2 }),
					paired('Done'),
				],
				[
					['Start', 'Rows'],
					['Rows', 'Create'],
					['Create', 'Done'],
					['Create', 'Wait', 1],
					['Wait', 'Done'],
					['Wait', 'Wait', 1],
				],
			);
			const ids = [await sleeping(lab, workflow), await sleeping(lab, workflow)];
			const of = (id) =>
				jobsOf(lab).filter(({ callback }) => callback.includes(`/webhook-waiting/${id}/`));
			const results = async (id) => given(await ended(lab, id, DUE_MS), 'Done', 'script', 'status');
			const both = [
				['Script 1', 'completed'],
				['Script 2', 'completed'],
			];

			// Stopped as an operator does; HeyGen calls when it is back.
			await n8n.stopMain();
			await n8n.start();
			for (const { id } of of(ids[0])) lab.simulator.finish(id);
			expect(await results(ids[0])).toEqual(both);

			// Killed; a callback and two deadlines pass while it is down.
			ids.push(...(await Promise.all([sleeping(lab, late), sleeping(lab, late)])));
			const deadlines = await Promise.all(
				ids.slice(2).map(async (id) => Date.parse((await lab.rest.execution(id)).waitTill)),
			);
			await n8n.kill();
			for (const { id } of [...of(ids[1]), ...of(ids[2])]) lab.simulator.finish(id);
			await until(
				() =>
					lab.simulator.deliveries().filter(({ status, error }) => !status && error).length >= 4,
			);
			await until(() => Date.now() > Math.max(...deadlines), DUE_MS);
			await n8n.start();
			// The first callback is lost: whoever calls next wakes it.
			expect(await call(of(ids[1])[0].callback)).toBe(200);
			expect(await results(ids[1])).toEqual(both);
			// Deadlines that passed are made up for at the start: what is done comes out, the rest is waited for.
			expect(await results(ids[2])).toEqual(both);
			await until(
				async () => (await lab.rest.execution(ids[3])).data.resultData.lastNodeExecuted === 'Wait',
				DUE_MS,
			);
			for (const { id } of of(ids[3])) lab.simulator.finish(id);
			expect(await results(ids[3])).toEqual(both);
			expect(lab.simulator.paid().count).toBe(8);
		},
	],
]);

test('nothing in the log of n8n is a failure of the node', () => {
	expect(n8n.logs()).not.toMatch(/TypeError|ReferenceError|unhandled/i);
});
