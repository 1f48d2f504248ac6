// The harness itself: a small declarative node against a small server shows that items, credentials,
// errors, tries, cancel, files and pairing are n8n's own.
const http = require('node:http');
const { NodeOperationError, sleep } = require('n8n-workflow');
const {
	binaryOf,
	listSearch,
	runNode,
	runTool,
	runWorkflow,
	testCredential,
} = require('../../tools/engine/engine');

let server;
let url;
let requests;
let answer;

beforeAll(async () => {
	server = http.createServer(async (request, response) => {
		const chunks = [];
		for await (const chunk of request) chunks.push(chunk);
		const body = Buffer.concat(chunks).toString();
		const seen = {
			method: request.method,
			path: request.url,
			headers: request.headers,
			body: body && JSON.parse(body),
		};
		requests.push(seen);
		await answer(seen, response);
	});
	await new Promise((ready) => {
		server.listen(0, '127.0.0.1', () => ready(undefined));
	});
	url = `http://127.0.0.1:${/** @type {any} */ (server.address()).port}`;
});
afterAll(
	() =>
		new Promise((closed) => {
			server.close(closed);
			server.closeAllConnections();
		}),
);
beforeEach(() => {
	requests = [];
	answer = (seen, response) => json(response, 200, { echo: seen.body });
});

const json = (response, status, body) => {
	response.writeHead(status, { 'content-type': 'application/json' });
	response.end(JSON.stringify(body));
};

/** @type {any} */
const byFunction = {
	name: 'echoApi',
	displayName: 'Echo',
	properties: [
		{ displayName: 'Key', name: 'key', type: 'string', default: '' },
		{ displayName: 'Flavour', name: 'flavour', type: 'string', default: 'plain' },
	],
	async authenticate(credentials, options) {
		return {
			...options,
			headers: { ...options.headers, 'x-key': credentials.key, 'x-flavour': credentials.flavour },
		};
	},
};
const byExpression = {
	...byFunction,
	authenticate: {
		type: 'generic',
		properties: { headers: { 'x-key': '={{ $credentials.key }}' } },
	},
};

/** A throw-away declarative node; `more` replaces parts of its description. */
/** @returns {any} */
const echoNode = (
	/** @type {any} */ { pagination, preSend = [], postReceive, methods, ...more } = {},
) => ({
	methods,
	description: {
		displayName: 'Echo',
		name: 'echo',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Echo' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'echoApi', required: true }],
		requestDefaults: { baseURL: url },
		...(pagination && { requestOperations: { pagination } }),
		properties: [
			{
				displayName: 'Word',
				name: 'word',
				type: 'string',
				default: 'silence',
				required: true,
				routing: {
					request: { method: 'POST', url: '/echo' },
					send: { type: 'body', property: 'word', preSend, paginate: pagination !== undefined },
					...(postReceive && { output: { postReceive } }),
				},
			},
		],
		...more,
	},
});

const run = (options) =>
	runNode({
		credentials: { echoApi: { key: 'k-1' } },
		credentialTypes: [byFunction],
		...options,
		node: options.node ?? echoNode(),
	});

test('items run through, each with its own expressions, and stay paired', async () => {
	const result = await run({
		parameters: { word: '={{ $json.say }}' },
		items: ['a', 'b', 'c'].map((say) => ({ json: { say } })),
	});
	expect(result).toMatchObject({ status: 'success', error: undefined, waitTill: undefined });
	expect(result.items).toEqual(
		['a', 'b', 'c'].map((word, item) => ({ json: { echo: { word } }, pairedItem: { item } })),
	);
	expect(result.outputs).toEqual([result.items]);
});

test('parameters that are not given have their defaults', async () => {
	const { items } = await run({});
	expect(items[0].json).toEqual({ echo: { word: 'silence' } });
});

test('an empty required parameter is refused before anything is sent', async () => {
	const result = await run({ parameters: { word: '' } });
	expect(result.status).toBe('error');
	expect(result.error.name).toBe('WorkflowHasIssuesError');
	expect(requests).toEqual([]);
});

test.each([
	['function', byFunction],
	['expression', byExpression],
])('the credential authenticates by %s', async (_form, type) => {
	await run({ credentialTypes: [type] });
	expect(requests[0].headers['x-key']).toBe('k-1');
});

test('a credential is filled with its defaults', async () => {
	await run({});
	expect(requests[0].headers['x-flavour']).toBe('plain');
});

test('a pagination function sends as often as it wants', async () => {
	const node = echoNode({
		async pagination(request) {
			const say = async (word) =>
				await this.makeRoutingRequest({
					...request,
					options: { ...request.options, body: { word } },
				});
			return [...(await say('one')), ...(await say('two'))];
		},
	});
	const { items } = await run({ node });
	expect(items.map((item) => /** @type {any} */ (item.json.echo).word)).toEqual(['one', 'two']);
});

