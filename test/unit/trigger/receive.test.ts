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
	staticData = { endpointId: `ep_${(endpoints += 1)}`, secret: SECRET, remembered: {} };
});

const keysStored = () =>
	Object.values((staticData.remembered ?? {}) as Record<string, string>).join('').length / 8;

async function send(
	event: IDataObject,
	{
		headers = {},
		parameters = noResource as IDataObject,
		answer = undefined as Parameters<typeof fakeCall>[1],
		stored = true,
		ended = true,
	} = {},
) {
	const call = fakeCall({ ...delivery(event, SECRET, headers), staticData, parameters }, answer);
	const result = await receive.call(call.context);
	// As n8n does: it stores the run, then asks for the answer, unless it was given already.
	if (result.workflowData && stored && result.webhookResponse) call.told.status = 200;
	if (ended) call.response.writableEnded = true;
	return { ...call, result, items: result.workflowData?.[0] };
}

test('an event comes as HeyGen sent it, and n8n tells HeyGen 200 when it has stored the run', async () => {
	const { told, items, result } = await send(EVENT, { stored: false });
	expect(told).toEqual({});
	expect(keysStored()).toBe(0);
	expect(result.noWebhookResponse).toBeUndefined();
	expect(result.webhookResponse).toEqual({ received: true });
	expect(keysStored()).toBe(1);
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

test('a repeat is told 503 while n8n has not stored the run, starts one at once where it could not, and is told 200 once it has', async () => {
	const underWay = await send(EVENT, { stored: false, ended: false });
	expect(underWay.items).toHaveLength(1);
	const early = await send(EVENT);
	expect([early.told.status, early.items]).toEqual([503, undefined]);
	// n8n gives up: it has told HeyGen 500.
	underWay.response.writableEnded = true;
	const again = await send(EVENT);
	expect([again.told.status, again.items?.length]).toEqual([200, 1]);
	const late = await send(EVENT);
	expect([late.told.status, late.items]).toEqual([200, undefined]);
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
		staticData.remembered = {};
		const all = await Promise.all(
			[1, 2, 3, 4, 5].map(async () => await send(EVENT, { parameters })),
		);
		expect(all.map(({ told }) => told.status)).toEqual([200, 503, 503, 503, 503]);
		expect(all.filter(({ items }) => items)).toHaveLength(1);
	}
});

test('a replay under another event id, with a fresh timestamp or none, starts nothing: also after a thousand events more, and without a signed id', async () => {
	const unsigned = { event_type: 'avatar_video.success', event_data: { video_id: 'v2' } };
	await send(EVENT);
	await send(unsigned, { headers: { 'heygen-event-id': 'evt_unsigned' } });
	for (let n = 0; n < 1_000; n += 1)
		await send({ ...EVENT, event_id: `evt_more_${n}` }, { headers: { 'heygen-event-id': `${n}` } });
	for (const event of [EVENT, unsigned])
		for (const headers of [
			{ 'heygen-event-id': 'evt_other' },
			{ 'heygen-event-id': undefined, 'heygen-timestamp': undefined },
		]) {
			forget(staticData.endpointId as string);
			const { rawBody, headers: made } = delivery(event, SECRET, headers);
			const sent = JSON.parse(JSON.stringify(made)) as IDataObject;
			const call = fakeCall({ rawBody, headers: sent, staticData, parameters: noResource });
			expect((await receive.call(call.context)).workflowData).toBeUndefined();
			expect(call.told.status).toBe(200);
		}
});

test('the signed id counts, not the one of the header; a repeat with either is a repeat', async () => {
	const [first] = (await send(EVENT, { headers: { 'heygen-event-id': 'evt_header' } })).items ?? [];
	expect(first?.json.event_id).toBe('evt_1');
	const other = { ...EVENT, event_data: { video_id: 'v2' } };
	expect((await send(other, { headers: { 'heygen-event-id': 'evt_new' } })).items).toBeUndefined();
	const unsigned = { ...other, event_id: undefined };
	expect((await send(unsigned, { headers: { 'heygen-event-id': 'evt_header' } })).items).toBe(
		undefined,
	);
});

test('what another process stored meanwhile is known, and what it overwrote is written again', async () => {
	await send(EVENT);
	const others = structuredClone(staticData);
	await send({ ...EVENT, event_id: 'evt_2' }, { headers: { 'heygen-event-id': 'evt_2' } });
	// The other process had read before this one wrote.
	staticData = others;
	expect(keysStored()).toBe(1);
	expect((await send(EVENT)).told.status).toBe(200);
	expect(keysStored()).toBe(2);
});

test.each<[string, unknown]>([
	['an object', { a: 1 }],
	['a list', ['evt']],
	['a lone half of an emoji', '\ud83d'],
	['true', true],
	['null', null],
	['nothing', ''],
])('an id that is %s swallows no other event', async (_case, event_id) => {
	const headers = { 'heygen-event-id': undefined };
	for (const id of ['v1', 'v2', event_id])
		for (const event_type of ['avatar_video.success', 'constructor.x', '__proto__']) {
			const event = { event_id, event_type, event_data: { id, video_id: id } } as IDataObject;
			const { items } = await send(event, { headers, parameters: {} });
			expect(items?.[0].json).toMatchObject({ event_type, event_id: expect.any(String) });
			expect(items?.[0].json.event_id).not.toMatch(/object Object/);
			expect((await send(event, { headers })).told.status).toBe(200);
		}
	const halves = ['\ud83d', '\ud83e'].map((half) => ({ ...EVENT, event_id: half }));
	for (const event of halves) expect((await send(event, { headers })).items).toHaveLength(1);
});

test.each<[string, unknown]>([
	['null', null],
	['a text', 'text'],
	['a list', [1]],
	['a number', 5],
])('an event whose data are %s comes as it is', async (_case, event_data) => {
	const event = { ...EVENT, event_data } as IDataObject;
	const { items } = await send(event, { parameters: {} });
	expect(items?.[0].json.event_data).toEqual(event_data ?? {});
});

test('an expression that chooses events may give a text, nothing or a list with gaps', async () => {
	for (const [events, runs] of [
		['avatar_video.success', 1],
		['video_agent.fail', undefined],
		[null, 1],
		[[null, 'avatar_video.success'], 1],
	]) {
		forget(staticData.endpointId as string);
		staticData.remembered = {};
		const parameters = { ...noResource, events } as IDataObject;
		expect((await send(EVENT, { parameters })).items?.length).toBe(runs);
	}
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
	expect(keysStored()).toBe(0);
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
	expect(keysStored()).toBe(0);
	await send({ ...EVENT, event_id: 'evt_2' }, { headers: { 'heygen-event-id': 'evt_2' } });
	expect(keysStored()).toBe(2);
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
		expect(keysStored()).toBe(0);
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
