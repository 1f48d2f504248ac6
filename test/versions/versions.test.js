// The package in every n8n that is promised: installed by n8n's own REST call out of the packed tarball, then one short list
// of checks, the same in each version. N8N_VERSIONS=1.123.81,2.40.7 checks these only; default: all that are pinned.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { ensureBuilt } = require('../../tools/npm/build');
const { pack } = require('../../tools/npm/pack');
const { npmQuietly } = require('../../tools/npm/run');
const { versions } = require('../../tools/n8n/install');
const { startLocalRegistry } = require('../../tools/n8n/localRegistry');
const { failureOf, itemsOf } = require('../../tools/n8n/rest');
const { startN8n } = require('../../tools/n8n/start');
const manifest = require('../../package.json');
const { agentWithTool } = require('../e2e/agentKit');
const {
	avatarVideo,
	byId,
	chain,
	heyGen,
	manualTrigger,
	nodeType,
	openLab,
	rows,
} = require('../e2e/lab');
const {
	deliver,
	newEvent,
	PUBLIC_ADDRESS,
	signed,
	TriggerKit,
	trigger,
	until,
} = require('../../tools/n8n/triggerKit');

/** A first start of an n8n on a busy machine, its installation included. */
const START_MS = 900_000;

/** The version that n8n is asked to update to. */
const NEWER = manifest.version.replace(/\d+$/, (patch) => String(Number(patch) + 1));

let scratch;
let tarball;
let newer;
beforeAll(async () => {
	await ensureBuilt();
	scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'tarball-'));
	const packed = await pack(scratch);
	({ tarball } = packed);
	fs.writeFileSync(
		path.join(packed.folder, 'package.json'),
		JSON.stringify({ ...manifest, version: NEWER }),
	);
	await npmQuietly(['pack', '--silent', '--pack-destination', scratch], { cwd: packed.folder });
	newer = path.join(scratch, `${manifest.name}-${NEWER}.tgz`);
}, START_MS);
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

const newest = versions().at(-1);
const promised = process.env.N8N_VERSIONS?.split(',') ?? versions();

/** What n8n has announced for version 3, as far as it can be switched on today. */
const ANNOUNCED = {
	N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
	N8N_RUNNERS_TASK_TIMEOUT: '60',
	N8N_WORKFLOW_CALLER_POLICY_DEFAULT_OPTION: 'workflowsFromSameOwner',
};

/** Every promised version as it comes, and the newest once more with what is to come. */
const cases = promised.flatMap((version) => [
	{ name: version, version, settings: {} },
	...(version === newest
		? [{ name: `${version}, set as n8n 3 will be`, version, settings: ANNOUNCED }]
		: []),
]);

