// The HeyGen Trigger in queue mode: the main process registers it, a webhook process takes the events, a worker runs them.
const { startQueue } = require('../../tools/n8n/queue');
const { startSimulator } = require('../../simulator');
const {
	deliver,
	newEvent,
	signed,
	startTriggerKit,
	trigger,
	until,
} = require('../../tools/n8n/triggerKit');

jest.setTimeout(240_000);

let simulator;
let kit;
beforeAll(async () => {
	simulator = await startSimulator({ publicWebhooksOnly: true });
	kit = await startTriggerKit(simulator, {
		start: async (options) => await startQueue({ ...options, workers: 1, webhooks: 1 }),
	});
});
afterAll(async () => {
	await kit?.stop();
	await simulator?.stop();
});

test('an event runs once, and a delivery that outlasts a new registration leaves the new secret alone', async () => {
	const node = trigger();
	const workflow = await kit.workflow(node);
	const [first] = await kit.activate(workflow);
	const url = kit.url(node).replace(kit.n8n.url, kit.n8n.webhooks[0].url);
	const told = async (event, { secret }) => (await deliver(url, signed(event, secret))).status;
	const event = newEvent({});
	expect(await told(event, { secret: 'whsec_forged' })).toBe(401);
	const five = await Promise.all([1, 2, 3, 4, 5].map(async () => await told(event, first)));
	expect(five).toContain(200);
	expect(five.filter((status) => status !== 200 && status !== 503)).toEqual([]);
	await until('one run', async () => (await kit.countRuns(workflow)) === 1);

	// Its resource is asked for again and again, some two seconds long; meanwhile the workflow is published with other events.
	simulator.plan({
		match: { path: '/v3/videos/slow' },
		kind: 'status',
		status: 500,
		times: 'always',
	});
	const slow = told(newEvent({ video_id: 'slow' }), first);
	await until(
		'the resource is asked for',
		() => simulator.requests({ path: '/v3/videos/slow' }).length > 0,
	);
	const nodes = workflow.nodes.map((one) =>
		one.name === node.name ? { ...one, parameters: { events: ['avatar_video.success'] } } : one,
	);
	await kit.n8n.rest.activate(
		await kit.n8n.rest.request('PATCH', `/rest/workflows/${workflow.id}`, {
			nodes,
			connections: workflow.connections,
			versionId: workflow.versionId,
		}),
	);
	const second = await until('a new endpoint is stored', async () => {
		const store = await kit.stored(workflow);
		return store?.secret && store.endpointId !== first.endpointId && store;
	});
	expect(await slow).toBe(200);
	await until('its run', async () => (await kit.countRuns(workflow)) === 2);
	expect((await kit.stored(workflow)).endpointId).toBe(second.endpointId);
	expect(await told(newEvent({}), second)).toBe(200);
	await until('a run by the new endpoint', async () => (await kit.countRuns(workflow)) === 3);

	await kit.deactivate(workflow);
	await until('no endpoint is left', async () => (await kit.endpoints()).length === 0);
});
