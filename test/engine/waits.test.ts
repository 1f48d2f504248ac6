// What HeyGen or the user asks to wait for: bounded, and told where it is too long. A timer that is set to more than 24 days ends at once.
import { workbench, byId } from './workbench';

const bench = workbench();
/** Ten days and more fit into it. */
const long = { maxWaitMinutes: 43_200 };
const video = async (parameters: object = {}, more: object = {}) =>
	await bench.run(
		'video',
		'createAvatar',
		{ avatarId: byId(bench.known.look), script: 'Hi', ...long, ...parameters },
		more,
	);
const posts = () => bench.sim.requests().filter(({ method }) => method === 'POST');
const limited = { kind: 'status', status: 429, code: 'rate_limit_exceeded', times: 'always' };
const month = { ...limited, match: { method: 'POST' }, retryAfter: 2_592_000 };

test.each([
	['as seconds', '2592000'],
	['as a date', new Date(Date.now() + 2_592_000_000).toUTCString()],
])(
	'HeyGen asks to come back in 30 days, %s: asked once, and the row says so',
	async (_name, retryAfter) => {
		bench.sim.plan({ ...month, retryAfter });
		const { error } = await video();
		expect(error?.message).toMatch(/and asks to come back in 30 days$/);
		expect(error?.description).toContain('Nothing was charged');
		expect(posts()).toHaveLength(1);
	},
);

test('the same for a batch, a suspended row, and where other rows go on', async () => {
	bench.sim.plan(month);
	for (const [operation, completion] of [
		['createBatch', 'poll'],
		['createBatch', 'suspend'],
		['createAvatar', 'suspend'],
	]) {
		const { items, waitTill } = await bench.run(
			'video',
			operation,
			{ avatarId: byId(bench.known.look), script: 'Hi', completion, ...long },
			{ onError: 'continueRegularOutput', items: [{ json: {} }, { json: {} }] },
		);
		expect(waitTill).toBeUndefined();
		expect(items.map(({ json }) => json.error)).toEqual(
			Array(2).fill(expect.stringMatching(/in 30 days$/)),
		);
	}
	expect(posts().length).toBeLessThan(10);
}, 30_000);

test('a question about a job that is to come back in 30 days is asked at the usual pace, and the job is not lost', async () => {
	bench.sim.plan({
		...limited,
		match: { path: '/v3/videos/statuses' },
		retryAfter: 2_592_000,
		times: 2,
	});
	const { items } = await video();
	expect(items[0].json.status).toBe('completed');
	expect(bench.sim.requests().length).toBeLessThan(12);
	expect(bench.sim.paid().count).toBe(1);
}, 30_000);

test.each([
	['Max Wait (Minutes)', { maxWaitMinutes: 1.5e11 }],
	['Max Wait (Minutes)', { maxWaitMinutes: 1.5e11, completion: 'suspend' }],
	['Credit Rate', { options: { creditRate: 1e308, addCost: true } }],
	['Max Credits', { options: { maxCredits: 1e308 } }],
	['Script', { script: `Hi <break time="${'9'.repeat(400)}s"/>`, options: { maxCredits: 5 } }],
])(
	"a figure of another world in '%s' is refused before anything is sent",
	async (label, parameters) => {
		const { error } = await video(parameters);
		expect(error?.message).toContain(`'${label}'`);
		expect(posts()).toEqual([]);
	},
);
