// WAV: bytes per second stand in the chunk "fmt ", the number of bytes in "data" (source: Microsoft RIFF specification; EBU Tech 3306 for RF64).
import { cutOff, type Format, type Media } from './media';
import { letters } from './source';

const mostChunks = 200;
/** A writer that could not go back to fill in the length leaves this. */
const open = 0xffffffff;

export const wav: Format = {
	fits: (head) => /^(RIFF|RF64|BW64)....WAVE/s.test(letters(head, 0, 12)),
	async read(source, head) {
		const media: Media = {
			format: 'WAV',
			kind: 'audio',
			mimeType: 'audio/wav',
			extension: 'wav',
		};
		const isLong = letters(head, 0, 4) !== 'RIFF';
		let perSecond = 0;
		let long = 0;
		for (let at = 12, chunks = 0; chunks < mostChunks; chunks++) {
			const chunk = await source.read(at, 8);
			if (chunk.length < 8) return { ...media, broken: cutOff };
			const [name, length] = [letters(chunk, 0, 4), chunk.readUInt32LE(4)];
			if (name === 'ds64') {
				const sizes = await source.read(at + 8, 16);
				if (sizes.length === 16) long = Number(sizes.readBigUInt64LE(8));
			}
			if (name === 'fmt ') {
				const format = await source.read(at + 8, 16);
				if (format.length === 16) perSecond = format.readUInt32LE(8);
			}
			if (name === 'data') {
				const there = source.size - at - 8;
				const isOpen = length === open || length === 0;
				const told = isLong && length === open && long > 0 ? long : isOpen ? there : length;
				if (perSecond > 0) media.seconds = Math.min(told, there) / perSecond;
				else return { ...media, broken: 'it does not say how it is recorded' };
				return told > there ? { ...media, broken: cutOff } : media;
			}
			// Chunks begin at even places.
			at += 8 + length + (length % 2);
		}
		return { ...media, broken: 'it has no sound in it' };
	},
};
