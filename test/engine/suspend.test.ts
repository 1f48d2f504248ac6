// Sleeping executions in n8n's engine: what is kept, what goes out at the deadline, and when the node waits by itself instead.
import type { IDataObject } from 'n8n-workflow';
import { runNode, runTool, runWorkflow } from '../../tools/engine/engine';
import { startSimulator } from '../../simulator';
import { HeyGen } from '../../nodes/HeyGen/HeyGen.node';

let sim: Awaited<ReturnType<typeof startSimulator>>;
beforeAll(async () => {
	sim = await startSimulator({ jobSeconds: 1 });
});
afterAll(async () => await sim.stop());
beforeEach(() => sim.reset());

const credentials = () => ({ heyGenVideoApi: { apiKey: sim.apiKey, baseUrl: sim.url } });
const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const type = 'n8n-nodes-heygen-video.heyGen';

function suspended(more: IDataObject = {}): IDataObject {
	const { looks, voices } = sim.catalogue();
	const look = looks.find((one) => one.status === 'completed') as { id: string };
	return {
		resource: 'video',
		operation: 'createAvatar',
		avatarId: byId(look.id),
		voiceId: byId(voices[0].voice_id as string),
		script: '={{ $json.script }}',
		completion: 'suspend',
		...more,
	};
}
const rows = (...scripts: string[]) => scripts.map((script) => ({ json: { script } }));
const waiting = (more: IDataObject = {}) => ({ resource: 'job', operation: 'wait', ...more });

/** A node with something connected to its outputs, as in the editor. */
async function wired(
	parameters: IDataObject,
	startItems: Array<{ json: IDataObject }>,
	{
		onError,
		notFinished = true,
	}: { onError?: 'continueRegularOutput'; notFinished?: boolean } = {},
) {
	const end = (name: string) => ({
		id: name,
		name,
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	});
	const to = (node: string) => [{ node, type: 'main', index: 0 }];
	return await runWorkflow({
		credentials: credentials(),
		startItems,
		workflow: {
			nodes: [
				{
					id: 'start',
					name: 'Start',
					type: 'n8n-nodes-base.manualTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: {},
				},
				{ id: 'node', name: 'Node', type, typeVersion: 1, position: [0, 0], parameters, onError },
				end('Done'),
				end('Later'),
			],
			connections: {
				Start: { main: [to('Node')] },
				Node: { main: [to('Done'), notFinished ? to('Later') : []] },
			},
		} as unknown as IDataObject,
	});
}

const minutesUntil = (date?: Date) => ((date?.getTime() ?? 0) - Date.now()) / 60_000;
const posts = () => sim.requests().filter((one) => one.method === 'POST');

describe('an n8n that HeyGen cannot call', () => {
	test('sleeps for the recheck where Not Finished is looked after, and asks for no callback', async () => {
		sim.configure({ neverEnd: true });
		const result = await wired(suspended(), rows('one', 'two'));
		expect(result.status).toBe('waiting');
		expect(minutesUntil(result.waitTill)).toBeGreaterThan(4.5);
		expect(minutesUntil(result.waitTill)).toBeLessThanOrEqual(5);
		expect(posts()).toHaveLength(2);
		for (const { body } of posts()) expect(body).not.toHaveProperty('callback_url');
	});

	test('waits in the node where nothing is connected to Not Finished: no result is lost', async () => {
		const result = await wired(suspended(), rows('one'), { notFinished: false });
		expect(result.status).toBe('success');
		expect(result.itemsOf('Done')[0].json.status).toBe('completed');
	});
});

test('jobs that have ended before the execution would sleep come out at once', async () => {
	sim.configure({ jobSeconds: 0 });
	const result = await wired(suspended(), rows('one', 'two'));
	expect(result.status).toBe('success');
	expect(result.itemsOf('Done').map((item) => item.json.status)).toEqual([
		'completed',
		'completed',
	]);
});

test('one bad row of three: nothing is sent, nothing sleeps', async () => {
	const result = await wired(suspended(), rows('one', '', 'three'));
	expect([result.status, result.error?.message]).toEqual([
		'error',
		"'Script' is empty, but this operation needs it",
	]);
	expect(sim.requests()).toEqual([]);
});

