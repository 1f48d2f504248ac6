// Starts the pinned n8n with the built package in it: alone on SQLite, or as main process of a queue with workers and
// webhook processes. Each start has its own folder, ports and encryption key, and calls nobody outside.
//
//   const n8n = await startN8n();
//   const workflow = await n8n.rest.createWorkflow({ nodes, connections });
//   const execution = await n8n.rest.runToEnd(workflow);
//   await n8n.stop();
const { randomBytes } = require('node:crypto');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { setTimeout: wait } = require('node:timers/promises');
const { ensureBuilt } = require('../npm/build');
const { pack } = require('../npm/pack');
const { installN8n } = require('./install');
const { N8nProcess } = require('./process');
const { N8nRest } = require('./rest');

const HOST = '127.0.0.1';
/** How often to ask whether the editor's interface is there, and the pause in between, in milliseconds. */
const REST_TRIES = 300;
const REST_PAUSE_MS = 200;
const PACKAGE_NAME = require('../../package.json').name;

/** The caller's own n8n settings may not reach ours, and n8n does not start where it takes itself to be under test. */
const FOREIGN_SETTINGS =
	/^((N8N|DB|QUEUE|EXECUTIONS|WEBHOOK|GENERIC|NODES|OFFLOAD|JEST|npm_(config|package|lifecycle))_|NODE_ENV$)/;

/** What every n8n of ours is told: no calls home, nothing that greets or asks, no waiting for what is not there. */
const QUIET = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_SECURE_COOKIE: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
};

/** Modules that ask n8n's makers for something at every start; older versions do not know them and end at an unknown name. */
const TALKATIVE = ['mcp-registry'];

/** n8n's setting that leaves out the talkative modules that it has. */
function withoutModules({ n8n }) {
	const modules = path.join(n8n, '..', '..', 'dist', 'modules');
	const known = TALKATIVE.filter((name) => fs.existsSync(path.join(modules, name)));
	return known.length ? { N8N_DISABLED_MODULES: known.join() } : {};
}

/** A port that nobody listens on now. */
async function freePort() {
	const server = net.createServer();
	await new Promise((resolve, reject) =>
		server.once('error', reject).listen(0, HOST, () => resolve(undefined)),
	);
	const { port } = /** @type {net.AddressInfo} */ (server.address());
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/**
 * n8n's settings for a database.
 * @param {{type?: 'sqlite' | 'postgres', host?: string, port?: number, database?: string, user?: string, password?: string, schema?: string, tablePrefix?: string}} [db]
 */
function databaseSettings({
	type = 'sqlite',
	host = HOST,
	port = 5432,
	database,
	user,
	password = '',
	schema = 'public',
	tablePrefix = '',
} = {}) {
	if (type === 'sqlite') return { DB_TYPE: 'sqlite' };
	return {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: host,
		DB_POSTGRESDB_PORT: String(port),
		DB_POSTGRESDB_DATABASE: database,
		DB_POSTGRESDB_USER: user,
		DB_POSTGRESDB_PASSWORD: password,
		DB_POSTGRESDB_SCHEMA: schema,
		DB_TABLE_PREFIX: tablePrefix,
	};
}

/** n8n's settings for a queue. */
function queueSettings(queue) {
	if (!queue) return { EXECUTIONS_MODE: 'regular' };
	const { host = HOST, port = 6379, db = 0, prefix = 'bull' } = queue;
	return {
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: host,
		QUEUE_BULL_REDIS_PORT: String(port),
		QUEUE_BULL_REDIS_DB: String(db),
		QUEUE_BULL_PREFIX: prefix,
	};
}

/** Puts the package where n8n puts community packages, as npm would have installed it. */
async function installPackage(userFolder, packageDir) {
	const target = path.join(userFolder, '.n8n', 'nodes', 'node_modules', PACKAGE_NAME);
	fs.rmSync(target, { recursive: true, force: true });
	if (packageDir) return fs.cpSync(packageDir, target, { recursive: true });
	const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'pack-'));
	try {
		const { folder } = await pack(scratch);
		fs.cpSync(folder, target, { recursive: true });
	} finally {
		fs.rmSync(scratch, { recursive: true });
	}
}

/**
 * Starts n8n and waits until it answers. It ends with the process that started it, whatever becomes of that.
 * @param {object} [options]
 * @param {string} [options.version] of n8n; default: the one that demo and tests run
 * @param {string} [options.userFolder] n8n's user folder, kept at the end; default: a new one, removed by `stop`
 * @param {Record<string, string>} [options.env] more settings of n8n, for all its processes
 * @param {string | false} [options.packageDir] an unpacked package to load, or false for none; default: the project, built and packed
 * @param {number} [options.port] default: a free one
 * @param {{type?: 'sqlite' | 'postgres', host?: string, port?: number, database?: string, user?: string, password?: string, schema?: string, tablePrefix?: string}} [options.db]
 * @param {{host?: string, port?: number, db?: number, prefix?: string}} [options.queue] the Redis of queue mode, which needs Postgres;
 *   default: no queue
 * @param {(line: string) => void} [options.say] where progress goes
 * @returns {Promise<N8n>}
 * @throws {Error} when n8n cannot be installed or does not start: why
 */
