// Webhook endpoints and events: what each operation answers.
const { ApiError, invalid } = require('../errors');
const { newId } = require('../jobs');
const { pageOf } = require('../lists');
const { given } = require('../rules');
const { eventTypes } = require('../contract/webhooks');
const { newSecret } = require('../webhooks');

const endpointOf = (sim, id) => {
	const endpoint = sim.webhooks.endpoints.get(id);
	if (!endpoint) throw new ApiError('webhook_not_found', `Webhook endpoint '${id}' was not found.`);
	return endpoint;
};
/** The secret is shown only when it is new. */
const present = ({ id, url, events, createdAt }, secret = null) => ({
	endpoint_id: id,
	url,
	events,
	status: 'enabled',
	created_at: createdAt,
	secret,
});

const isPublic = ({ hostname }) =>
	hostname.includes('.') &&
	!/^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.)|\.local$/.test(
		hostname,
	);

const checkUrl = async (sim, value) => {
	const url = sim.rules.url(value, 'url');
	if (sim.config.publicWebhooksOnly && (url.protocol !== 'https:' || !isPublic(url)))
		throw invalid('url', "'url' must be a public https address.");
	if (sim.config.probe && !(await sim.webhooks.answersProbe(value, sim.config.probe)))
		throw invalid('url', `'url' did not answer ${sim.config.probe} with 2xx within 1 s.`);
};

const path = '/v3/webhooks/endpoints';
const operations = {
	[`POST ${path}`]: async ({ sim, body }) => {
		await checkUrl(sim, body.url);
		const endpoint = {
			id: newId(),
			url: body.url,
			events: body.events ?? null,
			entityId: body.entity_id ?? null,
			secret: newSecret(),
			createdAt: new Date().toISOString(),
		};
		sim.webhooks.add(endpoint);
		return { data: present(endpoint, endpoint.secret) };
	},
	[`GET ${path}`]: ({ sim, query }) =>
		pageOf(sim.webhooks.list, query, {
			keep: (one) => sim.webhooks.endpoints.has(one.id),
			present: (one) => present(one),
		}),
	[`PATCH ${path}/{endpoint_id}`]: async ({ sim, params, body }) => {
		const endpoint = endpointOf(sim, params.endpoint_id);
		if (given(body.url)) {
			await checkUrl(sim, body.url);
			endpoint.url = body.url;
		}
		if (body.events !== undefined) endpoint.events = body.events;
		return { data: present(endpoint) };
	},
	[`DELETE ${path}/{endpoint_id}`]: ({ sim, params }) => {
		sim.webhooks.endpoints.delete(endpointOf(sim, params.endpoint_id).id);
		return { data: {}, error: null };
	},
	[`POST ${path}/{endpoint_id}/rotate-secret`]: ({ sim, params }) => {
		const endpoint = endpointOf(sim, params.endpoint_id);
		endpoint.secret = newSecret();
		return { data: { endpoint_id: endpoint.id, secret: endpoint.secret } };
	},
	'GET /v3/webhooks/event-types': () => ({
		data: Object.entries(eventTypes).map(([event_type, description]) => ({
			event_type,
			description,
		})),
		has_more: false,
		next_token: null,
	}),
	'GET /v3/webhooks/events': ({ sim, query }) =>
		pageOf(sim.webhooks.events, query, {
			newestFirst: true,
			keep: (event) =>
				(!query.event_type || event.event_type === query.event_type) &&
				(!query.entity_id || event.entityId === query.entity_id),
			present: ({ event_id, event_type, event_data, created_at }) => ({
				event_id,
				event_type,
				event_data,
				created_at,
			}),
		}),
};

module.exports = { operations, isPublic };
