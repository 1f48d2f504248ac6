// What one row of each paid operation is estimated at, what its finished job cost, and the run's check.
import { balanceOf } from '../../../nodes/HeyGen/billing/balance';
import { checkBalance, checkMaxCredits } from '../../../nodes/HeyGen/billing/checkRun';
import {
	estimateJob,
	isPaid,
	jobCost,
	type JobInputs,
} from '../../../nodes/HeyGen/billing/estimateJob';
import { operations } from '../../../nodes/HeyGen/resources';
import { speechSeconds } from '../../../nodes/HeyGen/billing/speech';

const estimate = (
	operation: string,
	body: Record<string, unknown>,
	more: Partial<JobInputs> = {},
) => estimateJob(operation, { body, ...more });
const exactly = (value: number) => ({ low: value, expected: value, high: value });

describe('estimateJob where the length is known', () => {
	const url = { type: 'url', url: 'https://example.com/a.mp4' };
	test.each<[string, string, Record<string, unknown>, Partial<JobInputs>, number]>([
		[
			'an audio file of 60 s',
			'video.createAvatar',
			{ type: 'avatar', audio_asset_id: 'a' },
			{ fileSeconds: { audio_asset_id: 60 } },
			6,
		],
		[
			'the same from a photo',
			'video.createImage',
			{ type: 'image', audio_asset_id: 'a' },
			{ fileSeconds: { audio_asset_id: 60 } },
			6,
		],
		[
			'one entry of a batch',
			'video.createBatch',
			{ type: 'avatar', audio_url: 'https://example.com/a.mp3' },
			{ expectedSeconds: 30 },
			3,
		],
		[
			'a cinematic shot',
			'video.createCinematic',
			{ type: 'cinematic_avatar', duration: 10 },
			{},
			1,
		],
		[
			'scenes',
			'video.createStudio',
			{
				type: 'studio',
				scenes: [
					{ type: 'image', duration: 5 },
					{ type: 'video', source: url },
					{ type: 'avatar_video', input: { type: 'avatar', audio_asset_id: 'a' } },
				],
			},
			{ fileSeconds: { 'scenes.1.source': 15, 'scenes.2.input.audio_asset_id': 40 } },
			6,
		],
		[
			'a template, with a word on its length',
			'template.generate',
			{ variables: {} },
			{ expectedSeconds: 90 },
			9,
		],
		[
			'an agent, with a word on its length',
			'videoAgent.create',
			{ prompt: 'x' },
			{ expectedSeconds: 60 },
			3.996,
		],
		[
			'two languages, speed',
			'translation.create',
			{ video: url, output_languages: ['French', 'German'] },
			{ fileSeconds: { video: 120 } },
			12,
		],
		[
			'three languages, precision',
			'translation.create',
			{ mode: 'precision', output_languages: ['a', 'b', 'c'] },
			{ expectedSeconds: 60 },
			18,
		],
		[
			'a part of a video',
			'translation.createBatch',
			{ output_languages: ['a'], start_time: 10, end_time: 70 },
			{},
			3,
		],
		[
			'from a moment to the end',
			'translation.create',
			{ output_languages: ['a'], start_time: 10 },
			{ fileSeconds: { video: 70 } },
			3,
		],
		[
			'a proofread',
			'proofread.create',
			{ output_languages: ['a', 'b'] },
			{ fileSeconds: { video: 600 } },
			9.96,
		],
		[
			'lipsync by the audio',
			'lipsync.create',
			{ mode: 'speed' },
			{ fileSeconds: { audio: 60, video: 90 } },
			3,
		],
		[
			'lipsync by the video',
			'lipsync.createBatch',
			{ mode: 'precision', enable_dynamic_duration: false },
			{ fileSeconds: { audio: 60, video: 90 } },
			9,
		],
		[
			'lipsync of a part, as long as the new audio',
			'lipsync.create',
			{ start_time: 10, end_time: 20 },
			{ fileSeconds: { audio: 60 } },
			3,
		],
		['a digital twin', 'avatar.create', { type: 'digital_twin' }, {}, 1],
		['a photo avatar', 'avatar.create', { type: 'photo' }, {}, 1],
		['an avatar from a prompt', 'avatar.create', { type: 'prompt' }, {}, 1],
		[
			'an own rate by the second',
			'aiClipping.create',
			{ video: url },
			{ creditRate: 0.02, fileSeconds: { video: 100 } },
			2,
		],
		['an own rate by the call', 'voice.clone', {}, { creditRate: 0.5 }, 0.5],
		[
			"an own rate over the table's",
			'video.createCinematic',
			{ type: 'cinematic_avatar', duration: 10 },
			{ creditRate: 0.3 },
			3,
		],
	])('%s (%s)', (_, operation, body, more, credits) => {
		expect(estimate(operation, body, more).credits).toEqual(exactly(credits));
	});

	test('a script is estimated as a range, with its own speed and locale', () => {
		const script = 'Wir freuen uns, Ihnen unser neues Haus zu zeigen. '.repeat(10);
		const speech = speechSeconds({ script, language: 'de-DE', speed: 1.25 });
		const { seconds, credits, product } = estimate('video.createAvatar', {
			type: 'avatar',
			script,
			voice_settings: { speed: 1.25, locale: 'de-DE' },
		});
		expect(product).toBe('avatarVideo');
		expect(seconds!.expected).toBeCloseTo(speech.expected, 3);
		expect(credits!.high).toBeCloseTo(speech.high * 0.1, 3);
		expect(credits!.low).toBeLessThan(credits!.expected);
	});

	test('speech', () => {
		const { credits } = estimate('voice.generateSpeech', { text: '水'.repeat(230), speed: 2 });
		expect(credits!.expected).toBeCloseTo(30 * 0.000333, 6);
	});

	const template = {
		scenes: [
			{ scene_id: 'a', script: '{{ greeting }} {{name}}' },
			{ scene_id: 'b', script: '水水' },
		],
		variables: {
			greeting: { properties: { content: '你好' } },
			name: { properties: { content: '水' } },
		},
	};
	const perCharacter = 6 / 230;

	test.each([
		['own contents of the template', {}, 5],
		['a variable of the row', { variables: { name: { properties: { content: '水水水水' } } } }, 8],
		['chosen scenes', { scene_ids: ['b'] }, 2],
	])('a template by its scripts: %s', (_, body, characters) => {
		expect(estimate('template.generate', body, { template }).credits!.expected).toBeCloseTo(
			characters * perCharacter,
			3,
		);
	});

	test('a template with a scene that does not speak', () => {
		const silent = { ...template, scenes: [...template.scenes, { scene_id: 'c', script: null }] };
		expect(estimate('template.generate', {}, { template: silent }).unknown).toMatch(
			/without a script in every scene/,
		);
	});

	test('a cinematic shot whose length HeyGen chooses', () => {
		expect(
			estimate('video.createCinematic', {
				type: 'cinematic_avatar',
				auto_duration: true,
				duration: 5,
			}).seconds,
		).toEqual({ low: 4, expected: 9.5, high: 15 });
	});

	test('a proofread video may be either mode; the dearer one is expected', () => {
		expect(estimate('proofread.generate', {}, { expectedSeconds: 100 }).credits).toEqual({
			low: 5,
			expected: 10,
			high: 10,
		});
	});
});

