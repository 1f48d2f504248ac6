// MP3: frames behind an ID3 tag of any size. Their number stands in a Xing, Info or VBRI header, or follows from the bit rate (source: ISO 11172-3; id3.org; LAME's tag).
import { cutOff, type Format, type Media } from './media';
import type { Source } from './source';
import { letters } from './source';

/** Kilobits per second of the layers I, II and III: of MPEG 1, and of 2 and 2.5. */
const bitratesOf1 = [
	[0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
	[0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
	[0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
];
const lower = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const bitratesOf2 = [
	[0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
	lower,
	lower,
];
const rates = [44_100, 48_000, 32_000];
/** MPEG version by its two bits: 2.5, reserved, 2, 1. */
const versions = [2.5, 0, 2, 1];

interface Frame {
	layer: number;
	/** Kilobits per second. */
	bitrate: number;
	/** Samples per second, and in one frame. */
	rate: number;
	samples: number;
	/** Bytes. */
	length: number;
	/** Where a Xing header would begin. */
	info: number;
}

/** A frame header, undefined where these are not the bytes of one. */
function frameOf(bytes: Buffer, at = 0): Frame | undefined {
	if (at < 0 || at + 4 > bytes.length) return undefined;
	const [sync, kind, sound, mode] = [0, 1, 2, 3].map((offset) => bytes.readUInt8(at + offset)) as [
		number,
		number,
		number,
		number,
	];
	if (sync !== 0xff || (kind & 0xe0) !== 0xe0) return undefined;
	const version = versions[(kind >> 3) & 3];
	const layer = 4 - ((kind >> 1) & 3);
	const rateIndex = (sound >> 2) & 3;
	const fullRate = rates[rateIndex];
	const bitrate = (version === 1 ? bitratesOf1 : bitratesOf2)[layer - 1]?.[sound >> 4];
	if (!version || !fullRate || !bitrate) return undefined;
	const rate = fullRate / (version === 1 ? 1 : version === 2 ? 2 : 4);
	const samples = layer === 1 ? 384 : layer === 3 && version !== 1 ? 576 : 1152;
	const padding = (sound >> 1) & 1;
	const length =
		layer === 1
			? (Math.floor((12_000 * bitrate) / rate) + padding) * 4
			: Math.floor(((samples / 8) * 1000 * bitrate) / rate) + padding;
	const mono = mode >> 6 === 3;
	const info = 4 + (version === 1 ? (mono ? 17 : 32) : mono ? 9 : 17);
	return { layer, bitrate, rate, samples, length, info };
}

/** Bytes of an ID3v2 tag with its header, and footer where it has one; 0 where there is none. */
const tagLength = (head: Buffer): number =>
	letters(head, 0, 3) === 'ID3' && head.length >= 10
		? 10 +
			(head.readUInt8(5) & 0x10 ? 10 : 0) +
			((head.readUInt8(6) & 127) << 21) +
			((head.readUInt8(7) & 127) << 14) +
			((head.readUInt8(8) & 127) << 7) +
			(head.readUInt8(9) & 127)
		: 0;

/** How far to look for the first frame behind the tags: some writers leave a gap. */
const searched = 65_536;
const mostTags = 20;

/** Whether a frame is followed by one of its kind, or by the end of the file. */
async function isFollowed(source: Source, at: number, { length, rate, layer }: Frame) {
	if (at + length >= source.size) return true;
	const next = frameOf(await source.read(at + length, 4));
	if (next) return next.rate === rate && next.layer === layer;
	return /^(TAG|APE|LYR|ID3)/.test(letters(await source.read(at + length, 4)));
}

async function firstFrame(source: Source): Promise<{ at: number; frame: Frame } | undefined> {
	let start = 0;
	for (let tags = 0; tags < mostTags; tags++) {
		const length = tagLength(await source.read(start, 10));
		if (!length) break;
		start += length;
	}
	const bytes = await source.read(start, searched);
	for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
		const frame = frameOf(bytes, at);
		if (frame && (await isFollowed(source, start + at, frame))) return { at: start + at, frame };
	}
	return undefined;
}

/** Frames and silent samples as the file's own header tells them. */
function toldBy(bytes: Buffer, { info }: Frame): { frames: number; silent: number } | undefined {
	const mark = letters(bytes, info, info + 4);
	if ((mark === 'Xing' || mark === 'Info') && bytes.length >= info + 12) {
		const flags = bytes.readUInt32BE(info + 4);
		if (!(flags & 1)) return undefined;
		const frames = bytes.readUInt32BE(info + 8);
		// LAME's part follows the fields that the flags announce; delay and padding have 12 bits each.
		const lame =
			info + 8 + 4 + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0) + 21;
		const silent =
			bytes.length >= lame + 3 && /^(LAME|Lav[cf])/.test(letters(bytes, lame - 21, lame - 17))
				? (bytes.readUIntBE(lame, 3) >> 12) + (bytes.readUIntBE(lame, 3) & 0xfff)
				: 0;
		return { frames, silent };
	}
	if (letters(bytes, 36, 40) === 'VBRI' && bytes.length >= 54)
		return { frames: bytes.readUInt32BE(50), silent: 0 };
	return undefined;
}

/** Where the bit rate changes and nothing tells the length, frames are counted in samples from all over the file. */
const [samples, sampleLength] = [8, 65_536];

/** Seconds and bytes of the frames in a row, from the first one that another follows. */
function measure(bytes: Buffer): { seconds: number; length: number } {
	let at = -1;
	do {
		at = bytes.indexOf(0xff, at + 1);
		const length = at < 0 ? 0 : frameOf(bytes, at)?.length;
		if (at < 0 || (length && frameOf(bytes, at + length))) break;
	} while (at >= 0);
	const sum = { seconds: 0, length: 0 };
	for (let frame = frameOf(bytes, at); frame; frame = frameOf(bytes, at)) {
		if (at + frame.length > bytes.length) break;
		sum.seconds += frame.samples / frame.rate;
		sum.length += frame.length;
		at += frame.length;
	}
	return sum;
}

/** Seconds of frames that change their bit rate without telling their number. */
async function secondsBySamples(source: Source, start: number, end: number): Promise<number> {
	const isShort = end - start <= samples * sampleLength;
	const parts = isShort ? 1 : samples;
	const sum = { seconds: 0, length: 0 };
	for (let part = 0; part < parts; part++) {
		const at = Math.floor(start + (part * (end - start)) / parts);
		const found = measure(await source.read(at, isShort ? end - start : sampleLength));
		sum.seconds += found.seconds;
		sum.length += found.length;
	}
	return sum.length ? (sum.seconds * (end - start)) / sum.length : 0;
}

/** Whether the first frames all have the same bit rate. */
async function isConstant(source: Source, at: number, first: Frame): Promise<boolean> {
	let place = at;
	for (let frames = 0; frames < 40; frames++) {
		const frame = frameOf(await source.read(place, 4));
		if (!frame) return true;
		if (frame.bitrate !== first.bitrate) return false;
		place += frame.length;
	}
	return true;
}

export const mp3: Format = {
	fits: (head) => tagLength(head) > 0 || frameOf(head) !== undefined,
	async read(source) {
		const media: Media = {
			format: 'MP3',
			kind: 'audio',
			mimeType: 'audio/mpeg',
			extension: 'mp3',
		};
		const found = await firstFrame(source);
		if (!found) return { ...media, broken: 'it has no sound in it' };
		const { at, frame } = found;
		if (frame.layer !== 3)
			return { ...media, format: `MP${frame.layer}`, extension: `mp${frame.layer}`, kind: 'other' };
		const tail = letters(await source.read(source.size - 128, 3)) === 'TAG' ? 128 : 0;
		const end = source.size - tail;
		const told = toldBy(await source.read(at, 256), frame);
		if (told && told.frames > 0) {
			media.seconds = Math.max(0, told.frames * frame.samples - told.silent) / frame.rate;
			// Not even the smallest frames would fit: most of what the header promises is not there.
			const least = media.seconds * (frame.rate < 32_000 ? 1000 : 4000);
			return end - at < least ? { ...media, broken: cutOff } : media;
		}
		media.seconds = (await isConstant(source, at, frame))
			? ((end - at) * 8) / (frame.bitrate * 1000)
			: await secondsBySamples(source, at, end);
		return media;
	},
};
