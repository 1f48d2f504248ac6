// Avatar videos in the real n8n: the example workflow, a production run, bad rows, retries, a cancelled run.
const { until } = require('../../tools/npm/until');
const { failureOf, itemsOf } = require('../../tools/n8n/rest');
const example = require('../../examples/scripts-to-avatar-videos.json');
const { avatarVideo, chain, heyGen, manualTrigger, openLab, rows } = require('./lab');

let lab;
beforeAll(async () => (lab = await openLab()));
afterAll(async () => await lab.close());
beforeEach(() => lab.simulator.reset());

const run = async (workflow) =>
	await lab.rest.runToEnd(await lab.rest.createWorkflow(workflow, [lab.credential]));
const sent = (method, path) =>
	lab.simulator.requests().filter((one) => one.method === method && one.path === path);

test('the example: 3 scripts in, 3 files out, each ordered once, followed by bulk questions only', async () => {
	const { avatarId, voiceId } = avatarVideo(lab.simulator);
	const workflow = structuredClone(example);
	Object.assign(workflow.nodes.find(({ name }) => name === 'Create Avatar Video').parameters, {
		avatarId,
		voiceId,
	});
	const execution = await run(workflow);
	expect(failureOf(execution)).toBeUndefined();
	expect(execution.status).toBe('success');

	const scripts = itemsOf(execution, 'One Item per Script').map(({ json }) => json);
	expect(scripts).toHaveLength(3);
	const items = itemsOf(execution, 'Download Video');
	expect(items.map(({ json }) => json.title)).toEqual(scripts.map(({ title }) => title));
	expect(items.map(({ pairedItem }) => pairedItem.item ?? pairedItem)).toEqual([0, 1, 2]);
	for (const { json, binary } of items) {
		expect(json).toMatchObject({ status: 'completed', video_url: expect.stringMatching(/^http/) });
		expect(binary.data).toMatchObject({ mimeType: 'video/mp4', fileName: `${json.title}.mp4` });
		const bytes = await lab.rest.binary(binary.data);
		expect(bytes.toString('latin1', 4, 8)).toBe('ftyp');
	}

	const orders = sent('POST', '/v3/videos');
	expect(orders.map(({ body }) => body.script).sort()).toEqual(
		scripts.map(({ script }) => script).sort(),
	);
	for (const { body } of orders)
		expect(body).toMatchObject({
			type: 'avatar',
			avatar_id: avatarId.value,
			voice_id: voiceId.value,
		});
	expect(new Set(orders.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(3);
	// Renders take a second: one question for all three each time, not one per video.
	const questions = sent('GET', '/v3/videos/statuses').length;
	expect(questions).toBeGreaterThanOrEqual(1);
	expect(questions).toBeLessThanOrEqual(3);
	expect(lab.simulator.violations()).toEqual([]);
	expect(lab.simulator.paid().count).toBe(3);
});

test('a production run started by a webhook gives the finished videos to its caller', async () => {
	const path = `videos-${Date.now()}`;
	const workflow = await lab.rest.createWorkflow(
		chain(
			{
				name: 'Webhook',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				webhookId: path,
				parameters: {
					httpMethod: 'POST',
					path,
					responseMode: 'lastNode',
					responseData: 'allEntries',
					options: {},
				},
			},
			heyGen('Create', avatarVideo(lab.simulator, { script: '={{ $json.body.script }}' })),
		),
		[lab.credential],
	);
	await lab.rest.activate(workflow);
	const call = async () =>
		await fetch(`${lab.url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: '{"script":"Made by a webhook"}',
		});
	// n8n says that a workflow is active a moment before its webhook is there.
	const answer = await until('the webhook is there', async () => {
		const answered = await call();
		return answered.status !== 404 && answered;
	});
	expect(await answer.json()).toEqual([
		expect.objectContaining({ status: 'completed', video_url: expect.stringMatching(/^http/) }),
	]);
	expect(sent('POST', '/v3/videos').map(({ body }) => body.script)).toEqual(['Made by a webhook']);
	await lab.rest.deactivate(workflow);
});

test('one bad row of three: nothing is ordered, and the error names the parameter, the limit and the value', async () => {
	const execution = await run(
		chain(
			manualTrigger,
			rows([{ script: 'one' }, { script: 'x'.repeat(5001) }, { script: 'three' }]),
			heyGen('Create', avatarVideo(lab.simulator)),
		),
	);
	expect(execution.status).toBe('error');
	expect(failureOf(execution)).toMatch(/'Script'.*5,000.*5,001/s);
	expect(sent('POST', '/v3/videos')).toEqual([]);
	// What n8n stores has nothing for its editor to show under "From HeyGen", which has never seen it.
	const { error } = execution.data.resultData;
	expect(error).toMatchObject({
		name: 'NodeApiError',
		httpCode: null,
		messages: [],
		context: { itemIndex: 1 },
	});
	expect(error.context.data).toBeUndefined();
	expect(error.message).not.toContain(error.description);
});

test("n8n's Retry On Fail after answers that got lost: every row is paid once", async () => {
	// Lost often enough that the node gives up by itself and n8n runs it again.
	lab.simulator.plan({
		match: { method: 'POST', path: '/v3/videos' },
		kind: 'dropAfter',
		times: 12,
	});
	const execution = await run(
		chain(
			manualTrigger,
			rows([{ script: 'one' }, { script: 'two' }]),
			heyGen('Create', avatarVideo(lab.simulator), {
				retryOnFail: true,
				maxTries: 5,
				waitBetweenTries: 100,
			}),
		),
	);
	expect(failureOf(execution)).toBeUndefined();
	expect(itemsOf(execution, 'Create').map(({ json }) => json.status)).toEqual([
		'completed',
		'completed',
	]);
	expect(lab.simulator.paid().count).toBe(2);
});

test('a failed render is an item with the reason and the id under On Error: Continue, and the others come out', async () => {
	lab.simulator.plan({ kind: 'failJob', times: 1 });
	const execution = await run(
		chain(
			manualTrigger,
			rows([{ script: 'one' }, { script: 'two' }]),
			heyGen('Create', avatarVideo(lab.simulator), { onError: 'continueRegularOutput' }),
		),
	);
	expect(execution.status).toBe('success');
	const items = itemsOf(execution, 'Create').map(({ json }) => json);
	expect(items).toHaveLength(2);
	const [failed] = items.filter(({ error }) => error);
	expect(failed.id).toEqual(lab.simulator.jobs().find(({ status }) => status === 'failed').id);
	expect(items.filter(({ status }) => status === 'completed')).toHaveLength(1);
});

test('stopping an execution in n8n stops the questions to HeyGen', async () => {
	lab.simulator.configure({ jobSeconds: 600 });
	const workflow = await lab.rest.createWorkflow(
		chain(manualTrigger, rows([{ script: 'long' }]), heyGen('Create', avatarVideo(lab.simulator))),
		[lab.credential],
	);
	const questions = () => sent('GET', '/v3/videos/statuses').map(({ query }) => query.video_ids);
	const id = await lab.rest.run(workflow);
	await until('HeyGen is asked', () => sent('GET', '/v3/videos/statuses').length > 0);
	await lab.rest.request('POST', `/rest/executions/${id}/stop`, {});
	const { status } = await lab.rest.waitForExecution(id);
	expect(status).toBe('canceled');
	const [{ id: stopped }] = lab.simulator.jobs();
	const before = questions().length;
	// Another one asks at the same pace: by its third question the first would have been asked about again.
	const other = await lab.rest.run(workflow);
	await until(
		'the other one has asked three times',
		() => questions().length >= before + 3,
		60_000,
	);
	await lab.rest.request('POST', `/rest/executions/${other}/stop`, {});
	expect(questions().slice(before).join()).not.toContain(stopped);
});
