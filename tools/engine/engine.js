// Runs our nodes in n8n's real engine (n8n-core: WorkflowExecute, RoutingNode, its request helpers and
// binary data), in this process, without a server or a database. What n8n's server adds around the engine
// is done here the way it does it: declarative nodes get an `execute`, credentials are filled with
// their defaults and applied by `authenticate`, the picker methods get a LoadOptionsContext.
// Where `require` reads TypeScript (under jest, after tools/npm/source.js) the nodes come from their sources, else from `dist`.

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { setTimeout: wait } = require('node:timers/promises');

const root = path.join(__dirname, '..', '..');
const underJest = process.env.JEST_WORKER_ID !== undefined;
const readsSources = underJest || '.ts' in require.extensions;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-engine-'));
const removeFolder = () => fs.rmSync(folder, { recursive: true, force: true });
if (underJest && typeof afterAll === 'function') afterAll(removeFolder);
else process.once('exit', removeFolder);

// n8n-core reads these while it is loaded.
Object.assign(process.env, {
	N8N_USER_FOLDER: folder,
	N8N_ENCRYPTION_KEY: 'in-process-engine-of-the-tests',
	N8N_LOG_LEVEL: process.env.N8N_LOG_LEVEL ?? 'silent',
	N8N_DIAGNOSTICS_ENABLED: 'false',
});
// n8n 2.40 is written for Node 24; this is all that Node 20 lacks.
Promise.withResolvers ??= function () {
	let resolve;
	let reject;
	const promise = new Promise((yes, no) => {
		resolve = yes;
		reject = no;
	});
	return { promise, resolve, reject };
};
// Node 24 does not count the listeners of an AbortSignal; Node 20 would warn at the eleventh item that waits for a cancel.
require('node:events').setMaxListeners(0);
require('reflect-metadata');
// The container of n8n-core's own copy: another one knows none of its services.
const { Container } = require(
	require.resolve('@n8n/di', { paths: [path.dirname(require.resolve('n8n-core'))] }),
);
const {
	BinaryDataConfig,
	BinaryDataService,
	DirectoryLoader,
	ExecuteContext,
	ExecutionLifecycleHooks,
	HookContext,
	LoadOptionsContext,
	PollContext,
	RoutingNode,
	WorkflowExecute,
	getAdditionalKeys,
} = require('n8n-core');
const {
	BINARY_ENCODING,
	ICredentialsHelper,
	NodeConnectionTypes,
	NodeHelpers,
	Workflow,
	createRunExecutionData,
	deepCopy,
} = require('n8n-workflow');
const { parse, stringify } = require('flatted');
const { objectStore } = require('./objectStore');
const { standInFor } = require('./standIns');

// ---- Our package's nodes and credentials -------------------------------------------------------------

const ours = require(path.join(root, 'package.json'));

/** Instances of the classes that package.json lists under `n8n.nodes` or `n8n.credentials`. */
const loadOurs = (kind) =>
	ours.n8n[kind].map((built) => {
		const file = readsSources ? built.replace(/^dist\//, '').replace(/\.js$/, '.ts') : built;
		const [className] = path.basename(file).split('.');
		return new (require(path.join(root, file))[className])();
	});

const once = (make) => {
	let made;
	return () => (made ??= make());
};
const ourNodes = once(() => loadOurs('nodes'));
const ourCredentials = once(() => loadOurs('credentials'));

const prepared = new WeakSet();

/** Does to a node type what n8n's loader and `NodeTypes` do: the request options, and `execute` for declarative nodes. */
const prepareNodeType = (type) => {
	const declarative = type.description.requestDefaults !== undefined;
	if (!prepared.has(type)) {
		prepared.add(type);
		DirectoryLoader.applyDeclarativeNodeOptionParameters(type);
		if (
			!type.execute &&
			!type.supplyData &&
			!type.poll &&
			!type.trigger &&
			(!type.webhook || declarative)
		) {
			type.execute = async function () {
				return await new RoutingNode(this, type).runNode();
			};
		}
	}
	return type;
};

/** n8n's INodeTypes over the given node types, ours, and the stand-ins. */
const nodeTypesWith = (extra = []) => {
	const find = (fullName) => {
		const [prefix, name] = fullName.split('.');
		const named = (types) => types.find((type) => type.description.name === name);
		const type = [ours.name, 'CUSTOM'].includes(prefix)
			? (named(extra) ?? named(ourNodes()))
			: standInFor(name);
		if (type === undefined) throw new Error(`The in-process engine has no node type '${fullName}'`);
		return prepareNodeType(type);
	};
	return { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) };
};

