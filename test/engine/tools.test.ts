// Assets, clippings, background removals, HyperFrames renders and webhooks in n8n's engine: requests as they left, items as they came out.
import { jobs } from '../../nodes/api/jobKinds';
import { byId, workbench } from './workbench';

const bench = workbench();
const clip = { videoUrl: 'https://example.com/talk.mp4' };
const posts = () => bench.sent().filter((one) => one.method === 'POST');

/** Deletes twice: the second time it is gone already, which is as good. */
async function deletesTwice(
	resource: string,
	parameters: Record<string, object | string>,
	id: unknown,
) {
	for (let time = 0; time < 2; time++) {
		const { items, error } = await bench.run(resource, 'delete', parameters as never);
		expect(error).toBeUndefined();
		expect(items[0].json).toEqual({ deleted: true, id });
	}
}

describe('asset', () => {
	test('is read, asked about and deleted', async () => {
		expect(
			(await bench.run('asset', 'get', { assetId: 'asset-video' })).items[0].json,
		).toMatchObject({ id: 'asset-video', url: expect.any(String) });
		const { items } = await bench.run('asset', 'getStatuses', {
			assetIds: ['asset-video', 'nobody'],
		});
		expect(items.map((item) => item.json.status)).toEqual(['completed', 'not_found']);
		await deletesTwice('asset', { assetId: 'asset-video' }, 'asset-video');
	});

	test('files of a user, and images and icons of the library', async () => {
		const files = await bench.run('asset', 'getMany', { username: 'simulator', limit: 2 });
		expect(files.items).toHaveLength(2);
		expect(bench.sent()[0].query).toEqual({ username: 'simulator', limit: '2' });
		await bench.run('asset', 'search', {
			query: 'mountain',
			type: 'icon',
			limit: 3,
			filters: { scope: 'public' },
		});
		expect(bench.sent()[1]).toMatchObject({
			path: '/v3/assets/search',
			query: { query: 'mountain', type: 'icon', scope: 'public', limit: '3' },
		});
		// Left empty, it is the account's own, which is read first.
		const own = await bench.run('asset', 'getMany', { username: '={{ "" }}', limit: 1 });
		expect(own.error).toBeUndefined();
		expect(bench.sent().slice(2)).toMatchObject([
			{ path: '/v3/users/me' },
			{ path: '/v3/assets', query: { limit: '1', username: expect.stringMatching(/./) } },
		]);
	});
});

describe('AI clipping', () => {
	test('a long video becomes clips', async () => {
		const { items, error } = await bench.run('aiClipping', 'create', {
			...clip,
			options: {
				title: 'Best of',
				inputLanguage: 'English',
				callbackUrl: 'https://example.com/done',
				callbackId: 'r',
				outputSettings: {
					aspectRatio: 'square',
					captionStyle: 'bold',
					captions: false,
					durationTypes: ['30', 'long'],
					prompt: 'laughter',
				},
			},
		});
		expect(error).toBeUndefined();
		expect(posts()[0].body).toEqual({
			video: { type: 'url', url: clip.videoUrl },
			title: 'Best of',
			input_language: 'English',
			callback_url: 'https://example.com/done',
			callback_id: 'r',
			output_settings: {
				aspect_ratio: 'square',
				caption_style: 'bold',
				captions: false,
				duration_types: ['30', 'long'],
				prompt: 'laughter',
			},
		});
		expect(items[0].json).toMatchObject({
			status: 'completed',
			clips: expect.arrayContaining([expect.objectContaining({ video_url: expect.any(String) })]),
		});
		const jobId = byId(items[0].json.id);
		expect(
			(await bench.run('aiClipping', 'get', { jobId, waitUntilDone: true })).items[0].json,
		).toMatchObject({ id: jobId.value, status: 'completed' });
		expect((await bench.run('aiClipping', 'getMany')).items.map((item) => item.json.title)).toEqual(
			['Best of'],
		);
		await deletesTwice('aiClipping', { jobId }, jobId.value);
	});

	test('carries a key, so that it may be sent again after a lost answer', async () => {
		bench.sim.plan({ kind: 'dropAfter', match: { method: 'POST' }, times: 1 });
		await bench.run('aiClipping', 'create', { ...clip, completion: 'immediate' });
		const keys = bench.sim.requests().map((one) => one.idempotencyKey);
		expect(keys).toEqual([expect.stringMatching(/^n8n-/), keys[0]]);
	});
});

describe('background removal', () => {
	test('carries its key in the body, so that a lost answer is not paid again', async () => {
		bench.sim.plan({ kind: 'dropAfter', match: { method: 'POST' }, times: 1 });
		const { items, error } = await bench.run('backgroundRemoval', 'create', {
			...clip,
			options: { title: 'Cut', layers: 'foreground, shadow' },
		});
		expect(error).toBeUndefined();
		expect(posts()).toHaveLength(2);
		expect(posts()[0].body).toEqual({
			video: { type: 'url', url: clip.videoUrl },
			title: 'Cut',
			layers: ['foreground', 'shadow'],
			request_id: expect.stringMatching(/^n8n-/),
		});
		expect(posts()[1].body).toEqual(posts()[0].body);
		expect(bench.sim.requests().every((one) => !one.idempotencyKey)).toBe(true);
		expect(bench.sim.paid().count).toBe(1);
		expect(items[0].json).toMatchObject({
			status: 'completed',
			layers: { foreground: expect.any(String), shadow: expect.any(String) },
		});

		const jobId = byId(items[0].json.id);
		expect((await bench.run('backgroundRemoval', 'get', { jobId })).items[0].json).toMatchObject({
			id: jobId.value,
		});
		expect((await bench.run('backgroundRemoval', 'getMany')).items).toHaveLength(1);
		await deletesTwice('backgroundRemoval', { jobId }, jobId.value);
	});

	test("takes a row's own key", async () => {
		await bench.run('backgroundRemoval', 'create', {
			...clip,
			options: { idempotencyKey: 'row-7' },
		});
		expect(posts()[0].body.request_id).toBe('row-7');
	});
});

