// Questions about many jobs that can only be asked about one by one: few on their way at once, and none that an answer before has settled.
import { fakeRun, type Answering } from './fakes';

const count = 300;
const ids = Array.from({ length: count }, (_, n) => `job${n}`);
const asked = ({ url }: { url: string }) => url.split('/').pop() as string;

/** Job: Wait for Completion over jobs of a kind. */
async function waitFor(
	field: string,
	answer: Answering,
	{ continues = true, maxWaitMinutes = 1 } = {},
) {
	const run = fakeRun({
		parameters: {
			resource: 'job',
			operation: 'wait',
			authentication: 'apiKey',
			jobKind: 'auto',
			maxWaitMinutes,
		},
		items: ids.map((id) => ({ [field]: id })),
		answer,
		continues,
	});
	const rows = await Promise.all(ids.map(async (_, item) => await run.perform(item)));
	return { run, rows: rows.flat().map(({ json }) => json) };
}

test.each([
	['HyperFrames renders', 'render_id'],
	['AI clippings', 'ai_clipping_id'],
	['proofreads', 'proofread_ids'],
	['video agent sessions', 'session_id'],
])('%s: eight at once, each asked about once a round', async (_what, field) => {
	let round = 0;
	const { run, rows } = await waitFor(field, (request) => {
		if (request.url.endsWith('/statuses'))
			return {
				body: {
					data: String(request.qs.video_ids)
						.split(',')
						.map((id) => ({ video_id: id, status: 'completed' })),
				},
			};
		const id = asked(request);
		if (id === ids[0]) round++;
		return {
			body: {
				data: {
					id,
					status: round > 1 ? 'completed' : 'processing',
					video_url: 'https://files/1',
					clips: [{ video_url: 'https://files/1' }],
				},
			},
		};
	});
	expect(rows.map(({ status, error }) => [status, error])).toEqual(
		ids.map(() => ['completed', undefined]),
	);
	expect(run.load.most).toBe(8);
	expect(run.sent.length).toBeLessThanOrEqual(2 * count + 5);
});

test('batches of a kind that is not known are looked for eight at once', async () => {
	const { run, rows } = await waitFor('batch_id', (request) =>
		request.url.startsWith('/v3/lipsyncs/batches/')
			? { body: { data: { batch_id: asked(request), status: 'completed', items: [] } } }
			: { status: 404, body: { error: { code: 'not_found', message: 'No.' } } },
	);
	expect(rows).toEqual([]);
	expect(run.load.most).toBe(8);
});

test('a key that is refused is not tried for each of them: every row says so, and names its job', async () => {
	const { run, rows } = await waitFor('render_id', () => ({
		status: 401,
		body: { error: { code: 'unauthorized', message: 'Invalid API key' } },
	}));
	expect(rows.map(({ id, code }) => [id, code])).toEqual(ids.map((id) => [id, 'unauthorized']));
	expect(rows[7].error).toMatch(/key/);
	expect(String(rows[7].description)).toContain(
		'The hyperframes render job7 was created and is not lost',
	);
	expect(run.sent.length).toBeLessThanOrEqual(8 + count);
});
