// A small client for the tests of the simulator: JSON in, {status, data, headers, error} out.
const { startSimulator } = require('../../simulator');

/** Starts a simulator and gives it with `call(method, path, body?, headers?)`. */
const open = async (options) => {
	const sim = await startSimulator({ jobSeconds: 0.2, ...options });
	const call = async (method, path, body, headers = {}) => {
		const answer = await fetch(path.startsWith('http') ? path : sim.url + path, {
			method,
			headers: {
				'x-api-key': sim.apiKey,
				...(body !== undefined && { 'content-type': 'application/json' }),
				...headers,
			},
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const json = /json/.test(answer.headers.get('content-type') ?? '')
			? await answer.json()
			: { text: await answer.text() };
		return { status: answer.status, headers: answer.headers, ...json };
	};
	const { looks, voices, ...rest } = sim.catalogue();
	return {
		sim,
		call,
		looks,
		voices,
		catalogue: rest,
		look: looks[0],
		voice: voices[0],
	};
};

module.exports = { open };
