// A file that HeyGen takes: at a public address, as an asset that is already in HeyGen, or out of the item, which the node uploads.
import type { IDataObject } from 'n8n-workflow';
import {
	binaryFile,
	block,
	choice,
	fileUrl,
	asset,
	inWords,
	rows,
	type Field,
	type FieldOptions,
} from '../field';
import { snakeOf, titleOf } from '../field/words';
import type { FileLimit, ListLimit } from '../../api/limits/limit';
import { limits } from '../../api/limits';

type FileOptions = FieldOptions & {
	/** Formats and limits where HeyGen names them (source: its pricing and limits page). */
	takes?: FileLimit;
	/** What an uploaded file has to be, where an address may lead to more. */
	uploads?: FileLimit;
	/** The file in words. */
	what?: string;
	/** What it may be, in words that are right wherever a file of this name is taken: so its fields stand once in the node. */
	range?: string;
	/** n8n fetches what stands at an address, and uploads it. */
	isOurs?: boolean;
	/** Address or ID stand in the request themselves, without an object around them. */
	flat?: boolean;
	/** Where the file comes from as long as nothing is chosen. */
	from?: 'url' | 'binary';
	/** Sources that are left out. */
	without?: Array<'assetId'>;
};

/** Names of files as people have them, for the placeholders. */
const examples: Record<string, string> = {
	audio: 'speech.mp3',
	video: 'video.mp4',
	image: 'photo.jpg',
	photo: 'photo.jpg',
	'recording of the person': 'recording.mp4',
	file: 'photo.jpg',
	reference: 'scene.jpg',
	referenceImage: 'scene.jpg',
	project: 'project.zip',
	srt: 'subtitles.srt',
	consentVideo: 'consent.mp4',
};

/** The words of the field that takes the address of a file, and of the one that takes a file of the item. */
export const fileWords = (what: string, range: string) => ({
	url: { description: `Public address of the ${what}: ${range}` },
	binary: { description: `Binary field of the input item with the ${what}: ${range}` },
});

/** What a recording may be, wherever one is taken. */
export const recordingRange = `WAV or MP3; in a video up to ${limits.audio.maxMegabytes} MB`;

/** What a picture may be, wherever a video is made of one. */
export const imageRange = `JPG or PNG; where it speaks up to ${limits.image.maxMegabytes} MB`;

/**
 * A file input `x`: `xSource`, then `xUrl`, `xAssetId` or `xBinaryProperty`.
 */
export function fileInput(name: string, options: FileOptions = {}): Field[] {
	const { takes, uploads = takes, required, what = titleOf(name).toLowerCase(), flat } = options;
	const words = options.range ? fileWords(what, options.range) : undefined;
	const label = options.label ?? titleOf(name);
	const api = options.api ?? snakeOf(name);
	const source = `${name}Source`;
	const shown = (value: string) => ({ ...options.show, [source]: [value] });
	const sent = (field: Field, type: 'url' | 'asset_id'): Field => ({
		...field,
		api: flat ? '' : api,
		read: (values) => {
			const value = field.read(values);
			if (value === undefined) return undefined;
			return (flat ? { [type]: value } : { type, [type]: value }) as IDataObject;
		},
	});
	const sources = [
		{ name: 'URL', value: 'url', description: 'A file at a public address' },
		{ name: 'Asset', value: 'assetId', description: 'A file that is already in HeyGen' },
		{
			name: 'Binary File',
			value: 'binary',
			description: 'A file of the input item, which the node checks and uploads',
		},
	].filter(({ value }) => !options.without?.some((one) => one === value));
	return [
		choice(source, sources, {
			label: `${label} Source`,
			local: true,
			default: options.from ?? 'url',
			show: options.show,
			description: `Where the ${what} comes from`,
		}),
		sent(
			inWords(
				fileUrl(`${name}Url`, {
					label: `${label} URL`,
					required,
					takes,
					like: uploads,
					isOurs: options.isOurs,
					show: shown('url'),
					placeholder: `e.g. https://example.com/${examples[what] ?? examples[name] ?? 'file'}`,
					description: `Public address of the ${what}`,
				}),
				words?.url,
			),
			'url',
		),
		...(sources.some(({ value }) => value === 'assetId')
			? [
					sent(
						asset(`${name}AssetId`, {
							label: `${label} Asset`,
							required,
							show: shown('assetId'),
							description: `The ${what} in HeyGen`,
						}),
						'asset_id',
					),
				]
			: []),
		sent(
			inWords(
				binaryFile(`${name}BinaryProperty`, {
					label: `${label} Binary Field`,
					required,
					takes: uploads,
					show: shown('binary'),
					description: `Binary field of the input item with the ${what}`,
				}),
				words?.binary,
			),
			'asset_id',
		),
	];
}

/** A file that may be left out: the user adds it, then it is needed. */
export const fileOption = (name: string, options: FileOptions = {}): Field =>
	block(name, fileInput(name, { ...options, api: '', required: true }), options);

/** Several files, one row each. `entry` names a row. */
export const fileList = (
	name: string,
	entry: string,
	options: FileOptions & { limit?: ListLimit } = {},
): Field => {
	const { takes, uploads, what, ...list } = options;
	return rows(
		name,
		entry,
		fileInput(entry, { takes, uploads, what, api: '', required: true }),
		list,
	);
};
