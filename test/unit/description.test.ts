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

test("a batch is HeyGen's own queue: how many of its jobs run at once is not offered", () => {
	const offered = [...operations].flatMap(([key, one]) =>
		optionsOf(one).some(({ name }) => name === 'maxConcurrentJobs') ? [key] : [],
	);
	expect(offered).toContain('video:createAvatar');
	expect(offered.filter((key) => /batch/i.test(key))).toEqual([]);
});

/**
 * n8n evaluates a parameter's expression once for every property of its name, shown or not, and all of it twice.
 * What people fill with expressions: these numbers may only fall.
 */
test.each([
	['script', 3],
	['voiceId', 9],
	['avatarId', 5],
	['prompt', 3],
	['maxWaitMinutes', 4],
	['audioUrl', 5],
	['videoUrl', 2],
	['imageUrl', 3],
	['title', 2],
	['options', 3],
])("'%s' stands at most %d times among the properties", (name, most) => {
	const { properties } = new HeyGen().description;
	expect(properties.filter((property) => property.name === name).length).toBeLessThanOrEqual(most);
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
