// A body of HeyGen's API v2 in n8n's engine: the video it becomes is a job like any other.
import type { IDataObject } from 'n8n-workflow';
import { workbench } from './workbench';

const bench = workbench();
const body = (more: IDataObject = {}) => ({
	test: true,
	title: 'From before',
	video_inputs: [
		{
			character: { type: 'talking_photo', talking_photo_id: bench.known.look },
			voice: { type: 'text', input_text: 'Hello again', voice_id: bench.known.voice },
			...more,
		},
	],
});
const film = { background: { type: 'video', url: 'https://files.example.com/sea.mp4' } };
const posts = () => bench.sent().filter(({ method }) => method === 'POST');

test('is sent as v3, waited for, and says what is gone', async () => {
	const { items, error } = await bench.run('video', 'createFromLegacy', {
		legacyBody: JSON.stringify(body()),
	});
	expect(error).toBeUndefined();
	expect(posts().map((one) => one.body)).toEqual([
		{
			type: 'avatar',
			avatar_id: bench.known.look,
			script: 'Hello again',
			voice_id: bench.known.voice,
			title: 'From before',
		},
	]);
	expect(items.map(({ json }) => json)).toMatchObject(
		[{ status: 'completed', title: 'From before', warnings: [/test/] }].map((one) => ({
			...one,
			warnings: [expect.stringMatching(one.warnings[0])],
		})),
	);
});

test('takes the whole body as an object from the item, and several inputs as one studio video', async () => {
	const { items, error } = await bench.run(
		'video',
		'createFromLegacy',
		{ completion: 'immediate', legacyBody: '={{ $json.old }}' },
		{
			items: [
				{ json: { old: { video_inputs: [...body().video_inputs, ...body().video_inputs] } } },
			],
		},
	);
	expect(error).toBeUndefined();
	expect(posts()[0].body).toMatchObject({ type: 'studio', scenes: [{}, {}] });
	expect(items[0].json).toHaveProperty('video_id');
});

test('is refused before anything is sent where the video would differ much, unless the user accepts that', async () => {
	const refused = await bench.run('video', 'createFromLegacy', {
		legacyBody: JSON.stringify(body(film)),
	});
	expect(refused.error?.message).toContain('The new video would differ much');
	expect(bench.sent()).toEqual([]);
	const { items } = await bench.run('video', 'createFromLegacy', {
		legacyBody: JSON.stringify(body(film)),
		acceptChanges: true,
	});
	expect(items[0].json.warnings).toHaveLength(2);
});

test.each([
	['http://192.168.1.5/plant.png', 'an address of a private network'],
	['https://drive.google.com/drive/folders/1AbCdEfGhIjKlMn', 'leads to a page of Google Drive'],
])('the address %s in it is refused as in any other field', async (url, words) => {
	const { error } = await bench.run('video', 'createFromLegacy', {
		legacyBody: JSON.stringify(body({ background: { type: 'image', url } })),
	});
	expect(error?.message).toContain("'video_inputs[0].background.url'");
	expect(error?.message).toContain(words);
	expect(posts()).toEqual([]);
});

test('addresses in it are encoded, and pages of shared files become the files', async () => {
	const share = 'https://drive.google.com/file/d/1AbCdEfGhIjKlMn/view?usp=sharing';
	const { error } = await bench.run('video', 'createFromLegacy', {
		completion: 'immediate',
		legacyBody: JSON.stringify(
			body({
				background: { type: 'image', url: 'https://files.example.com/My plant ä.png' },
				voice: { type: 'audio', audio_url: share },
			}),
		),
	});
	expect(error).toBeUndefined();
	expect(posts()[0].body).toMatchObject({
		background: { type: 'image', url: 'https://files.example.com/My%20plant%20%C3%A4.png' },
		audio_url: expect.stringContaining('drive.usercontent.google.com/download?id=1AbCdEfGhIjKlMn'),
	});
});