describe('estimateJob where it cannot be known', () => {
	test.each([
		[
			'video.createAvatar',
			{ type: 'avatar', audio_url: 'https://example.com/a.mp3' },
			/length of the file at 'Audio URL'/,
			/'Expected Seconds'/,
		],
		[
			'video.createImage',
			{ type: 'image', audio_asset_id: 'x' },
			/length of 'Audio Asset'/,
			/'Expected Seconds'/,
		],
		[
			'video.createStudio',
			{ type: 'studio', scenes: [{ type: 'image', duration: 5 }, { type: 'video' }] },
			/video in scene 2/,
			/'Expected Seconds'/,
		],
		[
			'template.generate',
			{ variables: {} },
			/video from a template without a script/,
			/'Expected Seconds'/,
		],
		['videoAgent.create', { prompt: 'x' }, /agent chooses/, /'Expected Seconds'/],
		[
			'translation.create',
			{ output_languages: ['a'] },
			/length of the video/,
			/'Expected Seconds'/,
		],
		['lipsync.create', {}, /length of the audio/, /'Expected Seconds'/],
		[
			'lipsync.create',
			{ start_time: 10, end_time: 20 },
			/length of the audio/,
			/'Expected Seconds'/,
		],
		['voice.clone', {}, /no rate for this operation/, /'Credit Rate'/],
		['voice.design', {}, /no rate for this operation/, /'Credit Rate'/],
		['aiClipping.create', {}, /no rate/, /'Credit Rate'/],
		['backgroundRemoval.create', {}, /no rate/, /'Credit Rate'/],
		['hyperFrames.create', {}, /no rate/, /'Credit Rate'/],
	])('%s %j', (operation, body, unknown, description) => {
		const outcome = estimate(operation, body);
		expect(outcome).toMatchObject({ seconds: null, credits: null });
		expect(outcome.unknown).toMatch(unknown);
		expect(outcome.description).toMatch(description);
	});

	test('what the node treats as paid, billing can estimate, and nothing else', () => {
		const all = [...operations].map(([key, { job, paid }]) => ({
			name: key.replace(':', '.'),
			costs: !!(job || paid),
		}));
		expect(all.length).toBeGreaterThan(50);
		expect(all.filter(({ name, costs }) => isPaid(name) !== costs)).toEqual([]);
	});
});

