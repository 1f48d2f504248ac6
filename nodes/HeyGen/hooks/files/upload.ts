// Brings a file into HeyGen: in one request where it fits, else straight to HeyGen's store; once per run for the same bytes, and not again when n8n repeats the run.
import { createHash, randomUUID } from 'crypto';
import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { dataOf, isObject, isRefusal, objectOf, textOf, type Answer } from '../../../api/answer';
import { defaults, requestBytes } from '../../../api/limits';
import { figure } from '../../../api/limits/limit';
import type { Media } from '../../../api/media';
import { isId, pathOf } from '../../../api/path';
import { pauseBefore, tries } from '../../../api/retry';
import { ItemFailed, oddAnswer, refused } from '../../run/failure';
import { checkFetched } from '../../run/fetch';
import type { Item } from '../../run/item';
import type { Run } from '../../run/run';
import { ask, send, type Outgoing, type Streamed } from '../../run/send';
import type { FileStream, StoredFile } from './stored';

/** A file that has been checked. */
export interface Upload {
	file: StoredFile;
	media: Media;
	/** Its size and first bytes: files of another mark are other files. */
	mark: string;
}

/** What HeyGen says of a file that it has: `asset_id`, `url`, `mime_type`, `size_bytes`. */
export type Asset = IDataObject & { asset_id: string };

const contextKey = 'heyGenUploads';

interface Kept {
	run: number;
	assets: Record<string, Asset>;
}

/** What HeyGen has accepted in this run, kept with the execution: n8n's Retry On Fail and "Retry execution" find it again. */
export function receiptsOf({ context, run }: Item): Record<string, Asset> {
	const store = context.getContext('node') as Record<string, Kept | undefined>;
	const time = run.isInsideAgent ? -1 : run.runIndex;
	const kept = store[contextKey];
	return (kept?.run === time ? kept : (store[contextKey] = { run: time, assets: {} })).assets;
}

/** Characters of a name that are looked at: its end tells the ending. */
const longestName = 1_000;

