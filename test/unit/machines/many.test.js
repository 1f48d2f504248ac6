// Thousands of rows: what a row costs does not grow with their number. Compared is the time of the processor, which other work on the machine leaves alone.
const { fakeClock, fakeRun } = require('./fakes');

/** Eight times the rows: eight times the work where it is linear, sixty-four times where it is quadratic. */
const [few, many] = [1000, 8000];
const most = 11;

const cpuOf = async (work) => {
	const before = process.cpuUsage();
	await work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
};

const idsIn = (qs) => String(Object.values(qs)[0]).split(',');
const statuses = (status) => (qs) => ({
	body: { data: idsIn(qs).map((id) => ({ video_id: id, status })) },
});
const videoOf = (url) => ({
	body: { data: { id: url.split('/').pop(), status: 'completed', video_url: 'https://files/1' } },
});

/** A HeyGen whose jobs are in one state. */
function heyGen(status) {
	const batches = new Map();
	return ({ method, url, qs, body }) => {
		if (method === 'POST' && body.videos) {
			const id = `batch${batches.size}`;
			batches.set(id, body.videos);
			return { body: { data: { batch_id: id } } };
		}
		if (method === 'POST')
			return { body: { data: { video_id: `video${body.script}`, status: 'pending' } } };
		if (url.startsWith('/v3/videos/batches/')) {
			const id = url.split('/').pop();
			const items = batches.get(id).map(({ script }, n) => ({
				item_index: n,
				status,
				video_id: `video${script}`,
			}));
			return { body: { data: { batch_id: id, status, items, has_more: false } } };
		}
		if (url === '/v3/users/me') return { body: { data: {} } };
		return url.endsWith('/statuses') ? statuses(status)(qs) : videoOf(url);
	};
}

/** A run over so many rows for each of what HeyGen says. @returns the rows that come out of each, and what failed */
async function rounds(count, parameters, row, said, options = {}) {
	const clock = fakeClock();
	const contexts = { node: {}, flow: {} };
	const out = [];
	for (const status of said) {
		const run = fakeRun({
			parameters: { authentication: 'apiKey', ...parameters },
			items: Array.from({ length: count }, (_, n) => row(n)),
			answer: heyGen(status),
			clock,
			contexts,
			...options,
		});
		const rows = await Promise.allSettled(
			Array.from({ length: count }, async (_, item) => await run.perform(item)),
		);
		out.push(rows.flatMap((end) => (end.status === 'fulfilled' ? end.value : [])).length);
	}
	return out;
}

/** How much more the many cost than the few; `part` of the rows do where what matters shows earlier. */
async function growth(work, part = 1) {
	await work(few / 10);
	let least = Infinity;
	// Memory that is tidied up in the middle, or a busy machine, is no matter of the rows: what is too much is measured again, twice at most.
	for (let tries = 0; tries < 3 && least >= most; tries++) {
		const small = await cpuOf(async () => await work(few * part));
		const large = await cpuOf(async () => await work(many * part));
		if (process.env.SHOW) console.log(expect.getState().currentTestName, small, large);
		least = Math.min(least, large / small);
	}
	return least;
}

const byId = (value) => ({ __rl: true, mode: 'id', value });
const video = {
	resource: 'video',
	operation: 'createAvatar',
	avatarId: byId('look'),
	voiceId: byId('voice'),
	speechSource: 'script',
};

test('a round of sleeping jobs', async () => {
	const wait = { resource: 'job', operation: 'wait', jobKind: 'auto', maxWaitMinutes: 600 };
	const work = async (count) =>
		expect(
			await rounds(count, wait, (n) => ({ video_id: `v${n}` }), ['processing', 'processing'], {
				isWired: true,
			}),
		).toEqual([0, 0]);
	expect(await growth(work)).toBeLessThan(most);
}, 240_000);

test('suspended jobs that end', async () => {
	const create = { ...video, completion: 'suspend', options: { maxConcurrentJobs: 10_000 } };
	const work = async (count) =>
		expect(
			await rounds(count, create, (n) => ({ script: `${n}` }), ['processing', 'completed']),
		).toEqual([0, count]);
	expect(await growth(work)).toBeLessThan(most);
}, 240_000);

test.each([
	['waited for in the node', { completion: 'poll', options: { maxConcurrentJobs: 10_000 } }],
	['ten at a time', { completion: 'poll' }],
	['suspended, ten at a time', { completion: 'suspend' }],
	['in batches', { operation: 'createBatch', type: 'avatar', completion: 'poll' }],
	['in Check Only', { completion: 'check' }],
])(
	'videos %s',
	async (_what, more) => {
		const work = async (count) =>
			expect(
				await rounds(count, { ...video, ...more }, (n) => ({ script: `${n}` }), ['completed']),
			).toEqual([count]);
		expect(await growth(work, 0.5)).toBeLessThan(most);
	},
	240_000,
);

test('a run that its last row refuses, and one that HeyGen refuses row by row', async () => {
	const work = async (count) => {
		const rowOf = (last) => (n) => ({ script: n === count - 1 ? last : `${n}` });
		const ended = { ...video, completion: 'immediate' };
		expect(await rounds(count, ended, rowOf(''), ['completed'])).toEqual([0]);
		const answer = () => ({ status: 400, body: { error: { code: 'invalid_parameter' } } });
		const failing = { continues: true, answer };
		expect(await rounds(count, ended, rowOf('x'), ['completed'], failing)).toEqual([count]);
	};
	expect(await growth(work, 0.5)).toBeLessThan(most);
}, 240_000);

test('a run that fails when all of its rows but one are paid names them', async () => {
	const work = async (count) => {
		const answer = heyGen('completed');
		const run = fakeRun({
			parameters: { authentication: 'apiKey', ...video, completion: 'immediate' },
			items: Array.from({ length: count }, (_, n) => ({ script: `${n}` })),
			answer: (request) =>
				request.body?.script === `${count - 1}`
					? { status: 400, body: { error: { code: 'invalid_parameter' } } }
					: answer(request),
		});
		const ends = await Promise.allSettled(
			Array.from({ length: count }, async (_, item) => await run.perform(item)),
		);
		const [reason] = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
		expect(reason.description).toContain('video0 (row 1)');
	};
	expect(await growth(work, 0.5)).toBeLessThan(most);
}, 240_000);
