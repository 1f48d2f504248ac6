// The pickers of the node, asked over n8n's REST interface as the editor asks them.
const { pickerMethod } = require('../../tools/engine/picker');
const { nodeType, openLab } = require('./lab');

let lab;
beforeAll(async () => (lab = await openLab()));
afterAll(async () => await lab.close());

const parameters = { resource: 'video', operation: 'createAvatar' };

/** The method behind a parameter's list, as the editor finds it. */
async function picker(parameter) {
	const method = pickerMethod(await lab.rest.nodeType(nodeType), parameter, {
		...parameters,
		authentication: 'apiKey',
		speechSource: 'script',
	});
	return async (more = {}) =>
		await lab.rest.listSearch({
			nodeType,
			method,
			parameter,
			parameters,
			credential: lab.credential,
			...more,
		});
}

/** All pages of a picker, as a user sees them who scrolls to the end. */
async function allPages(search, filter) {
	const pages = [await search({ filter })];
	while (pages.at(-1).paginationToken)
		pages.push(await search({ filter, paginationToken: pages.at(-1).paginationToken }));
	return pages;
}

describe.each([
	['avatarId', 'looks', 'id'],
	['voiceId', 'voices', 'voice_id'],
])('%s', (parameter, kind, id) => {
	test('scrolling to the end shows all that the account has, once, over several pages', async () => {
		const pages = await allPages(await picker(parameter));
		const shown = pages.flatMap(({ results }) => results.map(({ value }) => value));
		expect(pages.length).toBeGreaterThan(2);
		expect(shown.sort()).toEqual(
			lab.simulator
				.catalogue()
				[kind].map((one) => one[id])
				.sort(),
		);
	});

	test('typing shows those whose name or id has the words, wherever they are in the list', async () => {
		const wanted = lab.simulator.catalogue()[kind].at(-1);
		const pages = await allPages(await picker(parameter), wanted.name);
		const shown = pages.flatMap(({ results }) => results);
		expect(shown.map(({ value }) => value)).toContain(wanted[id]);
		for (const { name, value } of shown)
			for (const word of wanted.name.split(' '))
				expect(`${name} ${value}`.toLowerCase()).toContain(word.toLowerCase());
	});

	test('what nobody has gives an empty list', async () => {
		const pages = await allPages(await picker(parameter), 'nobody is called this');
		expect(pages.flatMap(({ results }) => results)).toEqual([]);
	});
});

test('a look that is not ready says so in the list', async () => {
	const unready = lab.simulator.catalogue().looks.filter(({ status }) => status !== 'completed');
	const pages = await allPages(await picker('avatarId'));
	const named = Object.fromEntries(
		pages.flatMap(({ results }) => results.map(({ name, value }) => [value, name])),
	);
	expect(unready.length).toBeGreaterThan(0);
	for (const { id } of unready) expect(named[id]).toContain('not ready');
});
