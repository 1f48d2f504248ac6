// A recording on disk becomes an avatar video on disk: in one n8n whose store is the file system, and in queue mode, where it is the database.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { sound } = require('../../tools/media');
const { failureOf } = require('../../tools/n8n/rest');
const { startQueue } = require('../../tools/n8n/queue');
const { startN8n } = require('../../tools/n8n/start');
const { chain, heyGen, openLab } = require('../e2e/lab');

/** How long the processes may take to start, in milliseconds. */
const START_LIMIT_MS = 240_000;
const sha = (bytes) => createHash('sha256').update(bytes).digest('hex');

const disk = (name, parameters) => ({
	name,
	type: 'n8n-nodes-base.readWriteFile',
	typeVersion: 1,
	parameters,
});

describe.each([
	[
		'one n8n, file system',
		(env) => startN8n({ env: { ...env, N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem' } }),
	],
	[
		'queue mode, database',
		(env) =>
			startQueue({
				workers: 1,
				webhooks: 1,
				env: { ...env, N8N_DEFAULT_BINARY_DATA_MODE: 'database' },
			}),
	],
])('%s', (_, start) => {
	let folder;
	let n8n;
	let lab;
	beforeAll(async () => {
		folder = fs.mkdtempSync(path.join(os.tmpdir(), 'files-'));
		n8n = await start({ N8N_RESTRICT_FILE_ACCESS_TO: folder });
		lab = await openLab({}, n8n.url);
	}, START_LIMIT_MS);
	afterAll(async () => {
		await lab?.close();
		await n8n?.stop();
		fs.rmSync(folder, { recursive: true, force: true });
	}, START_LIMIT_MS);

	test('a recording on disk, a video on disk', async () => {
		const recording = await sound('mp3', 7, ['-b:a', '64k']);
		fs.writeFileSync(path.join(folder, 'voice.mpga'), recording);
		const { looks } = lab.simulator.catalogue();
		const look = looks.find(({ status }) => status === 'completed');
		const workflow = await lab.rest.createWorkflow(
			chain(
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
				disk('Read', {
					operation: 'read',
					fileSelector: path.join(folder, 'voice.mpga'),
					options: {},
				}),
				heyGen('Create', {
					resource: 'video',
					operation: 'createAvatar',
					avatarId: { __rl: true, mode: 'id', value: look.id },
					speechSource: 'audioBinary',
					options: { title: 'Welcome', downloadResult: true },
				}),
				disk('Write', {
					operation: 'write',
					fileName: `=${folder}/{{ $binary.data.fileName }}`,
					dataPropertyName: 'data',
					options: {},
				}),
			),
			[lab.credential],
		);
		const execution = await lab.rest.runToEnd(workflow);
		expect(execution.status === 'success' ? '' : failureOf(execution)).toBe('');
		const [{ body }] = lab.simulator.requests({ method: 'POST', path: '/v3/videos' });
		expect(lab.simulator.uploaded(body.audio_asset_id)).toBe(sha(recording));
		const [job] = lab.simulator.jobs();
		const key = { headers: { 'x-api-key': lab.simulator.apiKey } };
		const { data } = await (await fetch(`${lab.simulator.url}/v3/videos/${job.id}`, key)).json();
		const served = Buffer.from(await (await fetch(data.video_url)).arrayBuffer());
		expect(sha(fs.readFileSync(path.join(folder, 'Welcome.mp4')))).toBe(sha(served));
		expect(lab.simulator.violations()).toEqual([]);
	});
});
