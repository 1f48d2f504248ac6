// Billing in n8n's engine against the simulator: computed without a request, ceilings that keep a run from being sent, and what a job did cost.
import { runNode } from '../../tools/engine/engine';
import { byId, workbench } from './workbench';

const bench = workbench();
const compute = async (operation: string, parameters: object) =>
	await bench.run('billing', operation, parameters as never);

describe('computed here', () => {
	test("HeyGen's example, without a request", async () => {
		const { items } = await compute('estimateInvoice', {
			billingModel: 'usageBased',
			tier: '5000',
			usedCreditSeconds: 700_000,
		});
		expect(items).toEqual([
			{
				json: expect.objectContaining({
					commitment_usd: 5000,
					included_credit_seconds: 600_000,
					overage_credit_seconds: 100_000,
					overage_usd: 833,
					total_usd: 5833,
					rates_as_of: '2026-07-22',
				}),
				pairedItem: { item: 0 },
			},
		]);
		expect(bench.sim.requests()).toEqual([]);
	});

	test.each([
		[
			'estimateCost',
			{ product: 'avatarVideo', inputMethod: 'seconds', seconds: 60, tier: '5000' },
			{ credits: 6, credit_seconds: 360, cost_usd: 2.7 },
		],
		[
			'estimateCost',
			{ product: 'digitalTwin', inputMethod: 'calls', count: 2, tier: '1000' },
			{ credits: 2, cost_usd: 1 },
		],
		[
			'estimateCost',
			{
				product: 'avatarVideo',
				inputMethod: 'script',
				scriptText: 'We are glad that you are here and we will show you the house',
				language: 'en',
				speed: 2,
				tier: '20000',
			},
			{ product: 'avatarVideo', tier: '20000' },
		],
		[
			'estimateCost',
			{
				product: 'avatarVideo',
				inputMethod: 'seconds',
				seconds: 60,
				tier: 'custom',
				commitment: 1,
				contractRate: 0.006,
				includedCreditSeconds: 1,
				overageRate: 0.007,
				options: { creditRate: 0.2, creditSecondsPerCredit: 30 },
			},
			{ credits: 12, credit_seconds: 360, cost_usd: 2.16 },
		],
		[
			'estimateInvoice',
			{
				billingModel: 'creditPackage',
				poolCredits: 12_000,
				usedCredits: 3000,
				contractStart: '2026-01-01',
				asOf: '2026-04-01',
			},
			{ remaining_credits: 9000, runs_out_at: '2026-12-27T00:00:00.000Z' },
		],
		[
			'estimateInvoice',
			{
				billingModel: 'creditPackage',
				poolCredits: 10,
				usedCredits: 5,
				contractStart: '={{ $now.minus({ days: 30 }) }}',
			},
			{ used_percent: 50, pace_credits_per_day: expect.closeTo(5 / 30, 3) },
		],
		['recommendTier', { monthlyCreditSeconds: 520_001 }, { recommended_tier: '5000' }],
		[
			'recommendTier',
			{
				monthlyCreditSeconds: 500_000,
				options: {
					customTier: {
						values: {
							commitment: 3000,
							contractRate: 0.006,
							includedCreditSeconds: 500_000,
							overageRate: 0.006,
						},
					},
				},
			},
			{ recommended_tier: 'custom' },
		],
		// As the editor stores it where only one figure was changed.
		[
			'recommendTier',
			{ monthlyCreditSeconds: 500_000, options: { customTier: { values: { commitment: 3000 } } } },
			{ recommended_tier: 'custom', total_usd: 3000 },
		],
	])('%s %j', async (operation, parameters, expected) => {
		const { items, error } = await compute(operation, parameters);
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ ...expected, assumptions: expect.any(Array) });
		expect(bench.sim.requests()).toEqual([]);
	});

	test('a new node asks for minutes; one that is stored goes on counting its seconds', async () => {
		const estimate = async (typeVersion: number, parameters: object) =>
			(await bench.run('billing', 'estimateCost', parameters as never, { typeVersion })).items[0]
				.json;
		expect(await estimate(1.1, { minutes: 2 })).toMatchObject({ seconds: 120, credits: 12 });
		expect(await estimate(1.1, {})).toMatchObject({ seconds: 60 });
		expect(await estimate(1, { seconds: 30 })).toMatchObject({ seconds: 30, credits: 3 });
		expect(await estimate(1, {})).toMatchObject({ seconds: 60 });
	});

	test.each([
		[
			'estimateInvoice',
			{ tier: 'custom', contractRate: 0.004 },
			"'Contract Rate' must be a number of at least 0.005, but is 0.004",
		],
		[
			'estimateCost',
			{ inputMethod: 'seconds', seconds: -5 },
			"'Seconds' must be a number of at least 0, but is -5",
		],
		[
			'estimateCost',
			{ inputMethod: 'seconds', seconds: '={{ "soon" }}' },
			"'Seconds' must be a number, but is 'soon'",
		],
		[
			'estimateCost',
			{ inputMethod: 'script', scriptText: '' },
			"'Script' must have text, but is empty",
		],
		[
			'recommendTier',
			{ monthlyCreditSeconds: -1 },
			"'Monthly Credit-Seconds' must be a number of at least 0, but is -1",
		],
		[
			'recommendTier',
			{ options: { customTier: { values: { overageRate: 0.004 } } } },
			"'Overage Rate' must be a number of at least 0.005, but is 0.004",
		],
		[
			'estimateInvoice',
			{ billingModel: 'creditPackage', contractStart: '31/01/2026' },
			'\'Contract Start\' must be a date, but is "31/01/2026"',
		],
		[
			'estimateInvoice',
			{ billingModel: 'creditPackage' },
			"'Contract Start' must be a date, but is empty",
		],
	])('%s refuses %j', async (operation, parameters, message) => {
		const { error } = await compute(operation, parameters);
		expect(error?.message).toBe(message);
		expect(error?.description).toBeTruthy();
	});

	test('the web plan is named where OAuth is used', async () => {
		const { items } = await runNode({
			parameters: { authentication: 'oAuth2', resource: 'billing', operation: 'estimateCost' },
			items: [{ json: {} }],
			credentials: { heyGenVideoOAuth2Api: { oauthTokenData: { access_token: 'any' } } },
		});
		expect(items[0].json.assumptions).toContainEqual(
			expect.stringMatching(/OAuth credential HeyGen bills your web plan/),
		);
	});
});

