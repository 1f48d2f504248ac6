// One delivery through the trigger: what HeyGen is told, what the workflow gets, what is stored.
import type { IDataObject } from 'n8n-workflow';

import { forget } from '../../../nodes/HeyGenTrigger/duplicates';
import { receive } from '../../../nodes/HeyGenTrigger/receive';
import { register, unregister } from '../../../nodes/HeyGenTrigger/webhookEndpoints';
import { delivery, fakeCall, fakeContext, fakeEndpoints, httpError, sign } from './fakes';

const SECRET = 'whsec_x';
const EVENT = {
	event_id: 'evt_1',
	event_type: 'avatar_video.success',
	event_data: { video_id: 'v1', url: 'https://files.example.com/old.mp4' },
};
const noResource = { options: { includeResource: false } };
let staticData: IDataObject;
let endpoints = 0;

beforeEach(() => {
	staticData = { endpointId: `ep_${(endpoints += 1)}`, secret: SECRET, delivered: [] };
});

async function send(
	event: IDataObject,
	{
		headers = {},
		parameters = noResource as IDataObject,
		answer = undefined as Parameters<typeof fakeCall>[1],
		stored = true,
	} = {},
) {
	const call = fakeCall({ ...delivery(event, SECRET, headers), staticData, parameters }, answer);
	const result = await receive.call(call.context);
	// As n8n does: it stores the run, then asks for the answer, unless it was given already.
	if (result.workflowData && stored && result.webhookResponse) call.told.status = 200;
	return { ...call, result, items: result.workflowData?.[0] };
}

test('an event comes as HeyGen sent it, and n8n tells HeyGen 200 when it has stored the run', async () => {
	const { told, items, result } = await send(EVENT, { stored: false });
	expect(told).toEqual({});
	expect(staticData.delivered).toEqual([]);
	expect(result.noWebhookResponse).toBeUndefined();
	expect(result.webhookResponse).toEqual({ received: true });
	expect(staticData.delivered).toHaveLength(2);
	expect(items).toEqual([
		{
			json: { event_id: 'evt_1', event_type: 'avatar_video.success', event_data: EVENT.event_data },
		},
	]);
});

test('the resource is read anew', async () => {
	const { items, fake } = await send(EVENT, {
		parameters: {},
		answer: () => ({
			data: { id: 'v1', status: 'completed', video_url: 'https://files.example.com/new.mp4' },
		}),
	});
	expect(items?.[0].json.resource).toEqual({
		id: 'v1',
		status: 'completed',
		video_url: 'https://files.example.com/new.mp4',
	});
	expect(fake.requests[0]).toMatchObject({ url: '/v3/videos/v1', timeout: expect.any(Number) });
	expect(fake.requests[0].timeout).toBeLessThanOrEqual(6_000);
});

test('an event whose run n8n could not store comes again when HeyGen repeats it', async () => {
	const clock = jest.spyOn(Date, 'now');
	expect((await send(EVENT, { stored: false })).items).toHaveLength(1);
	expect((await send(EVENT)).items).toBeUndefined();
	clock.mockReturnValue(Date.now() + 30_000);
	expect((await send(EVENT)).items).toHaveLength(1);
	expect((await send(EVENT)).items).toBeUndefined();
	clock.mockRestore();
});

test('when the read does not succeed the event still comes, with the reason', async () => {
	const { items, told } = await send(EVENT, {
		parameters: {},
		answer: () => {
			throw httpError(404);
		},
	});
	expect(told.status).toBe(200);
	expect(items?.[0].json).toMatchObject({
		event_type: 'avatar_video.success',
		resource_error: expect.any(String),
	});
	expect(items?.[0].json).not.toHaveProperty('resource');
});

test('the same event five times at once starts one run, with reads and without', async () => {
	for (const parameters of [noResource, {}]) {
		forget(staticData.endpointId as string);
		staticData.delivered = [];
		const all = await Promise.all(
			[1, 2, 3, 4, 5].map(async () => await send(EVENT, { parameters })),
		);
		expect(all.map(({ told }) => told.status)).toEqual([200, 200, 200, 200, 200]);
		expect(all.filter(({ items }) => items)).toHaveLength(1);
	}
});

test('a replay under another event id and a fresh timestamp starts nothing', async () => {
	await send(EVENT);
	const { told, items } = await send(EVENT, { headers: { 'heygen-event-id': 'evt_other' } });
	expect(told.status).toBe(200);
	expect(items).toBeUndefined();
});

test('duplicates are known after a restart', async () => {
	await send(EVENT);
	forget(staticData.endpointId as string);
	expect((await send(EVENT)).items).toBeUndefined();
});

test('without any id the event type and the main id tell duplicates', async () => {
	const event = { event_type: 'avatar_video.fail', event_data: { video_id: 'v9', msg: 'one' } };
	const headers = { 'heygen-event-id': undefined };
	expect((await send(event, { headers })).items?.[0].json.event_id).toBe('avatar_video.fail:v9');
	expect(
		(await send({ ...event, event_data: { video_id: 'v9', msg: 'two' } }, { headers })).items,
	).toBeUndefined();
	expect(
		(await send({ ...event, event_data: { video_id: 'v10' } }, { headers })).items,
	).toHaveLength(1);
	expect(
		(await send({ event_type: 'personalized_video', event_data: {} }, { headers })).items,
	).toHaveLength(1);
});

test('a registration made while the resource is read is not overwritten by this request', async () => {
	const { result } = await send(EVENT, {
		parameters: {},
		answer: () => {
			forget(staticData.endpointId as string);
			return { data: { status: 'completed' } };
		},
	});
	expect(result.workflowData).toBeDefined();
	expect(staticData.delivered).toEqual([]);
});

