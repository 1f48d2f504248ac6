// Ends of texts: a pattern such as /[.\s]+$/ tries every stretch of dots in the middle as well, and a long one again and again.

const isOf = (characters: string, character: string | undefined): boolean =>
	character !== undefined && (characters.includes(character) || character.trim() === '');

/** A text without blanks and these characters at its end. */
export function trimmedEnd(text: string, characters: string): string {
	let end = text.length;
	while (end > 0 && isOf(characters, text[end - 1])) end--;
	return text.slice(0, end);
}

/** The same at both ends. */
export function trimmed(text: string, characters: string): string {
	let start = 0;
	while (isOf(characters, text[start])) start++;
	return trimmedEnd(text.slice(start), characters);
}
