// Speech and its sound in n8n's engine: in version 1.1 the file comes unasked, in version 1 by the option; and whatever becomes of the file, what is paid is paid once and not lost.
import type { IDataObject } from 'n8n-workflow';
import { binaryOf, runTool } from '../../tools/engine/engine';
import { byId, workbench } from './workbench';

const bench = workbench();
const items = (count: number) => Array.from({ length: count }, (_, n) => ({ json: { n } }));
const posts = () => bench.sim.requests({ method: 'POST' });
const fetched = () => bench.sim.requests({ path: '/files/*' });
const on = { onError: 'continueRegularOutput' };
const before = { typeVersion: 1 };
const withInput = { options: { includeInputFields: true } };

describe.each(['voice', 'modelVoice'])('%s: Generate Speech', (resource) => {
	const speak = async (parameters: IDataObject = {}, more: object = {}) =>
		await bench.run(
			resource,
			'generateSpeech',
			{ voiceId: byId(bench.known.voice), text: 'Hello there', ...parameters },
			more,
		);

	test('a new node gives the sound beside its data, whole and ready to play', async () => {
		const result = await speak(withInput, { items: items(2) });
		expect(result.error).toBeUndefined();
		expect(result.items).toHaveLength(2);
		for (const [n, item] of result.items.entries()) {
			expect(item.json).toMatchObject({ n, audio_url: expect.any(String) });
			expect(item.json).not.toHaveProperty('warnings');
			expect(item.pairedItem).toEqual({ item: n });
			expect(item.binary?.data).toMatchObject({
				mimeType: expect.stringMatching(/^audio\//),
				fileName: expect.stringMatching(/^speech\.(mp3|wav)$/),
			});
			const served = await fetch(item.json.audio_url as string);
			expect(binaryOf(item).equals(Buffer.from(await served.arrayBuffer()))).toBe(true);
			expect(binaryOf(item).toString('latin1', 0, 4)).toMatch(/^(RIFF|ID3)/);
		}
		expect(posts()).toHaveLength(2);
		expect(bench.sim.violations()).toEqual([]);
	});

	test('the file goes into the field that is named, or stays away where it is switched off', async () => {
		const named = await speak({ options: { outputBinaryProperty: 'sound' } });
		expect(Object.keys(named.items[0].binary ?? {})).toEqual(['sound']);
		const off = await speak({ downloadResult: false });
		expect(off.items[0].binary).toBeUndefined();
		// Out of a sheet.
		const word = await speak({ downloadResult: '={{ "no" }}' });
		expect(word.items[0].binary).toBeUndefined();
		expect(fetched()).toHaveLength(1);
	});

	test('a node of version 1 sends and gives what it always did: a file only by the option', async () => {
		const after = await speak({ downloadResult: false });
		const plain = await speak({}, before);
		expect(plain.items[0].binary).toBeUndefined();
		expect(Object.keys(plain.items[0].json)).toEqual(Object.keys(after.items[0].json));
		expect(posts()[1].body).toEqual(posts()[0].body);
		// What only new nodes have counts for nothing there.
		const odd = await speak({ downloadResult: true }, before);
		expect(odd.items[0].binary).toBeUndefined();
		expect(fetched()).toHaveLength(0);
		const asked = await speak(
			{ options: { downloadResult: true, outputBinaryProperty: 'sound' } },
			before,
		);
		expect(asked.items[0].binary?.sound.mimeType).toMatch(/^audio\//);
		expect(fetched()).toHaveLength(1);
	});

	test('Check Only fetches nothing and pays nothing', async () => {
		const { items: rows } = await speak({ completion: 'check' });
		expect(rows[0].json.ok).toBe(true);
		expect([posts(), fetched()]).toEqual([[], []]);
	});

	describe.each([
		['refused', { kind: 'status', status: 404 }],
		['refused after a breakdown', { kind: 'status', status: 500 }],
		['broken off, then refused', { kind: 'truncate' }],
	])('a file that is %s', (_, fault) => {
		const match = { path: '/files/{id}/{name}' };
		beforeEach(() => {
			bench.sim.plan({ match, ...fault });
			bench.sim.plan({ match, kind: 'status', status: 404, times: 'always' });
		});

		test.each([{}, on, { retryOnFail: true, maxTries: 2, waitBetweenTries: 10 }])(
			'never hides the result of a new node, which is paid once: %j',
			async (more) => {
				const { items: rows, error } = await speak(withInput, { items: items(2), ...more });
				expect(error).toBeUndefined();
				for (const [n, { json, binary, pairedItem }] of rows.entries()) {
					expect(json).toMatchObject({
						n,
						audio_url: expect.stringContaining('http'),
						warnings: [
							expect.stringMatching(
								/^The file 'Speech' could not be downloaded \(HTTP 404\).*'audio_url'.*A new run pays again/,
							),
						],
					});
					expect([binary, pairedItem]).toEqual([undefined, { item: n }]);
				}
				expect(posts()).toHaveLength(2);
			},
		);

		test('ends the row of the option in version 1, which keeps its address', async () => {
			const asking = { options: { downloadResult: true } };
			const { items: rows } = await speak(asking, { ...before, ...on });
			expect(rows[0].json).toMatchObject({
				error: "The file 'Speech' could not be downloaded (HTTP 404)",
				code: 'download_refused',
				description: expect.stringContaining(
					"It is paid for and not lost: 'audio_url' leads to it",
				),
				audio_url: expect.stringContaining('http'),
			});
			expect(rows[0].pairedItem).toEqual({ item: 0 });
			expect(posts()).toHaveLength(1);
		});
	});

	test('Retry On Fail and Retry of the execution bring the file of the option without paying again', async () => {
		const asking = { options: { downloadResult: true } };
		const refuse = () =>
			bench.sim.plan({ match: { path: '/files/{id}/{name}' }, kind: 'status', status: 404 });
		refuse();
		const retried = await speak(asking, {
			...before,
			items: items(3),
			retryOnFail: true,
			maxTries: 2,
			waitBetweenTries: 10,
		});
		expect(retried.error).toBeUndefined();
		expect(retried.items.map(({ binary }) => binary?.data.fileExtension)).toHaveLength(3);
		expect(posts()).toHaveLength(3);
		bench.sim.reset();
		refuse();
		const first = await speak(asking, { ...before, items: items(3) });
		expect(first.error?.message).toBe("The file 'Speech' could not be downloaded (HTTP 404)");
		expect(first.error?.context.data).toMatchObject({ audio_url: expect.any(String) });
		const second = await speak(asking, {
			...before,
			items: items(3),
			retryOf: first,
			executionId: 'exec-2',
		});
		expect(second.items.every(({ binary }) => binary?.data)).toBe(true);
		expect(posts()).toHaveLength(3);
	});

	test.each(['langchain', 'engine'] as const)(
		'an agent through %s gets the address and no file, in either version',
		async (through) => {
			for (const typeVersion of [1, 1.1]) {
				const { answers } = await runTool({
					through,
					typeVersion,
					credentials: { heyGenVideoApi: { apiKey: bench.sim.apiKey, baseUrl: bench.sim.url } },
					parameters: {
						resource,
						operation: 'generateSpeech',
						voiceId: byId(bench.known.voice),
						text: "={{ $fromAI('text', '', 'string') }}",
					},
					calls: [{ text: 'Hello' }],
				});
				expect(JSON.stringify(answers)).toContain('audio_url');
			}
			expect(posts()).toHaveLength(2);
			expect(fetched()).toHaveLength(0);
		},
	);
});

test("where an agent's tool asks for the file by the option and it does not come, the model still gets the address", async () => {
	bench.sim.plan({
		match: { path: '/files/{id}/{name}' },
		kind: 'status',
		status: 404,
		times: 'always',
	});
	const { answers } = await runTool({
		typeVersion: 1,
		credentials: { heyGenVideoApi: { apiKey: bench.sim.apiKey, baseUrl: bench.sim.url } },
		parameters: {
			resource: 'voice',
			operation: 'generateSpeech',
			voiceId: byId(bench.known.voice),
			text: 'Hello',
			options: { downloadResult: true },
		},
	});
	expect(JSON.stringify(answers)).toMatch(/audio_url.*A new run pays again/);
	expect(posts()).toHaveLength(1);
});
