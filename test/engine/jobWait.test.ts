// Job: Wait for Completion gives out rows as the operations do that read a job of one kind: short, and beside the input's own columns.
import { byId, workbench } from './workbench';

const bench = workbench();

const waitFor = async (more: object = {}, json: object = {}) => {
	const { items } = await bench.run('video', 'createAvatar', {
		avatarId: byId(bench.known.look),
		script: 'Hello',
		completion: 'immediate',
	});
	const [{ json: begun }] = items;
	const { items: waited, error } = await bench.run('job', 'wait', more as never, {
		items: [{ json: { ...begun, ...json } }],
	});
	expect(error).toBeUndefined();
	return waited[0].json;
};

test('a row has what decides, as Get of its kind gives it', async () => {
	const row = await waitFor();
	const { items } = await bench.run('video', 'get', { videoId: byId(row.id) });
	expect(Object.keys(row)).toEqual(Object.keys(items[0].json));
	expect(row).toMatchObject({ status: 'completed', video_url: expect.any(String) });
});

test('without Simplify it is the whole resource', async () => {
	const row = await waitFor({ simplify: false });
	const short = await waitFor();
	expect(Object.keys(row).length).toBeGreaterThan(Object.keys(short).length);
	expect(typeof row.created_at).toBe('number');
});

test("the input's own columns stand beside the result; a name that both have stays the result's", async () => {
	const row = await waitFor(
		{ options: { includeInputFields: true } },
		{ customer: 'Anna', status: 'waiting' },
	);
	expect(row).toMatchObject({ customer: 'Anna', status: 'completed' });
	expect(await waitFor({}, { customer: 'Anna' })).not.toHaveProperty('customer');
});

test('a session of a video agent has its video on top', async () => {
	const { items } = await bench.run('videoAgent', 'create', {
		prompt: 'A film about tea',
		completion: 'immediate',
	});
	const { items: waited } = await bench.run('job', 'wait', {}, { items: [items[0]] });
	expect(waited[0].json).toMatchObject({ video_url: expect.any(String) });
	expect(waited[0].json).not.toHaveProperty('messages');
});