/** The name under which a file is sent: its own, with the ending that its bytes ask for. */
export function fileNameOf({ file: { name }, media: { extension } }: Upload): string {
	const plain = (name ?? '')
		.slice(-longestName)
		.replace(/[\s\p{Cc}"\\/]+/gu, ' ')
		.trim();
	const stem = plain.replace(/\.[a-z0-9]{1,5}$/i, '').trim() || 'file';
	const own = /\.([a-z0-9]{1,5})$/i.exec(plain)?.[1]?.toLowerCase();
	const right = own === extension || (own === 'jpeg' && extension === 'jpg');
	return `${[...stem].slice(0, 100).join('')}.${right ? own : extension}`;
}

/** The whole of a file that n8n keeps in the item. */
const wholeOf = async (file: StoredFile): Promise<Buffer> => await file.read(0, file.size);

/** A form with one file, by hand: n8n's request helper would read all of a form that it makes itself. */
async function formOf(upload: Upload): Promise<Streamed> {
	const { file, media } = upload;
	const boundary = `n8n-${randomUUID()}`;
	const name = fileNameOf(upload);
	const head = Buffer.from(
		`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${media.mimeType}\r\n\r\n`,
	);
	const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
	const headers = {
		'Content-Type': `multipart/form-data; boundary=${boundary}`,
		'Content-Length': head.length + file.size + tail.length,
	};
	if (!file.stream)
		return { body: Buffer.concat([head, await wholeOf(file), tail]), headers, close: noMatter };
	const source = await file.stream();
	const body = source.compose(async function* (parts: AsyncIterable<Buffer>) {
		yield head;
		yield* parts;
		yield tail;
	} as unknown as Parameters<FileStream['compose']>[0]) as unknown as FileStream;
	return { body, headers, close: () => closeAll(source, body) };
}

const noMatter = () => undefined;

/** Ends streams that nobody reads any more; what they say about that is of no interest. */
function closeAll(...streams: FileStream[]): void {
	for (const stream of streams) stream.on('error', noMatter).destroy();
}

/** A write that carries a file. An access token that has expired is renewed by n8n at the first try, but it cannot send a stream twice. */
async function sendFile(item: Item, request: Outgoing) {
	const outcome = await ask(item, request, { repeatable: true });
	if (!isRefusal(outcome)) return outcome;
	if (outcome.status !== 401 || !item.usesOAuth) throw refused(outcome, true);
	return await send(item, request, { repeatable: true });
}

async function inOneRequest(item: Item, upload: Upload, key: string): Promise<Asset> {
	const answer = await sendFile(item, {
		method: 'POST',
		url: '/v3/assets',
		open: async () => await formOf(upload),
		timeoutSeconds: defaults.uploadTimeoutSeconds,
		headers: { 'Idempotency-Key': key },
	});
	return assetIn(answer);
}

/**
 * What HeyGen has made of a file.
 * @throws ItemFailed where it does not name it
 */
function assetIn(answer: Answer): Asset {
	const data = objectOf(answer) ?? {};
	const id = textOf(data.asset_id ?? data.id);
	if (!isId(id)) throw oddAnswer();
	return { ...data, asset_id: id };
}

/** Where HeyGen's store takes a file. */
export interface Target {
	asset_id: string;
	upload_url: string;
	upload_headers: Record<string, string>;
	max_bytes?: number;
}

/** A place out of HeyGen's answer; undefined where it is none. */
export function targetOf(data: unknown): Target | undefined {
	if (!isObject(data)) return undefined;
	const { asset_id: asset, upload_url: url, upload_headers: headers, max_bytes: most } = data;
	const id = textOf(asset);
	if (!isId(id) || !URL.canParse(textOf(url))) return undefined;
	return {
		asset_id: id,
		upload_url: textOf(url),
		upload_headers: Object.fromEntries(
			Object.entries(isObject(headers) ? headers : {}).map(([name, value]) => [
				name,
				textOf(value),
			]),
		),
		max_bytes: typeof most === 'number' ? most : undefined,
	};
}

/** How a file is announced. Its checksum is left out: HeyGen does not say in which form it takes one, and it would cost another reading of the file. */
export const announcementOf = (upload: Upload): IDataObject => ({
	filename: fileNameOf(upload),
	content_type: upload.media.mimeType,
	size_bytes: upload.file.size,
});

/**
 * Puts the bytes where HeyGen wants them, with just the headers that it gave: the address carries its own signature, and whoever serves it is not HeyGen's API.
 * @returns the status of the answer, 0 where there was none
 */
async function put(item: Item, { upload_url: url, upload_headers: own }: Target, file: StoredFile) {
	await checkFetched(item, url);
	const { proxy, skipSslCertificateValidation } = item.engine.options as IHttpRequestOptions;
	const hasType = Object.keys(own).some((name) => name.toLowerCase() === 'content-type');
	await item.run.requests.acquire(item.stop);
	const { signal, close } = item.stop.signal();
	const body = file.stream ? await file.stream() : await wholeOf(file);
	try {
		const answer = (await item.context.helpers.httpRequest({
			method: 'PUT',
			url,
			body,
			headers: {
				...own,
				'Content-Length': file.size,
				// Else the request helper would make one up.
				...(hasType ? {} : { 'Content-Type': false as unknown as string }),
			},
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: defaults.uploadTimeoutSeconds * 1000,
			abortSignal: signal,
			...(proxy ? { proxy } : {}),
			...(skipSslCertificateValidation ? { skipSslCertificateValidation } : {}),
		})) as { statusCode: number };
		return answer.statusCode;
	} catch {
		// What was thrown may hold the address with its signature.
		item.stop.check();
		return 0;
	} finally {
		if (!Buffer.isBuffer(body)) closeAll(body);
		item.run.requests.release();
		close();
	}
}

/**
 * Puts the bytes in place, again where the connection breaks.
 * @returns whether the address still took them
 * @throws ItemFailed where HeyGen's store refuses the file for good
 */
export async function deliver(item: Item, target: Target, upload: Upload): Promise<boolean> {
	for (let tried = 1; ; tried++) {
		const status = await put(item, target, upload.file);
		if (status >= 200 && status < 300) return true;
		// The signature has expired: it is worth asking for a new one.
		if (status === 403) return false;
		const seconds = pauseBefore(
			{ status, code: '', message: '' },
			true,
			tried,
			item.run.clock.random(),
		);
		if (seconds === undefined || tried >= tries)
			throw new ItemFailed({
				message: `HeyGen's store did not take the file '${fileNameOf(upload)}' (${status ? `HTTP ${status}` : 'the connection broke'})`,
				description:
					'Nothing was charged. Try again later; a proxy or firewall must let n8n send files of this size',
				code: 'upload_refused',
				httpCode: status ? String(status) : 'none',
			});
		await item.stop.sleep(seconds * 1000);
	}
}

async function byDirectUpload(item: Item, upload: Upload, key: string): Promise<Asset> {
	const body = announcementOf(upload);
	for (let turn = 1; ; turn++) {
		const announced = await send(
			item,
			{
				method: 'POST',
				url: '/v3/assets/direct-uploads',
				body,
				headers: { 'Idempotency-Key': turn > 1 ? `${key}-${turn}` : key },
			},
			{ repeatable: true },
		);
		const target = targetOf(dataOf(announced));
		if (!target) throw oddAnswer();
		checkRoom(target, upload);
		if (await deliver(item, target, upload)) {
			const answer = await send(
				item,
				{
					method: 'POST',
					url: pathOf('/v3/assets/{asset_id}/complete', { asset_id: target.asset_id }),
				},
				{ repeatable: true },
			);
			return { ...objectOf(answer), asset_id: target.asset_id };
		}
		// HeyGen gives the first announcement again for a day, but its address lives for an hour.
		if (turn > 1) throw closed(upload);
	}
}

export const closed = (upload: Upload) =>
	new ItemFailed({
		message: `HeyGen's store did not take the file '${fileNameOf(upload)}' (HTTP 403)`,
		description:
			'Nothing was charged. A proxy between n8n and HeyGen may change the headers of the request; else try again later',
		code: 'upload_refused',
		httpCode: '403',
	});

/** @throws ItemFailed where HeyGen says that it has no room for a file of this size */
export function checkRoom({ max_bytes: most }: Target, upload: Upload): void {
	if (!most || upload.file.size <= most) return;
	const megabytes = (bytes: number) => figure(Math.ceil(bytes / 2 ** 20));
	throw new ItemFailed({
		message: `HeyGen takes files of up to ${megabytes(most)} MB, but '${fileNameOf(upload)}' has ${megabytes(upload.file.size)} MB`,
		description: 'Make the file smaller, or split it. Nothing was charged',
		code: 'file_too_large',
	});
}

/** What tells an upload from every other one, and stays the same when n8n repeats the run. */
function keyOf({ context, run }: Item, name: string): string {
	const identity = JSON.stringify([
		context.getInstanceId(),
		context.getWorkflow().id,
		run.execution,
		run.start,
		context.getNode().name,
		name,
	]);
	return `n8n-file-${createHash('sha256').update(identity).digest('hex').slice(0, 43)}`;
}

/** Formats that POST /v3/assets does not take, but a direct upload does. */
const onlyDirect = ['ZIP'];

/** Whether a file goes straight to HeyGen's store: what surrounds it in a form has to fit, too. */
const isLarge = ({ size }: StoredFile): boolean => size > requestBytes - 4096;

/** Large files of a run that may be the same, by their marks. */
const alike = new WeakMap<Run, Map<string, StoredFile[]>>();

/**
 * The file whose bytes these are: itself, or another one of the run.
 * Large files are read as a whole only where a second one has the same size and begins with the same bytes.
 */
async function sameFile(run: Run, { file, mark }: Upload): Promise<StoredFile> {
	const marks = alike.get(run) ?? new Map<string, StoredFile[]>();
	alike.set(run, marks);
	const known = marks.get(mark) ?? [];
	marks.set(mark, [...known, file]);
	for (const other of known)
		if (other.id === file.id || (await other.digest()) === (await file.digest())) return other;
	return file;
}

/** The name of a file's bytes: rows with the same bytes share it, and it stays the same when n8n repeats the run. */
export async function nameOfBytes({ run }: Item, upload: Upload): Promise<string> {
	const { file, media, mark } = upload;
	if (!file.id || !isLarge(file)) return `${(await file.digest()).slice(0, 32)}.${media.extension}`;
	const same = await sameFile(run, upload);
	const identity = createHash('sha256').update(`${mark}:${same.id}`).digest('hex');
	return `${identity.slice(0, 32)}.${media.extension}`;
}

/**
 * Gives the asset that HeyGen has made of a file.
 * @throws ItemFailed with HeyGen's refusal
 */
export async function assetOf(item: Item, upload: Upload): Promise<Asset> {
	const { file, media } = upload;
	const receipts = receiptsOf(item);
	const name = await nameOfBytes(item, upload);
	const { once } = item.run;
	const known = `upload:${name}`;
	if (!once.has(known)) {
		const uploaded = async (): Promise<Asset> => {
			if (receipts[name]) return receipts[name];
			const key = keyOf(item, name);
			const direct = isLarge(file) || onlyDirect.includes(media.format);
			return (receipts[name] = direct
				? await byDirectUpload(item, upload, key)
				: await inOneRequest(item, upload, key));
		};
		// Another row with the same file tries again where this one failed.
		const work = uploaded().catch((reason: unknown) => {
			once.delete(known);
			throw reason as Error;
		});
		once.set(known, work);
	}
	return (await once.get(known)) as Asset;
}
