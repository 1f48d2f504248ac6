// Streams a finished file out of HeyGen into n8n's binary storage; memory does not grow with the size of the file.
import type {
	IBinaryData,
	IDataObject,
	IHttpRequestOptions,
	INodeExecutionData,
} from 'n8n-workflow';
import { isOver } from '../jobs/outcome';
import { readJob, resultOf } from '../jobs/follow';
import type { JobKind } from '../../api/jobKinds';
import { readable } from '../../api/refusal';
import { defaults } from '../../api/limits';
import { ItemFailed } from '../run/failure';
import type { Refusal } from '../../api/refusal';
import { pauseBefore, tries } from '../../api/retry';
import type { Item } from '../run/item';

/** A file of a finished job. */
export interface Result {
	/** What it is, in the editor's words. */
	name: string;
	url: string | null | undefined;
	/** Name of the file, without an ending. */
	title: string;
}

/** Endings by MIME type of what HeyGen serves. */
const endings: Record<string, string> = {
	'video/mp4': 'mp4',
	'video/webm': 'webm',
	'video/quicktime': 'mov',
	'image/gif': 'gif',
	'image/jpeg': 'jpg',
	'image/png': 'png',
	'image/webp': 'webp',
	'audio/mpeg': 'mp3',
	'audio/wav': 'wav',
	'text/vtt': 'vtt',
	'application/x-subrip': 'srt',
	'application/zip': 'zip',
};
/** Characters of a file name before its ending. */
const longestName = 120;
const types = Object.fromEntries(Object.entries(endings).map(([type, ending]) => [ending, type]));

