// How the node's description is made: each property once, and nothing offered that does nothing.
import type { INodeProperties } from 'n8n-workflow';
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
