// What the readers find in real files, made by ffmpeg and sharp.
import { readMedia, sourceOf, type Media } from '../../../nodes/api/media';
import { picture, sound, video } from '../../../tools/media';

// Making the files takes longer than reading them.
jest.setTimeout(120_000);

const read = async (bytes: Buffer) => await readMedia(sourceOf(bytes));
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

/** An ID3v2 tag of that many bytes, as a cover picture makes it. */
function tagged(bytes: Buffer, size: number): Buffer {
	const header = Buffer.from('ID3\x03\0\0\0\0\0\0', 'latin1');
	for (let index = 0; index < 4; index++) header[6 + index] = (size >> (7 * (3 - index))) & 127;
	return Buffer.concat([header, Buffer.alloc(size, 0xff), bytes]);
}

describe('pictures', () => {
	test.each<[string, number, number, Parameters<typeof picture>[3], Partial<Media>]>([
		['png', 2047, 30, (one) => one.png(), { format: 'PNG', width: 2047, height: 30 }],
		['jpg', 640, 480, (one) => one.jpeg(), { format: 'JPEG', width: 640, height: 480 }],
		[
			'jpg',
			640,
			480,
			(one) => one.jpeg({ progressive: true }),
			{ format: 'JPEG', width: 640, height: 480 },
		],
		['webp', 403, 302, (one) => one.webp(), { format: 'WebP', width: 403, height: 302 }],
		[
			'webp',
			403,
			302,
			(one) => one.webp({ lossless: true }),
			{ format: 'WebP', width: 403, height: 302 },
		],
		['avif', 403, 302, (one) => one.avif(), { format: 'AVIF', width: 403, height: 302 }],
		['gif', 40, 30, (one) => one.gif(), { format: 'GIF', width: 40, height: 30 }],
		['tiff', 40, 30, (one) => one.tiff(), { format: 'TIFF' }],
	])('%s of %i × %i', async (ending, width, height, finish, expected) => {
		const media = await read(await picture(ending, width, height, finish));
		expect(media).toMatchObject({ kind: 'image', ...expected });
		expect(media?.broken).toBeUndefined();
	});

	test.each([1, 2, 3, 4, 5, 6, 7, 8])('EXIF orientation %i', async (orientation) => {
		const plain = await picture('jpg', 64, 48, (one) => one.jpeg());
		for (const little of [true, false]) {
			const tiff = Buffer.alloc(26);
			tiff.write(little ? 'II*\0' : 'MM\0*', 'latin1');
			const short = (value: number, at: number) =>
				little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
			const long = (value: number, at: number) =>
				little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
			long(8, 4);
			short(1, 8);
			short(0x0112, 10);
			short(3, 12);
			long(1, 14);
			short(orientation, 18);
			const segment = Buffer.concat([Buffer.from('\xff\xe1\0\0Exif\0\0', 'latin1'), tiff]);
			segment.writeUInt16BE(segment.length - 2, 2);
			const photo = Buffer.concat([plain.subarray(0, 2), segment, plain.subarray(2)]);
			const [width, height] = orientation >= 5 ? [48, 64] : [64, 48];
			expect(await read(photo)).toMatchObject({ width, height });
		}
	});

	test('a phone’s picture with a film behind it is whole', async () => {
		const photo = await picture('jpg', 64, 48, (one) => one.jpeg());
		const film = await video('mp4', 1, '64x64', x264);
		expect((await read(Buffer.concat([photo, film, film, film])))?.broken).toBeUndefined();
	});
});

