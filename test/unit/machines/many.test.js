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

/** A run over so many rows; `rounds` tells what HeyGen says in each. */
async function rounds(count, parameters, row, said, options = {}) {
	const clock = fakeClock();
	const contexts = { node: {}, flow: {} };
	const out = [];
	for (const status of said) {
		const run = fakeRun({
			parameters: { authentication: 'apiKey', ...parameters },
			items: Array.from({ length: count }, (_, n) => row(n)),
			answer: ({ method, url, qs, body }) => {
				if (method === 'POST')
					return { body: { data: { video_id: `video${body.script}`, status: 'pending' } } };
				return url.endsWith('/statuses') ? statuses(status)(qs) : videoOf(url);
			},
			clock,
			contexts,
			...options,
		});
		const rows = await Promise.all(
			Array.from({ length: count }, async (_, item) => await run.perform(item)),
		);
		out.push(rows.flat().length);
	}
	return out;
}

/** How much more the many cost than the few. */
async function growth(work) {
	await work(few / 10);
	const small = await cpuOf(async () => await work(few));
	const large = await cpuOf(async () => await work(many));
	if (process.env.SHOW) console.log(expect.getState().currentTestName, small, large);
	return large / small;
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
