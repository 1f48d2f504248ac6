// Streams a finished file out of HeyGen into n8n's binary storage; memory does not grow with the size of the file.
import { firstOf } from '../../api/firstOf';
import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { isObject, textOf } from '../../api/answer';
import { isOver } from '../jobs/outcome';
import { readJob, resultOf } from '../jobs/follow';
import { inOwnWords, singular, type JobKind, type ResultFile } from '../../api/jobKinds';
import { isId } from '../../api/path';
import { readable } from '../../api/refusal';
import { defaults } from '../../api/limits';
import { asRow, ItemFailed, type Failure } from '../run/failure';
import type { Refusal } from '../../api/refusal';
import { pauseBefore, tries } from '../../api/retry';
import { setOwn, tableOf } from '../../api/table';
import { trimmed } from '../../api/trim';
import { openFile } from '../run/fetch';
import type { Item } from '../run/item';

/** Endings by MIME type of what HeyGen serves. */
const endings = tableOf<string>({
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
});
/** Characters of a file name before its ending. */
const longestName = 120;
const types = tableOf(
	Object.fromEntries(Object.entries(endings).map(([type, ending]) => [ending as string, type])),
);

/** File name and MIME type: by the answer's own type where it says something, else by the address. */
export function nameOf(
	title: string,
	url: string,
	contentType: string | undefined,
): { fileName: string; mimeType: string } {
	const declared = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
	const fromUrl = /\.([a-z0-9]{2,4})$/i.exec(new URL(url).pathname)?.[1]?.toLowerCase();
	const ending = endings[declared] ?? fromUrl ?? 'bin';
	// Characters that file systems and mail programs trip over, and those that turn the direction of writing and so can hide an ending.
	const plain = trimmed(
		title
			.slice(0, 10 * longestName)
			.replace(/[\\/:*?"<>|\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]+/gu, ' '),
		'.',
	);
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
			"The file is still in HeyGen. Make room, or set n8n's environment variable N8N_DEFAULT_BINARY_DATA_MODE to another store (for the store 'database', N8N_BINARY_DATA_DATABASE_MAX_FILE_SIZE sets the largest file in MB), then fetch it again",
		code: 'not_stored',
	});

/** One try. Gives the file as n8n has stored it, or why it did not come; throws only when the run stops, or where n8n's store refuses the file. */
export async function fetchFile(
	item: Item,
	url: string,
	title: string,
): Promise<IBinaryData | Refusal> {
	await item.run.files.acquire(item.stop);
	const { signal, close } = item.stop.signal();
	try {
		const { statusCode, headers, body } = await openFile(item, url, {
			timeout: defaults.uploadTimeoutSeconds * 1000,
			abortSignal: signal,
		});
		if (statusCode >= 300) {
			body.destroy();
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
		if (reason instanceof ItemFailed) throw reason as Error;
		const words = storeSays(reason);
		if (words) throw notStored(words);
		return { status: 0, code: '', message: '' };
	} finally {
		item.run.files.release();
		close();
	}
}

/** One file in a job's resource. */
interface Place {
	url: unknown;
	/** Name of the file, without an ending. */
	title: string;
	/** The part of the resource that it belongs to. */
	json: IDataObject;
}

/** The files that stand at a path of a resource: one, or one for each entry of a list or object. */
function placesOf(resource: IDataObject, at: string, fallback: string): Place[] {
	const title = typeof resource.title === 'string' && resource.title ? resource.title : fallback;
	const [list = '', , field] = at.split('.');
	if (!at.includes('*')) return [{ url: resource[at], title, json: resource }];
	const entries = resource[list];
	if (typeof entries !== 'object' || entries === null) return [];
	return Object.entries(entries as IDataObject).map(([name, entry]) => {
		const isNumber = Array.isArray(entries);
		const own = isObject(entry) ? entry : {};
		return {
			url: field ? own[field] : isObject(entry) ? entry.url : entry,
			title:
				typeof own.title === 'string' && own.title
					? own.title
					: `${title}-${isNumber ? Number(name) + 1 : name}`,
			json: isNumber ? own : { layer: name },
		};
	});
}

/** Where a job's resource is read again, so that its addresses are signed anew. */
export interface JobRef {
	kind: JobKind;
	id: string;
}

/** What cannot be read again: speech is answered once. */
type Source = { job?: JobRef; resource?: IDataObject };

/** The job's resource, as it is now. */
async function readAnew(item: Item, { kind, id }: JobRef): Promise<IDataObject> {
	const read = await readJob(item, kind, id);
	return isOver(kind, read)
		? await resultOf(item, kind, id, { status: textOf(read.status), data: read })
		: read;
}

interface Brought {
	resource: IDataObject;
	places: Place[];
	file: IBinaryData;
}

/**
 * Brings one file of a resource. A link that has expired is signed anew once; where the connection breaks, the file is fetched again.
 * @throws ItemFailed when the job failed or has no such file (yet), or when the file cannot be had
 */
async function bring(
	item: Item,
	{ job, resource: given }: Source,
	{ name, at }: ResultFile,
	index: number,
): Promise<Brought> {
	for (let tried = 1; ; tried++) {
		const resource =
			job && (tried > 1 || !given) ? await readAnew(item, job) : (given as IDataObject);
		const fallback = job
			? `${job.kind.noun.toLowerCase().replace(/ /g, '-')}-${job.id}`
			: name.toLowerCase();
		const places = placesOf(resource, at, fallback);
		const { url, title = fallback } = places[index] ?? {};
		if (typeof url !== 'string' || !URL.canParse(url))
			throw noFile(job, name, textOf(resource.status) || 'not told');
		const file = await fetchFile(item, url, title);
		if ('mimeType' in file) return { resource, places, file };
		const isClosed = !!job && file.status >= 400 && file.status < 500 && file.status !== 429;
		const seconds =
			isClosed && tried === 1 ? 0 : pauseBefore(file, true, tried, item.run.clock.random());
		if (seconds === undefined || tried >= tries) throw noLink(job, name, file.status);
		await item.stop.sleep(seconds * 1000);
	}
}

/** The item's binary field that a file is put into. */
const fieldOf = (given: unknown): string => String(given ?? '') || 'data';

/** The files of a finished job at one path, a row each; each address is signed anew just before it is used. */
export async function downloadFiles(
	item: Item,
	job: JobRef,
	file: ResultFile,
): Promise<INodeExecutionData[]> {
	const field = fieldOf(item.values.get('outputBinaryProperty'));
	const items: INodeExecutionData[] = [];
	for (let at = 0, count = 1; at < count; at++) {
		const { resource, places, file: binary } = await bring(item, { job }, file, at);
		count = places.length;
		const json = places[at]?.json ?? resource;
		items.push({
			json: json === resource ? resource : { [idFieldOf(job.kind)]: job.id, ...json },
			binary: { [field]: binary },
		});
	}
	return items;
}

const idFieldOf = ({ ids }: JobKind): string => singular(firstOf(ids));

/** The file of a resource that the user most probably wants: the first that is there. */
const mainFile = (files: ResultFile[], resource: IDataObject): ResultFile =>
	files.find(({ at }) => placesOf(resource, at, '').some(({ url }) => typeof url === 'string')) ??
	firstOf(files);

/** What is answered once is not lost with its file: whoever runs the row anew buys it again. */
const notLost = (failure: Failure, row: IDataObject, { at }: ResultFile): ItemFailed =>
	new ItemFailed({
		...failure,
		description: `${failure.description}. It is paid for and not lost: '${at}' leads to it. A new run pays again; n8n's Retry On Fail and 'Retry' of a failed execution do not`,
		details: { ...row, ...failure.details },
	});

/**
 * The result of a row as binary data beside it: several in fields of the same name with a number, `data`, `data_2` …
 * @param kind of the job that the row is about
 * @param answered the file that the row itself names, where it is about no job
 */
export async function withResult(
	item: Item,
	row: IDataObject,
	kind?: JobKind,
	answered?: ResultFile,
): Promise<INodeExecutionData> {
	const field = fieldOf(item.collection('options').get('outputBinaryProperty'));
	const made = kind?.makes && isObject(row[kind.makes.as]) ? kind.makes : undefined;
	const owner = made?.kind ?? kind;
	const resource = made ? (row[made.as] as IDataObject) : row;
	const id =
		owner && [resource.id, ...owner.ids.map((name) => resource[singular(name)])].find(isId);
	const job = owner && id !== undefined ? { kind: owner, id: String(id) } : undefined;
	const files = owner?.files ?? (answered ? [answered] : []);
	if (files.length === 0) return { json: row };
	const file = mainFile(files, resource);
	const binary: Record<string, IBinaryData> = {};
	for (let at = 0, count = 1; at < count; at++) {
		const brought = await bring(item, { job, resource }, file, at).catch((reason: unknown) => {
			throw answered ? notLost(asRow(reason).failure, row, file) : (reason as Error);
		});
		count = brought.places.length;
		setOwn(binary, at === 0 ? field : `${field}_${at + 1}`, brought.file);
	}
	return { json: row, binary };
}

/** Fetches the files at addresses of an answer that is no job's, such as subtitles. */
export async function downloadAnswer(
	item: Item,
	read: () => Promise<IDataObject>,
	file: ResultFile,
): Promise<INodeExecutionData> {
	const field = fieldOf(item.values.get('outputBinaryProperty'));
	for (let tried = 1; ; tried++) {
		const resource = await read();
		const url = resource[file.at];
		if (typeof url !== 'string' || !URL.canParse(url)) throw noFile(undefined, file.name, '');
		const found = await fetchFile(item, url, textOf(resource.title) || file.name);
		if ('mimeType' in found) return { json: resource, binary: { [field]: found } };
		const isClosed = found.status >= 400 && found.status < 500 && found.status !== 429;
		const seconds =
			isClosed && tried === 1 ? 0 : pauseBefore(found, true, tried, item.run.clock.random());
		if (seconds === undefined || tried >= tries) throw noLink(undefined, file.name, found.status);
		await item.stop.sleep(seconds * 1000);
	}
}

function noFile(job: JobRef | undefined, name: string, status: string): ItemFailed {
	if (!job)
		return new ItemFailed({
			message: `There is no file '${name}' in what HeyGen answers`,
			description: "Choose another 'File', or read it again later",
			code: 'file_missing',
		});
	const { kind, id } = job;
	const isDone = kind.done.includes(inOwnWords(kind, status)) || status === 'undefined';
	return new ItemFailed({
		message: isDone
			? `${kind.noun} ${id} has no ${name.toLowerCase()}`
			: `${kind.noun} ${id} is not finished, its status is ${status}`,
		description: isDone
			? "Choose another 'File', or create it with the option that makes this one"
			: `Read it with '${kind.readWith}' and 'Wait Until Done' before downloading`,
		code: isDone ? 'file_missing' : 'not_finished',
		id,
		details: { status },
	});
}

const noLink = (job: JobRef | undefined, name: string, status: number): ItemFailed =>
	new ItemFailed({
		message: `The file '${name}'${job ? ` of ${job.kind.noun.toLowerCase()} ${job.id}` : ''} could not be downloaded (${status ? `HTTP ${status}` : 'it did not arrive whole'})`,
		description: job
			? 'Its link was signed anew for each try. The file is still in HeyGen: run the item again later, and see that n8n has room to store it'
			: 'See that n8n can reach it and has room to store it',
		code: 'download_refused',
		httpCode: status ? String(status) : 'none',
		...(job ? { id: job.id } : {}),
	});

/** What to say of an address whose file could not be had, before it was known what it is. */
export const noLinkTo = (label: string, { status }: Refusal): ItemFailed =>
	new ItemFailed({
		message: `The file at '${label}' could not be fetched (${status ? `HTTP ${status}` : 'it did not arrive whole'})`,
		description: 'The address must open in a private browser window without a login',
		code: 'download_refused',
		httpCode: status ? String(status) : 'none',
	});
