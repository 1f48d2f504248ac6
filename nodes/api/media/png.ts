// PNG: the size stands in the first chunk; the last one tells that the file is whole (source: PNG specification, 5.3 and 11.2).
import { cutOff, type Format, type Media } from './media';
import { letters } from './source';

const signature = '\x89PNG\r\n\x1a\n';
/** An image has a few chunks, or one for every 8 KB. */
const mostChunks = 20_000;

export const png: Format = {
	fits: (head) => letters(head, 0, 8) === signature,
	async read(source, head) {
		const media: Media = {
			format: 'PNG',
			kind: 'image',
			mimeType: 'image/png',
			extension: 'png',
		};
		if (letters(head, 12, 16) !== 'IHDR' || head.length < 24)
			return { ...media, broken: 'its header is missing' };
		media.width = head.readUInt32BE(16);
		media.height = head.readUInt32BE(20);
		for (let at = 8, chunks = 0; chunks < mostChunks; chunks++) {
			const chunk = await source.read(at, 8);
			if (chunk.length < 8) return at + 8 > source.size ? { ...media, broken: cutOff } : media;
			const end = at + 12 + chunk.readUInt32BE(0);
			if (end > source.size) return { ...media, broken: cutOff };
			if (letters(chunk, 4) === 'IEND') return media;
			at = end;
		}
		return media;
	},
};
