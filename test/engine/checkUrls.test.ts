// 'Check Addresses' and what is always looked at in an address: in n8n's engine, against a small internet of its own behind a proxy.
/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a small internet needs a server */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'http';
import type { AddressInfo } from 'net';
import type { IDataObject } from 'n8n-workflow';
import { picture, sound } from '../../tools/media';
import { until } from '../../tools/npm/until';
import { byId, workbench } from './workbench';

const bench = workbench();
jest.setTimeout(60_000);

let internet: Server;
let proxy: string;
let bytes: Record<string, Buffer>;
const seen: Array<{ url: string; range?: string; key?: unknown; sent: number }> = [];

type Place = { status?: number; location?: string; body?: Buffer; type?: string };

/** Holds up the address `/late.jpg`, which is not there then. */
let isLate: (() => Promise<unknown>) | undefined;

/** What stands where: an address gives a file, a status, or the way to another address. */
const places: Record<string, () => Place | Promise<Place>> = {
	'/speech.mp3': () => ({ body: bytes.speech }),
	'/photo.jpg': () => ({ body: bytes.photo }),
	'/late.jpg': async () => (await isLate?.(), isLate ? { status: 404 } : { body: bytes.large }),
	'/large.jpg': () => ({ body: bytes.large }),
	'/lies.jpg': () => ({ body: bytes.speech }),
	'/moved.mp3': () => ({ status: 302, location: 'http://other.example.com/speech.mp3' }),
	'/inside.mp3': () => ({ status: 302, location: 'http://192.168.1.5/speech.mp3' }),
	'/round.mp3': () => ({ status: 302, location: '/round.mp3' }),
	'/login.mp3': () => ({ body: Buffer.from('<!DOCTYPE html><html>Sign in'), type: 'text/html' }),
	'/closed.mp3': () => ({ status: 403 }),
	'/gone.mp3': () => ({ status: 404 }),
	'/empty.mp3': () => ({ body: Buffer.alloc(0) }),
	'/My%20file%20%C3%A4.mp3': () => ({ body: bytes.speech }),
};

/** The simulator stands behind the proxy too. */
async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);
	const headers = { ...request.headers } as Record<string, string>;
	delete headers.host;
	delete headers.connection;
	const given = await fetch(request.url ?? '', {
		method: request.method,
		headers: { ...headers, 'content-length': String(Buffer.concat(parts).length) },
		...(parts.length ? { body: Buffer.concat(parts) } : {}),
	});
	response.writeHead(given.status, { 'content-type': given.headers.get('content-type') ?? '' });
	response.end(Buffer.from(await given.arrayBuffer()));
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
	const url = new URL(request.url ?? '');
	if (url.hostname === '127.0.0.1') return await forward(request, response);
	const {
		status = 200,
		location,
		body = Buffer.alloc(0),
		type,
	} = (await places[url.pathname]?.()) ?? {
		status: 404,
	};
	const range = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '');
	const part =
		range && status === 200 && body.length ? body.subarray(0, Number(range[2]) + 1) : body;
	seen.push({
		url: request.url ?? '',
		range: request.headers.range,
		key: request.headers['x-api-key'],
		sent: part.length,
	});
	response.writeHead(range && part !== body && status === 200 ? 206 : status, {
		'content-length': part.length,
		...(type ? { 'content-type': type } : {}),
		...(location ? { location } : {}),
		...(part === body ? {} : { 'content-range': `bytes 0-${part.length - 1}/${body.length}` }),
	});
	response.end(part);
}

beforeAll(async () => {
	bytes = {
		speech: await sound('mp3', 7, ['-b:a', '64k']),
		photo: await picture('jpg', 640, 480, (one) => one.jpeg()),
		large: Buffer.concat([
			await picture('jpg', 4032, 3024, (one) => one.jpeg()),
			Buffer.alloc(1_000_000),
		]),
	};
	internet = createServer((request, response) => void answer(request, response));
	await new Promise<void>((listening) => internet.listen(0, '127.0.0.1', listening));
	proxy = `http://127.0.0.1:${(internet.address() as AddressInfo).port}`;
});
afterAll(() => internet.close());
beforeEach(() => seen.splice(0));

const spoken = async (audioUrl: string, options: IDataObject = { checkUrls: true }) =>
	await bench.run('video', 'createAvatar', {
		avatarId: byId(bench.known.look),
		speechSource: 'audioUrl',
		audioUrl,
		completion: 'immediate',
		options,
		requestOptions: { proxy },
	});

