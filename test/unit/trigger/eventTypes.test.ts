// The event types offered in the editor.
import {
	eventTypeOptions,
	KNOWN_EVENT_TYPES,
	subtitleOfEvents,
} from '../../../nodes/api/eventTypes';
import { fakeContext, httpError } from './fakes';

test('the known types are those that the simulator was taught from HeyGen’s documentation', () => {
	const { eventTypes } = jest.requireActual<{ eventTypes: Record<string, string> }>(
		'../../../simulator/contract/webhooks',
	);
	expect(KNOWN_EVENT_TYPES).toEqual(Object.keys(eventTypes).sort());
});

test('the API’s types are offered in words, success first, over all pages', async () => {
	const { context } = fakeContext(({ qs }) =>
		qs?.token
			? {
					data: [{ event_type: 'ai_clipping.fail', description: 'A clip job failed' }],
					has_more: false,
				}
			: {
					data: [{ event_type: 'brand_new.success', description: 'New' }],
					has_more: true,
					next_token: '2',
				},
	);
	expect(await eventTypeOptions.call(context)).toEqual([
		{ name: 'Brand New Success', value: 'brand_new.success', description: 'New' },
		{ name: 'AI Clipping Failed', value: 'ai_clipping.fail', description: 'A clip job failed' },
	]);
});

test.each([
	[
		'refuses',
		() => {
			throw httpError(403);
		},
	],
	['has none', () => ({ data: [] })],
])('the contract’s thirty-four are offered when the API %s', async (_case, answer) => {
	const { context } = fakeContext(answer);
	const options = await eventTypeOptions.call(context);
	expect(options.map(({ value }) => value).sort()).toEqual(KNOWN_EVENT_TYPES);
	expect(options).toHaveLength(34);
	expect(options.map(({ name }) => name)).toContain('GIF of Video Finished');
});

test('types with the names of what every object has are types as any other, and a row without one is none', async () => {
	const { context } = fakeContext(() => ({
		data: ['constructor', '__proto__', { a: 1 }, null, '', 'batch.finished'].map((event_type) => ({
			event_type,
			description: { a: 1 },
		})),
	}));
	expect(await eventTypeOptions.call(context)).toEqual([
		{ name: 'Batch Finished', value: 'batch.finished', description: 'batch.finished' },
		{ name: 'Constructor', value: 'constructor', description: 'constructor' },
		{ name: 'Proto', value: '__proto__', description: '__proto__' },
	]);
	const { runInNewContext } = jest.requireActual<typeof import('vm')>('vm');
	const words = (events: string[]) =>
		runInNewContext(subtitleOfEvents.slice(3, -2), { $parameter: { events } }) as string;
	expect(words(['constructor', 'avatar_video.success', 'new.type', '__proto__'])).toBe(
		'constructor, Video Finished, new.type, __proto__',
	);
	expect(words([])).toBe('All events');
});
