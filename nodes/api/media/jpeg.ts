// JPEG: the size stands in the frame header, the way it is turned in its EXIF part (source: ITU T.81 annex B, EXIF 2.3 part 4.6).
import { cutOff, type Format, type Media } from './media';
import type { Source } from './source';
import { letters } from './source';

/** Start-of-frame markers: C0 to CF without the tables for Huffman (C4), extensions (C8) and arithmetic coding (CC). */
const isFrame = (marker: number) =>
	marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const hasNoLength = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
const mostSegments = 500;
/** Parameters of the tag with the picture's orientation; from 5 on width and height change places. */
const [orientationTag, firstTurned, lastTurned] = [0x0112, 5, 8];

/** Whether the EXIF part of an APP1 segment says that the picture stands on its side. */
function isTurned(exif: Buffer): boolean {
	if (letters(exif, 0, 6) !== 'Exif\0\0' || exif.length < 14) return false;
	const tiff = exif.subarray(6);
	const little = letters(tiff, 0, 2) === 'II';
	const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
	const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
	if (first + 2 > tiff.length) return false;
	const entries = short(first);
	for (let index = 0; index < entries; index++) {
		const at = first + 2 + index * 12;
		if (at + 12 > tiff.length) return false;
		if (short(at) !== orientationTag) continue;
		const orientation = short(at + 8);
		return orientation >= firstTurned && orientation <= lastTurned;
	}
	return false;
}

/** What stands between the parts of a picture's data: byte FF as data, fillers, restarts, tables, scans, restart interval. */
const isInside = (marker: number) =>
	[0x00, 0xff, 0xc4, 0xda, 0xdb, 0xdd].includes(marker) || (marker >= 0xd0 && marker <= 0xd7);

/** Whether the data breaks off: up to the end of the file nothing stands there that could not stand inside of a picture's data. */
async function isCutOff(source: Source, data: number): Promise<boolean> {
	const from = Math.max(data, source.size - 65_536);
	const end = await source.read(from, source.size - from);
	// Some cameras fill up with zeros; picture data of this length is not without the byte.
	if (end.length > 4096 && !end.includes(0xff)) return false;
	for (let at = end.indexOf(0xff); at >= 0 && at + 1 < end.length; at = end.indexOf(0xff, at + 1))
		if (!isInside(end.readUInt8(at + 1))) return false;
	return true;
}

export const jpeg: Format = {
	fits: (head) => head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff,
	async read(source) {
		const media: Media = {
			format: 'JPEG',
			kind: 'image',
			mimeType: 'image/jpeg',
			extension: 'jpg',
		};
		let turned = false;
		for (let at = 2, segments = 0; segments < mostSegments; segments++) {
			const header = await source.read(at, 4);
			if (header.length < 4) return { ...media, broken: cutOff };
			const marker = header.readUInt8(1);
			if (header[0] !== 0xff) return { ...media, broken: 'its parts do not follow one another' };
			if (marker === 0xff || hasNoLength(marker)) {
				at += marker === 0xff ? 1 : 2;
				continue;
			}
			const length = header.readUInt16BE(2);
			if (isFrame(marker)) {
				const frame = await source.read(at + 4, 5);
				if (frame.length < 5) return { ...media, broken: cutOff };
				const [height, width] = [frame.readUInt16BE(1), frame.readUInt16BE(3)];
				Object.assign(media, turned ? { width: height, height: width } : { width, height });
			}
			if (marker === 0xd9) break;
			if (marker === 0xda && media.width)
				return (await isCutOff(source, at + 2 + length)) ? { ...media, broken: cutOff } : media;
			if (marker === 0xe1) turned ||= isTurned(await source.read(at + 4, Math.max(0, length - 2)));
			at += 2 + Math.max(2, length);
		}
		return { ...media, broken: 'its size cannot be found' };
	},
};
