// A client for n8n's internal REST interface: what the editor does, as functions. Written after n8n 2.40.7, the pinned one;
// where an older version that is promised differs, the function says so.
const { setTimeout: wait } = require('node:timers/promises');
const { parse } = require('flatted');
const { NodeHelpers } = require('n8n-workflow');

/** The owner of every n8n of ours, which listens on this machine only. */
const OWNER = {
	email: 'owner@example.com',
	password: 'Avatar-videos-1',
	firstName: 'Demo',
	lastName: 'Owner',
};
/** n8n ties its session to a browser by this header. */
const BROWSER_ID = 'n8n-nodes-heygen-video';
/** The states in which an execution does not change any more. */
const ENDED = ['success', 'error', 'crashed', 'canceled'];
/** How often to read an execution that is waited for, in milliseconds. */
const LOOK_AGAIN_MS = 200;

/** n8n's answer to a request that it refused. */
class N8nRestError extends Error {
	constructor(method, path, status, body) {
		super(
			`n8n answered ${method} ${path} with ${status}: ${body?.message ?? JSON.stringify(body)}`,
		);
		Object.assign(this, { status, body });
	}
}

class N8nRest {
	#cookie = '';
	#major;
	#url;

	/** @param {string} url n8n's address */
	constructor(url) {
		this.#url = url;
	}

	/**
	 * One request, with the session's cookie.
	 * @param {string} method
	 * @param {string} path from `/rest` on
	 * @param {unknown} [body]
	 * @returns {Promise<any>} the answer's `data` where it has one, else the whole answer
	 * @throws {N8nRestError} when n8n refuses
	 */
	async request(method, path, body) {
		const answer = await this.#fetch(path, {
			method,
			headers: body === undefined ? {} : { 'content-type': 'application/json' },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const text = await answer.text();
		const json =
			text && answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
		if (!answer.ok) throw new N8nRestError(method, path, answer.status, json);
		return json?.data ?? json;
	}

