// Sleeping executions that are more than one job per row: rows that become one job, languages without a job, files and the input's own columns.
const http = require('node:http');
const { runWorkflow } = require('../../tools/engine/engine');
const { addressAt } = require('../../tools/n8n/publicName');
const { startSimulator } = require('../../simulator');

const open = [];
afterAll(async () => await Promise.all(open.map(async (close) => await close())));

/** n8n itself, which refuses a call as long as the execution runs. @returns its port */
async function n8n(/** @type {() => unknown} */ called) {
	const server = http.createServer((_, response) => {
		called();
		response
			.writeHead(409, { 'content-type': 'application/json' })
			.end('{"code":0,"message":"The execution is running already."}');
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	open.push(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});
	const address = server.address();
	return typeof address === 'object' && address ? address.port : 0;
}

/** A node that falls asleep; `meanwhile` is done to its jobs once it has. */
async function asleep({
	parameters,
	items,
	meanwhile = async (/** @type {any} */ _sim) => {},
	isWired = false,
	waiting = {},
	deadlines = 1,
	node: more = {},
	waitNode = {},
	configure = {},
	before = (/** @type {any} */ _sim) => {},
	onWait = async (/** @type {any} */ _sim) => {},
}) {
	const sim = await startSimulator({ neverEnd: true, ...configure });
	open.push(async () => await sim.stop());
	before(sim);
	const { looks, voices } = sim.catalogue();
	const byId = (value) => ({ __rl: true, mode: 'id', value });
	const known = {
		look: byId(looks.find(({ status }) => status === 'completed').id),
		voice: byId(voices[0].voice_id),
	};
	const node = (name, type, rest = {}) => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...rest,
	});
	const to = (name) => [{ node: name, type: 'main', index: 0 }];
	const heyGen = 'n8n-nodes-heygen-video.heyGen';
	const result = await runWorkflow({
		// The node calls its own address just before it sleeps.
		address: addressAt(await n8n(async () => await meanwhile(sim))),
		credentials: { heyGenVideoApi: { apiKey: sim.apiKey, baseUrl: sim.url } },
		startItems: items,
		deadlines,
		onNode: async (name) => {
			if (name === 'Wait') await onWait(sim);
		},
		workflow: {
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger'),
				node('Create', heyGen, {
					parameters: { completion: 'suspend', maxWaitMinutes: 0.1, ...parameters(known) },
					...more,
				}),
				node('Wait', heyGen, {
					parameters: {
						resource: 'job',
						operation: 'wait',
						maxWaitMinutes: 1,
						recheckMinutes: 0.05,
						...waiting,
					},
					...waitNode,
				}),
				node('Done', 'n8n-nodes-base.noOp'),
			],
			connections: {
				Start: { main: [to('Create')] },
				Create: { main: [to('Done'), isWired ? to('Wait') : []] },
				Wait: { main: [to('Done'), to('Wait')] },
			},
		},
	});
	return { ...result, sim };
}

const finishAll = async (sim) => {
	for (const { id } of sim.jobs()) sim.finish(id, {});
};
const scenes = (count) =>
	Array.from({ length: count }, (_, n) => ({
		json: { say: `Scene ${n + 1}`, film: `Film ${n + 1}`, row: n },
	}));
const studio =
	(options = {}) =>
	(known) => ({
		resource: 'video',
		operation: 'createStudio',
		scenesFrom: 'items',
		sceneType: 'avatar_video',
		sceneAvatarId: known.look,
		sceneVoiceId: known.voice,
		sceneScript: '={{ $json.say }}',
		options: { title: '={{ $json.film }}', ...options },
	});

