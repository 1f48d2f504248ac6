// Makes values out of the field tables: the least that a schema takes, and the two sides of each of its limits.

const branchOf = (schema, tagged) => schema.oneOf[tagged ?? 0];

/**
 * The least value that a schema takes; with a path, that plus the given value at that place.
 * @param {object} schema @param {any[]} [path] @param {unknown} [value]
 */
const sampleOf = (schema, path = [], value) => {
	const [step, ...rest] = path;
	if (path.length === 0 && value !== undefined) return value;
	if (schema.oneOf)
		return sampleOf(
			branchOf(schema, step?.branch),
			step?.branch === undefined ? path : rest,
			value,
		);
	const type = [schema.type].flat()[0];
	if (schema.const !== undefined) return schema.const;
	if (schema.enum) return schema.enum[0];
	if (type === 'array') {
		const length = Math.max(schema.minItems ?? 0, step === 0 ? 1 : 0);
		return Array.from({ length }, (_, i) =>
			i === 0 && step === 0 ? sampleOf(schema.items, rest, value) : sampleOf(schema.items),
		);
	}
	if (type === 'object') {
		const names = new Set([
			...(schema.required ?? []),
			...(typeof step === 'string' ? [step] : []),
		]);
		return Object.fromEntries(
			[...names].map((name) => [
				name,
				name === step
					? sampleOf(schema.properties[name], rest, value)
					: sampleOf(schema.properties[name]),
			]),
		);
	}
	if (type === 'string') return 'a'.repeat(Math.max(1, schema.minLength ?? 1));
	if (type === 'boolean') return true;
	return (
		schema.minimum ?? (schema.exclusiveMinimum !== undefined ? schema.exclusiveMinimum + 1 : 1)
	);
};

/** The limits of a schema and of everything in it: a value at the limit and one just beyond. */
function* limitsOf(schema, path = []) {
	const type = [schema.type].flat()[0];
	if (schema.oneOf) {
		for (let i = 0; i < schema.oneOf.length; i += 1)
			yield* limitsOf(schema.oneOf[i], [...path, { branch: i }]);
		return;
	}
	const step = type === 'integer' ? (schema.multipleOf ?? 1) : 0.001;
	if (schema.minimum !== undefined)
		yield { path, allowed: schema.minimum, refused: schema.minimum - step };
	if (schema.maximum !== undefined)
		yield { path, allowed: schema.maximum, refused: schema.maximum + step };
	if (schema.exclusiveMinimum !== undefined)
		yield { path, allowed: schema.exclusiveMinimum + step, refused: schema.exclusiveMinimum };
	if (schema.multipleOf !== undefined)
		yield { path, allowed: schema.minimum, refused: schema.minimum + 1 };
	if (schema.minLength !== undefined)
		yield { path, allowed: 'a'.repeat(schema.minLength), refused: '' };
	if (schema.maxLength !== undefined)
		yield {
			path,
			allowed: 'a'.repeat(schema.maxLength),
			refused: 'a'.repeat(schema.maxLength + 1),
		};
	for (const word of schema.enum ?? [])
		if (word !== null) yield { path, allowed: word, refused: `${word}?` };
	if (schema.minItems !== undefined)
		yield {
			path,
			allowed: Array.from({ length: schema.minItems }, () => sampleOf(schema.items)),
			refused: [],
		};
	if (schema.maxItems !== undefined) {
		const items = (length) => Array.from({ length }, () => sampleOf(schema.items));
		yield { path, allowed: items(schema.maxItems), refused: items(schema.maxItems + 1) };
	}
	if (type === 'array') yield* limitsOf(schema.items, [...path, 0]);
	for (const [name, one] of Object.entries(schema.properties ?? {}))
		yield* limitsOf(one, [...path, name]);
}

module.exports = { sampleOf, limitsOf };
