// Studio videos whose scenes are the run's items: one video, paid once, paired to all rows, and nothing sent before all of them are in order.
import { byId, workbench } from './workbench';

const bench = workbench();
const posts = () => bench.sent().filter((one) => one.method === 'POST');
const rows = (count: number) =>
	Array.from({ length: count }, (_, n) => ({
		json: { kind: 'avatar_video', say: `Scene ${n + 1}`, title: `Film ${n + 1}` },
	}));
const run = async (items: object[], parameters: object = {}, more: object = {}) =>
	await bench.run(
		'video',
		'createStudio',
		{
			scenesFrom: 'items',
			sceneType: '={{ $json.kind }}',
			sceneAvatarId: byId(bench.known.look),
			sceneVoiceId: byId(bench.known.voice),
			sceneScript: '={{ $json.say }}',
			sceneSourceUrl: '={{ $json.file }}',
			options: { title: '={{ $json.title }}' },
			...parameters,
		} as never,
		{ items, ...more },
	);

test('three rows become one video of three scenes, paired to all of them', async () => {
	const { error, items } = await run(rows(3));
	expect(error).toBeUndefined();
	expect(posts()).toHaveLength(1);
	expect(posts()[0].body).toMatchObject({
		type: 'studio',
		title: 'Film 1',
		scenes: ['Scene 1', 'Scene 2', 'Scene 3'].map((script) => ({
			type: 'avatar_video',
			input: { type: 'avatar', avatar_id: bench.known.look, script },
		})),
	});
	expect(items).toHaveLength(1);
	expect(items[0].json).toMatchObject({ status: 'completed', title: 'Film 1' });
	expect(items[0].pairedItem).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	expect(bench.sim.paid().count).toBe(1);
});

test('rows of different kinds', async () => {
	const { error } = await run(
		[
			{ json: { kind: 'Avatar_Video', say: 'Hello' } },
			{ json: { kind: 'video', file: 'https://example.com/a.mp4' } },
			{ json: { kind: 'image', file: 'https://example.com/b.png', say: 'Over it' } },
		],
		{
			sceneImageOptions: { voiceSettings: { speed: 1.1 } },
			sceneVideoOptions: { mute: true },
		},
	);
	expect(error).toBeUndefined();
	expect(posts()[0].body.scenes).toMatchObject([
		{ type: 'avatar_video', input: { script: 'Hello' } },
		{ type: 'video', playback: { mute: true } },
		{ type: 'image', script: 'Over it', voice_settings: { speed: 1.1 } },
	]);
});

test('over a video someone speaks only with Voice Over, which a row may say; an image may be silent', async () => {
	const film = {
		kind: 'video',
		file: 'https://example.com/a.mp4',
		heard: 'script',
		say: 'Over it',
	};
	const { error } = await run(
		[
			{ json: { ...film, over: 'TRUE' } },
			{ json: { ...film, over: false } },
			{ json: { kind: 'image', file: 'https://example.com/b.png', over: false, heard: 'none' } },
		],
		{
			sceneVoiceOver: '={{ $json.over }}',
			sceneSpeechSource: '={{ $json.heard }}',
			sceneDuration: 7,
		},
	);
	expect(error).toBeUndefined();
	const [spoken, plain, silent] = posts()[0].body.scenes as object[];
	expect(spoken).toMatchObject({ type: 'video', script: 'Over it', voice_id: bench.known.voice });
	expect(plain).toMatchObject({ type: 'video' });
	expect(plain).not.toHaveProperty('script');
	expect(plain).not.toHaveProperty('voice_id');
	expect(silent).toMatchObject({ type: 'image', duration: 7 });
	expect(silent).not.toHaveProperty('script');
});

test('a bad row ends the run, named, and nothing is sent', async () => {
	const items = rows(3);
	items[1].json.say = '';
	const { error } = await run(items);
	expect(error?.message).toBe("Row 2: 'Script' is empty, but this operation needs it");
	expect(bench.sent()).toEqual([]);
});

test('with Continue too nothing is sent: the bad row says why, and the others that nothing was made', async () => {
	const items = rows(3);
	items[0].json.kind = 'cartoon';
	const { items: out } = await run(items, {}, { onError: 'continueRegularOutput' });
	expect(posts()).toEqual([]);
	expect(out).toHaveLength(2);
	expect(out[0].json.error).toMatch(/^Row 1: 'Scene Type' must be one of/);
	expect(out[1].json).toMatchObject({
		error: 'Nothing was made: 1 of the 3 rows is refused, and the video needs all of them',
		code: 'row_missing',
	});
	expect(out.map((one) => one.pairedItem)).toEqual([{ item: 0 }, [{ item: 1 }, { item: 2 }]]);
	expect(bench.sim.paid().count).toBe(0);
});

test('Check Only says for each row what is wrong, and what all of them cost', async () => {
	const items = rows(3);
	items[2].json.say = '';
	const { items: out, error } = await run(items, { completion: 'check' });
	expect(error).toBeUndefined();
	expect(out.map((one) => one.json.ok)).toEqual([true, true, false]);
	expect(out[2].json.problems).toEqual([
		expect.stringMatching(/^'Script' is empty, but this operation needs it/),
	]);
	expect(out[2].json.total).toBeDefined();
	expect(posts()).toEqual([]);
});

test('50 rows make a video, 51 are refused', async () => {
	const many = await run(rows(50), { completion: 'immediate' });
	expect(many.error).toBeUndefined();
	expect(posts()[0].body.scenes).toHaveLength(50);
	bench.sim.reset();
	const { error } = await run(rows(51));
	expect(error?.message).toMatch(/'Scenes' .*50.*51/);
	expect(bench.sent()).toEqual([]);
});

test('the whole video is weighed against Max Credits', async () => {
	const { error } = await run(rows(3), { options: { maxCredits: 0.01 } });
	expect(error?.message).toMatch(/credits/);
	expect(posts()).toEqual([]);
});

test('a video that fails fails once, for all rows', async () => {
	bench.sim.plan({ match: { method: 'POST', path: '/v3/videos' }, kind: 'status', status: 400 });
	const { items } = await run(rows(2), {}, { onError: 'continueRegularOutput' });
	expect(items).toHaveLength(1);
	expect(items[0].json.error).toEqual(expect.any(String));
	expect(items[0].pairedItem).toEqual([{ item: 0 }, { item: 1 }]);
});

test('an own key makes it once', async () => {
	const own = { options: { idempotencyKey: 'film-7' } };
	await run(rows(3), own);
	await run(rows(3), own);
	expect(bench.sim.paid().count).toBe(1);
});

test('one row is a video of one scene', async () => {
	const { items } = await run(rows(1));
	expect(posts()[0].body.scenes).toHaveLength(1);
	expect(items[0].pairedItem).toEqual({ item: 0 });
});
