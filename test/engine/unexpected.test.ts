// What people tripped over: answers that are not what one expects, and inputs as people write them, in n8n's engine against the simulator.
import type { IDataObject } from 'n8n-workflow';
import { byId, workbench } from './workbench';

const bench = workbench();
const posts = () => bench.sim.requests({ method: 'POST' });
const on = { onError: 'continueRegularOutput' } as const;
const video = (more: IDataObject = {}, engine: object = on) =>
	bench.run(
		'video',
		'createAvatar',
		{ avatarId: byId(bench.known.look), script: 'Hello there', ...more },
		engine,
	);
const firstOf = (outcome: { outputs: Array<Array<{ json: IDataObject }>> }) =>
	outcome.outputs.flat()[0].json;

describe('three languages, one job named', () => {
	const translate = (completion: string) =>
		bench.run(
			'translation',
			'create',
			{
				videoUrl: 'https://example.com/a.mp4',
				outputLanguages: 'Spanish (Spain), French, German',
				completion,
			},
			on,
		);
	beforeEach(() => bench.sim.plan({ kind: 'keepIds', match: { method: 'POST' } }));

	test('a row for each language without a job', async () => {
		const { outputs } = await translate('poll');
		expect(outputs.flat().map(({ json }) => json.output_language)).toEqual([
			'Spanish (Spain)',
			'French',
			'German',
		]);
		expect(outputs.flat()[1].json).toMatchObject({
			code: 'no_job',
			error: "HeyGen accepted 3 languages, but named no job for 'French'",
		});
	});

	test('without waiting too', async () => {
		const { outputs } = await translate('immediate');
		expect(outputs.flat().map(({ json }) => json.code)).toEqual([undefined, 'no_job', 'no_job']);
	});
});

describe('the end of a job', () => {
	test.each(['succeeded', 'success', 'finished'])('the word %s with a result', async (status) => {
		bench.sim.plan({ kind: 'oddDone', status });
		expect(firstOf(await video())).toMatchObject({ status, video_url: expect.any(String) });
	});

	test.each([
		['translation', { videoUrl: 'https://example.com/a.mp4', outputLanguages: 'French' }],
		['aiClipping', { videoUrl: 'https://example.com/a.mp4' }],
		['lipsync', { videoUrl: 'https://example.com/a.mp4', audioUrl: 'https://example.com/a.mp3' }],
	])('%s: the word succeeded', async (resource, parameters) => {
		bench.sim.plan({ kind: 'oddDone', status: 'succeeded' });
		expect(firstOf(await bench.run(resource, 'create', parameters, on))).toMatchObject({
			status: 'succeeded',
		});
	});

	test('a result that comes later is waited for; one that never comes is an error row with the ID', async () => {
		bench.sim.plan({ kind: 'lateResult', seconds: 0.2 });
		expect(firstOf(await video())).toMatchObject({ video_url: expect.any(String) });
		bench.sim.reset();
		bench.sim.plan({ kind: 'lateResult' });
		expect(firstOf(await video())).toMatchObject({
			code: 'no_result',
			id: bench.sim.jobs()[0].id,
		});
	});

	test.each<[string, IDataObject, IDataObject]>([
		['video', { videoId: byId('v'.repeat(32)) }, { video_url: null }],
		['translation', { videoTranslationId: byId('v'.repeat(32)) }, { video_url: null }],
		['modelImage', { generationId: byId('v'.repeat(32)) }, { images: [{ image_url: null }] }],
	])(
		'%s: Get with Wait Until Done waits for a result that is still missing',
		async (resource, parameters, missing) => {
			const answer = (body: IDataObject, more: object = {}) =>
				bench.sim.plan({ kind: 'answer', match: { method: 'GET' }, body: { data: body }, ...more });
			const there = { video_url: 'https://x/v', images: [{ image_url: 'https://x/i' }] };
			const id = { id: 'v'.repeat(32), status: 'completed' };
			const get = async () =>
				firstOf(await bench.run(resource, 'get', { ...parameters, waitUntilDone: true }, on));
			answer({ ...id, ...missing }, { times: 3 });
			answer({ ...id, ...there }, { times: 'always' });
			expect(await get()).toMatchObject({ status: 'completed' });
			expect(bench.sim.requests({ method: 'GET' }).length).toBeGreaterThan(3);
			bench.sim.reset();
			answer({ ...id, ...missing }, { times: 'always' });
			expect(await get()).toMatchObject({ code: 'no_result', id: id.id });
		},
	);

	test('a finished batch that lists none of its entries is no success without a row', async () => {
		const data = { batch_id: 'b'.repeat(32), status: 'completed', has_more: false };
		const parameters = { jobKind: 'batch', jobId: data.batch_id };
		for (const items of [[], null, undefined]) {
			bench.sim.reset();
			bench.sim.plan({ kind: 'answer', times: 'always', body: { data: { ...data, items } } });
			expect(firstOf(await bench.run('job', 'wait', parameters, on))).toMatchObject({
				code: 'not_listed',
				id: data.batch_id,
			});
		}
	});

	test.each(['failure_reason', 'msg', 'reason'])('the reason stands in %s', async (name) => {
		bench.sim.plan({ kind: 'failJob', failure_message: 'The face is hidden' });
		bench.sim.plan({
			kind: 'rename',
			times: 'always',
			names: { failure_message: name },
			match: { method: 'GET' },
		});
		expect(firstOf(await video()).error).toContain('The face is hidden');
	});

	test('a time-out names the last word heard', async () => {
		bench.sim.configure({ neverEnd: true, unknownStatus: 'polishing' });
		expect(firstOf(await video({ maxWaitMinutes: 0.005 })).error).toContain(
			"HeyGen's last word was 'polishing'",
		);
	});
});

