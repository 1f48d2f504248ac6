// Which deliveries have been seen: HeyGen delivers at least once, and a run per event is wanted.
// A delivery is claimed when it comes in, in this process's memory, where five at once see each other, and confirmed
// when n8n has stored its run: what n8n could not store is free again as soon as HeyGen was told so.
// What is confirmed goes into the workflow's static data, which outlives a restart and is read with every delivery:
// there the processes of an n8n see what the others have taken. Each writes what it read and all that it knows itself,
// so that one that wrote at the same moment is put right by the next delivery.
import type { IDataObject } from 'n8n-workflow';
import {
	holdsAll,
	join,
	readRemembered,
	remember,
	type Remembered,
	remembers,
	written,
} from './remembered';

/** Endpoints kept in memory; the least recently added goes first. A process rarely serves more. */
export const ENDPOINTS_KEPT = 200;
/**
 * How long a claim holds that n8n has answered neither way, in milliseconds. A repeat is told 503 meanwhile, and HeyGen
 * goes on repeating for 24 hours.
 */
export const CLAIM_MS = 600_000;

/** The part of the static data that is this file's. */
export interface Stored {
	/** The events that have started a run. */
	remembered?: IDataObject;
	/** The same as older versions of this node kept it. */
	delivered?: unknown;
}

/** What is known of a delivery: nothing, that it is under way, or that its run is stored. */
export type Standing = 'new' | 'underWay' | 'taken';

interface Claim {
	since: number;
	/** Whether n8n has answered the delivery: a claim that is not confirmed by then never will be. */
	isAnswered: () => boolean;
}
interface Memory {
	taken: Remembered;
	claims: Map<string, Claim>;
}
const memory = new Map<string, Memory>();

const isOpen = ({ since, isAnswered }: Claim, now: number): boolean =>
	now - since < CLAIM_MS && !isAnswered();

/** What this process knows of an endpoint, with what the static data holds. */
function knownOf(endpointId: string, stored: Stored, now: number): Memory {
	let known = memory.get(endpointId);
	if (known === undefined) {
		known = { taken: new Map(), claims: new Map() };
		memory.set(endpointId, known);
		for (const oldest of memory.keys()) {
			if (memory.size <= ENDPOINTS_KEPT) break;
			memory.delete(oldest);
		}
	}
	known.taken = join(readRemembered(stored.remembered, stored.delivered, now), known.taken);
	return known;
}

/**
 * Claims a delivery. Synchronous, so that of any number of deliveries at once just one gets it.
 *
 * @param endpointId the endpoint that received it; test and production endpoints differ
 * @param keys what identifies the delivery: one known key makes it a duplicate
 * @param stored the static data as n8n has just read it
 * @param now milliseconds since 1970
 * @param isAnswered whether n8n has answered this delivery
 */
export function claim(
	endpointId: string,
	keys: string[],
	stored: Stored,
	now: number,
	isAnswered: () => boolean,
): Standing {
	const { taken, claims } = knownOf(endpointId, stored, now);
	if (remembers(taken, keys)) return 'taken';
	for (const [key, old] of claims) {
		if (isOpen(old, now)) break;
		claims.delete(key);
	}
	if (keys.some((key) => claims.has(key) && isOpen(claims.get(key) as Claim, now)))
		return 'underWay';
	for (const key of keys) {
		claims.delete(key);
		claims.set(key, { since: now, isAnswered });
	}
	return 'new';
}

/** Confirms a claim: the delivery's run is stored. An endpoint that was forgotten meanwhile stays so: its store is another's. */
export function confirm(endpointId: string, keys: string[], now: number): void {
	const known = memory.get(endpointId);
	if (known === undefined) return;
	for (const key of keys) known.claims.delete(key);
	known.taken = remember(known.taken, keys, now);
}

/** Puts into the static data what this process knows and they lack. */
export function save(endpointId: string, stored: Stored, now: number): void {
	const known = memory.get(endpointId);
	if (known === undefined) return;
	if (holdsAll(readRemembered(stored.remembered, undefined, now), known.taken)) return;
	stored.remembered = written(known.taken);
	delete stored.delivered;
}

/** Forgets an endpoint that no longer exists. */
export function forget(endpointId: string): void {
	memory.delete(endpointId);
}