	// Each request on a connection of its own: a busy n8n closes idle ones just when the next request is on its way.
	async #fetch(path, { headers = {}, ...options }) {
		const answer = await fetch(`${this.#url}${path}`, {
			...options,
			headers: { 'browser-id': BROWSER_ID, cookie: this.#cookie, connection: 'close', ...headers },
		});
		const session = answer.headers.getSetCookie().find((cookie) => cookie.startsWith('n8n-auth='));
		if (session) [this.#cookie] = session.split(';');
		return answer;
	}

	/** Logs in as the owner, who is created where n8n has none yet. Returns the login for the editor. */
	async login() {
		const { userManagement } = await this.request('GET', '/rest/settings');
		if (userManagement.showSetupOnFirstLoad) await this.request('POST', '/rest/owner/setup', OWNER);
		else
			await this.request('POST', '/rest/login', {
				emailOrLdapLoginId: OWNER.email,
				password: OWNER.password,
			});
		// n8n tells its version only to those who are logged in.
		const { versionCli } = await this.request('GET', '/rest/settings');
		this.#major = Number(versionCli.split('.')[0]);
		return { email: OWNER.email, password: OWNER.password };
	}

	/** All node types as the editor gets them. */
	async nodeTypes() {
		return await this.request('GET', '/types/nodes.json');
	}

	/**
	 * The description of one node type.
	 * @param {string} name
	 * @param {number} [version]
	 */
	async nodeType(name, version = 1) {
		const [description] = await this.request('POST', '/rest/node-types', {
			nodeInfos: [{ name, version }],
		});
		return description;
	}

	/**
	 * Stores a credential.
	 * @param {{name: string, type: string, data: object}} credential
	 * @returns {Promise<{id: string, name: string, type: string}>}
	 */
	async createCredential({ name, type, data }) {
		const { id } = await this.request('POST', '/rest/credentials', { name, type, data });
		return { id, name, type };
	}

	/**
	 * Tests a credential as the editor does when it is saved.
	 * @param {{id: string, name: string, type: string}} credential a stored one
	 * @param {object} [data] values to test in place of the stored ones
	 * @returns {Promise<{status: 'OK' | 'Error', message: string}>}
	 */
	async testCredential({ id, name, type }, data) {
		// As in the editor: all values, the secret ones blanked, which n8n fills in again from the stored credential.
		const stored = await this.request('GET', `/rest/credentials/${id}?includeData=true`);
		return await this.request('POST', '/rest/credentials/test', {
			credentials: { id, name, type, data: { ...stored.data, ...data } },
		});
	}

	/**
	 * Stores a workflow, which may come out of a file of examples/.
	 * @param {{name?: string, nodes: object[], connections: object, settings?: object, pinData?: object}} workflow
	 * @param {{id: string, name: string, type: string}[]} [credentials] put into every node that asks for their type
	 * @returns {Promise<any>} the stored workflow
	 */
	async createWorkflow(workflow, credentials = []) {
		const nodes = workflow.nodes.map((node) => ({
			...node,
			...(node.credentials && {
				credentials: {
					...node.credentials,
					...Object.fromEntries(
						credentials
							.filter(({ type }) => type in node.credentials)
							.map(({ id, name, type }) => [type, { id, name }]),
					),
				},
			}),
		}));
		return await this.request('POST', '/rest/workflows', {
			name: 'Test workflow',
			active: false, // before 2.0 n8n wants to be told
			settings: {},
			...workflow,
			nodes,
		});
	}

	/** Publishes a workflow: its triggers and production webhooks are live some 100 ms later. */
	async activate({ id, versionId }) {
		return await this.#setActive(id, true, { versionId });
	}

	/** Takes a workflow's triggers and webhooks down. */
	async deactivate({ id }) {
		return await this.#setActive(id, false, {});
	}

	async #setActive(id, active, body) {
		const path = `/rest/workflows/${id}`;
		// Before 2.0 a workflow is active by a field of its own.
		if (this.#major < 2) return await this.request('PATCH', path, { active, ...body });
		return await this.request('POST', `${path}/${active ? 'activate' : 'deactivate'}`, body);
	}

	/**
	 * Starts a workflow by hand, as the editor's button does.
	 * @param {any} workflow a stored workflow
	 * @param {{trigger?: string, destination?: string}} [options] the node to start from (default: its first trigger), and
	 *   the last one to run (default: all)
	 * @returns {Promise<string>} the execution's id
	 */
	async run(workflow, { trigger, destination } = {}) {
		const name = trigger ?? workflow.nodes.find(({ type }) => /trigger|webhook$/i.test(type)).name;
		const { executionId } = await this.request('POST', `/rest/workflows/${workflow.id}/run`, {
			workflowData: workflow, // newer versions take the stored one
			triggerToStartFrom: { name },
			...(destination && { destinationNode: { nodeName: destination, mode: 'inclusive' } }),
		});
		return executionId;
	}

	/**
	 * An execution with all its data.
	 * @param {string} id
	 * @returns {Promise<any>} `status` as n8n names it, and `data` as n8n-workflow's `IRunExecutionData`
	 */
	async execution(id) {
		const execution = await this.request('GET', `/rest/executions/${id}`);
		return {
			...execution,
			data: typeof execution.data === 'string' ? parse(execution.data) : execution.data,
		};
	}

	/**
	 * The latest executions, without their data.
	 * @param {{workflowId?: string, status?: string[]}} [filter]
	 */
	async executions(filter = {}) {
		const { results } = await this.request(
			'GET',
			`/rest/executions?filter=${encodeURIComponent(JSON.stringify(filter))}`,
		);
		return results;
	}

	/**
	 * Waits for an execution.
	 * @param {string} id
	 * @param {{statuses?: string[], limitMs?: number}} [options] the states to wait for (default: that it has ended), and how long
	 * @throws {Error} when it is not there in time: its state
	 */
	async waitForExecution(id, { statuses = ENDED, limitMs = 120_000 } = {}) {
		for (const started = Date.now(); ; await wait(LOOK_AGAIN_MS)) {
			// 2.20 answers 500 for an execution whose data is not stored yet.
			const execution = await this.execution(id).catch((error) => {
				if (error.status !== 500 || Date.now() - started > limitMs) throw error;
				return { status: 'starting' };
			});
			if (statuses.includes(execution.status)) return execution;
			if (Date.now() - started > limitMs)
				throw new Error(
					`Execution ${id} is still ${execution.status} after ${limitMs / 1000} s, not ${statuses.join(' or ')}`,
				);
		}
	}

	/** Starts a workflow by hand and waits for its end. */
	async runToEnd(workflow, options = {}) {
		return await this.waitForExecution(await this.run(workflow, options), options);
	}

	/**
	 * Retries an execution that failed, as "Retry" in the list of executions does, and waits for its end.
	 * @param {string} id
	 * @param {{loadWorkflow?: boolean}} [options] with the workflow as it is stored now, instead of as it was
	 */
	async retry(id, { loadWorkflow = false } = {}) {
		const { id: again } = await this.request('POST', `/rest/executions/${id}/retry`, {
			loadWorkflow,
		});
		return await this.waitForExecution(again);
	}

	/**
	 * What a picker of a node shows.
	 * @param {object} options
	 * @param {string} options.nodeType
	 * @param {string} options.method the node's list search method
	 * @param {{id: string, name: string, type: string}} options.credential
	 * @param {string} [options.parameter] the parameter that has the picker
	 * @param {object} [options.parameters] what is set in the node
	 * @param {string} [options.filter] what was typed into the search box
	 * @param {string} [options.paginationToken] of the page before
	 * @param {number} [options.version] the node's version
	 * @returns {Promise<{results: {name: string, value: string, url?: string}[], paginationToken?: string}>}
	 */
	async listSearch({
		nodeType,
		method,
		credential,
		parameter = method,
		parameters = {},
		filter,
		paginationToken,
		version = 1,
	}) {
		// The editor sends what is set in the node and the defaults of all that is shown then.
		const description = await this.nodeType(nodeType, version);
		return await this.request('POST', '/rest/dynamic-node-parameters/resource-locator-results', {
			path: `parameters.${parameter}`,
			nodeTypeAndVersion: { name: nodeType, version },
			currentNodeParameters: NodeHelpers.getNodeParameters(
				description.properties,
				parameters,
				true,
				false,
				{ typeVersion: version },
				description,
			),
			credentials: { [credential.type]: { id: credential.id, name: credential.name } },
			methodName: method,
			...(filter !== undefined && { filter }),
			...(paginationToken !== undefined && { paginationToken }),
		});
	}

	/**
	 * The fields that a resource mapper of a node shows.
	 * @param {object} options as for `listSearch`; `method` is the node's resource mapping method
	 * @returns {Promise<{fields: {id: string}[]}>}
	 */
	async mapFields({ nodeType, method, credential, parameter, parameters = {}, version = 1 }) {
		return await this.request('POST', '/rest/dynamic-node-parameters/resource-mapper-fields', {
			path: `parameters.${parameter}`,
			nodeTypeAndVersion: { name: nodeType, version },
			currentNodeParameters: parameters,
			credentials: { [credential.type]: credential },
			methodName: method,
		});
	}

	/** The provider's address that 'Connect my account' opens. @param {{id: string}} credential */
	async authorizeAddress({ id }) {
		return new URL(await this.request('GET', `/rest/oauth2-credential/auth?id=${id}`));
	}

	/**
	 * What the button 'Connect my account' and a person who agrees do.
	 * @param {{id: string}} credential
	 * @returns {Promise<{back: URL, page: any}>} the address that the provider leads back to, and the page that n8n shows there
	 */
	async connect(credential) {
		const answer = await fetch(await this.authorizeAddress(credential), { redirect: 'manual' });
		const back = new URL(String(answer.headers.get('location')));
		return { back, page: await this.request('GET', `${back.pathname}${back.search}`) };
	}

	/**
	 * The bytes of a file that an execution gave out.
	 * @param {{id?: string, data: string}} binary an item's binary property
	 * @returns {Promise<Buffer>}
	 */
	async binary({ id, data }) {
		if (!id) return Buffer.from(data, 'base64');
		const answer = await this.#fetch(
			`/rest/binary-data?id=${encodeURIComponent(id)}&action=download`,
			{ method: 'GET' },
		);
		if (!answer.ok)
			throw new N8nRestError('GET', '/rest/binary-data', answer.status, await answer.text());
		return Buffer.from(await answer.arrayBuffer());
	}
}

/**
 * The items that a node of an execution gave out in its last run.
 * @param {any} execution
 * @param {string} node
 * @param {number} [output]
 */
function itemsOf(execution, node, output = 0) {
	const runs = execution.data.resultData.runData[node] ?? [];
	return runs.at(-1)?.data?.main?.[output] ?? [];
}

/** What ended an execution, in one sentence; undefined where nothing did. */
function failureOf(execution) {
	const failure = execution.data?.resultData?.error;
	return failure && [failure.message, failure.description].filter(Boolean).join(': ');
}

module.exports = { N8nRest, N8nRestError, itemsOf, failureOf };