test('a row that HeyGen refuses ends the run and names what was paid', async () => {
	sim.configure({ neverEnd: true });
	sim.plan({
		match: { method: 'POST', path: '/v3/videos' },
		kind: 'status',
		status: 400,
		code: 'content_policy_violation',
		message: 'No.',
		after: 1,
	});
	const result = await wired(suspended(), rows('one', 'two'));
	expect(result.status).toBe('error');
	expect(result.error?.description).toContain(sim.jobs()[0].id);
});

test('a row for which HeyGen never has room is given up in time, as one whose job never ends', async () => {
	sim.configure({ neverEnd: true });
	const to = (node: string) => [{ node, type: 'main', index: 0 }];
	const node = (name: string, parameters: IDataObject, more: IDataObject = {}) => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		...more,
	});
	const result = await runWorkflow({
		credentials: credentials(),
		startItems: rows('one', 'two'),
		deadlines: 3,
		workflow: {
			nodes: [
				node('Start', {}, { type: 'n8n-nodes-base.manualTrigger' }),
				node('Create', suspended({ maxWaitMinutes: 0.01, options: { maxConcurrentJobs: 1 } })),
				node('Wait', waiting({ maxWaitMinutes: 0.02 }), { onError: 'continueRegularOutput' }),
				node('Done', {}, { type: 'n8n-nodes-base.noOp' }),
			],
			connections: {
				Start: { main: [to('Create')] },
				Create: { main: [to('Done'), to('Wait')] },
				Wait: { main: [to('Done'), to('Wait')] },
			},
		} as unknown as IDataObject,
	});
	expect(result.status).toBe('success');
	expect(result.itemsOf('Done').map(({ json }) => [json.code, json.error])).toEqual([
		[
			'wait_timeout',
			`Video ${sim.jobs()[0].id} was not finished after 0.02 minutes, HeyGen's last word was 'processing'`,
		],
		[
			'wait_timeout',
			'The row could not be submitted within 0.02 minutes: HeyGen had no room for another job',
		],
	]);
	expect(sim.paid().count).toBe(1);
});

test('a batch with a row that fails is named once, whatever the number of its rows', async () => {
	sim.configure({ jobSeconds: 0, failJobs: [{ match: { script: 'two' } }] });
	const result = await wired(
		suspended({ operation: 'createBatch', type: 'avatar' }),
		rows('one', 'two', 'three'),
	);
	const id = result.error?.description?.match(/not lost: (\S+) \(row 1\)\./)?.[1] ?? 'none';
	expect(result.error?.description?.split(id)).toHaveLength(2);
});

test('an own callback address and a sleeping execution cannot both be called', async () => {
	const result = await wired(
		suspended({ options: { callbackUrl: 'https://example.com/hook' } }),
		rows('one'),
	);
	expect(result.error?.message).toMatch(
		/'Callback URL' cannot be used while 'Completion' suspends/,
	);
	expect(sim.requests()).toEqual([]);
});

test('no more than the limit is submitted; the rest waits for a slot', async () => {
	sim.configure({ neverEnd: true });
	const result = await wired(
		suspended({ options: { maxConcurrentJobs: 2 } }),
		rows('one', 'two', 'three', 'four'),
	);
	expect(result.status).toBe('waiting');
	expect(sim.paid().count).toBe(2);
});

test('an account that is full: nothing is held, the row leaves by Not Finished for the next recheck', async () => {
	sim.configure({ concurrency: 0, retryAfter: 60 });
	const result = await wired(suspended(), rows('one'));
	expect(result.status).toBe('waiting');
	expect(minutesUntil(result.waitTill)).toBeLessThanOrEqual(5);
	expect(posts()).toHaveLength(1);
});

test('as the tool of an agent that waits inside its own node, it waits there too', async () => {
	const { answers } = await runTool({
		parameters: suspended({ script: 'Hello there' }),
		credentials: credentials(),
		calls: [{}],
	});
	expect(JSON.stringify(answers[0])).toContain('completed');
});

