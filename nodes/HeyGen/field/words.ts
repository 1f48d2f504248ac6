// Turns names into the words that people and HeyGen's API use for them.
import { tableOf } from '../../api/table';

const special = tableOf<string>({
	id: 'ID',
	ids: 'IDs',
	url: 'URL',
	srt: 'SRT',
	fps: 'FPS',
	gif: 'GIF',
	usd: 'USD',
	ai: 'AI',
});
const small = new Set([
	'a',
	'an',
	'and',
	'by',
	'for',
	'from',
	'in',
	'of',
	'on',
	'or',
	'the',
	'to',
	'with',
]);

/** `voiceId` → "Voice ID": the label of a parameter in Title Case. */
export function titleOf(name: string): string {
	const words = name
		.replace(/([a-z0-9])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.split(/[ _]/);
	return words
		.map(
			(word, index) =>
				special[word] ??
				(index > 0 && small.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1)),
		)
		.join(' ');
}

/** `voiceId` → `voice_id`: a parameter's field in HeyGen's API. */
export const snakeOf = (name: string): string =>
	name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** "a", "a and b", "a, b and c". */
export const listOf = (words: string[]): string =>
	[words.slice(0, -1).join(', '), ...words.slice(-1)].filter(Boolean).join(' and ');

/** Several sentences end with a full stop, a single one does not, as n8n's guide wants it. */
export const sentences = (text: string): string =>
	/[.?!] /.test(text) && !/[.?!]$/.test(text) ? `${text}.` : text;
