// Values as people, sheets and models write them: understood where they can mean one thing only, else refused or told before anything is paid.
import type { IDataObject } from 'n8n-workflow';
import { byId, workbench } from './workbench';

const bench = workbench();
const on = { onError: 'continueRegularOutput' } as const;
/** A value as an expression gives it. */
const given = (value: unknown) => `={{ ${JSON.stringify(value)} }}`;
const video = async (more: IDataObject = {}): Promise<IDataObject> => {
	const { outputs } = await bench.run(
		'video',
		'createAvatar',
		{
			avatarId: byId(bench.known.look),
			script: 'Hello there',
			completion: 'immediate',
			...more,
		},
		on,
	);
	return outputs.flat()[0].json;
};
const body = () => bench.sim.requests({ method: 'POST' })[0].body;
const refused = async (parameters: IDataObject, sentence: string) => {
	expect((await video(parameters)).error).toContain(sentence);
	expect(bench.sim.requests({ method: 'POST' })).toEqual([]);
};

describe('a script', () => {
	test.each([
		['Hi [object Object]', "'Script' holds [object Object]: an object was put into a text"],
		['undefined', "'Script' is the word undefined: its expression found no value"],
		[' null ', "'Script' is the word null"],
		['NaN', "'Script' is the word NaN"],
		['...', "'Script' has no word that can be spoken, but is '...'"],
		['😀', "'Script' has no word that can be spoken"],
		['\u3164', "'Script' holds only blanks"],
		['\u2800', "'Script' holds only blanks"],
		['<div>Hi</div>', "'Script' is plain text, but holds the markup <div>"],
		['Hi<br/>you', 'holds the markup <br/>'],
		['Hi <b>you</b>', 'holds the markup <b>'],
	])('%j is refused', async (script, sentence) => {
		await refused({ script: given(script) }, sentence);
	});

	test.each([
		['Hi undefined, welcome', "'Script' holds 'undefined': an expression that found no value?"],
		['**Hi** there', "'Script' holds '**': signs of Markdown, which may be read out"],
		['# Title\nHi', "holds '#'"],
		['Tom &amp; Jerry', "holds '&amp;': a character as HTML spells it"],
	])('%j is sent with a warning', async (script, sentence) => {
		const { warnings } = await video({ script: given(script) });
		expect(warnings).toEqual([expect.stringContaining(sentence)]);
		expect(body().script).toBe(script);
	});

	test.each(['2 ** 3 is 8', 'R&D; and more', 'C# and #1', 'I feel null and void', 'a < b'])(
		'%j is only words',
		async (script) => {
			expect(await video({ script: given(script) })).not.toHaveProperty('warnings');
			expect(body().script).toBe(script);
		},
	);

	test('control characters are left out', async () => {
		await video({ script: given('Hi\u0000 you\u0008\nand you') });
		expect(body().script).toBe('Hi you\nand you');
	});
});

describe('a choice', () => {
	test.each([
		['aspectRatio', '9x16', '9:16'],
		['aspectRatio', '16 / 9', '16:9'],
		['aspectRatio', ' 9 : 16 ', '9:16'],
		['resolution', 1080, '1080p'],
		['resolution', '1080 P', '1080p'],
		['outputFormat', 'WebM (Transparent)', 'webm'],
	])('%s: %j', async (name, value, sent) => {
		await video({ options: { [name]: given(value) } });
		expect(Object.values(body())).toContain(sent);
	});

	test('what may mean several is refused', async () =>
		await refused({ options: { resolution: given('HD') } }, "'Resolution' must be one of"));
});

test.each([
	['yes', 1],
	['On', 1],
	[1, 1],
	['no', 0],
	[0, 0],
])('the switch %j', async (value, reads) => {
	await video({ options: { checkBalance: given(value) } });
	expect(bench.sim.requests({ path: '/v3/users/me' })).toHaveLength(reads);
});

test.each([
	['#fff', '#ffffff'],
	['1a2b3c', '#1a2b3c'],
	[' #1A2B3C ', '#1A2B3C'],
])('the colour %j', async (value, sent) => {
	await video({ options: { background: { values: { type: 'color', value: given(value) } } } });
	expect(body().background).toEqual({ type: 'color', value: sent });
});

describe('an ID', () => {
	test.each([
		['in quotes', (id: string) => `"${id}"`],
		['behind a sign that nobody sees', (id: string) => `\u200B${id}\uFEFF`],
		['out of its page in HeyGen', (id: string) => `https://app.heygen.com/avatars/${id}?tab=looks`],
		['as its page names it', (id: string) => `https://app.heygen.com/avatars?lookId=${id}`],
	])('%s', async (_, write) => {
		await video({ avatarId: byId(given(write(bench.known.look))) });
		expect(body().avatar_id).toBe(bench.known.look);
	});
});

