// HeyGen's answers in other shapes than its reference has: understood where they can be, told where not, and nothing that was paid is lost.
import type { IDataObject } from 'n8n-workflow';
import { loadOptions, mapResources } from '../../tools/engine/engine';
import { collection } from '../../tools/media';
import { byId, workbench } from './workbench';

const bench = workbench();
const on = { onError: 'continueRegularOutput' } as const;
const credentials = () => ({
	heyGenVideoApi: { apiKey: bench.sim.apiKey, baseUrl: bench.sim.url },
});
const rowsOf = ({ outputs }: { outputs: Array<Array<{ json: IDataObject }>> }) =>
	outputs.flat().map(({ json }) => json);
const video = async (more: IDataObject = {}) =>
	rowsOf(
		await bench.run(
			'video',
			'createAvatar',
			{ avatarId: byId(bench.known.look), script: 'Hello there', ...more },
			on,
		),
	);
/** Lets HeyGen answer so from now on. */
const answers = (match: object, body: unknown, more: object = {}) =>
	bench.sim.plan({ kind: 'answer', times: 'always', match, body, ...more });
const posts = () => bench.sim.requests({ method: 'POST' });

describe('a list', () => {
	const rows = [{ id: 'a', status: 'completed' }];
	test.each([
		{ data: { videos: rows } },
		{ data: { list: rows, total: 1, has_more: false } },
		{ data: { tags: [], videos: rows } },
		{ videos: rows, next_token: null },
	])('%j', async (body) => {
		answers({ path: '/v3/videos' }, body);
		expect(rowsOf(await bench.run('video', 'getMany'))).toMatchObject(rows);
	});

	test('an answer without any is not an empty one', async () => {
		answers({ path: '/v3/videos' }, { data: { message: 'See elsewhere' } });
		expect(rowsOf(await bench.run('video', 'getMany', {}, on))).toMatchObject([
			{ code: 'odd_answer' },
		]);
	});

	test.each([
		[{ next_token: 'more' }, 2],
		[{ has_more: 'true', next_token: 'more' }, 2],
		[{ has_more: 'false', next_token: 'more' }, 1],
		[{ has_more: true }, 1],
	])('%j: its pages', async (cursor, pages) => {
		bench.sim.plan({
			kind: 'answer',
			match: { path: '/v3/videos' },
			body: { data: rows, ...cursor },
		});
		answers({ path: '/v3/videos' }, { data: [], has_more: false });
		await bench.run('video', 'getMany', { returnAll: true });
		expect(bench.sim.requests({ path: '/v3/videos' })).toHaveLength(pages);
	});
});

describe('the languages', () => {
	test.each([
		{ data: { languages: [{ name: 'French', code: 'fr' }, { name: 'German' }] } },
		{ data: ['French', 'German'] },
		{ data: { languages: { fr: 'French', de: 'German' } } },
	])('%j: in the list, as rows, and for an order', async (body) => {
		answers({ path: '/v3/video-translations/languages' }, body);
		expect(await loadOptions({ method: 'getLanguages', credentials: credentials() })).toEqual([
			{ name: 'French', value: 'French' },
			{ name: 'German', value: 'German' },
		]);
		expect(rowsOf(await bench.run('translation', 'getManyLanguages'))).toEqual([
			{ language: 'French' },
			{ language: 'German' },
		]);
		await bench.run('translation', 'create', {
			videoUrl: 'https://example.com/a.mp4',
			outputLanguages: 'fr',
			completion: 'immediate',
		});
		expect(posts()[0].body.output_languages).toEqual(['French']);
	});
});

describe("a job's word", () => {
	const says = (status: string, more: IDataObject = {}) => {
		bench.sim.configure({ neverEnd: true });
		answers({ method: 'GET', path: '^/v3/videos/' }, { data: { id: 'v', status, ...more } });
	};

	test.each(['FAILED', 'canceled', 'cancelled', 'Error', 'rejected', 'timed_out'])(
		'%s is an end without a reason',
		async (status) => {
			says(status);
			expect(await video({ maxWaitMinutes: 0.1 })).toMatchObject([
				{ code: 'job_failed', status, error: expect.stringContaining(`ended as ${status}`) },
			]);
		},
	);

	test.each(['COMPLETED', 'Completed'])('%s is done', async (status) => {
		says(status, { video_url: 'https://example.com/v.mp4' });
		expect(await video({ maxWaitMinutes: 0.1 })).toMatchObject([
			{ status, video_url: 'https://example.com/v.mp4' },
		]);
	});
});

describe('an order that was accepted', () => {
	test.each([
		{ data: [{ video_id: 'v1' }] },
		{ data: { video: { id: 'v1' } } },
		{ data: { videoId: 'v1' } },
		{ code: 100, message: 'Success', data: { video_id: 'v1' } },
	])('%j: its job is not lost', async (body) => {
		answers({ method: 'POST' }, body);
		expect(await video({ completion: 'immediate' })).toMatchObject([{ video_id: 'v1' }]);
	});

	test.each(['voice', 'modelVoice'])('%s: speech without an address is no success', async (of) => {
		const speak = async (body: object) => {
			answers({ method: 'POST' }, { data: body });
			const parameters = { voiceId: byId(bench.known.voice), text: 'Hi', downloadResult: false };
			const [row] = rowsOf(await bench.run(of, 'generateSpeech', parameters, on));
			bench.sim.clearFaults();
			return row;
		};
		expect(await speak({ url: 'https://example.com/a.mp3' })).toMatchObject({
			audio_url: 'https://example.com/a.mp3',
		});
		for (const body of [{ audio_url: null, duration: 1 }, {}])
			expect(await speak(body)).toMatchObject({
				code: 'no_result',
				description: expect.stringContaining('may have been charged'),
			});
	});
});