// ---- Credentials --------------------------------------------------------------------------------------

/** The fields of n8n's own OAuth2 credential that its request helper reads. */
const oAuth2Api = {
	name: 'oAuth2Api',
	displayName: 'OAuth2 API',
	properties: Object.entries({
		grantType: 'authorizationCode',
		authUrl: '',
		accessTokenUrl: '',
		clientId: '',
		clientSecret: '',
		scope: '',
		authQueryParameters: '',
		authentication: 'header',
	}).map(([name, value]) => ({ displayName: name, name, type: 'string', default: value })),
};

/** Stands in for the server's CredentialsHelper: values from memory instead of a database. */
class MemoryCredentials extends /** @type {any} */ (ICredentialsHelper) {
	/** @param values credential type → its decrypted values; `extraTypes` credential type instances besides ours */
	constructor(values, extraTypes = []) {
		super();
		this.values = values;
		this.extraTypes = [oAuth2Api, ...extraTypes];
	}

	type(name) {
		const type =
			this.extraTypes.find((one) => one.name === name) ??
			ourCredentials().find((one) => one.name === name);
		if (type === undefined)
			throw new Error(`The in-process engine has no credential type '${name}'`);
		return type;
	}

	getParentTypes(name) {
		const parents = this.type(name).extends ?? [];
		return [...parents, ...parents.flatMap((parent) => this.getParentTypes(parent))];
	}

	isCredentialUsableByNode() {
		return true;
	}

	getCredentialsProperties(name) {
		const type = this.type(name);
		const properties = [];
		for (const parent of type.extends ?? [])
			NodeHelpers.mergeNodeProperties(properties, this.getCredentialsProperties(parent));
		NodeHelpers.mergeNodeProperties(properties, type.properties);
		return properties;
	}

	withDefaults(name, values) {
		const filled = NodeHelpers.getNodeParameters(
			this.getCredentialsProperties(name),
			values,
			true,
			false,
			null,
			null,
		);
		for (const key of ['oauthTokenData', 'allowedHttpRequestDomains', 'allowedDomains']) {
			if (values[key] !== undefined) filled[key] ??= values[key];
		}
		return filled;
	}

	async getDecrypted(additionalData, { name }, type, mode, executeData, raw, resolve) {
		const values = this.values[type];
		if (values === undefined)
			throw new Error(`No values were given for the credential '${type}' (${name})`);
		if (raw) return values;
		const filled = this.withDefaults(type, values);
		if (!resolve) return filled;
		const keys = getAdditionalKeys(additionalData, mode, null, { isCredential: true });
		return resolve.workflow.expression.getParameterValue(
			filled,
			resolve.runExecutionData,
			resolve.runIndex,
			resolve.itemIndex,
			resolve.node.name,
			resolve.connectionInputData,
			mode,
			keys,
			executeData,
			false,
			filled,
		);
	}

	async authenticate(credentials, name, options, workflow, node) {
		const { authenticate } = this.type(name);
		if (typeof authenticate === 'function') return await authenticate(credentials, options);
		const resolved = (value) =>
			typeof value === 'string' && value.startsWith('=')
				? String(
						workflow.expression.getSimpleParameterValue(
							node,
							value,
							'internal',
							{ $credentials: credentials },
							undefined,
							'',
						) ?? '',
					)
				: value;
		for (const [part, entries] of Object.entries(authenticate?.properties ?? {})) {
			options[part] ??= {};
			for (const [key, value] of Object.entries(entries))
				options[part][resolved(key)] = resolved(value);
		}
		return options;
	}

	async preAuthentication() {
		return undefined;
	}

	async runPreAuthentication() {
		return undefined;
	}

	async getCredentials() {
		throw new Error('Encrypted credentials do not exist in the in-process engine');
	}

