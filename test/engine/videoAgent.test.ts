// Video Agent in n8n's engine: a session is followed to its video, questions need a person, resources are found in two ways.
import { byId, workbench } from './workbench';

const bench = workbench();
const create = async (parameters: object = {}, more: object = {}) =>
	await bench.run('videoAgent', 'create', { prompt: 'A film about coffee', ...parameters }, more);
const session = '/v3/video-agents/{session_id}';

test('a prompt becomes a session with its finished video', async () => {
	const { error, items } = await create();
	expect(error).toBeUndefined();
	expect(items[0].json).toMatchObject({
		session_id: expect.any(String),
		status: 'completed',
		id: items[0].json.video_id,
		video_url: expect.stringContaining('http'),
		video: { status: 'completed', video_url: expect.stringContaining('http') },
	});
	expect(items[0].json.video_id).toBe((items[0].json.video as { id: string }).id);
});

test('everything an agent may be given', async () => {
	const { look, voice, style, brandKit } = bench.known;
	const { error } = await create({
		completion: 'immediate',
		options: {
			avatarId: byId(look),
			voiceId: byId(voice),
			styleId: byId(style),
			brandKitId: byId(brandKit),
			orientation: 'portrait',
			incognitoMode: true,
			mode: 'chat',
			callbackUrl: 'https://example.com/done',
			callbackId: 'row 7',
			files: {
				file: [
					{ fileUrl: 'https://example.com/a.pdf' },
					{ fileSource: 'assetId', fileAssetId: 'asset-image' },
				],
			},
		},
	});
	expect(error).toBeUndefined();
	expect(bench.sent()).toEqual([
		expect.objectContaining({
			path: '/v3/video-agents',
			body: {
				prompt: 'A film about coffee',
				avatar_id: look,
				voice_id: voice,
				style_id: style,
				brand_kit_id: brandKit,
				orientation: 'portrait',
				incognito_mode: true,
				mode: 'chat',
				callback_url: 'https://example.com/done',
				callback_id: 'row 7',
				files: [
					{ type: 'url', url: 'https://example.com/a.pdf' },
					{ type: 'asset_id', asset_id: 'asset-image' },
				],
			},
		}),
	]);
});

test('a question of the agent ends the row with what the person has to do; after the answer the session goes on', async () => {
	const asked = await create({ options: { mode: 'chat' } });
	expect(asked.error?.message).toMatch(/waits for a person \(waiting_for_input\)/);
	expect(asked.error?.description).toContain("'Video Agent: Send Message'");
	const id = bench.sim.jobs()[0].id;
	const answer = await bench.run('videoAgent', 'sendMessage', {
		sessionId: byId(id),
		message: 'For baristas',
	});
	expect(answer.items[0].json.session_id).toBe(id);
	const done = await bench.run('videoAgent', 'get', { sessionId: byId(id), waitUntilDone: true });
	expect(done.items[0].json).toMatchObject({ status: 'completed', video: { status: 'completed' } });
});

test('a session that fails says why', async () => {
	bench.sim.plan({
		kind: 'failJob',
		match: { jobKind: 'videoAgent' },
		failure_code: 'content_policy_violation',
		failure_message: 'No coffee',
	});
	const { error } = await create();
	expect(error?.message).toMatch(/ended as failed: No coffee \(content_policy_violation\)$/);
	expect(error?.context.data).toMatchObject({
		id: bench.sim.jobs()[0].id,
		video_id: expect.any(String),
	});
});

test('a session that is gone after its video is known costs nothing of the result', async () => {
	const made = await create({ completion: 'immediate' });
	const id = made.items[0].json.session_id as string;
	await bench.run('videoAgent', 'get', { sessionId: byId(id), waitUntilDone: true });
	bench.sim.plan({
		kind: 'status',
		status: 404,
		code: 'session_not_found',
		match: { method: 'GET', path: session },
		after: 2,
		times: 99,
	});
	const { error, items } = await bench.run('videoAgent', 'get', {
		sessionId: byId(id),
		waitUntilDone: true,
	});
	expect(error).toBeUndefined();
	expect(items[0].json).toMatchObject({ session_id: id, video: { status: 'completed' } });
});

