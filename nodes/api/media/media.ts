// What is known of a file once its bytes have been looked at.
import type { Source } from './source';

/** The kinds for which HeyGen sets limits, and the rest. */
export type MediaKind = 'image' | 'video' | 'audio' | 'pdf' | 'subtitles' | 'other';

export interface Media {
	/** The format as people call it: "WebP". */
	format: string;
	kind: MediaKind;
	mimeType: string;
	/** Ending of a file name, without the dot. */
	extension: string;
	/** Pixels as the picture is seen: turned where the file says so. */
	width?: number;
	height?: number;
	/** Length of sound or film. */
	seconds?: number;
	/** Why the file cannot be whole, as half a sentence; undefined where nothing speaks against it. */
	broken?: string;
}

/** One format of files. */
export interface Format {
	/** Whether the first bytes are of this format; `size` is that of the whole file. */
	fits(head: Buffer, size: number): boolean;
	/** Reads what matters; never throws, and finds what it can in a damaged file. */
	read(source: Source, head: Buffer): Promise<Media>;
}

export const cutOff = 'it ends before its content does';