	async updateCredentials(_details, type, data) {
		this.values[type] = { ...this.values[type], ...data };
	}

	async updateCredentialsOauthTokenData(_details, type, { oauthTokenData }) {
		this.values[type] = { ...this.values[type], oauthTokenData };
	}
}

/** The `credentials` of a node: those values that its type declares, named after their type. */
const referencesFor = (type, values) =>
	Object.fromEntries(
		(type.description.credentials ?? [])
			.filter(({ name }) => values[name] !== undefined)
			.map(({ name }) => [name, { id: name, name }]),
	);

// ---- One execution ------------------------------------------------------------------------------------

/** @returns {any} n8n's own type has much that no node asks for */
const additionalDataFor = ({
	workflowData,
	credentialsHelper,
	executionId = undefined,
	mode,
	currentNodeParameters = undefined,
	address = 'http://localhost:5678',
}) => {
	const base = `${address}/`;
	return {
		credentialsHelper,
		currentNodeParameters,
		executionId,
		currentNodeExecutionIndex: 0,
		hooks: new ExecutionLifecycleHooks(mode, executionId, workflowData),
		instanceBaseUrl: base,
		restApiUrl: `${base}rest`,
		formWaitingBaseUrl: `${base}form-waiting`,
		webhookBaseUrl: `${base}webhook`,
		webhookTestBaseUrl: `${base}webhook-test`,
		webhookWaitingBaseUrl: `${base}webhook-waiting`,
		variables: {},
		setExecutionStatus() {},
		logAiEvent() {},
	};
};

/** `memory` (n8n's mode `default`) or `filesystem` (files under a folder of this process). */
const bucket = once(() => objectStore(require.resolve('n8n-core')));
const useBinaryMode = async (mode) => {
	Container.get(BinaryDataConfig).mode = mode === 'memory' ? 'default' : mode;
	await Container.get(BinaryDataService).init();
	if (mode === 's3') Container.get(BinaryDataService).setManager('s3', await bucket());
};

/** Stores the files of given items (`data` a Buffer, or text in base64) as n8n would have stored them. */
const storeBinaries = async (items, executionId) =>
	await Promise.all(
		items.map(async (item) => {
			if (!item.binary) return item;
			const binary = {};
			for (const [name, { data, ...meta }] of Object.entries(item.binary)) {
				const bytes = Buffer.isBuffer(data) ? data : Buffer.from(data, BINARY_ENCODING);
				binary[name] = await Container.get(BinaryDataService).store(
					{ type: 'execution', workflowId: 'workflow-1', executionId },
					bytes,
					{ mimeType: 'application/octet-stream', ...meta },
				);
			}
			return { ...item, binary };
		}),
	);

/** What n8n's "Retry execution" goes on with: all that it had stored of a failed execution, less the failed run of the last node. */
const repeated = ({ data }, workflow) => {
	const again = JSON.parse(JSON.stringify(data));
	delete again.resultData.error;
	again.resultData.runData[again.resultData.lastNodeExecuted]?.pop();
	for (const entry of again.executionData.nodeExecutionStack)
		entry.node = workflow.getNode(entry.node.name);
	return again;
};

/** Runs from one entry on n8n's stack to the end and tidies up what came of it; an execution that sleeps is woken at its time, `deadlines` times, once `asleep` is through. */
const execute = async (
	/** @type {any} */ {
		workflow,
		additionalData,
		mode,
		runData = {},
		pinData = {},
		first,
		signal,
		retryOf,
		deadlines = 0,
		asleep = async () => {},
		resumeToken,
	},
) => {
	const runExecutionData = retryOf
		? repeated(retryOf, workflow)
		: createRunExecutionData({
				startData: {},
				resultData: { runData, pinData },
				executionData: { nodeExecutionStack: [first] },
				resumeToken,
			});
	let full;
	let sleptMs = 0;
	try {
		const running = new WorkflowExecute(
			additionalData,
			mode,
			runExecutionData,
		).processRunExecutionData(workflow);
		const cancel = () => running.cancel();
		if (signal?.aborted) cancel();
		signal?.addEventListener('abort', cancel, { once: true });
		full = await running.finally(() => signal?.removeEventListener('abort', cancel));
		for (; full.waitTill && deadlines > 0; deadlines--) {
			const fellAsleep = Date.now();
			await asleep();
			await wait(Math.max(0, full.waitTill.getTime() - Date.now()));
			sleptMs += Date.now() - fellAsleep;
			// As n8n stores it meanwhile.
			full = await new WorkflowExecute(
				additionalData,
				mode,
				parse(stringify(full.data)),
			).processRunExecutionData(workflow);
		}
	} catch (error) {
		// What n8n refuses before it starts a node, e.g. a required parameter that is empty.
		return { status: 'error', error, runData, waitTill: undefined, data: undefined };
	}
	const { resultData } = full.data;
	return {
		status: full.status,
		error: resultData.error,
		runData: resultData.runData,
		waitTill: full.waitTill,
		data: full.data,
		sleptMs,
	};
};

