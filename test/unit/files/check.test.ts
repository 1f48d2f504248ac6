// What is refused before it costs anything: every format, both sides of each limit, damaged and empty files, each with a way out.
import { checkFile, describe as inWords } from '../../../nodes/HeyGen/hooks/files/check';
import { limits } from '../../../nodes/api/limits';
import type { FileLimit } from '../../../nodes/api/limits/limit';
import { readMedia, type Media } from '../../../nodes/api/media';
import { picture, sound, video } from '../../../tools/media';

jest.setTimeout(300_000);

const MB = 1024 * 1024;
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const vp8 = ['-c:v', 'libvpx', '-c:a', 'libvorbis', '-deadline', 'realtime'];
const silent = { silent: true, fps: 1 };
const half = async (bytes: Promise<Buffer>) =>
	(await bytes).subarray(0, Math.floor((await bytes).length / 2));
const text = async (words: string) => Buffer.from(words, 'latin1');
const subtitles = '1\n00:00:00,000 --> 00:00:02,000\nHello\n';
const pdf = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n';

/** A file that is followed by nothing worth reading, up to a size. */
const padded = (bytes: Buffer, size = bytes.length) => ({
	size,
	read: async (offset: number, length: number) =>
		Buffer.concat([
			bytes.subarray(offset, offset + length),
			Buffer.alloc(
				Math.max(0, Math.min(length, size - offset) - Math.max(0, bytes.length - offset)),
			),
		]),
});

async function judge(bytes: Buffer, takes: FileLimit, size?: number) {
	const source = padded(bytes, size);
	const media = await readMedia(source);
	try {
		checkFile({ place: "'File'", size: source.size, media, takes });
		return { message: 'passes', description: '' };
	} catch (refusal) {
		return refusal as Error & { description: string };
	}
}

const png = (width: number, height = 16) => picture('png', width, height, (one) => one.png());
const jpg = (width: number, height = 16) => picture('jpg', width, height, (one) => one.jpeg());
const mp4 = (size: string, seconds = 1) => video('mp4', seconds, size, x264, silent);
const mp3 = (seconds: number) => sound('mp3', seconds, ['-b:a', '16k'], 16000);
const wav = (seconds: number) => sound('wav', seconds, [], 8000);
const image = "'File' takes JPG or PNG files, but this one is";
const film = "'File' takes MP4 or WebM files, but this one is";
const voice = "'File' takes WAV or MP3 files, but this one is";
const agent = "'File' takes PNG, JPEG, MP4, WebM, MP3, WAV, or PDF files, but this one is";

type Row = [
	what: string,
	make: () => Promise<Buffer>,
	takes: FileLimit,
	says: string,
	way: RegExp,
	size?: number,
];
const none = /^$/;

const passing: Row[] = [
	['PNG', () => png(640), limits.image, 'passes', none],
	['JPEG', () => jpg(640), limits.image, 'passes', none],
	['PNG of 2,047 pixels', () => png(2047), limits.image, 'passes', none],
	['PNG of 2,047 pixels upright', () => png(16, 2047), limits.image, 'passes', none],
	['JPEG of 2,047 pixels', () => jpg(2047), limits.image, 'passes', none],
	['PNG of 50 MB', () => png(640), limits.image, 'passes', none, 50 * MB],
	['JPEG of 50 MB', () => jpg(640), limits.image, 'passes', none, 50 * MB],
	['MP4', () => mp4('320x180'), limits.video, 'passes', none],
	['MP4 of 2,046 pixels', () => mp4('2046x64'), limits.video, 'passes', none],
	[
		'MP4 of 100 MB',
		() => video('mp4', 1, '320x180', [...x264, '-movflags', '+faststart'], silent),
		limits.video,
		'passes',
		none,
		100 * MB,
	],
	['WebM', () => video('webm', 1, '320x180', vp8), limits.video, 'passes', none],
	['MP3', () => mp3(7), limits.audio, 'passes', none],
	['MP3 of 599 seconds', () => mp3(599), limits.audio, 'passes', none],
	['MP3 of 50 MB', () => sound('mp3', 7, ['-q:a', '4']), limits.audio, 'passes', none, 50 * MB],
	['WAV', () => wav(7), limits.audio, 'passes', none],
	['WAV of 600 seconds', () => wav(600), limits.audio, 'passes', none],
	['SRT', () => text(subtitles), limits.subtitles, 'passes', none],
	['PDF for an agent', () => text(pdf), limits.agentFile, 'passes', none],
	['PNG of 4,032 pixels as an asset', () => png(4032), limits.asset, 'passes', none],
	['JPEG of 3,000 pixels for a photo avatar', () => jpg(3000), limits.imageAsset, 'passes', none],
	[
		'MP4 of 300 MB for a translation',
		() => video('mp4', 1, '320x180', [...x264, '-movflags', '+faststart'], silent),
		limits.videoAsset,
		'passes',
		none,
		300 * MB,
	],
	['project', () => text('PK\x03\x04\x14\0'), limits.project, 'passes', none],
];