test('an unclear outcome of a create is never repeated, because HeyGen would not recognise it', async () => {
	bench.sim.plan({
		kind: 'dropAfter',
		match: { method: 'POST', path: '/v3/video-agents' },
		times: 1,
	});
	const { error } = await create();
	expect(error?.description).toContain('may be paid twice');
	expect(bench.sim.requests().filter((one) => one.method === 'POST')).toHaveLength(1);
	expect(bench.sim.paid().byKind.videoAgent).toBe(1);
});

describe('a session', () => {
	const started = async () =>
		(await create({ completion: 'immediate' })).items[0].json.session_id as string;

	test('is stopped', async () => {
		const { items } = await bench.run('videoAgent', 'stop', { sessionId: byId(await started()) });
		expect(Object.keys(items[0].json)).toEqual(['session_id']);
	});

	test('lists its videos, simplified', async () => {
		// Not finished yet, however busy the machine is.
		bench.sim.configure({ jobSeconds: 600 });
		const { items } = await bench.run('videoAgent', 'getManyVideos', {
			sessionId: byId(await started()),
		});
		expect(items).toHaveLength(1);
		bench.sim.configure({ jobSeconds: 0.05 });
		expect(Object.keys(items[0].json)).toEqual(['id', 'title', 'status', 'created_at']);
	});

	test('lists its resources over pages, and gives one', async () => {
		const id = await started();
		const all = await bench.run('videoAgent', 'getManyResources', {
			sessionId: byId(id),
			returnAll: true,
		});
		expect(all.items).toHaveLength(10);
		const one = await bench.run('videoAgent', 'getResource', {
			sessionId: byId(id),
			resourceId: all.items[4].json.resource_id as string,
		});
		expect(one.items[0].json).toMatchObject({
			resource_id: all.items[4].json.resource_id,
			resource_type: 'video',
		});
	});

	test('finds its resources in its messages where HeyGen knows no list of them', async () => {
		const id = await started();
		bench.sim.plan({
			kind: 'status',
			status: 404,
			code: 'not_found',
			match: { method: 'GET', path: '/v3/video-agents/sessions/{session_id}/resources' },
			times: 9,
		});
		const named = await bench.run('videoAgent', 'getManyResources', {
			sessionId: byId(id),
			returnAll: true,
		});
		expect(named.items.map((item) => item.json.resource_id)).toEqual(
			[0, 1, 2].map((n) => `${id}r${n}`),
		);
		const two = await bench.run('videoAgent', 'getManyResources', {
			sessionId: byId(id),
			limit: 2,
		});
		expect(two.items).toHaveLength(2);
	});

	test('that HeyGen does not know is refused in plain words', async () => {
		const { error } = await bench.run('videoAgent', 'getManyResources', {
			sessionId: byId('nothing'),
		});
		expect(error?.message).toBe('HeyGen does not know this session');
	});
});

test('sessions and styles are listed, 45 styles in one request', async () => {
	await create({ completion: 'immediate' });
	expect((await bench.run('videoAgent', 'getMany')).items[0].json).toMatchObject({
		title: 'A film about coffee',
	});
	bench.sim.reset();
	const styles = await bench.run('videoAgent', 'getManyStyles', { returnAll: true });
	expect([styles.items.length, bench.sent().length]).toEqual([45, 1]);
	const some = await bench.run('videoAgent', 'getManyStyles', {
		limit: 3,
		filters: { tag: 'news' },
	});
	expect(some.items).toHaveLength(3);
	expect(bench.sent()[1].query).toEqual({ tag: 'news', limit: '3' });
});
