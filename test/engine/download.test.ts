// Video: Download in n8n's engine: every file, its name and type, links that expire or stay closed, connections that break.
import { createHash } from 'crypto';
import { type IDataObject } from 'n8n-workflow';
import { nameOf } from '../../nodes/HeyGen/hooks/download';
import { binaryOf, bytesOf } from '../../tools/engine/engine';
import { until } from '../../tools/npm/until';
import { byId, workbench } from './workbench';

const bench = workbench();
const fileRequests = () => bench.sim.requests({ path: '/files/*' });

/** Makes a finished video. @returns its id */
async function aVideo(options: IDataObject = {}): Promise<string> {
	const { items, error } = await bench.run('video', 'createAvatar', {
		avatarId: byId(bench.known.look),
		voiceId: byId(bench.known.voice),
		script: 'Hello',
		options,
	});
	expect(error).toBeUndefined();
	return items[0].json.id as string;
}

const download = async (id: string, parameters: IDataObject = {}, more: object = {}) =>
	await bench.run('video', 'download', { videoId: byId(id), ...parameters }, more);

describe('every file', () => {
	test.each([
		['captioned_video_url', 'video/mp4', 'mp4', { caption: { style: 'default' } }],
		['gif_url', 'image/gif', 'gif', {}],
		['subtitle_url', 'application/x-subrip', 'srt', { caption: { style: 'default' } }],
		['thumbnail_url', 'image/jpeg', 'jpg', {}],
		['video_url', 'video/mp4', 'mp4', {}],
		['video_url', 'video/webm', 'webm', { outputFormat: 'webm' }],
	])('%s as %s', async (file, mimeType, ending, options) => {
		const id = await aVideo({ title: 'Welcome', ...options });
		const { items, error } = await download(id, { file });
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ id, status: 'completed' });
		expect(items[0].binary?.data).toMatchObject({ mimeType, fileName: `Welcome.${ending}` });
		const served = Buffer.from(await (await fetch(items[0].json[file] as string)).arrayBuffer());
		expect(served.length).toBeGreaterThan(0);
		expect(binaryOf(items[0]).equals(served)).toBe(true);
		expect(bench.sim.violations()).toEqual([]);
	});
});

test('a file that was not made says which one, and how to get it', async () => {
	const id = await aVideo();
	const { error } = await download(id, { file: 'captioned_video_url' });
	expect(error?.message).toBe(`Video ${id} has no captioned video`);
	expect(error?.description).toContain("'File'");
});

test.each(['memory', 'filesystem', 's3'])(
	'the bytes are the same in binary mode %s, in the field that the user names',
	async (binaryMode) => {
		bench.sim.configure({ resultBytes: 3_000_000 });
		const id = await aVideo();
		const { items } = await download(id, { outputBinaryProperty: 'film' }, { binaryMode });
		const bytes = await bytesOf(items[0], 'film');
		expect(bytes.length).toBe(3_000_000);
		const served = Buffer.from(
			await (await fetch(items[0].json.video_url as string)).arrayBuffer(),
		);
		expect(createHash('sha256').update(bytes).digest('hex')).toBe(
			createHash('sha256').update(served).digest('hex'),
		);
	},
);

test.each([
	['a/b\\c:d*e?f"g<h>i|j', 'a b c d e f g h i j'],
	['Çöp 日本語 🎬', 'Çöp 日本語 🎬'],
	['Line one\nline two\u0000', 'Line one line two'],
	['../../etc/passwd', 'etc passwd'],
	['  .hidden. ', 'hidden'],
	['Intro.mp4', 'Intro'],
	['Intro.MP4', 'Intro'],
	['harmless\u202E4pm.exe', 'harmless 4pm.exe'],
	['???', 'heygen'],
])('the title %j makes a file name', async (title, name) => {
	expect(nameOf(title, 'https://files.example/x/video.mp4?signature=s', 'video/mp4')).toEqual({
		fileName: `${name}.mp4`,
		mimeType: 'video/mp4',
	});
});

