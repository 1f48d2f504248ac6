// The dialog of a credential: what it bills, where the key is found, and whether it works.
const { chain, credentialType, heyGen } = require('../e2e/lab');
const { openEditor } = require('./lab');

let lab;
let editor;
beforeAll(async () => {
	lab = await openEditor();
	({ editor } = lab);
	const { id } = await lab.rest.createWorkflow(
		chain(heyGen('Account', { resource: 'account', operation: 'get' })),
		[lab.credential],
	);
	await editor.workflow(id);
	await editor.openNode('Account');
	await editor.openCredential();
});
afterAll(async () => await lab?.close());

test('a key that works is tested as soon as the dialog opens', async () => {
	await editor.sees('Connection tested successfully');
});

test('it says what is billed and where the key is found, and hides the key', async () => {
	await editor.sees(/Bills the API balance .* under Settings > API/);
	expect(await editor.field('apiKey').locator('input').getAttribute('type')).toBe('password');
});

test('a wrong key is told when it is saved, and the right one puts it right', async () => {
	await editor.fill('apiKey', 'wrong');
	await editor.saveCredential();
	await editor.sees('Couldn’t connect with these settings');
	await editor.fill('apiKey', lab.simulator.apiKey);
	await editor.saveCredential();
	await editor.sees('Connection tested successfully');
	expect(await lab.rest.testCredential({ ...lab.credential, type: credentialType })).toMatchObject({
		status: 'OK',
	});
});
