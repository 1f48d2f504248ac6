// What several rows of a run ask of HeyGen is read once for all of them.
import { dataOf, isRefusal, type Answer } from '../../api/answer';
import type { Refusal } from '../../api/refusal';
import type { Item } from '../run/item';
import { ask } from '../run/send';

/** Milliseconds for what only helps to check a request: nothing is held up by it. */
const longestRead = 5_000;

/**
 * Asks about a thing once per run, by a request that costs nothing, and tries it once.
 * @param url its path below the base URL
 */
export async function askOnce(item: Item, url: string): Promise<Answer | Refusal> {
	const { once } = item.run;
	if (!once.has(url)) once.set(url, ask(item, { method: 'GET', url }, { onlyMs: longestRead }));
	return (await once.get(url)) as Answer | Refusal;
}

/** The thing itself; undefined where HeyGen does not show it: then HeyGen itself judges the request. */
export async function readOnce<T>(item: Item, url: string): Promise<T | undefined> {
	const outcome = await askOnce(item, url);
	return isRefusal(outcome) ? undefined : (dataOf(outcome) as T);
}
