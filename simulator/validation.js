// Checks requests against the field tables: nothing unknown, every type and limit kept.
const Ajv = require('ajv').default;
const { invalid } = require('./errors');

const options = { strict: false, discriminator: true, allErrors: false };
const bodies = new Ajv(options);
const queries = new Ajv({ ...options, coerceTypes: true, useDefaults: true });
const nothing = { type: 'object', properties: {}, additionalProperties: false };

const explain = ({ keyword, params, message, instancePath }) => {
	const path = instancePath.slice(1).replaceAll('/', '.').replaceAll('~1', '/');
	const inside = (name) => (path ? `${path}.${name}` : name);
	if (keyword === 'additionalProperties')
		return [inside(params.additionalProperty), 'is not a known field'];
	if (keyword === 'required') return [inside(params.missingProperty), 'is required'];
	if (keyword === 'discriminator')
		return [inside(params.tag), `has an unknown value '${params.tagValue}'`];
	if (keyword === 'enum')
		return [
			path,
			`must be one of ${params.allowedValues.filter((one) => one !== null).join(', ')}`,
		];
	return [path || 'body', message];
};

const checker = (ajv, schema) => {
	const check = ajv.compile(schema);
	return (value) => {
		if (check(value)) return;
		const [param, what] = explain(check.errors[0]);
		throw invalid(param, `'${param}' ${what}.`);
	};
};

/**
 * @param {{query?: object, body?: object, bodyOptional?: boolean}} row an operation's row of the contract
 * @returns {(request: {query: object, body?: unknown, params: Record<string, string>}) => void} throws invalid_parameter
 */
const validator = (row) => {
	const checkQuery = checker(queries, row.query ?? nothing);
	const checkBody = row.body && checker(bodies, row.body);
	return ({ query, body, params }) => {
		for (const [name, value] of Object.entries(params))
			if (!value) throw invalid(name, `'${name}' must not be empty.`);
		for (const [name, value] of Object.entries(query))
			if (value === '') throw invalid(name, `'${name}' must not be empty.`);
		checkQuery(query);
		if (!checkBody) {
			if (
				body !== undefined &&
				(typeof body !== 'object' || body === null || Object.keys(body).length)
			)
				throw invalid('body', 'This endpoint takes no body.');
			return;
		}
		if (body === undefined && !row.bodyOptional) throw invalid('body', 'A JSON body is required.');
		checkBody(body ?? {});
	};
};

module.exports = { validator };
