// The endpoint's life cycle against a small HeyGen: whatever the start, activation ends with one endpoint whose secret is known.
import { KNOWN_EVENT_TYPES } from '../../../nodes/api/eventTypes';
import { isRegistered, register, unregister } from '../../../nodes/HeyGenTrigger/webhookEndpoints';
import { fakeContext, fakeEndpoints, httpError, PUBLIC_URL } from './fakes';
import type { FakeEndpoint } from './fakes';

const OTHERS: FakeEndpoint[] = ['a', 'b', 'c'].map((name) => ({
	endpoint_id: `other_${name}`,
	url: `https://${name}.example.com/hook`,
	events: null,
	status: 'enabled',
}));
const STORED = { endpointId: 'ep_known', secret: 'whsec_known', entityId: '', registeredAt: 1 };
const KNOWN: FakeEndpoint = {
	endpoint_id: 'ep_known',
	url: PUBLIC_URL,
	events: ['avatar_video.success'],
	status: 'enabled',
};
const EVENTS = { events: ['avatar_video.success'] };

function setUp(existing: FakeEndpoint[], staticData = {}, parameters = {}, url?: string) {
	const heyGen = fakeEndpoints([...OTHERS, ...existing].map((endpoint) => ({ ...endpoint })));
	const made = fakeContext(heyGen.answer, { staticData: { ...staticData }, parameters, url });
	/** Activation as n8n does it. */
	const activate = async () =>
		(await isRegistered.call(made.context)) || (await register.call(made.context));
	const ours = () =>
		heyGen.endpoints.filter(({ endpoint_id }) => !endpoint_id.startsWith('other_'));
	const sent = () =>
		made.fake.requests.filter(({ method }) => method !== 'GET').map(({ method }) => method);
	return { ...heyGen, ...made, activate, ours, sent };
}

test('activation creates one endpoint for all events and stores its id and secret', async () => {
	const { activate, ours, fake } = setUp([]);
	await activate();
	expect(ours()).toEqual([
		{ endpoint_id: 'ep_1', url: PUBLIC_URL, events: null, status: 'enabled', entity_id: undefined },
	]);
	expect(fake.staticData).toEqual({
		endpointId: 'ep_1',
		secret: 'whsec_1',
		entityId: '',
		registeredAt: expect.any(Number),
		remembered: {},
	});
	expect(fake.requests.at(-1)?.body).toEqual({ url: PUBLIC_URL });
});

test('chosen events and the entity are sent', async () => {
	const { activate, fake } = setUp([], {}, { ...EVENTS, options: { entityId: 'ent_1' } });
	await activate();
	expect(fake.requests.at(-1)?.body).toEqual({ url: PUBLIC_URL, ...EVENTS, entity_id: 'ent_1' });
});

test('a second activation changes nothing', async () => {
	const { activate, ours, sent } = setUp([], {}, EVENTS);
	await activate();
	await activate();
	expect(sent()).toEqual(['POST']);
	expect(ours()).toHaveLength(1);
});

test('a registration that broke off is repeated: n8n lost what was stored, so the endpoint is replaced', async () => {
	const { activate, ours, fake, sent } = setUp([{ ...KNOWN, endpoint_id: 'ep_lost' }], {}, EVENTS);
	await activate();
	expect(sent()).toEqual(['DELETE', 'POST']);
	expect(ours().map(({ endpoint_id }) => endpoint_id)).toEqual(['ep_1']);
	expect(fake.staticData.secret).toBe('whsec_1');
});

test('our endpoint on the third page is adopted, a stranded one beside it removed', async () => {
	const { activate, ours, sent } = setUp(
		[{ ...KNOWN, endpoint_id: 'ep_stranded' }, KNOWN],
		STORED,
		EVENTS,
	);
	await activate();
	expect(sent()).toEqual(['DELETE']);
	expect(ours()).toEqual([KNOWN]);
});

