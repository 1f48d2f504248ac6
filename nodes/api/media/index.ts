// Tells what a file is by its bytes, never by its name: format, size of the picture, length. Own readers, because n8n installs no
// dependencies of a node; the known libraries bring parsers for a hundred formats, and read whole files or from streams and disks only.
import { jpeg } from './jpeg';
import type { Format, Media } from './media';
import { mp3 } from './mp3';
import { mp4 } from './mp4';
import { others, plainText } from './others';
import { pdf } from './pdf';
import { png } from './png';
import { Budget, headLength, type Source } from './source';
import { srt } from './srt';
import { wav } from './wav';
import { webm } from './webm';

export type { Media, MediaKind } from './media';
export { sourceOf, type Source } from './source';

/** In the order in which they are tried: MP3 is the least certain, PDF may begin with something else. */
const formats: Format[] = [png, jpeg, mp4, webm, wav, srt, ...others, mp3, pdf, plainText];

/**
 * Looks at a file. Damaged and strange files give what can be known of them; it throws only what `source.read` throws.
 * @returns undefined for an empty file, and for bytes of no known format
 */
export async function readMedia(source: Source): Promise<Media | undefined> {
	const budget = new Budget(source);
	const head = await budget.read(0, headLength);
	if (head.length === 0) return undefined;
	return await formats.find((one) => one.fits(head, source.size))?.read(budget, head);
}
