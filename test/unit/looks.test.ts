// Which sleeping runs share what callbacks have learnt: the same run alone, not that of another node of the execution.
import { looksAt } from '../../nodes/HeyGen/suspend/looks';
import type { Sleep } from '../../nodes/HeyGen/suspend/state';

const asleep = (id: string) =>
	({
		run: '7:0:createAvatar',
		rows: [{ item: 0, jobs: [{ kind: 'video', id, since: 0 }] }],
	}) as unknown as Sleep;

test('two nodes of an execution that sleep one after the other are told apart by their jobs', () => {
	expect(looksAt(asleep('a'))).toBe(looksAt(asleep('a')));
	expect(looksAt(asleep('b'))).not.toBe(looksAt(asleep('a')));
});