test('a changed event list is repaired by PATCH, and the secret stays', async () => {
	const { activate, ours, fake, sent } = setUp([KNOWN], STORED, {
		events: ['avatar_video.fail', 'video_agent.fail'],
	});
	await activate();
	expect(sent()).toEqual(['PATCH']);
	expect(ours()[0].events).toEqual(['avatar_video.fail', 'video_agent.fail']);
	expect(fake.staticData.secret).toBe('whsec_known');
});

test('a new public address is repaired by PATCH', async () => {
	const { activate, ours, sent } = setUp(
		[{ ...KNOWN, url: 'https://old.example.com/webhook/5c0e/webhook' }],
		STORED,
		EVENTS,
	);
	await activate();
	expect(sent()).toEqual(['PATCH']);
	expect(ours()).toEqual([KNOWN]);
});

describe('a copied database beside the original: its endpoint is not ours', () => {
	const original = { ...KNOWN, url: 'https://original.example.com/webhook/5c0e/webhook' };

	test.each(['n8n.example.com', 'localhost'])(
		'the copy at %s does not take it away',
		async (host) => {
			const url = host === 'localhost' ? 'http://localhost:5678/webhook/5c0e/webhook' : PUBLIC_URL;
			const { context, endpoints, fake } = setUp([original], STORED, EVENTS, url);
			fake.listening.push(original.url);
			await unregister.call(context);
			expect(endpoints).toContainEqual(original);
			expect(fake.staticData).toEqual({});
			expect(fake.warnings).toEqual([
				expect.stringMatching(/ep_known alone: .*original\.example\.com/),
			]);
		},
	);

	test('the copy makes an endpoint of its own, and both live on', async () => {
		const { activate, context, endpoints, fake, sent } = setUp([original], STORED, EVENTS);
		fake.listening.push(original.url);
		await activate();
		expect(sent()).toEqual(['POST']);
		expect(fake.staticData).toMatchObject({ endpointId: 'ep_1', secret: 'whsec_1' });
		await unregister.call(context);
		expect(endpoints).toEqual([...OTHERS, original]);
	});

	test('where nobody listens any more, n8n has moved: the endpoint is ours', async () => {
		const { context, endpoints, fake } = setUp([original], STORED, EVENTS);
		await unregister.call(context);
		expect(endpoints).toEqual(OTHERS);
		expect(fake.warnings).toEqual([]);
	});
});

test.each<[string, Partial<FakeEndpoint>, object, object]>([
	['from some events to all', {}, STORED, {}],
	['to another entity', {}, STORED, { ...EVENTS, options: { entityId: 'ent_2' } }],
	['when HeyGen disabled it', { status: 'disabled' }, STORED, EVENTS],
	['when its secret is not here', {}, { endpointId: 'ep_known' }, EVENTS],
])('an endpoint is replaced %s', async (_case, existing, stored, parameters) => {
	const { activate, ours, sent } = setUp([{ ...KNOWN, ...existing }], stored, parameters);
	await activate();
	expect(sent()).toEqual(['DELETE', 'POST']);
	expect(ours()).toHaveLength(1);
});

test('an endpoint that lists every known type counts as one for all', async () => {
	const { activate, sent } = setUp(
		[{ ...KNOWN, events: [...KNOWN_EVENT_TYPES, 'brand_new.type'] }],
		STORED,
	);
	await activate();
	expect(sent()).toEqual([]);
});

test('an endpoint that was deleted at HeyGen is made again', async () => {
	const { activate, ours, fake } = setUp([], STORED, EVENTS);
	await activate();
	expect(ours()).toHaveLength(1);
	expect(fake.staticData.endpointId).toBe('ep_1');
});

test('two triggers and a test run live side by side', async () => {
	const heyGen = fakeEndpoints();
	const urls = [
		PUBLIC_URL,
		'https://n8n.example.com/webhook/9d1f/webhook',
		PUBLIC_URL.replace('webhook/', 'webhook-test/'),
	];
	const triggers = urls.map((url) => fakeContext(heyGen.answer, { url, parameters: EVENTS }));
	for (const { context } of triggers) await register.call(context);
	expect(heyGen.endpoints.map(({ url }) => url)).toEqual(urls);
	await unregister.call(triggers[2].context);
	await unregister.call(triggers[0].context);
	expect(heyGen.endpoints.map(({ url }) => url)).toEqual([urls[1]]);
	expect(triggers[1].fake.staticData.secret).toBe('whsec_2');
});