test('an answer that is refused stops the execution with its status', async () => {
	answer = (_seen, response) => json(response, 402, { error: { message: 'no credits' } });
	const result = await run({ items: [{ json: {} }, { json: {} }] });
	expect(result).toMatchObject({
		status: 'error',
		items: [],
		error: {
			name: 'NodeApiError',
			httpCode: '402',
			description: 'no credits',
			context: { itemIndex: 0 },
		},
	});
});

test('Continue gives the item with its error on the regular output', async () => {
	answer = (seen, response) => json(response, seen.body.word === 'b' ? 500 : 200, { ok: true });
	const result = await run({
		onError: 'continueRegularOutput',
		parameters: { word: '={{ $json.say }}' },
		items: ['a', 'b'].map((say) => ({ json: { say } })),
	});
	expect(result.status).toBe('success');
	expect(result.items.map((item) => item.json)).toEqual([
		{ ok: true },
		{ error: expect.stringContaining('not able to process') },
	]);
});

test('Continue (using error output) has two outputs', async () => {
	answer = (seen, response) => json(response, seen.body.word === 'b' ? 500 : 200, { ok: true });
	const { outputs } = await run({
		onError: 'continueErrorOutput',
		parameters: { word: '={{ $json.say }}' },
		items: ['a', 'b'].map((say) => ({ json: { say } })),
	});
	expect(outputs.map((items) => items.length)).toEqual([1, 1]);
});

/** An item that says what went wrong, as a hook returns it, in each of n8n's three spellings. */
const troubled = {
	json: () => ({ json: { error: 'late', code: 'y', id: 'z' }, pairedItem: { item: 0 } }),
	error: (node) => ({
		json: { code: 'y' },
		error: new NodeOperationError(node, 'late'),
		pairedItem: { item: 0 },
	}),
	hidden: (node) =>
		Object.defineProperty(troubled.json(), 'error', {
			value: new NodeOperationError(node, 'late'),
		}),
};

test.each([
	['continueRegularOutput', 'json', [[{ error: 'late', code: 'y', id: 'z' }]]],
	['continueRegularOutput', 'error', [[{ error: 'late' }]]],
	['continueErrorOutput', 'json', [[{ error: 'late', code: 'y', id: 'z' }], []]],
	['continueErrorOutput', 'error', [[], [{ error: 'late' }]]],
	['continueErrorOutput', 'hidden', [[], [{ say: 'a', error: 'late', code: 'y', id: 'z' }]]],
])('%s: an item with its error in %s', async (onError, spelling, expected) => {
	const node = echoNode({
		async pagination() {
			return [troubled[spelling](this.getNode())];
		},
	});
	const { outputs, status } = await run({ node, onError, items: [{ json: { say: 'a' } }] });
	expect(status).toBe('success');
	expect(outputs.map((items) => items.map((item) => item.json))).toEqual(expected);
});

test('Retry On Fail runs the node again, with the same execute data', async () => {
	const seen = new Set();
	const node = echoNode({
		preSend: [
			async function (options) {
				seen.add(this.getExecuteData());
				return options;
			},
		],
	});
	answer = (_seen, response) => json(response, requests.length < 3 ? 503 : 200, { ok: true });
	const result = await run({ node, retryOnFail: true, maxTries: 3, waitBetweenTries: 1 });
	expect(result.items.map((item) => item.json)).toEqual([{ ok: true }]);
	expect(requests).toHaveLength(3);
	expect(seen.size).toBe(1);
});

test('Execute Once runs one item, while the execute data holds all', async () => {
	let size;
	const node = echoNode({
		preSend: [
			async function (options) {
				size = this.getExecuteData().data.main[0].length;
				return options;
			},
		],
	});
	const { items } = await run({ node, executeOnce: true, items: [{ json: {} }, { json: {} }] });
	expect(items).toHaveLength(1);
	expect(requests).toHaveLength(1);
	expect(size).toBe(2);
});

test('a cancel reaches a hook that waits, and the next try too', async () => {
	const controller = new AbortController();
	const aborted = [];
	const node = echoNode({
		async pagination() {
			const waiting = sleep(60_000, this.getExecutionCancelSignal()).catch(() => undefined);
			controller.abort();
			await waiting;
			aborted.push(this.getExecutionCancelSignal().aborted);
			throw new NodeOperationError(this.getNode(), 'The execution was canceled while waiting');
		},
	});
	const result = await run({
		node,
		signal: controller.signal,
		retryOnFail: true,
		maxTries: 2,
		waitBetweenTries: 1,
	});
	expect(result).toMatchObject({
		status: 'canceled',
		items: [],
		error: { message: 'The execution was canceled while waiting' },
	});
	expect(aborted).toEqual([true, true]);
});