describe.each(cases)('n8n $name', ({ version, settings }) => {
	let registry;
	let n8n;
	let lab;

	beforeAll(async () => {
		registry = await startLocalRegistry(tarball);
		// Which of the two names n8n reads depends on its version.
		const address = { N8N_WEBHOOK_URL: PUBLIC_ADDRESS, WEBHOOK_URL: PUBLIC_ADDRESS };
		const allowed = { N8N_UNVERIFIED_PACKAGES_ENABLED: 'true' };
		const env = { ...registry.env, ...address, ...allowed, ...settings };
		n8n = await startN8n({ version, packageDir: false, env });
		await n8n.rest.login();
		const { name, version: own } = manifest;
		await n8n.rest.request('POST', '/rest/community-packages', { name, version: own });
		lab = await openLab(
			{ webhookRetryMs: [], webhookHosts: { [PUBLIC_ADDRESS]: n8n.url } },
			n8n.url,
		);
	}, START_MS);
	afterAll(async () => {
		await lab?.close();
		await n8n?.stop();
		await registry?.stop();
	}, 60_000);
	beforeEach(() => lab.simulator.reset());
	afterEach(() => lab.simulator.configure({ jobSeconds: 1 }));

	const store = async (workflow) => await lab.rest.createWorkflow(workflow, [lab.credential]);
	const run = async (workflow) => await lab.rest.runToEnd(await store(workflow));
	const posts = () => lab.simulator.requests({ method: 'POST', path: '/v3/videos' });
	const create = (more, node) => heyGen('Create', avatarVideo(lab.simulator, more), node);

	test('n8n installed the package from its tarball, with every node and credential', async () => {
		const installed = await lab.rest.request('GET', '/rest/community-packages');
		expect(installed).toMatchObject([
			{ packageName: manifest.name, installedVersion: manifest.version },
		]);
		const types = (await lab.rest.nodeTypes()).map(({ name }) => name);
		for (const name of ['heyGen', 'heyGenTrigger', 'heyGenPollTrigger', 'heyGenTool'])
			expect(types).toContain(`${manifest.name}.${name}`);
		expect(await lab.rest.testCredential(lab.credential)).toMatchObject({ status: 'OK' });
	});

	test('main job and download: two scripts become two files, each paid once', async () => {
		const execution = await run(
			chain(
				manualTrigger,
				rows([{ script: 'one' }, { script: 'two' }]),
				create(),
				heyGen('Download', {
					resource: 'video',
					operation: 'download',
					videoId: '={{ $json.id }}',
				}),
			),
		);
		expect(failureOf(execution)).toBeUndefined();
		const items = itemsOf(execution, 'Download');
		expect(items.map(({ json }) => json.status)).toEqual(['completed', 'completed']);
		for (const { binary } of items)
			expect((await lab.rest.binary(binary.data)).toString('latin1', 4, 8)).toBe('ftyp');
		expect(lab.simulator.paid().count).toBe(2);
		expect(lab.simulator.violations()).toEqual([]);
	});

	test('a refused row: the sentence names parameter, limit and value, and nothing is sent', async () => {
		const long = { script: 'x'.repeat(5001) };
		const execution = await run(chain(manualTrigger, rows([{ script: 'one' }, long]), create()));
		expect(execution.status).toBe('error');
		expect(failureOf(execution)).toMatch(/'Script'.*5,000.*5,001/s);
		expect(posts()).toEqual([]);
	});

	/** A suspended execution, asleep. */
	async function asleep() {
		const workflow = chain(
			manualTrigger,
			rows([{ script: 'one' }, { script: 'two' }]),
			create({ completion: 'suspend' }),
		);
		const later = {
			id: 'later',
			name: 'Later',
			type: 'n8n-nodes-base.noOp',
			typeVersion: 1,
			parameters: {},
			position: [600, 200],
		};
		workflow.nodes.push(later);
		workflow.connections.Create = { main: [[], [{ node: later.name, type: 'main', index: 0 }]] };
		const id = await lab.rest.run(await store(workflow));
		const execution = await lab.rest.waitForExecution(id, {
			statuses: ['waiting', 'success', 'error'],
		});
		expect([execution.status, failureOf(execution)]).toEqual(['waiting', undefined]);
		return id;
	}
	const finishAll = () => {
		for (const { id } of lab.simulator.jobs()) lab.simulator.finish(id);
	};

	test('an execution sleeps, survives a restart of n8n, and a callback wakes it with both results', async () => {
		lab.simulator.configure({ jobSeconds: 3600 });
		const id = await asleep();
		const [{ body }] = posts();
		expect(body.callback_url.startsWith(PUBLIC_ADDRESS)).toBe(true);
		await n8n.restart();
		finishAll();
		const execution = await lab.rest.waitForExecution(id, { limitMs: 90_000 });
		expect(failureOf(execution)).toBeUndefined();
		const items = itemsOf(execution, 'Create');
		expect(items.map(({ json }) => json.status)).toEqual(['completed', 'completed']);
		expect(lab.simulator.paid().count).toBe(2);
	}, 180_000);

	test('a trigger registers itself, starts a run for a signed event only, and cleans up', async () => {
		const kit = new TriggerKit(n8n, lab.credential, lab.simulator);
		const node = trigger({ options: { includeResource: false } });
		const workflow = await kit.workflow(node);
		const [{ secret }] = await kit.activate(workflow);
		const event = newEvent();
		expect((await deliver(kit.url(node), signed(event, 'whsec_forged'))).status).toBe(401);
		expect((await deliver(kit.url(node), signed(event, secret))).status).toBe(200);
		const [items] = await until('one run', async () => {
			const runs = await kit.runs(workflow);
			return runs.length && runs;
		});
		expect(items).toMatchObject([{ event_id: event.event_id, event_type: event.event_type }]);
		await kit.deactivate(workflow);
		await until('no endpoint is left', async () => (await kit.endpoints()).length === 0);
		expect(await kit.countRuns(workflow)).toBe(1);
	});

	test('pickers and the fields of a template', async () => {
		const { looks, templates } = lab.simulator.catalogue();
		const { results } = await lab.rest.listSearch({
			nodeType,
			method: 'searchLooks',
			parameter: 'avatarId',
			parameters: { resource: 'video', operation: 'createAvatar' },
			credential: lab.credential,
		});
		expect(looks.map(({ id }) => id)).toContain(results[0].value);
		const templateId = byId(templates[0].id ?? templates[0].template_id);
		const { fields } = await lab.rest.mapFields({
			nodeType,
			method: 'mapVariables',
			parameter: 'variables',
			credential: lab.credential,
			parameters: {
				authentication: 'apiKey',
				resource: 'template',
				operation: 'generate',
				templateId,
			},
		});
		expect(fields.length).toBeGreaterThan(0);
	});

	test('an account that is connected by OAuth2', async () => {
		const type = 'heyGenVideoOAuth2Api';
		const { simulator } = lab;
		const connected = await lab.rest.createCredential({
			name: 'Connected account',
			type,
			data: {
				clientId: 'client-of-the-test',
				authUrl: `${simulator.url}/oauth/authorize`,
				accessTokenUrl: `${simulator.url}/v1/oauth/token`,
				baseUrl: simulator.url,
			},
		});
		await lab.rest.connect(connected);
		const node = create({ authentication: 'oAuth2' }, { credentials: { [type]: {} } });
		const workflow = chain(manualTrigger, rows([{ script: 'one' }]), node);
		const execution = await lab.rest.runToEnd(await lab.rest.createWorkflow(workflow, [connected]));
		expect(failureOf(execution)).toBeUndefined();
		expect(posts().map(({ headers }) => 'authorization' in headers)).toEqual([true]);
	});

	test('an AI agent calls the node as its tool, and the video is paid once', async () => {
		// The newest agent node of this version.
		const { version: known, defaultVersion } = await lab.rest.nodeType(
			'@n8n/n8n-nodes-langchain.agent',
			undefined,
		);
		const agentVersion = defaultVersion ?? [known].flat().at(-1);
		const { workflow, stop } = await agentWithTool(lab, { agentVersion });
		const execution = await lab.rest.runToEnd(await store(workflow));
		await stop();
		expect(failureOf(execution)).toBeUndefined();
		expect(JSON.stringify(itemsOf(execution, 'Agent'))).toContain('completed');
		expect(lab.simulator.paid().count).toBe(1);
	});

	test('an update of the package: the execution that sleeps and the trigger that is registered go on with the newer one', async () => {
		lab.simulator.configure({ jobSeconds: 3600 });
		const kit = new TriggerKit(n8n, lab.credential, lab.simulator);
		const node = trigger({ options: { includeResource: false } });
		const workflow = await kit.workflow(node);
		const [{ secret }] = await kit.activate(workflow);
		const id = await asleep();

		registry.publish(newer, NEWER);
		const { name } = manifest;
		await n8n.rest.request('PATCH', '/rest/community-packages', { name, version: NEWER });
		const installed = await lab.rest.request('GET', '/rest/community-packages');
		expect(installed).toMatchObject([{ packageName: name, installedVersion: NEWER }]);

		finishAll();
		const execution = await lab.rest.waitForExecution(id, { limitMs: 90_000 });
		expect(failureOf(execution)).toBeUndefined();
		const items = itemsOf(execution, 'Create');
		expect(items.map(({ json }) => json.status)).toEqual(['completed', 'completed']);
		expect(lab.simulator.paid().count).toBe(2);

		// The two jobs were events too.
		expect((await deliver(kit.url(node), signed(newEvent(), secret))).status).toBe(200);
		await until('three runs', async () => (await kit.countRuns(workflow)) === 3);
		await kit.deactivate(workflow);
		await until('no endpoint is left', async () => (await kit.endpoints()).length === 0);
	}, 180_000);

	if (version === newest)
		test("n8n's own report on what version 3 changes names none of these workflows", async () => {
			const { report } = await lab.rest.request(
				'POST',
				'/rest/breaking-changes/report/refresh?version=v3',
			);
			expect(report.workflowResults).toEqual([]);
		});
});

if (promised.includes(newest))
	test('what n8n has not verified: where that is not allowed the editor refuses it, and what is there runs on', async () => {
		const n8n = await startN8n({ env: { N8N_UNVERIFIED_PACKAGES_ENABLED: 'false' } });
		try {
			await n8n.rest.login();
			const { name, version } = manifest;
			await expect(
				n8n.rest.request('POST', '/rest/community-packages', { name, version }),
			).rejects.toThrow('Installation of unverified community packages is forbidden');
			expect((await n8n.rest.nodeType(nodeType)).displayName).toBe('HeyGen');
		} finally {
			await n8n.stop();
		}
	}, 180_000);
