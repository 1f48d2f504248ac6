#!/usr/bin/env node
// `npm run simulator`: a HeyGen v3 that runs here, until Ctrl-C.
const { parseArgs } = require('node:util');
const { startSimulator } = require('.');

const usage = `A HeyGen API v3 on loopback. Flags:
  --port N           of the API (default 8400; 0 = any free one)
  --control-port N   of the control port (default 8401)
  --job-seconds N    how long a job takes (default 5)
  --latency MS       added to every answer (default 0)
  --page-delay MS    added to every page of a list (default 0)
  --looks N          how many avatar looks there are (default 130)
  --groups N         how many avatars share them (default 1 to 4 looks each)
  --concurrency N    unfinished jobs at once before 429 (default 10)`;

const main = async () => {
	const number = (value) => ({ type: /** @type {const} */ ('string'), default: String(value) });
	const { values } = parseArgs({
		options: {
			port: number(8400),
			'control-port': number(8401),
			'job-seconds': number(5),
			latency: number(0),
			'page-delay': number(0),
			looks: number(130),
			groups: number(0),
			concurrency: number(10),
			help: { type: 'boolean' },
		},
	});
	if (values.help) return console.log(usage);
	const sim = await startSimulator({
		port: Number(values.port),
		controlPort: Number(values['control-port']),
		jobSeconds: Number(values['job-seconds']),
		latencyMs: Number(values.latency),
		pageDelayMs: Number(values['page-delay']),
		looks: Number(values.looks),
		groups: Number(values.groups) || undefined,
		concurrency: Number(values.concurrency),
	});
	console.log(`HeyGen simulator
  API      ${sim.url}   (use it as base URL in place of https://api.heygen.com)
  key      ${sim.apiKey}   (header x-api-key; or Authorization: Bearer ${sim.accessToken})
  control  ${sim.controlUrl}   (requests, jobs, paid, faults, config: see simulator/README.md)

Try:
  curl -H 'x-api-key: ${sim.apiKey}' ${sim.url}/v3/users/me
  curl ${sim.controlUrl}/paid

Ctrl-C stops it.`);
	const stop = () => sim.stop().then(() => process.exit(0));
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
	return undefined;
};

main().catch((thrown) => {
	console.error(thrown.message);
	process.exit(1);
});
