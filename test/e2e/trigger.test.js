// The HeyGen Trigger in the real n8n: endpoints through a workflow's life, deliveries good and bad, duplicates, restarts.
const { startSimulator } = require('../../simulator');
const { openLab } = require('./lab');
const {
	deliver,
	newEvent,
	PACKAGE,
	PUBLIC_ADDRESS,
	signed,
	startTriggerKit,
	trigger,
	until,
	visitors,
} = require('../../tools/n8n/triggerKit');

jest.setTimeout(120_000);

let simulator;
let kit;
beforeAll(async () => {
	simulator = await startSimulator({ jobSeconds: 0.5, publicWebhooksOnly: true });
	kit = await startTriggerKit(simulator);
}, 240_000);
afterAll(async () => {
	await kit?.stop();
	await simulator?.stop();
}, 60_000);
afterEach(async () => {
	simulator.clearFaults();
	for (const workflow of await kit.n8n.rest.request('GET', '/rest/workflows?limit=50')) {
		if (workflow.active || workflow.activeVersionId) await kit.deactivate(workflow);
	}
	for (const { endpoint_id } of await kit.endpoints())
		await kit.heyGen('DELETE', `/v3/webhooks/endpoints/${endpoint_id}`);
});

const addressOf = ({ webhookId }, path = 'webhook') =>
	`${PUBLIC_ADDRESS}/${path}/${webhookId}/webhook`;
const urls = async () => (await kit.endpoints()).map(({ url }) => url).sort();
const alone = { options: { includeResource: false } };
const runsOf = async (workflow, count, name) =>
	await until(`${count} runs`, async () => {
		const runs = await kit.runs(workflow, name);
		return runs.length >= count && runs;
	});
/** A genuine event after all others: when its run is there, so is whatever should not have come. */
const last = async (node, workflow, secret) => {
	const before = await kit.countRuns(workflow);
	await deliver(kit.url(node), signed(newEvent(), secret));
	await until('the run of the last event', async () => (await kit.countRuns(workflow)) > before);
};

