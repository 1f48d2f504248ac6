// Whether HeyGen takes a file, by what its bytes say; else what it is, what HeyGen takes, and how to get there.
import { UserError } from 'n8n-workflow';
import { figure, formatsOf, type FileLimit } from '../../../api/limits/limit';
import { megabytesOf } from '../../../api/limits';
import type { Media } from '../../../api/media';

const megabyte = 1024 * 1024;

const nouns: Record<Media['kind'], string> = {
	image: 'picture',
	video: 'video',
	audio: 'recording',
	pdf: 'document',
	subtitles: 'subtitle file',
	other: 'file',
};

/** Formats whose name is said letter by letter and begins with a vowel: "an MP3". */
const article = (format: string) =>
	/^[AEIO]/i.test(format) || /^(MP|M4|MK|HT|RA|RT|SR|SV|XM|FL[^A])/.test(format) ? 'an' : 'a';

/** Seconds as people say them. */
function lengthOf(seconds: number): string {
	if (seconds >= 120) return `${figure(Math.round(seconds / 6) / 10)} minutes`;
	const rounded = Math.round(seconds * 10) / 10;
	return `${figure(rounded)} second${rounded === 1 ? '' : 's'}`;
}

export const pixelsOf = ({ width, height }: Media): string | undefined =>
	width && height ? `${figure(width)} × ${figure(height)} pixels` : undefined;

export const sizeOf = (bytes: number): string =>
	bytes >= megabyte
		? `${figure(Math.ceil((bytes / megabyte) * 10) / 10)} MB`
		: `${figure(bytes)} bytes`;

/** A file in words: "a WebP picture of 4,032 × 3,024 pixels". */
export function describe(media: Media | undefined): string {
	if (!media) return 'of a kind that nobody knows';
	const { format, kind, seconds } = media;
	if (format === 'HTML') return 'a web page';
	if (format === 'text') return 'a plain text';
	const of = [pixelsOf(media), seconds && lengthOf(seconds)].filter(Boolean).join(' and ');
	return `${article(format)} ${format} ${nouns[kind]}${of ? ` of ${of}` : ''}`;
}

/** How a file of another format becomes one that HeyGen takes. */
function wayTo(takes: FileLimit, media: Media | undefined): string {
	const wanted = formatsOf(takes);
	const to = (...formats: string[]) => formats.find((one) => takes.formats.includes(one));
	if (!media) return `Give it ${wanted} files only`;
	const { format, kind, extension } = media;
	if (format === 'HTML')
		return 'The node before this one fetched a page instead of the file, often one that asks for a login: use the direct address of the file, or the node of the service that keeps it';
	if (format === 'JSON' || format === 'XML')
		return "The node before this one fetched an answer about the file instead of the file: look into what it says, and set its 'Response Format' to 'File'";
	if (format === 'WebVTT' && to('SRT'))
		return 'Convert it to SRT first, e.g. ffmpeg -i subtitles.vtt subtitles.srt';
	if (format === 'ZIP') return `Unpack it with n8n's Compression node first`;
	const picture = to('JPG', 'JPEG');
	if (kind === 'image' && picture) {
		if (format === 'HEIC')
			return `Convert it to ${picture} first, e.g. with ImageMagick: magick photo.heic photo.jpg. (iPhone: Settings > Camera > Formats > Most Compatible makes JPEGs from the start)`;
		if (['WebP', 'GIF', 'BMP', 'TIFF', 'AVIF'].includes(format))
			return `Convert it to ${picture} first: n8n's Edit Image node does so with its option 'Format'`;
		return `Convert it to ${picture} first, e.g. with ImageMagick: magick picture.${extension} picture.jpg`;
	}
	if (kind === 'video' && to('MP4'))
		return `Convert it to MP4 first, e.g. ffmpeg -i video.${extension} -c:v libx264 -c:a aac video.mp4`;
	if (kind === 'audio' && to('MP3'))
		return `Convert it to MP3 first, e.g. ffmpeg -i sound.${extension} sound.mp3`;
	if (kind === 'video' && to('MP3'))
		return `Take the sound out of it first, e.g. ffmpeg -i video.${extension} -vn sound.mp3`;
	return `Choose another file: ${wanted}`;
}