describe('Account: Get', () => {
	test.each([
		['wallet', { billing_type: 'wallet', unit: 'usd', remaining: 1000 }],
		[
			'subscription',
			{ billing_type: 'subscription', unit: 'credits', remaining: 2000, plan: 'team' },
		],
		[
			'usage_based',
			{
				billing_type: 'usage_based',
				included: 10_000,
				remaining: 10_000,
				spent_usd: 0,
				cap_usd: 5000,
			},
		],
	])('the balance of a %s account stands beside what HeyGen says', async (billing, balance) => {
		bench.sim.configure({ billing });
		const { items } = await bench.run('account', 'get');
		expect(items[0].json).toMatchObject({
			billing_type: billing,
			[billing]: expect.any(Object),
			balance,
		});
		bench.sim.configure({ billing: 'wallet' });
	});

	test('the older spelling is asked only where the current one is unknown', async () => {
		bench.sim.plan({ match: { path: '/v3/users/me' }, kind: 'status', status: 404 });
		await bench.run('account', 'get');
		expect(bench.sim.requests().map(({ path }) => path)).toEqual(['/v3/users/me', '/v3/user/me']);
		bench.sim.reset();
		bench.sim.plan({ match: { path: '/v3/users/me' }, kind: 'status', status: 403 });
		const { error } = await bench.run('account', 'get');
		expect(error?.message).toBe('This HeyGen credential may not do this');
		expect(bench.sim.requests()).toHaveLength(1);
	});
});

