// Looks at a file at a public address as HeyGen will find it: without a login, with the first bytes only.
import { UserError } from 'n8n-workflow';
import type { FileAddress } from '../../field';
import { defaults } from '../../../api/limits';
import { readMedia, type Media } from '../../../api/media';
import { whyPrivate } from '../../../api/publicAddress';
import { ItemFailed } from '../../run/failure';
import { endless, openFile, type Opened } from '../../run/fetch';
import type { Item } from '../../run/item';
import { checkFile, describe } from './check';
import type { FileStream } from './stored';

/** Bytes that are fetched of a file: enough for the headers of every format that puts them first. */
const fetched = 65_536;
const refusal = (message: string, description: string) => new UserError(message, { description });
const throughN8n =
	"Make the file public, or fetch it with n8n's HTTP Request node (or that of the service which keeps it) and choose 'Binary File' as the source";

/** The first bytes of a stream. */
async function headOf(stream: FileStream): Promise<Buffer> {
	const parts: Buffer[] = [];
	let length = 0;
	for await (const part of stream) {
		parts.push(part as Buffer);
		length += (part as Buffer).length;
		if (length >= fetched) break;
	}
	return Buffer.concat(parts).subarray(0, fetched);
}

/** Bytes of the whole file, where the host says so. */
function sizeOf({
	statusCode,
	headers,
}: Pick<Opened, 'statusCode' | 'headers'>): number | undefined {
	const total =
		statusCode === 206
			? /\/(\d+)\s*$/.exec(headers['content-range'] ?? '')?.[1]
			: headers['content-length'];
	return total === undefined ? undefined : Number(total);
}

interface Found {
	head: Buffer;
	size?: number;
}

/** Without a credential: HeyGen has none either. */
async function fetchHead(item: Item, { address, place }: FileAddress): Promise<Found> {
	let last = address;
	const look = (url: string) => {
		const reason = whyPrivate(new URL(url).hostname);
		if (reason)
			throw refusal(
				`The address in ${place} redirects to one that HeyGen cannot reach: ${reason}`,
				throughN8n,
			);
		last = url;
	};
	const options = {
		headers: { Range: `bytes=0-${fetched - 1}` },
		timeout: defaults.readTimeoutSeconds * 1000,
		abortSignal: item.context.getExecutionCancelSignal(),
	};
	const opened = await openFile(item, address, options, look).catch((reason: unknown) => {
		item.stop.check();
		if (reason instanceof UserError) throw reason as Error;
		if (reason instanceof ItemFailed)
			throw refusal(
				reason.failure.code === endless
					? `The address in ${place} redirects again and again`
					: `The address in ${place} cannot be looked at. ${reason.failure.message}`,
				throughN8n,
			);
		throw refusal(
			`The address in ${place} cannot be reached: there is no answer from '${new URL(last).host}'`,
			`Check the address in a browser. ${throughN8n}`,
		);
	});
	const { statusCode } = opened;
	const body = opened.body as unknown as FileStream;
	try {
		// An empty file has no first byte to ask for.
		if (statusCode === 416) return { head: Buffer.alloc(0), size: 0 };
		if (statusCode >= 300)
			throw refusal(
				`The address in ${place} does not open without a login (HTTP ${statusCode})`,
				statusCode === 404 || statusCode === 410
					? 'The file is not there (any more): check the address'
					: throughN8n,
			);
		const head = await headOf(body).catch(() => Buffer.alloc(0));
		const size = sizeOf(opened);
		return { head, size: size ?? (head.length < fetched ? head.length : undefined) };
	} finally {
		body.on('error', () => undefined).destroy();
	}
}

/**
 * Looks at an address once per run.
 * @returns what the first bytes tell of the file
 * @throws UserError where HeyGen could not fetch the file or does not take it
 */
export async function checkAddress(item: Item, file: FileAddress): Promise<Media | undefined> {
	const { place, takes, address } = file;
	const { once } = item.run;
	const key = `address:${address}`;
	if (!once.has(key)) once.set(key, fetchHead(item, file));
	const { head, size } = (await once.get(key)) as Found;
	const media = await readMedia({
		size: size ?? head.length,
		read: async (offset, length) => head.subarray(offset, offset + length),
	});
	// What lies behind the first bytes was not looked at, so nothing is said of it.
	const whole = size !== undefined && size <= head.length;
	if (media && !whole) delete media.broken;
	if (media?.format === 'HTML' && size !== 0)
		throw refusal(
			`The address in ${place} leads to ${describe(media)}, not to a file`,
			`It may ask for a login, or show the file instead of giving it. ${throughN8n}`,
		);
	checkFile({ place, size, media, takes });
	checkEnding(file, media);
	return media;
}

/** HeyGen goes by the ending of an address: it has to be that of the file (source: HeyGen's page on limits). */
function checkEnding({ address, place }: FileAddress, media: Media | undefined): void {
	const ending = /\.([a-z0-9]{2,4})$/i.exec(new URL(address).pathname)?.[1]?.toLowerCase();
	if (!media || !ending || !/^(mp4|m4v|webm|png|jpe?g|mp3|wav|pdf|srt)$/.test(ending)) return;
	const same = (one: string) => one.replace('jpeg', 'jpg').replace('m4v', 'mp4');
	if (same(ending) !== same(media.extension))
		throw refusal(
			`The address in ${place} ends in .${ending}, but the file is ${describe(media)}`,
			`HeyGen goes by the ending: name the file .${media.extension}`,
		);
}