const isTaken = ({ formats }: FileLimit, { format, kind }: Media): boolean =>
	!(kind === 'audio' && format === 'WebM') &&
	(formats.includes(format) || (format === 'JPEG' && formats.includes('JPG')));

/** How a picture or film becomes smaller in pixels. */
const smaller = ({ kind, width = 0, height = 0 }: Media): string =>
	kind === 'image'
		? "Make it smaller first: n8n's Edit Image node does so with its operation 'Resize'"
		: `Make it smaller first, e.g. ffmpeg -i video.mp4 -vf scale=${width >= height ? '1920:-2' : '-2:1920'} small.mp4`;

const lighter: Partial<Record<Media['kind'], string>> = {
	image: "Save it as JPEG with less quality, e.g. with n8n's Edit Image node (option 'Quality')",
	video: 'Make it lighter, e.g. ffmpeg -i video.mp4 -c:v libx264 -crf 28 lighter.mp4',
	audio: 'Save it as MP3 with a lower bit rate, e.g. ffmpeg -i sound.wav -b:a 128k sound.mp3',
};

const refusal = (message: string, description: string) => new UserError(message, { description });

/** Where a file was looked at. */
export interface Looked {
	/** The parameter in a sentence. */
	place: string;
	/** Bytes of the whole file, where that is known. */
	size?: number;
	media?: Media;
	takes?: FileLimit;
}

/**
 * Refuses a file that HeyGen does not take (source: HeyGen's page on Enterprise pricing and limits).
 * @throws UserError that names the parameter, what was found, what HeyGen takes, and the way out
 */
export function checkFile({ place, size, media, takes }: Looked): void {
	if (size === 0)
		throw refusal(
			`The file in ${place} is empty`,
			'Look at what the node before this one outputs, and at the file where it comes from',
		);
	if (!takes) return;
	if (!media || !isTaken(takes, media))
		throw refusal(
			`${place} takes ${formatsOf(takes)} files, but this one is ${describe(media)}`,
			wayTo(takes, media),
		);
	if (media.broken)
		throw refusal(
			`The file in ${place} is damaged: it is ${describe(media)}, but ${media.broken}`,
			'Fetch or save it again; a download that broke off looks like this',
		);
	const { maxMegabytes, belowPixels, maxSeconds } = takes;
	const ofKind = (megabytesOf as Partial<Record<Media['kind'], number>>)[media.kind];
	const most = maxMegabytes && Math.min(maxMegabytes, ofKind ?? maxMegabytes);
	if (most && size !== undefined && size > most * megabyte)
		throw refusal(
			`${place} takes ${nouns[media.kind]}s of up to ${most} MB, but this one has ${sizeOf(size)}`,
			lighter[media.kind] ?? 'Split it, or leave parts of it out',
		);
	const edge = Math.max(media.width ?? 0, media.height ?? 0);
	if (belowPixels && edge >= belowPixels)
		throw refusal(
			`${place} takes ${nouns[media.kind]}s below 2K (less than ${figure(belowPixels)} pixels on the longer edge), but this one is ${describe(media)}`,
			smaller(media),
		);
	if (maxSeconds && media.kind === 'audio' && (media.seconds ?? 0) > maxSeconds)
		throw refusal(
			`${place} takes recordings of up to ${figure(maxSeconds)} seconds (${maxSeconds / 60} minutes), but this one is ${describe(media)}`,
			`Cut it, e.g. ffmpeg -i sound.mp3 -t ${maxSeconds} -c copy part.mp3, or split it over several items`,
		);
}