describe('the address of a file', () => {
	const audio = (address: string) => ({ speechSource: 'audioUrl', audioUrl: given(address) });

	test.each([
		[
			'https://example.com/a.mp3\nhttps://example.com/b.mp3',
			'takes one address, but holds several',
		],
		['https://example.com/a.mp3, https://example.com/b.mp3', 'takes one address'],
		['https://wetransfer.com/downloads/abc', 'leads to a page of WeTransfer, not to a file'],
		['https://we.tl/t-abc', 'leads to a page of WeTransfer'],
		['https://app.box.com/s/abc', 'leads to a page of Box'],
		['https://www.icloud.com/iclouddrive/abc', 'leads to a page of iCloud'],
		['https://photos.app.goo.gl/abc', 'leads to a page of Google Photos'],
		['https://mega.nz/file/abc', 'leads to a page of MEGA'],
	])('%j is refused', async (address, sentence) => {
		await refused(audio(address), sentence);
	});

	test.each([
		['https://github.com/o/r/blob/main/a.mp3', 'https://github.com/o/r/raw/main/a.mp3'],
		['https://gitlab.com/o/r/-/blob/main/a.mp3', 'https://gitlab.com/o/r/-/raw/main/a.mp3'],
		[
			'https://docs.google.com/uc?export=download&id=1AbCdEfGhIjKlMn',
			'https://drive.usercontent.google.com/download?id=1AbCdEfGhIjKlMn&export=download&confirm=t',
		],
		['https://app.box.com/shared/static/a.mp3', 'https://app.box.com/shared/static/a.mp3'],
		[
			'https://github.com/o/r/releases/download/v1/a.mp3',
			'https://github.com/o/r/releases/download/v1/a.mp3',
		],
		['https://example.com/My file.mp3', 'https://example.com/My%20file.mp3'],
	])('%s', async (address, sent) => {
		await video(audio(address));
		expect(body().audio_url).toBe(sent);
	});
});

describe('the variables of a template', () => {
	const generate = async (value: IDataObject) => {
		const { outputs } = await bench.run(
			'template',
			'generate',
			{
				templateId: byId(bench.known.template),
				completion: 'immediate',
				variables: {
					mappingMode: 'defineBelow',
					value: { first_name: 'Ada', message: 'Hi', ...value },
				},
			},
			on,
		);
		return outputs.flat()[0].json;
	};
	const sent = () => body().variables as Record<string, { content?: string; asset?: IDataObject }>;

	test.each([
		['null', "'Variables: message' is the word null"],
		['Dear [object Object]', "'Variables: message' holds [object Object]"],
	])('the text %j is refused', async (message, sentence) => {
		expect((await generate({ message: given(message) })).error).toContain(sentence);
		expect(bench.sim.requests({ method: 'POST' })).toEqual([]);
	});

	test('half of an emoji is left out of a text, markup in it is told', async () => {
		expect(await generate({ message: given('Well done \ud83d') })).not.toHaveProperty('error');
		expect(sent().message.content).toBe('Well done ');
		expect((await generate({ message: '<speak>Hi</speak>' })).warnings).toEqual([
			expect.stringContaining("The text 'message' holds the markup <speak>"),
		]);
	});

	test.each([
		['http://10.0.0.7/a.png', 'HeyGen cannot reach the address'],
		['https://drive.google.com/drive/folders/abc', 'leads to a page of Google Drive'],
		['https://files.example.com/a.heic', 'this address ends in .heic'],
	])('the picture %s is refused as in any other field', async (photo, sentence) => {
		expect((await generate({ photo })).error).toContain(sentence);
		expect(bench.sim.requests({ method: 'POST' })).toEqual([]);
	});

	test('the address of a picture is sent as in any other field', async () => {
		await generate({ photo: ' https://www.dropbox.com/s/abc/My photo.png?dl=0' });
		expect(sent().photo.asset).toEqual({
			type: 'url',
			url: 'https://www.dropbox.com/s/abc/My%20photo.png?dl=1',
		});
	});
});

test('half of an emoji is left out of JSON', async () => {
	const { outputs } = await bench.run(
		'video',
		'createFromLegacy',
		{
			completion: 'immediate',
			legacyBody: JSON.stringify({
				title: 'Well \ud83d',
				video_inputs: [
					{
						character: { type: 'avatar', avatar_id: bench.known.look },
						voice: { type: 'text', input_text: 'Well done \ud83d', voice_id: bench.known.voice },
					},
				],
			}),
		},
		on,
	);
	expect(outputs.flat()[0].json).not.toHaveProperty('error');
	expect(JSON.stringify(body())).not.toMatch(/\\ud83d/i);
});
