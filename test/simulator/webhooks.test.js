// Deliveries: signed webhooks, unsigned callbacks, retries, probes; and the OAuth side door.
const { createHash, createHmac } = require('node:crypto');
const { createServer } = require('node:http');
const { until: observed } = require('../../tools/npm/until');
const { open } = require('./client');

let s;
let hook;
beforeAll(async () => {
	s = await open();
	const received = [];
	const server = createServer((request, reply) => {
		const chunks = [];
		request
			.on('data', (chunk) => chunks.push(chunk))
			.on('end', () => {
				received.push({
					method: request.method,
					url: request.url,
					headers: request.headers,
					raw: Buffer.concat(chunks).toString(),
				});
				reply.writeHead(hook.answer.shift() ?? 200).end();
			});
	});
	await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
	hook = {
		url: `http://127.0.0.1:${/** @type {any} */ (server.address()).port}/hook`,
		received,
		answer: [],
		close: () => server.close(),
	};
});
afterAll(async () => {
	hook.close();
	await s.sim.stop();
});
beforeEach(() => {
	s.sim.reset();
	s.sim.configure({ webhookRetryMs: [20, 20] });
	hook.received.length = 0;
	hook.answer.length = 0;
});

const until = async (condition) => await observed(String(condition), condition, 10_000, 5);
const register = async (more) =>
	(await s.call('POST', '/v3/webhooks/endpoints', { url: hook.url, ...more })).data;
const create = async (more) =>
	(
		await s.call('POST', '/v3/videos', {
			type: 'avatar',
			avatar_id: s.look.id,
			script: 'Hello.',
			...more,
		})
	).data.video_id;

test('a finished video is told, signed over the raw body with the whole secret', async () => {
	const { secret, endpoint_id } = await register();
	const id = await create();
	await until(() => hook.received.length === 1);
	const [{ raw, headers }] = hook.received;
	expect(headers['heygen-signature']).toBe(createHmac('sha256', secret).update(raw).digest('hex'));
	expect(Math.abs(Date.now() / 1000 - Number(headers['heygen-timestamp']))).toBeLessThan(5);
	const event = JSON.parse(raw);
	expect(event).toMatchObject({
		event_id: headers['heygen-event-id'],
		event_type: 'avatar_video.success',
		event_data: { video_id: id, callback_id: null, url: expect.stringMatching(/^http/) },
	});
	await until(() => s.sim.deliveries()[0].ms !== null);
	expect(s.sim.deliveries()).toMatchObject([
		{
			kind: 'webhook',
			endpointId: endpoint_id,
			attempt: 1,
			status: 200,
			eventType: 'avatar_video.success',
		},
	]);
});

test('a delivery that is refused comes again under the same event id, and at last no more', async () => {
	await register();
	hook.answer.push(500, 401, 503, 500);
	await s.sim.emit({ event_type: 'avatar_video.fail', event_data: { video_id: 'v' } });
	await until(() => s.sim.deliveries().length === 3);
	// The next event is refused once: its second attempt comes after any further one of the first would have.
	await s.sim.emit({ event_type: 'avatar_video.fail', event_data: { video_id: 'w' } });
	await until(() => s.sim.deliveries().filter(({ ms }) => ms !== null).length === 5);
	expect(s.sim.deliveries().map(({ attempt, status }) => [attempt, status])).toEqual([
		[1, 500],
		[2, 401],
		[3, 503],
		[1, 500],
		[2, 200],
	]);
	hook.received.splice(3);
	expect(new Set(hook.received.map(({ headers }) => headers['heygen-event-id'])).size).toBe(1);
});

test('an endpoint gets only the events it asked for; a deleted one none', async () => {
	const { endpoint_id } = await register({ events: ['video_agent.success'] });
	await s.sim.emit({ event_type: 'avatar_video.success' });
	await s.sim.emit({ event_type: 'video_agent.success', count: 3, sameId: true });
	expect(hook.received.map(({ raw }) => JSON.parse(raw).event_type)).toEqual(
		Array(3).fill('video_agent.success'),
	);
	expect(new Set(hook.received.map(({ headers }) => headers['heygen-event-id'])).size).toBe(1);
	await s.call('DELETE', `/v3/webhooks/endpoints/${endpoint_id}`);
	await s.sim.emit({ event_type: 'video_agent.success' });
	expect(hook.received).toHaveLength(3);
});

test('callbacks: unsigned, for each job that names a URL and once for a whole batch; a cinematic video takes none', async () => {
	s.sim.plan({ kind: 'failJob', match: { script: 'doomed' }, failure_message: 'No.' });
	const id = await create({
		callback_url: `${hook.url}?row=1`,
		callback_id: 'c1',
		script: 'doomed',
	});
	await until(() => hook.received.length === 1);
	expect(hook.received[0]).toMatchObject({
		url: '/hook?row=1',
		headers: expect.not.objectContaining({ 'heygen-signature': expect.anything() }),
	});
	expect(JSON.parse(hook.received[0].raw)).toMatchObject({
		event_type: 'avatar_video.fail',
		event_data: { video_id: id, callback_id: 'c1', msg: 'No.' },
	});
	const video = { type: 'avatar', avatar_id: s.look.id, script: 'Hello.' };
	const { data } = await s.call('POST', '/v3/videos/batches', {
		videos: [video, video, video],
		callback_url: hook.url,
	});
	await until(() => hook.received.length === 2);
	await create({ callback_url: `${hook.url}?after` });
	await until(() => hook.received.some(({ url }) => url.endsWith('?after')));
	expect(hook.received).toHaveLength(3);
	expect(JSON.parse(hook.received[1].raw)).toMatchObject({
		event_type: 'batch.finished',
		event_data: { batch_id: data.batch_id },
	});
	const cinematic = {
		type: 'cinematic_avatar',
		avatar_id: [s.look.id],
		prompt: 'x',
		callback_url: hook.url,
	};
	expect((await s.call('POST', '/v3/videos', cinematic)).error.param).toBe('callback_url');
	s.sim.configure({ callbacks: false });
	s.sim.finish(await create({ callback_url: hook.url }));
	s.sim.configure({ callbacks: true });
	await create({ callback_url: `${hook.url}?last` });
	await until(() => hook.received.some(({ url }) => url.endsWith('?last')));
	expect(hook.received).toHaveLength(4);
});