describe("answers that are not HeyGen's", () => {
	test.each([400, 403, 404, 407, 200])(
		'a page with %d while polling is asked over',
		async (status) => {
			bench.sim.plan({
				kind: 'status',
				status,
				html: true,
				times: 2,
				match: { method: 'GET', path: '^/v3/videos/' },
			});
			expect(firstOf(await video())).toMatchObject({ status: 'completed' });
			expect(bench.sim.paid().count).toBe(1);
		},
	);

	test.each([400, 403, 404, 407])('a page with %d instead of the order', async (status) => {
		bench.sim.plan({ kind: 'status', status, html: true, match: { method: 'POST' } });
		expect(firstOf(await video())).toMatchObject({
			error: `An answer that is not HeyGen's (HTTP ${status}): a proxy or firewall?`,
			code: 'not_heygen',
		});
	});

	test.each(['code', 'detail', 'details', 'error', 'message'])('a refusal as %s', async (shape) => {
		bench.sim.plan({
			kind: 'status',
			status: 403,
			shape,
			message: 'Not in your plan',
			match: { method: 'POST' },
		});
		const row = firstOf(await video());
		expect(row.description).toContain('HeyGen says: Not in your plan');
		expect(JSON.stringify(row)).not.toMatch(/API key/);
		if (shape === 'code') expect(row.code).toBe('400599');
	});

	test.each([
		['video', 'get', { videoId: byId('v') }],
		['video', 'getMany', {}],
		['voice', 'generateSpeech', { text: 'Hi' }],
		['video', 'createAvatar', { script: 'Hi' }],
	])('%s %s: a refusal that comes as a success', async (resource, operation, parameters) => {
		bench.sim.plan({
			kind: 'status',
			status: 200,
			shape: 'success',
			code: 'plan_upgrade_required',
			message: 'No.',
			times: 'always',
		});
		const { voice, look } = bench.known;
		const row = firstOf(
			await bench.run(
				resource,
				operation,
				{ voiceId: byId(voice), avatarId: byId(look), ...parameters },
				on,
			),
		);
		expect(row).toMatchObject({
			error: 'The HeyGen plan does not include this',
			code: 'plan_upgrade_required',
		});
	});
});

describe('what was never sent', () => {
	test.each(['refused', 'unknown', 'tls'] as const)('%s: nothing is charged', async (which) => {
		const baseUrl = bench.sim.unreachable()[which];
		const started = Date.now();
		const row = firstOf(
			await video(
				{ maxWaitMinutes: 0.01 },
				{ ...on, credentials: { heyGenVideoApi: { apiKey: 'k', baseUrl } } },
			),
		);
		expect(row).toMatchObject({
			code: 'not_sent',
			error: expect.stringMatching(/^HeyGen was not reached: /),
			description: expect.stringContaining('Nothing was charged for this item'),
		});
		expect(Date.now() - started).toBeLessThan(20_000);
	});
});

describe('inputs as people write them', () => {
	test.each([[{}], [true], ['true'], [{ style: 'default' }]])('captions: %j', async (caption) => {
		await video({ options: { caption }, completion: 'immediate' });
		expect(posts()[0].body).toMatchObject({
			caption: typeof caption === 'object' && 'style' in caption ? caption : { file_format: 'srt' },
		});
	});

	test('half of an emoji is left out', async () => {
		await video({ script: `={{ 'Well done \\ud83d' }}`, completion: 'immediate' });
		expect(posts()[0].body.script).toBe('Well done ');
	});

	test.each([
		['={{ "\\u200B" }}', "'Script' holds only blanks"],
		['<speak>Hi</speak>', "'Script' is plain text, but holds the markup <speak>"],
		['Hi <prosody rate="slow">you</prosody>', 'holds the markup <prosody rate="slow">'],
	])('the script %s', async (script, sentence) => {
		expect(firstOf(await video({ script })).error).toContain(sentence);
		expect(posts()).toEqual([]);
	});

	test('a pause in a script is sent', async () => {
		await video({ script: 'Hi <break time="1s"/> you', completion: 'immediate' });
		expect(posts()[0].body.script).toContain('<break');
	});

	test('SSML is spoken where it is said to be SSML', async () => {
		const speak = async (options: IDataObject) =>
			await bench.run(
				'voice',
				'generateSpeech',
				{ voiceId: byId(bench.known.voice), text: '<speak>Hi</speak>', options },
				on,
			);
		expect(firstOf(await speak({})).error).toContain('is plain text');
		expect(firstOf(await speak({ inputType: 'ssml' }))).toHaveProperty('audio_url');
	});

	test('a value for a variable that the template no longer has: empty it is dropped, filled it says how to get rid of it', async () => {
		const generate = async (gone: string) =>
			await bench.run(
				'template',
				'generate',
				{
					templateId: byId(bench.known.template),
					variables: {
						mappingMode: 'defineBelow',
						value: { first_name: 'Ada', message: 'Hi', gone },
					},
					completion: 'immediate',
				},
				on,
			);
		expect(firstOf(await generate(''))).toHaveProperty('status');
		expect(firstOf(await generate('x'))).toMatchObject({
			error: "'Variables' has 'gone', but the template has no such variable",
			description: expect.stringContaining('Remove All Variables'),
		});
	});
});
