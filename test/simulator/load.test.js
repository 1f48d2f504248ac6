// Robustness: a thousand requests at once, ten thousand jobs, and a clean end.
const { spawn } = require('node:child_process');
const http = require('node:http');
const { join } = require('node:path');
const { startSimulator } = require('../../simulator');

test('1,000 requests at once and 10,000 jobs more: all accepted, listed and told, within seconds', async () => {
	const sim = await startSimulator({ concurrency: 20_000, jobSeconds: 60 });
	const agent = new http.Agent({ keepAlive: true, maxSockets: 1000 });
	const call = (method, path, body) =>
		new Promise((done, fail) => {
			const request = http.request(
				sim.url + path,
				{
					method,
					agent,
					headers: { 'x-api-key': sim.apiKey, ...(body && { 'content-type': 'application/json' }) },
				},
				(answer) => {
					const chunks = [];
					answer
						.on('data', (chunk) => chunks.push(chunk))
						.on('end', () =>
							done({ status: answer.statusCode, ...JSON.parse(Buffer.concat(chunks).toString()) }),
						)
						.on('error', fail);
				},
			);
			request.on('error', fail).end(body && JSON.stringify(body));
		});
	const started = Date.now();
	const video = { type: 'avatar', avatar_id: sim.catalogue().looks[0].id, script: 'Hello.' };
	const singles = await Promise.all(
		Array.from({ length: 1000 }, () => call('POST', '/v3/videos', video)),
	);
	expect(new Set(singles.map(({ data }) => data.video_id)).size).toBe(1000);
	const batches = await Promise.all(
		Array.from({ length: 100 }, () =>
			call('POST', '/v3/videos/batches', { videos: Array(100).fill(video) }),
		),
	);
	expect(batches.every(({ status }) => status === 202)).toBe(true);
	let listed = 0;
	for (let token; ;) {
		const page = await call('GET', `/v3/videos?limit=100${token ? `&token=${token}` : ''}`);
		listed += page.data.length;
		token = page.next_token;
		if (!token) break;
	}
	expect(listed).toBe(11_000);
	expect(sim.paid()).toMatchObject({ count: 11_000, byKind: { video: 11_000 } });
	// Quadratic work would take minutes; a busy machine may take ten times what an idle one does.
	expect(Date.now() - started).toBeLessThan(30_000);
	agent.destroy();
	await sim.stop();
}, 60_000);

test('the program prints where it is, answers there, and ends cleanly on Ctrl-C', async () => {
	const program = spawn(process.execPath, [
		join(__dirname, '../../simulator/cli.js'),
		'--port',
		'0',
		'--control-port',
		'0',
		'--job-seconds',
		'0',
	]);
	let printed = '';
	await new Promise((done) =>
		program.stdout.on('data', (chunk) => {
			printed += chunk;
			if (printed.includes('Ctrl-C')) done();
		}),
	);
	const [api, control] = printed.match(/http:\/\/127\.0\.0\.1:\d+/g);
	expect((await fetch(`${api}/v3/users/me`, { headers: { 'x-api-key': 'sim-key' } })).status).toBe(
		200,
	);
	expect(await (await fetch(`${control}/requests?path=/v3/*`)).json()).toHaveLength(1);
	const ended = new Promise((done) => program.on('exit', (code) => done(code)));
	program.kill('SIGINT');
	expect(await ended).toBe(0);
}, 30_000);
