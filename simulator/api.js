// The HTTP face of the simulator: auth, faults, validation, idempotency, and the way from a request to its operation.
const { randomUUID } = require('node:crypto');
const timers = require('node:timers/promises');
const multipart = require('@fastify/multipart');
const fastify = require('fastify');
const contract = require('./contract');
const operations = require('./operations');
const { ApiError, codeFor, invalid } = require('./errors');
const { validator } = require('./validation');
const { cutShort, renamed, shapes } = require('./faults');
const { fileRoutes } = require('./files');
const { oauthRoutes } = require('./oauth');
const { uploadRoutes } = require('./uploads');

/** Waits without keeping the process alive. */
const sleep = (ms) => timers.setTimeout(ms, undefined, { ref: false });

const maxBody = 64 * 1024 * 1024;
const day = 24 * 3600 * 1000;
const secretHeaders = ['x-api-key', 'authorization', 'cookie'];

const masked = (headers) =>
	Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [
			name,
			secretHeaders.includes(name) ? '***' : value,
		]),
	);

/** Remembers the first answer under each key for 24 h, and which keys are still running. */
class Replays {
	answers = new Map();

	/**
	 * @param {string} scope endpoint, path parameters and key
	 * @param {() => Promise<object>} work
	 * @returns {Promise<{answer: object, replayed: boolean}>}
	 */
	async once(scope, work) {
		const known = this.answers.get(scope);
		if (known?.running)
			throw new ApiError(
				'request_in_progress',
				'A request with this Idempotency-Key is still in progress.',
			);
		if (known && Date.now() - known.at < day) return { answer: known.answer, replayed: true };
		this.answers.set(scope, { running: true });
		try {
			const answer = await work();
			this.answers.set(scope, { answer, at: Date.now() });
			return { answer, replayed: false };
		} catch (thrown) {
			// A refusal is no job: the same key may be tried again.
			this.answers.delete(scope);
			throw thrown;
		}
	}
}

const authenticate = (sim, { headers }) => {
	const [, token] = /^Bearer (.+)$/i.exec(headers.authorization ?? '') ?? [];
	if (headers['x-api-key'] === sim.apiKey || (token && sim.oauth.accepts(token))) return;
	throw new ApiError('unauthorized', 'The API key or access token is missing or not valid.');
};

const htmlPage = (status) =>
	`<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center><hr><center>proxy</center></body></html>`;

/** The answer of an accepted request, changed as the fault says. */
const changed = (fault, answer) => {
	if (fault?.kind === 'keepIds') return cutShort(answer, fault.most ?? 1);
	if (fault?.kind === 'rename') return renamed(answer, fault.names ?? {});
	return answer;
};
const isChange = (fault) => ['keepIds', 'rename'].includes(fault?.kind);

/** Plays the part of a planned fault that replaces the answer. */
const sendFault = (reply, fault, body) => {
	if (fault.kind === 'dropAfter' || fault.kind === 'dropBefore') {
		reply.hijack();
		reply.raw.socket?.destroy();
		return reply;
	}
	if (fault.kind === 'truncate') {
		const whole = Buffer.from(JSON.stringify(body));
		reply.hijack();
		reply.raw.writeHead(200, {
			'content-type': 'application/json',
			'content-length': whole.length,
		});
		reply.raw.write(whole.subarray(0, Math.floor(whole.length / 2)), () =>
			reply.raw.socket?.destroy(),
		);
		return reply;
	}
	const {
		status = 500,
		code = codeFor(status),
		message = `Planned fault: ${status}`,
		html,
		retryAfter,
	} = fault;
	if (retryAfter !== undefined && retryAfter !== null)
		reply.header('retry-after', String(retryAfter));
	reply.code(fault.kind === 'answer' ? (fault.status ?? 200) : status);
	if (fault.kind === 'answer') {
		for (const [name, value] of Object.entries(fault.headers ?? {})) reply.header(name, value);
		const isText = typeof fault.body === 'string';
		return reply
			.type(isText ? 'text/html' : 'application/json')
			.send(isText ? fault.body : JSON.stringify(fault.body ?? null));
	}
	if (!html) reply.request.sim.entry.errorCode = code;
	if (fault.shape) return reply.send(shapes[fault.shape]({ ...fault, code, message }));
	if (html) return reply.type('text/html').send(typeof html === 'string' ? html : htmlPage(status));
	return reply.send(new ApiError(code, message, { status, param: fault.param }).envelope);
};

const keyPattern = /^[A-Za-z0-9_:.-]{1,255}$/;
const keyOf = ({ headers }) => {
	const key = headers['idempotency-key'];
	if (key !== undefined && !keyPattern.test(key))
		throw invalid('Idempotency-Key', "'Idempotency-Key' takes 1 to 255 of A-Z a-z 0-9 _ : . -");
	return key;
};

/** Half of a character (an emoji cut in two) is no text. */
const wellFormed = (name, value) => {
	if (typeof value === 'string' && !value.isWellFormed())
		throw invalid(name || 'body', `'${name}' holds half of a character.`);
	return value;
};

