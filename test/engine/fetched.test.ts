// Addresses that n8n itself opens: only http and https without user data, and nothing of a private network unless HeyGen's own address is in one, redirects included.
/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a small internet needs a server */
import { createServer, request as ask, type Server } from 'http';
import type { AddressInfo } from 'net';
import type { IDataObject } from 'n8n-workflow';
import { checkFetched } from '../../nodes/HeyGen/run/fetch';
import type { Item } from '../../nodes/HeyGen/run/item';
import { byId, workbench } from './workbench';

const bench = workbench();
jest.setTimeout(60_000);

/** Whatever goes out goes through it: HeyGen is the simulator, everything else is a host of the internet. */
let internet: Server;
let proxy: string;
/** Requests that did not go to HeyGen. */
const seen: string[] = [];
let location = '';

beforeAll(async () => {
	internet = createServer((request, response) => {
		const url = new URL(request.url ?? '');
		if (url.hostname === 'heygen.example') {
			const { pathname, search } = url;
			const on = ask(
				`${bench.sim.url}${pathname}${search}`,
				{ method: request.method, headers: request.headers },
				(answer) => {
					response.writeHead(answer.statusCode ?? 500, answer.headers);
					answer.pipe(response);
				},
			);
			return void request.pipe(on);
		}
		seen.push(url.href);
		if (url.pathname === '/moved') return void response.writeHead(302, { location }).end();
		response.writeHead(200, { 'content-type': 'image/png' }).end('a file');
	});
	await new Promise<void>((listening) => internet.listen(0, '127.0.0.1', listening));
	proxy = `http://127.0.0.1:${(internet.address() as AddressInfo).port}`;
});
afterAll(() => internet.close());
beforeEach(() => seen.splice(0));

const outside = (more: IDataObject = {}) => ({
	heyGenVideoApi: { apiKey: bench.sim.apiKey, baseUrl: 'http://heygen.example', ...more },
});
const uploaded = async (fileUrl: string, more: IDataObject = {}) =>
	await bench.run(
		'asset',
		'upload',
		{ fileSource: 'url', fileUrl, requestOptions: { proxy } },
		{ credentials: outside(more) },
	);
/** Downloads a video whose file HeyGen says to be at an address. */
const downloaded = async (video_url: string, isOutside = true, more: IDataObject = {}) => {
	bench.sim.reset();
	bench.sim.plan({
		match: { method: 'GET', path: '/v3/videos/{id}' },
		kind: 'answer',
		times: 'always',
		body: { data: { id: 'v'.repeat(32), status: 'completed', video_url } },
	});
	const parameters = { videoId: byId('v'.repeat(32)) };
	return isOutside
		? await bench.run(
				'video',
				'download',
				{ ...parameters, requestOptions: { proxy } },
				{ credentials: outside(more) },
			)
		: await bench.run('video', 'download', parameters);
};

const hostile = [
	['http://127.0.0.1/latest', "'127.0.0.1' is an address of a private network"],
	['http://169.254.169.254/latest/meta-data', "'169.254.169.254' is an address of a private"],
	['http://2130706433/', "'127.0.0.1' is an address of a private network"],
	['http://0x7f.1/', "'127.0.0.1' is an address of a private network"],
	['https://[::1]/', "'[::1]' is an address of a private network"],
	['https://[::ffff:10.0.0.1]/', 'is an address of a private network'],
	['https://[64:ff9b::7f00:1]/', 'is an address of a private network'],
	['http://localhost/', "'localhost' is a name that only this network knows"],
	['http://intern.lan./', "'intern.lan' is a name that only this network knows"],
	['data:image/png;base64,aGVsbG8=', 'only addresses of http and https are fetched'],
	['file:///etc/passwd', 'only addresses of http and https are fetched'],
	['ftp://files.example.com/a.mp4', 'only addresses of http and https are fetched'],
	['https://user:pw@files.example.com/a.mp4', 'its address holds a user name or a password'],
];

