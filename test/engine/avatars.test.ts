// Avatars and their looks in n8n's engine: the three ways to make one, consent, reading, renaming, deleting.
import { byId, workbench } from './workbench';

const bench = workbench();
const posts = () => bench.sent().filter((one) => one.method === 'POST');
const photo = { type: 'photo', name: 'Robin', fileUrl: 'https://example.com/robin.png' };

describe('avatar', () => {
	test('a photo becomes a look that a video can use', async () => {
		const { items, error } = await bench.run('avatar', 'create', photo);
		expect(error).toBeUndefined();
		expect(posts()).toEqual([
			{
				method: 'POST',
				path: '/v3/avatars',
				query: {},
				body: {
					type: 'photo',
					name: 'Robin',
					file: { type: 'url', url: 'https://example.com/robin.png' },
				},
			},
		]);
		expect(items[0].json).toMatchObject({
			status: 'completed',
			name: 'Robin',
			group_id: expect.any(String),
		});
		expect(bench.sim.paid().byKind).toEqual({ avatar: 1 });
	});

	test('a prompt takes a look to start from and images, and nothing of the other ways', async () => {
		const { look } = bench.known;
		const { error } = await bench.run('avatar', 'create', {
			...photo,
			type: 'prompt',
			prompt: 'a friendly engineer',
			avatarId: byId(look),
			referenceImages: {
				image: [
					{ imageSource: 'url', imageUrl: 'https://example.com/a.png' },
					{ imageSource: 'assetId', imageAssetId: 'asset-photo' },
				],
			},
		});
		expect(error).toBeUndefined();
		expect(posts()[0].body).toEqual({
			type: 'prompt',
			name: 'Robin',
			prompt: 'a friendly engineer',
			avatar_id: look,
			reference_images: [
				{ type: 'url', url: 'https://example.com/a.png' },
				{ type: 'asset_id', asset_id: 'asset-photo' },
			],
		});
	});

	test('more than three reference images are refused before anything is sent', async () => {
		const image = [1, 2, 3, 4].map((n) => ({
			imageSource: 'url',
			imageUrl: `https://example.com/${n}.png`,
		}));
		const { error } = await bench.run('avatar', 'create', {
			type: 'prompt',
			name: 'R',
			prompt: 'p',
			referenceImages: { image },
		});
		expect(error?.message).toBe("'Reference Images' takes at most 3 images, but has 4");
		expect(bench.sim.requests()).toEqual([]);
	});

	test('a digital twin waits for the consent of the person, says so, and is ready after it', async () => {
		const made = await bench.run(
			'avatar',
			'create',
			{ type: 'digital_twin', name: 'Robin', fileUrl: 'https://example.com/robin.mp4' },
			{ onError: 'continueRegularOutput' },
		);
		const row = made.items[0].json;
		expect(row).toMatchObject({
			error: `Avatar look ${String(row.id)} waits for a person (pending_consent)`,
			code: 'pending_consent',
			status: 'pending_consent',
			group_id: expect.any(String),
			description: expect.stringContaining(
				"send them the link that 'Avatar: Create Consent' returns",
			),
		});

		const asked = await bench.run('avatar', 'createConsent', {
			groupId: byId(row.group_id),
			options: { consentText: 'I agree', rerouteUrl: 'https://example.com/thanks' },
		});
		expect(asked.items[0].json).toMatchObject({
			url: expect.stringContaining('https://'),
			avatar_group: { consent_status: 'pending' },
		});
		expect(posts().at(-1)).toMatchObject({
			path: `/v3/avatars/${String(row.group_id)}/consent`,
			body: { consent_text: 'I agree', reroute_url: 'https://example.com/thanks' },
		});
		expect(
			bench.sim
				.requests()
				.filter((one) => one.method === 'POST')
				.at(-1)?.idempotencyKey,
		).toMatch(/^n8n-/);

		await bench.run(
			'avatar',
			'createConsent',
			{
				groupId: byId(row.group_id),
				options: {
					consentVideo: {
						values: { consentVideoSource: 'url', consentVideoUrl: 'https://example.com/yes.mp4' },
					},
				},
			},
			{ executionId: 'another' },
		);
		expect(posts().at(-1)?.body).toEqual({
			consent_video: { type: 'url', url: 'https://example.com/yes.mp4' },
		});
		expect(
			(await bench.run('avatarLook', 'get', { lookId: byId(row.id), waitUntilDone: true })).items[0]
				.json,
		).toMatchObject({ id: row.id, status: 'completed' });
		expect(bench.sim.paid().byKind).toEqual({ avatar: 1 });
	});

	test('consent without any option still carries the body that HeyGen wants', async () => {
		const { items } = await bench.run('avatar', 'create', photo);
		const { error } = await bench.run('avatar', 'createConsent', {
			groupId: byId(items[0].json.group_id),
		});
		expect(error).toBeUndefined();
		expect(posts()[1].body).toEqual({});
	});

	test('is read, listed and deleted, also when it is gone already', async () => {
		const { items } = await bench.run('avatar', 'create', photo);
		const groupId = byId(items[0].json.group_id);
		const read = (await bench.run('avatar', 'get', { groupId })).items[0].json;
		expect(read).toMatchObject({ id: groupId.value, name: 'Robin', looks_count: 1 });
		expect(Object.values(read)).not.toContain(null);
		expect(read.created_at).toMatch(/^\d{4}-\d\d-\d\dT/);
		const own = await bench.run('avatar', 'getMany', {
			returnAll: true,
			filters: { ownership: 'private' },
		});
		expect(own.items.map((item) => item.json.id)).toContain(groupId.value);
		expect(bench.sent().at(-1)?.query).toEqual({ ownership: 'private', limit: '50' });
		for (let time = 0; time < 2; time++)
			expect((await bench.run('avatar', 'delete', { groupId })).items[0].json).toEqual({
				deleted: true,
				id: groupId.value,
			});
	});

	test('joins an avatar that exists', async () => {
		const { items } = await bench.run('avatar', 'create', photo);
		const second = await bench.run(
			'avatar',
			'create',
			{ ...photo, options: { avatarGroupId: byId(items[0].json.group_id) } },
			{ executionId: 'another' },
		);
		expect(posts()[1].body).toMatchObject({ avatar_group_id: items[0].json.group_id });
		expect(second.items[0].json.group_id).toBe(items[0].json.group_id);
	});
});