describe('Job: Wait for Completion', () => {
	const made = async (script: string) => {
		const result = await runNode({
			parameters: suspended({ completion: 'immediate', script }),
			credentials: credentials(),
		});
		return result.items[0].json.video_id as string;
	};

	test.each([
		['what the node returned at once', (id: string) => ({ video_id: id, status: 'waiting' })],
		[
			"an HTTP Request node's answer",
			(id: string) => ({ data: { video_id: id, status: 'waiting' } }),
		],
		[
			"a trigger's event",
			(id: string) => ({ event_type: 'avatar_video.success', event_data: { video_id: id } }),
		],
		["a webhook node's body", (id: string) => ({ body: { event_data: { video_id: id } } })],
		[
			'a row whose own column is called kind',
			(id: string) => ({ id: 7, kind: 'video', video_id: id }),
		],
		[
			'a row of Not Finished',
			(id: string) => ({ id, kind: 'video', status: 'processing', waited_minutes: 5 }),
		],
	])('recognises %s', async (_what, item) => {
		const id = await made('one');
		sim.finish(id, {});
		const result = await wired(waiting(), [{ json: item(id) }]);
		expect([
			result.status,
			result.itemsOf('Done').map(({ json }) => [json.id, json.status]),
		]).toEqual(['success', [[id, 'completed']]]);
	});

	test('kind and ID may be given', async () => {
		const id = await made('one');
		sim.finish(id, {});
		const result = await wired(waiting({ jobKind: 'video', jobId: '={{ $json.mine }}' }), [
			{ json: { mine: id } },
		]);
		expect(result.itemsOf('Done')[0].json.id).toBe(id);
	});

	test('an item that names no job is refused before HeyGen is asked', async () => {
		const result = await wired(waiting(), [{ json: { hello: 'world' } }]);
		expect(result.error?.message).toMatch(/'Job Kind' cannot be told from the item/);
		expect(sim.requests()).toEqual([]);
	});

	test.each(['..', '.', '../users/me', 'a/b'])(
		'an item whose ID is %s is refused before HeyGen is asked',
		async (id) => {
			for (const item of [{ video_id: id }, { batch_id: id }, { session_id: id }]) {
				const result = await wired(waiting(), [{ json: item }]);
				expect(result.error?.message).toBe(`'Job ID' must be an ID, but the item carries '${id}'`);
			}
			expect(sim.requests()).toEqual([]);
		},
	);

	test('asks about a hundred in one question, and sleeps for the recheck', async () => {
		sim.configure({ neverEnd: true, concurrency: 1000 });
		const ids = await Promise.all(
			Array.from({ length: 30 }, async (_, n) => await made(`Script ${n}`)),
		);
		const before = sim.requests().length;
		const result = await wired(
			waiting({ recheckMinutes: 7 }),
			ids.map((id) => ({ json: { video_id: id } })),
		);
		expect(result.status).toBe('waiting');
		expect(minutesUntil(result.waitTill)).toBeGreaterThan(6.5);
		expect(minutesUntil(result.waitTill)).toBeLessThanOrEqual(7);
		expect(
			sim
				.requests()
				.slice(before)
				.map(({ path }) => path),
		).toEqual(['/v3/videos/statuses']);
	});

	test('a round sleeps for no longer than what is left of the patience', async () => {
		sim.configure({ neverEnd: true });
		const id = await made('one');
		const result = await wired(
			waiting({ maxWaitMinutes: 0.05, recheckMinutes: 0.05 }),
			[{ json: { video_id: id } }],
			{ onError: 'continueRegularOutput' },
		);
		expect(result.status).toBe('waiting');
		expect(minutesUntil(result.waitTill)).toBeLessThan(0.1);
	});

	test('a job that failed is a row with its reason', async () => {
		const id = await made('one');
		sim.finish(id, { failure_code: 'rendering_failed', failure_message: 'No.' });
		const result = await wired(waiting(), [{ json: { video_id: id } }], {
			onError: 'continueRegularOutput',
		});
		expect(result.itemsOf('Done')[0].json).toMatchObject({ code: 'rendering_failed', id });
	});

	test('where nothing is connected to Not Finished it waits in the node', async () => {
		const id = await made('one');
		const result = await wired(waiting(), [{ json: { video_id: id } }], { notFinished: false });
		expect([result.status, result.itemsOf('Done')[0].json.status]).toEqual([
			'success',
			'completed',
		]);
	});

	test('a batch is known by its id alone, whatever it is a batch of', async () => {
		const result = await runNode({
			parameters: suspended({ operation: 'createBatch', type: 'avatar', completion: 'immediate' }),
			items: rows('one', 'two'),
			credentials: credentials(),
		});
		const batchId = result.items[0].json.batch_id as string;
		const waited = await wired(waiting({ jobKind: 'batch', jobId: batchId }), [{ json: {} }], {
			notFinished: false,
		});
		expect(waited.itemsOf('Done').map(({ json }) => json.status)).toEqual([
			'completed',
			'completed',
		]);
	});

	test('a batch and a video, where the execution could sleep: each row has its file', async () => {
		sim.configure({ jobSeconds: 0 });
		const batch = await runNode({
			parameters: suspended({ operation: 'createBatch', type: 'avatar', completion: 'immediate' }),
			items: rows('one', 'two'),
			credentials: credentials(),
		});
		const waited = await wired(waiting({ options: { downloadResult: true } }), [
			{ json: { batch_id: batch.items[0].json.batch_id } },
			{ json: { video_id: await made('three') } },
		]);
		expect(waited.status).toBe('success');
		expect(waited.itemsOf('Done').map(({ binary }) => binary?.data?.mimeType)).toEqual([
			'video/mp4',
			'video/mp4',
			'video/mp4',
		]);
	});
});