test('a long title is cut between characters, not inside one', () => {
	const { fileName } = nameOf('🎬'.repeat(300), 'https://files.example/video.mp4', 'video/mp4');
	expect(fileName).toBe(`${'🎬'.repeat(120)}.mp4`);
});

test.each([
	['video/mp4; charset=binary', 'https://files.example/x', 'mp4', 'video/mp4'],
	[
		'application/octet-stream',
		'https://files.example/x/video.webm?signature=s',
		'webm',
		'video/webm',
	],
	[undefined, 'https://files.example/x/words.srt', 'srt', 'application/x-subrip'],
	['binary/octet-stream', 'https://files.example/x/what', 'bin', 'binary/octet-stream'],
])('type and ending by %s and %s', (declared, url, ending, mimeType) => {
	expect(nameOf('a', url, declared)).toEqual({ fileName: `a.${ending}`, mimeType });
});

test('a video that was made elsewhere without a title is named by its id', async () => {
	const made = await fetch(`${bench.sim.url}/v3/videos`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-api-key': bench.sim.apiKey },
		body: JSON.stringify({
			type: 'avatar',
			avatar_id: bench.known.look,
			voice_id: bench.known.voice,
			script: 'Hello',
		}),
	});
	const { video_id: id } = ((await made.json()) as { data: { video_id: string } }).data;
	bench.sim.finish(id);
	const { items } = await download(id);
	expect(items[0].binary?.data.fileName).toBe(`video-${id}.mp4`);
});

test('a link that has expired is signed anew, once', async () => {
	const id = await aVideo();
	bench.sim.plan({
		match: { method: 'GET', path: '/files/{id}/{name}' },
		kind: 'status',
		status: 403,
		html: '<Error><Code>RequestExpired</Code></Error>',
	});
	const { items, error } = await download(id);
	expect(error).toBeUndefined();
	expect(fileRequests().map(({ status }) => status)).toEqual([403, 200]);
	expect(items[0].binary?.data.mimeType).toBe('video/mp4');
	expect(fileRequests()[0].query.signature).not.toBe(fileRequests()[1].query.signature);
});

test('a link that stays closed: two tries, and a sentence with the id', async () => {
	const id = await aVideo();
	bench.sim.configure({ linkSeconds: -60 });
	const { error, items } = await download(id, {}, { onError: 'continueRegularOutput' });
	expect(error).toBeUndefined();
	expect(fileRequests().map(({ status }) => status)).toEqual([403, 403]);
	expect(items[0].json).toMatchObject({
		error: `The file 'Video' of video ${id} could not be downloaded (HTTP 403)`,
		code: 'download_refused',
		id,
	});
});

test('a connection that breaks in the middle: the whole file is fetched again', async () => {
	const id = await aVideo();
	bench.sim.plan({ match: { method: 'GET', path: '/files/{id}/{name}' }, kind: 'truncate' });
	const { items, error } = await download(id, {}, { binaryMode: 'filesystem' });
	expect(error).toBeUndefined();
	expect(fileRequests()).toHaveLength(2);
	const served = Buffer.from(await (await fetch(items[0].json.video_url as string)).arrayBuffer());
	expect(binaryOf(items[0]).equals(served)).toBe(true);
});

test('stopping the execution stops a download that hangs', async () => {
	const id = await aVideo();
	bench.sim.plan({
		match: { method: 'GET', path: '/files/{id}/{name}' },
		kind: 'hang',
		ms: 20_000,
	});
	const user = new AbortController();
	const running = download(id, {}, { signal: user.signal });
	await until('the file is asked for', () => fileRequests().length > 0);
	user.abort();
	expect((await running).status).toBe('canceled');
	expect(fileRequests()).toHaveLength(1);
});

