// What an operation is: the compiler refuses one that forgets what its kind needs, and its kind follows from what it has.
import { jobs } from '../../nodes/api/jobKinds';
import { operation } from '../../nodes/HeyGen/operation/operation';
import { operations } from '../../nodes/HeyGen/resources';

const words = { name: 'Try', value: 'try', action: 'Try it', description: 'Tried' };
const get = { method: 'GET', url: '/v3/x' } as const;
const post = { method: 'POST', url: '/v3/x' } as const;
const remove = { method: 'DELETE', url: '/v3/x/{id}' } as const;

test('each kind is known by what it has', () => {
	const kindOf = (one: { kind: string }) => one.kind;
	expect(kindOf(operation({ ...words, request: get }))).toBe('read');
	expect(kindOf(operation({ ...words, request: get, follows: jobs.video }))).toBe('read');
	expect(kindOf(operation({ ...words, request: get, list: { max: 0 } }))).toBe('list');
	expect(kindOf(operation({ ...words, request: post, repeat: 'always' }))).toBe('write');
	expect(kindOf(operation({ ...words, request: post, repeat: 'key', job: jobs.video }))).toBe(
		'job',
	);
	expect(kindOf(operation({ ...words, request: post, repeat: 'never', paid: true }))).toBe('paid');
	expect(kindOf(operation({ ...words, request: remove, deletes: { id: 'id' } }))).toBe('delete');
	expect(kindOf(operation({ ...words, request: get, perform: async () => [] }))).toBe('own');
});

test('all kinds are in use', () => {
	const kinds = new Set([...operations.values()].map(({ kind }) => kind));
	expect([...kinds].sort()).toEqual(['delete', 'job', 'list', 'own', 'paid', 'read', 'write']);
});

// Each of these lines has to be refused by the compiler: where it is not, `tsc` reports the unused expectation.
test('what does not compile', () => {
	const refused = [
		// @ts-expect-error a POST says what makes it repeatable
		() => operation({ ...words, request: post }),
		// @ts-expect-error also where it starts a job
		() => operation({ ...words, request: post, job: jobs.video }),
		// @ts-expect-error or costs credits
		() => operation({ ...words, request: post, paid: true }),
		// @ts-expect-error a read starts no job
		() => operation({ ...words, request: get, repeat: 'key', job: jobs.video }),
		// @ts-expect-error a read needs nothing to be repeatable
		() => operation({ ...words, request: get, repeat: 'key' }),
		// @ts-expect-error a DELETE names the id that it gives back
		() => operation({ ...words, request: remove }),
		// @ts-expect-error nothing is a list and a job
		() => operation({ ...words, request: post, repeat: 'key', job: jobs.video, list: { max: 0 } }),
		// @ts-expect-error what costs nothing has no estimate
		() => operation({ ...words, request: post, repeat: 'key', costInputs: async () => ({}) }),
	];
	expect(refused).toHaveLength(8);
});
