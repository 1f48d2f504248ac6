// Formats of a video or picture in words: people know where they will show it, not its ratio.
import type { Choice } from '../field';

const words: Record<string, string> = {
	'1:1': '1:1 (Square, Feed Posts)',
	'16:9': '16:9 (YouTube, Websites, Slides)',
	'21:9': '21:9 (Cinema)',
	'4:5': '4:5 (Instagram and Facebook Feed)',
	'9:16': '9:16 (TikTok, Reels, Shorts)',
	auto: 'Auto',
	landscape: 'Landscape (YouTube, Websites, Slides)',
	portrait: 'Portrait (TikTok, Reels, Shorts)',
	square: 'Square (Feed Posts)',
};

/** Choices of format, each with where it belongs. */
export const formats = (...values: string[]): Choice[] =>
	values.map((value) => ({ name: words[value] ?? value, value }));