test('a HyperFrames project is rendered, read, listed and deleted', async () => {
	const { items, error } = await bench.run('hyperFrames', 'create', {
		projectUrl: 'https://example.com/project.zip',
		options: {
			title: 'Reel',
			aspectRatio: '9:16',
			composition: 'main',
			format: 'webm',
			fps: 60,
			quality: 'draft',
			resolution: '4k',
			variables: '{"name": "Ada"}',
			callbackUrl: 'https://example.com/done',
		},
	});
	expect(error).toBeUndefined();
	expect(posts()[0].body).toEqual({
		project: { type: 'url', url: 'https://example.com/project.zip' },
		title: 'Reel',
		aspect_ratio: '9:16',
		composition: 'main',
		format: 'webm',
		fps: 60,
		quality: 'draft',
		resolution: '4k',
		variables: { name: 'Ada' },
		callback_url: 'https://example.com/done',
	});
	expect(items[0].json).toMatchObject({
		status: 'completed',
		video_url: expect.stringContaining('.webm'),
	});
	const renderId = byId(items[0].json.render_id);
	expect(
		(await bench.run('hyperFrames', 'get', { renderId, waitUntilDone: true })).items[0].json,
	).toMatchObject({ render_id: renderId.value });
	const [listed] = (await bench.run('hyperFrames', 'getMany')).items;
	expect(Object.keys(listed.json)).toEqual(
		jobs.hyperFrames.summary.filter((name) => name !== 'failure_message'),
	);
	await deletesTwice('hyperFrames', { renderId }, renderId.value);
});

describe('webhooks', () => {
	const url = 'https://n8n.example.com/webhook/heygen';
	const endpoint = async () =>
		(await bench.run('webhookEndpoint', 'create', { url, events: ['avatar_video.success'] }))
			.items[0].json;

	test('the secret is shown when it is made and when it is rotated, and not in between', async () => {
		const made = await endpoint();
		expect(made).toMatchObject({
			url,
			events: ['avatar_video.success'],
			secret: expect.stringMatching(/^whsec_/),
		});
		expect(bench.sim.requests()[0].idempotencyKey).toMatch(/^n8n-/);
		const endpointId = byId(made.endpoint_id);
		const rotated = (await bench.run('webhookEndpoint', 'rotateSecret', { endpointId })).items[0]
			.json;
		expect(rotated).toEqual({
			endpoint_id: endpointId.value,
			secret: expect.stringMatching(/^whsec_/),
		});
		expect(rotated.secret).not.toBe(made.secret);
		const [listed] = (await bench.run('webhookEndpoint', 'getMany')).items;
		expect(listed.json).toMatchObject({ endpoint_id: endpointId.value });
		expect(listed.json.secret ?? null).toBeNull();
		await deletesTwice('webhookEndpoint', { endpointId }, endpointId.value);
	});

	test('an endpoint gets another address and other events', async () => {
		const endpointId = byId((await endpoint()).endpoint_id);
		const { items } = await bench.run('webhookEndpoint', 'update', {
			endpointId,
			options: { url: `${url}/2`, events: 'video_translate.success, ai_clipping.fail' },
		});
		expect(items[0].json).toMatchObject({
			url: `${url}/2`,
			events: ['video_translate.success', 'ai_clipping.fail'],
		});
		expect(bench.sent().at(-1)).toMatchObject({
			method: 'PATCH',
			body: { url: `${url}/2`, events: ['video_translate.success', 'ai_clipping.fail'] },
		});
	});

	test.each([
		[
			'create',
			{ url: 'http://n8n.example.com/webhook' },
			"HeyGen cannot call 'URL' http://n8n.example.com/webhook: HeyGen calls https addresses only, this one is http",
		],
		[
			'create',
			{ url: 'https://localhost:5678/webhook' },
			"HeyGen cannot call 'URL' https://localhost:5678/webhook: 'localhost' is a name that only this network knows",
		],
		[
			'update',
			{ endpointId: byId('e') },
			"'URL' and 'Events' are both empty, so there is nothing to update",
		],
	])('%s refuses %j before anything is sent', async (operation, parameters, message) => {
		const { error } = await bench.run('webhookEndpoint', operation, parameters);
		expect(error?.message).toBe(message);
		expect(bench.sim.requests()).toEqual([]);
	});

	test('events that were sent, and their types', async () => {
		await bench.sim.emit({ event_type: 'avatar_video.success', event_data: { video_id: 'v' } });
		const { items } = await bench.run('webhookEvent', 'getMany', {
			filters: { eventType: 'avatar_video.success', entityId: 'nobody' },
		});
		expect(items).toEqual([]);
		expect(bench.sent().at(-1)?.query).toEqual({
			event_type: 'avatar_video.success',
			entity_id: 'nobody',
			limit: '50',
		});
		const all = await bench.run('webhookEvent', 'getMany');
		expect(all.items.map((item) => item.json.event_type)).toEqual(['avatar_video.success']);
		const types = await bench.run('webhookEvent', 'getManyTypes');
		expect(types.items).toHaveLength(34);
		expect(types.items[0].json).toEqual({
			event_type: expect.any(String),
			description: expect.any(String),
		});
	});
});
