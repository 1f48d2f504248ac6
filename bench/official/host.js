// Loaded into n8n before its own code: what goes to HeyGen arrives at the simulator, for HeyGen's own node knows no other address.
const http = require('node:http');
const https = require('node:https');

const { port } = new URL(String(process.env.SIMULATOR_URL));
const { request } = https;
https.request = (options, ...rest) =>
	(options?.hostname ?? options?.host) === 'api.heygen.com'
		? http.request(
				{
					...options,
					protocol: 'http:',
					hostname: '127.0.0.1',
					host: '127.0.0.1',
					port,
					agent: undefined,
				},
				...rest,
			)
		: request(options, ...rest);
