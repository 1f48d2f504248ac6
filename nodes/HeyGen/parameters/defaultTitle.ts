// The title of a video that was given none: the first words of what it says, so that its row and its line in HeyGen can be told apart.
import type { IDataObject } from 'n8n-workflow';
import type { Rule } from '../operation/operation';

/** About one line of HeyGen's list of videos. */
const most = 60;
/** More than a title can take, in code units: a script is not taken apart as a whole. */
const looked = 400;

/** Made where they are needed: n8n starts sooner without them. */
const parts = (granularity: 'word' | 'grapheme', text: string) =>
	new Intl.Segmenter(undefined, { granularity }).segment(text);

/** A text without the signs and spaces at its end. */
function withoutEnd(text: string): string {
	let end = text.length;
	while (end > 0 && /[\p{P}\s]/u.test(text.charAt(end - 1))) end--;
	return text.slice(0, end);
}

/** As much of the parts as a title takes; the first one only if it fits. */
function begin(segments: Iterable<{ segment: string }>): string {
	let title = '';
	for (const { segment } of segments) {
		if (title.length + segment.length > most) break;
		title += segment;
	}
	return title.trim();
}

/** The first words of a text in one line, without its SSML: cut between words, else between signs, so that no emoji is broken. */
export function firstWords(text: string): string {
	const line = text
		.slice(0, looked)
		.replace(/[\ud800-\udbff]$/, '')
		.replace(/<[a-z/][^<>]*(>|$)/gi, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	if (line.length <= most) return line;
	const title = begin(parts('word', line)) || begin(parts('grapheme', line));
	return title && `${withoutEnd(title) || title}…`;
}

/** What a video, or the first of its scenes that says something, is about. */
function wordsOf({ script, prompt, scenes }: IDataObject): unknown {
	const spoken = Array.isArray(scenes)
		? (scenes as IDataObject[]).map((scene) => ((scene.input ?? scene) as IDataObject).script)
		: [script, prompt];
	return spoken.find((one) => typeof one === 'string' && one.trim() !== '');
}

/** Names a video by its words, where it is given no name. They stay the same when n8n repeats the row, and so does the title. */
export const nameByWords: Rule = (request) => {
	const text = wordsOf(request);
	if (request.title === undefined && typeof text === 'string') {
		const title = firstWords(text);
		if (title) request.title = title;
	}
};
