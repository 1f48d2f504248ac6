// The field tables: complete, each limit alive from both sides, and (where the API's description is at hand) equal to it.
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const contract = require('../../simulator/contract');
const operations = require('../../simulator/operations');
const { limitsOf, sampleOf } = require('./samples');
const { validator } = require('../../simulator/validation');

const FIELDS = 980;

const described = [join(__dirname, '../../../shared/heygen-v3/openapi.json')].find((file) =>
	existsSync(file),
);

/** Any schema, ours or OpenAPI's, in one form: what may be sent, and nothing about how it is written. */
const normal = (schema, api) => {
	if (schema.$ref)
		return normal(
			schema.$ref
				.split('/')
				.slice(1)
				.reduce((at, name) => at[name], api),
			api,
		);
	const types = [schema.type].flat();
	const nullable = schema.nullable === true || types.includes('null');
	const base = { nullable };
	const branches = schema.oneOf;
	if (branches) {
		const tag = schema.discriminator?.propertyName ?? 'type';
		const kinds = branches.map((one) => normal(one, api));
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
	if (type === 'array') return { ...base, type, items: normal(schema.items, api) };
	if (type === 'object' || schema.properties) {
		const fields = Object.fromEntries(
			Object.entries(schema.properties ?? {}).map(([name, one]) => [name, normal(one, api)]),
		);
		const others =
			typeof schema.additionalProperties === 'object'
				? normal(schema.additionalProperties, api)
				: schema.additionalProperties === true;
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

const fieldsIn = (form) => {
	if (form.kinds) return Object.values(form.kinds).reduce((sum, kind) => sum + fieldsIn(kind), 0);
	if (form.items) return fieldsIn(form.items);
	return Object.values(form.fields ?? {}).reduce((sum, one) => sum + 1 + fieldsIn(one), 0);
};

test('every operation has a row and a handler, and the other way round', () => {
	expect(Object.keys(operations).sort()).toEqual(Object.keys(contract).sort());
	expect(Object.keys(contract)).toHaveLength(90);
});

test('the tables are equal to the description of the API, both ways', () => {
	if (!described) {
		// Elsewhere the count of fields stands for it: whoever changes a table changes it here too.
		const count = Object.values(contract).reduce(
			(sum, { body, query }) =>
				sum + (body ? fieldsIn(normal(body)) : 0) + (query ? fieldsIn(normal(query)) : 0),
			0,
		);
		expect(count).toBe(FIELDS);
		return;
	}
	const api = JSON.parse(readFileSync(described, 'utf8'));
	const theirs = {};
	for (const [path, methods] of Object.entries(api.paths)) {
		for (const [method, { parameters = [], requestBody }] of Object.entries(methods)) {
			const query = parameters.filter((one) => one.in === 'query');
			const asSchema = {
				type: 'object',
				properties: Object.fromEntries(query.map((one) => [one.name, one.schema])),
				required: query.filter((one) => one.required).map((one) => one.name),
			};
			const body = requestBody && Object.values(requestBody.content)[0].schema;
			theirs[`${method.toUpperCase()} ${path}`] = {
				query: query.length ? normal(asSchema, api) : undefined,
				body: body && normal(body, api),
				multipart: Boolean(requestBody?.content['multipart/form-data']),
				limit: query.find((one) => one.name === 'limit')?.schema.default,
			};
		}
	}
	const ours = Object.fromEntries(
		Object.entries(contract).map(([name, { query, body, multipart = false }]) => [
			name,
			{
				query: query && normal(query),
				body: body && normal(body),
				multipart,
				limit: query?.properties.limit?.default,
			},
		]),
	);
	expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort());
	for (const name of Object.keys(theirs))
		expect({ [name]: ours[name] }).toEqual({ [name]: theirs[name] });
	const count = Object.values(theirs).reduce(
		(sum, { body, query }) => sum + (body ? fieldsIn(body) : 0) + (query ? fieldsIn(query) : 0),
		0,
	);
	expect(count).toBe(FIELDS);
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