describe('a refusal', () => {
	test.each([
		[{ errors: [{ code: 'title_too_long', message: 'Too long' }] }, 'Too long'],
		[{ errors: { title: ['is too long'] } }, "is too long (parameter 'title')"],
		[{ message: ['title must be shorter'], error: 'Bad Request' }, 'title must be shorter'],
		[{ type: 'about:blank', title: 'Not allowed here' }, 'Not allowed here'],
		[{ errorMessage: 'No way' }, 'No way'],
		[{ Message: 'No way' }, 'No way'],
		[{ error: { code: 400, errors: [{ reason: 'quota', message: 'Over' }] } }, 'Over'],
		[{ error: ['first', 'second'] }, 'first'],
		[{ data: { error: { message: 'inside' } } }, 'inside'],
		[{ error: 'invalid_request', error_description: 'The words' }, 'The words'],
		[{ fault: { faultstring: 'Spike arrest' } }, 'Spike arrest'],
	])('%j: its words are told, and nothing was paid', async (body, words) => {
		answers({ method: 'POST' }, body, { status: 400 });
		const [row] = await video();
		expect(row.description).toContain(`HeyGen says: ${words}`);
		expect(bench.sim.paid().count).toBe(0);
	});

	test.each([
		{ data: null, errors: [{ message: 'No.' }] },
		{ success: false, message: 'No.' },
		{ ok: false, error: 'No.' },
		{ status: 'error', message: 'No.', data: null },
		{ status: 'fail', data: null, error: { error: { message: 'No.' } } },
	])('that comes in a success as %j', async (body) => {
		answers({ method: 'POST' }, body);
		expect((await video())[0].description).toContain('HeyGen says: No');
		answers({ method: 'GET' }, body);
		for (const [resource, operation] of [
			['video', 'get'],
			['video', 'getMany'],
			['account', 'get'],
		]) {
			const [row] = rowsOf(
				await bench.run(resource, operation, { videoId: byId('v'.repeat(32)) }, on),
			);
			expect(row.description).toContain('HeyGen says: No');
		}
	});
});

describe('an answer that holds nothing', () => {
	test.each([[{}], [[]], [{ data: null }], [{ data: {} }], [{ code: 100, data: null }]])(
		'%j: no empty item as if it were the thing',
		async (body) => {
			answers({ method: 'GET' }, body);
			for (const [resource, operation] of [
				['video', 'get'],
				['translation', 'get'],
				['account', 'get'],
			]) {
				const parameters = {
					videoId: byId('v'.repeat(32)),
					videoTranslationId: byId('v'.repeat(32)),
					waitUntilDone: true,
				};
				expect(rowsOf(await bench.run(resource, operation, parameters, on))).toMatchObject([
					{ code: 'odd_answer' },
				]);
			}
		},
	);

	test.each([[{}], [[]], [{ data: null }], [{ data: { asset_id: null } }]])(
		'%j: a file without an asset is no success, and nothing is made of it',
		async (body) => {
			answers({ method: 'POST', path: '/v3/assets' }, body);
			answers({ method: 'POST', path: '^/v3/assets/direct-uploads' }, body);
			const png = (await collection()).find(({ name }) => /png/i.test(name))?.bytes;
			const items = [{ json: {}, binary: { data: { data: png, mimeType: 'image/png' } } }];
			for (const [resource, operation] of [
				['asset', 'upload'],
				['asset', 'uploadBatch'],
				['video', 'createImage'],
			]) {
				const parameters = { fileSource: 'binary', imageSource: 'binary', script: 'Hi' };
				const voiceId = byId(bench.known.voice);
				const made = await bench.run(
					resource,
					operation,
					{ ...parameters, voiceId, imageBinaryProperty: 'data' },
					{ ...on, items },
				);
				expect(rowsOf(made)).toMatchObject([{ code: 'odd_answer' }]);
			}
			expect(bench.sim.paid().count).toBe(0);
		},
	);
});

test('variables of a template as a list: shown in the editor, and filled in', async () => {
	bench.sim.configure({ templateVariables: 'flat' });
	const { template } = bench.known;
	answers(
		{ method: 'GET', path: '^/v3/templates/' },
		{ data: { id: template, scenes: null, variables: [{ name: 'first_name', type: 'text' }] } },
	);
	const { fields } = await mapResources({
		method: 'mapVariables',
		parameters: { templateId: byId(template) },
		credentials: credentials(),
	});
	expect(fields.map(({ id }) => id)).toEqual(['first_name']);
	await bench.run('template', 'generate', {
		templateId: byId(template),
		variables: { mappingMode: 'defineBelow', value: { first_name: 'Ada' } },
		completion: 'immediate',
	});
	expect(posts()[0].body.variables).toEqual({ first_name: { type: 'text', content: 'Ada' } });
});

test('a look without a word about its engines is left to HeyGen', async () => {
	answers(
		{ method: 'GET', path: '^/v3/avatars/looks/' },
		{ data: { id: bench.known.look, name: null, supported_api_engines: null, avatar_type: null } },
	);
	const options = { engine: { values: { type: 'avatar_iv' } } };
	expect(await video({ completion: 'immediate', options })).toMatchObject([
		{ video_id: expect.any(String) },
	]);
	expect(posts()[0].body.engine).toEqual({ type: 'avatar_iv' });
});