test.each([
	[
		'http://files.example.com/login.mp3',
		"The address in 'Audio URL' leads to a web page, not to a file",
	],
	[
		'http://files.example.com/closed.mp3',
		"The address in 'Audio URL' does not open without a login (HTTP 403)",
	],
	[
		'http://files.example.com/gone.mp3',
		"The address in 'Audio URL' does not open without a login (HTTP 404)",
	],
	['http://files.example.com/empty.mp3', "The file in 'Audio URL' is empty"],
	[
		'http://files.example.com/inside.mp3',
		"The address in 'Audio URL' redirects to one that HeyGen cannot reach: '192.168.1.5' is an address of a private network",
	],
	['http://files.example.com/round.mp3', "The address in 'Audio URL' redirects again and again"],
	[
		'http://files.example.com/photo.jpg',
		"'Audio URL' takes WAV or MP3 files, but this address ends in .jpg",
	],
])('%s is refused', async (address, message) => {
	const { error } = await spoken(address);
	expect(error?.message).toBe(message);
	expect(error?.description).toMatch(/\w/);
	expect(bench.sim.requests({ method: 'POST' })).toEqual([]);
	for (const { key } of seen) expect(key).toBeUndefined();
});

const pictured = async (imageUrl: string) =>
	await bench.run('video', 'createImage', {
		imageUrl,
		voiceId: byId(bench.known.voice),
		script: 'Hello',
		completion: 'immediate',
		options: { checkUrls: true },
		requestOptions: { proxy },
	});

test('a file that is in order passes, wherever its address leads, and tells its length', async () => {
	const { error } = await spoken('http://files.example.com/moved.mp3', {
		checkUrls: true,
		maxCredits: 0.1,
	});
	// 7 seconds are 0.7 credits.
	expect(error?.message).toContain('0.7');
	expect(seen.map(({ url }) => url)).toEqual([
		'http://files.example.com/moved.mp3',
		'http://other.example.com/speech.mp3',
	]);
	const passed = await spoken('http://files.example.com/My file ä.mp3');
	expect(passed.error).toBeUndefined();
	expect(bench.sim.requests({ method: 'POST', path: '/v3/videos' })[0].body.audio_url).toBe(
		'http://files.example.com/My%20file%20%C3%A4.mp3',
	);
});

test('a large picture is told by its first bytes alone', async () => {
	const { error } = await pictured('http://files.example.com/large.jpg');
	expect(error?.message).toBe(
		"'Image URL' takes pictures below 2K (less than 2,048 pixels on the longer edge), but this one is a JPEG picture of 4,032 × 3,024 pixels",
	);
	expect(seen.map(({ sent }) => sent)).toEqual([65_536]);
});

test('an ending that is not that of the file', async () => {
	places['/lies.jpg'] = () => ({ body: bytes.png });
	bytes.png = await picture('png', 64, 48, (one) => one.png());
	const { error } = await pictured('http://files.example.com/lies.jpg');
	expect(error?.message).toBe(
		"The address in 'Image URL' ends in .jpg, but the file is a PNG picture of 64 × 48 pixels",
	);
});

describe('what is always looked at', () => {
	test.each([
		[
			'http://192.168.1.5/a.mp3',
			"HeyGen cannot reach the address in 'Audio URL': '192.168.1.5' is an address of a private network",
		],
		[
			'http://localhost/a.mp3',
			"HeyGen cannot reach the address in 'Audio URL': 'localhost' is a name that only this network knows",
		],
		[
			'https://drive.google.com/drive/folders/1aBcDeFgHiJkLm',
			"'Audio URL' leads to a page of Google Drive, not to a file",
		],
		[
			'https://docs.google.com/document/d/1aBcDeFgHiJkLm/edit',
			"'Audio URL' leads to a page of Google Docs, not to a file",
		],
		['https://1drv.ms/u/s!AbCdEf', "'Audio URL' leads to a page of OneDrive, not to a file"],
		[
			'https://www.dropbox.com/scl/fo/abc/xyz?dl=0',
			"'Audio URL' leads to a page of Dropbox, not to a file",
		],
		[
			'https://example.com/photo.heif',
			"'Audio URL' takes WAV or MP3 files, but this address ends in .heif",
		],
		[
			'https://example.com/photo.avif',
			"'Audio URL' takes WAV or MP3 files, but this address ends in .avif",
		],
	])('%s is refused', async (address, message) => {
		const { error } = await spoken(address, {});
		expect(error?.message).toBe(message);
		expect(error?.description).toMatch(/\w/);
		expect(seen).toEqual([]);
	});
});

