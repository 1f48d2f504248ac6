// MP4 and its family (MOV, M4A, 3GP, HEIC, AVIF): boxes, of which "moov" has length and size, wherever it stands (source: ISO 14496-12; QuickTime File Format).
import { cutOff, type Format, type Media } from './media';
import type { Source } from './source';
import { letters } from './source';

interface Box {
	type: string;
	/** First byte of its content, and first byte behind it. */
	from: number;
	to: number;
}

const mostBoxes = 2000;
const typePattern = /^[\w©. -]{4}$/;

/** The boxes between two places. The last one may say that it ends behind the file. */
async function* boxes(source: Source, from: number, to: number): AsyncGenerator<Box> {
	for (let at = from, count = 0; at + 8 <= to && count < mostBoxes; count++) {
		const header = await source.read(at, 16);
		if (header.length < 8) return;
		const type = letters(header, 4, 8);
		let length = header.readUInt32BE(0);
		let start = 8;
		if (length === 1) {
			if (header.length < 16) return;
			length = Number(header.readBigUInt64BE(8));
			start = 16;
		} else if (length === 0) length = to - at;
		if (length < start || !typePattern.test(type)) return;
		yield { type, from: at + start, to: at + length };
		at += length;
	}
}

interface Track {
	handler?: string;
	width?: number;
	height?: number;
	seconds?: number;
}

/** Seconds by a header that holds a time scale and a duration, in 32 or in 64 bits. */
function secondsOf(header: Buffer): number | undefined {
	const long = header[0] === 1;
	if (header.length < (long ? 32 : 20)) return undefined;
	const scale = header.readUInt32BE(long ? 20 : 12);
	const duration = long ? Number(header.readBigUInt64BE(24)) : header.readUInt32BE(16);
	const unknown = long ? duration >= 2 ** 63 : duration === 0xffffffff;
	return scale > 0 && duration > 0 && !unknown ? duration / scale : undefined;
}

/** Width and height of a track as it is shown: its matrix may turn it. */
function sizeOf(header: Buffer): Pick<Track, 'width' | 'height'> {
	const matrix = header[0] === 1 ? 52 : 40;
	if (header.length < matrix + 44) return {};
	const [width, height] = [header.readUInt32BE(matrix + 36), header.readUInt32BE(matrix + 40)].map(
		(fixed) => Math.round(fixed / 65_536),
	);
	const turned = header.readInt32BE(matrix) === 0 && header.readInt32BE(matrix + 4) !== 0;
	return turned ? { width: height, height: width } : { width, height };
}

async function trackOf(source: Source, box: Box): Promise<Track> {
	const track: Track = {};
	for await (const part of boxes(source, box.from, box.to)) {
		if (part.type === 'tkhd') Object.assign(track, sizeOf(await source.read(part.from, 96)));
		if (part.type !== 'mdia') continue;
		for await (const inner of boxes(source, part.from, part.to)) {
			if (inner.type === 'mdhd') track.seconds = secondsOf(await source.read(inner.from, 32));
			if (inner.type === 'hdlr') track.handler = letters(await source.read(inner.from + 8, 4));
		}
	}
	return track;
}

interface Film {
	tracks: Track[];
	seconds?: number;
}

/** What "moov" tells of the film; of one in fragments its length stands in "mehd". */
async function filmOf(source: Source, moov: Box): Promise<Film> {
	const film: Film = { tracks: [] };
	let scale = 0;
	for await (const box of boxes(source, moov.from, moov.to)) {
		if (box.type === 'mvhd') {
			const header = await source.read(box.from, 32);
			film.seconds = secondsOf(header);
			const at = header[0] === 1 ? 20 : 12;
			if (header.length >= at + 4) scale = header.readUInt32BE(at);
		}
		if (box.type === 'trak') film.tracks.push(await trackOf(source, box));
		if (box.type === 'mvex' && film.seconds === undefined && scale > 0)
			for await (const part of boxes(source, box.from, box.to)) {
				const header = await source.read(part.from, 12);
				if (part.type !== 'mehd' || header.length < 8) continue;
				const long = header[0] === 1 && header.length >= 12;
				film.seconds = (long ? Number(header.readBigUInt64BE(4)) : header.readUInt32BE(4)) / scale;
			}
	}
	film.seconds ??= film.tracks.map((one) => one.seconds).find((one) => one !== undefined);
	return film;
}

