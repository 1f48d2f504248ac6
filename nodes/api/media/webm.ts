// WebM and Matroska: elements with an id and a length; the parts Info and Tracks stand near the beginning (source: RFC 8794, RFC 9559).
import { cutOff, type Format, type Media } from './media';
import type { Source } from './source';
import { letters } from './source';

const id = {
	ebml: 0x1a45dfa3,
	docType: 0x4282,
	segment: 0x18538067,
	info: 0x1549a966,
	scale: 0x2ad7b1,
	duration: 0x4489,
	tracks: 0x1654ae6b,
	track: 0xae,
	trackType: 0x83,
	video: 0xe0,
	width: 0xb0,
	height: 0xba,
	cluster: 0x1f43b675,
};

interface Element {
	id: number;
	from: number;
	to: number;
	/** Its length is not told: it goes on to the end of what it is in. */
	open: boolean;
}

/** Number of bytes of a value, by the first of them. */
const widthOf = (first: number): number => Math.clz32(first) - 23;

async function* elements(source: Source, from: number, to: number): AsyncGenerator<Element> {
	for (let at = from, count = 0; at < to && count < 2000; count++) {
		const header = await source.read(at, 12);
		if (header.length < 2) return;
		const idWidth = widthOf(header.readUInt8(0));
		if (idWidth > 4 || header.length < idWidth + 1) return;
		const sizeWidth = widthOf(header.readUInt8(idWidth));
		if (sizeWidth > 8 || header.length < idWidth + sizeWidth) return;
		let size = header.readUInt8(idWidth) & ((1 << (8 - sizeWidth)) - 1);
		let open = size === (1 << (8 - sizeWidth)) - 1;
		for (let index = 1; index < sizeWidth; index++) {
			const byte = header.readUInt8(idWidth + index);
			open &&= byte === 0xff;
			size = size * 256 + byte;
		}
		const start = at + idWidth + sizeWidth;
		yield {
			id: header.readUIntBE(0, idWidth),
			from: start,
			to: open ? to : start + size,
			open,
		};
		at = open ? to : start + size;
	}
}

/** The value of an element with a whole number. */
async function whole(source: Source, { from, to }: Element): Promise<number> {
	const bytes = await source.read(from, Math.min(6, to - from));
	return bytes.length ? bytes.readUIntBE(0, bytes.length) : 0;
}

async function float(source: Source, { from, to }: Element): Promise<number> {
	const bytes = await source.read(from, to - from > 4 ? 8 : 4);
	if (bytes.length === 8) return bytes.readDoubleBE(0);
	return bytes.length === 4 ? bytes.readFloatBE(0) : 0;
}

async function secondsOf(source: Source, info: Element): Promise<number | undefined> {
	let scale = 1_000_000;
	let duration = 0;
	for await (const element of elements(source, info.from, info.to)) {
		if (element.id === id.scale) scale = await whole(source, element);
		if (element.id === id.duration) duration = await float(source, element);
	}
	const seconds = (duration * scale) / 1e9;
	return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

async function sizeOf(
	source: Source,
	tracks: Element,
): Promise<{ isFilm: boolean; width?: number; height?: number }> {
	const found: { isFilm: boolean; width?: number; height?: number } = { isFilm: false };
	for await (const track of elements(source, tracks.from, tracks.to)) {
		if (track.id !== id.track) continue;
		for await (const part of elements(source, track.from, track.to)) {
			if (part.id === id.trackType && (await whole(source, part)) === 1) found.isFilm = true;
			if (part.id !== id.video || found.width) continue;
			for await (const one of elements(source, part.from, part.to)) {
				if (one.id === id.width) found.width = await whole(source, one);
				if (one.id === id.height) found.height = await whole(source, one);
			}
		}
	}
	return found;
}

export const webm: Format = {
	fits: (head) => head.length >= 4 && head.readUInt32BE(0) === id.ebml,
	async read(source) {
		const media: Media = {
			format: 'MKV',
			kind: 'video',
			mimeType: 'video/x-matroska',
			extension: 'mkv',
		};
		let tracked = false;
		for await (const top of elements(source, 0, source.size)) {
			if (top.id === id.ebml)
				for await (const element of elements(source, top.from, top.to)) {
					const type = letters(
						await source.read(element.from, Math.min(8, element.to - element.from)),
					);
					if (element.id === id.docType && type.startsWith('webm'))
						Object.assign(media, { format: 'WebM', mimeType: 'video/webm', extension: 'webm' });
				}
			if (top.id !== id.segment) continue;
			if (top.to > source.size) media.broken = cutOff;
			for await (const element of elements(source, top.from, Math.min(top.to, source.size))) {
				if (element.id === id.info) media.seconds = await secondsOf(source, element);
				if (element.id === id.tracks) {
					const { isFilm, ...size } = await sizeOf(source, element);
					Object.assign(media, size);
					tracked = true;
					if (!isFilm) Object.assign(media, { kind: 'audio', mimeType: 'audio/webm' });
				}
				if (element.id === id.cluster && tracked) break;
			}
			break;
		}
		return tracked ? media : { ...media, broken: media.broken ?? cutOff };
	},
};