test('a cancel aborts the request under way', async () => {
	const controller = new AbortController();
	answer = () => {
		controller.abort();
	};
	const result = await run({ signal: controller.signal });
	expect(result.status).toBe('canceled');
});

test.each(['memory', 'filesystem'])('files go in and come out (%s)', async (binaryMode) => {
	const bytes = Buffer.from('a small file');
	const node = echoNode({
		async pagination() {
			const data = await this.helpers.getBinaryDataBuffer('data');
			const copy = await this.helpers.prepareBinaryData(
				Buffer.concat([data, data]),
				'twice.txt',
				'text/plain',
			);
			return [{ json: this.helpers.assertBinaryData('data'), binary: { copy } }];
		},
	});
	const { items } = await run({
		node,
		binaryMode,
		items: [
			{ json: {}, binary: { data: { data: bytes, fileName: 'one.txt', mimeType: 'text/plain' } } },
		],
	});
	expect(items[0].json).toMatchObject({
		fileName: 'one.txt',
		mimeType: 'text/plain',
		bytes: bytes.length,
	});
	expect(items[0].binary.copy).toMatchObject({ fileName: 'twice.txt', mimeType: 'text/plain' });
	expect(items[0].binary.copy.id !== undefined).toBe(binaryMode === 'filesystem');
	expect(binaryOf(items[0], 'copy')).toEqual(Buffer.concat([bytes, bytes]));
});

test('execution id, node name and run index are what the caller says', async () => {
	let seen;
	const node = echoNode({
		preSend: [
			async function (options) {
				seen = [this.getExecutionId(), this.getNode().name, this.runIndex];
				return options;
			},
		],
	});
	await run({ node, executionId: 'exec-7', nodeName: 'Second Echo', runIndex: 4 });
	expect(seen).toEqual(['exec-7', 'Second Echo', 4]);
});

test('a node may put the execution to wait', async () => {
	const until = new Date(Date.now() + 60_000);
	const node = echoNode({
		async pagination() {
			await this.putExecutionToWait(until);
			return [{ json: {} }];
		},
	});
	const result = await run({ node });
	expect(result).toMatchObject({ status: 'waiting', waitTill: until });
});

test('a picker gets its filter, its page and the credential', async () => {
	const node = echoNode({
		methods: {
			listSearch: {
				async words(filter, paginationToken) {
					const body = { filter, paginationToken, type: this.getCurrentNodeParameter('kind') };
					const found = await this.helpers.httpRequestWithAuthentication.call(this, 'echoApi', {
						method: 'POST',
						url: `${url}/words`,
						body,
					});
					return { results: [{ name: 'Word', value: found.echo }], paginationToken: 'next' };
				},
			},
		},
	});
	const found = await listSearch({
		node,
		method: 'words',
		parameters: { kind: 'noun' },
		filter: 'wo',
		paginationToken: '2',
		credentials: { echoApi: { key: 'k-2' } },
		credentialTypes: [byFunction],
	});
	expect(found).toEqual({
		results: [{ name: 'Word', value: { filter: 'wo', paginationToken: '2', type: 'noun' } }],
		paginationToken: 'next',
	});
	expect(requests[0].headers['x-key']).toBe('k-2');
});

describe('the test of a credential', () => {
	/** @returns {any} */
	const tested = () => ({
		...byFunction,
		properties: [
			...byFunction.properties,
			{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: url },
		],
		test: {
			request: { baseURL: '={{ $credentials.baseUrl }}', url: '/me' },
			rules: [
				{
					type: 'responseCode',
					properties: { value: 403, message: 'The key is known but may not do this' },
				},
			],
		},
	});
	const check = (data = { key: 'k-3' }) =>
		testCredential({ type: 'echoApi', data, credentialTypes: [tested()] });

	test('passes', async () => {
		expect(await check()).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(requests[0]).toMatchObject({ method: 'GET', path: '/me', headers: { 'x-key': 'k-3' } });
	});
	test('fails with the words of its rule', async () => {
		answer = (_seen, response) => json(response, 403, {});
		expect(await check()).toEqual({
			status: 'Error',
			message: 'The key is known but may not do this',
		});
	});
	test('fails with the words of the status', async () => {
		answer = (_seen, response) => json(response, 401, {});
		expect(await check()).toEqual({ status: 'Error', message: 'Unauthorized' });
	});
	test('fails where nothing answers', async () => {
		expect(await check({ key: 'k-3', baseUrl: 'http://127.0.0.1:1' })).toEqual({
			status: 'Error',
			message: 'ECONNREFUSED',
		});
	});
});