describe('rows that become one video', () => {
	test('sleep as one, and come out as one item paired to all of them', async () => {
		const result = await asleep({ parameters: studio(), items: scenes(3), meanwhile: finishAll });
		expect([result.status, result.error?.message]).toEqual(['success', undefined]);
		const items = result.runData.Create.at(-1).data.main[0];
		expect(items.map(({ json }) => [json.title, json.status])).toEqual([['Film 1', 'completed']]);
		expect(items[0].pairedItem).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(result.sim.paid().count).toBe(1);
	}, 60_000);

	test('leave by Not Finished as one, and Wait for Completion gives the one result', async () => {
		const result = await asleep({
			parameters: studio(),
			items: scenes(3),
			isWired: true,
			deadlines: 30,
			// Only Wait for Completion is there to see it.
			onWait: finishAll,
		});
		expect([result.status, result.error?.message]).toEqual(['success', undefined]);
		const left = result.runData.Create.flatMap((run) => run.data?.main?.[1] ?? []);
		expect(left.map(({ json }) => [json.id, json.kind])).toEqual([
			[result.sim.jobs()[0].id, 'video'],
		]);
		expect(result.itemsOf('Done').map(({ json }) => json.status)).toEqual(['completed']);
		expect(result.sim.paid().count).toBe(1);
	}, 60_000);

	test('a failing video is one row with its reason, and Retry On Fail orders anew', async () => {
		const fail = async (sim) => {
			for (const { id } of sim.jobs())
				sim.finish(id, { failure_code: 'rendering_failed', failure_message: 'No.' });
		};
		const [continued, tried] = await Promise.all([
			asleep({
				parameters: studio({ includeInputFields: true }),
				items: scenes(3),
				meanwhile: fail,
				node: { onError: 'continueRegularOutput' },
			}),
			asleep({
				parameters: studio(),
				items: scenes(3),
				deadlines: 2,
				meanwhile: async (sim) => (sim.jobs().length > 1 ? await finishAll(sim) : await fail(sim)),
				node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 10 },
			}),
		]);
		expect(continued.itemsOf('Done').map(({ json }) => [json.code, json.film])).toEqual([
			['rendering_failed', 'Film 1'],
		]);
		expect(continued.itemsOf('Done')[0].pairedItem).toBeDefined();
		expect([tried.status, tried.error?.message, tried.sim.jobs().length]).toEqual([
			'success',
			undefined,
			2,
		]);
		expect(tried.itemsOf('Done').map(({ json }) => [json.id, json.status])).toEqual([
			[tried.sim.jobs()[1].id, 'completed'],
		]);
	}, 60_000);
});

test('rows that became one video are waited for also where one of them is not in order any more', async () => {
	const items = scenes(3);
	const kept = await asleep({
		parameters: studio(),
		items,
		meanwhile: async (sim) => {
			items[1].json.say = '';
			await finishAll(sim);
		},
		node: { onError: 'continueRegularOutput' },
	});
	expect(kept.itemsOf('Start')[1].json.say).toBe('');
	expect(kept.itemsOf('Done').map(({ json }) => [json.status, json.error])).toEqual([
		['completed', undefined],
	]);
	expect(kept.sim.paid().count).toBe(1);
}, 60_000);

test.each([
	['modelVideo', { prompt: 'A dog' }],
	['fillerWordRemoval', { videoSource: 'url', videoUrl: 'https://example.com/a.mp4' }],
])(
	'%s sleeps and comes out with its file and the columns of its row',
	async (resource, more) => {
		const result = await asleep({
			parameters: () => ({
				resource,
				operation: 'create',
				...more,
				simplify: true,
				options: { downloadResult: true, includeInputFields: true },
			}),
			items: [{ json: { mine: 1 } }, { json: { mine: 2 } }],
			meanwhile: finishAll,
		});
		expect([result.status, result.error?.message, result.error?.description]).toEqual([
			'success',
			undefined,
			undefined,
		]);
		const items = result.itemsOf('Done');
		expect(
			items.map(({ json, binary }) => [json.mine, json.status, Object.keys(binary ?? {})]),
		).toEqual([
			[1, 'completed', ['data']],
			[2, 'completed', ['data']],
		]);
		expect(result.sim.paid().count).toBe(2);
		expect(result.sim.requests({ method: 'POST' })[0].body.callback_url).toBeTruthy();
	},
	60_000,
);