test('a download that fails ends the run; the other rows do not go on', async () => {
	const id = await aVideo();
	bench.sim.configure({ linkSeconds: -60 });
	const { error, items } = await bench.run(
		'video',
		'download',
		{ videoId: byId('={{ $json.id }}') },
		{ items: [{ json: { id } }, { json: { id } }] },
	);
	expect(error).toMatchObject({
		message: `The file 'Video' of video ${id} could not be downloaded (HTTP 403)`,
		httpCode: '403',
	});
	expect(items).toEqual([]);
});

test('a storage host that is down for a moment is asked again', async () => {
	const id = await aVideo();
	bench.sim.plan({
		match: { method: 'GET', path: '/files/{id}/{name}' },
		kind: 'status',
		status: 503,
		html: true,
	});
	const { items, error } = await download(id);
	expect(error).toBeUndefined();
	expect(items[0].binary?.data.mimeType).toBe('video/mp4');
});

test('the address may be missing for a moment after the video is done', async () => {
	bench.sim.configure({ urlDelayMs: 150 });
	const made = await bench.run('video', 'createAvatar', {
		avatarId: byId(bench.known.look),
		voiceId: byId(bench.known.voice),
		script: 'Hello',
		completion: 'immediate',
	});
	const id = made.items[0].json.video_id as string;
	bench.sim.finish(id);
	const { items, error } = await download(id);
	expect(error).toBeUndefined();
	expect(items[0].json.video_url).toMatch(/^http/);
});

test('not finished yet: the status, and what to do', async () => {
	bench.sim.configure({ jobSeconds: 600 });
	const made = await bench.run('video', 'createAvatar', {
		avatarId: byId(bench.known.look),
		voiceId: byId(bench.known.voice),
		script: 'Hello',
		completion: 'immediate',
	});
	const id = made.items[0].json.video_id as string;
	const { error } = await download(id);
	expect(error?.message).toMatch(new RegExp(`^Video ${id} is not finished, its status is \\w+$`));
	expect(error?.description).toContain("'Video: Get' and 'Wait Until Done'");
	expect(fileRequests()).toEqual([]);
});

test('a video that failed says why', async () => {
	bench.sim.configure({ jobSeconds: 600 });
	const made = await bench.run('video', 'createAvatar', {
		avatarId: byId(bench.known.look),
		voiceId: byId(bench.known.voice),
		script: 'Hello',
		completion: 'immediate',
	});
	const id = made.items[0].json.video_id as string;
	bench.sim.finish(id, {
		status: 'failed',
		failure_code: 'avatar_gone',
		failure_message: 'The avatar was deleted',
	});
	const { error } = await download(id);
	expect(error?.message).toBe(`Video ${id} ended as failed: The avatar was deleted (avatar_gone)`);
});

test('a video that HeyGen does not know', async () => {
	const { error } = await download('nothing');
	expect(error?.message).toBe('HeyGen does not know this video');
});

describe("n8n's store refuses the file: it is fetched once, and that is said", () => {
	const disk = Object.assign(new Error('ENOSPC: no space left on device, write'), {
		code: 'ENOSPC',
	});
	const database = new Error('File size 600 MB exceeds the max size limit of 512 MB');
	// n8n's own store in this process, which its helper hands every file to.
	const { BinaryDataService } = jest.requireActual<{
		BinaryDataService: { prototype: { store: () => Promise<unknown> } };
	}>('n8n-core');
	afterEach(() => jest.restoreAllMocks());

	test.each([
		['the disk is full', disk],
		['exceeds the max size limit of 512 MB', database],
	])('%s', async (words, refusal) => {
		const id = await aVideo();
		const store = jest.spyOn(BinaryDataService.prototype, 'store').mockRejectedValue(refusal);
		const { error } = await download(id);
		expect(store).toHaveBeenCalledTimes(1);
		expect(fileRequests()).toHaveLength(1);
		expect(error?.message).toMatch(/^n8n's store does not take the file: /);
		expect(error?.message).toContain(words);
		expect(error?.description).toContain('The file is still in HeyGen');
	});
});