describe.each(hostile)('%s', (url, reason) => {
	test('as the file of a result: refused at once', async () => {
		const { error } = await downloaded(url);
		expect(error?.message).toContain(`The file is not fetched: `);
		expect(error?.message).toContain(reason);
		expect(error?.message).not.toContain('pw@');
		expect(seen).toEqual([]);
		expect(bench.sent().filter(({ path }) => path.startsWith('/v3/videos/'))).toHaveLength(1);
	});

	test('behind a redirect: not followed', async () => {
		location = url;
		const { error } = await downloaded('http://files.example.com/moved');
		expect(error?.message).toContain(reason);
		expect(seen).toEqual(['http://files.example.com/moved']);
	});

	test('as an asset that is uploaded, also behind a redirect', async () => {
		expect((await uploaded(url)).error?.message).toEqual(expect.any(String));
		expect(seen).toEqual([]);
		location = url;
		expect((await uploaded('http://files.example.com/moved')).error?.message).toContain(reason);
		expect(seen).toEqual(['http://files.example.com/moved']);
		expect(bench.sent().filter(({ path }) => path === '/v3/assets')).toEqual([]);
	});
});

test('a public file comes, also behind a redirect', async () => {
	location = '/there.png';
	const { items, error } = await downloaded('http://files.example.com/moved');
	expect(error).toBeUndefined();
	expect(items[0].binary?.data.fileName).toMatch(/\.png$/);
	expect(seen).toEqual(['http://files.example.com/moved', 'http://files.example.com/there.png']);
});

test("where HeyGen's address is in a private network, its files may be too, but nothing of the machine's own host", async () => {
	const { error } = await downloaded('http://169.254.169.254/latest/meta-data', false);
	expect(error?.message).toContain("'169.254.169.254'");
	bench.sim.reset();
	const { error: other } = await downloaded(`${bench.sim.url}/files/none/none`, false);
	expect(other?.message).toContain('could not be downloaded');
});

test('a store for uploads in a private network gets nothing', async () => {
	const zip = Buffer.from('PK\x03\x04\x14\0\0\0\0\0 a packed project', 'latin1');
	const { error } = await bench.run(
		'hyperFrames',
		'create',
		{ projectSource: 'binary', projectBinaryProperty: 'data', requestOptions: { proxy } },
		{
			credentials: outside(),
			items: [{ json: {}, binary: { data: { data: zip, mimeType: 'application/zip' } } }],
		},
	);
	expect(error?.message).toContain("'127.0.0.1' is an address of a private network");
	expect(bench.sim.requests({ method: 'PUT' })).toEqual([]);
});

