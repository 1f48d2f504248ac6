// The control port: what the simulator has seen, and what it shall do next. JSON in, JSON out, no key.
const fastify = require('fastify');

/** @param {object} sim @returns {import('fastify').FastifyInstance} */
const makeControl = (sim) => {
	/** @type {any} */
	const app = fastify({ logger: false, forceCloseConnections: true, bodyLimit: 64 * 1024 * 1024 });
	const ok = (value) => value ?? { ok: true };
	app.setErrorHandler((thrown, request, reply) =>
		reply
			.code(thrown instanceof RangeError ? 400 : (thrown.status ?? thrown.statusCode ?? 500))
			.send({ error: thrown.message }),
	);

	app.get('/', () => ({
		api: sim.url,
		apiKey: sim.apiKey,
		see: [
			'/requests',
			'/jobs',
			'/paid',
			'/faults',
			'/config',
			'/deliveries',
			'/violations',
			'/catalogue',
		],
	}));
	app.get('/requests', ({ query }) => sim.requests(query));
	app.get('/jobs', () => sim.jobs.report());
	app.get('/paid', () => sim.jobs.paid());
	app.get('/violations', () => sim.violations);
	app.get('/deliveries', () => sim.deliveries());
	app.get('/catalogue', () => sim.names());
	app.get('/uploaded/:id', ({ params }) => ({
		sha256: sim.assets.get(params.id)?.sha256?.toString('hex') ?? null,
	}));
	app.get('/config', () => sim.config);
	app.post('/config', ({ body }) => ok(sim.configure(body ?? {})));
	app.get('/faults', () => [
		...sim.faults.planned.map(({ matches, ...fault }) => fault),
		...sim.jobs.plans,
	]);
	app.post('/faults', ({ body }) => {
		for (const fault of [body].flat()) sim.plan(fault);
		return ok();
	});
	app.delete('/faults', () => ok(sim.clearFaults()));
	app.post('/reset', () => ok(sim.reset()));
	app.post('/jobs/:id/finish', ({ params, body }) => {
		sim.jobs.finish(params.id, body ?? {});
		return ok();
	});
	app.post('/oauth/expire', () => ok(sim.expireTokens()));
	app.post('/oauth/revoke', () => ok(sim.revokeTokens()));
	app.post('/events', async ({ body }) => ok(await sim.emit(body)));
	return app;
};

module.exports = { makeControl };
