// The digest of HeyGen's API, test/contract/api.json: what each operation takes and answers, in a short form of this
// project's own. Made out of an OpenAPI description by `digestOf`; read back as JSON Schema by `schemasOf`.
//
//   "string? 1..64"        a text of 1 to 64 characters, or null; numbers likewise: "integer 4..15", "number >0 ..2"
//   "integer 1..100 = 10"  10 where it is left out; "deprecated" and "%2" (a multiple of 2) and "/pattern/" may follow
//   ["a", "b", null]       one of these
//   { "name!": …, "x": … } an object; `!` marks what is required, and `"?": true` that null may stand there
//   { "[]": …, "count": "1..3" }   a list      { "{}": … }   an object with free names
//   { "|type": { "url": {…}, … } } one of these objects, told apart by `type`
//   { "|": [ … ] }         any of these      "@Name", "@Name?"   a shape that stands under `shapes`

const SCALARS = ['string', 'integer', 'number', 'boolean', 'object', 'any'];
/** The words for a schema's limits, per type: lowest and highest. */
const LIMITS = {
	string: ['minLength', 'maxLength'],
	array: ['minItems', 'maxItems'],
	integer: ['minimum', 'maximum'],
	number: ['minimum', 'maximum'],
};
/** From how many characters on a shape that occurs twice gets a name of its own. */
const WORTH_A_NAME = 60;

const isEmpty = (value) => Object.keys(value).length === 0;
const nameOf = (ref) => ref.split('/').at(-1);

/** How wide a line of the digest's file may be, in characters. */
const WIDTH = 100;

