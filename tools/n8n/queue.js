// n8n in queue mode: main process, workers and webhook processes over the Postgres and Redis of this machine.
// Database and key prefix are new for each start and removed at the end.
//
//   const n8n = await startQueue({ workers: 2, webhooks: 1 });
//   await n8n.workers[0].kill();
//   await n8n.stop();
const { randomBytes } = require('node:crypto');
const { createRequire } = require('node:module');
const { installN8n } = require('./install');
const { startN8n } = require('./start');

/** Where the services are; the user must be allowed to create databases. */
const POSTGRES_URL = process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const REDIS_URL = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379/0';

/** Runs one statement as the given user of Postgres. */
async function inPostgres({ Client }, statement) {
	const client = new Client({ connectionString: POSTGRES_URL });
	await client.connect().catch((error) => {
		throw new Error(
			`The tests of queue mode need Postgres at ${POSTGRES_URL} (or at TEST_POSTGRES_URL): ${error.message || error.code}`,
		);
	});
	try {
		return await client.query(statement);
	} finally {
		await client.end();
	}
}

/** Removes the keys of a prefix from Redis; without a prefix, only asks whether Redis is there. */
async function inRedis(Redis, prefix) {
	const client = new Redis(REDIS_URL, { lazyConnect: true, retryStrategy: null });
	await client.connect().catch((error) => {
		throw new Error(
			`The tests of queue mode need Redis at ${REDIS_URL} (or at TEST_REDIS_URL): ${error.message}`,
		);
	});
	if (prefix)
		for await (const keys of client.scanStream({ match: `*${prefix}*`, count: 1000 }))
			if (keys.length) await client.unlink(keys);
	await client.quit();
}

/**
 * Starts n8n in queue mode.
 * @param {object} [options] those of startN8n, and
 * @param {number} [options.workers]
 * @param {number} [options.webhooks] webhook processes
 * @param {number} [options.concurrency] executions that a worker runs at once
 * @returns {Promise<N8n & {workers: N8nProcess[], webhooks: (N8nProcess & {url: string})[], query(sql: string): Promise<object[]>}>}
 *   as startN8n; `query` asks n8n's own database
 * @throws {Error} where Postgres or Redis cannot be reached, or n8n does not start
 */
async function startQueue({ workers = 2, webhooks = 1, concurrency = 10, ...options } = {}) {
	// The clients are those that n8n brings along.
	const bring = createRequire((await installN8n(options.say)).n8n);
	const [postgres, Redis] = [bring('pg'), bring('ioredis')];
	const name = `n8n_test_${randomBytes(6).toString('hex')}`;
	await inRedis(Redis);
	await inPostgres(postgres, `CREATE DATABASE ${name}`);
	const removeAll = async () => {
		await inPostgres(postgres, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
		await inRedis(Redis, name);
	};

	let n8n;
	try {
		const { hostname: host, port, username: user, password } = new URL(POSTGRES_URL);
		const redis = new URL(REDIS_URL);
		n8n = await startN8n({
			...options,
			db: {
				type: 'postgres',
				host,
				port: Number(port || 5432),
				database: name,
				user,
				password: decodeURIComponent(password),
			},
			queue: {
				host: redis.hostname,
				port: Number(redis.port || 6379),
				db: Number(redis.pathname.slice(1) || 0),
				prefix: name,
			},
			// As deploy/compose.yaml has it.
			env: {
				N8N_REDIS_KEY_PREFIX: name,
				N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
				...options.env,
			},
		});
		const main = n8n;
		const several = (count, start) => Promise.all(Array.from({ length: count }, start));
		[n8n.workers, n8n.webhooks] = await Promise.all([
			several(workers, () => main.startWorker({ concurrency })),
			several(webhooks, () => main.startWebhook()),
		]);
	} catch (error) {
		await n8n?.stop();
		await removeAll();
		throw error;
	}

	const client = new postgres.Pool({
		connectionString: Object.assign(new URL(POSTGRES_URL), { pathname: `/${name}` }).href,
		max: 2,
	});
	client.on('error', () => {}); // the database is removed under it at the end
	n8n.query = async (sql) => (await client.query(sql)).rows;
	const stop = n8n.stop.bind(n8n);
	n8n.stop = async () => {
		await client.end();
		await stop();
		await removeAll();
	};
	return n8n;
}

module.exports = { startQueue };