describe('jobCost', () => {
	test.each([
		[
			'video.createAvatar',
			{ type: 'avatar' },
			{ duration: 62.4 },
			{ seconds: 62.4, credits: 6.24, credit_seconds: 374.4 },
		],
		[
			'translation.create',
			{ mode: 'precision', output_languages: ['a', 'b'] },
			{ duration: 10 },
			{ credits: 1 },
		],
		[
			'videoAgent.create',
			{ prompt: 'x' },
			{ session_id: 's', video: { duration: 100 } },
			{ seconds: 100, credits: 6.66 },
		],
		[
			'avatar.create',
			{ type: 'digital_twin' },
			{ status: 'completed' },
			{ seconds: null, credits: 1, credit_seconds: 60 },
		],
		[
			'video.createAvatar',
			{ type: 'avatar' },
			{ duration: null },
			{
				seconds: null,
				credits: null,
				credit_seconds: null,
				assumptions: expect.arrayContaining(['HeyGen names no duration here']),
			},
		],
		[
			'voice.clone',
			{},
			{},
			{
				product: null,
				credits: null,
				rates: null,
				assumptions: expect.arrayContaining([
					expect.stringMatching(/no rate for this operation.*'Credit Rate'/),
				]),
			},
		],
	])('%s', (operation, body, resource, expected) => {
		expect(jobCost(operation, { body }, resource)).toMatchObject({
			...expected,
			rates_as_of: '2026-07-22',
		});
	});

	test('says which rates were used, and what a credit is taken for', () => {
		expect(
			jobCost('video.createAvatar', { body: { type: 'avatar' } }, { duration: 10 }),
		).toMatchObject({
			rates: { credits: 0.1, per: 'second', credit_seconds_per_credit: 60 },
			assumptions: expect.arrayContaining([expect.stringMatching(/^1 credit = 60 credit-seconds/)]),
		});
		expect(jobCost('avatar.create', { body: { type: 'photo' } }, {}).rates).toMatchObject({
			credits: 1,
			per: 'call',
		});
	});

	test('an own rate is used and named; a clipping is counted by its source', () => {
		expect(
			jobCost('aiClipping.create', { body: {}, creditRate: 0.02 }, { source_duration: 100 }),
		).toMatchObject({
			credits: 2,
			assumptions: expect.arrayContaining(['Rate set by you: 0.02 credits per second']),
		});
	});
});

