// What all downloads share: the choice of the file, and the field it is put into.
import { firstOf } from '../../api/firstOf';
import { choice, text } from '../field';
import { downloadFiles } from '../hooks/download';
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
 * Download: the files of a finished job as binary data, a row each.
 * @param get the operation that reads the job
 * @param what the job in words
 */
export function downloadOf(get: Operation, what: string): Operation {
	const kind = get.follows as JobKind;
	const files = kind.files ?? [];
	const main = firstOf(files);
	const isMany = files.some(({ at }) => at.includes('*'));
	const whole = what.replace(/^\w+ of /, '');
	const thing = `${/^[aeiou]/i.test(whole) ? 'an' : 'a'} ${whole}`;
	return operation({
		request: get.request,
		name: 'Download',
		value: 'download',
		action: `Download ${what}`,
		description: isMany
			? `Get the files of ${thing} as binary data, one result per file`
			: `Get the ${what.startsWith('preview') ? 'preview' : 'file'} of ${thing} as binary data`,
		fields: [
			...(get.fields ?? []),
			...(files.length > 1
				? [
						choice(
							'file',
							files.map(({ name, at }) => ({ name, value: at })),
							{ local: true, default: main.at, description: 'Which file to get' },
						),
					]
				: []),
			outputBinaryProperty,
		],
		perform: async (item) => {
			const wanted = item.values.get('file');
			const id = String(Object.values(item.draft.path)[0]);
			const file = files.find(({ at }) => at === wanted) ?? main;
			return await downloadFiles(item, { kind, id }, file);
		},
	});
}
