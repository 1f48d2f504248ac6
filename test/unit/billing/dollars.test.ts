// What HeyGen sells in dollars: priced before, counted as credits, told after.
import { checkMaxCredits } from '../../../nodes/HeyGen/billing/checkRun';
import { estimateCost, type CostEstimate } from '../../../nodes/HeyGen/billing/estimateCost';
import { estimateJob, jobCost, type JobInputs } from '../../../nodes/HeyGen/billing/estimateJob';

const body = (more: object): JobInputs => ({ body: { mode: 'text_to_video', ...more } });

describe('a row', () => {
	test.each<[string, string, JobInputs, string, number, number]>([
		['5 s where none are named', 'modelVideo.create', body({}), 'modelVideo768', 0.15, 0.3],
		[
			'10 s in 480p',
			'modelVideo.create',
			body({ duration: 10, resolution: '480p' }),
			'modelVideo480',
			0.2,
			0.4,
		],
		[
			'10 s in 2K',
			'modelVideo.create',
			body({ duration: 10, resolution: '2k' }),
			'modelVideo1080',
			0.9,
			1.8,
		],
		[
			'references are billed by their own rate, and their seconds too',
			'modelVideo.create',
			{
				...body({ mode: 'reference_to_video', duration: 10, reference_videos: [{}] }),
				fileSeconds: { 'reference_videos.0': 20 },
			},
			'modelVideoReferences768',
			1.8,
			3.6,
		],
		[
			'2,000 characters',
			'modelVoice.generateSpeech',
			{ body: { text: 'x'.repeat(2000) } },
			'modelSpeech',
			0.03,
			0.06,
		],
		[
			'90 s of filler words',
			'fillerWordRemoval.create',
			{ body: {}, fileSeconds: { video: 90 } },
			'fillerWords',
			0.45,
			0.9,
		],
		[
			'20 s count as a minute',
			'fillerWordRemoval.create',
			{ body: {}, expectedSeconds: 20 },
			'fillerWords',
			0.3,
			0.6,
		],
	])('%s', (_, operation, inputs, product, usd, credits) => {
		const estimate = estimateJob(operation, inputs);
		expect(estimate).toMatchObject({ product, usd: { high: usd }, credits: { high: credits } });
		expect(estimate.assumptions.join()).toContain('Dollars are counted at $0.5 a credit');
	});

	test('at the value of a credit that the user sets', () =>
		expect(estimateJob('modelVideo.create', { ...body({}), creditValue: 0.3 })).toMatchObject({
			usd: { high: 0.15 },
			credits: { high: 0.5 },
		}));

	test('with a rate of the user no dollars count', () =>
		expect(
			estimateJob('modelVideo.create', { ...body({ duration: 10 }), creditRate: 0.2 }),
		).toMatchObject({ credits: { high: 2 } }));

	test('whose length nobody knows says what to give', () =>
		expect(
			estimateJob(
				'modelVideo.create',
				body({ mode: 'reference_to_video', reference_videos: [{}] }),
			),
		).toMatchObject({
			credits: null,
			unknown: 'The length of a reference video, which is billed too, is not known',
			description: expect.stringContaining('Expected Seconds'),
		}));
});

test("'Max Credits' adds dollars and credits up, and says how", () => {
	const estimates = [
		estimateJob('modelVideo.create', body({ duration: 10 })),
		estimateJob('video.createAvatar', { body: { type: 'avatar' }, expectedSeconds: 10 }),
	];
	const rows = estimates.map((estimate, itemIndex) => ({ itemIndex, estimate }));
	expect(checkMaxCredits(rows, 1.6)).toBeUndefined();
	const refused = checkMaxCredits(rows, 1.5);
	expect(refused?.message).toContain('up to 1.6 credits');
	expect(refused?.description).toContain(
		"$0.5 a credit, HeyGen's own price without a contract ('Credit Value')",
	);
});

test('a finished job says its dollars by its real length; what was not cut is given back', () => {
	expect(jobCost('modelVideo.create', body({ duration: 5 }), { duration: 6 })).toMatchObject({
		product: 'modelVideo768',
		seconds: 6,
		cost_usd: 0.18,
		credits: 0.36,
		rates: { credits: 0.06, per: 'second' },
		rates_as_of: '2026-10-05',
	});
	expect(
		jobCost('fillerWordRemoval.create', { body: {} }, { original_duration: 120, num_cuts: 0 }),
	).toMatchObject({ cost_usd: 0, credits: 0 });
});

describe('Estimate Cost', () => {
	const cost = (input: object) =>
		estimateCost({ inputMethod: 'seconds', ...input } as never) as CostEstimate;

	test('a generative video', () =>
		expect(cost({ product: 'modelVideo1080', seconds: 10, count: 2 })).toMatchObject({
			cost_usd: 1.8,
			credits: 3.6,
			summary: '$1.80 for 20 s of Generative Video (1080p, 2K)',
			rates_as_of: '2026-10-05',
		}));

	test('a speech by its characters', () =>
		expect(
			cost({ product: 'modelSpeech', inputMethod: 'script', script: 'x'.repeat(100_000) }),
		).toMatchObject({ cost_usd: 1.5, credits: 3, seconds: null, rates: { per: 'character' } }));

	test('filler words in minutes, at least one', () =>
		expect(cost({ product: 'fillerWords', inputMethod: 'minutes', minutes: 0.5 })).toMatchObject({
			cost_usd: 0.3,
		}));

	test('the wrong input method is refused with the right one', () =>
		expect(cost({ product: 'modelSpeech', seconds: 3 })).toMatchObject({
			description: "Choose Script in 'Input Method'.",
		}));
});
