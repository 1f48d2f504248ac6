// Tables that are asked by a word from outside: `constructor` and `__proto__` are no entries of theirs, but words like any other.

/** A table that has its own entries and nothing else. */
export const tableOf = <T>(entries: Record<string, T>): Readonly<Record<string, T | undefined>> =>
	Object.assign(Object.create(null) as object, entries) as Record<string, T>;

/** What an object itself holds under a name. */
export const ownOf = <T>(
	object: Readonly<Record<string, T>> | null | undefined,
	name: string,
): T | undefined => (object && Object.hasOwn(object, name) ? object[name] : undefined);

/** Puts something into an object under any name: an assignment to `__proto__` would be lost. */
export const setOwn = (object: object, name: string, value: unknown): void =>
	void Object.defineProperty(object, name, {
		value,
		writable: true,
		enumerable: true,
		configurable: true,
	});
