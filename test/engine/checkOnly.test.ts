// Check Only in n8n's engine: every row says what a real run would say, send and cost; nothing that costs is sent.
import type { IDataObject } from 'n8n-workflow';
import { operations } from '../../nodes/HeyGen/resources';
import { fillings } from '../contract/walk';
import { byId, workbench } from './workbench';

const bench = workbench();
const check = { completion: 'check' };
/** One pixel. */
const png =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=';
const words = (count: number) => 'the goods shall '.repeat(count / 3);
const spoken = () => ({
	avatarId: byId(bench.known.look),
	voiceId: byId(bench.known.voice),
	script: '={{ $json.script }}',
});
const run = async (
	resource: string,
	operation: string,
	parameters: IDataObject,
	items: IDataObject[] = [{}],
	more: object = {},
) => {
	const result = await bench.run(
		resource,
		operation,
		{ ...check, ...parameters },
		{ items: items.map((json) => ({ json })), ...more },
	);
	return {
		...result,
		rows: (result.items ?? []).map(({ json }) => json as IDataObject & { total: IDataObject }),
	};
};
const reads = () => bench.sent().every(({ method }) => method === 'GET');
afterEach(() => {
	expect(reads()).toBe(true);
	expect(bench.sim.paid().count).toBe(0);
});

test('a row in order: the request as it would leave, its length and its cost; the last row has the sum', async () => {
	const { rows, error } = await run(
		'video',
		'createAvatar',
		{ ...spoken(), options: { title: 'Hi' } },
		[{ script: words(150) }, { script: words(300) }],
	);
	expect(error).toBeUndefined();
	expect(rows[0]).toMatchObject({
		ok: true,
		problems: [],
		request: {
			method: 'POST',
			url: '/v3/videos',
			body: {
				type: 'avatar',
				avatar_id: bench.known.look,
				voice_id: bench.known.voice,
				script: words(150),
				title: 'Hi',
			},
		},
		estimated_seconds: expect.closeTo(60, 0),
		estimated_credits: expect.closeTo(6, 1),
		estimated_credits_at_most: expect.closeTo(7.85, 1),
	});
	expect(rows[0]).not.toHaveProperty('total');
	// 180 s at $0.0667, of a wallet of $1,000.
	expect(rows[1].total).toMatchObject({
		rows: 2,
		ok_rows: 2,
		unpriced_rows: 0,
		estimated_credits: expect.closeTo(18, 0),
		estimated_cost_usd: expect.closeTo(12, 0),
		billing_type: 'wallet',
		remaining: 1000,
		problems: [],
		summary: expect.stringMatching(
			/^2 of 2 rows in order: about \$1\d\.\d\d, at most \$1\d\.\d\d, for 3 min; the wallet has \$1000\.00$/,
		),
	});
});

test('it never ends at the first problem: all of a row, and all rows', async () => {
	const { rows, error } = await run(
		'video',
		'createAvatar',
		{ ...spoken(), options: { resolution: '={{ $json.size }}', voiceSettings: { speed: 9 } } },
		[
			{ script: words(30) },
			{ script: 'x'.repeat(5001), size: 'huge' },
			{ script: '' },
			{ script: words(30) },
		],
	);
	expect(error).toBeUndefined();
	expect(rows.map(({ ok }) => ok)).toEqual([false, false, false, false]);
	expect(rows[1].problems).toEqual([
		expect.stringMatching(
			/^'Script' takes 1 to 5,000 characters, but this one has 5,001\. Shorten/,
		),
		expect.stringMatching(/^'Resolution' must be one of/),
		expect.stringMatching(/^'Speed' must be 0.5 to 1.5/),
	]);
	expect(rows[2].problems).toEqual([
		expect.stringMatching(/^'Script' is empty/),
		expect.stringMatching(/^'Speed'/),
	]);
	expect(rows[3]).toMatchObject({
		request: null,
		estimated_credits: null,
		total: { rows: 4, ok_rows: 0, estimated_credits: 0 },
	});
});

