// The notation of the field tables: a few words that read as a table and are JSON Schema underneath.
//
//   fields({ 'prompt!': text(1, 1000), locale: maybe(text()) })   `!` marks a required field; nothing unknown is let in
//   one('a', 'b')  any of these words      union('type', { url: {…}, … })  objects told apart by a tag
//   list(of, min, max)      maybe(x)  x or null      open()  any object      map(of)  keyed by free names

const range = (low, high, min, max) => ({
	...(min !== undefined && { [low]: min }),
	...(max !== undefined && { [high]: max }),
});

const text = (min, max) => ({ type: 'string', ...range('minLength', 'maxLength', min, max) });
const int = (min, max, more) => ({
	type: 'integer',
	...range('minimum', 'maximum', min, max),
	...more,
});
const num = (min, max, more) => ({
	type: 'number',
	...range('minimum', 'maximum', min, max),
	...more,
});
const flag = () => ({ type: 'boolean' });
const one = (...words) => ({
	type: typeof words[0] === 'number' ? 'integer' : typeof words[0],
	enum: words,
});
const list = (items, min, max) => ({
	type: 'array',
	items,
	...range('minItems', 'maxItems', min, max),
});
const open = () => ({ type: 'object', additionalProperties: true });
const map = (of) => ({ type: 'object', additionalProperties: of });

/** @param {Record<string, object>} table field name (with `!` when required) → its schema */
const fields = (table) => {
	const names = Object.keys(table);
	const required = names.filter((name) => name.endsWith('!')).map((name) => name.slice(0, -1));
	return {
		type: 'object',
		properties: Object.fromEntries(names.map((name) => [name.replace('!', ''), table[name]])),
		additionalProperties: false,
		...(required.length && { required }),
	};
};

/** @param {string} tag name of the telling field @param {Record<string, Record<string, object>>} kinds its values → their tables */
const union = (tag, kinds) => ({
	type: 'object',
	required: [tag],
	discriminator: { propertyName: tag },
	oneOf: Object.entries(kinds).map(([value, table]) =>
		fields({ [`${tag}!`]: { type: 'string', const: value }, ...table }),
	),
});

const maybe = (schema) => ({
	...schema,
	type: [schema.type, 'null'],
	...(schema.enum && { enum: [...schema.enum, null] }),
});

module.exports = { text, int, num, flag, one, list, open, map, fields, union, maybe };