test('three languages, of which HeyGen names one: a row each, and no job is ordered twice', async () => {
	const result = await asleep({
		parameters: () => ({
			resource: 'translation',
			operation: 'create',
			videoUrl: 'https://example.com/a.mp4',
			outputLanguages: 'Spanish (Spain), French, German',
			options: { includeInputFields: true },
		}),
		items: [{ json: { mine: 1 } }],
		before: (sim) => sim.plan({ kind: 'keepIds', match: { method: 'POST' } }),
		meanwhile: finishAll,
		node: { onError: 'continueRegularOutput' },
	});
	expect([result.status, result.error?.message]).toEqual(['success', undefined]);
	expect(
		result.itemsOf('Done').map(({ json }) => [json.mine, json.output_language, json.code]),
	).toEqual([
		[1, 'Spanish (Spain)', undefined],
		[1, 'French', 'no_job'],
		[1, 'German', 'no_job'],
	]);
	expect(result.sim.requests({ method: 'POST' })).toHaveLength(1);
}, 60_000);

test('where one of three rows is done in time, all leave together by Not Finished, each in its place, and go on together', async () => {
	const scripts = ['one', 'two', 'three'];
	let calls = 0;
	const result = await asleep({
		parameters: (known) => ({
			resource: 'video',
			operation: 'createAvatar',
			avatarId: known.look,
			voiceId: known.voice,
			script: '={{ $json.script }}',
		}),
		items: scripts.map((script) => ({ json: { script } })),
		isWired: true,
		deadlines: 30,
		meanwhile: async (sim) => {
			if (calls++ > 0) return;
			const [, second] = sim.jobs();
			sim.finish(second.id, {});
		},
		// Only Wait for Completion is there to see the others end.
		onWait: finishAll,
	});
	expect([result.status, result.error?.message]).toEqual(['success', undefined]);
	const ids = scripts.map(
		(script) => result.sim.jobs().find(({ body }) => body.script === script).id,
	);
	const left = result.runData.Create.flatMap((run) => run.data?.main?.[1] ?? []);
	expect(left.map(({ json, pairedItem }) => [json.id, json.status, pairedItem])).toEqual([
		[ids[0], expect.stringMatching(/pending|processing/), expect.objectContaining({ item: 0 })],
		[ids[1], 'completed', expect.objectContaining({ item: 1 })],
		[ids[2], expect.stringMatching(/pending|processing/), expect.objectContaining({ item: 2 })],
	]);
	expect(result.itemsOf('Create')).toEqual([]);
	expect(result.itemsOf('Done').map(({ json }) => [json.id, json.status])).toEqual(
		ids.map((id) => [id, 'completed']),
	);
	expect(result.sim.paid().count).toBe(3);
}, 60_000);

test('Wait for Completion gives the file, and of a job that failed its reason', async () => {
	const result = await asleep({
		parameters: (known) => ({
			resource: 'video',
			operation: 'createAvatar',
			avatarId: known.look,
			voiceId: known.voice,
			script: '={{ $json.script }}',
		}),
		items: [{ json: { script: 'one' } }, { json: { script: 'two' } }],
		isWired: true,
		waiting: { options: { downloadResult: true } },
		deadlines: 30,
		waitNode: { onError: 'continueRegularOutput' },
		// Only Wait for Completion is there to see it.
		onWait: async (sim) => {
			for (const { id, body } of sim.jobs())
				sim.finish(
					id,
					body.script === 'one' ? {} : { failure_code: 'bad', failure_message: 'No.' },
				);
		},
	});
	expect([result.status, result.error?.message]).toEqual(['success', undefined]);
	expect(
		result
			.itemsOf('Done')
			.map(({ json, binary }) => [json.id, json.status, json.code, Object.keys(binary ?? {})]),
	).toEqual([
		[result.sim.jobs()[0].id, 'completed', undefined, ['data']],
		[result.sim.jobs()[1].id, 'failed', 'bad', []],
	]);
	expect(result.sim.paid().count).toBe(2);
}, 60_000);