const refused: Row[] = [
	[
		'WebP',
		() => picture('webp', 4032, 3024, (one) => one.webp()),
		limits.image,
		`${image} a WebP picture of 4,032 × 3,024 pixels`,
		/Edit Image.*'Format'/,
	],
	[
		'WebP without loss',
		() => picture('webp', 403, 302, (one) => one.webp({ lossless: true })),
		limits.image,
		`${image} a WebP picture of 403 × 302 pixels`,
		/Edit Image/,
	],
	[
		'AVIF',
		() => picture('avif', 403, 302, (one) => one.avif()),
		limits.image,
		`${image} an AVIF picture of 403 × 302 pixels`,
		/Edit Image/,
	],
	[
		'GIF',
		() => picture('gif', 40, 30, (one) => one.gif()),
		limits.image,
		`${image} a GIF picture of 40 × 30 pixels`,
		/Edit Image/,
	],
	[
		'TIFF',
		() => picture('tiff', 40, 30, (one) => one.tiff()),
		limits.image,
		`${image} a TIFF picture`,
		/Edit Image/,
	],
	[
		'BMP',
		async () =>
			Buffer.concat([
				await text('BM'),
				Buffer.from('36000000000000003600000028000000280000001e000000', 'hex'),
			]),
		limits.image,
		`${image} a BMP picture of 40 × 30 pixels`,
		/Edit Image/,
	],
	[
		'HEIC',
		() => text('\0\0\0\x18ftypheic\0\0\0\0mif1heic'),
		limits.image,
		`${image} a HEIC picture`,
		/Most Compatible/,
	],
	[
		'HEIC that calls itself HEIF',
		() => text('\0\0\0\x18ftypmif1\0\0\0\0mif1heic'),
		limits.image,
		`${image} a HEIC picture`,
		/ImageMagick/,
	],
	[
		'SVG',
		() => text('<svg xmlns="http://www.w3.org/2000/svg"></svg>'),
		limits.image,
		`${image} an SVG picture`,
		/magick picture\.svg/,
	],
	[
		'Photoshop',
		() => text('8BPS\0\x01'),
		limits.image,
		`${image} a Photoshop picture`,
		/magick picture\.psd/,
	],
	['PDF as an image', () => text(pdf), limits.image, `${image} a PDF document`, /JPG or PNG/],
	[
		'MP4 as an image',
		() => mp4('320x180'),
		limits.image,
		`${image} an MP4 video of 320 × 180 pixels and 1 second`,
		/JPG or PNG/,
	],
	[
		'MP3 as an image',
		() => mp3(7),
		limits.image,
		`${image} an MP3 recording of 7 seconds`,
		/JPG or PNG/,
	],
	[
		'web page as an image',
		() => text('<!DOCTYPE html><html>Sign in</html>'),
		limits.image,
		`${image} a web page`,
		/login/,
	],
	[
		'answer as an image',
		() => text('{"error": "gone"}'),
		limits.image,
		`${image} a JSON file`,
		/'Response Format'/,
	],
	[
		'XML as an image',
		() => text('<?xml version="1.0"?><Error/>'),
		limits.image,
		`${image} an XML file`,
		/'Response Format'/,
	],
	[
		'ZIP as an image',
		() => text('PK\x03\x04\x14\0'),
		limits.image,
		`${image} a ZIP file`,
		/Compression/,
	],
	[
		'unknown bytes',
		() => text('\0\x01\x02\x03\x04\x05\x06\x07'),
		limits.image,
		`${image} of a kind that nobody knows`,
		/JPG or PNG/,
	],
	[
		'plain text as an image',
		() => text('Hello'),
		limits.image,
		`${image} a plain text`,
		/JPG or PNG/,
	],
	[
		'PNG of 2,048 pixels',
		() => png(2048),
		limits.image,
		"'File' takes pictures below 2K (less than 2,048 pixels on the longer edge), but this one is a PNG picture of 2,048 × 16 pixels",
		/'Resize'/,
	],
	[
		'PNG of 2,048 pixels upright',
		() => png(16, 2048),
		limits.image,
		"'File' takes pictures below 2K (less than 2,048 pixels on the longer edge), but this one is a PNG picture of 16 × 2,048 pixels",
		/'Resize'/,
	],
	[
		'JPEG of 4,032 pixels',
		() => jpg(4032),
		limits.image,
		"'File' takes pictures below 2K (less than 2,048 pixels on the longer edge), but this one is a JPEG picture of 4,032 × 16 pixels",
		/'Resize'/,
	],
	[
		'PNG above 50 MB',
		() => png(640),
		limits.image,
		"'File' takes pictures of up to 50 MB, but this one has 50.1 MB",
		/Quality/,
		50 * MB + 1,
	],
	[
		'JPEG above 50 MB',
		() => jpg(640),
		limits.image,
		"'File' takes pictures of up to 50 MB, but this one has 50.1 MB",
		/Quality/,
		50 * MB + 1,
	],
	[
		'empty image',
		async () => Buffer.alloc(0),
		limits.image,
		"The file in 'File' is empty",
		/node before/,
	],
	[
		'PNG that breaks off',
		() => half(picture('png', 300, 300, (one) => one.png(), true)),
		limits.image,
		"The file in 'File' is damaged: it is a PNG picture of 300 × 300 pixels, but it ends before its content does",
		/again/,
	],
	[
		'JPEG that breaks off',
		() => half(picture('jpg', 300, 300, (one) => one.jpeg(), true)),
		limits.image,
		"The file in 'File' is damaged: it is a JPEG picture of 300 × 300 pixels, but it ends before its content does",
		/again/,
	],

	[
		'MOV',
		() => video('mov', 1, '320x180', x264, silent),
		limits.video,
		`${film} a MOV video of 320 × 180 pixels and 1 second`,
		/ffmpeg -i video\.mov/,
	],
	[
		'MKV',
		() => video('mkv', 1, '320x180', x264, silent),
		limits.video,
		`${film} an MKV video of 320 × 180 pixels and 1 second`,
		/ffmpeg -i video\.mkv/,
	],
	[
		'AVI',
		() => video('avi', 1, '320x180', ['-c:v', 'mpeg4'], silent),
		limits.video,
		`${film} an AVI video`,
		/ffmpeg -i video\.avi/,
	],
	[
		'WMV',
		() => video('wmv', 1, '320x180', [], { silent: true, fps: 10 }),
		limits.video,
		`${film} a WMV video`,
		/ffmpeg -i video\.wmv/,
	],
	[
		'FLV',
		() => video('flv', 1, '320x180', ['-c:v', 'flv'], { silent: true, fps: 10 }),
		limits.video,
		`${film} an FLV video`,
		/ffmpeg -i video\.flv/,
	],
	[
		'3GP',
		() => video('3gp', 1, '176x144', x264, silent),
		limits.video,
		`${film} a 3GP video of 176 × 144 pixels and 1 second`,
		/ffmpeg -i video\.3gp/,
	],
	[
		'MPEG',
		() => video('mpg', 1, '320x180', ['-r', '25', '-c:v', 'mpeg2video'], { silent: true }),
		limits.video,
		`${film} an MPEG video`,
		/ffmpeg -i video\.mpg/,
	],
	[
		'MPEG-TS',
		() => video('ts', 1, '320x180', x264, silent),
		limits.video,
		`${film} an MPEG-TS video`,
		/ffmpeg -i video\.ts/,
	],
	[
		'Ogg video',
		() => video('ogv', 1, '320x180', ['-c:v', 'libtheora'], { silent: true, fps: 10 }),
		limits.video,
		`${film} an Ogg video video`,
		/ffmpeg -i video\.ogv/,
	],
	[
		'GIF as a video',
		() => picture('gif', 40, 30, (one) => one.gif()),
		limits.video,
		`${film} a GIF picture of 40 × 30 pixels`,
		/MP4 or WebM/,
	],
	[
		'PNG as a video',
		() => png(640),
		limits.video,
		`${film} a PNG picture of 640 × 16 pixels`,
		/MP4 or WebM/,
	],
	[
		'MP4 without a picture',
		() => sound('mp4', 2, ['-c:a', 'aac']),
		limits.video,
		`${film} an M4A recording of 2 seconds`,
		/MP4 or WebM/,
	],
	[
		'WebM without a picture',
		() => sound('webm', 2, ['-c:a', 'libopus']),
		limits.video,
		`${film} a WebM recording of 2 seconds`,
		/MP4 or WebM/,
	],
	[
		'MP4 of 2,048 pixels',
		() => mp4('2048x64'),
		limits.video,
		"'File' takes videos below 2K (less than 2,048 pixels on the longer edge), but this one is an MP4 video of 2,048 × 64 pixels and 1 second",
		/scale=1920:-2/,
	],
	[
		'MP4 of 2,048 pixels upright',
		() => mp4('64x2048'),
		limits.video,
		"'File' takes videos below 2K (less than 2,048 pixels on the longer edge), but this one is an MP4 video of 64 × 2,048 pixels and 1 second",
		/scale=-2:1920/,
	],
	[
		'WebM of 2,560 pixels',
		() => video('webm', 1, '2560x64', vp8),
		limits.video,
		"'File' takes videos below 2K (less than 2,048 pixels on the longer edge), but this one is a WebM video of 2,560 × 64 pixels and 1 second",
		/scale=1920/,
	],
	[
		'MP4 above 100 MB',
		() => video('mp4', 1, '320x180', [...x264, '-movflags', '+faststart'], silent),
		limits.video,
		"'File' takes videos of up to 100 MB, but this one has 100.1 MB",
		/crf/,
		100 * MB + 1,
	],
	[
		'empty video',
		async () => Buffer.alloc(0),
		limits.video,
		"The file in 'File' is empty",
		/node before/,
	],
	[
		'MP4 that breaks off',
		() => half(mp4('320x180', 5)),
		limits.video,
		"The file in 'File' is damaged: it is an MP4 video, but it ends before its content does",
		/again/,
	],
	[
		'WebM that breaks off',
		() => half(video('webm', 5, '320x180', vp8)),
		limits.video,
		"The file in 'File' is damaged: it is a WebM video of 320 × 180 pixels and 5 seconds, but it ends before its content does",
		/again/,
	],
	[
		'web page as a video',
		() => text('<html><head></head></html>'),
		limits.video,
		`${film} a web page`,
		/login/,
	],

	[
		'M4A',
		() => sound('m4a', 2, ['-c:a', 'aac']),
		limits.audio,
		`${voice} an M4A recording of 2 seconds`,
		/ffmpeg -i sound\.m4a sound\.mp3/,
	],
	[
		'OGG',
		() => sound('ogg', 2, ['-c:a', 'libvorbis']),
		limits.audio,
		`${voice} an OGG recording`,
		/ffmpeg -i sound\.ogg/,
	],
	[
		'Opus',
		() => sound('opus', 2, ['-c:a', 'libopus']),
		limits.audio,
		`${voice} an OGG recording`,
		/ffmpeg/,
	],
	[
		'FLAC',
		() => sound('flac', 2),
		limits.audio,
		`${voice} a FLAC recording`,
		/ffmpeg -i sound\.flac/,
	],
	[
		'AAC',
		() => sound('aac', 2, ['-c:a', 'aac']),
		limits.audio,
		`${voice} an AAC recording`,
		/ffmpeg -i sound\.aac/,
	],
	[
		'AIFF',
		() => sound('aiff', 2),
		limits.audio,
		`${voice} an AIFF recording`,
		/ffmpeg -i sound\.aiff/,
	],
	['CAF', () => sound('caf', 2), limits.audio, `${voice} a CAF recording`, /ffmpeg/],
	[
		'AMR',
		() => text('#!AMR\n\x04'),
		limits.audio,
		`${voice} an AMR recording`,
		/ffmpeg -i sound\.amr/,
	],
	[
		'MP4 as a recording',
		() => mp4('320x180'),
		limits.audio,
		`${voice} an MP4 video of 320 × 180 pixels and 1 second`,
		/-vn sound\.mp3/,
	],
	['MIDI', () => text('MThd\0\0\0\x06'), limits.audio, `${voice} a MIDI recording`, /ffmpeg/],
	[
		'MP2',
		() => sound('mp2', 2, ['-c:a', 'mp2']),
		limits.audio,
		`${voice} an MP2 file`,
		/WAV or MP3/,
	],
	[
		'MP3 of 601 seconds',
		() => mp3(601),
		limits.audio,
		"'File' takes recordings of up to 600 seconds (10 minutes), but this one is an MP3 recording of 10 minutes",
		/-t 600/,
	],
	[
		'WAV of 601 seconds',
		() => wav(601),
		limits.audio,
		"'File' takes recordings of up to 600 seconds (10 minutes), but this one is a WAV recording of 10 minutes",
		/-t 600/,
	],
	[
		'WAV above 50 MB',
		() => sound('wav', 7, [], 48000),
		limits.audio,
		"'File' takes recordings of up to 50 MB, but this one has 50.1 MB",
		/lower bit rate/,
		50 * MB + 1,
	],
	[
		'empty recording',
		async () => Buffer.alloc(0),
		limits.audio,
		"The file in 'File' is empty",
		/node before/,
	],
	[
		'WAV that breaks off',
		() => half(wav(7)),
		limits.audio,
		"The file in 'File' is damaged: it is a WAV recording of 3.5 seconds, but it ends before its content does",
		/again/,
	],
	[
		'MP3 of a tag alone',
		async () => Buffer.concat([await text('ID3\x03\0\0\0\0\x02\0'), Buffer.alloc(300)]),
		limits.audio,
		"The file in 'File' is damaged: it is an MP3 recording, but it has no sound in it",
		/again/,
	],

	[
		'WebVTT as subtitles',
		() => text('WEBVTT\n\n00:00.000 --> 00:02.000\nHello\n'),
		limits.subtitles,
		"'File' takes SRT files, but this one is a WebVTT file",
		/subtitles\.vtt/,
	],
	[
		'text as subtitles',
		() => text('Hello'),
		limits.subtitles,
		"'File' takes SRT files, but this one is a plain text",
		/SRT/,
	],
	[
		'PDF that breaks off',
		() => text(`%PDF-1.7\n${'1 0 obj\n'.repeat(2000)}`),
		limits.agentFile,
		"The file in 'File' is damaged: it is a PDF document, but it ends before its content does",
		/again/,
	],
	[
		'ZIP for an agent',
		() => text('PK\x03\x04\x14\0'),
		limits.agentFile,
		`${agent} a ZIP file`,
		/Compression/,
	],
	[
		'image above 50 MB for an agent',
		() => png(640),
		limits.agentFile,
		"'File' takes pictures of up to 50 MB, but this one has 50.1 MB",
		/Quality/,
		50 * MB + 1,
	],
	[
		'video above 100 MB for an agent',
		() => video('mp4', 1, '320x180', [...x264, '-movflags', '+faststart'], silent),
		limits.agentFile,
		"'File' takes videos of up to 100 MB, but this one has 100.1 MB",
		/crf/,
		100 * MB + 1,
	],
	[
		'picture as a project',
		() => png(640),
		limits.project,
		"'File' takes ZIP files, but this one is a PNG picture of 640 × 16 pixels",
		/ZIP/,
	],
];

test.each([...passing, ...refused])('%s', async (...[, make, takes, says, way, size]: Row) => {
	const { message, description } = await judge(await make(), takes, size);
	expect(message).toBe(says);
	expect(description).toMatch(way);
});

test('there are at least sixty refused files', () =>
	expect(refused.length).toBeGreaterThanOrEqual(60));

test('words that n8n keeps for itself are in none of the sentences', () => {
	for (const [, , , says] of refused)
		expect(says).not.toMatch(/\b(error|problem|failure|mistake)\b/i);
});

test.each<[Partial<Media> | undefined, string]>([
	[undefined, 'of a kind that nobody knows'],
	[{ format: 'MP3', kind: 'audio', seconds: 119.96 }, 'an MP3 recording of 120 seconds'],
	[{ format: 'MP3', kind: 'audio', seconds: 754 }, 'an MP3 recording of 12.6 minutes'],
])('%j in words', (media, words) => expect(inWords(media as Media | undefined)).toBe(words));