describe("with 'Allow Files From Private Networks' in the credential", () => {
	const allowed = { allowPrivateNetworks: true };

	test.each(['http://10.0.0.7/a.png', 'http://store.lan/a.png', 'http://localhost/a.png'])(
		'%s: a result comes from there, also behind a redirect, and an asset is made of it',
		async (url) => {
			expect((await downloaded(url)).error?.description).toContain('Allow Files From Private');
			expect(seen).toEqual([]);
			expect((await downloaded(url, true, allowed)).error).toBeUndefined();
			location = url;
			expect(
				(await downloaded('http://files.example.com/moved', true, allowed)).error,
			).toBeUndefined();
			expect(seen.splice(0)).toEqual([url, 'http://files.example.com/moved', url]);
			expect((await uploaded(url)).error?.message).toContain('The file is not fetched');
			expect(seen).toEqual([]);
			await uploaded(url, allowed);
			expect(seen).toEqual([url]);
		},
	);

	test.each([
		'http://169.254.169.254/latest/meta-data',
		'http://2852039166/latest/meta-data',
		'http://[::ffff:169.254.169.254]/latest',
		'http://[64:ff9b::169.254.169.254]/latest',
		'http://[fd00:ec2::254]/latest',
		'http://metadata.google.internal./computeMetadata',
		'http://metadata/computeMetadata',
		'http://instance-data/latest',
		'http://100.100.100.200/latest',
		'http://168.63.129.16/machine',
		'http://192.0.0.192/opc',
	])('%s, where a machine is told its rights: never, redirects included', async (url) => {
		for (const more of [allowed, {}])
			expect((await downloaded(url, true, more)).error?.message).toContain('is not fetched');
		expect((await uploaded(url, allowed)).error?.message).toContain('is not fetched');
		location = url;
		for (const refused of [downloaded, uploaded])
			expect(
				(
					await (refused === downloaded
						? downloaded('http://files.example.com/moved', true, allowed)
						: uploaded('http://files.example.com/moved', allowed))
				).error?.message,
			).toContain("the machine's own host");
		expect(new Set(seen)).toEqual(new Set(['http://files.example.com/moved']));
	});

	test.each([
		'data:image/png;base64,aGVsbG8=',
		'file:///etc/passwd',
		'ftp://10.0.0.7/a.mp4',
		'https://user:pw@10.0.0.7/a.mp4',
	])('%s: refused as ever', async (url) => {
		expect((await downloaded(url, true, allowed)).error?.message).toContain('is not fetched');
		expect(seen).toEqual([]);
	});

	test.each(['yes', 'true', 1])('%j is not the switch', async (value) => {
		const { error } = await downloaded('http://10.0.0.7/a', true, { allowPrivateNetworks: value });
		expect(error?.message).toContain('is an address of a private network');
	});

	test('what HeyGen itself fetches stays public: it does not reach the network of n8n', async () => {
		const { error } = await bench.run(
			'aiClipping',
			'create',
			{ videoSource: 'url', videoUrl: 'http://10.0.0.7/a.mp4', completion: 'immediate' },
			{ credentials: outside(allowed) },
		);
		expect(error?.message).toContain('HeyGen cannot reach the address');
	});
});

describe('a name, by what it leads to', () => {
	const asked: string[] = [];
	const item = (
		ok: boolean | undefined,
		options: IDataObject = {},
		address = 'https://api.x.com',
		values: IDataObject = {},
		ip = '10.0.0.7',
	) =>
		({
			run: { once: new Map([['access', Promise.resolve({ address, values })]]) },
			engine: { options },
			context: {
				helpers: {
					getSecureEgressFilter: (policy: string) => ({
						async validateUrl(url: string) {
							asked.push(`${policy} ${url}`);
							if (ok === undefined) throw new Error('ENOTFOUND');
							return { ok, ...(ok ? {} : { error: { ip } }) };
						},
					}),
				},
			},
		}) as unknown as Item;
	const file = 'https://files.example.com/a';
	beforeEach(() => asked.splice(0));

	test('n8n judges it where it can', async () => {
		await expect(checkFetched(item(false), file)).rejects.toThrow(
			"'files.example.com' leads into a private network",
		);
		expect(asked).toEqual([`enforced ${file}`]);
		await checkFetched(item(true), file);
		// What cannot be looked up here may be known to a proxy.
		await checkFetched(item(undefined), file);
	});

	test('not asked behind a proxy and for HeyGen itself', async () => {
		await checkFetched(item(false, { proxy: { host: 'p', port: 1 } }), file);
		await checkFetched(item(false), 'https://api.x.com/files/a');
		expect(asked).toEqual([]);
	});

	test.each<[string, string, IDataObject]>([
		['HeyGen is in a private network', 'http://10.0.0.1', {}],
		['the credential allows it', 'https://api.x.com', { allowPrivateNetworks: true }],
	])(
		'where %s, it may lead there, but not to where a machine is told its rights',
		async (_, ...at) => {
			await checkFetched(item(false, {}, ...at), file);
			for (const ip of ['169.254.169.254', 'fd00:ec2::254'])
				await expect(checkFetched(item(false, {}, ...at, ip), file)).rejects.toThrow(
					"'files.example.com' leads to the machine's own host",
				);
		},
	);
});