describe('balanceOf', () => {
	test.each([
		[
			'a wallet in dollars',
			{
				billing_type: 'wallet',
				wallet: {
					currency: 'usd',
					remaining_balance: 12.5,
					auto_reload: { enabled: true, amount_usd: 50, threshold_usd: 10 },
				},
			},
			{
				billing_type: 'wallet',
				unit: 'usd',
				remaining: 12.5,
				auto_reload: { enabled: true, amount_usd: 50, threshold_usd: 10 },
				pools: [],
				cap_usd: null,
			},
		],
		[
			'a wallet in credits',
			{ billing_type: 'wallet', wallet: { currency: 'credits', remaining_balance: 900 } },
			{ unit: 'credits', remaining: 900, auto_reload: null },
		],
		[
			'a subscription',
			{
				billing_type: 'subscription',
				subscription: {
					plan: 'team',
					credits: {
						premium_credits: { remaining: 30, resets_at: '2026-12-01T00:00:00Z' },
						add_on_credits: { remaining: 12, resets_at: null },
					},
				},
			},
			{
				billing_type: 'subscription',
				unit: 'credits',
				remaining: 42,
				plan: 'team',
				pools: [
					{ name: 'premium', remaining: 30, resets_at: '2026-12-01T00:00:00Z' },
					{ name: 'add_on', remaining: 12, resets_at: null },
				],
			},
		],
		[
			'a subscription that tells nothing',
			{
				billing_type: 'subscription',
				subscription: { plan: 'free', credits: { add_on_credits: null } },
			},
			{ remaining: null, pools: [] },
		],
		[
			'usage based',
			{
				billing_type: 'usage_based',
				usage_based: {
					included_credits: 600_000,
					remaining_credits: 1000,
					spending_current_usd: 20,
					spending_cap_usd: 100,
				},
			},
			{
				billing_type: 'usage_based',
				included: 600_000,
				remaining: 1000,
				spent_usd: 20,
				cap_usd: 100,
			},
		],
		[
			'without a billing type: the object that is there',
			{ billing_type: null, usage_based: { remaining_credits: 5 } },
			{ billing_type: 'usage_based', remaining: 5 },
		],
		[
			'a billing type without its object',
			{ billing_type: 'wallet', wallet: null },
			{ billing_type: 'wallet', unit: null, remaining: null },
		],
		[
			'a wallet that does not name its currency',
			{ billing_type: 'wallet', wallet: { remaining_balance: 5 } },
			{ unit: null, remaining: 5 },
		],
		['nothing at all', {}, { billing_type: null, unit: null, remaining: null }],
	])('%s', (_, user, expected) => {
		expect(balanceOf(user)).toMatchObject(expected);
	});

	test('the balance has the same fields for every billing type', () => {
		const fields = [{ wallet: {} }, { subscription: {} }, { usage_based: {} }, {}].map((user) =>
			Object.keys(balanceOf(user)).sort(),
		);
		expect(new Set(fields.map(String)).size).toBe(1);
	});
});

describe('dollars without a contract', () => {
	const minute = { expectedSeconds: 60 };
	const range = (low: number, high: number) => ({ low, expected: high, high });
	test.each<[string, Record<string, unknown>, Partial<JobInputs>, unknown]>([
		['video.createImage', { type: 'image' }, minute, range(3, 3)],
		['video.createImage', { type: 'image', resolution: '4k' }, minute, range(4.002, 4.002)],
		['video.createAvatar', { type: 'avatar' }, minute, range(3, 4.002)],
		[
			'video.createAvatar',
			{ type: 'avatar', engine: { type: 'avatar_iii' } },
			minute,
			range(1.002, 2.598),
		],
		['video.createAvatar', { type: 'avatar', resolution: '4k' }, minute, range(4.002, 4.998)],
		['video.createCinematic', { type: 'cinematic_avatar', duration: 4 }, {}, range(7, 7)],
		['translation.create', { output_languages: ['a', 'b'] }, minute, range(3.996, 3.996)],
		[
			'translation.create',
			{ output_languages: ['a'], translate_audio_only: true },
			minute,
			range(1.002, 1.002),
		],
		['proofread.generate', {}, minute, range(1.998, 4.002)],
		['proofread.create', { output_languages: ['a'] }, minute, null],
		['avatar.create', { type: 'photo' }, {}, range(1, 1)],
		['videoAgent.create', {}, { ...minute, creditRate: 0.2 }, range(6, 6)],
		['videoAgent.create', {}, {}, null],
	])('%s %j %j', (operation, body, more, usd) =>
		expect(estimate(operation, body, more).usd).toEqual(usd),
	);
});

