// A HeyGen v3 on loopback: starts it, and holds its whole state.
const { randomUUID } = require('node:crypto');
const { makeApi, Replays } = require('./api');
const { makeControl } = require('./control');
const { makeCatalogue } = require('./catalogue');
const { Faults, jobKinds } = require('./faults');
const { Files } = require('./files');
const { Jobs } = require('./jobs');
const { OAuth } = require('./oauth');
const { Rates } = require('./rates');
const { Rules } = require('./rules');
const { eventOf } = require('./events');
const { readForm } = require('./uploads');
const { Webhooks } = require('./webhooks');

/** Everything that can be set at the start and changed by `configure`, with its meaning in README.md. */
const defaults = {
	jobSeconds: 1,
	latencyMs: 0,
	pageDelayMs: 0,
	concurrency: 10,
	batchConcurrency: 20,
	retryAfter: 'auto',
	linkSeconds: 7 * 24 * 3600,
	urlDelayMs: 0,
	unknownStatus: null,
	neverEnd: false,
	failJobs: [],
	creditLimit: null,
	billing: 'wallet',
	resultBytes: 0,
	ratesPerMinute: { 'POST /v3/models/audio/tts': 30, 'GET /v3/videos/{video_id}/scenes': 60 },
	templateVariables: 'flat',
	tokenSeconds: 3600,
	completeConflicts: 1,
	probe: null,
	publicWebhooksOnly: false,
	callbacks: true,
	plainSignature: false,
	webhookRetryMs: [1000, 5000, 30000],
	webhookTimeoutMs: 10000,
	webhookConnections: 50,
	webhookHosts: {},
};
const maxRequests = 100_000;
/** Connections that may wait to be accepted: a burst of a thousand must not be refused. */
const backlog = 4096;

class Simulator {
	#options;