async function startN8n({ version, userFolder, env = {}, packageDir, port, db, queue, say } = {}) {
	const installation = await installN8n(say, version);
	if (packageDir === undefined) await ensureBuilt(say);
	const n8n = new N8n({
		installation,
		userFolder,
		env,
		port: port ?? (await freePort()),
		db,
		queue,
	});
	try {
		if (packageDir !== false) await installPackage(n8n.userFolder, packageDir);
		await n8n.start();
	} catch (error) {
		await n8n.stop();
		throw error;
	}
	return n8n;
}

/** A running n8n: its main process, and in queue mode the workers and webhook processes that were added. */
class N8n {
	#temporary;
	#settings;
	#removeAtExit = () => this.#removeFolder();
	#helpers = [];
	/** @type {import('./process').N8nProcess | undefined} the main process */
	main;

	constructor({ installation, userFolder, env, port, db, queue }) {
		this.#temporary = !userFolder;
		/** n8n's user folder; all is in its subfolder `.n8n`. */
		this.userFolder = userFolder ?? fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-'));
		/** Where the editor, the REST interface and the webhooks are. */
		this.url = `http://${HOST}:${port}`;
		this.version = installation.version;
		const inherited = Object.fromEntries(
			Object.entries(installation.env).filter(([name]) => !FOREIGN_SETTINGS.test(name)),
		);
		this.#settings = {
			...inherited,
			...QUIET,
			...withoutModules(installation),
			...installation.settings,
			...databaseSettings(db),
			...queueSettings(queue),
			N8N_ENCRYPTION_KEY: this.#encryptionKey(),
			N8N_HOST: HOST,
			N8N_LISTEN_ADDRESS: HOST,
			N8N_USER_FOLDER: this.userFolder,
			N8N_WEBHOOK_URL: this.url,
			...env,
		};
		this.installation = installation;
		this.port = port;
		/** Everything that the editor can do. */
		this.rest = new N8nRest(this.url);
		process.on('exit', this.#removeAtExit);
	}

	/** A folder that is used again keeps its key: its credentials are encrypted with it. */
	#encryptionKey() {
		const file = path.join(this.userFolder, '.n8n', 'config');
		return fs.existsSync(file)
			? JSON.parse(fs.readFileSync(file, 'utf8')).encryptionKey
			: randomBytes(24).toString('hex');
	}

	async #process(args, port, healthPath, env = {}) {
		return new N8nProcess({
			installation: this.installation,
			args,
			folder: this.userFolder,
			env: {
				...this.#settings,
				N8N_PORT: String(port),
				N8N_RUNNERS_BROKER_PORT: String(await freePort()),
				...env,
			},
			healthUrl: `http://${HOST}:${port}${healthPath}`,
		});
	}

	/** Starts the main process, or starts it again after `stopMain` or `kill`, on the same folder and port. */
	async start() {
		this.main ??= await this.#process(['start'], this.port, '/healthz/readiness');
		await this.main.start();
		await this.#restIsThere();
	}

	/** Before 2.0 n8n calls itself ready a moment before it answers the editor. */
	async #restIsThere() {
		for (let tried = 0; tried < REST_TRIES; tried++) {
			const { status } = await fetch(`${this.url}/rest/settings`);
			if (status !== 404) return;
			await wait(REST_PAUSE_MS);
		}
		throw new Error(`n8n ${this.version} is ready, but does not answer ${this.url}/rest/settings`);
	}

	/** Stops the main process as an operator does and starts it again. */
	async restart() {
		await this.main.stop();
		await this.start();
	}

	/** Stops the main process as an operator does; the folder stays, and `start` starts it again. */
	async stopMain() {
		await this.main.stop();
	}

	/** Ends the main process without warning; the folder stays, and `start` starts it again. */
	async kill(/** @type {NodeJS.Signals} */ signal = 'SIGKILL') {
		await this.main.kill(signal);
	}

	/**
	 * Adds a worker of the queue.
	 * @param {{concurrency?: number, env?: Record<string, string>}} [options] how many executions it runs at once
	 * @returns {Promise<N8nProcess>}
	 */
	async startWorker({ concurrency = 10, env = {} } = {}) {
		const port = await freePort();
		return await this.#add(
			await this.#process(['worker', `--concurrency=${concurrency}`], port, '/healthz/readiness', {
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				QUEUE_HEALTH_CHECK_PORT: String(port),
				...env,
			}),
		);
	}

	/**
	 * Adds a webhook process of the queue.
	 * @returns {Promise<N8nProcess & {url: string}>} `url`: where it takes webhooks
	 */
	async startWebhook({ env = {} } = {}) {
		const port = await freePort();
		const added = await this.#add(
			await this.#process(['webhook'], port, '/healthz/readiness', env),
		);
		return Object.assign(added, { url: `http://${HOST}:${port}` });
	}

	async #add(helper) {
		this.#helpers.push(helper);
		await helper.start();
		return helper;
	}

	/** What the main process has printed. */
	logs() {
		return this.main?.logs() ?? '';
	}

	/** Stops all processes, and removes the folder if it was a new one. */
	async stop() {
		await Promise.all([this.main, ...this.#helpers].map((each) => each?.stop()));
		process.off('exit', this.#removeAtExit);
		this.#removeFolder();
	}

	#removeFolder() {
		if (this.#temporary)
			fs.rmSync(this.userFolder, { recursive: true, force: true, maxRetries: 5 });
	}
}

module.exports = { startN8n, freePort };
