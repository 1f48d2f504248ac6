// Billing: Get Usage in n8n's engine: the account's lists, read once each, as a bill.
import type { IDataObject } from 'n8n-workflow';
import { byId, workbench } from './workbench';

const bench = workbench();
const clip = { videoUrl: 'https://example.com/a.mp4' };
const usage = async (parameters: IDataObject = {}) => {
	const { items, error } = await bench.run('billing', 'getUsage', parameters);
	const rows = items?.map(({ json }) => json) ?? [];
	return {
		error,
		rows: Object.fromEntries(rows.map((row) => [row.product as string, row])),
		last: rows[rows.length - 1],
	};
};

test('what was made stands under its product, with its real seconds; the agent’s video is not counted twice', async () => {
	const video = { avatarId: byId(bench.known.look), voiceId: byId(bench.known.voice) };
	const made = [
		await bench.run('video', 'createAvatar', { ...video, script: 'Hello' }),
		await bench.run('videoAgent', 'create', { prompt: 'A short film' }),
		await bench.run('translation', 'create', { ...clip, outputLanguages: 'French, German' }),
		await bench.run('lipsync', 'create', { ...clip, audioUrl: 'https://example.com/a.mp3' }),
		await bench.run('aiClipping', 'create', clip),
		await bench.run('hyperFrames', 'create', { projectUrl: 'https://example.com/a.zip' }),
		await bench.run('avatar', 'create', {
			type: 'photo',
			name: 'R',
			fileUrl: 'https://example.com/a.png',
		}),
	];
	expect(made.map(({ error }) => error)).toEqual(Array(made.length).fill(undefined));
	const { json: film } = made[1].items[0];
	bench.sim.plan({ match: { path: '/v3/background-removals' }, kind: 'status', status: 403 });
	const { rows, last } = await usage();
	expect(rows.avatarVideo).toMatchObject({
		jobs: 1,
		seconds: made[0].items[0].json.duration,
		unpriced_jobs: 0,
	});
	expect(rows.videoAgent).toMatchObject({
		jobs: 1,
		seconds: (film.video as IDataObject).duration,
	});
	expect(rows.translationSpeed).toMatchObject({ jobs: 2 });
	expect(rows.overdubSpeed).toMatchObject({ jobs: 1 });
	expect(rows.aiClipping).toMatchObject({ jobs: 1, unpriced_jobs: 1, credits: 0 });
	expect(rows.hyperFrames).toMatchObject({ jobs: 1, unpriced_jobs: 1 });
	expect(rows.avatarCreation.jobs).toBe(1);
	expect(last).toMatchObject({ product: 'total', jobs: 8 });
	expect((last.assumptions as string[]).join()).toMatch(
		/does not show them to this credential: background removals/,
	);
	expect(last.credits).toBeCloseTo(
		Object.values(rows)
			.filter((row) => row !== last)
			.reduce((sum, { credits }) => sum + (credits as number), 0),
		5,
	);
});

test('250 videos in pages of 100, and nothing that costs is sent', async () => {
	await bench.run(
		'video',
		'createAvatar',
		{
			options: { maxConcurrentJobs: 250 },
			avatarId: byId(bench.known.look),
			voiceId: byId(bench.known.voice),
			script: 'Hello',
		},
		{ items: Array.from({ length: 250 }, () => ({ json: {} })) },
	);
	const before = bench.sim.requests().length;
	const { rows } = await usage({ tier: '1000' });
	expect(rows.avatarVideo.jobs).toBe(250);
	const requests = bench.sim.requests().slice(before);
	expect(requests.filter(({ path }) => path === '/v3/videos')).toHaveLength(3);
	expect(requests.every(({ method }) => method === 'GET')).toBe(true);
}, 60_000);

test('an input that cannot be used is refused before anything is read', async () => {
	const { error } = await usage({ period: 'custom', from: 'soon' });
	expect(error?.message).toMatch(/^'From' must be a date/);
	expect(bench.sent()).toEqual([]);
});
