// What all downloads share: the choice of the file, and the field it is put into.
import type { IDataObject } from 'n8n-workflow';
import { choice, text } from '../field';
import { downloadResult } from '../hooks/download';
import { operation, type Operation } from '../operation/operation';
import type { JobKind } from '../../api/jobKinds';

export const outputBinaryProperty = text('outputBinaryProperty', {
	label: 'Put Output File in Field',
	local: true,
	required: true,
	default: 'data',
	hint: 'The name of the output binary field to put the file in',
});

/**
 * Download: one file of a finished job as binary data.
 * @param get the operation that reads the job
 * @param what the job in words
 * @param files the fields of the resource that hold an address, by their names in the editor
 */
export const downloadOf = (
	get: Operation,
	what: string,
	files: Array<{ name: string; value: string }>,
): Operation =>
	operation({
		request: get.request,
		name: 'Download',
		value: 'download',
		action: `Download ${what}`,
		description: 'Get the finished file as binary data',
		fields: [
			...(get.fields ?? []),
			...(files.length > 1
				? [
						choice('file', files, {
							local: true,
							default: 'video_url',
							description: 'Which file to get',
						}),
					]
				: []),
			outputBinaryProperty,
		],
		perform: async (item) => {
			const field = (item.values.get('file') as string | undefined) ?? files[0].value;
			const name = files.find((one) => one.value === field)?.name ?? field;
			const id = String(Object.values(item.draft.path)[0]);
			const pick = (resource: IDataObject) => ({
				name,
				url: resource[field] as string | null,
				title: (resource.title as string | null) || `${what.replace(/ /g, '-')}-${id}`,
			});
			return [await downloadResult(item, get.follows as JobKind, id, pick)];
		},
	});
