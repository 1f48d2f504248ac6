// "Retry execution" of the real n8n gives the execution a new ID: what the first one has paid for is taken up again.
const { itemsOf } = require('../../tools/n8n/rest');
const { avatarVideo, chain, heyGen, manualTrigger, openLab, rows } = require('./lab');

let lab;
beforeAll(async () => {
	lab = await openLab();
});
afterAll(async () => await lab?.close());
beforeEach(() => {
	lab.simulator.reset();
	lab.simulator.configure({ creditLimit: null, jobSeconds: 1 });
});

const scripts = [1, 2, 3, 4].map((n) => ({ script: `Row ${n}` }));
const store = async (parameters) =>
	await lab.rest.createWorkflow(chain(manualTrigger, rows(scripts), heyGen('HeyGen', parameters)), [
		lab.credential,
	]);
const ids = (execution) =>
	itemsOf(execution, 'HeyGen')
		.map(({ json }) => json.id)
		.sort();
const jobs = () =>
	lab.simulator
		.jobs()
		.map(({ id }) => id)
		.sort();

test.each([false, true])(
	'no credit midway, credit added, retried (with the stored workflow: %s): four videos, four paid',
	async (loadWorkflow) => {
		lab.simulator.configure({ creditLimit: 2 });
		const workflow = await store(avatarVideo(lab.simulator, { options: { maxConcurrentJobs: 1 } }));
		const failed = await lab.rest.runToEnd(workflow);
		expect(failed.status).toBe('error');
		expect(lab.simulator.paid().count).toBe(2);
		lab.simulator.configure({ creditLimit: null });
		const again = await lab.rest.retry(failed.id, { loadWorkflow });
		expect(again).toMatchObject({ status: 'success', mode: 'retry', retryOf: failed.id });
		expect(ids(again)).toEqual(jobs());
		expect(lab.simulator.paid().count).toBe(4);
	},
);

test('video agents, which have no key: only the rows that were refused are ordered', async () => {
	lab.simulator.plan({
		match: { method: 'POST' },
		kind: 'status',
		status: 402,
		code: 'insufficient_credit',
		after: 3,
		times: 1,
	});
	const failed = await lab.rest.runToEnd(
		await store({
			resource: 'videoAgent',
			operation: 'create',
			prompt: '={{ $json.script }}',
			completion: 'immediate',
		}),
	);
	expect(failed.status).toBe('error');
	const again = await lab.rest.retry(failed.id);
	expect(itemsOf(again, 'HeyGen')).toHaveLength(4);
	expect(lab.simulator.paid().count).toBe(4);
});
