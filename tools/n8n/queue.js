// n8n in queue mode: main process, workers and webhook processes over a Postgres and a Redis, those of this machine first.
// Database and key prefix are new for each start and removed at the end.
//
//   const n8n = await startQueue({ workers: 2, webhooks: 1 });
//   await n8n.workers[0].kill();
//   await n8n.stop();
const { randomBytes } = require('node:crypto');
const { createRequire } = require('node:module');
const { installN8n } = require('./install');
const { startPostgres } = require('../postgres/postgres');
const { findRedis } = require('../redis/redis');
const { freePort, startN8n } = require('./start');

/**
 * Where Postgres is: at this address, else at the usual port of this machine, else there is one out of npm. The user must be
 * allowed to create databases.
 */
const { TEST_POSTGRES_URL, TEST_POSTGRES_PORT = '5432' } = process.env;
const USUAL_POSTGRES_URL = `postgres://postgres@127.0.0.1:${TEST_POSTGRES_PORT}/postgres`;

/** Runs one statement as the given user of Postgres. */
async function inPostgres({ Client }, url, statement) {
	const client = new Client({ connectionString: url });
	await client.connect().catch((error) => {
		throw new Error(
			`The tests of queue mode need Postgres at ${url} (or at TEST_POSTGRES_URL): ${error.message || error.code}`,
		);
	});
	try {
		return await client.query(statement);
	} finally {
		await client.end();
	}
}

/** The Postgres to use: the one that is named, the machine's own, or one that is started here. */
async function findPostgres(postgres, say) {
	const there = { url: TEST_POSTGRES_URL ?? USUAL_POSTGRES_URL, stop: async () => {} };
	try {
		await inPostgres(postgres, there.url, 'SELECT 1');
		return there;
	} catch (missing) {
		if (TEST_POSTGRES_URL) throw missing;
		return await startPostgres(await freePort(), say).catch(({ message }) => {
			throw new Error(`${missing.message}. One out of npm could not be had: ${message}`);
		});
	}
}

/** Removes the keys of a prefix from Redis. */
async function removeKeys(Redis, url, prefix) {
	const client = new Redis(url, { retryStrategy: null });
	for await (const keys of client.scanStream({ match: `*${prefix}*`, count: 1000 }))
		if (keys.length) await client.unlink(keys);
	await client.quit();
}

/**
 * @typedef {import('./process').N8nProcess} N8nProcess
 * @typedef {Awaited<ReturnType<typeof startN8n>> & {workers: N8nProcess[], webhooks: (N8nProcess & {url: string})[], query(sql: string): Promise<any[]>}} Queue
 */

/**
 * Starts n8n in queue mode.
 * @param {Parameters<typeof startN8n>[0] & {workers?: number, webhooks?: number, concurrency?: number}} [options] those of
 *   startN8n, the numbers of workers and of webhook processes, and how many executions a worker runs at once
 * @returns {Promise<Queue>}
 *   as startN8n; `query` asks n8n's own database
 * @throws {Error} where Postgres or Redis cannot be reached, or n8n does not start
 */
async function startQueue({ workers = 2, webhooks = 1, concurrency = 10, ...options } = {}) {
	const { url: redisUrl, stop: stopRedis } = await findRedis(freePort, options.say);
	// The clients are those that n8n brings along.
	const bring = createRequire((await installN8n(options.say)).n8n);
	const [postgres, Redis] = [bring('pg'), bring('ioredis')];
	const name = `n8n_test_${randomBytes(6).toString('hex')}`;
	const { url: postgresUrl, stop: stopPostgres } = await findPostgres(postgres, options.say);
	const removeAll = async () => {
		await inPostgres(postgres, postgresUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
		await stopPostgres();
		await removeKeys(Redis, redisUrl, name);
		await stopRedis();
	};

	/** @type {any} */
	let n8n;
	try {
		await inPostgres(postgres, postgresUrl, `CREATE DATABASE ${name}`);
		const { hostname: host, port, username: user, password } = new URL(postgresUrl);
		const redis = new URL(redisUrl);
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
		connectionString: Object.assign(new URL(postgresUrl), { pathname: `/${name}` }).href,
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