test('a new endpoint can be probed, and held to be public', async () => {
	s.sim.configure({ probe: 'OPTIONS' });
	hook.answer.push(404);
	expect((await s.call('POST', '/v3/webhooks/endpoints', { url: hook.url })).error.param).toBe(
		'url',
	);
	expect((await register()).endpoint_id).toBeTruthy();
	expect(hook.received.map(({ method }) => method)).toEqual(['OPTIONS', 'OPTIONS']);
	s.sim.configure({ probe: null, publicWebhooksOnly: true });
	for (const url of [
		'http://hooks.example.com/a',
		'https://localhost/a',
		'https://192.168.1.4/a',
		'https://n8n.local/a',
	]) {
		expect((await s.call('POST', '/v3/webhooks/endpoints', { url })).error).toMatchObject({
			code: 'invalid_parameter',
			param: 'url',
		});
	}
});

test('a public address can lead to this machine', async () => {
	s.sim.configure({
		publicWebhooksOnly: true,
		probe: 'GET',
		webhookHosts: { 'https://n8n.example.com': hook.url.replace('/hook', '') },
	});
	await register({ url: 'https://n8n.example.com/hook?x=1' });
	await s.sim.emit({ event_type: 'avatar_video.success' });
	expect(hook.received.map(({ method, url }) => `${method} ${url}`)).toEqual([
		'GET /hook?x=1',
		'POST /hook?x=1',
	]);
});

test('a thousand events in a burst all arrive, each once', async () => {
	await register();
	await s.sim.emit({ event_type: 'avatar_video.success', count: 1000 });
	expect(new Set(hook.received.map(({ headers }) => headers['heygen-event-id'])).size).toBe(1000);
});

test('OAuth: code with PKCE, tokens that end on demand, and a refresh that works once', async () => {
	const verifier = 'a'.repeat(43);
	const challenge = createHash('sha256').update(verifier).digest('base64url');
	const redirect = 'http://127.0.0.1:1/back';
	const page = await fetch(
		`${s.sim.url}/oauth/authorize?response_type=code&client_id=me&redirect_uri=${encodeURIComponent(redirect)}&state=xyz&code_challenge=${challenge}&code_challenge_method=S256`,
		{ redirect: 'manual' },
	);
	const back = new URL(page.headers.get('location'));
	expect([page.status, back.searchParams.get('state')]).toEqual([302, 'xyz']);
	const token = async (form) =>
		(
			await fetch(`${s.sim.url}/v1/oauth/token`, {
				method: 'POST',
				body: new URLSearchParams(form),
			})
		).json();
	const code = back.searchParams.get('code');
	const first = await token({
		grant_type: 'authorization_code',
		code,
		code_verifier: verifier,
		redirect_uri: redirect,
		client_id: 'me',
	});
	expect(
		await token({
			grant_type: 'authorization_code',
			code,
			code_verifier: verifier,
			redirect_uri: redirect,
		}),
	).toEqual({ error: 'invalid_grant' });
	const me = async (bearer) =>
		(await fetch(`${s.sim.url}/v3/users/me`, { headers: { authorization: `Bearer ${bearer}` } }))
			.status;
	expect(await me(first.access_token)).toBe(200);
	await fetch(`${s.sim.controlUrl}/oauth/expire`, { method: 'POST' });
	expect(await me(first.access_token)).toBe(401);
	const second = await token({ grant_type: 'refresh_token', refresh_token: first.refresh_token });
	expect(await me(second.access_token)).toBe(200);
	expect(await token({ grant_type: 'refresh_token', refresh_token: first.refresh_token })).toEqual({
		error: 'invalid_grant',
	});
	expect(s.sim.issuedTokens()).toEqual(
		expect.arrayContaining([
			first.access_token,
			first.refresh_token,
			second.access_token,
			second.refresh_token,
		]),
	);
	await fetch(`${s.sim.controlUrl}/oauth/revoke`, { method: 'POST' });
	expect(await me(second.access_token)).toBe(401);
	expect(await token({ grant_type: 'refresh_token', refresh_token: second.refresh_token })).toEqual(
		{ error: 'invalid_grant' },
	);
	const wrong = await fetch(
		`${s.sim.url}/oauth/authorize?response_type=code&client_id=me&redirect_uri=${encodeURIComponent(redirect)}`,
		{ redirect: 'manual' },
	);
	expect(wrong.status).toBe(400);
});