/** File name and MIME type: by the answer's own type where it says something, else by the address. */
export function nameOf(
	title: string,
	url: string,
	contentType: string | undefined,
): { fileName: string; mimeType: string } {
	const declared = contentType?.split(';')[0].trim().toLowerCase() ?? '';
	const fromUrl = /\.([a-z0-9]{2,4})$/i.exec(new URL(url).pathname)?.[1].toLowerCase();
	const ending = endings[declared] ?? fromUrl ?? 'bin';
	// Characters that file systems and mail programs trip over, and those that turn the direction of writing and so can hide an ending.
	const plain = title
		.replace(/[\\/:*?"<>|\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]+/gu, ' ')
		.replace(/^[\s.]+|[\s.]+$/g, '');
	const withoutEnding = plain.toLowerCase().endsWith(`.${ending}`)
		? plain.slice(0, -ending.length - 1)
		: plain;
	const safe = [...withoutEnding].slice(0, longestName).join('').trim() || 'heygen';
	return {
		fileName: `${safe}.${ending}`,
		mimeType: endings[declared]
			? declared
			: (types[ending] ?? (declared || 'application/octet-stream')),
	};
}

type Streamed = {
	statusCode: number;
	headers: Record<string, string>;
	body: NodeJS.ReadableStream & { destroy?: () => void };
};

/** Opens a presigned address. It carries no credential: whoever serves it is not HeyGen's API. */
async function open(item: Item, url: string, abortSignal: AbortSignal): Promise<Streamed> {
	const { proxy, skipSslCertificateValidation } = item.engine.options as IHttpRequestOptions;
	return (await item.context.helpers.httpRequest({
		method: 'GET',
		url,
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		timeout: defaults.uploadTimeoutSeconds * 1000,
		abortSignal,
		...(proxy ? { proxy } : {}),
		...(skipSslCertificateValidation ? { skipSslCertificateValidation } : {}),
	})) as Streamed;
}

/** The store's own words of why it did not take a file, as far as they are about the file and not about a broken connection. */
const storeSays = (reason: unknown): string | undefined => {
	const { code, message = '' } = reason as { code?: string; message?: string };
	if (code === 'ENOSPC') return 'the disk is full';
	if (code === 'EDQUOT') return 'the quota of the disk is used up';
	if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'it may not be written to';
	return /too large|exceeds|maximum|max(imum)? (file )?size|allowed size/i.test(message)
		? readable(message)
		: undefined;
};

/** n8n's store refused the file: it is not fetched again. */
const notStored = (words: string) =>
	new ItemFailed({
		message: `n8n's store does not take the file: ${words}`,
		description:
			"The file is still in HeyGen. Make room, or set n8n's environment variable N8N_DEFAULT_BINARY_DATA_MODE to another store (for the store 'database', N8N_BINARY_DATA_DATABASE_MAX_FILE_SIZE sets the largest file in MB), then run this item again",
		code: 'not_stored',
	});

/** One try. Gives the file as n8n has stored it, or why it did not come; throws only when the run stops, or where n8n's store refuses the file. */
export async function fetchFile(
	item: Item,
	url: string,
	title: string,
): Promise<IBinaryData | Refusal> {
	// A file on its way is a request in flight as any other.
	await item.run.requests.acquire(item.stop);
	const { signal, close } = item.stop.signal();
	try {
		const { statusCode, headers, body } = await open(item, url, signal);
		if (statusCode >= 300) {
			body.destroy?.();
			return { status: statusCode, code: '', message: '' };
		}
		const { fileName, mimeType } = nameOf(title, url, headers['content-type']);
		const { prepareBinaryData } = item.context.helpers;
		return await prepareBinaryData(
			body as unknown as Parameters<typeof prepareBinaryData>[0],
			fileName,
			mimeType,
		);
	} catch (reason) {
		// What was thrown may hold the address with its signature; all that matters is that the file is not there.
		item.stop.check();
		const words = storeSays(reason);
		if (words) throw notStored(words);
		return { status: 0, code: '', message: '' };
	} finally {
		item.run.requests.release();
		close();
	}
}

/**
 * Downloads one file of a finished job. A link that has expired is signed anew once; where the connection breaks, the file is fetched again.
 * @param pick finds the file in the job's resource
 * @throws ItemFailed when the job failed or has no such file (yet), or when the file cannot be had
 */
export async function downloadResult(
	item: Item,
	kind: JobKind,
	id: string,
	pick: (resource: IDataObject) => Result,
): Promise<INodeExecutionData> {
	const property = String(item.values.get('outputBinaryProperty') ?? 'data');
	for (let tried = 1; ; tried++) {
		const read = await readJob(item, kind, id);
		const resource = isOver(kind, read)
			? await resultOf(item, kind, id, { status: String(read.status), data: read })
			: read;
		const { name, url, title } = pick(resource);
		if (!url) throw noFile(kind, id, name, String(resource.status));
		const file = await fetchFile(item, url, title);
		if ('mimeType' in file) return { json: resource, binary: { [property]: file } };
		const isClosed = file.status >= 400 && file.status < 500 && file.status !== 429;
		const seconds = isClosed && tried === 1 ? 0 : pauseBefore(file, true, tried, Math.random());
		if (seconds === undefined || tried >= tries) throw noLink(kind, id, name, file.status);
		await item.stop.sleep(seconds * 1000);
	}
}

function noFile(kind: JobKind, id: string, name: string, status: string): ItemFailed {
	const done = kind.done.includes(status);
	return new ItemFailed({
		message: done
			? `${kind.noun} ${id} has no ${name.toLowerCase()}`
			: `${kind.noun} ${id} is not finished, its status is ${status}`,
		description: done
			? "Choose another 'File', or create the video with the option that makes this one"
			: `Read it with '${kind.readWith}' and 'Wait Until Done' before downloading`,
		code: done ? 'file_missing' : 'not_finished',
		id,
		details: { status },
	});
}

const noLink = (kind: JobKind, id: string, name: string, status: number): ItemFailed =>
	new ItemFailed({
		message: `The file '${name}' of ${kind.noun.toLowerCase()} ${id} could not be downloaded (${status ? `HTTP ${status}` : 'it did not arrive whole'})`,
		description:
			'Its link was signed anew for each try. The file is still in HeyGen: run the item again later, and see that n8n has room to store it',
		code: 'download_refused',
		httpCode: status ? String(status) : 'none',
		id,
	});

/** What to say of an address whose file could not be had, before it was known what it is. */
export const noLinkTo = (label: string, { status }: Refusal): ItemFailed =>
	new ItemFailed({
		message: `The file at '${label}' could not be fetched (${status ? `HTTP ${status}` : 'it did not arrive whole'})`,
		description: 'The address must open in a private browser window without a login',
		code: 'download_refused',
		httpCode: status ? String(status) : 'none',
	});