describe('films', () => {
	test.each<[string, number, string, string[], Partial<Media>]>([
		['mp4', 2, '320x180', x264, { format: 'MP4', width: 320, height: 180, seconds: 2 }],
		[
			'mp4',
			2,
			'320x180',
			[...x264, '-movflags', '+faststart'],
			{ format: 'MP4', width: 320, height: 180, seconds: 2 },
		],
		[
			'mp4',
			2,
			'320x180',
			[...x264, '-movflags', 'frag_keyframe+empty_moov'],
			{ format: 'MP4', width: 320, height: 180 },
		],
		['mov', 2, '320x180', x264, { format: 'MOV', width: 320, height: 180, seconds: 2 }],
		[
			'3gp',
			1,
			'176x144',
			[...x264, '-ac', '1', '-ar', '8000', '-c:a', 'libopencore_amrnb', '-b:a', '12.2k'],
			{ format: '3GP', width: 176, height: 144 },
		],
		[
			'webm',
			2,
			'320x180',
			['-c:v', 'libvpx', '-c:a', 'libvorbis'],
			{ format: 'WebM', mimeType: 'video/webm', width: 320, height: 180, seconds: 2 },
		],
		[
			'webm',
			2,
			'322x182',
			['-c:v', 'libvpx-vp9', '-c:a', 'libopus', '-deadline', 'realtime'],
			{ format: 'WebM', width: 322, height: 182, seconds: 2 },
		],
		['mkv', 2, '320x180', x264, { format: 'MKV', width: 320, height: 180, seconds: 2 }],
		['avi', 1, '320x180', ['-c:v', 'mpeg4'], { format: 'AVI' }],
		['wmv', 1, '320x180', [], { format: 'WMV' }],
		['flv', 1, '320x180', ['-c:v', 'flv'], { format: 'FLV' }],
		['ts', 1, '320x180', x264, { format: 'MPEG-TS' }],
		['mpg', 1, '320x180', ['-r', '25', '-c:v', 'mpeg2video'], { format: 'MPEG' }],
		['ogv', 1, '320x180', ['-c:v', 'libtheora', '-c:a', 'libvorbis'], { format: 'Ogg video' }],
	])('%s of %i seconds and %s %j', async (ending, seconds, size, args, expected) => {
		const media = await read(await video(ending, seconds, size, args));
		expect(media).toMatchObject({
			kind: 'video',
			...expected,
			...(expected.seconds ? { seconds: expect.closeTo(expected.seconds, 0) } : {}),
		});
		expect(media?.broken).toBeUndefined();
	});

	test.each([
		['upright', [1, 0, 0, 1], 320, 180],
		['a quarter turned', [0, 1, -1, 0], 180, 320],
		['upside down', [-1, 0, 0, -1], 320, 180],
		['three quarters turned', [0, -1, 1, 0], 180, 320],
	])('a film that is %s', async (_, [a, b, c, d], width, height) => {
		const bytes = Buffer.from(await video('mp4', 1, '320x180', x264));
		const matrix = bytes.indexOf('tkhd') + 4 + 40;
		for (const [index, value] of [a, b, 0, c, d].entries())
			bytes.writeInt32BE(value * 65_536, matrix + index * 4);
		expect(await read(bytes)).toMatchObject({ width, height });
	});

	test('a recording in WebM, one in MP4', async () => {
		expect(await read(await sound('webm', 2, ['-c:a', 'libopus']))).toMatchObject({
			format: 'WebM',
			kind: 'audio',
		});
		expect(await read(await sound('mp4', 2, ['-c:a', 'aac']))).toMatchObject({
			format: 'M4A',
			kind: 'audio',
			seconds: expect.closeTo(2, 1),
		});
	});
});

describe('recordings', () => {
	test.each<[string, string, number, string[], number]>([
		['CBR', 'mp3', 7, ['-b:a', '128k', '-write_xing', '0'], 44100],
		['CBR with LAME’s header', 'mp3', 7, ['-b:a', '64k'], 44100],
		['VBR with a Xing header', 'mp3', 7, ['-q:a', '4'], 44100],
		['VBR without a header', 'mp3', 7, ['-q:a', '4', '-write_xing', '0'], 48000],
		['MPEG 2', 'mp3', 7, ['-b:a', '32k'], 22050],
		['MPEG 2 without a header', 'mp3', 7, ['-b:a', '32k', '-write_xing', '0'], 22050],
		['MPEG 2.5', 'mp3', 7, ['-b:a', '16k'], 8000],
		['stereo', 'mp3', 7, ['-ac', '2', '-b:a', '320k'], 48000],
		['with an ID3v1 tag', 'mp3', 7, ['-write_id3v1', '1', '-metadata', 'title=Hello'], 44100],
		['PCM', 'wav', 7, [], 44100],
		['24 bits', 'wav', 7, ['-c:a', 'pcm_s24le', '-ac', '2'], 48000],
		['floats', 'wav', 7, ['-c:a', 'pcm_f32le'], 48000],
		['A-law', 'wav', 7, ['-c:a', 'pcm_alaw'], 8000],
		['RF64', 'wav', 7, ['-rf64', 'always'], 44100],
	])('%s: %s of %i seconds', async (_, ending, seconds, args, rate) => {
		const media = await read(await sound(ending, seconds, args, rate));
		expect(media).toMatchObject({
			format: ending.toUpperCase(),
			kind: 'audio',
			seconds: expect.closeTo(seconds, 0),
		});
		expect(Math.abs((media?.seconds ?? 0) - seconds)).toBeLessThan(0.15);
		expect(media?.broken).toBeUndefined();
	});

	test.each([0, 100, 5_000, 3_000_000])('an ID3v2 tag of %i bytes', async (size) => {
		const plain = await sound('mp3', 7, ['-b:a', '128k', '-write_xing', '0']);
		const media = await read(tagged(plain, size));
		expect(media).toMatchObject({ format: 'MP3', seconds: expect.closeTo(7, 0) });
	});

	test('an hour whose bit rate changes and whose length nothing tells', async () => {
		const bytes = await sound('mp3', 900, ['-q:a', '9', '-write_xing', '0']);
		const media = await read(Buffer.concat([bytes, bytes, bytes, bytes]));
		expect(Math.abs((media?.seconds ?? 0) - 3600)).toBeLessThan(36);
	});

	test('a VBRI header', async () => {
		const bytes = Buffer.from(await sound('mp3', 7, ['-b:a', '128k', '-ac', '2']));
		const at = bytes.indexOf('Info') >= 0 ? bytes.indexOf('Info') : bytes.indexOf('Xing');
		const frames = bytes.readUInt32BE(at + 8);
		bytes.fill(0, at, at + 140);
		bytes.write('VBRI', at, 'latin1');
		bytes.writeUInt32BE(frames, at + 14);
		expect((await read(bytes))?.seconds).toBeCloseTo((frames * 1152) / 44100, 5);
	});

	test.each<[string, string, string[], Partial<Media>]>([
		['OGG', 'ogg', ['-c:a', 'libvorbis'], {}],
		['OGG', 'opus', ['-c:a', 'libopus'], {}],
		['FLAC', 'flac', [], {}],
		['M4A', 'm4a', ['-c:a', 'aac'], { seconds: expect.closeTo(2, 0) }],
		['AAC', 'aac', ['-c:a', 'aac'], {}],
		['AIFF', 'aiff', [], {}],
		['CAF', 'caf', [], {}],
		['WMV', 'wma', [], { kind: 'video' }],
		['MP2', 'mp2', ['-c:a', 'mp2'], { kind: 'other' }],
	])('%s by .%s is named', async (format, ending, args, more) => {
		const media = await read(await sound(ending, 2, args));
		expect(media).toMatchObject({ format, kind: 'audio', ...more });
	});
});