/** The version that n8n gives a new node of a type. */
const newestOf = ({ description: { version, defaultVersion } }) =>
	defaultVersion ?? [version].flat().at(-1);

const outputsOf = (runs) => (runs?.at(-1)?.data?.main ?? []).map((items) => items ?? []);

/**
 * Feeds items to one node and returns what comes out of it.
 * Options:
 *   `parameters` the node's parameters; defaults are filled in as n8n does
 *   `items` input items `{json, binary?, pairedItem?}`; default one empty item
 *   `credentials` credential type → values
 *   `node` a node type instance; default our HeyGen node
 *   `credentialTypes` credential type instances besides ours
 *   `onError`
 *   `retryOnFail` with `maxTries` (2–5) and `waitBetweenTries` (ms)
 *   `executeOnce`
 *   `executionId` default 'exec-1'
 *   `resumeToken` what n8n draws for each execution; '' as in its older versions, which draw none
 *   `nodeId` default 'node-1'
 *   `nodeName` default the node's own name
 *   `typeVersion` default that of a new node
 *   `runIndex` how often the node has run before in this execution
 *   `mode` default 'manual'
 *   `signal` cancels the execution, as "Stop" in the editor does
 *   `binaryMode` 'memory' (default), 'filesystem' or 's3'
 *   `retryOf` what an earlier call returned whose execution failed: this one retries it, as from n8n's list of executions
 * Gives `{items, outputs, status, error, runData, waitTill}`: the items of output 0, of all outputs, the
 *   execution's status ('success', 'error', 'canceled', 'waiting') and its error as n8n stores it
 * @type {typeof import('./engine').runNode}
 */
