// The first of a list that has one: where the caller sees to that, and the type cannot say it.

/** @throws Error for an empty list, which is a mistake of the caller */
export function firstOf<T>(list: readonly T[]): T {
	const [first] = list;
	if (first === undefined) throw new Error('An empty list has no first entry');
	return first;
}
