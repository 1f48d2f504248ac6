// Which deliveries have been seen: HeyGen delivers at least once, and a run per event is wanted.
// A delivery is claimed when it comes in, in this process's memory, where five at once see each other, and confirmed
// when n8n has stored its run: what n8n could not store is free again when HeyGen repeats it.
// The caller copies the confirmed keys into the workflow's static data, which outlives a restart.

/** Keys kept per endpoint: two an event (its id, its body's fingerprint), so the last 1,000 events. */
export const KEYS_KEPT = 2_000;
/** Endpoints kept in memory; the least recently added goes first. A process rarely serves more. */
export const ENDPOINTS_KEPT = 200;
/** How long a claim holds without being confirmed, in milliseconds: longer than HeyGen waits for an answer (10 s). */
export const CLAIM_MS = 15_000;

type Memory = { confirmed: Set<string>; claims: Map<string, number> };
const memory = new Map<string, Memory>();

function dropOldest(collection: Map<string, unknown> | Set<string>, limit: number): void {
	for (const oldest of collection.keys()) {
		if (collection.size <= limit) return;
		collection.delete(oldest);
	}
}

/**
 * Claims a delivery. Synchronous, so that of any number of deliveries at once just one gets it.
 *
 * @param endpointId the endpoint that received it; test and production endpoints differ
 * @param keys what identifies the delivery: one known key makes it a duplicate
 * @param stored the keys kept in static data, read when this process does not know the endpoint yet
 * @param now milliseconds since 1970
 * @returns whether the delivery is new
 */
export function claim(endpointId: string, keys: string[], stored: string[], now: number): boolean {
	let known = memory.get(endpointId);
	if (known === undefined) {
		known = { confirmed: new Set(stored), claims: new Map() };
		memory.set(endpointId, known);
		dropOldest(memory, ENDPOINTS_KEPT);
	}
	const { confirmed, claims } = known;
	if (keys.some((key) => confirmed.has(key) || now - (claims.get(key) ?? -Infinity) < CLAIM_MS))
		return false;
	for (const key of keys) claims.set(key, now);
	dropOldest(claims, KEYS_KEPT);
	return true;
}

/**
 * Confirms a claim: the delivery's run is stored.
 *
 * @returns the keys to store, oldest first; undefined when the endpoint was forgotten meanwhile, and its store is another's
 */
export function confirm(endpointId: string, keys: string[]): string[] | undefined {
	const known = memory.get(endpointId);
	if (known === undefined) return undefined;
	for (const key of keys) {
		known.claims.delete(key);
		known.confirmed.add(key);
	}
	dropOldest(known.confirmed, KEYS_KEPT);
	return [...known.confirmed];
}

/** Forgets an endpoint that no longer exists. */
export function forget(endpointId: string): void {
	memory.delete(endpointId);
}
