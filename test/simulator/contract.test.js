// The field tables: complete, each limit alive from both sides, and equal to the digest of the API's description.
const api = require('../contract/facts').contract;
const contract = require('../../simulator/contract');
const operations = require('../../simulator/operations');
const { limitsOf, sampleOf } = require('./samples');
const { validator } = require('../../simulator/validation');

/** Any schema, ours or the digest's, in one form: what may be sent, and nothing about how it is written. */
const normal = (schema) => {
	const types = [schema.type].flat();
	const nullable = schema.nullable === true || types.includes('null');
	const base = { nullable };
	const branches = schema.oneOf;
	if (branches) {
		const tag = schema.discriminator?.propertyName ?? 'type';
		const kinds = branches.map((one) => normal(one));
		return {
			...base,
			tag,
			kinds: Object.fromEntries(kinds.map((kind) => [kind.fields[tag].values[0], kind])),
		};
	}
	const type = types.find((one) => one && one !== 'null');
	for (const limit of [
		'minimum',
		'maximum',
		'exclusiveMinimum',
		'minLength',
		'maxLength',
		'minItems',
		'maxItems',
		'multipleOf',
	]) {
		if (schema[limit] !== undefined) base[limit] = schema[limit];
	}
	const values =
		schema.const !== undefined ? [schema.const] : schema.enum?.filter((one) => one !== null);
	if (values) base.values = values.slice().sort();
	if (type === 'array') return { ...base, type, items: normal(schema.items) };
	if (type === 'object' || schema.properties) {
		const fields = Object.fromEntries(
			Object.entries(schema.properties ?? {}).map(([name, one]) => [name, normal(one)]),
		);
		const others =
			typeof schema.additionalProperties === 'object'
				? normal(schema.additionalProperties)
				: // An object without fields may be described as open.
					schema.additionalProperties === true || !Object.keys(fields).length;
		return {
			...base,
			type: 'object',
			fields,
			required: (schema.required ?? []).slice().sort(),
			others,
		};
	}
	return { ...base, type };
};

test('every operation has a row and a handler, and the other way round', () => {
	expect(Object.keys(operations).sort()).toEqual(Object.keys(contract).sort());
});

/** What a row says of a request. */
const rowOf = ({ query, body, multipart = false, form = multipart }) => {
	return {
		query: query && normal(query),
		body: body && normal(body),
		multipart: form,
		limit: query?.properties.limit?.default,
	};
};

test('the tables are equal to the digest of the API, both ways', () => {
	const names = [...new Set([...Object.keys(contract), ...Object.keys(api)])];
	const [ours, theirs] = [contract, api].map((rows) =>
		Object.fromEntries(names.map((name) => [name, rows[name] && rowOf(rows[name])])),
	);
	for (const name of names) expect({ [name]: ours[name] }).toEqual({ [name]: theirs[name] });
});

const rows = Object.entries(contract).filter(([, { body }]) => body);

test.each(rows.map(([name]) => name))(
	'%s: takes the least, refuses unknown fields and whatever lacks a required one',
	(name) => {
		const check = (body) => validator(contract[name])({ query: {}, params: {}, body });
		const { body } = contract[name];
		for (const kind of body.oneOf ?? [body]) {
			const least = sampleOf(kind);
			expect(() => check(least)).not.toThrow();
			expect(() => check({ ...least, unknown_field: 1 })).toThrow(
				"'unknown_field' is not a known field.",
			);
			for (const field of kind.required ?? []) {
				const { [field]: _, ...without } = least;
				expect(() => check(without)).toThrow(`'${field}'`);
			}
		}
	},
);

test('every limit is alive: the last value passes, the first one beyond is refused, whatever the depth', () => {
	let count = 0;
	for (const [name, { body, query }] of Object.entries(contract)) {
		for (const [where, schema] of [
			['body', body],
			['query', query],
		]) {
			if (!schema) continue;
			const check = (value) =>
				validator(contract[name])({
					query: where === 'query' ? value : query ? sampleOf(query) : {},
					params: {},
					body: where === 'body' ? value : body && sampleOf(body),
				});
			for (const { path, allowed, refused } of limitsOf(schema)) {
				expect(() => check(sampleOf(schema, path, allowed))).not.toThrow();
				expect(() => check(sampleOf(schema, path, refused))).toThrow(
					expect.objectContaining({ code: 'invalid_parameter' }),
				);
				count += 1;
			}
		}
	}
	expect(count).toBeGreaterThan(500);
});
