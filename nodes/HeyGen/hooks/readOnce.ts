// What several rows of a run ask of HeyGen is read once for all of them.
import { dataOf, isRefusal } from '../../api/answer';
import type { Item } from '../run/item';
import { ask, type Sending } from '../run/send';

/**
 * Reads a thing once per run, by a request that costs nothing.
 * @param url its path below the base URL
 * @param sending how patiently it is asked for
 * @returns its data; undefined where HeyGen does not show it
 */
export async function readOnce<T>(
	item: Item,
	url: string,
	sending?: Sending,
): Promise<T | undefined> {
	const { once } = item.run;
	if (!once.has(url))
		once.set(
			url,
			ask(item, { method: 'GET', url }, sending).then((answer) =>
				isRefusal(answer) ? undefined : dataOf(answer),
			),
		);
	return (await once.get(url)) as T | undefined;
}