/** The route of one operation. */
const routeOf = (sim, name, handle) => {
	const row = contract[name];
	const [method, path] = name.split(' ');
	const validate = validator(row);
	const otherwise = Object.fromEntries(
		Object.entries(row.others ?? {}).map(([shape, body]) => [shape, validator({ ...row, body })]),
	);
	const handler = async (request, reply) => {
		const { fault, entry } = request.sim;
		const { params, query } = request;
		const key = row.keyed ? keyOf(request) : undefined;
		const work = async () => {
			const upload = row.multipart ? await sim.readUpload(request) : undefined;
			const body = upload ? { file: upload.name } : request.body;
			(otherwise[sim.config.templateVariables] ?? validate)({ query, params, body });
			sim.rates.take(name);
			if (sim.config.latencyMs) await sleep(sim.config.latencyMs);
			const header = (name, value) => reply.header(name, value);
			const answer = await handle({
				sim,
				params,
				query,
				body: body ?? {},
				key,
				upload,
				entry,
				header,
			});
			if (sim.config.pageDelayMs && 'has_more' in answer) await sleep(sim.config.pageDelayMs);
			return answer;
		};
		const { answer, replayed } =
			key === undefined
				? { answer: await work(), replayed: false }
				: await sim.replays.once(`${method} ${request.url.split('?')[0]} ${key}`, work);
		if (replayed) entry.replayed = true;
		if (row.multipart) request.raw.resume();
		if (fault?.kind === 'hang') await sleep(fault.ms);
		return fault && fault.kind !== 'hang' && !isChange(fault)
			? sendFault(reply, fault, answer)
			: reply.code(row.status ?? 200).send(changed(fault, answer));
	};
	return { method, url: path.replace(/\{(\w+)\}/g, ':$1'), handler };
};

/** @param {object} sim the simulator's state, see index.js @returns {import('fastify').FastifyInstance} */
const makeApi = (sim) => {
	// Each request carries what the simulator knows of it, which fastify's types cannot say.
	/** @type {any} */
	const app = fastify({
		logger: false,
		forceCloseConnections: true,
		bodyLimit: maxBody,
		genReqId: () => randomUUID(),
		routerOptions: { maxParamLength: 1000 },
		frameworkErrors: (thrown, request, reply) =>
			/** @type {any} */ (reply)
				.code(400)
				.send(new ApiError('invalid_parameter', thrown.message).envelope),
	});
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
		if (!body.length) return done(null, undefined);
		try {
			const parsed = JSON.parse(body.toString(), wellFormed);
			request.sim.entry.body = parsed;
			return done(null, parsed);
		} catch (thrown) {
			if (thrown instanceof ApiError) return done(thrown);
			return done(invalid('body', 'The body is not valid JSON.'));
		}
	});
	app.addContentTypeParser('*', (request, payload, done) => {
		payload.resume();
		if (!Number(request.headers['content-length'] ?? 0) && !request.headers['transfer-encoding'])
			return done(null, undefined);
		return done(
			invalid(
				'Content-Type',
				`The content type '${request.headers['content-type']}' is not supported: send application/json.`,
			),
		);
	});

	app.decorateRequest('sim', null);
	app.addHook('onRequest', async (request, reply) => {
		const [path] = request.raw.url.split('?');
		const fault = sim.faults.meet(request.method, path);
		const entry = sim.record({
			method: request.method,
			path,
			query: { ...request.query },
			headers: masked(request.headers),
			body: undefined,
			status: null,
			errorCode: null,
			idempotencyKey: request.headers['idempotency-key'] ?? null,
			replayed: false,
			...(fault && { fault: fault.kind }),
		});
		request.sim = { fault, entry };
		reply.header('x-request-id', request.id);
		if (fault?.kind === 'dropBefore') return sendFault(reply, fault);
		if (path.startsWith('/v3/')) authenticate(sim, request);
		return undefined;
	});
	app.addHook('preHandler', async ({ sim: { fault } }, reply) => {
		if (!fault || fault.accepted) return undefined;
		if (['status', 'answer'].includes(fault.kind)) return sendFault(reply, fault);
		if (fault.kind !== 'hang') return undefined;
		await sleep(fault.ms);
		return sendFault(reply, { kind: 'dropBefore' });
	});
	app.addHook('onSend', async (request, reply, payload) => {
		if (request.sim) request.sim.entry.status = reply.statusCode;
		return payload;
	});

	app.setErrorHandler((thrown, request, reply) => {
		const known =
			thrown instanceof ApiError
				? thrown
				: thrown.statusCode === 413
					? new ApiError('payload_too_large', 'The request is too large.')
					: thrown.statusCode >= 400 && thrown.statusCode < 500
						? new ApiError('invalid_parameter', thrown.message)
						: new ApiError('internal_error', `The simulator stumbled: ${thrown.stack}`);
		if (request.sim) request.sim.entry.errorCode = known.code;
		return reply.code(known.status).headers(known.headers).send(known.envelope);
	});
	app.setNotFoundHandler((request, reply) => {
		if (request.sim) request.sim.entry.errorCode = 'not_found';
		const old =
			/^\/v[12]\//.test(request.url) && !request.url.startsWith('/v1/oauth')
				? ' The versions v1 and v2 are switched off.'
				: '';
		return reply
			.code(404)
			.send(
				new ApiError(
					'not_found',
					`No endpoint ${request.method} ${request.url.split('?')[0]}.${old}`,
				).envelope,
			);
	});

	app.register(multipart);
	for (const [name, handle] of Object.entries(operations)) app.route(routeOf(sim, name, handle));
	app.register(fileRoutes(sim));
	app.register(uploadRoutes(sim));
	app.register(oauthRoutes(sim));
	return app;
};

module.exports = { makeApi, Replays };
