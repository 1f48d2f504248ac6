// A file that HeyGen takes: at a public address, or as an asset that is already in HeyGen.
import type { IDataObject } from 'n8n-workflow';
import { block, choice, id, rows, url, type Field, type FieldOptions } from '../field';
import { snakeOf, titleOf } from '../field/words';
import type { FileLimit, ListLimit } from '../../api/limits/limit';

/** `takes`: formats and size, where HeyGen names them (source: its pricing and limits page); `what`: the file in words. */
type FileOptions = FieldOptions & { takes?: FileLimit; what?: string };

/** Names of files as people have them, for the placeholders. */
const examples: Record<string, string> = {
	audio: 'speech.mp3',
	video: 'video.mp4',
	image: 'photo.jpg',
	photo: 'photo.jpg',
	file: 'photo.jpg',
	reference: 'scene.jpg',
	project: 'project.zip',
	srt: 'subtitles.srt',
	consentVideo: 'consent.mp4',
};

/**
 * A file input `x`: `xSource`, then `xUrl` or `xAssetId`.
 */
export function fileInput(name: string, options: FileOptions = {}): Field[] {
	const { takes, required, what = titleOf(name).toLowerCase() } = options;
	const label = options.label ?? titleOf(name);
	const api = options.api ?? snakeOf(name);
	const source = `${name}Source`;
	const shown = (value: string) => ({ ...options.show, [source]: [value] });
	const asset = (field: Field, type: 'url' | 'asset_id'): Field => ({
		...field,
		api,
		read: (values) => {
			const value = field.read(values);
			return value === undefined ? undefined : ({ type, [type]: value } as IDataObject);
		},
	});
	return [
		choice(
			source,
			[
				{ name: 'URL', value: 'url', description: 'A file at a public address' },
				{ name: 'Asset', value: 'assetId', description: 'A file that is already in HeyGen' },
			],
			{
				label: `${label} Source`,
				local: true,
				default: 'url',
				show: options.show,
				description: `Where the ${what} comes from`,
			},
		),
		asset(
			url(`${name}Url`, {
				label: `${label} URL`,
				required,
				takes,
				show: shown('url'),
				placeholder: `e.g. https://example.com/${examples[name] ?? examples[what] ?? 'file'}`,
				description: `Public address of the ${what}`,
			}),
			'url',
		),
		asset(
			id(`${name}AssetId`, {
				label: `${label} Asset ID`,
				required,
				show: shown('assetId'),
				placeholder: 'e.g. {{ $json.asset_id }}',
				description: `ID of the ${what} in HeyGen`,
			}),
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
	const { takes, what, ...list } = options;
	return rows(name, entry, fileInput(entry, { takes, what, api: '', required: true }), list);
};