describe('endpoints', () => {
	test('one is made at activation, kept by another activation, changed with the events, and deleted at deactivation', async () => {
		const node = trigger({ events: ['avatar_video.success'] });
		const workflow = await kit.workflow(node);
		expect(await kit.endpoints()).toEqual([]);

		const [store] = await kit.activate(workflow);
		expect(await kit.endpoints()).toMatchObject([
			{
				endpoint_id: store.endpointId,
				url: addressOf(node),
				events: ['avatar_video.success'],
				secret: null,
			},
		]);

		const changed = {
			...workflow,
			nodes: workflow.nodes.map((one) =>
				one.name === node.name ? { ...one, parameters: {} } : one,
			),
		};
		await kit.activate(
			await kit.n8n.rest.request('PATCH', `/rest/workflows/${workflow.id}`, {
				nodes: changed.nodes,
				connections: workflow.connections,
				versionId: workflow.versionId,
			}),
		);
		await until('one endpoint takes all events', async () => {
			const endpoints = await kit.endpoints();
			return (
				endpoints.length === 1 &&
				endpoints[0].url === addressOf(node) &&
				endpoints[0].events === null
			);
		});

		await kit.deactivate(workflow);
		await until('the endpoint is gone', async () => (await kit.endpoints()).length === 0);
		await until(
			'the store is empty',
			async () => (await kit.stored(workflow))?.secret === undefined,
		);
	});

	test('a registration whose answer got lost is repeated, and leaves one endpoint', async () => {
		const node = trigger();
		const workflow = await kit.workflow(node);
		simulator.plan({
			match: { method: 'POST', path: '/v3/webhooks/endpoints' },
			kind: 'dropAfter',
			times: 1,
		});
		const [store] = await kit.activate(workflow);
		expect(
			simulator
				.requests({ method: 'POST', path: '/v3/webhooks/endpoints' })
				.slice(-2)
				.map(({ status }) => status),
		).toHaveLength(2);
		expect(await kit.endpoints()).toMatchObject([
			{ endpoint_id: store.endpointId, url: addressOf(node) },
		]);
	});

	test('a stranded endpoint with our address is replaced, those of others are left alone', async () => {
		const node = trigger();
		const others = `${PUBLIC_ADDRESS}/somebody-else`;
		for (const url of [addressOf(node), others])
			await kit.heyGen('POST', '/v3/webhooks/endpoints', { url });
		const workflow = await kit.workflow(node);
		await kit.activate(workflow);
		expect(await urls()).toEqual([others, addressOf(node)].sort());
		expect(
			(await deliver(kit.url(node), signed(newEvent(), (await kit.stored(workflow)).secret)))
				.status,
		).toBe(200);
	});

	test('triggers live side by side, in one workflow and in two; each gets the event once', async () => {
		const [one, two, three] = [trigger(alone, 'First'), trigger(alone, 'Second'), trigger(alone)];
		const [both, other] = [await kit.workflow(one, two), await kit.workflow(three)];
		await kit.activate(both);
		await kit.activate(other);
		expect(await urls()).toEqual([one, two, three].map((node) => addressOf(node)).sort());
		await simulator.emit({ event_type: 'avatar_video.success', event_data: { video_id: 'v1' } });
		expect(
			simulator
				.deliveries()
				.slice(-3)
				.map(({ status }) => status),
		).toEqual([200, 200, 200]);
		for (const [workflow, name] of [
			[both, 'First'],
			[both, 'Second'],
			[other, 'HeyGen Trigger'],
		])
			await runsOf(workflow, 1, name);
		expect([await kit.countRuns(both), await kit.countRuns(other)]).toEqual([2, 1]);
		await kit.deactivate(both);
		await until(
			'only the other workflow’s endpoint is left',
			async () => (await urls()).join() === addressOf(three),
		);
	});

	test('a second workflow with the same address, as a copy past the editor has it, is refused by n8n, and the first goes on', async () => {
		const node = trigger(alone);
		const [first, second] = [await kit.workflow(node), await kit.workflow(node)];
		const [{ secret }] = await kit.activate(first);
		await expect(kit.n8n.rest.activate(second)).rejects.toThrow(/conflict/i);
		expect(await urls()).toEqual([addressOf(node)]);
		expect((await deliver(kit.url(node), signed(newEvent(), secret))).status).toBe(200);
		await until('its run', async () => (await kit.countRuns(first)) === 1);
	});

	test('a test run has an endpoint of its own, and leaves the production one alone', async () => {
		const node = trigger(alone);
		const workflow = await kit.workflow(node);
		const [store] = await kit.activate(workflow);
		const { waitingForWebhook } = await kit.n8n.rest.request(
			'POST',
			`/rest/workflows/${workflow.id}/run`,
			{ triggerToStartFrom: { name: node.name } },
		);
		expect(waitingForWebhook).toBe(true);
		expect(await urls()).toEqual([addressOf(node), addressOf(node, 'webhook-test')].sort());

		await deliver(kit.url(node, 'webhook-test'), signed(newEvent(), 'whsec_forged'));
		expect(await kit.endpoints()).toHaveLength(2);
		await simulator.emit({ event_type: 'avatar_video.success', event_data: { video_id: 'v1' } });
		await until('the test endpoint is gone', async () => (await urls()).join() === addressOf(node));
		await until('a test and a production run', async () => (await kit.countRuns(workflow)) === 2);
		expect((await kit.stored(workflow)).secret).toBe(store.secret);
		expect((await deliver(kit.url(node), signed(newEvent(), store.secret))).status).toBe(200);
	});

	test('an n8n without a public address is refused with the way out', async () => {
		const lab = await openLab();
		try {
			const workflow = await lab.rest.createWorkflow({ nodes: [trigger()], connections: {} }, [
				lab.credential,
			]);
			await lab.rest.activate(workflow);
			// n8n tries five times before it says so: 15 s.
			const [{ errorMessage }] = await until(
				'n8n says why',
				async () => {
					const { status, triggers } = await lab.rest.request(
						'GET',
						`/rest/workflows/${workflow.id}/publication-status`,
					);
					return status === 'failed' && triggers;
				},
				60_000,
			);
			expect(errorMessage).toMatch(
				/'http:\/\/127\.0\.0\.1:\d+\/webhook\/.*N8N_WEBHOOK_URL.*HeyGen Poll Trigger/,
			);
			await lab.rest.deactivate(workflow);
			expect(lab.simulator.requests()).toEqual([]);
		} finally {
			await lab.close();
		}
	});

	test('the editor offers HeyGen’s event types', async () => {
		const options = await kit.n8n.rest.request('POST', '/rest/dynamic-node-parameters/options', {
			path: 'parameters.events',
			methodName: 'getEventTypes',
			nodeTypeAndVersion: { name: `${PACKAGE}.heyGenTrigger`, version: 1.1 },
			currentNodeParameters: { authentication: 'apiKey' },
			credentials: { [kit.credential.type]: kit.credential },
		});
		expect(options).toHaveLength(34);
		expect(options[0]).toMatchObject({
			name: 'AI Clipping Finished',
			value: 'ai_clipping.success',
			description: expect.any(String),
		});
	});
});

