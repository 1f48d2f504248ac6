// The digest of the API: what a description becomes, what it is read as, and what a newer one differs in.
const { differences, digestOf, schemasOf, textOf } = require('../../tools/contract/digest');

const json = (schema) => ({ content: { 'application/json': { schema } } });
const link = {
	type: 'object',
	required: ['type', 'url'],
	properties: { type: { const: 'url' }, url: { type: 'string' } },
};
const api = (change = (one) => one) =>
	change({
		info: { version: '2026-01-01' },
		components: {
			schemas: {
				Link: link,
				Tree: {
					type: 'object',
					properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
				},
			},
		},
		paths: {
			'/things': {
				post: {
					requestBody: json({
						type: 'object',
						required: ['name'],
						properties: {
							name: { type: 'string', minLength: 1, maxLength: 64 },
							kind: { type: 'string', enum: ['a', 'b'], nullable: true },
							count: { type: 'integer', minimum: 1, default: 3 },
							width: { type: 'number', exclusiveMinimum: 0, maximum: 2, nullable: true },
							files: {
								type: 'array',
								maxItems: 9,
								items: {
									oneOf: [{ $ref: '#/components/schemas/Link' }],
									discriminator: { propertyName: 'type' },
								},
							},
							more: { type: 'object', additionalProperties: { type: 'boolean' } },
						},
					}),
					responses: {
						201: json({
							type: 'object',
							properties: { data: { $ref: '#/components/schemas/Tree' } },
						}),
					},
				},
			},
		},
	});

test('a description becomes a few words a field', () => {
	expect(digestOf(api())).toEqual({
		contract: '2026-01-01',
		shapes: { Tree: { children: { '[]': '@Tree' } } },
		operations: {
			'POST /things': {
				body: {
					'name!': 'string 1..64',
					kind: ['a', 'b', null],
					count: 'integer 1.. = 3',
					width: 'number? >0 ..2',
					files: { '[]': { '|type': { url: { 'url!': 'string' } } }, count: '..9' },
					more: { '{}': 'boolean' },
				},
				status: 201,
				answer: { data: '@Tree' },
			},
		},
	});
});

test('they are read as JSON Schema that lets in nothing unknown', () => {
	const digest = digestOf(api());
	expect(JSON.parse(textOf(digest))).toEqual(digest);
	const { body } = schemasOf(digest)['POST /things'];
	expect(body).toMatchObject({
		required: ['name'],
		additionalProperties: false,
		properties: {
			name: { type: 'string', minLength: 1, maxLength: 64 },
			kind: { type: ['string', 'null'], enum: ['a', 'b', null] },
			count: { type: 'integer', minimum: 1, default: 3 },
			width: { type: ['number', 'null'], exclusiveMinimum: 0, maximum: 2 },
			files: {
				type: 'array',
				maxItems: 9,
				items: { oneOf: [{ required: ['type', 'url'], additionalProperties: false }] },
			},
			more: { additionalProperties: { type: 'boolean' } },
		},
	});
});

test('a newer description: what is new, changed and gone, field by field', () => {
	const newer = api((one) => {
		const { properties } = one.paths['/things'].post.requestBody.content['application/json'].schema;
		properties.name = { type: 'string', maxLength: 128 };
		properties.colour = { type: 'string' };
		delete properties.kind;
		one.paths['/others'] = { get: { responses: { 200: json({ type: 'object' }) } } };
		return one;
	});
	expect(differences(digestOf(api()), digestOf(newer))).toEqual([
		{
			operation: 'POST /things',
			kind: 'changed',
			changes: [
				expect.stringMatching(/^changed {2}body\.name: .*64.* → .*128/),
				expect.stringMatching(/^gone {5}body\.kind: /),
				expect.stringMatching(/^new {6}body\.colour: /),
			],
		},
		{ operation: 'GET /others', kind: 'new', changes: [] },
	]);
});

test('the committed digest is written as the script writes it', () => {
	const { readFileSync } = require('node:fs');
	const file = require.resolve('../contract/api.json');
	const text = readFileSync(file, 'utf8');
	expect(text).toBe(`${textOf(JSON.parse(text))}\n`);
	expect(Object.keys(JSON.parse(text).operations)).toHaveLength(113);
});
