// What stood among the options of 0.1.0 and stands elsewhere now: workflows of then send the same, and the place of today counts where both have a value.
import type { IDataObject } from 'n8n-workflow';
import { byId, workbench } from './workbench';

const bench = workbench();

/** The request that leaves for parameters, without the key that each order has of its own. */
async function leaves(resource: string, operation: string, parameters: IDataObject) {
	bench.sim.reset();
	const { error, items } = await bench.run(resource, operation, {
		completion: 'immediate',
		...parameters,
	});
	expect(error).toBeUndefined();
	const post = bench.sent().find(({ method }) => method === 'POST');
	const body = { ...post?.body };
	delete body.request_id;
	return { body, row: items[0].json };
}

const look = { title: 'Own title', aspectRatio: '9:16', resolution: '720p' };
const sent = { title: 'Own title', aspect_ratio: '9:16', resolution: '720p' };
const speaks = () => ({ avatarId: byId(bench.known.look), script: 'Hello' });
const scenes = () => ({
	scenes: { scene: [{ type: 'avatar_video', ...speaks(), speechSource: 'script' }] },
});
const clip = { videoUrl: 'https://example.com/a.mp4' };

/** Every text of the simulator's template. */
const filled = { mappingMode: 'defineBelow', value: { first_name: 'Anna', message: 'Hello' } };

describe.each<[string, string, () => IDataObject, IDataObject, IDataObject]>([
	['video', 'createAvatar', speaks, look, sent],
	[
		'video',
		'createImage',
		() => ({
			imageUrl: 'https://example.com/a.jpg',
			script: 'Hello',
			voiceId: byId(bench.known.voice),
		}),
		look,
		sent,
	],
	['video', 'createStudio', scenes, look, sent],
	[
		'video',
		'createCinematic',
		() => ({ avatarId: byId(bench.known.look), prompt: 'A walk' }),
		look,
		sent,
	],
	[
		'modelVideo',
		'create',
		() => ({ prompt: 'A tram' }),
		{ aspectRatio: '9:16', resolution: '480p' },
		{ aspect_ratio: '9:16', resolution: '480p' },
	],
	[
		'avatar',
		'create',
		() => ({ type: 'prompt', name: 'Mira', prompt: 'A teacher' }),
		{ aspectRatio: '1:1' },
		{ aspect_ratio: '1:1' },
	],
	[
		'hyperFrames',
		'create',
		() => ({ projectUrl: 'https://example.com/p.zip' }),
		{ ...look, resolution: '4k' },
		{ ...sent, resolution: '4k' },
	],
	[
		'template',
		'generate',
		() => ({ templateId: byId(bench.known.template), variables: filled }),
		{ title: 'T' },
		{ title: 'T' },
	],
	[
		'translation',
		'create',
		() => ({ ...clip, outputLanguages: ['Spanish (Spain)'] }),
		{ title: 'T' },
		{ title: 'T' },
	],
	[
		'lipsync',
		'create',
		() => ({ ...clip, audioUrl: 'https://example.com/a.mp3' }),
		{ title: 'T' },
		{ title: 'T' },
	],
	['aiClipping', 'create', () => clip, { title: 'T' }, { title: 'T' }],
	['backgroundRemoval', 'create', () => clip, { title: 'T' }, { title: 'T' }],
	['fillerWordRemoval', 'create', () => clip, { title: 'T' }, { title: 'T' }],
])('%s.%s', (resource, operation, needed, fields, body) => {
	test('reads them from the options of before', async () => {
		const before = await leaves(resource, operation, { ...needed(), options: fields });
		expect(before.body).toMatchObject(body);
		const today = await leaves(resource, operation, { ...needed(), ...fields });
		expect(today.body).toEqual(before.body);
	});

	test('the panel counts where both have a value', async () => {
		const others = Object.fromEntries(Object.keys(fields).map((name) => [name, 'not this one']));
		const { body: left } = await leaves(resource, operation, {
			...needed(),
			...fields,
			options: others,
		});
		expect(left).toMatchObject(body);
	});
});

test('nothing is sent where nothing is chosen', async () => {
	const { body } = await leaves('video', 'createAvatar', speaks());
	expect(body).toEqual({
		type: 'avatar',
		avatar_id: bench.known.look,
		script: 'Hello',
		title: 'Hello',
	});
});

test('a batch has them for each kind of video', async () => {
	for (const options of [{ options: look }, look]) {
		const { body } = await leaves('video', 'createBatch', {
			type: 'cinematic_avatar',
			avatarId: byId(bench.known.look),
			prompt: 'A walk',
			...options,
		});
		expect(body.videos).toMatchObject([sent]);
	}
});

test('callbacks are read from their own place and from that of before', async () => {
	const callback = { callbackUrl: 'https://example.com/done', callbackId: 'row-1' };
	for (const options of [callback, { callback }, { callbackId: 'row-0', callback }]) {
		const { body } = await leaves('video', 'createAvatar', { ...speaks(), options });
		expect(body).toMatchObject({
			callback_url: callback.callbackUrl,
			callback_id: callback.callbackId,
		});
	}
});

test('the ceiling and the cost are read from their own place and from that of before', async () => {
	const limits = { maxCredits: 0.01 };
	for (const options of [limits, { costControl: limits }]) {
		const { error } = await bench.run('video', 'createAvatar', { ...speaks(), options });
		expect(error?.message).toContain("'Max Credits' is 0.01");
	}
	for (const options of [{ addCost: true }, { costControl: { addCost: true } }]) {
		const { items } = await bench.run('video', 'createAvatar', { ...speaks(), options });
		expect(items[0].json).toHaveProperty('cost');
	}
});

describe('captions', () => {
	test.each([
		['file', { file_format: 'srt' }],
		['burned', { style: 'default' }],
		['both', { file_format: 'srt', style: 'default' }],
		['none', undefined],
	])('%s', async (captions, caption) => {
		const { body } = await leaves('video', 'createAvatar', { ...speaks(), options: { captions } });
		expect(body.caption).toEqual(caption);
	});

	test.each([
		[{}, { file_format: 'srt' }],
		[{ style: 'default' }, { style: 'default' }],
		[
			{ fileFormat: 'srt', style: 'default' },
			{ file_format: 'srt', style: 'default' },
		],
		['={{ true }}', { file_format: 'srt' }],
		['={{ false }}', undefined],
	])('of before: %j', async (before, caption) => {
		const { body } = await leaves('video', 'createAvatar', {
			...speaks(),
			options: { caption: before },
		});
		expect(body.caption).toEqual(caption);
	});

	test('of a template: on or off, today and before', async () => {
		const template = { templateId: byId(bench.known.template), variables: filled };
		for (const [options, caption] of [
			[{ captions: 'file' }, true],
			[{ captions: 'none' }, undefined],
			[{ caption: true }, true],
			[{ caption: false }, false],
		] as const) {
			const { body } = await leaves('template', 'generate', { ...template, options });
			expect(body.caption).toBe(caption);
		}
	});
});