describe('what a run may cost', () => {
	const words = (count: number) => 'the goods shall '.repeat(count / 3);

	const create = async (scripts: string[], options: object, more: object = {}) => {
		bench.sim.reset();
		const parameters = {
			avatarId: byId(bench.known.look),
			voiceId: byId(bench.known.voice),
			script: '={{ $json.script }}',
			options,
		};
		return await bench.run('video', 'createAvatar', parameters as never, {
			items: scripts.map((script) => ({ json: { script } })),
			...more,
		});
	};

	test('under the ceiling the run goes, above it nothing is sent', async () => {
		// 150 words: 60 s, at most 78.5 s, 7.85 credits each.
		expect((await create([words(150), words(150)], { maxCredits: 16 })).items).toHaveLength(2);
		expect(bench.sim.paid().count).toBe(2);
		const { error, status } = await create([words(150), words(150)], { maxCredits: 15 });
		expect(status).toBe('error');
		expect(error?.message).toMatch(
			/^This run may cost up to 15\.\d+ credits \(2 items: 7\.\d+ \+ 7\.\d+\), but 'Max Credits' is 15$/,
		);
		expect(error?.description).toMatch(/Nothing was sent\.$/);
		expect(bench.sim.requests()).toEqual([]);
	});

	test('a pause that is no number neither stops the estimate nor hides the ceiling', async () => {
		const script = `${words(150)}<break time="1.5.2s"/>`;
		expect((await create([script], { maxCredits: 8 })).items).toHaveLength(1);
		expect((await create([script], { maxCredits: 7 })).error?.message).toMatch(
			/^This run may cost up to 7\.9/,
		);
	});

	test('with continue every row says so, and nothing is sent', async () => {
		const { items } = await create(
			[words(150), words(150)],
			{ maxCredits: 1 },
			{ onError: 'continueRegularOutput' },
		);
		expect(items.map((item) => item.json.code)).toEqual(['max_credits', 'max_credits']);
		expect(bench.sim.paid().count).toBe(0);
	});

	test('a length that cannot be known is refused, and Expected Seconds is the way out', async () => {
		const audio = { speechSource: 'audioUrl', audioUrl: 'https://example.com/a.mp3' };
		const create = async (options: object) =>
			await bench.run('video', 'createAvatar', {
				avatarId: byId('any'),
				...audio,
				options,
			} as never);
		const unknown = await create({ maxCredits: 10 });
		expect(unknown.error?.message).toBe(
			"'Max Credits' of 10 cannot be checked: The length of the file at 'Audio URL' is not known (row 1)",
		);
		expect(unknown.error?.description).toMatch(/'Expected Seconds'/);
		const tooLong = await create({ maxCredits: 10, expectedSeconds: 101 });
		expect(tooLong.error?.message).toMatch(/up to 10.1 credits \(1 item: 10.1\)/);
		expect(bench.sent().every(({ method }) => method === 'GET')).toBe(true);
	});

	test('the balance is asked once for the whole run, before anything is sent', async () => {
		const { error } = await create([words(150), words(150)], {
			checkBalance: true,
			creditRate: 15,
		});
		expect(error?.message).toMatch(
			/^This run may cost up to 23\d\d(\.\d+)? credits \(2 items: .*\), but the account has \$1000, about 2000 credits at \$0.5 each$/,
		);
		expect(bench.sim.requests().map(({ path }) => path)).toEqual(['/v3/users/me']);
		expect((await create([words(150), words(150)], { checkBalance: true })).items).toHaveLength(2);
		expect(bench.sim.requests().filter(({ path }) => path === '/v3/users/me')).toHaveLength(1);
		expect(bench.sim.paid().count).toBe(2);
	});

	test('two runs at once that the account covers one by one, but not together: one goes, and after it the other', async () => {
		const half = { checkBalance: true, creditRate: 15 };
		const both = await Promise.all([create([words(150)], half), create([words(150)], half)]);
		const refused = both.flatMap(({ error }) => (error ? [error.message] : []));
		expect(refused).toEqual([
			expect.stringMatching(
				/but the account has \$1000, about 2000 credits at \$0.5 each, of which other runs are about to spend 1\d\d\d(\.\d+)? credits$/,
			),
		]);
		expect(bench.sim.paid().count).toBe(1);
		expect((await create([words(150)], half)).items).toHaveLength(1);
	});

	test('an account that cannot be read: the sentence names the option, and nothing is sent', async () => {
		bench.sim.plan({ match: { path: '/v3/users/me' }, kind: 'status', status: 403 });
		const parameters = {
			avatarId: byId(bench.known.look),
			voiceId: byId(bench.known.voice),
			script: words(150),
			options: { checkBalance: true },
		};
		const { error } = await bench.run('video', 'createAvatar', parameters as never);
		expect(error?.message).toBe(
			"'Check Balance' could not read the account: This HeyGen credential may not do this",
		);
		expect(error?.description).toMatch(
			/^Switch 'Check Balance' off, or limit the run by 'Max Credits'. Nothing was sent\. HeyGen says/,
		);
		expect(bench.sim.paid().count).toBe(0);
	});

	test('Include Cost in Result: the finished row carries its credits by the real length', async () => {
		const { items } = await create([words(150)], { addCost: true });
		const { duration, cost } = items[0].json as { duration: number; cost: Record<string, unknown> };
		expect(cost).toMatchObject({
			product: 'avatarVideo',
			seconds: duration,
			credits: expect.closeTo(duration * 0.1, 6),
			rates_as_of: '2026-07-22',
		});
	});
});

