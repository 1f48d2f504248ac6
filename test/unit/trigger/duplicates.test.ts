// The claims of deliveries: one gets it, it outlives a restart, it is given up when no run was stored, and processes see each other's through what is stored.
import {
	claim,
	CLAIM_MS,
	confirm,
	ENDPOINTS_KEPT,
	forget,
	save,
	type Stored,
} from '../../../nodes/HeyGenTrigger/duplicates';

const NOW = 1_800_000_000_000;
const [ID, BODY, OTHER] = ['the id..', 'its body', 'another.'];
const open = () => false;
const answered = () => true;
const stored = (keys: string): Stored => ({ remembered: { '500000': keys } });

test('one of five deliveries gets the claim, the others wait until its run is stored; one known key makes a duplicate', () => {
	const five = (keys = [ID, BODY]) => [1, 2, 3, 4, 5].map(() => claim('ep_a', keys, {}, NOW, open));
	expect(five()).toEqual(['new', 'underWay', 'underWay', 'underWay', 'underWay']);
	expect(five([OTHER, BODY])).toEqual(Array(5).fill('underWay'));
	confirm('ep_a', [ID, BODY], NOW);
	expect(five()).toEqual(Array(5).fill('taken'));
	expect(five([OTHER, BODY])).toEqual(Array(5).fill('taken'));
	expect(five([ID, OTHER])).toEqual(Array(5).fill('taken'));
	expect(claim('ep_a', [OTHER], {}, NOW, open)).toBe('new');
});

test('a delivery whose run n8n could not store is free as soon as n8n has said so; one that it never answered, in a while', () => {
	let isAnswered = false;
	expect(claim('ep_failed', [ID], {}, NOW, () => isAnswered)).toBe('new');
	expect(claim('ep_failed', [ID], {}, NOW + 1, open)).toBe('underWay');
	isAnswered = true;
	expect(claim('ep_failed', [ID], {}, NOW + 2, open)).toBe('new');
	expect(claim('ep_failed', [ID], {}, NOW + CLAIM_MS, open)).toBe('underWay');
	expect(claim('ep_failed', [ID], {}, NOW + 2 + CLAIM_MS, answered)).toBe('new');
	confirm('ep_failed', [ID], NOW + 3);
	expect(claim('ep_failed', [ID], {}, NOW + 10 * CLAIM_MS, open)).toBe('taken');
});

test('endpoints do not know of each other, and a forgotten one starts anew', () => {
	expect(claim('ep_b', [ID], {}, NOW, open)).toBe('new');
	expect(claim('ep_c', [ID], {}, NOW, open)).toBe('new');
	forget('ep_b');
	confirm('ep_b', [ID], NOW);
	const store: Stored = {};
	save('ep_b', store, NOW);
	expect(store).toEqual({});
	expect(claim('ep_b', [ID], {}, NOW, open)).toBe('new');
});

test('what another process has stored is known at the next claim, and stays in what this one stores', () => {
	expect(claim('ep_two', [ID], stored(''), NOW, open)).toBe('new');
	confirm('ep_two', [ID], NOW);
	expect(claim('ep_two', [OTHER], stored(OTHER), NOW, open)).toBe('taken');
	// The other process has written without what this one wrote meanwhile.
	const store = stored(OTHER);
	save('ep_two', store, NOW);
	expect(store.remembered).toEqual({ '500000': OTHER + ID });
	const same = structuredClone(store);
	Object.freeze(same);
	save('ep_two', same, NOW);
});

test('what an older version stored is known, and goes into what is stored now', () => {
	const store: Stored = { delivered: [`${ID}xxxx`] };
	expect(claim('ep_older', [ID], store, NOW, open)).toBe('taken');
	save('ep_older', store, NOW);
	expect(store).toEqual(stored(ID));
});

test('the oldest endpoints are forgotten first', () => {
	claim('ep_full', [ID], {}, NOW, open);
	for (let n = 0; n < ENDPOINTS_KEPT; n += 1) claim(`ep_more_${n}`, [ID], {}, NOW, open);
	expect(claim('ep_full', [ID], {}, NOW, open)).toBe('new');
});