test('only operations that HeyGen calls back about can suspend', () => {
	const { outputs, properties } = new HeyGen().description;
	const offers = properties.filter(
		(one) =>
			one.name === 'completion' &&
			one.options?.some((option) => 'value' in option && option.value === 'suspend'),
	);
	const named = offers.flatMap(({ displayOptions }) => {
		const { resource = [], operation = [] } = (displayOptions?.show ?? {}) as Record<
			string,
			string[]
		>;
		return resource.flatMap((one) => operation.map((each) => `${one}:${each}`));
	});
	for (const one of [
		'video:createAvatar',
		'video:createImage',
		'video:createStudio',
		'video:createBatch',
		'template:generate',
		'videoAgent:create',
		'translation:create',
		'translation:createBatch',
		'proofread:generate',
		'lipsync:create',
		'lipsync:createBatch',
		'aiClipping:create',
		'hyperFrames:create',
	]) {
		expect(named).toContain(one);
		expect(outputs).toContain(one);
	}
	for (const one of [
		'video:createCinematic',
		'backgroundRemoval:create',
		'voice:clone',
		'avatar:create',
		'proofread:create',
	]) {
		expect(named).not.toContain(one);
		expect(outputs).not.toContain(`"${one}"`);
	}
});

test.each([
	['http://localhost:5678/webhook/x', 'https addresses only'],
	['https://localhost:5678/webhook/x', 'only this network knows'],
	['http://10.1.98.2/x', 'https addresses only'],
	['https://10.1.98.2/x', 'of a private network'],
	['https://n8n.local/x', 'only this network knows'],
	['https://n8n/x', 'only this network knows'],
	['n8n.example.com/x', 'not a full URL'],
])(
	'a callback address that HeyGen cannot call, %s, is refused before anything is sent',
	async (address, why) => {
		const parameters = [
			[suspended({ completion: 'immediate', options: { callbackUrl: address } }), 'Callback URL'],
			[
				suspended({
					operation: 'createBatch',
					type: 'avatar',
					completion: 'immediate',
					options: { batchCallbackUrl: address },
				}),
				'Batch Callback URL',
			],
			[{ resource: 'webhookEndpoint', operation: 'create', url: address }, 'URL'],
		] as const;
		for (const [values, label] of parameters) {
			const { error } = await runNode({
				parameters: values,
				items: rows('one'),
				credentials: credentials(),
			});
			expect(error?.message).toContain(`HeyGen cannot call '${label}' ${address}: `);
			expect(error?.message).toContain(why);
			expect(error?.description).toBe('Give a public https address, as it is seen from outside');
		}
		expect(sim.requests()).toEqual([]);
	},
);