test('a delivery that took long leaves the store to what another process may have registered meanwhile; the next one writes both', async () => {
	const clock = jest.spyOn(Date, 'now');
	const now = Date.now();
	const answer = () => {
		clock.mockReturnValue(now + 3_000);
		return { data: { status: 'completed' } };
	};
	expect((await send(EVENT, { parameters: {}, answer })).items).toHaveLength(1);
	clock.mockRestore();
	expect(staticData).toEqual({ endpointId: staticData.endpointId, secret: SECRET, delivered: [] });
	expect((await send(EVENT)).items).toBeUndefined();
	await send({ ...EVENT, event_id: 'evt_2' }, { headers: { 'heygen-event-id': 'evt_2' } });
	expect(staticData.delivered).toHaveLength(4);
});

test('an older endpoint that n8n brought back is put right at the next delivery; a newer one and a test run’s stay', async () => {
	const { answer } = fakeEndpoints();
	const hook = fakeContext(answer, { workflowId: 'w2' });
	await register.call(hook.context);
	const latest = { ...hook.fake.staticData };
	const event = { event_type: 'avatar_video.success', event_data: { video_id: 'healed' } };
	const unnamed = { 'heygen-event-id': undefined };
	const older: IDataObject = { endpointId: 'ep_older', secret: 'whsec_older' };
	const call = fakeCall({
		...delivery(event, String(latest.secret), unnamed),
		staticData: older,
		parameters: noResource,
		workflowId: 'w2',
	});
	expect((await receive.call(call.context)).workflowData).toBeDefined();
	expect(older).toMatchObject({ endpointId: latest.endpointId, secret: latest.secret });

	const byAnother: IDataObject = {
		endpointId: 'ep_newer',
		secret: 'whsec_newer',
		registeredAt: Date.now() + 1_000,
	};
	const newerCall = fakeCall({
		...delivery(event, 'whsec_newer', unnamed),
		staticData: byAnother,
		parameters: noResource,
		workflowId: 'w2',
	});
	expect((await receive.call(newerCall.context)).workflowData).toBeDefined();
	expect(byAnother.endpointId).toBe('ep_newer');

	const ofTest: IDataObject = { endpointId: 'ep_test', secret: 'whsec_test' };
	const testCall = fakeCall({
		...delivery(event, 'whsec_test', unnamed),
		staticData: ofTest,
		parameters: noResource,
		workflowId: 'w2',
		mode: 'manual',
	});
	expect((await receive.call(testCall.context)).workflowData).toBeDefined();
	expect(ofTest.endpointId).toBe('ep_test');

	await unregister.call(hook.context);
	const after = fakeCall({
		...delivery(event, String(latest.secret), unnamed),
		staticData: {},
		parameters: noResource,
		workflowId: 'w2',
	});
	await receive.call(after.context);
	expect(after.told.status).toBe(401);
});

test('a known type that was not chosen is told 200 and starts nothing; an unknown type passes', async () => {
	const parameters = { ...noResource, events: ['video_agent.fail'] };
	expect(await send(EVENT, { parameters })).toMatchObject({
		told: { status: 200 },
		items: undefined,
	});
	expect(
		(
			await send(
				{ event_type: 'brand_new.type', event_data: {} },
				{ parameters, headers: { 'heygen-event-id': 'evt_n' } },
			)
		).items,
	).toHaveLength(1);
});

test.each<[string, (made: ReturnType<typeof delivery>) => void, number]>([
	[
		'forged',
		(made) => {
			made.headers['heygen-signature'] = sign(made.rawBody, 'whsec_y');
		},
		401,
	],
	[
		'without signature',
		(made) => {
			made.headers = {} as typeof made.headers;
		},
		401,
	],
	[
		'stale',
		(made) => {
			made.headers['heygen-timestamp'] = '1700000000';
		},
		401,
	],
	[
		'truncated',
		(made) => {
			made.rawBody = made.rawBody.subarray(0, 20);
		},
		401,
	],
	[
		'signed but no JSON',
		(made) => {
			made.rawBody = Buffer.from('{"event_type":');
			made.headers['heygen-signature'] = sign(made.rawBody, SECRET);
		},
		400,
	],
	[
		'signed but no event',
		(made) => {
			made.rawBody = Buffer.from('[1]');
			made.headers['heygen-signature'] = sign(made.rawBody, SECRET);
		},
		400,
	],
	[
		'signed but null',
		(made) => {
			made.rawBody = Buffer.from('null');
			made.headers['heygen-signature'] = sign(made.rawBody, SECRET);
		},
		400,
	],
])(
	'a delivery that is %s starts nothing and leaves one line in the log',
	async (_case, spoil, status) => {
		const made = delivery(EVENT, SECRET);
		spoil(made);
		const call = fakeCall({ ...made, staticData, parameters: noResource });
		expect(await receive.call(call.context)).toEqual({ noWebhookResponse: true });
		expect(call.told).toEqual({ status, answered: true });
		expect(call.fake.warnings).toHaveLength(1);
		expect(call.fake.warnings[0]).not.toMatch(/whsec|v1/);
		expect(staticData.delivered).toEqual([]);
	},
);

test('without a stored secret everything is refused', async () => {
	staticData = {};
	expect((await send(EVENT)).told.status).toBe(401);
});

test('a GET probe is answered and starts nothing', async () => {
	const { context } = fakeCall({ headers: {}, staticData, name: 'setup' });
	expect(await receive.call(context)).toEqual({ webhookResponse: expect.any(Object) });
});