const runNode = async ({
	parameters = {},
	items = [{ json: {} }],
	credentials = {},
	node: type = ourNodes()[0],
	credentialTypes,
	executionId = 'exec-1',
	nodeId = 'node-1',
	nodeName = type.description.defaults?.name ?? type.description.displayName,
	typeVersion = newestOf(type),
	runIndex,
	retryOf,
	mode = retryOf ? 'retry' : 'manual',
	signal,
	binaryMode = 'memory',
	onError,
	retryOnFail,
	maxTries,
	waitBetweenTries,
	executeOnce,
	resumeToken,
} = {}) => {
	await useBinaryMode(binaryMode);
	const source = {
		id: 'node-0',
		name: 'Items',
		type: 'engine.items',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const node = {
		id: nodeId,
		name: nodeName,
		type: `${ours.name}.${type.description.name}`,
		typeVersion,
		position: [200, 0],
		parameters: deepCopy(parameters),
		credentials: referencesFor(type, credentials),
		onError,
		retryOnFail,
		maxTries,
		waitBetweenTries,
		executeOnce,
	};
	/** @type {any} */
	const workflowData = {
		id: 'workflow-1',
		name: 'Engine test',
		nodes: [source, node],
		settings: { executionOrder: 'v1' },
		connections: { Items: { main: [[{ node: nodeName, type: 'main', index: 0 }]] } },
	};
	const workflow = new Workflow({
		...workflowData,
		active: false,
		nodeTypes: nodeTypesWith([type]),
	});
	const credentialsHelper = new MemoryCredentials(credentials, credentialTypes);
	const additionalData = additionalDataFor({ workflowData, credentialsHelper, executionId, mode });
	const input = await storeBinaries(items, executionId);
	/** @type {any} */
	const result = await execute({
		workflow,
		additionalData,
		mode,
		signal,
		retryOf,
		resumeToken,
		runData: {
			Items: [
				{
					startTime: Date.now(),
					executionTime: 0,
					executionIndex: 0,
					executionStatus: 'success',
					source: [],
					data: { main: [input] },
				},
			],
		},
		first: {
			node: workflow.getNode(nodeName),
			data: { main: [input] },
			source: { main: [{ previousNode: 'Items' }] },
			runIndex,
		},
	});
	const outputs = outputsOf(result.runData[nodeName]);
	return { items: outputs[0] ?? [], outputs, ...result };
};

/**
 * Runs a whole workflow from its start node (the first without inputs that leads anywhere).
 * Options as for `runNode`, and:
 *   `workflow` the workflow's JSON as n8n exports it
 *   `startItems` what the start node gives out; default one empty item
 *   `deadlines` how often an execution that sleeps is woken when its time is up; default 0
 *   `asleep` what happens before it is woken
 *   `nodes` node type instances besides ours and the stand-ins
 *   `onNode` is told the name of each node just before it runs, and waited for
 * Gives `{status, error, runData, waitTill, sleptMs, itemsOf}`; `itemsOf(nodeName, output = 0)` gives the items of
 *   all runs of a node
 * @type {typeof import('./engine').runWorkflow}
 */
const runWorkflow = async ({
	workflow: json,
	credentials = {},
	startItems = [{ json: {} }],
	nodes: extra = [],
	credentialTypes,
	executionId = 'exec-1',
	mode = 'manual',
	signal,
	binaryMode = 'memory',
	deadlines,
	asleep,
	address,
	pinData,
	onNode,
}) => {
	await useBinaryMode(binaryMode);
	const nodeTypes = nodeTypesWith(extra);
	/** @type {any} */
	const workflowData = deepCopy({ id: 'workflow-1', name: 'Engine test', ...json });
	workflowData.settings = { executionOrder: 'v1', ...workflowData.settings };
	for (const node of workflowData.nodes) {
		node.credentials = referencesFor(nodeTypes.getByNameAndVersion(node.type), credentials);
	}
	const workflow = new Workflow({ ...workflowData, active: false, nodeTypes });
	const start = workflowData.nodes.find(
		({ name, disabled }) =>
			!disabled &&
			workflow.connectionsBySourceNode[name] !== undefined &&
			workflow.connectionsByDestinationNode[name] === undefined,
	);
	if (start === undefined) throw new Error('The workflow has no node to start from');
	const credentialsHelper = new MemoryCredentials(credentials, credentialTypes);
	const additionalData = additionalDataFor({
		workflowData,
		credentialsHelper,
		executionId,
		mode,
		address,
	});
	if (onNode) additionalData.hooks.addHandler('nodeExecuteBefore', onNode);
	const input = await storeBinaries(startItems, executionId);
	/** @type {any} */
	const result = await execute({
		workflow,
		additionalData,
		mode,
		signal,
		deadlines,
		asleep,
		pinData,
		first: { node: workflow.getNode(start.name), data: { main: [input] }, source: null },
	});
	const itemsOf = (name, output = 0) =>
		(result.runData[name] ?? []).flatMap((run) => run.data?.main?.[output] ?? []);
	return { ...result, itemsOf };
};

/** The tool that n8n makes of a node that is `usableAsTool`: no inputs, one output, otherwise the node itself. */
const toolOf = (type) =>
	Object.create(prepareNodeType(type), {
		description: {
			value: {
				...type.description,
				name: `${type.description.name}Tool`,
				inputs: [],
				outputs: [NodeConnectionTypes.AiTool],
			},
		},
	});

/**
 * Lets an agent call a node as its tool, once per entry of `calls`, at the same time.
 * @param {object} options `parameters` (with `$fromAI()` where the agent fills in), `credentials`, `calls` (the
 *   arguments of each call), `through`: 'langchain' (agents 1 and 2) or 'engine' (agent 3), `node`, `typeVersion`, `onError`, `retryOnFail` and its settings, `signal`
 * @returns `{answers, status, error, runData}`; an answer is `{response}` (the items' JSON) or `{error}`
 */
const runTool = async ({
	parameters = {},
	calls = [{}],
	through = 'langchain',
	node: type = ourNodes()[0],
	typeVersion = newestOf(type),
	onError,
	retryOnFail,
	maxTries,
	waitBetweenTries,
	...options
}) => {
	if (!type.description.usableAsTool)
		throw new Error(`'${type.description.displayName}' is not usable as a tool`);
	const tool = toolOf(type);
	const position = [0, 0];
	const result = await runWorkflow({
		...options,
		nodes: [tool],
		workflow: {
			nodes: [
				{
					id: 'start',
					name: 'Start',
					type: 'n8n-nodes-base.manualTrigger',
					typeVersion: 1,
					position,
					parameters: {},
				},
				{
					id: 'agent',
					name: 'Agent',
					type: 'engine.agent',
					typeVersion: 1,
					position,
					parameters: { through, tool: 'HeyGen tool', calls },
				},
				{
					id: 'tool',
					name: 'HeyGen tool',
					type: `${ours.name}.${tool.description.name}`,
					typeVersion,
					position,
					parameters,
					onError,
					retryOnFail,
					maxTries,
					waitBetweenTries,
				},
			],
			connections: {
				Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
				'HeyGen tool': {
					[NodeConnectionTypes.AiTool]: [
						[{ node: 'Agent', type: NodeConnectionTypes.AiTool, index: 0 }],
					],
				},
			},
		},
	});
	return { ...result, answers: result.itemsOf('Agent').map((item) => item.json) };
};

// ---- Pickers and credential tests ---------------------------------------------------------------------

/** A workflow with one node, as n8n's server makes it for pickers and credential tests. */
const singleNode = ({ type, parameters, credentials, nodeTypes, credentialTypes }) => {
	/** @type {any} */
	const node = {
		id: 'temp',
		name: 'Temp-Node',
		type: `${ours.name}.${type.description.name}`,
		typeVersion: newestOf(type),
		position: [0, 0],
		parameters: deepCopy(parameters),
		credentials: referencesFor(type, credentials),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const credentialsHelper = new MemoryCredentials(credentials, credentialTypes);
	// The workflow has filled in the defaults, which the editor sends too.
	const currentNodeParameters = { ...workflow.getNode(node.name).parameters, ...parameters };
	const additionalData = additionalDataFor({
		workflowData: {},
		credentialsHelper,
		mode: 'internal',
		currentNodeParameters,
	});
	return { node, workflow, credentialsHelper, additionalData };
};

/** What n8n's editor gives a picker's method. */
const editorContext = ({
	type,
	parameters = {},
	credentials = {},
	path: parameterPath = '',
	credentialTypes = undefined,
}) => {
	const { workflow, additionalData } = singleNode({
		type,
		parameters,
		credentials,
		nodeTypes: nodeTypesWith([type]),
		credentialTypes,
	});
	return new LoadOptionsContext(
		workflow,
		workflow.getNode('Temp-Node'),
		additionalData,
		parameterPath,
	);
};

/**
 * Opens the list of a resource locator, as the editor does.
 * @param {object} options `method` (name under `methods.listSearch`), `parameters`, `credentials`, and
 *   `filter` (what the user typed), `paginationToken` (from the page before), `path` of the parameter, `node`
 * @returns `{results, paginationToken?}`
 */
const listSearch = async ({
	method,
	filter,
	paginationToken,
	node: type = ourNodes()[0],
	...editor
}) =>
	await type.methods.listSearch[method].call(
		editorContext({ type, ...editor }),
		filter,
		paginationToken,
	);

/** The entries of a dropdown that the node reads from HeyGen; options as for `listSearch`. @returns `[{name, value}]` */
const loadOptions = async ({ method, node: type = ourNodes()[0], ...editor }) =>
	await type.methods.loadOptions[method].call(editorContext({ type, ...editor }));

/** The fields of a resource mapper, as the editor asks for them; options as for `listSearch`. @returns `{fields}` */
const mapResources = async ({ method, node: type = ourNodes()[0], ...editor }) =>
	await type.methods.resourceMapping[method].call(editorContext({ type, ...editor }));

/**
 * The credential's own `test` request, judged as n8n judges it.
 * @param {object} options `type` (credential type name), `data` (its values)
 * @returns `{status: 'OK'|'Error', message}`
 */
const testCredential = async ({ type: name, data, credentialTypes }) => {
	const values = { [name]: data };
	const credentialsHelper = new MemoryCredentials(values, credentialTypes);
	const { request, rules = [] } = credentialsHelper.type(name).test;
	const type = {
		description: {
			...standInFor('noOp').description,
			name: 'credentialTest',
			credentials: [{ name, required: true }],
			properties: [
				{ displayName: 'Temp', name: 'temp', type: 'string', default: '', routing: { request } },
			],
		},
	};
	const { workflow, additionalData } = singleNode({
		type,
		parameters: {},
		credentials: values,
		credentialTypes,
		nodeTypes: {
			getByName: () => type,
			getByNameAndVersion: () => type,
			getKnownTypes: () => ({}),
		},
	});
	const node = workflow.getNode('Temp-Node');
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData,
		'internal',
		createRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
	/** @type {any} */
	const decrypted = {
		id: name,
		name,
		type: name,
		data: credentialsHelper.withDefaults(name, data),
	};
	const refused = (message) => ({ status: 'Error', message });
	try {
		const [[item]] = await new RoutingNode(context, type, decrypted).runNode();
		const broken = rules.find(
			({ type: kind, properties }) =>
				kind === 'responseSuccessBody' && item.json?.[properties.key] === properties.value,
		);
		return broken
			? refused(broken.properties.message)
			: { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		const { response, code } = error.cause ?? {};
		if (response) {
			const rule = rules.find(
				({ type: kind, properties }) =>
					kind === 'responseCode' && properties.value === response.status,
			);
			return refused(
				rule?.properties.message ||
					response.statusText ||
					`Received HTTP status code: ${response.status}`,
			);
		}
		return refused(code ?? error.message);
	}
};

/**
 * What n8n gives a trigger outside of executions, at a public address.
 * @returns {[any, any, any, 'trigger', 'activate']}
 */
const triggerSetting = ({ node: type, parameters = {}, credentials = {} }) => {
	const { workflow, additionalData } = singleNode({
		type,
		parameters,
		credentials,
		nodeTypes: nodeTypesWith([type]),
		credentialTypes: undefined,
	});
	additionalData.webhookBaseUrl = 'https://n8n.example.com/webhook';
	return [workflow, workflow.getNode('Temp-Node'), additionalData, 'trigger', 'activate'];
};

/** One poll of a polling trigger: `node`, `parameters`, `credentials`. */
const pollOnce = async (trigger) =>
	await trigger.node.poll.call(new PollContext(...triggerSetting(trigger)));

/** Sets up a trigger's webhook at HeyGen, as the activation of its workflow does; options as for `pollOnce`. */
const activate = async (trigger) =>
	await trigger.node.webhookMethods.default.create.call(
		new HookContext(...triggerSetting(trigger)),
	);

/** n8n's own store of files, to see what is read of it. */
const binaryStore = () => Container.get(BinaryDataService);

/** Where an item's file is on disk, in binary mode `filesystem`. */
const fileOf = (item, name = 'data') =>
	Container.get(BinaryDataService).getPath(item.binary[name].id);

/** The bytes of an item's file, in either binary mode. */
/** As `binaryOf`, out of any store of n8n. */
const bytesOf = async (item, name = 'data') => {
	const { id } = item.binary[name];
	return id ? await Container.get(BinaryDataService).getAsBuffer({ id }) : binaryOf(item, name);
};
const binaryOf = (item, name = 'data') => {
	const { id, data } = item.binary[name];
	return id ? fs.readFileSync(fileOf(item, name)) : Buffer.from(data, BINARY_ENCODING);
};

module.exports = {
	activate,
	binaryOf,
	bytesOf,
	binaryStore,
	fileOf,
	listSearch,
	loadOptions,
	mapResources,
	pollOnce,
	runNode,
	runTool,
	runWorkflow,
	testCredential,
};
