// The credential's test button in n8n: right values pass, wrong ones are told apart.
const { openLab } = require('./lab');

let lab;
beforeAll(async () => (lab = await openLab()));
afterAll(async () => await lab.close());

test('the right key passes, and only the account was asked', async () => {
	expect(await lab.rest.testCredential(lab.credential)).toMatchObject({ status: 'OK' });
	expect(lab.simulator.requests().map(({ method, path }) => `${method} ${path}`)).toEqual([
		'GET /v3/users/me',
	]);
});

test('a wrong key is refused', async () => {
	const { status, message } = await lab.rest.testCredential(lab.credential, { apiKey: 'wrong' });
	expect(status).toBe('Error');
	expect(message).toMatch(/401|unauthorized|API key/i);
});

test('an address at which nobody listens is refused', async () => {
	const { status } = await lab.rest.testCredential(lab.credential, {
		baseUrl: 'http://127.0.0.1:9',
	});
	expect(status).toBe('Error');
});