/** The digest as text: whatever fits stands on one line. */
function textOf(value, indent = '', before = 0) {
	const line = JSON.stringify(value)
		.replace(
			/"(?:[^"\\]|\\.)*"|[{}[\]:,]/g,
			(part) => ({ ':': ': ', ',': ', ', '{': '{ ', '}': ' }' })[part] ?? part,
		)
		.replace(/\{ {2}\}/g, '{}');
	if (indent.length * 4 + before + line.length <= WIDTH) return line;
	if (typeof value !== 'object' || value === null) return line;
	const inner = `${indent}\t`;
	const [open, close] = Array.isArray(value) ? '[]' : '{}';
	const parts = Array.isArray(value)
		? value.map((one) => textOf(one, inner))
		: Object.entries(value).map(([key, one]) => {
				const title = `${JSON.stringify(key)}: `;
				return title + textOf(one, inner, title.length);
			});
	// Words flow; what is longer has lines of its own.
	if (Array.isArray(value) && value.every((one) => typeof one !== 'object' || one === null)) {
		const lines = [''];
		for (const part of parts) {
			const last = lines.at(-1);
			if (inner.length * 4 + last.length + part.length + 2 > WIDTH) lines.push(part);
			else lines[lines.length - 1] = last ? `${last}, ${part}` : part;
		}
		return `[\n${lines.map((each) => inner + each).join(',\n')}\n${indent}]`;
	}
	return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`;
}

// ---- From OpenAPI --------------------------------------------------------------------------------------

/** `1..64`, `..64`, `1..`; undefined without limits. */
function rangeOf(schema, type) {
	const [low, high] = (LIMITS[type] ?? []).map((name) => schema[name]);
	return low === undefined && high === undefined ? undefined : `${low ?? ''}..${high ?? ''}`;
}

function scalarOf(schema) {
	const type = schema.type ?? 'any';
	return [
		`${type}${schema.nullable ? '?' : ''}`,
		schema.exclusiveMinimum !== undefined && `>${schema.exclusiveMinimum}`,
		rangeOf(schema, type),
		schema.multipleOf !== undefined && `%${schema.multipleOf}`,
		schema.pattern && `/${schema.pattern}/`,
		schema.default !== undefined &&
			schema.default !== null &&
			`= ${JSON.stringify(schema.default)}`,
		schema.deprecated && 'deprecated',
	]
		.filter(Boolean)
		.join(' ');
}

/** One schema of an OpenAPI description (3.0) in the digest's form. */
function formOf(schema, components) {
	const again = (one) => formOf(one, components);
	const nullable = schema.nullable ? { '?': true } : {};
	if (schema.$ref) return `@${nameOf(schema.$ref)}`;
	if (schema.oneOf) {
		const tag = schema.discriminator.propertyName;
		return { ...nullable, [`|${tag}`]: kindsOf(schema.oneOf, tag, components) };
	}
	if (schema.anyOf) return { ...nullable, '|': schema.anyOf.map(again) };
	if (schema.const !== undefined) return [schema.const];
	if (schema.enum)
		return [
			...schema.enum.filter((word) => word !== null),
			...(schema.nullable || schema.enum.includes(null) ? [null] : []),
		];
	if (schema.type === 'array') {
		const count = rangeOf(schema, 'array');
		return { ...nullable, '[]': again(schema.items), ...(count && { count }) };
	}
	if (!isEmpty(schema.properties ?? {})) {
		const required = new Set(schema.required);
		return {
			...nullable,
			...Object.fromEntries(
				Object.entries(schema.properties).map(([name, one]) => [
					required.has(name) ? `${name}!` : name,
					again(one),
				]),
			),
		};
	}
	if (typeof schema.additionalProperties === 'object')
		return { ...nullable, '{}': again(schema.additionalProperties) };
	return scalarOf(schema);
}

/** The branches of a union by the value of its tag. */
function kindsOf(branches, tag, components) {
	return Object.fromEntries(
		branches.map((branch) => {
			const { required = [], ...whole } = branch.$ref ? components[nameOf(branch.$ref)] : branch;
			const { [tag]: label, ...properties } = whole.properties;
			const others = {
				type: 'object',
				properties,
				required: required.filter((one) => one !== tag),
			};
			// Nothing else may be sent beside the tag of a kind without fields.
			return [label.const ?? label.enum[0], isEmpty(properties) ? {} : formOf(others, components)];
		}),
	);
}

/** Gives a name to each shape that stands in several places, the largest first, until none is left. */
function name(digest) {
	const counts = new Map();
	const visit = (form, field, seen) => {
		if (typeof form !== 'object' || form === null || Array.isArray(form)) return;
		const text = JSON.stringify(form);
		if (seen && text.length >= WORTH_A_NAME) {
			const entry = counts.get(text) ?? { text, fields: [], count: 0 };
			entry.count += 1;
			entry.fields.push(field);
			counts.set(text, entry);
		}
		for (const [key, one] of Object.entries(form)) {
			const inner = /^([[{|]|data!?$)/.test(key) ? field : key.replace('!', '');
			if (key === '|') one.forEach((each) => visit(each, inner, true));
			else if (key.startsWith('|'))
				for (const [kind, each] of Object.entries(one)) visit(each, kind, true);
			else visit(one, inner, true);
		}
	};
	for (const [operation, { query, body, answer }] of Object.entries(digest.operations)) {
		const field = operation.split('/')[2];
		for (const form of [query, body]) if (form) visit(form, field, false);
		visit(answer, `${field}Answer`, false);
	}
	for (const [field, form] of Object.entries(digest.shapes)) visit(form, field, false);
	const repeated = [...counts.values()]
		.filter(({ count }) => count > 1)
		.sort((a, b) => b.text.length - a.text.length);
	if (repeated.length === 0) return digest;
	const [{ text, fields }] = repeated;
	const base = fields[0].replace(/(^|[_-])(\w)/g, (_, __, letter) => letter.toUpperCase());
	let title = base;
	for (let n = 2; digest.shapes[title]; n += 1) title = base + n;
	const replace = (form, top) => {
		if (typeof form !== 'object' || form === null) return form;
		if (!top && JSON.stringify(form) === text) return `@${title}`;
		if (Array.isArray(form)) return form.map((one) => replace(one));
		return Object.fromEntries(Object.entries(form).map(([key, one]) => [key, replace(one)]));
	};
	return name({
		...digest,
		shapes: {
			...Object.fromEntries(
				Object.entries(digest.shapes).map(([key, form]) => [key, replace(form, true)]),
			),
			[title]: JSON.parse(text),
		},
		operations: Object.fromEntries(
			Object.entries(digest.operations).map(([key, row]) => [
				key,
				Object.fromEntries(Object.entries(row).map(([part, form]) => [part, replace(form, true)])),
			]),
		),
	});
}

/**
 * Leaves out the shapes that nothing mentions, and puts the rest in order.
 * @param {any} digest
 * @returns {Digest}
 */
function tidy({ shapes, operations, ...digest }) {
	const used = new Set();
	const visit = (value) => {
		for (const [, title] of JSON.stringify(value).matchAll(/"@([^"?]+)\??"/g)) {
			if (used.has(title)) continue;
			used.add(title);
			visit(shapes[title]);
		}
	};
	visit(operations);
	return {
		...digest,
		shapes: Object.fromEntries([...used].sort().map((title) => [title, shapes[title]])),
		operations,
	};
}

/**
 * The digest of an OpenAPI description.
 * @param {any} api
 * @returns {Digest}
 * @typedef {{contract: string, shapes: Record<string, any>, operations: Record<string, Operation>}} Digest
 * @typedef {{query?: any, body?: any, answer: any, status?: number, form?: true, deprecated?: true}} Operation
 */
function digestOf(api) {
	const components = api.components?.schemas ?? {};
	const operations = {};
	for (const [path, methods] of Object.entries(api.paths)) {
		for (const [method, { parameters = [], requestBody, responses, deprecated }] of Object.entries(
			methods,
		)) {
			const asked = parameters.filter((one) => one.in === 'query');
			const query =
				asked.length &&
				formOf(
					{
						properties: Object.fromEntries(asked.map((one) => [one.name, one.schema])),
						required: asked.filter((one) => one.required).map((one) => one.name),
					},
					components,
				);
			const [[type, { schema } = {}] = []] = Object.entries(requestBody?.content ?? {});
			const [status] = Object.keys(responses);
			operations[`${method.toUpperCase()} ${path}`] = {
				...(deprecated && { deprecated }),
				...(query && { query }),
				...(schema && { body: formOf(schema, components) }),
				...(type === 'multipart/form-data' && { form: true }),
				...(status !== '200' && { status: Number(status) }),
				answer: formOf(responses[status].content['application/json'].schema, components),
			};
		}
	}
	const shapes = Object.fromEntries(
		Object.entries(components).map(([title, schema]) => [title, formOf(schema, components)]),
	);
	return tidy(name({ contract: api.info.version, shapes, operations }));
}

// ---- To JSON Schema ------------------------------------------------------------------------------------

/** Puts the limits `1..64` into a schema. */
function withRange(schema, type, range) {
	const [low, high] = range.split('..');
	const [lowest, highest] = LIMITS[type];
	return {
		...schema,
		...(low !== '' && { [lowest]: Number(low) }),
		...(high !== '' && { [highest]: Number(high) }),
	};
}

function scalarSchema(text) {
	const [word, ...rest] = text.split(' ');
	const type = word.replace('?', '');
	if (!SCALARS.includes(type)) throw new Error(`The digest has an unknown type '${text}'`);
	/** @type {any} */
	let schema = {
		...(type !== 'any' && { type: word.endsWith('?') ? [type, 'null'] : type }),
		...(type === 'object' && { additionalProperties: true }),
	};
	for (let i = 0; i < rest.length; i += 1) {
		const part = rest[i];
		if (part === 'deprecated') schema.deprecated = true;
		else if (part === '=') {
			const value = rest.slice(i + 1).join(' ');
			schema.default = JSON.parse(value.replace(/ deprecated$/, ''));
			if (value.endsWith(' deprecated')) schema.deprecated = true;
			break;
		} else if (part.startsWith('>')) schema.exclusiveMinimum = Number(part.slice(1));
		else if (part.startsWith('%')) schema.multipleOf = Number(part.slice(1));
		else if (part.startsWith('/')) schema.pattern = part.slice(1, -1);
		else schema = withRange(schema, type, part);
	}
	return schema;
}

/**
 * A form of the digest as JSON Schema, with which nothing unknown is let in.
 * @param {any} form
 * @param {(title: string) => any} shape what stands in for a named shape
 */
function schemaOf(form, shape) {
	const again = (one) => schemaOf(one, shape);
	if (typeof form === 'string') {
		if (!form.startsWith('@')) return scalarSchema(form);
		return shape(form.slice(1));
	}
	if (Array.isArray(form)) {
		const type = typeof form.find((word) => word !== null);
		const named = type === 'number' ? 'integer' : type;
		return { type: form.includes(null) ? [named, 'null'] : named, enum: form };
	}
	const { '?': nullable, count, ...rest } = form;
	const type = (word) => (nullable ? [word, 'null'] : word);
	if ('[]' in rest) {
		const list = { type: type('array'), items: again(rest['[]']) };
		return count ? withRange(list, 'array', count) : list;
	}
	// A field may have the name `count` too.
	const fields = count === undefined ? rest : { ...rest, count };
	if ('{}' in fields) return { type: type('object'), additionalProperties: again(fields['{}']) };
	if ('|' in fields)
		return { anyOf: [...fields['|'].map(again), ...(nullable ? [{ type: 'null' }] : [])] };
	const [first = ''] = Object.keys(fields);
	if (first.startsWith('|')) {
		const tag = first.slice(1);
		return {
			type: type('object'),
			required: [tag],
			discriminator: { propertyName: tag },
			oneOf: Object.entries(fields[first]).map(([kind, one]) => {
				const branch = again(one);
				return {
					...branch,
					properties: { [tag]: { type: 'string', const: kind }, ...branch.properties },
					required: [tag, ...(branch.required ?? [])],
				};
			}),
		};
	}
	const names = Object.keys(fields);
	const required = names.filter((one) => one.endsWith('!')).map((one) => one.slice(0, -1));
	return {
		type: type('object'),
		properties: Object.fromEntries(names.map((one) => [one.replace('!', ''), again(fields[one])])),
		additionalProperties: false,
		...(required.length && { required }),
	};
}

/**
 * What each operation takes and answers as JSON Schema, every named shape put in its place.
 * An answer that contains itself (an element in an element) ends in "anything" at the third depth.
 * @param {Digest} digest
 * @returns {Record<string, {query?: any, body?: any, answer: any, status: number, form: boolean, deprecated: boolean}>}
 */
function schemasOf({ shapes, operations }) {
	const put = (form, open = []) =>
		schemaOf(form, (mention) => {
			const title = mention.replace('?', '');
			if (open.filter((one) => one === title).length > 1) return {};
			const schema = put(shapes[title], [...open, title]);
			return mention.endsWith('?') ? { ...schema, type: [schema.type, 'null'].flat() } : schema;
		});
	return Object.fromEntries(
		Object.entries(operations).map(
			([title, { query, body, answer, status = 200, form = false, deprecated = false }]) => [
				title,
				{
					...(query && { query: put(query) }),
					...(body && { body: put(body) }),
					answer: put(answer),
					status,
					form,
					deprecated,
				},
			],
		),
	);
}

// ---- What differs --------------------------------------------------------------------------------------

/** A schema without what stands in it, as a sentence's end: `text of 1..64`. */
function describe(schema) {
	const { properties, items, oneOf, anyOf, required, additionalProperties, discriminator, ...own } =
		schema;
	return JSON.stringify(own)
		.replace(/[{}"]/g, '')
		.replace(/,(?=\w+:)/g, ', ');
}

/** Every place in a schema with what may stand there: `body.videos[]<avatar>.title` → `type: string, maxLength: 64`. */
function* placesIn(schema, path, required = false) {
	yield [path, `${required ? 'required, ' : ''}${describe(schema)}`];
	for (const branch of schema.oneOf ?? []) {
		const tag = schema.discriminator.propertyName;
		const { [tag]: label, ...properties } = branch.properties;
		yield* placesIn({ ...branch, properties }, `${path}<${label.const}>`);
	}
	for (const [n, branch] of (schema.anyOf ?? []).entries())
		yield* placesIn(branch, `${path}<${n + 1}>`);
	if (schema.items) yield* placesIn(schema.items, `${path}[]`);
	if (typeof schema.additionalProperties === 'object')
		yield* placesIn(schema.additionalProperties, `${path}{}`);
	for (const [field, one] of Object.entries(schema.properties ?? {}))
		yield* placesIn(one, `${path}.${field}`, schema.required?.includes(field));
}

/**
 * What differs between two digests.
 * @param {Digest} before
 * @param {Digest} after
 * @returns {Difference[]}
 * @typedef {{operation: string, kind: 'new' | 'gone' | 'changed', changes: string[]}} Difference one line a field in `changes`
 */
function differences(before, after) {
	const [old, now] = [schemasOf(before), schemasOf(after)];
	/** @returns {Map<string, string>} */
	const placesOf = (/** @type {any} */ { query, body, answer, status, form, deprecated }) =>
		new Map([
			['status', String(status)],
			['sent as a form', String(form)],
			['deprecated', String(deprecated)],
			...(query ? placesIn(query, 'query') : []),
			...(body ? placesIn(body, 'body') : []),
			...placesIn(answer, 'answer'),
		]);
	const all = [...new Set([...Object.keys(old), ...Object.keys(now)])];
	return all.flatMap(
		/** @returns {Difference[]} */ (operation) => {
			if (!old[operation]) return [{ operation, kind: 'new', changes: [] }];
			if (!now[operation]) return [{ operation, kind: 'gone', changes: [] }];
			const [was, is] = [placesOf(old[operation]), placesOf(now[operation])];
			const changes = [...new Set([...was.keys(), ...is.keys()])].flatMap((place) => {
				if (was.get(place) === is.get(place)) return [];
				if (!was.has(place)) return [`new      ${place}: ${is.get(place)}`];
				if (!is.has(place)) return [`gone     ${place}: ${was.get(place)}`];
				return [`changed  ${place}: ${was.get(place)} → ${is.get(place)}`];
			});
			return changes.length ? [{ operation, kind: 'changed', changes }] : [];
		},
	);
}

module.exports = { differences, digestOf, schemasOf, textOf };
