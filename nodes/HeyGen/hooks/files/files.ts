// The files of an item: all are looked at before anything is sent for any item of the run, then the item's own are uploaded, and their asset IDs take their places in the request.
import { createHash } from 'crypto';
import { UserError } from 'n8n-workflow';
import { BinaryFile, referencesIn } from '../../field';
import { readMedia, type Media } from '../../../api/media';
import { setOwn } from '../../../api/table';
import type { Item } from '../../run/item';
import { checkAddress } from './address';
import { checkFile, sizeOf } from './check';
import { storedFile } from './stored';
import { assetOf, type Upload } from './upload';

/** Files that have been looked at and wait for their turn. */
const checked = new WeakMap<BinaryFile, Upload>();

/** Bytes that tell one file from another well enough to see whether a repeated row asks for the same thing. */
const marked = 4096;

/**
 * Looks at a file of the item, once.
 * @throws UserError where HeyGen does not take it
 */
export async function lookAt(item: Item, file: BinaryFile): Promise<Upload> {
	const known = checked.get(file);
	if (known) return known;
	const stored = await storedFile(item, file);
	let media: Media | undefined;
	let head: Buffer;
	try {
		head = await stored.read(0, marked);
		media = await readMedia(stored);
	} catch (reason) {
		throw unreadable(file, reason);
	} finally {
		stored.close();
	}
	const { place, takes } = file;
	checkFile({ place, size: stored.size, media, takes });
	file.mark = createHash('sha256')
		.update(`${stored.size}:`)
		.update(head)
		.digest('base64url')
		.slice(0, 16);
	const upload = { file: stored, media: media as Media, mark: file.mark };
	checked.set(file, upload);
	return upload;
}

const unreadable = ({ place }: BinaryFile, reason: unknown): UserError =>
	new UserError(
		`The file in ${place} cannot be read from n8n's store: ${(reason as Error).message}`,
		{
			description:
				'It may have been removed meanwhile: run the node that outputs it again. With several workers, all of them need the same store',
		},
	);

/** The field of the body that a file belongs to, as the estimate of the cost knows it. */
const fieldOf = (path: string): string => path.replace(/\.(asset_id|url)$/, '');

/**
 * Looks at all files of an item: those that came with it always, those at an address where the user wants it.
 * @throws UserError that names the parameter, what was found, what HeyGen takes, and the way out
 */
export async function checkFiles(
	item: Item,
	part: (look: () => Promise<void>) => Promise<void>,
): Promise<void> {
	const { body } = item.draft;
	const asks = item.collection('options').get('checkUrls') === true;
	for (const { path, file, replace } of referencesIn(body))
		await part(async () => {
			if (!(file instanceof BinaryFile)) replace(file.address);
			const media =
				file instanceof BinaryFile
					? (await lookAt(item, file)).media
					: asks
						? await checkAddress(item, file)
						: undefined;
			if (media?.seconds !== undefined) setOwn(item.fileSeconds, fieldOf(path), media.seconds);
		});
}

/**
 * Uploads the item's files and puts their asset IDs into its request.
 * @throws ItemFailed with HeyGen's refusal
 */
export async function uploadFiles(item: Item): Promise<void> {
	await Promise.all(
		referencesIn(item.draft.body).map(async ({ file, replace }) => {
			const upload = file instanceof BinaryFile && checked.get(file);
			if (upload) replace((await assetOf(item, upload)).asset_id);
		}),
	);
}

/** Whether an item has files that HeyGen has not been given yet. */
export const hasFiles = (item: Item): boolean => referencesIn(item.draft.body).length > 0;

/** A request with the names and sizes of its files in place of them: how it is shown where nothing is sent. */
export function withFileNames(part: unknown): unknown {
	if (part instanceof BinaryFile) {
		const upload = checked.get(part);
		return upload
			? `${upload.file.name ?? String(part.property)} (${sizeOf(upload.file.size)})`
			: part.toJSON();
	}
	if (Array.isArray(part)) return part.map(withFileNames);
	if (typeof part !== 'object' || part === null) return part;
	return Object.fromEntries(
		Object.entries(part).map(([name, value]) => [name, withFileNames(value)]),
	);
}
