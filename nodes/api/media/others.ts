// Formats that HeyGen does not take: they are recognised so that a refusal can name them.
import type { Format, Media, MediaKind } from './media';
import { letters } from './source';

type Size = (head: Buffer) => { width: number; height: number } | undefined;
/** What stands at a place in the file. */
type Mark = [at: number, text: string];

/** A format known by marks at fixed places, or, where it is text, by how its beginning reads. */
const format = (
	name: string,
	kind: MediaKind,
	mimeType: string,
	extension: string,
	begins: Mark[] | RegExp,
	size?: Size,
): Format => ({
	fits: (head) =>
		Array.isArray(begins)
			? begins.every(([at, mark]) => letters(head, at, at + mark.length) === mark)
			: begins.test(letters(head, 0, 512)),
	read: async (_, head): Promise<Media> => ({
		format: name,
		kind,
		mimeType,
		extension,
		...size?.(head),
	}),
});

const gifSize: Size = (head) =>
	head.length < 10 ? undefined : { width: head.readUInt16LE(6), height: head.readUInt16LE(8) };

/** Source: WebP container specification: simple (lossy, lossless) and extended files. */
const webpSize: Size = (head) => {
	if (head.length < 30) return undefined;
	const kind = letters(head, 12, 16);
	if (kind === 'VP8X')
		return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
	if (kind === 'VP8 ')
		return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
	const bits = head.readUInt32LE(21);
	return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
};

const bmpSize: Size = (head) =>
	head.length < 26
		? undefined
		: { width: Math.abs(head.readInt32LE(18)), height: Math.abs(head.readInt32LE(22)) };

/** Formats with several beginnings stand once for each; the more particular ones first. */
export const others: Format[] = [
	format('GIF', 'image', 'image/gif', 'gif', [[0, 'GIF8']], gifSize),
	format(
		'WebP',
		'image',
		'image/webp',
		'webp',
		[
			[0, 'RIFF'],
			[8, 'WEBP'],
		],
		webpSize,
	),
	format(
		'BMP',
		'image',
		'image/bmp',
		'bmp',
		[
			[0, 'BM'],
			[6, '\0\0\0\0'],
		],
		bmpSize,
	),
	format('TIFF', 'image', 'image/tiff', 'tiff', [[0, 'II*\0']]),
	format('TIFF', 'image', 'image/tiff', 'tiff', [[0, 'MM\0*']]),
	format('JPEG XL', 'image', 'image/jxl', 'jxl', [[0, '\xff\x0a']]),
	format('JPEG XL', 'image', 'image/jxl', 'jxl', [[4, 'JXL \r\n']]),
	format('JPEG 2000', 'image', 'image/jp2', 'jp2', [[4, 'jP  \r\n']]),
	format('Photoshop', 'image', 'image/vnd.adobe.photoshop', 'psd', [[0, '8BPS']]),
	format('ICO', 'image', 'image/x-icon', 'ico', [[0, '\0\0\x01\0']]),
	format('AVI', 'video', 'video/x-msvideo', 'avi', [
		[0, 'RIFF'],
		[8, 'AVI '],
	]),
	format('WMV', 'video', 'video/x-ms-wmv', 'wmv', [[0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11']]),
	format('FLV', 'video', 'video/x-flv', 'flv', [[0, 'FLV\x01']]),
	format('MPEG', 'video', 'video/mpeg', 'mpg', [[0, '\0\0\x01\xba']]),
	format('MPEG', 'video', 'video/mpeg', 'mpg', [[0, '\0\0\x01\xb3']]),
	format('MPEG-TS', 'video', 'video/mp2t', 'ts', [
		[0, 'G'],
		[188, 'G'],
		[376, 'G'],
	]),
	format('Ogg video', 'video', 'video/ogg', 'ogv', [
		[0, 'OggS'],
		[28, '\x80theora'],
	]),
	format('OGG', 'audio', 'audio/ogg', 'ogg', [[0, 'OggS']]),
	format('FLAC', 'audio', 'audio/flac', 'flac', [[0, 'fLaC']]),
	format('AIFF', 'audio', 'audio/aiff', 'aiff', [
		[0, 'FORM'],
		[8, 'AIF'],
	]),
	...['\xff\xf0', '\xff\xf1', '\xff\xf8', '\xff\xf9'].map((sync) =>
		format('AAC', 'audio', 'audio/aac', 'aac', [[0, sync]]),
	),
	format('AMR', 'audio', 'audio/amr', 'amr', [[0, '#!AMR']]),
	format('CAF', 'audio', 'audio/x-caf', 'caf', [[0, 'caff\0']]),
	format('MIDI', 'audio', 'audio/midi', 'mid', [[0, 'MThd']]),
	format('ZIP', 'other', 'application/zip', 'zip', [[0, 'PK\x03\x04']]),
	format('ZIP', 'other', 'application/zip', 'zip', [[0, 'PK\x05\x06']]),
	format('RAR', 'other', 'application/vnd.rar', 'rar', [[0, 'Rar!\x1a']]),
	format('7-Zip', 'other', 'application/x-7z-compressed', '7z', [[0, '7z\xbc\xaf\x27\x1c']]),
	format('GZIP', 'other', 'application/gzip', 'gz', [[0, '\x1f\x8b']]),
	format('old Office', 'other', 'application/x-ole-storage', 'doc', [[0, '\xd0\xcf\x11\xe0']]),
	format('RTF', 'other', 'application/rtf', 'rtf', [[0, '{\\rtf']]),
	format('WebVTT', 'other', 'text/vtt', 'vtt', /^(\xef\xbb\xbf)?WEBVTT/),
	format(
		'SVG',
		'image',
		'image/svg+xml',
		'svg',
		/^[^<]{0,3}(<\?xml[^>]*>)?\s*(<!--[^>]*>\s*)?<svg[\s>]/i,
	),
	format('HTML', 'other', 'text/html', 'html', /^[^<]{0,40}<(!doctype html|html|head|body)[\s>]/i),
	format('XML', 'other', 'application/xml', 'xml', /^(\xef\xbb\xbf)?\s*<\?xml/),
	format('JSON', 'other', 'application/json', 'json', /^(\xef\xbb\xbf)?\s*(\{\s*["}]|\[)/),
];

/** What is left: text, which has no bytes below the blank but line ends and tabs. */
export const plainText: Format = {
	fits: (head) =>
		head.subarray(0, 512).every((byte) => byte >= 32 || [9, 10, 12, 13, 27].includes(byte)),
	read: async () => ({ format: 'text', kind: 'other', mimeType: 'text/plain', extension: 'txt' }),
};