describe('a whole workflow', () => {
	const node = (name, type, parameters = {}) => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
	});
	const to = (...outputs) => ({
		main: outputs.map((name) => (name ? [{ node: name, type: 'main', index: 0 }] : [])),
	});
	const echo = node('Echo', 'n8n-nodes-heygen-video.echo', { word: '={{ $json.say }}' });
	const say = ['a', 'b', 'c'].map((word) => ({ json: { say: word } }));
	const runAll = (workflow, options = {}) =>
		runWorkflow({
			nodes: [echoNode()],
			credentials: { echoApi: { key: 'k-4' } },
			credentialTypes: [byFunction],
			workflow,
			...options,
		});

	test('edits fields, splits a list and pairs results to their rows', async () => {
		const result = await runAll({
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger'),
				node('Note', 'n8n-nodes-base.stickyNote', { content: 'hello' }),
				node('Rows', 'n8n-nodes-base.set', {
					mode: 'raw',
					jsonOutput: '={{ { rows: [{ say: "a" }, { say: "b" }] } }}',
				}),
				node('Split', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'rows' }),
				echo,
				node('Named', 'n8n-nodes-base.set', {
					assignments: {
						assignments: [
							{ name: 'said.word', type: 'string', value: "={{ $('Split').item.json.say }}" },
						],
					},
				}),
			],
			connections: { Start: to('Rows'), Rows: to('Split'), Split: to('Echo'), Echo: to('Named') },
		});
		expect(result.status).toBe('success');
		expect(result.itemsOf('Echo').map((item) => item.json)).toEqual([
			{ echo: { word: 'a' } },
			{ echo: { word: 'b' } },
		]);
		expect(result.itemsOf('Named').map((item) => item.json)).toEqual([
			{ said: { word: 'a' } },
			{ said: { word: 'b' } },
		]);
		expect(requests[0].headers['x-key']).toBe('k-4');
	});

	test('loops, and the node runs once a batch', async () => {
		const result = await runAll(
			{
				nodes: [
					node('Start', 'n8n-nodes-base.formTrigger'),
					node('Loop', 'n8n-nodes-base.splitInBatches', { batchSize: 2 }),
					echo,
					node('End', 'n8n-nodes-base.noOp'),
				],
				connections: { Start: to('Loop'), Loop: to('End', 'Echo'), Echo: to('Loop') },
			},
			{ startItems: say },
		);
		expect(result.runData.Echo).toHaveLength(2);
		expect(result.itemsOf('End').map((item) => /** @type {any} */ (item.json.echo).word)).toEqual([
			'a',
			'b',
			'c',
		]);
	});

	test('says which node type it does not have', async () => {
		await expect(
			runAll({ nodes: [node('Start', 'n8n-nodes-base.quantum')], connections: {} }),
		).rejects.toThrow("'n8n-nodes-base.quantum'");
	});
});

describe.each(/** @type {const} */ (['langchain', 'engine']))(
	'as the tool of an agent, through %s',
	(through) => {
		const runAsTool = (options = {}) =>
			runTool({
				node: echoNode({ usableAsTool: true }),
				credentials: { echoApi: { key: 'k-5' } },
				credentialTypes: [byFunction],
				through,
				parameters: { word: "={{ $fromAI('word', 'what to say', 'string') }}" },
				calls: [{ word: 'a' }, { word: 'b' }],
				...options,
			});

		test('each call is answered by its own item', async () => {
			const { answers, status } = await runAsTool();
			expect(status).toBe('success');
			expect(answers.map(({ response }) => response)).toEqual([
				[{ echo: { word: 'a' } }],
				[{ echo: { word: 'b' } }],
			]);
		});

		test('a refused call is told to the agent', async () => {
			answer = (seen, response) =>
				json(response, seen.body.word === 'b' ? 400 : 200, { fine: true });
			const { answers } = await runAsTool();
			expect(answers[0]).toEqual({ response: [{ fine: true }] });
			expect(JSON.stringify(answers[1])).toContain('check your parameters');
		});

		test('the execute data of calls at the same time', async () => {
			const seen = [];
			const node = echoNode({
				usableAsTool: true,
				preSend: [
					async function (options) {
						seen.push([this.getExecuteData(), this.inputData, this.getInputData(), this.runIndex]);
						return options;
					},
				],
			});
			await runAsTool({ node });
			const distinct = (i) => new Set(seen.map((one) => one[i])).size;
			const shared = through === 'langchain';
			expect([distinct(0), distinct(1), distinct(3)]).toEqual([shared ? 1 : 2, 2, 2]);
			expect(seen[0][2].json).toEqual(shared ? {} : { word: 'a', toolCallId: 'call-0' });
		});
	},
);

test('a node that is not usable as a tool is not run as one', async () => {
	await expect(runTool({ node: echoNode() })).rejects.toThrow('not usable as a tool');
});
