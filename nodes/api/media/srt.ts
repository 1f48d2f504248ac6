// SRT subtitles: a number, a line with two times, then what is said. There is no specification; this is what players take.
import type { Format } from './media';

const time = String.raw`\d{1,3}:\d{2}:\d{2}[,.]\d{1,3}`;
const cue = new RegExp(String.raw`^\uFEFF?\s*\d+[ \t]*\r?\n[ \t]*${time}[ \t]*-->[ \t]*${time}`);

export const srt: Format = {
	fits: (head) => cue.test(head.toString('utf8', 0, 1024)),
	read: async () => ({
		format: 'SRT',
		kind: 'subtitles',
		mimeType: 'application/x-subrip',
		extension: 'srt',
	}),
};