test('a folder or a page becomes the address of the file, blanks and umlauts are encoded', async () => {
	const { fileAddressOf } = await import('../../nodes/api/fileAddress');
	const become = (address: string) => fileAddressOf('Audio URL', address);
	expect(become('https://drive.google.com/file/d/1aBcDeFgHiJkLm/view?usp=sharing')).toBe(
		'https://drive.usercontent.google.com/download?id=1aBcDeFgHiJkLm&export=download&confirm=t',
	);
	expect(become('https://www.dropbox.com/scl/fi/abc/a.mp3?rlkey=k&dl=0')).toBe(
		'https://www.dropbox.com/scl/fi/abc/a.mp3?rlkey=k&dl=1',
	);
	expect(become('https://acme.sharepoint.com/:v:/g/personal/x/Eabc?e=1')).toBe(
		'https://acme.sharepoint.com/:v:/g/personal/x/Eabc?e=1&download=1',
	);
	expect(become('https://example.com/My file ä.mp3')).toBe(
		'https://example.com/My%20file%20%C3%A4.mp3',
	);
	expect(become('https://example.com/a%20b.mp3?X-Sig=%2Fabc+d')).toBe(
		'https://example.com/a%20b.mp3?X-Sig=%2Fabc+d',
	);
});

test("addresses inside a V2 body are looked at with 'Check Addresses' too", async () => {
	const { error } = await bench.run('video', 'createFromLegacy', {
		legacyBody: JSON.stringify({
			video_inputs: [
				{
					character: { type: 'avatar', avatar_id: bench.known.look },
					voice: { type: 'audio', audio_url: 'http://files.example.com/gone.mp3' },
				},
			],
		}),
		options: { checkUrls: true },
		requestOptions: { proxy },
	});
	expect(error?.message).toBe(
		"The address in 'video_inputs[0].voice.audio_url' does not open without a login (HTTP 404)",
	);
	expect(bench.sim.requests({ method: 'POST' })).toEqual([]);
});

describe('Asset: Upload from an address', () => {
	const uploading = async (fileUrl: string) =>
		await bench.run('asset', 'upload', {
			fileSource: 'url',
			fileUrl,
			requestOptions: { proxy },
		});

	test('the file is fetched without the key, and uploaded byte for byte', async () => {
		const { items, error } = await uploading('http://files.example.com/photo.jpg');
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({
			asset_id: expect.any(String),
			mime_type: 'image/jpeg',
			size_bytes: bytes.photo.length,
		});
		expect(seen.map(({ url, key }) => [url, key])).toEqual([
			['http://files.example.com/photo.jpg', undefined],
		]);
	});

	test('an address that leads on to another one', async () => {
		const { items, error } = await uploading('http://files.example.com/moved.mp3');
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ size_bytes: bytes.speech.length });
		for (const { key } of seen) expect(key).toBeUndefined();
	});

	test('what HeyGen has already is not fetched again when the execution is retried', async () => {
		const uploads = () => bench.sim.requests({ method: 'POST', path: '/v3/assets' });
		isLate = async () => {
			await until('the first row is uploaded', () => uploads()[0]?.status === 200);
			// Another round trip, so that the node has got its answer too.
			await fetch(bench.sim.url);
		};
		const names = ['photo', 'late'];
		const parameters = {
			fileSource: 'url',
			fileUrl: '=http://files.example.com/{{ $json.name }}.jpg',
			requestOptions: { proxy },
		};
		const more = { items: names.map((name) => ({ json: { name } })) };
		const first = await bench.run('asset', 'upload', parameters, more);
		expect(first.error).toBeDefined();
		isLate = undefined;
		const second = await bench.run('asset', 'upload', parameters, { ...more, retryOf: first });
		expect(second.error).toBeUndefined();
		expect(second.items).toHaveLength(2);
		expect(seen.filter(({ url }) => url.includes('photo'))).toHaveLength(1);
		expect(uploads()).toHaveLength(2);
	});

	test.each([
		['http://169.254.169.254/photo.jpg', "an address of the machine's own host"],
		['http://files.example.com/gone.mp3', "The file at 'File URL' could not be fetched (HTTP 404)"],
		['http://files.example.com/login.mp3', "'File URL'"],
		['http://files.example.com/empty.mp3', "'File URL'"],
	])('%s is refused', async (address, words) => {
		const { error } = await uploading(address);
		expect(error?.message).toContain(words);
		expect(bench.sim.requests({ method: 'POST' })).toEqual([]);
	});
});