describe('each kind of paid operation under a ceiling', () => {
	const video = { videoSource: 'url', videoUrl: 'https://example.com/a.mp4' };
	const audio = { audioSource: 'url', audioUrl: 'https://example.com/a.mp3' };
	const languages = { outputLanguages: 'French, German' };

	// What 60 s (or one call) come to, by HeyGen's table.
	test.each<[string, string, () => object, object, number]>([
		['translation', 'create', () => ({ ...video, ...languages }), { expectedSeconds: 60 }, 6],
		[
			'translation',
			'createBatch',
			() => ({ ...video, ...languages, mode: 'precision' }),
			{ expectedSeconds: 60 },
			12,
		],
		[
			'translation',
			'create',
			() => ({ ...video, ...languages }),
			{ startTime: 10, endTime: 70 },
			6,
		],
		[
			'proofread',
			'create',
			() => ({ ...video, ...languages, title: 'a' }),
			{ expectedSeconds: 60 },
			0.996,
		],
		['proofread', 'generate', () => ({ proofreadId: 'p1' }), { expectedSeconds: 60 }, 6],
		['lipsync', 'create', () => ({ ...video, ...audio }), { expectedSeconds: 60 }, 3],
		[
			'lipsync',
			'createBatch',
			() => ({ ...video, ...audio, mode: 'precision' }),
			{ expectedSeconds: 60 },
			6,
		],
		[
			'videoAgent',
			'create',
			() => ({ prompt: 'A video of a minute' }),
			{ expectedSeconds: 60 },
			3.996,
		],
		[
			'avatar',
			'create',
			() => ({
				type: 'digital_twin',
				name: 'Robin',
				fileSource: 'url',
				fileUrl: 'https://example.com/a.mp4',
			}),
			{},
			1,
		],
		[
			'video',
			'createAvatar',
			() => ({
				avatarId: byId(bench.known.look),
				speechSource: 'audioUrl',
				audioUrl: 'https://example.com/a.mp3',
			}),
			{ expectedSeconds: 60 },
			6,
		],
		[
			'video',
			'createCinematic',
			() => ({ avatarId: byId(bench.known.look), prompt: 'x' }),
			{ duration: 10 },
			1,
		],
		['voice', 'clone', () => ({ ...audio, voiceName: 'Robin' }), { creditRate: 2 }, 2],
		['aiClipping', 'create', () => ({ ...video }), { creditRate: 0.01, expectedSeconds: 60 }, 0.6],
	])('%s.%s', async (resource, operation, parameters, options, credits) => {
		const { error } = await bench.run(resource, operation, {
			...parameters(),
			options: { ...options, maxCredits: 0 },
		} as never);
		expect(error?.message).toBe(
			`This run may cost up to ${credits} credits (1 item: ${credits}), but 'Max Credits' is 0`,
		);
		// Reading is free.
		expect(bench.sent().every(({ method }) => method === 'GET')).toBe(true);
	});

	test('speech is estimated and its real length priced', async () => {
		const speak = async (options: object) =>
			await bench.run('voice', 'generateSpeech', {
				voiceId: byId(bench.known.voice),
				text: 'the goods shall '.repeat(50),
				options,
			} as never);
		expect((await speak({ maxCredits: 0.02 })).error?.message).toMatch(
			/^This run may cost up to 0.026\d+ credits/,
		);
		const { items } = await speak({ maxCredits: 0.03, addCost: true });
		const { duration, cost } = items[0].json as { duration: number; cost: { credits: number } };
		expect(cost.credits).toBeCloseTo(duration * 0.000333, 6);
	});

	test('a template is estimated by its scripts, read once for all rows', async () => {
		const generate = async (maxCredits: number) =>
			await bench.run(
				'template',
				'generate',
				{
					templateId: byId(bench.known.template),
					variables: {
						mappingMode: 'defineBelow',
						value: { first_name: 'Anna', message: 'the goods shall '.repeat(50) },
					},
					options: { maxCredits },
				} as never,
				{
					items: [{ json: {} }, { json: {} }],
				},
			);
		const { error } = await generate(10);
		expect(error?.message).toMatch(/^This run may cost up to 1\d\.\d+ credits \(2 items/);
		expect(bench.sent().map(({ method }) => method)).toEqual(['GET']);
		expect((await generate(20)).items).toHaveLength(2);
	});

	test('a call that gives several results is paid once: the first of them carries its cost', async () => {
		const { items } = await bench.run('voice', 'design', {
			prompt: 'A calm voice',
			options: { addCost: true, creditRate: 2 },
		} as never);
		expect(items.length).toBeGreaterThan(1);
		const costs = items.map(({ json }) => (json.cost as { credits: number } | undefined)?.credits);
		expect(costs).toEqual([2, ...items.slice(1).map(() => undefined)]);
	});

	test('one row per language, each with its own cost', async () => {
		const { items } = await bench.run('translation', 'create', {
			...video,
			...languages,
			options: { addCost: true },
		} as never);
		expect(items).toHaveLength(2);
		for (const { json } of items)
			expect(json.cost).toMatchObject({
				product: 'translationSpeed',
				credits: expect.closeTo((json.duration as number) * 0.05, 6),
			});
	});
});