type Name = Pick<Media, 'format' | 'kind' | 'mimeType' | 'extension'>;
const name = (format: string, kind: Media['kind'], mimeType: string, extension: string): Name => ({
	format,
	kind,
	mimeType,
	extension,
});
const mp4Name = name('MP4', 'video', 'video/mp4', 'mp4');
const movName = name('MOV', 'video', 'video/quicktime', 'mov');
const m4aName = name('M4A', 'audio', 'audio/mp4', 'm4a');

/** The member of the family, by the brands in "ftyp"; a film without it is an old MOV. */
function nameOf(head: Buffer): Name {
	if (letters(head, 4, 8) !== 'ftyp') return movName;
	const end = Math.min(head.readUInt32BE(0), head.length, 256);
	const brands = [8, ...Array.from({ length: 60 }, (_, index) => 16 + index * 4)]
		.filter((at) => at + 4 <= end)
		.map((at) => letters(head, at, at + 4).toLowerCase());
	const [major = ''] = brands;
	if (/^avi[fs]$/.test(major) || (/^(mif1|msf1)$/.test(major) && brands.includes('avif')))
		return name('AVIF', 'image', 'image/avif', 'avif');
	if (/^(hei[cxms]|hev[cxms]|mif1|msf1|heif)$/.test(major))
		return name('HEIC', 'image', 'image/heic', 'heic');
	if (/^crx/.test(major)) return name('CR3', 'image', 'image/x-canon-cr3', 'cr3');
	if (/^qt/.test(major)) return movName;
	if (/^(m4a|m4b|m4p|f4a|aax)/.test(major)) return m4aName;
	if (/^(3gp|3gr|3gs|3ge|3gg|3g2)/.test(major)) return name('3GP', 'video', 'video/3gpp', '3gp');
	return mp4Name;
}

/** The largest picture in a HEIC or AVIF file: its parts may be small tiles. */
async function pictureOf(source: Source): Promise<Pick<Media, 'width' | 'height'>> {
	for await (const box of boxes(source, 0, source.size)) {
		if (box.type !== 'meta') continue;
		const bytes = await source.read(box.from, Math.min(box.to - box.from, 65_536));
		let best: Pick<Media, 'width' | 'height'> = {};
		for (let at = bytes.indexOf('ispe'); at >= 0; at = bytes.indexOf('ispe', at + 4)) {
			if (at + 16 > bytes.length) break;
			const [width, height] = [bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12)];
			if (width * height > (best.width ?? 0) * (best.height ?? 0)) best = { width, height };
		}
		return best;
	}
	return {};
}

const opening = /^(ftyp|moov|mdat|wide|pnot|skip|free)$/;

export const mp4: Format = {
	fits: (head) =>
		opening.test(letters(head, 4, 8)) &&
		(letters(head, 4, 8) === 'ftyp' || head.readUInt32BE(0) !== 0) &&
		head.length >= 12,
	async read(source, head) {
		const media: Media = { ...nameOf(head) };
		if (media.kind === 'image') return { ...media, ...(await pictureOf(source)) };
		let film: Film | undefined;
		for await (const box of boxes(source, 0, source.size)) {
			if (box.type === 'moov') film = await filmOf(source, box);
			if (box.to > source.size) media.broken = cutOff;
			// Fragments may follow by the thousand.
			if (film && !media.broken && box.type === 'moof') break;
		}
		if (!film) return { ...media, broken: media.broken ?? 'its index is missing' };
		const { tracks, seconds } = film;
		const picture = tracks.find(({ handler, width }) => handler === 'vide' && width);
		// A film without a picture is a recording.
		if (!picture && media.kind === 'video' && tracks.some(({ handler }) => handler === 'soun'))
			Object.assign(media, m4aName);
		return {
			...media,
			...(picture ? { width: picture.width, height: picture.height } : {}),
			...(seconds === undefined ? {} : { seconds }),
		};
	},
};
