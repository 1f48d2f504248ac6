// The events that have started a run, by the hour: a text of short keys for each, small enough for the workflow's static data.
// They are kept by time, since HeyGen repeats an event for 24 hours, and up to a number that n8n can still store at every event.
import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../api/answer';

/** Characters of a key: 48 bits, so that among 50,000 events one in five billion is taken for another. */
export const KEY_LENGTH = 8;
/** Hours that are kept beside the one that runs: HeyGen repeats for 24 hours what was not answered (source: HeyGen's webhook guide). */
export const HOURS_KEPT = 24;
/** Keys that are kept; beyond it the oldest go first. 400 kB, which n8n reads and writes with every event. */
export const KEYS_KEPT = 50_000;
const HOUR_MS = 3_600_000;

/** Keys in the order in which they came, by the hour since 1970. */
export type Remembered = Map<number, string>;

const hourOf = (now: number): number => Math.floor(now / HOUR_MS);
const keysIn = (text: string): string[] =>
	Array.from({ length: Math.ceil(text.length / KEY_LENGTH) }, (_, at) =>
		text.slice(at * KEY_LENGTH, (at + 1) * KEY_LENGTH),
	);

/** Whether a text of keys holds one. */
function holds(keys: string, key: string): boolean {
	for (let at = keys.indexOf(key); at >= 0; at = keys.indexOf(key, at + 1))
		if (at % KEY_LENGTH === 0) return true;
	return false;
}

/** Whether one of these keys is remembered. */
export const remembers = (remembered: Remembered, keys: string[]): boolean =>
	[...remembered.values()].some((hour) => keys.some((key) => holds(hour, key)));

/** Up to so many keys are looked for one by one; a set of all costs more. */
const FEW = 16;

/** Both texts' keys, each once. The first leads: whoever joins with it again finds the same beginning. */
function joined(first: string, second: string): string {
	if (first.startsWith(second)) return first;
	if (second.startsWith(first)) return second;
	let same = 0;
	while (first[same] === second[same]) same += 1;
	const keys = keysIn(second.slice(same - (same % KEY_LENGTH)));
	const known = keys.length > FEW ? new Set(keysIn(first)) : undefined;
	return first + keys.filter((key) => !(known?.has(key) ?? holds(first, key))).join('');
}

/**
 * What the static data holds, in any state: hours as text, or the plain list of older versions.
 * @param now milliseconds since 1970, the hour that a plain list counts for
 */
export function readRemembered(stored: unknown, older: unknown, now: number): Remembered {
	const read: Remembered = new Map();
	for (const [hour, keys] of Object.entries(isObject(stored) ? stored : {}))
		if (/^\d{1,9}$/.test(hour) && typeof keys === 'string' && keys.length % KEY_LENGTH === 0)
			read.set(Number(hour), keys);
	const listed = (Array.isArray(older) ? older : [])
		.filter((key): key is string => typeof key === 'string' && key.length >= KEY_LENGTH)
		.map((key) => key.slice(0, KEY_LENGTH));
	return listed.length > 0 ? join(read, new Map([[hourOf(now), listed.join('')]])) : read;
}

/** Both memories in one; the first leads within an hour. */
export function join(first: Remembered, second: Remembered): Remembered {
	const both = new Map(first);
	for (const [hour, keys] of second) both.set(hour, joined(both.get(hour) ?? '', keys));
	return both;
}

/** Whether a memory holds all that another does. */
export const holdsAll = (one: Remembered, other: Remembered): boolean =>
	[...other].every(([hour, keys]) => {
		const own = one.get(hour) ?? '';
		return own === joined(own, keys);
	});

/** The memory with these keys too, without what is too old or too much. */
export function remember(remembered: Remembered, keys: string[], now: number): Remembered {
	const hour = hourOf(now);
	const all = join(remembered, new Map([[hour, keys.join('')]]));
	const kept: Remembered = new Map();
	let room = KEYS_KEPT * KEY_LENGTH;
	for (const one of [...all.keys()].sort((a, b) => b - a)) {
		if (one < hour - HOURS_KEPT || room === 0) continue;
		const text = (all.get(one) ?? '').slice(-room);
		room -= text.length;
		kept.set(one, text);
	}
	return kept;
}

/** As it is stored. */
export const written = (remembered: Remembered): IDataObject => Object.fromEntries(remembered);
