// The memory of deliveries: one gets the claim, it outlives a restart, it is given up when no run was stored, it is bounded.
import {
	claim,
	CLAIM_MS,
	confirm,
	ENDPOINTS_KEPT,
	forget,
	KEYS_KEPT,
} from '../../../nodes/HeyGenTrigger/duplicates';

const NOW = 1_800_000_000_000;

test('one of five deliveries gets the claim, before and after its run is stored; one known key makes a duplicate', () => {
	const five = () => [1, 2, 3, 4, 5].map(() => claim('ep_a', ['id', 'body'], [], NOW));
	expect(five()).toEqual([true, false, false, false, false]);
	expect(confirm('ep_a', ['id', 'body'])).toEqual(['id', 'body']);
	expect(five()).toEqual([false, false, false, false, false]);
	expect(claim('ep_a', ['other id', 'body'], [], NOW)).toBe(false);
	expect(claim('ep_a', ['id', 'other body'], [], NOW)).toBe(false);
	expect(claim('ep_a', ['other id', 'other body'], [], NOW)).toBe(true);
});

test('a delivery whose run n8n could not store is taken again when HeyGen repeats it', () => {
	expect(claim('ep_failed', ['id'], [], NOW)).toBe(true);
	expect(claim('ep_failed', ['id'], [], NOW + CLAIM_MS - 1)).toBe(false);
	expect(claim('ep_failed', ['id'], [], NOW + CLAIM_MS)).toBe(true);
	confirm('ep_failed', ['id']);
	expect(claim('ep_failed', ['id'], [], NOW + 10 * CLAIM_MS)).toBe(false);
});

test('endpoints do not know of each other, and a forgotten one starts anew', () => {
	expect(claim('ep_b', ['id'], [], NOW)).toBe(true);
	expect(claim('ep_c', ['id'], [], NOW)).toBe(true);
	forget('ep_b');
	expect(confirm('ep_b', ['id'])).toBeUndefined();
	expect(claim('ep_b', ['id'], [], NOW)).toBe(true);
});

test('after a restart the stored keys count', () => {
	expect(claim('ep_restarted', ['id'], ['id'], NOW)).toBe(false);
	expect(confirm('ep_restarted', ['next'])).toEqual(['id', 'next']);
});

test('the oldest keys go first, and so do the oldest claims and endpoints', () => {
	for (let i = 0; i <= KEYS_KEPT; i += 1) {
		claim('ep_full', [`k${i}`], [], NOW);
		confirm('ep_full', [`k${i}`]);
	}
	expect(claim('ep_full', ['k1'], [], NOW)).toBe(false);
	expect(claim('ep_full', ['k0'], [], NOW)).toBe(true);
	for (let i = 0; i <= KEYS_KEPT; i += 1) claim('ep_claims', [`k${i}`], [], NOW);
	expect(claim('ep_claims', ['k1'], [], NOW)).toBe(false);
	expect(claim('ep_claims', ['k0'], [], NOW)).toBe(true);
	for (let i = 0; i < ENDPOINTS_KEPT; i += 1) claim(`ep_more_${i}`, ['k'], [], NOW);
	expect(confirm('ep_full', [])).toBeUndefined();
});
