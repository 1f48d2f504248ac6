// Several refusals of one field, such as those of a list of scenes: a run ends with the first of them, Check Only tells all.

/** What stands behind a refusal that was thrown for several. */
const others = new WeakMap<object, unknown[]>();

/** All refusals that one was thrown for. */
export const allOf = (refusal: unknown): unknown[] => [
	refusal,
	...(others.get(refusal as object) ?? []),
];

/**
 * Makes something of each entry, going on where one is refused.
 * @throws the first refusal, with all others behind it
 */
export function makeEach<Entry, Made>(
	entries: Entry[],
	make: (entry: Entry, index: number) => Made,
): Made[] {
	const refusals: unknown[] = [];
	const made = entries.flatMap((entry, index) => {
		try {
			return [make(entry, index)];
		} catch (refusal) {
			refusals.push(...allOf(refusal));
			return [];
		}
	});
	return refusals.length === 0 ? made : throwAll(refusals);
}

/** @throws the first of some refusals, with all others behind it */
export function throwAll([first, ...rest]: unknown[]): never {
	if (rest.length > 0) others.set(first as object, rest);
	throw first as Error;
}