describe('avatar look', () => {
	test('is read, listed, renamed and deleted, also when it is gone already', async () => {
		const { items } = await bench.run('avatar', 'create', photo);
		const { id, group_id: groupId } = items[0].json;
		const lookId = byId(id);
		expect(
			Object.keys(
				(await bench.run('avatarLook', 'get', { lookId, simplify: false })).items[0].json,
			),
		).toEqual(expect.arrayContaining(['image_width', 'tags']));
		expect(
			(await bench.run('avatarLook', 'update', { lookId, name: 'Robin at sea' })).items[0].json,
		).toMatchObject({ id, name: 'Robin at sea' });
		expect(bench.sent().at(-1)).toEqual({
			method: 'PATCH',
			path: `/v3/avatars/looks/${String(id)}`,
			query: {},
			body: { name: 'Robin at sea' },
		});
		const listed = await bench.run('avatarLook', 'getMany', {
			filters: { groupId: byId(groupId), avatarType: 'photo_avatar', ownership: 'private' },
		});
		expect(listed.items.map((item) => item.json.name)).toEqual(['Robin at sea']);
		for (let time = 0; time < 2; time++)
			expect((await bench.run('avatarLook', 'delete', { lookId })).items[0].json).toEqual({
				deleted: true,
				id,
			});
	});

	test('one that failed says why, also simplified', async () => {
		const { items } = await bench.run('avatar', 'create', { ...photo, completion: 'immediate' });
		const { id } = items[0].json.avatar_item as { id: string };
		bench.sim.finish(id, { status: 'failed' });
		expect(
			(await bench.run('avatarLook', 'get', { lookId: byId(id) })).items[0].json,
		).toMatchObject({
			status: 'failed',
			error: { code: expect.any(String), message: expect.any(String) },
		});
	});

	test('one that is ready is read once, however long one would wait', async () => {
		const { items, error } = await bench.run('avatarLook', 'get', {
			lookId: byId(bench.known.look),
			waitUntilDone: true,
		});
		expect(error).toBeUndefined();
		expect(items[0].json.id).toBe(bench.known.look);
		expect(bench.sent()).toHaveLength(1);
	});
});
