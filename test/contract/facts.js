// What HeyGen's API takes, as a list of points: every field of every request, and every word of every fixed choice.
// The facts stand in api.json, a digest of the API's description that `npm run contract` makes; the simulator is compared with it too.
const Ajv = require('ajv').default;
const digest = require('./api.json');
const { schemasOf } = require('../../tools/contract/digest');

const contract = schemasOf(/** @type {any} */ (digest));
const ajv = new Ajv({ strict: false, discriminator: true });

const join = (path, name) => (path ? `${path}.${name}` : name);

/** All points of a schema: `a.b` for a field, `a.b=word` for a choice, `a<kind>.c` for a field of one kind of object, `a[]` for a list's entries. */
function* points(schema, path = '') {
	if (schema.oneOf) {
		const tag = schema.discriminator.propertyName;
		for (const branch of schema.oneOf) {
			const kind = branch.properties[tag].const;
			yield `${join(path, tag)}=${kind}`;
			const { [tag]: _, ...others } = branch.properties;
			yield* points({ type: 'object', properties: others }, `${path}<${kind}>`);
		}
		return;
	}
	for (const word of schema.enum ?? []) if (word !== null) yield `${path}=${word}`;
	if (schema.items) yield* points(schema.items, `${path}[]`);
	for (const [name, one] of Object.entries(schema.properties ?? {})) {
		yield join(path, name);
		yield* points(one, join(path, name));
	}
}

/** The points that a value has, by the same names, with the value that stands there. */
function* pointsIn(schema, value, path = '') {
	if (value === undefined || value === null) return;
	if (schema.oneOf) {
		const tag = schema.discriminator.propertyName;
		const branch = schema.oneOf.find((one) => one.properties[tag].const === value[tag]);
		if (!branch) return;
		yield [`${join(path, tag)}=${value[tag]}`, value[tag]];
		const { [tag]: _, ...others } = branch.properties;
		yield* pointsIn({ type: 'object', properties: others }, value, `${path}<${value[tag]}>`);
		return;
	}
	if (schema.enum) yield [`${path}=${value}`, value];
	if (schema.items) for (const one of value) yield* pointsIn(schema.items, one, `${path}[]`);
	for (const [name, one] of Object.entries(schema.properties ?? {})) {
		if (value[name] === undefined) continue;
		yield [join(path, name), value[name]];
		yield* pointsIn(one, value[name], join(path, name));
	}
}

/** The schemas of a row's points that have limits: point → schema. */
function* limited(schema, path = '') {
	if (schema.oneOf) {
		const tag = schema.discriminator.propertyName;
		for (const branch of schema.oneOf)
			yield* limited({ ...branch, oneOf: undefined }, `${path}<${branch.properties[tag].const}>`);
		return;
	}
	const names = [
		'minimum',
		'maximum',
		'exclusiveMinimum',
		'minLength',
		'maxLength',
		'minItems',
		'maxItems',
		'multipleOf',
	];
	if (names.some((name) => schema[name] !== undefined)) yield [path, schema];
	if (schema.items) yield* limited(schema.items, `${path}[]`);
	for (const [name, one] of Object.entries(schema.properties ?? {}))
		yield* limited(one, join(path, name));
}

const parts = ({ query, body } = /** @type {any} */ ({})) => [query, body].filter(Boolean);
const names = Object.keys(contract);
const patterns = names
	.map((name) => {
		const [method, path] = name.split(' ');
		return {
			name,
			method,
			pattern: new RegExp(`^${path.replace(/\{[^}]*\}/g, '[^/]+')}$`),
			fixed: path.split('/').filter((step) => !step.includes('{')).length,
		};
	})
	.sort((a, b) => b.fixed - a.fixed);

const checks = new Map();
const nothing = { type: 'object', properties: {}, additionalProperties: false };

/** @throws for a part of a request that the contract does not know in every field */
function checkPart(name, part, value) {
	const key = `${name} ${part}`;
	if (!checks.has(key)) checks.set(key, ajv.compile(contract[name][part] ?? nothing));
	const valid = checks.get(key);
	if (valid(value)) return;
	const [{ instancePath, message, params }] = valid.errors;
	throw new Error(
		`'${instancePath.slice(1).replaceAll('/', '.') || part}' ${message} ${JSON.stringify(params)}`,
	);
}

module.exports = {
	/** The day of the contract. */
	date: digest.contract,
	/** Every type of event that HeyGen's webhooks know. */
	eventTypes: contract['POST /v3/webhooks/endpoints'].body.properties.events.items.enum,
	/** What each operation takes and answers, as JSON Schema. */
	contract,
	/** Every operation, `METHOD /path`. */
	operations: names,
	/** The operation that a request is one of. */
	operationOf: ({ method, path }) =>
		patterns.find((one) => one.method === method && one.pattern.test(path))?.name,
	/** All points of an operation. */
	pointsOf: (name) => [...new Set(parts(contract[name]).flatMap((schema) => [...points(schema)]))],
	/** The points of one request, each with its value. */
	pointsIn(name, { query, body }) {
		// A request that the contract does not know has none; that it left is the coverage test's affair.
		const known = contract[name] ?? /** @type {any} */ ({});
		return [
			...(known.query ? pointsIn(known.query, query) : []),
			...(known.body ? pointsIn(known.body, body) : []),
		];
	},
	/** The limits of an operation: point → JSON Schema. */
	limitsOf: (name) => new Map(parts(contract[name]).flatMap((schema) => [...limited(schema)])),
	/** @throws for a request that the contract does not know in every field */
	check(name, { query, body }) {
		checkPart(name, 'query', query ?? {});
		checkPart(name, 'body', body ?? {});
	},
};
