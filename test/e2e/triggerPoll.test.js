// The HeyGen Poll Trigger in the real n8n, which polls it every minute: nothing old, none missed, none twice;
// and beside a HeyGen Trigger in one workflow, where n8n lets the one overwrite what the other stored.
const { startSimulator } = require('../../simulator');
const { avatarVideo, openLab } = require('./lab');
const {
	deliver,
	newEvent,
	pollTrigger,
	signed,
	startTriggerKit,
	trigger,
	until,
} = require('../../tools/n8n/triggerKit');

// n8n's shortest interval is a minute, and two polls are waited for.
jest.setTimeout(400_000);

let lab;
beforeAll(async () => (lab = await openLab({ jobSeconds: 10_000, concurrency: 1_000 })));
afterAll(async () => await lab.close());

/** Orders videos that run until they are finished by hand. */
async function order(count) {
	const { avatarId } = avatarVideo(lab.simulator);
	const body = JSON.stringify({ type: 'avatar', avatar_id: avatarId.value, script: 'Hello' });
	const headers = { 'x-api-key': lab.simulator.apiKey, 'content-type': 'application/json' };
	const answers = await Promise.all(
		Array.from(
			{ length: count },
			async () =>
				await (
					await fetch(`${lab.simulator.url}/v3/videos`, { method: 'POST', headers, body })
				).json(),
		),
	);
	return answers.map(({ data }) => data.video_id);
}
const finish = (ids, status = 'completed') =>
	ids.forEach((id) => lab.simulator.finish(id, { status }));

/** Two poll times that fall together every minute: n8n starts both polls at once. */
const bothAtOnce = {
	pollTimes: {
		item: ['0 * * * * *', '0 */1 * * * *'].map((cronExpression) => ({
			mode: 'custom',
			cronExpression,
		})),
	},
};

test('videos finished between two polls come once, a page and a half of them, with one that ran all the while', async () => {
	finish(await order(5));
	const [slow, slower] = await order(2);
	const workflow = await lab.rest.createWorkflow(
		{
			nodes: [
				pollTrigger(bothAtOnce),
				{
					id: 'after',
					name: 'After',
					type: 'n8n-nodes-base.noOp',
					typeVersion: 1,
					position: [200, 0],
					parameters: {},
				},
			],
			connections: {
				'HeyGen Poll Trigger': { main: [[{ node: 'After', type: 'main', index: 0 }]] },
			},
		},
		[lab.credential],
	);
	await lab.rest.activate(workflow);
	await until(
		'the first poll',
		() => lab.simulator.requests({ path: '/v3/videos', method: 'GET' }).length > 0,
	);

	const many = await order(150);
	finish([...many, slow]);
	const came = async (runs) =>
		await until(
			`${runs} runs`,
			async () => {
				const executions = await lab.rest.executions({
					workflowId: workflow.id,
					status: ['success'],
				});
				if (executions.length < runs) return undefined;
				const whole = await Promise.all(
					executions.map(async ({ id }) => await lab.rest.execution(id)),
				);
				return whole
					.reverse()
					.map(({ data }) => data.resultData.runData.After[0].data.main[0].map(({ json }) => json));
			},
			150_000,
			500,
		);
	const [first] = await came(1);
	expect(first.map(({ id }) => id).sort()).toEqual([...many, slow].sort());
	expect(first[0]).toMatchObject({
		status: 'completed',
		video_url: expect.stringMatching(/^http/),
		created_at: expect.any(Number),
	});

	finish([slower], 'failed');
	const [, second] = await came(2);
	expect(second).toMatchObject([{ id: slower, status: 'failed' }]);
	await lab.rest.deactivate(workflow);
});

test('a HeyGen Trigger that was published anew outlives a poll trigger in its workflow', async () => {
	const simulator = await startSimulator();
	const kit = await startTriggerKit(simulator);
	try {
		const hook = trigger({ events: ['video_agent.fail'], options: { includeResource: false } });
		const workflow = await kit.workflow(hook, pollTrigger());
		const [first] = await kit.activate(workflow);
		const nodes = workflow.nodes.map((node) =>
			node.name === hook.name
				? { ...node, parameters: { options: { includeResource: false } } }
				: node,
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
		const { avatarId } = avatarVideo(simulator);
		await kit.heyGen('POST', '/v3/videos', {
			type: 'avatar',
			avatar_id: avatarId.value,
			script: 'Hello',
		});
		await until(
			'the poll trigger’s run',
			async () => (await kit.runs(workflow, 'HeyGen Poll Trigger')).length > 0,
			150_000,
			500,
		);
		await until(
			'n8n has saved the older copy',
			async () => (await kit.stored(workflow)).endpointId === first.endpointId,
		);

		expect((await deliver(kit.url(hook), signed(newEvent(), second.secret))).status).toBe(200);
		await until(
			'the newer one is stored again',
			async () => (await kit.stored(workflow)).secret === second.secret,
		);
		await kit.deactivate(workflow);
		await until('its endpoint is gone', async () => (await kit.endpoints()).length === 0);
	} finally {
		await kit.stop();
		await simulator.stop();
	}
});
