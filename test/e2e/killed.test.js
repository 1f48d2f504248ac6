// n8n killed between order and result: the execution run again with an own key pays nothing twice. Needs an n8n of its own.
const { until } = require('../../tools/npm/until');
const { startN8n } = require('../../tools/n8n/start');
const { itemsOf } = require('../../tools/n8n/rest');
const { startSimulator } = require('../../simulator');
const { avatarVideo, chain, credentialType, heyGen, manualTrigger, rows } = require('./lab');

let n8n;
let simulator;
let credential;
beforeAll(async () => {
	simulator = await startSimulator({ jobSeconds: 600 });
	n8n = await startN8n();
	await n8n.rest.login();
	credential = await n8n.rest.createCredential({
		name: 'Simulator',
		type: credentialType,
		data: { apiKey: simulator.apiKey, baseUrl: simulator.url },
	});
}, 120_000);
afterAll(async () => {
	await n8n?.stop();
	await simulator?.stop();
});

const ordered = (more) =>
	chain(
		manualTrigger,
		rows([
			{ id: 'row-1', script: 'one' },
			{ id: 'row-2', script: 'two' },
		]),
		heyGen('Create', avatarVideo(simulator, more)),
	);

test('killed while two videos render: run again, the same two come out and nothing is paid again', async () => {
	const workflow = await n8n.rest.createWorkflow(
		ordered({ options: { idempotencyKey: '={{ $json.id }}' } }),
		[credential],
	);
	await n8n.rest.run(workflow);
	await until(
		'HeyGen works on both',
		() =>
			simulator.paid().count === 2 &&
			simulator.requests().some(({ path }) => path === '/v3/videos/statuses'),
	);
	await n8n.kill('SIGKILL');
	const first = simulator
		.jobs()
		.map(({ id }) => id)
		.sort();
	for (const id of first) simulator.finish(id, { status: 'completed' });
	await n8n.start();
	await n8n.rest.login();
	const execution = await n8n.rest.runToEnd(workflow);
	expect(execution.status).toBe('success');
	expect(
		itemsOf(execution, 'Create')
			.map(({ json }) => json.id)
			.sort(),
	).toEqual(first);
	expect(simulator.paid().count).toBe(2);
}, 120_000);
