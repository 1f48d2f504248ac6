// Deliveries: signed webhooks to registered endpoints, unsigned callbacks to a job's callback_url, both with retries.
const { createHmac, randomBytes, randomUUID } = require('node:crypto');
const http = require('node:http');
const https = require('node:https');

const newSecret = () => `whsec_${randomBytes(24).toString('base64url')}`;
const mostEvents = 20_000;

const agents = {
	'http:': new http.Agent({ keepAlive: true }),
	'https:': new https.Agent({ keepAlive: true }),
};

/** Posts a body and reads the status. Plain node:http: a burst of a thousand is a third of the work that fetch makes of it. @returns {Promise<number>} */
const post = (url, headers, body, timeout) =>
	new Promise((done, fail) => {
		const { protocol } = new URL(url);
		const request = (protocol === 'https:' ? https : http).request(
			url,
			{
				method: 'POST',
				agent: agents[protocol],
				timeout,
				headers: { ...headers, 'content-length': Buffer.byteLength(body) },
			},
			(answer) => {
				answer
					.on('end', () => done(answer.statusCode))
					.on('error', fail)
					.resume();
			},
		);
		request
			.on('timeout', () =>
				request.destroy(Object.assign(new Error('No answer in time'), { code: 'TIMEOUT' })),
			)
			.on('error', fail)
			.end(body);
	});

class Webhooks {
	endpoints = new Map();
	list = [];
	events = [];
	log = [];
	waiting = [];
	running = 0;
	stopped = false;

	/** @param {object} config `webhookRetryMs`, `webhookTimeoutMs`, `webhookConnections`, `callbacks` */
	constructor(config) {
		this.config = config;
	}

	add(endpoint) {
		this.endpoints.set(endpoint.id, endpoint);
		this.list.push(endpoint);
	}

	/** Where a URL really leads: `webhookHosts` gives a public origin an address on this machine. */
	#routed(url) {
		const { origin, pathname, search } = new URL(url);
		return `${this.config.webhookHosts[origin] ?? origin}${pathname}${search}`;
	}

	stop() {
		this.stopped = true;
		this.waiting = [];
	}

	/**
	 * Records an event and sends it to every endpoint that wants it.
	 * @param {string} event_type @param {object} event_data @param {{id?: string, entityId?: string|null}} [more]
	 * @returns {Promise<void>} done when the first attempts have been answered
	 */
	async emit(event_type, event_data, { id = `evt_${randomUUID()}`, entityId = null } = {}) {
		const event = { event_id: id, event_type, event_data, created_at: new Date().toISOString() };
		this.events.push({ ...event, entityId });
		if (this.events.length > mostEvents) this.events.splice(0, mostEvents / 2);
		const wanting = [...this.endpoints.values()].filter(
			(one) =>
				(!one.events?.length || one.events.includes(event_type)) &&
				(!one.entityId || one.entityId === entityId),
		);
		await Promise.all(
			wanting.map((endpoint) =>
				this.#deliver({ kind: 'webhook', endpoint, url: endpoint.url, event }),
			),
		);
	}

	/** Sends the same envelope, unsigned, to the URL that a job asked for. */
	async callBack(url, event_type, event_data) {
		if (!this.config.callbacks) return;
		await this.#deliver({
			kind: 'callback',
			url,
			event: {
				event_id: `evt_${randomUUID()}`,
				event_type,
				event_data,
				created_at: new Date().toISOString(),
			},
		});
	}

	#deliver(delivery, attempt = 1) {
		return new Promise((done) => {
			this.waiting.push({ ...delivery, attempt, done });
			this.#next();
		});
	}

	#next() {
		while (this.waiting.length && this.running < this.config.webhookConnections) {
			this.running += 1;
			const delivery = this.waiting.shift();
			this.#attempt(delivery).finally(() => {
				this.running -= 1;
				delivery.done();
				this.#next();
			});
		}
	}

	async #attempt({ kind, endpoint, url, event, attempt }) {
		if (this.stopped || (endpoint && !this.endpoints.has(endpoint.id))) return;
		const body = JSON.stringify(event);
		const headers = { 'content-type': 'application/json', 'user-agent': 'HeyGen-Webhook' };
		if (endpoint) {
			const signature = createHmac('sha256', endpoint.secret).update(body).digest('hex');
			// Some receivers report a bare `Signature` header, without time and event id.
			Object.assign(
				headers,
				this.config.plainSignature
					? { signature }
					: {
							'heygen-signature': signature,
							'heygen-timestamp': String(Math.floor(Date.now() / 1000)),
							'heygen-event-id': event.event_id,
						},
			);
		}
		const entry = {
			n: this.log.length + 1,
			at: Date.now(),
			kind,
			url,
			endpointId: endpoint?.id ?? null,
			eventId: event.event_id,
			eventType: event.event_type,
			attempt,
			status: null,
			ms: null,
			body: event,
		};
		this.log.push(entry);
		try {
			entry.status = await post(this.#routed(url), headers, body, this.config.webhookTimeoutMs);
		} catch (thrown) {
			entry.error = thrown.code ?? thrown.name;
		}
		entry.ms = Date.now() - entry.at;
		const wait = this.config.webhookRetryMs[attempt - 1];
		if ((entry.status >= 200 && entry.status < 300) || wait === undefined) return;
		setTimeout(() => this.#deliver({ kind, endpoint, url, event }, attempt + 1), wait).unref();
	}

	/** Whether an address answers OPTIONS (or GET) in time, as HeyGen asks of a new endpoint. */
	async answersProbe(url, method) {
		try {
			return (await fetch(this.#routed(url), { method, signal: AbortSignal.timeout(1000) })).ok;
		} catch {
			return false;
		}
	}
}

module.exports = { Webhooks, newSecret };