test('deactivation deletes the endpoint and clears the store', async () => {
	const { context, ours, fake } = setUp([KNOWN], {
		...STORED,
		delivered: ['k'],
		remembered: { '1': 'k' },
	});
	await unregister.call(context);
	expect(ours()).toEqual([]);
	expect(fake.staticData).toEqual({});
});

test('deactivation of an endpoint that is gone already is done', async () => {
	const { context, fake, endpoints } = setUp([], STORED);
	await expect(unregister.call(context)).resolves.toBe(true);
	expect(fake.staticData).toEqual({});
	expect(endpoints).toHaveLength(OTHERS.length);
});

test('deactivation removes the newer endpoint too when n8n brought back an older store', async () => {
	const { context, endpoints, fake } = setUp([KNOWN], {
		endpointId: 'ep_older',
		secret: 'whsec_older',
	});
	await unregister.call(context);
	expect(endpoints).toEqual(OTHERS);
	expect(fake.staticData).toEqual({});
});

test('a second workflow with the same address, which n8n refuses and cleans up after, leaves the endpoint of the first alone', async () => {
	const { activate, endpoints, answer } = setUp([]);
	await activate();
	const held = structuredClone(endpoints);
	for (const staticData of [{}, { endpointId: 'ep_1', secret: 'whsec_1' }]) {
		const second = fakeContext(answer, { workflowId: 'w_copy', staticData });
		await unregister.call(second.context);
		expect(endpoints).toEqual(held);
		expect(second.fake.staticData).toEqual({});
	}
});

test('a second workflow that n8n lets take over the address has it; the first one’s end does not take it away', async () => {
	const { activate, context, answer, ours } = setUp([]);
	await activate();
	const second = fakeContext(answer, { workflowId: 'w_takes_over' });
	await register.call(second.context);
	expect(ours().map(({ endpoint_id }) => endpoint_id)).toEqual(['ep_2']);
	await unregister.call(context);
	expect(ours()).toHaveLength(1);
	await unregister.call(second.context);
	expect(ours()).toEqual([]);
});

test('an endpoint that goes between the look and the deletion is as good as deleted', async () => {
	const { context } = fakeContext(
		({ method }) => {
			if (method === 'DELETE') throw httpError(404);
			return { data: [KNOWN] };
		},
		{ staticData: { ...STORED } },
	);
	await expect(unregister.call(context)).resolves.toBe(true);
});

test('deactivation without a stored id finds the endpoint by its URL', async () => {
	const { context, endpoints } = setUp([KNOWN]);
	await unregister.call(context);
	expect(endpoints).toEqual(OTHERS);
});

test('a deletion that HeyGen refuses is told, and the id stays for the next try', async () => {
	const { context, fake } = fakeContext(
		() => {
			throw httpError(503);
		},
		{ staticData: { ...STORED } },
	);
	await expect(unregister.call(context)).rejects.toMatchObject({ httpCode: '503' });
	expect(fake.staticData).toEqual(STORED);
});

test('a private address is refused before anything is sent', async () => {
	const { context, fake } = setUp([], {}, {}, 'http://localhost:5678/webhook/5c0e/webhook');
	await expect(register.call(context)).rejects.toThrow('WEBHOOK_URL');
	await unregister.call(context);
	expect(fake.requests).toEqual([]);
});

test('an endpoint without a secret is told, never used', async () => {
	const { context, fake } = fakeContext(({ method }) => ({
		data: method === 'GET' ? [] : { endpoint_id: 'ep_1' },
	}));
	await expect(register.call(context)).rejects.toThrow('signing secret');
	expect(fake.staticData.secret).toBeUndefined();
});
