// Video: Create From Avatar in n8n's engine against the simulator: the request as it left, the item as it came out, the jobs paid for.
import { runNode } from '../../tools/engine/engine';
import { startSimulator } from '../../simulator';

let sim: Awaited<ReturnType<typeof startSimulator>>;
beforeAll(async () => {
	sim = await startSimulator({ jobSeconds: 1 });
});
afterAll(async () => await sim.stop());
beforeEach(() => sim.reset());

const credentials = () => ({ heyGenVideoApi: { apiKey: sim.apiKey, baseUrl: sim.url } });
const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** Ids of a usable look and voice, as a user would pick them. */
async function ids() {
	const get = async (path: string) =>
		(
			(await (
				await fetch(`${sim.url}${path}`, { headers: { 'x-api-key': sim.apiKey } })
			).json()) as { data: Array<Record<string, string>> }
		).data;
	const [look] = (await get('/v3/avatars/looks?limit=50')).filter(
		(one) => one.status === 'completed',
	);
	const [voice] = await get('/v3/voices?limit=10');
	sim.reset();
	return { look: look.id, voice: voice.voice_id };
}

const create = async (scripts: string[], more: object = {}, run: object = {}) => {
	const { look, voice } = await ids();
	return await runNode({
		parameters: {
			resource: 'video',
			operation: 'createAvatar',
			avatarId: byId(look),
			voiceId: byId(voice),
			script: '={{ $json.script }}',
			...more,
		},
		items: scripts.map((script) => ({ json: { script } })),
		credentials: credentials(),
		...run,
	});
};

test('scripts become finished videos, one paid job each, paired to their rows', async () => {
	const result = await create(['one', 'two', 'three']);
	expect(result.error).toBeUndefined();
	expect(result.items.map((item) => item.pairedItem)).toEqual([
		{ item: 0 },
		{ item: 1 },
		{ item: 2 },
	]);
	for (const item of result.items)
		expect(item.json).toMatchObject({
			status: 'completed',
			video_url: expect.stringContaining('http'),
		});
	expect(sim.paid().count).toBe(3);
	const posts = sim.requests().filter((one) => one.method === 'POST');
	expect(posts.map((one) => (one.body as { type: string; script: string }).script).sort()).toEqual([
		'one',
		'three',
		'two',
	]);
	expect(posts.every((one) => (one.body as { type: string }).type === 'avatar')).toBe(true);
	expect(new Set(posts.map((one) => one.idempotencyKey)).size).toBe(3);
});

test('one refused item of three: nothing is sent', async () => {
	const result = await create(['one', 'x'.repeat(5001), 'three']);
	expect(result.status).toBe('error');
	expect(result.error?.message).toBe(
		"'Script' takes 1 to 5,000 characters, but this one has 5,001",
	);
	expect(sim.requests()).toEqual([]);
});

test('with continue, the refused row is an item and the others go on', async () => {
	const result = await create(['one', '', 'three'], {}, { onError: 'continueRegularOutput' });
	expect(result.items.map((item) => item.json.status ?? item.json.code)).toEqual([
		'completed',
		'invalid_input',
		'completed',
	]);
	expect(sim.paid().count).toBe(2);
});

test('an expression typed into a fixed text is refused before it is spoken; the same words out of the data are spoken', async () => {
	const typed = await create(['one'], { script: 'Hi {{ $json.name }}, welcome' });
	expect(typed.error?.message).toBe(
		"'Script' holds {{ $json.name }}, but is a fixed text: it would be spoken or shown as it stands",
	);
	expect(typed.error?.description).toMatch(/Expression/);
	expect(sim.requests({ method: 'POST' })).toEqual([]);

	const meant = await create(['In n8n you write {{ $json.name }}']);
	expect(meant.error).toBeUndefined();
	expect(sim.paid().count).toBe(1);
});

test('Get and Download right behind it work untouched: their id is the item’s', async () => {
	const made = await create(['one']);
	for (const operation of ['get', 'download']) {
		const { items, error } = await runNode({
			parameters: { resource: 'video', operation },
			items: made.items,
			credentials: credentials(),
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json.id).toBe(made.items[0]?.json.id);
	}
	const deleted = await runNode({
		parameters: { resource: 'video', operation: 'delete' },
		items: made.items,
		credentials: credentials(),
	});
	// Nothing is deleted untouched: n8n itself refuses to run it.
	expect(deleted.error?.message).toMatch(/"Video" is required/);
});

test('Simplify gives what decides, without nulls and with dates as ISO; off, the resource as HeyGen has it; the row’s own columns beside it on request', async () => {
	const simple = await create(['one']);
	const row = simple.items[0]?.json ?? {};
	expect(Object.keys(row).slice(0, 5)).toEqual(['id', 'title', 'status', 'video_url', 'duration']);
	expect(Object.values(row)).not.toContain(null);
	expect(row.completed_at).toMatch(/^\d{4}-\d\d-\d\dT/);

	const whole = await create(['one'], { simplify: false, options: { includeInputFields: true } });
	expect(whole.items[0]?.json).toMatchObject({
		script: 'one',
		status: 'completed',
		completed_at: expect.any(Number),
		folder_id: null,
	});
	// Also beside what a row ended with.
	const refused = await create(
		['x'.repeat(5001)],
		{ options: { includeInputFields: true } },
		{ onError: 'continueRegularOutput' },
	);
	expect(refused.items[0]?.json).toMatchObject({
		script: expect.stringMatching(/^x{5001}$/),
		code: 'invalid_input',
	});
});
