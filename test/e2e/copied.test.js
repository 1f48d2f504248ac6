// A copy of n8n's database beside the original, as for a staging n8n: the copy leaves the original's webhook endpoint alone.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { until } = require('../../tools/npm/until');
const { addressAt, publicName } = require('../../tools/n8n/publicName');
const { freePort, startN8n } = require('../../tools/n8n/start');
const { deliver, newEvent, signed, TriggerKit, trigger } = require('../../tools/n8n/triggerKit');
const { openLab } = require('./lab');

const COPY_ADDRESS = 'https://copy.example.com';

let folder;
let original;
let copy;
let lab;
beforeAll(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'copy-'))));
afterAll(async () => {
	await lab?.close();
	await copy?.stop();
	await original?.stop();
	fs.rmSync(folder, { recursive: true, force: true });
}, 60_000);

test('its trigger registers an endpoint of its own, takes that away again, and the original goes on', async () => {
	const port = await freePort();
	original = await startN8n({ port, env: publicName(port) });
	await original.rest.login();
	lab = await openLab({}, original.url);
	const kit = new TriggerKit(original, lab.credential, lab.simulator);
	const node = trigger({ options: { includeResource: false } });
	const workflow = await kit.workflow(node);
	const [{ secret }] = await kit.activate(workflow);
	const [first] = await kit.endpoints();
	expect(first.url.startsWith(addressAt(port))).toBe(true);

	await original.stopMain();
	fs.cpSync(original.userFolder, folder, { recursive: true });
	await original.start();
	copy = await startN8n({
		userFolder: folder,
		env: { ...publicName(port), N8N_WEBHOOK_URL: COPY_ADDRESS, WEBHOOK_URL: COPY_ADDRESS },
	});
	await copy.rest.login();
	const inCopy = new TriggerKit(copy, lab.credential, lab.simulator);
	const urls = async () => (await kit.endpoints()).map(({ url }) => new URL(url).origin).sort();
	// The copy knows the endpoint by its id, and finds that it is another n8n's.
	await inCopy.deactivate(workflow);
	await until('the copy lets go', () => copy.logs().includes('leaves the webhook endpoint'));
	expect(await kit.endpoints()).toMatchObject([{ endpoint_id: first.endpoint_id }]);
	await inCopy.activate(await copy.rest.request('GET', `/rest/workflows/${workflow.id}`));
	expect(await urls()).toEqual([COPY_ADDRESS, addressAt(port)].sort());
	await inCopy.deactivate(workflow);
	await until('the copy took its own away', async () => (await urls()).length === 1);
	expect(await kit.endpoints()).toMatchObject([{ endpoint_id: first.endpoint_id, url: first.url }]);

	expect((await deliver(kit.url(node), signed(newEvent(), secret))).status).toBe(200);
	await until('one run', async () => (await kit.countRuns(workflow)) === 1);
}, 480_000);
