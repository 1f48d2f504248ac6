// n8n's store of files in S3, as n8n's server puts it together, before a server that speaks as much of S3 as n8n's client does: one bucket, whole objects.
const { createRequire } = require('node:module');
const fastify = require('fastify');

const BUCKET = 'n8n';
const HEADERS = ['content-type', 'x-amz-meta-filename'];

/** Starts the server. @returns {Promise<string>} its host and port */
async function startBucket() {
	const objects = new Map();
	const app = fastify({
		bodyLimit: 2 ** 30,
		exposeHeadRoutes: false,
		routerOptions: { ignoreTrailingSlash: true },
	});
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
	app.head(`/${BUCKET}`, async () => '');
	app.put(`/${BUCKET}/*`, async ({ params, headers, body }, reply) => {
		const kept = Object.fromEntries(
			HEADERS.filter((name) => headers[name]).map((name) => [name, headers[name]]),
		);
		objects.set(params['*'], { body: body ?? Buffer.alloc(0), headers: kept });
		return reply.header('etag', '"1"').send();
	});
	app.route({
		method: ['GET', 'HEAD'],
		url: `/${BUCKET}/*`,
		handler: async ({ params, method }, reply) => {
			const found = objects.get(params['*']);
			if (!found)
				return reply
					.code(404)
					.type('application/xml')
					.send(method === 'HEAD' ? '' : '<Error><Code>NoSuchKey</Code></Error>');
			reply.headers({ ...found.headers, 'content-length': found.body.length });
			return reply.send(method === 'HEAD' ? '' : found.body);
		},
	});
	const address = await app.listen({ host: '127.0.0.1', port: 0 });
	// It ends with the process, whoever is still connected.
	app.server.unref().on('connection', (socket) => socket.unref());
	return new URL(address).host;
}

/**
 * The manager that n8n's BinaryDataService is given for the mode 's3'.
 * @param {string} core where n8n-core lies, whose own packages are taken
 */
async function objectStore(core) {
	const bring = createRequire(core);
	const { BinaryDataBlobManager } = require('n8n-core');
	const { S3ByteStore } = bring('@n8n/blob-storage');
	const { ObjectStoreService } = bring('@n8n/blob-storage/object-store');
	const silent = () => {};
	const logger = { debug: silent, info: silent, warn: silent, error: silent };
	const service = new ObjectStoreService(logger, {
		host: await startBucket(),
		protocol: 'http',
		forcePathStyle: true,
		maxAttempts: 1,
		startupTimeoutMs: 5_000,
		bucket: { name: BUCKET, region: 'local' },
		credentials: { accessKey: 'key', accessSecret: 'secret', authAutoDetect: false },
	});
	await service.init();
	return new BinaryDataBlobManager(new S3ByteStore(service), /** @type {any} */ (logger));
}

module.exports = { objectStore };