	/** @param {Partial<typeof defaults> & {apiKey?: string, accessToken?: string, looks?: number, voices?: number, groups?: number, port?: number, controlPort?: number, host?: string}} options */
	constructor({
		apiKey = 'sim-key',
		accessToken = 'sim-token',
		looks = 130,
		voices = 245,
		groups,
		port,
		controlPort,
		host = '127.0.0.1',
		...config
	} = {}) {
		this.#options = {
			looks,
			voices,
			groups,
			config,
			host,
			port: port ?? 0,
			controlPort: controlPort ?? 0,
		};
		this.apiKey = apiKey;
		this.accessToken = accessToken;
		this.config = { ...defaults };
		this.configure(config);
		this.rules = new Rules(this);
		this.files = new Files(this);
		this.jobs = new Jobs({ config: this.config, onEnd: (job) => this.#ended(job) });
		this.#forget();
	}

	#forget() {
		this.catalogue = makeCatalogue(this.#options);
		this.looksById = new Map(this.catalogue.looks.map((look) => [look.id, look]));
		this.groupsById = new Map(this.catalogue.groups.map((group) => [group.id, group]));
		this.voicesById = new Map(this.catalogue.voices.map((voice) => [voice.voice_id, voice]));
		this.assets = new Map(this.catalogue.assets.map((asset) => [asset.id, asset]));
		this.glossariesById = new Map(
			this.catalogue.glossaries.map((one) => [one.brand_glossary_id, one]),
		);
		this.brandKitsById = new Map(this.catalogue.brandKits.map((one) => [one.brand_kit_id, one]));
		this.folders = new Map(this.catalogue.folders.map((one) => [one.folder_id, one]));
		this.batches = new Map();
		this.sessions = new Map();
		this.sessionList = [];
		this.removals = new Map();
		this.oauth = new OAuth(this.config, this.accessToken);
		this.webhooks?.stop();
		this.webhooks = new Webhooks(this.config);
		this.replays = new Replays();
		this.rates = new Rates(this.config);
		this.faults = new Faults();
		this.violations = [];
		this.log = [];
		this.count = 0;
	}

	async start() {
		const { host, port, controlPort } = this.#options;
		this.api = makeApi(this);
		this.control = makeControl(this);
		this.url = await this.api.listen({ host, port, backlog });
		this.controlUrl = await this.control.listen({ host, port: controlPort });
		return this;
	}

	async stop() {
		this.jobs.reset();
		this.webhooks.stop();
		await Promise.all([this.api.close(), this.control.close()]);
	}

	/** Forgets all jobs, requests, faults and changes; settings go back to those of the start. */
	reset() {
		this.jobs.reset();
		for (const name of Object.keys(defaults)) this.config[name] = defaults[name];
		this.configure(this.#options.config);
		this.#forget();
	}

	/** @param {Partial<typeof defaults>} changes @throws RangeError for a name that is no setting */
	configure(changes) {
		for (const [name, value] of Object.entries(changes)) {
			if (!(name in defaults))
				throw new RangeError(
					`Unknown setting '${name}': use one of ${Object.keys(defaults).join(', ')}`,
				);
			this.config[name] = value;
		}
	}

	expireTokens() {
		this.oauth.expire();
	}

	revokeTokens() {
		this.oauth.revoke();
	}

	record(entry) {
		const whole = { n: (this.count += 1), at: Date.now(), ...entry };
		this.log.push(whole);
		if (this.log.length > maxRequests) this.log.splice(0, maxRequests / 2);
		return whole;
	}

	/** @param {{path?: string, method?: string}} [filter] `path` matches exactly or as a beginning followed by `*` */
	requests({ path, method } = {}) {
		const fits = path?.endsWith('*')
			? (actual) => actual.startsWith(path.slice(0, -1))
			: (actual) => actual === path;
		return this.log.filter(
			(one) => (!path || fits(one.path)) && (!method || one.method === method.toUpperCase()),
		);
	}

	violation(what, facts) {
		this.violations.push({ at: Date.now(), what, ...facts });
	}

	plan(fault) {
		if (jobKinds.includes(fault.kind)) this.jobs.plans.push({ ...fault, used: 0 });
		else this.faults.plan(fault);
	}

	clearFaults() {
		this.faults = new Faults();
		this.jobs.plans = [];
	}

	/** Ids to use in tests: what exists, and what is not ready. */
	names() {
		const { looks, groups, voices, templates, styles, brandKits, glossaries, folders, assets } =
			this.catalogue;
		return {
			looks: looks.map(
				({
					id,
					name,
					avatar_type,
					status,
					ownership,
					supported_api_engines,
					default_voice_id,
					preferred_orientation,
				}) => ({
					id,
					name,
					avatar_type,
					status,
					ownership,
					supported_api_engines,
					default_voice_id,
					preferred_orientation,
				}),
			),
			groups: groups.map(({ id, name, ownership }) => ({ id, name, ownership })),
			voices: voices.map(({ voice_id, name, language, gender, type, engines }) => ({
				voice_id,
				name,
				language,
				gender,
				type,
				engines,
			})),
			templates: templates.map(({ id, name }) => ({ id, name })),
			styles: styles.map(({ style_id, name }) => ({ style_id, name })),
			brandKits: brandKits.map(({ brand_kit_id, name }) => ({ brand_kit_id, name })),
			glossaries: glossaries.map(({ brand_glossary_id, name }) => ({ brand_glossary_id, name })),
			folders: folders.map(({ folder_id, name, is_trash }) => ({ folder_id, name, is_trash })),
			assets: assets.map(({ id, mime }) => ({ id, mime })),
		};
	}

	addAsset(asset) {
		this.assets.set(asset.id, asset);
		this.catalogue.assets.push(asset);
	}

	readUpload(request) {
		return readForm(request);
	}

	deliveries() {
		return this.webhooks.log;
	}

	/**
	 * Delivers an event to the registered endpoints.
	 * @param {{event_type: string, event_data?: object, count?: number, sameId?: boolean, entity_id?: string}} event `count` times,
	 *        each with its own id unless `sameId`
	 */
	async emit({
		event_type,
		event_data = {},
		count = 1,
		sameId = false,
		entity_id: entityId = null,
	}) {
		const id = sameId ? `evt_${randomUUID()}` : undefined;
		await Promise.all(
			Array.from({ length: count }, () =>
				this.webhooks.emit(event_type, event_data, { id, entityId }),
			),
		);
	}

	#ended(job) {
		const event = eventOf(this, job);
		if (event?.isEvent) this.webhooks.emit(event.type, event.data);
		if (event && job.body.callback_url)
			this.webhooks.callBack(job.body.callback_url, event.type, event.data);
		if (!job.batch) return;
		job.batch.left -= 1;
		if (!job.batch.left) this.batchEnded(job.batch);
	}

	batchEnded(batch) {
		const data = { batch_id: batch.id, title: batch.title, total_items: batch.items.length };
		this.webhooks.emit('batch.finished', data);
		if (batch.callbackUrl) this.webhooks.callBack(batch.callbackUrl, 'batch.finished', data);
	}
}

/**
 * Starts a simulator.
 * @param {ConstructorParameters<typeof Simulator>[0]} [options] see README.md
 * @returns {Promise<object>} handle: url, controlUrl, apiKey, stop() and the controls
 */
const startSimulator = async (options) => {
	const sim = await new Simulator(options).start();
	return {
		url: sim.url,
		controlUrl: sim.controlUrl,
		apiKey: sim.apiKey,
		accessToken: sim.accessToken,
		stop: () => sim.stop(),
		requests: (filter) => sim.requests(filter),
		jobs: () => sim.jobs.report(),
		paid: () => sim.jobs.paid(),
		plan: (fault) => sim.plan(fault),
		clearFaults: () => sim.clearFaults(),
		configure: (changes) => sim.configure(changes),
		reset: () => sim.reset(),
		finish: (id, end) => {
			sim.jobs.finish(id, end);
		},
		emit: (event) => sim.emit(event),
		expireTokens: () => sim.expireTokens(),
		revokeTokens: () => sim.revokeTokens(),
		issuedTokens: () => [...sim.oauth.issued],
		deliveries: () => sim.deliveries(),
		violations: () => sim.violations,
		uploaded: (id) => /** @type {any} */ (sim.assets.get(id))?.sha256?.toString('hex'),
		catalogue: () => sim.names(),
		unreachable: () => ({
			refused: 'http://127.0.0.1:9',
			unknown: 'http://heygen.invalid',
			tls: sim.url.replace('http:', 'https:'),
		}),
	};
};

module.exports = { startSimulator };