describe('documents and texts', () => {
	test.each<[string, string | Buffer, Partial<Media> | undefined]>([
		['PDF', '%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n', { kind: 'pdf' }],
		['PDF', 'junk before\n%PDF-1.4\n…\n%%EOF', { kind: 'pdf' }],
		['SRT', '1\n00:00:00,000 --> 00:00:02,000\nHello\n', { kind: 'subtitles' }],
		['SRT', '\ufeff1\r\n00:00:00.000 --> 00:00:02.000\r\nHello\r\n', { kind: 'subtitles' }],
		['WebVTT', 'WEBVTT\n\n00:00.000 --> 00:02.000\nHello\n', { kind: 'other' }],
		['HTML', '<!DOCTYPE html><html><body>Sign in</body></html>', { kind: 'other' }],
		['HTML', '\n\n<html lang="en"><head></head></html>', { kind: 'other' }],
		['JSON', '{"error": "not found"}', { kind: 'other' }],
		['XML', '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', { kind: 'other' }],
		['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>', { kind: 'image' }],
		['ZIP', Buffer.from('PK\x03\x04\x14\0', 'latin1'), { kind: 'other' }],
		['text', 'Hello', { kind: 'other' }],
		['text', 'Müller sagt: 1. ja', { kind: 'other' }],
	])('%s', async (format, bytes, expected) => {
		const media = await read(Buffer.from(bytes as string));
		expect(media).toMatchObject({ format, ...expected });
		expect(media?.broken).toBeUndefined();
	});

	test('nothing, and what nobody knows', async () => {
		expect(await read(Buffer.alloc(0))).toBeUndefined();
		expect(await read(Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]))).toBeUndefined();
	});
});

describe('cut off in the middle', () => {
	const half = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2));
	test.each<[string, () => Promise<Buffer>]>([
		['PNG', async () => await picture('png', 300, 300, (one) => one.png(), true)],
		['JPEG', async () => await picture('jpg', 300, 300, (one) => one.jpeg(), true)],
		['MP4', async () => await video('mp4', 2, '320x180', x264)],
		['MP4', async () => await video('mp4', 2, '320x180', [...x264, '-movflags', '+faststart'])],
		[
			'WebM',
			async () => await video('webm', 2, '320x180', ['-c:v', 'libvpx', '-c:a', 'libvorbis']),
		],
		['WAV', async () => await sound('wav', 2)],
		['PDF', async () => Buffer.from(`%PDF-1.7\n${'1 0 obj\n'.repeat(2000)}%%EOF`)],
	])('%s', async (format, make) => {
		const media = await read(half(await make()));
		expect(media?.format).toBe(format);
		expect(media?.broken).toBeTruthy();
	});
});