test('one problem does not hide another: fields, names, files and ids of the same row', async () => {
	const { rows } = await run(
		'video',
		'createAvatar',
		{
			...spoken(),
			voiceId: byId('={{ $json.voice }}'),
			avatarId: byId('={{ $json.look }}'),
			options: {
				resolution: '={{ $json.size }}',
				background: {
					values: { type: 'image', imageSource: 'binary', imageBinaryProperty: 'gone' },
				},
			},
		},
		[
			{ script: 'Hello', look: 'no_such_look_1', voice: 'no_such_voice_1', size: 'huge' },
			{ script: '', look: 'Nobody of this name', voice: 'undefined' },
		],
	);
	expect(rows[0].problems).toEqual([
		expect.stringMatching(/^'Resolution' must be one of/),
		expect.stringMatching(/gone/),
		expect.stringMatching(/^HeyGen does not know this avatar/),
		expect.stringMatching(/^HeyGen does not know this voice/),
	]);
	expect(rows[1].problems).toEqual([
		expect.stringMatching(/^'Script' is empty/),
		expect.stringMatching(/gone/),
		expect.stringMatching(/^'Avatar' is the name|^'Avatar' is 'Nobody/),
		expect.stringMatching(/'undefined'/),
	]);
});

test.each<[string, string, IDataObject, string]>([
	['voice', 'generateSpeech', { text: 'Hi', voiceId: byId('no_such_voice_1') }, 'voice'],
	['modelVoice', 'generateSpeech', { text: 'Hi', voiceId: byId('no_such_voice_1') }, 'voice'],
	['videoAgent', 'sendMessage', { message: 'Hi', sessionId: byId('no_such_1') }, 'session'],
	['proofread', 'generate', { proofreadId: 'no_such_1' }, 'proofread'],
	[
		'videoAgent',
		'create',
		{ prompt: 'A film', options: { brandKitId: byId('no_such_kit_1') } },
		'brand kit',
	],
])(
	'%s %s: an ID that HeyGen does not know is found before',
	async (resource, operation, more, noun) => {
		const { rows } = await run(resource, operation, more);
		expect(rows[0]).toMatchObject({
			ok: false,
			problems: [expect.stringMatching(`^HeyGen does not know this ${noun}`)],
		});
	},
);

test('what only HeyGen knows is found too: the look’s engines, a template’s variables', async () => {
	const { looks } = bench.sim.catalogue();
	const old = looks.find((one) => !one.supported_api_engines.includes('avatar_v'));
	const video = await run(
		'video',
		'createAvatar',
		{
			...spoken(),
			avatarId: byId(old?.id),
			options: { engine: { values: { type: 'avatar_v' } } },
		},
		[{ script: 'Hello' }],
	);
	expect(video.rows[0].problems).toEqual([
		expect.stringMatching(/^'Avatar Engine' is Avatar V, but the look/),
	]);
	const template = await run('template', 'generate', {
		templateId: byId(bench.known.template),
		variables: { mappingMode: 'defineBelow', value: { nobody: 'x' } },
	});
	expect(template.rows[0].problems).toEqual([
		expect.stringMatching(/the template has no such variable/),
	]);
});

describe('warnings', () => {
	test('a script of many minutes, a voice of another language, a look of another shape', async () => {
		const looks = await bench.run('avatarLook', 'getMany', { returnAll: true, simplify: false });
		const { voices } = bench.sim.catalogue();
		const wide = looks.items
			.map(({ json }) => json)
			.find((one) => one.preferred_orientation === 'landscape' && one.status === 'completed');
		const french = voices.find(({ language }) => language === 'French');
		expect([wide, french]).toEqual([expect.anything(), expect.anything()]);
		const { rows } = await run(
			'video',
			'createAvatar',
			{
				...spoken(),
				avatarId: byId(wide?.id),
				voiceId: byId(french?.voice_id),
				options: { aspectRatio: '9:16' },
			},
			[
				{ script: 'This is what we have for you in the house and you will see that it is good' },
				{ script: 'a b c d e f '.repeat(400) },
			],
		);
		expect(rows[0].warnings).toEqual([
			expect.stringMatching(/^The look '.*' is landscape, but the video is 9:16/),
			expect.stringMatching(/^The script seems to be English, but the voice '.*' is French$/),
		]);
		expect(rows[1].warnings).toContainEqual(
			expect.stringMatching(/^The result will be about \d+ min( \d+ s)? long: is that meant\?$/),
		);
		// Each is read once for both rows.
		expect(bench.sent().filter(({ path }) => /(looks|voices)\/./.test(path))).toHaveLength(2);
	});

	test('a text variable that is left empty, and a cost that nobody can know', async () => {
		const { rows } = await run('template', 'generate', {
			templateId: byId(bench.known.template),
			variables: { mappingMode: 'defineBelow', value: { first_name: 'Anna' } },
			options: { keepEmptyText: true },
		});
		expect(rows[0].warnings).toContainEqual(
			expect.stringMatching(/'message'.* empty: HeyGen speaks and shows/),
		);
		const agent = await run('videoAgent', 'create', { prompt: 'A film' });
		expect(agent.rows[0]).toMatchObject({
			ok: true,
			estimated_credits: null,
			warnings: [
				"What it costs is not known: The agent chooses the length of its video. Give the length in 'Expected Seconds'",
			],
			total: { unpriced_rows: 1 },
		});
	});
});

test('all scenes of a video are read, and rows that become one video need each other', async () => {
	const scene = (more: IDataObject) => ({ type: 'image', speechSource: 'none', ...more });
	const { rows } = await run('video', 'createStudio', {
		scenes: {
			scene: [
				scene({ sourceUrl: 'x', duration: '={{ 9999 }}' }),
				scene({ sourceUrl: 'https://example.com/a.png', duration: 3 }),
				scene({ sourceUrl: 'https://example.com/a.png', duration: '={{ -1 }}' }),
			],
		},
	});
	expect(rows[0].problems).toEqual([
		expect.stringMatching(/^Scene 1: 'Image URL' must be/),
		expect.stringMatching(/^Scene 1: 'Duration' must be/),
		expect.stringMatching(/^Scene 3: 'Duration' must be/),
	]);
	const joined = await run(
		'video',
		'createStudio',
		{
			scenesFrom: 'items',
			sceneType: 'avatar_video',
			sceneAvatarId: byId(bench.known.look),
			sceneScript: '={{ $json.script }}',
		},
		[{ script: 'One' }, { script: '' }],
	);
	expect(joined.rows[1].total.problems).toEqual([
		expect.stringMatching(/1 of the 2 rows is refused, and the video needs all of them/),
	]);
});

test('the sum says nothing that it does not know', async () => {
	const agent = await run('videoAgent', 'create', { prompt: 'A film' });
	expect(agent.rows[0].total.summary).toBe(
		'1 of 1 row in order, but what this costs is not known; the wallet has $1000.00',
	);
	const avatar = await run('avatar', 'create', { type: 'prompt', name: 'R', prompt: 'a man' });
	expect(avatar.rows[0].total.summary).toBe('1 of 1 row in order: $1.00; the wallet has $1000.00');
	const speech = await run('voice', 'generateSpeech', {
		voiceId: byId(bench.known.voice),
		text: 'Hi',
	});
	expect(speech.rows[0].total.summary).toMatch(
		/^1 of 1 row in order: less than \$0\.01 for [\d.]+ s; /,
	);
	const wrong = await run('voice', 'generateSpeech', { voiceId: byId('x'), text: "={{ '' }}" });
	expect(wrong.rows[0].total.summary).toBe('0 of 1 row in order; the wallet has $1000.00');
});

test('what would keep the whole run back is said by the sum, not by each row', async () => {
	const { rows } = await run(
		'video',
		'createAvatar',
		{ ...spoken(), options: { maxCredits: 1, checkBalance: true } },
		[{ script: words(150) }],
	);
	expect(rows[0]).toMatchObject({ ok: true, problems: [] });
	expect(rows[0].total.problems).toEqual([
		expect.stringMatching(/^This run may cost up to 7\.\d+ credits .* but 'Max Credits' is 1\./),
	]);
});

test.each([
	['wallet', 'the wallet has', 4],
	['usage_based', 'the account has', null],
	['subscription', 'the account has', null],
])('a %s account', async (billing, words_, usd) => {
	bench.sim.configure({ billing });
	const { rows } = await run(
		'video',
		'createAvatar',
		{ ...spoken(), options: { expectedSeconds: 60 } },
		[{ script: 'Hello' }],
	);
	bench.sim.configure({ billing: 'wallet' });
	expect(rows[0].total).toMatchObject({ billing_type: billing, estimated_cost_usd: usd });
	expect(rows[0].total.summary).toContain(words_);
});

test('an account that cannot be read: credits all the same', async () => {
	bench.sim.plan({ match: { path: '/v3/users/me' }, kind: 'status', status: 403 });
	const { rows } = await run('video', 'createAvatar', spoken(), [{ script: words(150) }]);
	expect(rows[0].total).toMatchObject({
		estimated_cost_usd: null,
		estimated_credits: expect.closeTo(6, 1),
		assumptions: expect.arrayContaining([expect.stringMatching(/account could not be read/)]),
	});
});

test('batches and what is answered at once are checked alike', async () => {
	const batch = await run('video', 'createBatch', { type: 'avatar', ...spoken() }, [
		{ script: 'One' },
		{ script: '' },
		{ script: 'Three' },
	]);
	expect(batch.rows.map(({ ok }) => ok)).toEqual([true, false, true]);
	expect(batch.rows[2].request).toMatchObject({
		url: '/v3/videos/batches',
		body: { videos: [{ script: 'Three' }] },
	});
	const speech = await run('voice', 'generateSpeech', {
		voiceId: byId(bench.known.voice),
		text: words(150),
	});
	expect(speech.rows[0]).toMatchObject({
		ok: true,
		estimated_credits: expect.closeTo(0.02, 3),
		total: { estimated_cost_usd: 0.04 },
	});
});

test('a file of the item stands in the request with its name and size, and is not uploaded', async () => {
	const { rows } = await run(
		'video',
		'createImage',
		{
			imageSource: 'binary',
			imageBinaryProperty: 'photo',
			voiceId: byId(bench.known.voice),
			script: 'Hello',
		},
		[{}],
		{
			items: [
				{
					json: {},
					binary: {
						photo: { data: png, mimeType: 'image/png', fileName: 'anna.png' },
					},
				},
			],
		},
	);
	expect(rows[0]).toMatchObject({
		ok: true,
		request: { body: { image: { type: 'asset_id', asset_id: 'anna.png (68 bytes)' } } },
	});
	expect(bench.sim.requests().every(({ method }) => method === 'GET')).toBe(true);
});

test('an own key that two rows share is said', async () => {
	const { rows } = await run(
		'video',
		'createAvatar',
		{ ...spoken(), options: { idempotencyKey: 'same' } },
		[{ script: 'One' }, { script: 'Two' }],
	);
	expect(rows.map(({ ok }) => ok)).toEqual([true, false]);
});

test('a key that HeyGen does not accept is a problem of each row, not the end of the run', async () => {
	const { rows } = await run(
		'template',
		'generate',
		{
			templateId: byId(bench.known.template),
			variables: { mappingMode: 'defineBelow', value: {} },
			options: { dimension: { values: { width: 1920, height: 1080 } } },
		},
		[{}, {}],
		{ credentials: { heyGenVideoApi: { apiKey: 'other', baseUrl: bench.sim.url } } },
	);
	expect(rows.map(({ ok }) => ok)).toEqual([false, false]);
	expect(rows[0].problems).toEqual([expect.stringMatching(/does not accept the API key/)]);
});

test('250 rows in one run, a tenth of them not in order', async () => {
	const { rows } = await run(
		'video',
		'createAvatar',
		spoken(),
		Array.from({ length: 250 }, (_, index) => ({ script: index % 10 ? words(60) : '' })),
	);
	expect(rows).toHaveLength(250);
	expect(rows.filter(({ ok }) => !ok)).toHaveLength(25);
	expect(rows[249].total).toMatchObject({ rows: 250, ok_rows: 225 });
	// n8n's table shows the columns in this order.
	expect(Object.keys(rows[1])).toEqual([
		'ok',
		'problems',
		'warnings',
		'estimated_seconds',
		'estimated_credits',
		'estimated_credits_at_most',
		'request',
	]);
	expect(rows.filter((row) => row.total)).toHaveLength(1);
	// One look, one voice and one account are read.
	expect(bench.sent()).toHaveLength(3);
}, 60_000);

// Whatever costs can be asked what it would cost: all of it, with each field filled in as the editor lets people do.
test.each([...operations].filter(([, { job, paid }]) => job ?? paid).map(([name]) => name))(
	'%s has it, and sends nothing',
	async (name) => {
		const [resource, operation] = name.split(':');
		const [filling] = fillings(resource, operation);
		const { rows, error } = await run(resource, operation, {
			...filling.make(),
			completion: 'check',
		});
		expect(error).toBeUndefined();
		expect(rows[0]).toMatchObject({ ok: expect.any(Boolean), total: { rows: 1 } });
		if (!rows[0].ok) expect(rows[0].problems).not.toEqual([]);
	},
);
