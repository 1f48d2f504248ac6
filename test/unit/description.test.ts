// How the node's description is made: each property once, and nothing offered that does nothing.
import type { INodeProperties } from 'n8n-workflow';
import { HeyGen } from '../../nodes/HeyGen/HeyGen.node';
import { operations } from '../../nodes/HeyGen/resources';
import { optionsOf } from '../../nodes/HeyGen/operation/description';

test('a property becomes JSON once, however many operations have it', () => {
	const stringify = jest.spyOn(JSON, 'stringify');
	try {
		jest.isolateModules(() => {
			const { HeyGen } = jest.requireActual<typeof import('../../nodes/HeyGen/HeyGen.node')>(
				'../../nodes/HeyGen/HeyGen.node',
			);
			const before = stringify.mock.calls.length;
			const { properties } = new HeyGen().description;
			const made = stringify.mock.calls.slice(before).map(([value]) => value as unknown);
			const objects = made.filter((one) => typeof one === 'object');
			expect(new Set(objects).size).toBe(objects.length);
			const inCollections = properties.flatMap((one: INodeProperties) =>
				one.type === 'collection' ? (one.options ?? []) : [],
			);
			expect(made.length).toBeLessThan(3 * (properties.length + inCollections.length));
		});
	} finally {
		stringify.mockRestore();
	}
});

test('nothing of Unicode is loaded for it, which would take longer than the description itself', () => {
	const said: string[] = [];
	const spies = [
		...(['DisplayNames', 'ListFormat', 'NumberFormat', 'Segmenter'] as const).map((name) =>
			jest.spyOn(Intl, name).mockImplementation((): never => {
				said.push(`Intl.${name}`);
				throw new Error(`Intl.${name} is loaded`);
			}),
		),
		jest.spyOn(Number.prototype, 'toLocaleString').mockImplementation(function (this: number) {
			said.push(`toLocaleString of ${this}`);
			return String(this);
		}),
	];
	try {
		jest.isolateModules(() => {
			const { HeyGen } = jest.requireActual<typeof import('../../nodes/HeyGen/HeyGen.node')>(
				'../../nodes/HeyGen/HeyGen.node',
			);
			new HeyGen();
		});
		expect(said).toEqual([]);
	} finally {
		for (const spy of spies) spy.mockRestore();
	}
});

test("a batch is HeyGen's own queue: how many of its jobs run at once is not offered", () => {
	const offered = [...operations].flatMap(([key, one]) =>
		optionsOf(one).some(({ name }) => name === 'maxConcurrentJobs') ? [key] : [],
	);
	expect(offered).toContain('video:createAvatar');
	expect(offered.filter((key) => /batch/i.test(key))).toEqual([]);
});

/** What people fill with expressions stands once, but for these: what they mean in one operation cannot be said in the other's field. */
const copies: Record<string, [number, string]> = {
	assetId: [2, 'what is deleted is chosen'],
	audioAssetId: [3, 'a video chooses its speech where a voice and a lipsync choose a recording'],
	audioBinaryProperty: [
		3,
		'a video chooses its speech where a voice and a lipsync choose a recording',
	],
	avatarId: [2, 'the look that a new one starts from may be left out'],
	fileAssetId: [2, 'a photo or a recording: the label says which'],
	fileBinaryProperty: [3, 'an asset, a photo or a recording'],
	fileUrl: [3, 'an asset, a photo or a recording'],
	filters: [2, 'Video Agent: Get Many has none, Get Many Styles has'],
	groupId: [2, 'what is deleted is chosen, never taken from the item untouched'],
	jobId: [5, 'clippings, removals and jobs of any kind; what is deleted is chosen'],
	lipsyncId: [2, 'what is deleted is chosen'],
	lookId: [2, 'what is deleted is chosen'],
	name: [3, 'a trained voice keeps its own; Avatar: Update and Get have none'],
	renderId: [2, 'what is deleted is chosen'],
	title: [3, 'a proofread and an update cannot be without one'],
	url: [2, 'an address that HeyGen calls, and a page of a brand'],
	videoId: [3, 'generative videos have no list; what is deleted is chosen'],
	videoTranslationId: [2, 'what is deleted is chosen'],
	voiceId: [
		2,
		'the voice of a video, which an avatar has itself, and the voice that an operation is about',
	],
};

/** n8n evaluates a parameter's expression once for every property of its name, shown or not, and all of it twice. */
test('what people fill with an expression stands once among the properties', () => {
	const { properties } = new HeyGen().description;
	const filled = properties.filter(
		({ type }) => !['options', 'boolean', 'notice', 'hidden'].includes(type),
	);
	const counts = new Map<string, number>();
	for (const { name } of filled) counts.set(name, (counts.get(name) ?? 0) + 1);
	expect(Object.fromEntries([...counts].filter(([, count]) => count > 1).sort())).toEqual(
		Object.fromEntries(Object.entries(copies).map(([name, [count]]) => [name, count])),
	);
	for (const name of [
		'script',
		'prompt',
		'audioUrl',
		'imageUrl',
		'videoUrl',
		'maxWaitMinutes',
		'options',
	])
		expect([name, counts.get(name)]).toEqual([name, 1]);
});

test('the description is small: at most 2.5 KB of JSON an operation', () => {
	expect(JSON.stringify(new HeyGen().description).length / operations.size).toBeLessThan(2500);
});

test('each field of a scene that is an input item stands once, under a name of its own', () => {
	const { properties } = new HeyGen().description;
	const shownForItems = properties.filter(({ displayOptions }) =>
		displayOptions?.show?.scenesFrom?.includes('items'),
	);
	const names = shownForItems.map(({ name }) => name);
	expect(names).toEqual(expect.arrayContaining(['sceneScript', 'sceneVoiceId', 'sceneAvatarId']));
	expect(names.filter((name) => !name.startsWith('scene'))).toEqual([]);
	expect(names.filter((name) => properties.filter((one) => one.name === name).length > 1)).toEqual(
		[],
	);
});