describe('the check of a run', () => {
	const rows = (...credits: number[]) =>
		credits.map((high, itemIndex) => ({
			itemIndex,
			estimate: {
				product: null,
				seconds: null,
				credits: { low: 0, expected: 0, high },
				usd: null,
				assumptions: [],
			},
		}));
	const unknown = { itemIndex: 3, estimate: estimate('videoAgent.create', {}) };

	test('passes at the ceiling, refuses above it with the sum and its parts', () => {
		expect(checkMaxCredits(rows(0.1, 0.2), 0.3)).toBeUndefined();
		expect(checkMaxCredits(rows(1.5, 6, 4.2), 11.6)?.message).toBe(
			"This run may cost up to 11.7 credits (3 items: 6 + 4.2 + 1.5), but 'Max Credits' is 11.6",
		);
		expect(checkMaxCredits(rows(1, 1, 1, 1, 1, 1, 2), 1)?.message).toMatch(
			/8 credits \(7 items: 2 \+ 1 \+ 1 \+ 1 \+ 1 \+ 2 for 2 more\)/,
		);
		expect(checkMaxCredits(rows(2), 1)?.message).toMatch(/1 item: 2\)/);
	});

	test('refuses what cannot be known, and says what to give', () => {
		expect(checkMaxCredits([...rows(1), unknown], 100)).toEqual({
			message:
				"'Max Credits' of 100 cannot be checked: The agent chooses the length of its video (row 4)",
			description: expect.stringMatching(
				/^Give the length in 'Expected Seconds'.*Nothing was sent\.$/,
			),
		});
	});

	const wallet = (currency: string, remaining_balance: number | null) =>
		balanceOf({ billing_type: 'wallet', wallet: { currency, remaining_balance } });
	const usage = (
		remaining_credits: number | null,
		spending_current_usd: number | null,
		spending_cap_usd: number | null,
	) =>
		balanceOf({
			billing_type: 'usage_based',
			usage_based: { remaining_credits, spending_current_usd, spending_cap_usd },
		});

	test.each([
		['credits enough', rows(6, 4), wallet('credits', 10), undefined],
		[
			'credits short',
			rows(6, 4.1),
			wallet('credits', 10),
			/up to 10.1 credits \(2 items: 6 \+ 4.1\), but the account has 10 credits/,
		],
		['dollars enough', rows(10), wallet('usd', 5), undefined],
		[
			'dollars short',
			rows(10.1),
			wallet('usd', 5),
			/but the account has \$5, about 10 credits at \$0.5 each/,
		],
		[
			'unknown length',
			[unknown],
			wallet('usd', 500),
			/^The balance cannot be checked: The agent chooses/,
		],
		['not told', rows(1), wallet('usd', null), /HeyGen does not say what this account has left/],
		[
			'usage based that tells nothing',
			rows(1),
			balanceOf({ billing_type: 'usage_based', usage_based: {} }),
			/HeyGen does not say what this account has left/,
		],
		[
			'usage based without its object',
			rows(1),
			balanceOf({ billing_type: 'usage_based' }),
			/HeyGen does not say what this account has left/,
		],
		[
			'a wallet of an unknown currency',
			rows(1),
			balanceOf({ billing_type: 'wallet', wallet: { remaining_balance: 500 } }),
			/HeyGen does not say what this account has left/,
		],
		['usage based without a cap: overage is billed', rows(1e9), usage(0, 0, null), undefined],
		// 600 credit-seconds = 10 credits, and $10 at $0.01 = 1,000 credit-seconds = 16.666667 credits.
		['usage based up to the cap', rows(26.6), usage(600, 90, 100), undefined],
		[
			'usage based beyond the cap',
			rows(26.7),
			usage(600, 90, 100),
			/about 26.666667 credits until the spending cap of \$100/,
		],
		[
			'usage based over the cap already',
			rows(10.1),
			usage(600, 120, 100),
			/about 10 credits until/,
		],
	])('balance: %s', (_, run, balance, refused) => {
		const outcome = checkBalance(run, balance);
		if (refused) expect(outcome?.message).toMatch(refused);
		else expect(outcome).toBeUndefined();
	});
});
