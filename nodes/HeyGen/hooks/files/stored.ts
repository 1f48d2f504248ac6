// A file of the input item in n8n's store, whichever one that is: read from the front, in pieces, never as a whole.
import { createHash } from 'crypto';
import { UserError, type IBinaryData } from 'n8n-workflow';
import type { BinaryFile } from '../../field';
import { listOf } from '../../field/words';
import { shown } from '../../field';
import type { Item } from '../../run/item';
import type { Source } from '../../../api/media';

type Helpers = Item['context']['helpers'];
/** n8n's own stream of a stored file. */
export type FileStream = Awaited<ReturnType<Helpers['getBinaryStream']>>;

const isBinary = (value: unknown): value is IBinaryData =>
	typeof value === 'object' &&
	value !== null &&
	typeof (value as IBinaryData).mimeType === 'string' &&
	('data' in value || 'id' in value);

/** What n8n finds under a name where the workflow keeps its files among the fields of an item. */
function amongFields(item: Item, name: string): IBinaryData | undefined {
	try {
		const found: unknown = item.context.helpers.assertBinaryData(name);
		return isBinary(found) ? found : undefined;
	} catch {
		return undefined;
	}
}

/**
 * The item's binary that a parameter names.
 * @throws UserError with the names of those that are there
 */
function binaryOf(item: Item, file: BinaryFile): IBinaryData {
	const { property, place } = file;
	if (isBinary(property)) return property;
	const { binary = {} } = item.context.getInputData();
	const name = String(property);
	const found = Object.hasOwn(binary, name) ? binary[name] : amongFields(item, name);
	if (found) return found;
	const names = Object.keys(binary);
	throw new UserError(
		`${place} is ${shown(typeof property === 'string' ? name : property)}, but the item has ${names.length ? 'no binary field of that name' : 'no file at all'}`,
		{
			description: names.length
				? `Its binary ${names.length > 1 ? 'fields are' : 'field is'} ${listOf(names.map((one) => `'${one}'`))}: choose ${names.length > 1 ? 'one of them' : 'it'}`
				: 'Connect a node that outputs the file to this one, e.g. HTTP Request or Read/Write Files from Disk. Some nodes, such as Edit Fields, leave the files of an item out unless told otherwise',
		},
	);
}

/** Where n8n keeps the file in the item itself, as text in base64. */
const bytesOfBase64 = (text: string, offset: number, length: number): Buffer => {
	const first = Math.floor(offset / 3);
	const last = Math.ceil((offset + length) / 3);
	return Buffer.from(text.slice(first * 4, last * 4), 'base64').subarray(
		offset - first * 3,
		offset - first * 3 + length,
	);
};

/** Letters that are hashed at once, whole groups of four: few enough that the same memory is used again for the next ones, which new memory would cost six times the hashing. */
const piece = 2 ** 16;
/** Bytes behind the place of reading that are kept: the readers of headers go back a little. */
const kept = 2 ** 17;

/** A file of the item. */
export interface StoredFile extends Source {
	/** What n8n calls it. */
	name?: string;
	/** Opens it anew, where n8n keeps it outside of the item. */
	stream?: () => Promise<FileStream>;
	/** Its ID in n8n's store; a copy of the file has another one. */
	id?: string;
	/** SHA-256 of all of it, in hex: reads all of it once. */
	digest(): Promise<string>;
	/** Ends the reading. */
	close(): void;
}

/** A file inside of the item. */
function inItem(data: string, name: string | undefined): StoredFile {
	const padding = data.endsWith('==') ? 2 : data.endsWith('=') ? 1 : 0;
	const size = Math.floor((data.length * 3) / 4) - padding;
	return {
		name,
		size,
		read: async (offset, length) => bytesOfBase64(data, offset, length),
		digest: async () => {
			const hash = createHash('sha256');
			for (let at = 0; at < data.length; at += piece)
				hash.update(data.slice(at, at + piece), 'base64');
			return hash.digest('hex');
		},
		close: () => undefined,
	};
}

/** A file outside of the item: its stream goes forward only, so it is opened again for what lies far behind. */
function inStore(helpers: Helpers, id: string, size: number, name?: string): StoredFile {
	const stream = async () => await helpers.getBinaryStream(id);
	let open: { stream: FileStream; pieces: AsyncIterator<Buffer> } | undefined;
	/** What is held of the file: `held` begins at `start`. */
	let held: Buffer = Buffer.alloc(0);
	let start = 0;
	let known: Promise<string> | undefined;
	const hashed = async () => {
		const hash = createHash('sha256');
		for await (const bytes of await stream()) hash.update(bytes as Buffer);
		return hash.digest('hex');
	};
	const close = () => {
		open?.stream.destroy();
		open = undefined;
		held = Buffer.alloc(0);
		start = 0;
	};
	const restart = async () => {
		close();
		const opened = await stream();
		open = { stream: opened, pieces: opened[Symbol.asyncIterator]() as AsyncIterator<Buffer> };
	};
	return {
		name,
		size,
		id,
		stream,
		close,
		async read(offset, length) {
			if (!open || offset < start) await restart();
			while (open && start + held.length < offset + length) {
				const next = await open.pieces.next();
				if (next.done) break;
				const spare = Math.min(held.length, Math.max(0, offset - kept - start));
				held =
					spare === held.length ? next.value : Buffer.concat([held.subarray(spare), next.value]);
				start += spare;
			}
			const from = Math.max(0, offset - start);
			return held.subarray(from, from + length);
		},
		digest: async () => await (known ??= hashed()),
	};
}

/**
 * Finds the item's file that a parameter names.
 * @throws UserError where the item has no such file
 */
export async function storedFile(item: Item, file: BinaryFile): Promise<StoredFile> {
	const binary = binaryOf(item, file);
	const { id, data, fileName } = binary;
	if (!id) return inItem(data, fileName);
	const { helpers } = item.context;
	const { bytes } = binary as { bytes?: number };
	return inStore(helpers, id, bytes ?? (await helpers.getBinaryMetadata(id)).fileSize, fileName);
}