describe('deliveries', () => {
	test('a finished video comes with its event, read anew; a failed one with the reason', async () => {
		const node = trigger();
		const workflow = await kit.workflow(node);
		await kit.activate(workflow);
		const { looks } = simulator.catalogue();
		const order = {
			type: 'avatar',
			avatar_id: looks.find(({ status }) => status === 'completed').id,
			script: 'Hello',
		};
		const { video_id } = await kit.heyGen('POST', '/v3/videos', order);
		const [[item]] = await runsOf(workflow, 1);
		expect(item).toMatchObject({
			event_id: expect.any(String),
			event_type: 'avatar_video.success',
			event_data: { video_id },
			resource: { id: video_id, status: 'completed', video_url: expect.stringMatching(/^http/) },
		});
		expect(Object.keys(item).sort()).toEqual(['event_data', 'event_id', 'event_type', 'resource']);

		const failing = await kit.heyGen('POST', '/v3/videos', order);
		simulator.finish(failing.video_id, {
			status: 'failed',
			failure_code: 'script_too_short',
			failure_message: 'Too short',
		});
		const [[failed]] = await runsOf(workflow, 2);
		expect(failed).toMatchObject({
			event_type: 'avatar_video.fail',
			resource: { status: 'failed', failure_code: 'script_too_short' },
		});
	});

	test('an event whose resource cannot be read still comes, with the reason', async () => {
		const workflow = await kit.workflow(trigger());
		await kit.activate(workflow);
		await simulator.emit({
			event_type: 'avatar_video.success',
			event_data: { video_id: 'never-made' },
		});
		const [[item]] = await runsOf(workflow, 1);
		expect(item).toEqual({
			event_id: expect.any(String),
			event_type: 'avatar_video.success',
			event_data: { video_id: 'never-made' },
			resource_error: expect.stringMatching(/video/),
		});
	});

	test('each visitor is told what is due to it, and only the genuine ones start a run', async () => {
		const node = trigger(alone);
		const workflow = await kit.workflow(node);
		const [{ secret }] = await kit.activate(workflow);
		const told = [];
		for (const { name, delivery } of visitors(secret))
			told.push([name, (await deliver(kit.url(node), delivery)).status]);
		expect(told).toEqual(visitors(secret).map(({ name, status }) => [name, status]));
		const due = visitors(secret).reduce((sum, { runs = 0 }) => sum + runs, 0);
		await until(`${due} runs`, async () => (await kit.countRuns(workflow)) === due);
		await last(node, workflow, secret);
		expect(await kit.countRuns(workflow)).toBe(due + 1);
		const lines = kit.n8n
			.logs()
			.split('\n')
			.filter((line) => line.includes('refused a delivery'));
		expect(lines.length).toBeGreaterThan(10);
		expect(kit.n8n.logs()).not.toContain(secret);
	});

	test('the same event five times at once starts one run, and none after a restart of n8n', async () => {
		const node = trigger(alone);
		const workflow = await kit.workflow(node);
		const [{ secret }] = await kit.activate(workflow);
		const event = newEvent();
		const five = async () =>
			(
				await Promise.all(
					[1, 2, 3, 4, 5].map(async () => await deliver(kit.url(node), signed(event, secret))),
				)
			).map(({ status }) => status);
		// HeyGen sends again what was told 503: its run is not stored yet.
		const told = await five();
		expect(told).toContain(200);
		expect(told.filter((status) => status !== 200 && status !== 503)).toEqual([]);
		await until('one run', async () => (await kit.countRuns(workflow)) === 1);
		await until(
			'its keys are stored',
			async () => Object.values((await kit.stored(workflow)).remembered).join('').length === 8,
		);

		await kit.n8n.restart();
		await kit.n8n.rest.login();
		await until(
			'n8n listens again',
			async () => (await deliver(kit.url(node), { method: 'GET' })).status === 200,
		);
		expect(await five()).toEqual([200, 200, 200, 200, 200]);
		await deliver(kit.url(node), signed(newEvent(), secret));
		await until('a run of a new event', async () => (await kit.countRuns(workflow)) === 2);
		await last(node, workflow, secret);
		expect(await kit.countRuns(workflow)).toBe(3);
		expect(await urls()).toEqual([addressOf(node)]);
	});

	test('after a rotation nothing is believed until the workflow is activated again', async () => {
		const node = trigger(alone);
		const workflow = await kit.workflow(node);
		const [store] = await kit.activate(workflow);
		await kit.heyGen('POST', `/v3/webhooks/endpoints/${store.endpointId}/rotate-secret`, {});
		simulator.configure({ webhookRetryMs: [] });
		await simulator.emit({ event_type: 'avatar_video.success', event_data: { video_id: 'v1' } });
		expect(simulator.deliveries().at(-1).status).toBe(401);
		await kit.deactivate(workflow);
		await until('the endpoint is gone', async () => (await kit.endpoints()).length === 0);
		await kit.activate(await kit.n8n.rest.request('GET', `/rest/workflows/${workflow.id}`));
		await simulator.emit({ event_type: 'avatar_video.success', event_data: { video_id: 'v1' } });
		expect(simulator.deliveries().at(-1).status).toBe(200);
		await until('one run', async () => (await kit.countRuns(workflow)) === 1);
	});

	test.each(['OPTIONS', 'GET'])(
		'a HeyGen that probes a new address by %s is answered in time',
		async (method) => {
			const node = trigger();
			const workflow = await kit.workflow(node);
			simulator.configure({ probe: method });
			await kit.activate(workflow);
			simulator.configure({ probe: null });
			expect(await urls()).toEqual([addressOf(node)]);
			expect((await deliver(kit.url(node), { method: 'PUT' })).status).toBe(404);
		},
	);
});
